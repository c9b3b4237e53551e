import * as v from 'valibot';
import { isInstant } from '../booking/time/time';
import { isZoneName } from '../booking/time/zones';

// What the values in stored records must be: the right type is not enough, a time that no clock shows breaks every
// calculation with it.

export const instant = v.pipe(v.number(), v.check(isInstant, 'an instant'));

export const zone = v.pipe(v.string(), v.check(isZoneName, 'a time zone'));

/** Minutes, or any other count. */
export const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000));

export const interval = v.object({ start: instant, end: instant });

export const place = v.variant('kind', [
  v.object({ kind: v.literal('meet') }),
  v.object({ kind: v.literal('room') }),
  v.object({ kind: v.literal('address'), address: v.string() }),
  v.object({ kind: v.literal('weCall') }),
  v.object({ kind: v.literal('clientCalls'), number: v.string() }),
]);

const cap = v.nullable(v.pipe(minutes, v.minValue(1)));

export const caps = v.object({ day: cap, week: cap });

export const hoursRanges = v.array(v.object({ from: minutes, to: minutes }));

export const plainDate = v.pipe(v.string(), v.isoDate());

/** A text that records of former versions lack. */
export const text = v.optional(v.string(), '');

/** A choice that records of former versions lack. */
export const no = v.optional(v.boolean(), false);
