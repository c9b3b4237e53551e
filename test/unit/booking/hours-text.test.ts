import fc from 'fast-check';
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
  ])('understands nine to five as %j', (text) => {
    expect(parseDayHours(text)).toEqual([{ from: 540, to: 1020 }]);
  });

  it.each(['nine to five', '9', '25-26', '9:75-10', '9-12, 11-13', '10-10', '24-25', '13pm-5pm', '0am-1am', '9:5-10'])(
    'refuses %j',
    (text) => {
      expect(parseDayHours(text)).toBeNull();
    },
  );

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
