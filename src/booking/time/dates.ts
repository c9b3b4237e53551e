import { DAY } from './time';

// Looked up once, see booking/slots/slots.ts.
const { floor } = Math;

/** A date without a time or a zone: `2026-12-24`. */
export type PlainDate = string;

/** Days since 1970-01-01: a date as a number. */
export type DayNumber = number;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The number of a date; `null` if there is no such date, as `2026-02-30`. */
export function dayNumberOf(date: PlainDate): DayNumber | null {
  const match = PATTERN.exec(date);
  if (match === null) return null;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY;
  return dateOfDay(day) === date ? day : null;
}

/** The inverse of dayNumberOf. */
export function dateOfDay(day: DayNumber): PlainDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Day of the week: 0 is Monday. */
export function weekdayOf(day: DayNumber): number {
  const thursday = 3; // 1970-01-01 was a Thursday
  return (((day + thursday) % 7) + 7) % 7;
}

/** The number of the week, Monday to Sunday, that a day is in; it rises by one a week. */
export function weekOf(day: DayNumber): number {
  return floor((day + 3) / 7);
}

/** The year of a day. */
export function yearOf(day: DayNumber): number {
  return new Date(day * DAY).getUTCFullYear();
}
