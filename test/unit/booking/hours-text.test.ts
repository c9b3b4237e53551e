import fc from 'fast-check';
import { datesIn } from '../../../src/i18n/dates';
import { LOCALES } from '../../../src/i18n/locales';
import { formatDayHours, parseDayHours } from '../../../src/booking/hours-text';

describe('parseDayHours', () => {
  it.each([
    ['', []],
    ['9-17', [{ from: 540, to: 1020 }]],
    [
      '13:00–17:00, 9:00-12:30',
      [
        { from: 540, to: 750 },
        { from: 780, to: 1020 },
      ],
    ],
    ['22:00-02:00', [{ from: 1320, to: 1560 }]],
    ['0-24', [{ from: 0, to: 1440 }]],
    ['1-5pm', [{ from: 780, to: 1020 }]],
    ['12am-12pm', [{ from: 0, to: 720 }]],
    ['9am-12', [{ from: 540, to: 720 }]],
    ['10pm-2am', [{ from: 1320, to: 1560 }]],
    [
      '9:00-12:30; 1pm to 5pm',
      [
        { from: 540, to: 750 },
        { from: 780, to: 1020 },
      ],
    ],
  ])('understands %j', (text, expected) => {
    expect(parseDayHours(text)).toEqual(expected);
  });

  it.each([
    '9am - 5pm',
    '9.00-17.00',
    '9:00 to 17:00',
    '9:00–17:00',
    '9:00 AM - 5:00 PM',
    '9:00\u202fAM–5:00\u202fPM',
    '9-5pm',
    '9am-5',
    '9h-17h',
    '9h00-17h00',
    '上午9:00-下午5:00',
    '9:00 a. m. a 5:00 p. m.',
    '9 do 17',
    '9.00 до 17.00',
    '09:00 ถึง 17:00',
    '9:00 至 17:00',
    'from 9 to 17',
    'od 9 do 17',
    'godz. 9–17',
    'с 9 до 17 ч.',
    'с 9:00 до 17:00',
    'de 9:00 a 17:00',
    'desde las 9 hasta las 17',
    '9 hrs – 17 hrs',
    '9.00 น. - 17.00 น.',
    'ตั้งแต่ 9:00 ถึง 17:00',
    '從 9:00 到 17:00',
    '早上9點到下午5點',
    '9點00分至17點00分',
    '９：００～１７：００',
  ])('understands nine to five as %j', (text) => {
    expect(parseDayHours(text)).toEqual([{ from: 540, to: 1020 }]);
  });

  it.each(['nine to five', '9', '25-26', '9:75-10', '9-12, 11-13', '10-10', '24-25', '13pm-5pm', '0am-1am', '9:5-10'])(
    'refuses %j',
    (text) => {
      expect(parseDayHours(text)).toBeNull();
    },
  );

  it.each([
    '9-12 and 1pm-5pm',
    '9-12 i 13-17',
    '9–12, 13–17',
    'с 9 до 12 и с 13 до 17',
    'de 9 a 12 y de 13 a 17',
    '9:00-12:00 และ 13:00-17:00',
    '9:00-12:00和13:00-17:00',
    '9.00–12.00 oraz 13.00–17.00',
  ])('understands a day with a break as %j', (text) => {
    expect(parseDayHours(text)).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
    ]);
  });

  const range = fc.tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 719 }));

  it.each(LOCALES)('reads back what a card shows in %s', (locale) => {
    const dates = datesIn(locale, 'UTC');
    const midnight = Date.parse('2026-11-23T00:00:00Z');
    fc.assert(
      fc.property(range, ([from, length]) => {
        const to = from + length;
        const shown = [from, to].map((minutes) => dates.time(midnight + minutes * 60_000)).join('–');
        expect(parseDayHours(shown)).toEqual([{ from, to }]);
      }),
    );
  });

  it('reads back what formatDayHours writes', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 1439 }));
    fc.assert(
      fc.property(range, ([from, length]) => {
        const hours = [{ from, to: from + length }];
        expect(parseDayHours(formatDayHours(hours))).toEqual(hours);
      }),
    );
  });
});
