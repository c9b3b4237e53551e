import type { Method } from './index';

/** The time, for Date. */
export const clock: Record<string, Method> = {
  now: (c) => c.world.clock.now(),
};
