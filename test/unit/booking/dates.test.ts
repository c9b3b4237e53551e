import fc from 'fast-check';
import { dateOfDay, dayNumberOf, weekdayOf, weekOf, yearOf } from '../../../src/booking/time/dates';
import { holidaysAfter } from '../../../src/booking/slots/hours';
import { HOLIDAY_COUNTRIES, isHoliday } from '../../../src/booking/time/holidays';

const day = (date: string) => dayNumberOf(date)!;

describe('dates', () => {
  it('are numbers and back', () => {
    fc.assert(fc.property(fc.integer({ min: -25_000, max: 60_000 }), (n) => dayNumberOf(dateOfDay(n)) === n));
    expect(day('1970-01-02')).toBe(1);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', 'tomorrow', ''])('that do not exist are none: %s', (text) => {
    expect(dayNumberOf(text)).toBeNull();
  });

  it('know their weekday, week and year', () => {
    expect([weekdayOf(day('2026-11-23')), weekdayOf(day('2026-11-22')), weekdayOf(day('1969-12-29'))]).toEqual([
      0, 6, 0,
    ]);
    expect(weekOf(day('2026-11-29')) - weekOf(day('2026-11-23'))).toBe(0);
    expect(weekOf(day('2026-11-30')) - weekOf(day('2026-11-29'))).toBe(1);
    expect(yearOf(day('2027-01-01'))).toBe(2027);
  });
});

describe('public holidays', () => {
  it.each([
    ['PL', '2026-11-11', true],
    ['PL', '2026-11-12', false],
    ['DE', '2027-10-03', true],
    ['TW', '2027-02-28', true],
    ['TH', '2026-12-05', true],
    ['US', '2026-11-26', true],
    ['ES', '2026-12-08', true],
    ['RU', '2027-06-12', true],
  ])('%s on %s: %s', (country, date, expected) => {
    expect(isHoliday(country, day(date))).toBe(expected);
  });

  it('are named from a day on', () => {
    expect(holidaysAfter('PL', day('2026-12-20'), 3).map(dateOfDay)).toEqual([
      // A day off in Poland since 2025.
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(HOLIDAY_COUNTRIES.length).toBeGreaterThan(60);
  });

  it('are unknown where the table ends, and for a country that is none', () => {
    expect(isHoliday('PL', day('2060-11-11'))).toBe(false);
    expect(isHoliday('XX', day('2026-11-11'))).toBe(false);
  });
});
