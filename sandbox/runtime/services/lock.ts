import { numberOf } from './arguments';
import type { CallContext, Method } from './service';

function nameOf({ request }: CallContext, kind: unknown): string {
  return kind === 'user' ? `user:${request.as}` : 'script';
}

/** A wait of less than nothing gets no lock. */
async function acquire(c: CallContext, kind: unknown, ms: unknown): Promise<boolean> {
  const patience = numberOf(ms, 'timeoutInMillis');
  return patience >= 0 && c.world.locks.acquire(nameOf(c, kind), c.execution, patience);
}

/** LockService. */
export const lock: Record<string, Method> = {
  tryLock: (c, kind, ms) => acquire(c, kind, ms),
  waitLock: async (c, kind, ms) => {
    if (!(await acquire(c, kind, ms)))
      throw new Error('Lock timeout: another process was holding the lock for too long.');
  },
  releaseLock: (c, kind) => c.world.locks.release(nameOf(c, kind), c.execution),
  hasLock: (c, kind) => c.world.locks.holds(nameOf(c, kind), c.execution),
};
