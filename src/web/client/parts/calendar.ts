import { dateOfDay, dayNumberOf, type PlainDate } from '../../../booking/time/dates';

/** A month: `2026-11`. */
export type Month = string;

/** The month of a date. */
export function monthOf(date: PlainDate): Month {
  return date.slice(0, 7);
}

/** A month so many months later. */
export function monthAfter(month: Month, count = 1): Month {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** A date so many days later. */
export function dayAfter(date: PlainDate, count = 1): PlainDate {
  return dateOfDay((dayNumberOf(date) ?? 0) + count);
}

/** The same day of another month, or its last day if it has no such day. */
export function sameDayIn(month: Month, date: PlainDate): PlainDate {
  const last = lastDayOf(month);
  const day = `${month}${date.slice(7)}`;
  return day < last ? day : last;
}

/** The last day of a month. */
export function lastDayOf(month: Month): PlainDate {
  return dayAfter(`${monthAfter(month)}-01`, -1);
}

/** 0 for the day on which weeks start, to 6. @param weekStart 0: Sunday */
export function columnOf(date: PlainDate, weekStart: number): number {
  return ((((dayNumberOf(date) ?? 0) + 4 - weekStart) % 7) + 7) % 7;
}

/** The weeks of a month; `null` for the days of its neighbours. @param weekStart 0: Sunday */
export function weeksOf(month: Month, weekStart: number): (PlainDate | null)[][] {
  const first = `${month}-01`;
  const before = columnOf(first, weekStart);
  const days = Number(lastDayOf(month).slice(8));
  const count = Math.ceil((before + days) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (__, column) => {
      const day = week * 7 + column - before;
      return day < 0 || day >= days ? null : dayAfter(first, day);
    }),
  );
}

/** How many weeks the tallest of some months has. */
export function mostWeeks(first: Month, last: Month, weekStart: number): number {
  let most = 0;
  for (let month = first; month <= last; month = monthAfter(month)) {
    most = Math.max(most, weeksOf(month, weekStart).length);
  }
  return most;
}

/** What newer browsers know of a language tag; older ones have the property, a few have neither. */
interface WeekLocale {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

/** The day on which weeks start where a language is spoken, 0: Sunday (CLDR). */
export function weekStartOf(tag: string): number {
  const locale: Intl.Locale & WeekLocale = new Intl.Locale(tag);
  const known = locale.getWeekInfo?.() ?? locale.weekInfo;
  if (known !== undefined) return known.firstDay % 7;
  return /^(zh|th|en(-us)?$|es-(mx|us|co|pe|ve))/i.test(tag) ? 0 : 1;
}
