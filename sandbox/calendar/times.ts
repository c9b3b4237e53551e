import { Temporal } from 'temporal-polyfill';
import { invalid } from './errors';
import type { EventResource, EventTime } from './resources';

/** The instant of an event time; a date is midnight in `zone`. */
export function instantOf(time: EventTime, zone: string): number {
  if (time.dateTime !== undefined) {
    const hasOffset = /(Z|[+-]\d\d:?\d\d)$/i.test(time.dateTime);
    if (hasOffset) return Date.parse(time.dateTime);
    return Temporal.PlainDateTime.from(time.dateTime).toZonedDateTime(time.timeZone ?? zone).epochMilliseconds;
  }
  return Temporal.PlainDate.from(time.date ?? '1970-01-01').toZonedDateTime(zone).epochMilliseconds;
}

/** Start and end of an event as instants. */
export function spanOf(event: EventResource, zone: string): { start: number; end: number } {
  return { start: instantOf(event.start, zone), end: instantOf(event.end, zone) };
}

/** `2026-11-24T10:00:00+08:00` of an instant in a zone, as Google writes it. */
export function dateTimeIn(at: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const text = zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return zoned.offsetNanoseconds === 0 ? text.replace(/\+00:00$/, 'Z') : text;
}

/** Reads an RFC 3339 parameter. */
export function timeParameter(value: unknown, name: string): number {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  const isGood =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(value);
  if (!isGood || Number.isNaN(at)) throw invalid(`Invalid value for: ${name}`, name);
  // The sub-second part is ignored (discovery document, events.list timeMin).
  return Math.floor(at / 1000) * 1000;
}

/** Refuses a time that an event cannot have, and gives it the form that Google stores. */
export function normalTime(time: EventTime | undefined, name: string, zone: string): EventTime {
  const { date, dateTime, timeZone } = time ?? {};
  if (timeZone !== undefined && !isZone(timeZone)) throw invalid(`Invalid time zone definition for ${name} time.`);
  if (typeof dateTime === 'string') {
    const at = Number.isNaN(Date.parse(dateTime))
      ? null
      : instantOf({ dateTime, ...(timeZone ? { timeZone } : {}) }, zone);
    if (at === null) throw invalid(`Invalid value for: Invalid format: "${dateTime}"`);
    return { dateTime: dateTimeIn(at, timeZone ?? zone), timeZone: timeZone ?? zone };
  }
  if (typeof date === 'string') {
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw invalid(`Invalid value for: Invalid format: "${date}"`);
    return { date };
  }
  throw invalid(`Missing ${name} time.`);
}

/** Whether this is an IANA zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
