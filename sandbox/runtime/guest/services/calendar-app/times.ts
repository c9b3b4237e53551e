import { exception } from '../../core/exception';
import { boot } from '../../core/host';
import { formatDate } from '../../utilities/dates/format';
import { parseDate } from '../../utilities/dates/parse';
import { objectOf, textOf, type Json } from './json';

/** An instant as the API takes it. */
function timed(date: Date): Json {
  check(date);
  return { dateTime: date.toISOString(), timeZone: boot.zone };
}

/** A day as the API takes it: only the day of a date counts, in the script's zone. */
function dated(date: Date): Json {
  check(date);
  return { date: formatDate(date.getTime(), boot.zone, 'yyyy-MM-dd') };
}

/** Start and end of an event of hours. It may be as short as nothing; it does not end before it begins. */
export function hoursFrom(start: Date, end: Date): { start: Json; end: Json } {
  const times = { start: timed(start), end: timed(end) };
  if (end.getTime() < start.getTime()) throw exception('Event start time must be before event end time.');
  return times;
}

/** First day of an event and the day after its last: those of one event are never the same. */
export function daysFrom(start: Date, end: Date): { start: Json; end: Json } {
  const times = { start: dated(start), end: dated(end) };
  if (textOf(times.end.date) <= textOf(times.start.date)) {
    throw exception('Event start date must be before event end date.');
  }
  return times;
}

/** The day after. */
export function dayAfter(date: Date): Date {
  const next = new Date(date.getTime());
  next.setDate(next.getDate() + 1);
  return next;
}

/** When an event begins or ends; a day is its midnight in the script's zone. */
export function instantOf(time: unknown): Date {
  const { date, dateTime } = objectOf(time);
  return typeof date === 'string' ? new Date(parseDate(date, boot.zone, 'yyyy-MM-dd')) : new Date(textOf(dateTime));
}

/** Whether an event's time is a whole day. */
export function isDay(time: unknown): boolean {
  return objectOf(time).date !== undefined;
}

function check(date: unknown): void {
  if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw exception('Invalid argument: date');
}
