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
  ])('understands %j', (text, expected) => {
    expect(parseDayHours(text)).toEqual(expected);
  });

  it.each(['nine to five', '9', '25-26', '9:75-10', '9-12, 11-13', '10-10', '24-25'])('refuses %j', (text) => {
    expect(parseDayHours(text)).toBeNull();
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
