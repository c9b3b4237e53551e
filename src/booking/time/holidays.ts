import type { DayNumber } from './dates';
import { FIRST_YEAR, HOLIDAYS } from './holiday-table';
import { DAY } from './time';

/** Countries whose public holidays are known, ISO 3166. */
export const HOLIDAY_COUNTRIES: readonly string[] = Object.keys(HOLIDAYS);

const found = new Map<string, ReadonlySet<DayNumber>>();

/** Whether a day is a public holiday in the whole of a country; a year beyond the table has none. */
export function isHoliday(country: string, day: DayNumber): boolean {
  return holidaysOf(country).has(day);
}

/** Reading the table once a country: a question about slots asks for every day. */
function holidaysOf(country: string): ReadonlySet<DayNumber> {
  const known = found.get(country);
  if (known !== undefined) return known;
  const days = new Set<DayNumber>();
  for (const [i, digits] of (HOLIDAYS[country] ?? '').split(',').entries()) {
    const newYear = Date.UTC(FIRST_YEAR + i, 0, 1) / DAY;
    for (let at = 0; at < digits.length; at += 2) days.add(newYear + parseInt(digits.slice(at, at + 2), 36));
  }
  found.set(country, days);
  return days;
}
