import { yearOf, type DayNumber } from './dates';
import { FIRST_YEAR, HOLIDAYS } from './holiday-table';
import { DAY } from './time';

/** Countries whose public holidays are known, ISO 3166. */
export const HOLIDAY_COUNTRIES: readonly string[] = Object.keys(HOLIDAYS);

const found = new Map<string, ReadonlySet<number>>();

/** Whether a day is a public holiday in the whole of a country; a year beyond the table has none. */
export function isHoliday(country: string, day: DayNumber): boolean {
  const year = yearOf(day);
  return daysOf(country, year).has(day - Date.UTC(year, 0, 1) / DAY);
}

/** Reading the table once a year and country: a question about slots asks for every day. */
function daysOf(country: string, year: number): ReadonlySet<number> {
  const key = `${country}${String(year)}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const digits = HOLIDAYS[country]?.split(',')[year - FIRST_YEAR] ?? '';
  const days = new Set<number>();
  for (let i = 0; i < digits.length; i += 2) days.add(parseInt(digits.slice(i, i + 2), 36));
  found.set(key, days);
  return days;
}
