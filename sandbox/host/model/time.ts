import type { EventTime } from '../../calendar/model/resources';
import { Temporal } from 'temporal-polyfill';

/** A day and a time of day on somebody's wall, as input fields have them. */
export interface Wall {
  date: string;
  time: string;
}

/** What the wall shows in a zone at an instant. */
export function wallOf(at: number, zone: string): Wall {
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO(zone);
  return { date: zoned.toPlainDate().toString(), time: zoned.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/** The instant at which the wall shows this; a time that occurs twice is the earlier one. */
export function instantOf({ date, time }: Wall, zone: string): number {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
}

/** A day so many days later. */
export function dayAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

/** Where an event time lies on the wall of a zone; an all-day one has midnight. */
export function wallOfTime(time: EventTime, zone: string): Wall {
  if (time.date !== undefined) return { date: time.date, time: '00:00' };
  return wallOf(Date.parse(time.dateTime ?? ''), zone);
}

/** A date and time in words, in somebody's zone and language. */
export function words(at: number, zone: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(readable(locale), { ...options, timeZone: zone }).format(at);
}

/** Years as Google Calendar counts them, also in Thai. */
function readable(locale: string): string {
  return locale === 'th' || locale.startsWith('th-') ? `${locale}-u-ca-gregory` : locale;
}

/** A length of time in words, for instance `250 ms` or `1.4 s`. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
