import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone keeps one offset. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

interface Zone {
  stretches: Stretch[];
  last: Stretch;
}

const zones = new Map<string, Zone>();

const names = new Map<string, boolean>();

/** Whether this is an IANA zone. */
export function isZone(zone: string): boolean {
  const known = names.get(zone) ?? looksUp(zone);
  names.set(zone, known);
  return known;
}

function looksUp(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    // `+01:00` is an offset, not the name of a zone.
    return !/^[+-]/.test(zone);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function stretchAt(zone: string, at: number): Stretch {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return {
    from: zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
    to: zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offset: zoned.offsetNanoseconds / 1e6,
  };
}

/** Milliseconds by which a zone's clocks are ahead of UTC at an instant. Remembers what it has looked up. */
export function offsetAt(zone: string, at: number): number {
  const known = zones.get(zone);
  if (known !== undefined && at >= known.last.from && at < known.last.to) return known.last.offset;
  const stretches = known?.stretches ?? [];
  let found = stretches.find(({ from, to }) => at >= from && at < to);
  if (found === undefined) {
    found = stretchAt(zone, at);
    stretches.push(found);
  }
  zones.set(zone, { stretches, last: found });
  return found.offset;
}

/** What the clocks of a zone show at an instant, as if it were UTC. */
export function wallOf(zone: string, at: number): number {
  return at + offsetAt(zone, at);
}

/**
 * The instant at which the clocks of a zone show a time: the first one where they show it twice; where they skip it,
 * as far after the gap as it was into it.
 */
export function instantOfWall(zone: string, wall: number): number {
  const early = wall - offsetAt(zone, wall - 86_400_000);
  if (wallOf(zone, early) === wall) return early;
  const late = wall - offsetAt(zone, wall + 86_400_000);
  // In a gap the earlier offset leads past it.
  return wallOf(zone, late) === wall ? late : early;
}

/** Whether the clocks of a zone ever show this time. */
export function isShown(zone: string, wall: number): boolean {
  return wallOf(zone, instantOfWall(zone, wall)) === wall;
}
