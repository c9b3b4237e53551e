import { offsetBetween, wallClock } from '../booking/time/offset';
import { DAY, MINUTE, type Instant } from '../booking/time/time';

/**
 * Formats the clock time of instants in a language and an IANA zone: `14:30`. On the day the clock goes back, one hour
 * happens twice; a time in that hour also shows its distance from UTC, so that two instants never read alike: `1:30 AM
 * (UTC−4)`.
 *
 * @param locale BCP 47 tag that the platform knows
 * @throws RangeError for a zone or a tag that does not exist
 */
export function clockTimes(locale: string, zone: string): (at: Instant) => string {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone });
  const offsets = offsetsOf(zone);
  return (at) => (offsets.isRepeated(at) ? `${time.format(at)} (${utcText(offsets.at(at))})` : time.format(at));
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
  const isRepeated = (instant: Instant): boolean => {
    if (isSteady(Math.floor(instant / DAY))) return false;
    const [before, here, after] = [at(instant - DAY), at(instant), at(instant + DAY)];
    // The same clock time with the offset from before or after the change: it happens twice if that offset applies
    // there too.
    return [before, after].some((other) => other !== here && at(instant + here - other) === other);
  };
  return { at, isRepeated };
}

/** `UTC−4`, `UTC+5:30` */
function utcText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const rest = minutes % 60;
  const sign = offset < 0 ? '−' : '+';
  return `UTC${sign}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
