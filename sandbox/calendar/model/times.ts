import { badRequest, invalid, required } from './errors';
import type { EventTime } from './resources';
import { instantOfWall, isZone, offsetAt, wallOf } from './zones';

export const DAY = 86_400_000;

const DATE_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Whether a date exists: `Date.parse` alone takes February 30. */
function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return DATE.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The instant of an event time; a date is midnight in `zone`. */
export function instantOf(time: EventTime, zone: string): number {
  if (time.dateTime !== undefined) return Date.parse(time.dateTime);
  return instantOfWall(zone, dateWall(time));
}

/** A date as midnight UTC. */
export function dateWall(time: EventTime): number {
  return Date.parse(`${time.date ?? '1970-01-01'}T00:00:00Z`);
}

/** `2026-11-24` of a wall time. */
export function dateText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** `2026-11-24T10:00:00+08:00` of an instant in a zone, as Google writes it. */
export function dateTimeIn(at: number, zone: string): string {
  const text = new Date(wallOf(zone, at)).toISOString().slice(0, 19);
  const minutes = Math.round(offsetAt(zone, at) / 60_000);
  if (minutes === 0) return `${text}Z`;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${text}${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** An event time with its instant written in another zone. */
export function shownIn(time: EventTime, zone: string): EventTime {
  return time.dateTime === undefined ? time : { ...time, dateTime: dateTimeIn(Date.parse(time.dateTime), zone) };
}

/** Reads an RFC 3339 parameter; the offset is a must, the sub-second part is ignored (discovery document, timeMin). */
export function timeParameter(text: string, name: string): number {
  const match = DATE_TIME.exec(text);
  const at = match?.[1] !== undefined && isDate(match[1]) && match[4] !== undefined ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw badRequest('Bad Request', name);
  return Math.floor(at / 1000) * 1000;
}

/**
 * Refuses a time that an event cannot have, and gives it the form that is stored.
 *
 * @param zone of the calendar
 * @param recurs recurring events need a zone of their own (discovery document, EventDateTime.timeZone)
 */
export function normalTime(time: EventTime, name: 'start' | 'end', zone: string, recurs: boolean): EventTime {
  const { date, dateTime, timeZone } = time;
  if (timeZone !== undefined && !isZone(timeZone)) throw invalid(`Invalid time zone definition for ${name} time.`);
  if (dateTime !== undefined && date === undefined) {
    const match = DATE_TIME.exec(dateTime);
    if (match?.[1] === undefined || !isDate(match[1]) || Number.isNaN(Date.parse(dateTime))) {
      throw invalid(`Invalid value for: Invalid format: "${dateTime}" is malformed`);
    }
    const [, day, hours = '00:00', seconds = ':00', offset] = match;
    if (timeZone === undefined && (offset === undefined || recurs)) {
      throw required(`Missing time zone definition for ${name} time.`);
    }
    const own = timeZone ?? zone;
    const at =
      offset === undefined
        ? instantOfWall(own, Date.parse(`${day}T${hours}${seconds}Z`))
        : Date.parse(`${day}T${hours}${seconds}${offset}`);
    return { dateTime: dateTimeIn(at, own), timeZone: own };
  }
  if (date !== undefined && dateTime === undefined) {
    if (!isDate(date)) throw invalid(`Invalid value for: Invalid format: "${date}" is malformed`);
    return { date };
  }
  throw date === undefined ? required(`Missing ${name} time.`) : invalid(`Invalid ${name} time.`);
}
