import fc from 'fast-check';
import { durationText } from '../../../src/cards/kit/durations';
import { deskTexts } from '../../../src/i18n/index';
import { parseLength } from '../../../src/i18n/lengths';
import { LOCALES } from '../../../src/i18n/locales';

describe('a length of time', () => {
  it.each([
    ['90 min', 90],
    ['2 h', 120],
    ['2h', 120],
    ['1 day', 1440],
    ['1,5 h', 90],
    ['1 h 30 min', 90],
    ['1 hour, 30 minutes', 90],
    ['1:30', 90],
    ['2 godz.', 120],
    ['3 дня', 4320],
    ['2 ชม.', 120],
    ['2小時30分鐘', 150],
    ['1 semana', 10_080],
    ['0', 0],
    ['45', null],
    ['', null],
    ['soon', null],
    ['2 moons', null],
    ['1:75', null],
    ['0.33 h', null],
    ['-1 h', null],
  ])('%j is %j', (text, expected) => {
    expect(parseLength(text, null)).toBe(expected);
  });

  it('without a unit counts what its field says', () => {
    expect(parseLength('45', 1)).toBe(45);
    expect(parseLength('45', 60)).toBe(2_700);
  });

  it.each(LOCALES)('is read back as it is written in %s', (locale) => {
    const t = deskTexts(locale);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), (minutes) => {
        expect(parseLength(durationText(t, minutes), null)).toBe(minutes);
      }),
    );
  });
});
