import { CalendarError, type Desk } from '../ports/ports';
import { ProviderError } from '../ports/rooms';
import { BrokenRecordError, StoreBusyError, StoreFullError } from '../ports/store';

/**
 * Failures that are not the execution's fault and that a card reports: the store's state, and answers of Google or a
 * provider.
 */
const KNOWN = [StoreBusyError, StoreFullError, BrokenRecordError, CalendarError, ProviderError];

/** One part of an execution's work, by the name under which its failure is logged. */
export type Step = [name: string, work: () => void];

/**
 * Does one step after another, even if earlier ones failed. Every failure is logged. A bug is thrown at the end, so
 * that the execution counts as failed.
 */
export function eachOnItsOwn(desk: Pick<Desk, 'log'>, steps: readonly Step[]): void {
  const faults: unknown[] = [];
  for (const [name, work] of steps) {
    try {
      work();
    } catch (error) {
      desk.log(`${name} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
      if (!KNOWN.some((kind) => error instanceof kind)) faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
