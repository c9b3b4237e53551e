import { CalendarError, type Desk } from './ports/ports';
import { ProviderError } from './ports/rooms';
import { BrokenRecordError, StoreBusyError, StoreFullError } from './ports/store';

/** What an execution cannot help, and a card tells of: the store's state, and what Google or a provider answers. */
const KNOWN = [StoreBusyError, StoreFullError, BrokenRecordError, CalendarError, ProviderError];

/** One part of an execution's work, by the name under which its failure is logged. */
export type Step = [name: string, work: () => void];

/**
 * Does one step after another, each whatever became of those before it. Every failure is logged. One that is a fault of
 * ours is thrown at the end, so that the execution counts as failed.
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
