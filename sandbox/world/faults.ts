import type { ApiAnswer, ApiCall, FaultRule, ServiceError } from '../protocol';
import { errorBody, usualReason } from './google-errors';
import { serverError } from './localized-errors';

/** How a script sees an error; see FaultRule. */
export type Manner = Pick<FaultRule, 'localized' | 'bare' | 'foreign'>;

/** What a call meets instead of, or besides, its own answer. */
export type Fault =
  | { kind: 'error'; error: ServiceError }
  | { kind: 'status'; status: number; reason: string; manner: Manner }
  | { kind: 'crash'; when: 'before' | 'after' };

interface Armed {
  rule: FaultRule;
  /** Calls still to pass before it hits. */
  skip: number;
  left: number;
}

/** The faults that a test has asked for. */
export class Faults {
  private armed: Armed[] = [];

  set(rules: readonly FaultRule[]): void {
    this.armed = rules.map((rule) => ({ rule, skip: (rule.nth ?? 1) - 1, left: rule.times ?? 1 }));
  }

  list(): FaultRule[] {
    return this.armed.filter((armed) => armed.left > 0).map((armed) => armed.rule);
  }

  /** The same for a call of the Calendar API over HTTP: the answer to give instead; null to go on. */
  forApi(call: ApiCall): ApiAnswer | null {
    const fault = this.meet('Calendar', scriptMethod(call.method));
    return fault?.kind === 'status' ? errorBody(fault.status, fault.reason) : null;
  }

  /** What this call meets; it counts for every rule that names it. */
  meet(service: string, method: string): Fault | null {
    let met: Fault | null = null;
    for (const armed of this.armed) {
      if (!names(armed.rule, service, method)) continue;
      if (armed.skip > 0) armed.skip--;
      else if (armed.left > 0 && met === null) {
        armed.left--;
        met = faultOf(armed.rule);
      }
    }
    return met;
  }
}

/** `calendar.events.list` → `Events.list` */
function scriptMethod(id: string): string {
  const [, collection = '', method = ''] = id.split('.');
  return `${collection}.${method}`;
}

function names(rule: FaultRule, service: string, method: string): boolean {
  // Scripts say remove where the API says delete.
  const plain = (name: string) => name.toLowerCase().replace(/\.remove$/, '.delete');
  const same = (wanted: string, is: string) => wanted === '*' || plain(wanted) === plain(is);
  return same(rule.service, service) && same(rule.method, method);
}

function faultOf(rule: FaultRule): Fault {
  if (rule.crash !== undefined && rule.crash !== false) {
    return { kind: 'crash', when: rule.crash === 'before' ? 'before' : 'after' };
  }
  if (rule.status !== undefined) {
    return { kind: 'status', status: rule.status, reason: rule.reason ?? usualReason(rule.status), manner: rule };
  }
  const error = rule.error === undefined ? serverError(rule.localized) : { name: 'Exception', message: rule.error };
  return { kind: 'error', error: { ...error, ...(rule.foreign === true && { foreign: true }) } };
}
