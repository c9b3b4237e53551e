import { DAY, MINUTE, type Instant } from './time';

/**
 * A wall-clock time as a number: the milliseconds between 1970-01-01 00:00 and that time on one and the same clock.
 * It is an instant only together with a zone.
 */
export type WallTime = number;

/** The offset east of UTC, milliseconds, of an IANA zone at an instant. Throws RangeError for an unknown zone. */
export type OffsetLookup = (zone: string, at: Instant) => number;

/** One zone over a stretch of time, its offset changes known beforehand. */
export interface Zone {
  readonly name: string;
  /** Offset east of UTC, milliseconds. */
  offsetAt(at: Instant): number;
  wallOf(at: Instant): WallTime;
  /**
   * The instant of a wall time. A wall time that happens twice means the first of the two; one that a clock change
   * skips is moved on by the size of the gap (the "compatible" rule of ECMAScript Temporal).
   */
  instantOf(wall: WallTime): Instant;
}

/** No zone's clock changes twice within this time: the closest two changes known, 2021 to 2031, are 35 days apart. */
const PROBE_STEP = 28 * DAY;

/**
 * Looks up a zone's clock changes between two instants once, so that conversions need no further look-up.
 *
 * @param lookup asked every 28 days and, where the offset differs, until the change is known to the minute
 */
export function zoneBetween(name: string, lookup: OffsetLookup, from: Instant, to: Instant): Zone {
  const starts: Instant[] = [];
  const offsets: number[] = [];
  const first = from - 2 * DAY;
  const last = to + 2 * DAY;
  let at = first;
  let offset = lookup(name, at);
  starts.push(-Infinity);
  offsets.push(offset);
  while (at < last) {
    const next = Math.min(at + PROBE_STEP, last);
    const nextOffset = lookup(name, next);
    if (nextOffset !== offset) {
      starts.push(changeBetween(name, lookup, at, next, nextOffset));
      offsets.push(nextOffset);
      offset = nextOffset;
    }
    at = next;
  }

  const offsetAt = (instant: Instant): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? Infinity) <= instant) low = middle;
      else high = middle - 1;
    }
    return offsets[low] ?? 0;
  };

  return {
    name,
    offsetAt,
    wallOf: (instant) => instant + offsetAt(instant),
    instantOf: (wall) => {
      const before = offsetAt(wall - DAY);
      const after = offsetAt(wall + DAY);
      const candidates = [wall - before, wall - after].filter((instant) => instant + offsetAt(instant) === wall);
      return candidates.length > 0 ? Math.min(...candidates) : wall - before;
    },
  };
}

function changeBetween(name: string, lookup: OffsetLookup, from: Instant, to: Instant, offsetAfter: number): Instant {
  let low = Math.floor(from / MINUTE);
  let high = Math.ceil(to / MINUTE);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lookup(name, middle * MINUTE) === offsetAfter) high = middle;
    else low = middle;
  }
  return high * MINUTE;
}

/** Midnight, as a wall time, of the day that a wall time falls in. */
export function startOfDay(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}

/** Day of the week of a wall time: 0 is Monday. */
export function weekdayOf(wall: WallTime): number {
  const thursday = 3; // 1970-01-01 was a Thursday
  return (((Math.floor(wall / DAY) + thursday) % 7) + 7) % 7;
}
