import fc from 'fast-check';
import {
  columnOf,
  dayAfter,
  lastDayOf,
  monthAfter,
  monthOf,
  mostWeeks,
  sameDayIn,
  weeksOf,
  weekStartOf,
} from '../../../src/web/client/parts/calendar';

const anyDay = fc
  .date({ min: new Date('1999-12-31'), max: new Date('2101-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

it('the weeks of a month have each of its days once, in its column', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(6), (day, weekStart) => {
      const month = monthOf(day);
      const weeks = weeksOf(month, weekStart);
      const days = weeks.flat().filter((one) => one !== null);
      expect([days[0], days[days.length - 1]]).toEqual([`${month}-01`, lastDayOf(month)]);
      expect(days.every((one, i) => i === 0 || one === dayAfter(days[i - 1]!))).toBe(true);
      for (const week of weeks) {
        expect(week).toHaveLength(7);
        for (const [column, one] of week.entries()) {
          if (one === null) continue;
          expect(columnOf(one, weekStart)).toBe(column);
          expect(new Date(one).getUTCDay()).toBe((column + weekStart) % 7);
        }
      }
      expect(mostWeeks(month, monthAfter(month, 2), weekStart)).toBeGreaterThanOrEqual(weeks.length);
    }),
  );
});

it('months are counted over the ends of years, and a day that a month does not have becomes its last', () => {
  expect([monthAfter('2026-11'), monthAfter('2026-11', 2), monthAfter('2026-01', -1)]).toEqual([
    '2026-12',
    '2027-01',
    '2025-12',
  ]);
  expect(sameDayIn('2027-02', '2027-01-31')).toBe('2027-02-28');
  expect(sameDayIn('2027-03', '2027-02-28')).toBe('2027-03-28');
});

it('weeks start as they do where the language is spoken', () => {
  expect(['en-US', 'zh-TW', 'th-u-ca-gregory', 'en-GB', 'pl', 'ru', 'es'].map(weekStartOf)).toEqual([
    0, 0, 0, 1, 1, 1, 1,
  ]);
});
