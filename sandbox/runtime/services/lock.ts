import { numberOf } from './arguments';
import type { CallContext, Method } from './index';

function nameOf({ request }: CallContext, kind: unknown): string {
  return kind === 'user' ? `user:${request.as}` : 'script';
}

/** LockService. */
export const lock: Record<string, Method> = {
  tryLock: (c, kind, ms) => c.world.locks.acquire(nameOf(c, kind), c.execution, numberOf(ms, 'timeoutInMillis')),
  waitLock: async (c, kind, ms) => {
    const got = await c.world.locks.acquire(nameOf(c, kind), c.execution, numberOf(ms, 'timeoutInMillis'));
    if (!got) throw new Error('Lock timeout: another process was holding the lock for too long.');
  },
  releaseLock: (c, kind) => c.world.locks.release(nameOf(c, kind), c.execution),
  hasLock: (c, kind) => c.world.locks.holds(nameOf(c, kind), c.execution),
};
