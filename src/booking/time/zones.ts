import { DAY, MINUTE, type Instant } from './time';

// Looked up once, see booking/slots/slots.ts.
const { ceil, floor, min } = Math;

/**
 * A wall-clock time as a number: the milliseconds between 1970-01-01 00:00 and that time on one and the same clock. It
 * only becomes an instant together with a zone.
 */
export type WallTime = number;

/** The offset east of UTC, milliseconds, of an IANA zone at an instant. Throws RangeError for an unknown zone. */
export type OffsetLookup = (zone: string, at: Instant) => number;

const named = new Map<string, boolean>();

/** Whether the platform knows this IANA zone. */
export function isZoneName(zone: string): boolean {
  const known = named.get(zone) ?? isFormatted(zone);
  named.set(zone, known);
  return known;
}

function isFormatted(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch (error) {
    // The platform throws RangeError for an unknown zone; any other error is the platform's own and says nothing about
    // the zone.
    return !(error instanceof RangeError);
  }
}

/** Time between two clock changes: the wall shows `offset` more than UTC. The first and the last one are endless. */
export interface Stretch {
  from: Instant;
  until: Instant;
  /** Milliseconds. */
  offset: number;
}

/** One zone over some period, with its offset changes known beforehand. */
export interface Zone {
  readonly name: string;
  /** In order, without gaps. */
  readonly stretches: readonly Stretch[];
  /** Offset east of UTC, milliseconds. */
  offsetAt(at: Instant): number;
  wallOf(at: Instant): WallTime;
  /**
   * The instant of a wall time. A wall time that happens twice means the first of the two; one that a clock change
   * skips is moved on by the size of the gap (the "compatible" rule of ECMAScript Temporal).
   */
  instantOf(wall: WallTime): Instant;
}

/** The first instant after another at which a wall may show another date: midnight, or a clock change before it. */
export function sameDayUntil({ stretches }: Zone, at: Instant): Instant {
  const { offset, until } = stretches.find((stretch) => at < stretch.until) ?? { offset: 0, until: Infinity };
  const day = floor((at + offset) / DAY);
  return min(until, (day + 1) * DAY - offset);
}

/** No zone's clock changes twice within this time: the closest two changes known, 2021 to 2031, are 35 days apart. */
const PROBE_STEP = 28 * DAY;

/**
 * Looks up a zone's clock changes between two instants once, so that conversions need no more look-ups.
 *
 * @param lookup asked every 28 days and, where the offset differs, until the change is known to the minute
 */
export function zoneBetween(name: string, lookup: OffsetLookup, from: Instant, to: Instant): Zone {
  const stretches = stretchesOf(name, lookup, from - 2 * DAY, to + 2 * DAY);
  const [only] = stretches;
  const isSteady = stretches.length === 1;
  const offsetAt = (instant: Instant): number => {
    if (isSteady) return only?.offset ?? 0;
    return (stretches.find((stretch) => instant < stretch.until) ?? only)?.offset ?? 0;
  };
  return {
    name,
    stretches,
    offsetAt,
    wallOf: (instant) => instant + offsetAt(instant),
    instantOf: (wall) => {
      const before = offsetAt(wall - DAY);
      if (isSteady) return wall - before;
      const after = offsetAt(wall + DAY);
      const candidates = [wall - before, wall - after].filter((instant) => instant + offsetAt(instant) === wall);
      return candidates.length > 0 ? min(...candidates) : wall - before;
    },
  };
}

function stretchesOf(name: string, lookup: OffsetLookup, first: Instant, last: Instant): Stretch[] {
  const stretches: Stretch[] = [];
  let from = -Infinity;
  let at = first;
  let offset = lookup(name, at);
  while (at < last) {
    const next = min(at + PROBE_STEP, last);
    const nextOffset = lookup(name, next);
    if (nextOffset !== offset) {
      const change = changeBetween(name, lookup, at, next, nextOffset);
      stretches.push({ from, until: change, offset });
      from = change;
      offset = nextOffset;
    }
    at = next;
  }
  stretches.push({ from, until: Infinity, offset });
  return stretches;
}

function changeBetween(name: string, lookup: OffsetLookup, from: Instant, to: Instant, offsetAfter: number): Instant {
  let low = floor(from / MINUTE);
  let high = ceil(to / MINUTE);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lookup(name, middle * MINUTE) === offsetAfter) high = middle;
    else low = middle;
  }
  return high * MINUTE;
}
