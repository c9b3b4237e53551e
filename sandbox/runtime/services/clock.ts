import { numberOf } from './arguments';
import type { Method } from './service';

/** The longest sleep (https://developers.google.com/apps-script/reference/utilities). */
const LONGEST = 300_000;

/** Sleeping takes the sandbox's time, not the machine's; what becomes due meanwhile happens. */
export const clock: Record<string, Method> = {
  sleep: (c, ms) => {
    const length = numberOf(ms, 'milliseconds');
    if (length < 0 || length > LONGEST) throw new Error('Invalid argument: milliseconds');
    c.world.advance(length);
  },
};
