import { offsetBetween, wallClock } from '../booking/time/offset';
import { DAY, MINUTE, type Instant } from '../booking/time/time';

/** Twelve hours twice, or twenty-four. */
export type Clock = 'h12' | 'h23';

/**
 * Formats the clock time of instants in a language and an IANA zone: `14:30`. On the day the clock goes back, one hour
 * happens twice; a time in that hour also shows its distance from UTC, so that two instants never read alike: `1:30 AM
 * (UTC−4)`.
 *
 * @param locale BCP 47 tag that the platform knows
 * @param clock if it is not to be the usual one of the language
 * @throws RangeError for a zone or a tag that does not exist
 */
export function clockTimes(locale: string, zone: string, clock?: Clock): (at: Instant) => string {
  const time = clockFormat(locale, zone, clock);
  const offsets = offsetsOf(zone);
  return (at) => (offsets.twin(at) === null ? time.format(at) : `${time.format(at)} (${utcText(offsets.at(at))})`);
}

/** Without what tells two equal clock times apart. */
export function clockFormat(locale: string, zone: string, clock?: Clock): Intl.DateTimeFormat {
  const hourCycle = clock === undefined ? {} : { hourCycle: clock };
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone, ...hourCycle });
}

/**
 * Tells instants apart that a zone's clock shows alike: `first` comes before the clock goes back, in summer time.
 *
 * @throws RangeError for a zone that does not exist
 */
export function clockTwins(zone: string): (at: Instant) => { which: 'first' | 'second'; offset: string } | null {
  const offsets = offsetsOf(zone);
  return (at) => {
    const twin = offsets.twin(at);
    return twin === null ? null : { which: at < twin ? 'first' : 'second', offset: utcText(offsets.at(at)) };
  };
}

/** How far a zone's clock is from UTC at an instant: `UTC+5:30`. */
export function offsetText(zone: string, at: Instant): string {
  return utcText(offsetsOf(zone).at(at));
}

/** The offsets of a zone, milliseconds east of UTC, looked up once for each day on which the clock does not change. */
function offsetsOf(zone: string) {
  // Where Intl cannot tell, the hour counts as one that happens once.
  const at = (instant: Instant): number => offsetBetween(wallClock(zone, instant) ?? instant, instant);
  const steady = new Map<number, boolean>();
  const isSteady = (day: number): boolean => {
    const known = steady.get(day) ?? at((day - 1) * DAY) === at((day + 2) * DAY);
    steady.set(day, known);
    return known;
  };
  /** Another instant at which the clock shows the same; `null` if there is none. */
  const twin = (instant: Instant): Instant | null => {
    if (isSteady(Math.floor(instant / DAY))) return null;
    const [before, here, after] = [at(instant - DAY), at(instant), at(instant + DAY)];
    // The same clock time with the offset from before or after the change: it happens twice if that offset applies
    // there too.
    const found = [before, after].find((other) => other !== here && at(instant + here - other) === other);
    return found === undefined ? null : instant + here - found;
  };
  return { at, twin };
}

/** `UTC−4`, `UTC+5:30` */
function utcText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const rest = minutes % 60;
  const sign = offset < 0 ? '−' : '+';
  return `UTC${sign}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
