import type { FaultRule, ServiceError } from '../protocol';

/** What a call meets instead of, or besides, its own answer. */
export type Fault =
  | { kind: 'error'; error: ServiceError }
  | { kind: 'status'; status: number; reason: string }
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

function names(rule: FaultRule, service: string, method: string): boolean {
  const same = (wanted: string, is: string) => wanted === '*' || wanted.toLowerCase() === is.toLowerCase();
  return same(rule.service, service) && same(rule.method, method);
}

function faultOf(rule: FaultRule): Fault {
  if (rule.crash !== undefined && rule.crash !== false) {
    return { kind: 'crash', when: rule.crash === 'before' ? 'before' : 'after' };
  }
  if (rule.status !== undefined)
    return { kind: 'status', status: rule.status, reason: rule.reason ?? reasonOf(rule.status) };
  return { kind: 'error', error: { name: 'Exception', message: rule.error ?? 'Service error' } };
}

/** The reason that Google gives with a status, where a test names none [guides/errors]. */
function reasonOf(status: number): string {
  const reasons: Record<number, string> = {
    400: 'badRequest',
    401: 'authError',
    403: 'rateLimitExceeded',
    404: 'notFound',
    409: 'duplicate',
    410: 'fullSyncRequired',
    412: 'conditionNotMet',
    429: 'rateLimitExceeded',
  };
  return reasons[status] ?? 'backendError';
}
