import fc from 'fast-check';
import { datesIn } from '../../../src/i18n/dates';
import { LOCALES } from '../../../src/i18n/locales';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(text);

describe('times on the day the clock goes back', () => {
  it.each([
    ['America/New_York', '2026-11-01T05:30:00Z', 'Sun, Nov 1, 1:30 AM (UTC−4)–1:00 AM (UTC−5)'],
    ['America/New_York', '2026-11-01T04:30:00Z', 'Sun, Nov 1, 12:30 AM–1:00 AM (UTC−4)'],
    ['America/New_York', '2026-11-01T06:30:00Z', 'Sun, Nov 1, 1:30 AM (UTC−5)–2:00 AM'],
    ['America/New_York', '2026-11-02T06:30:00Z', 'Mon, Nov 2, 1:30 AM–2:00 AM'],
    // Half an hour goes back there.
    ['Australia/Lord_Howe', '2026-04-04T14:30:00Z', 'Sun, Apr 5, 1:30 AM (UTC+11)–1:30 AM (UTC+10:30)'],
  ])('%s, %s: %s', (zone, start, expected) => {
    const from = at(start);
    expect(datesIn('en-US', zone).span(from, from + 30 * MINUTE)).toBe(expected);
  });

  it('say nothing more when it goes forward', () => {
    const dates = datesIn('pl', 'Europe/Warsaw');
    expect(dates.span(at('2026-03-29T00:30:00Z'), at('2026-03-29T01:30:00Z'))).toBe('niedz., 29 mar, 1:30–3:30');
  });

  it('never read alike for two instants, in any language', () => {
    const zones = ['Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Taipei', 'America/St_Johns'];
    const minute = fc.integer({ min: at('2026-01-01') / MINUTE, max: at('2027-01-01') / MINUTE });
    const change = fc.integer({ min: at('2026-10-24') / MINUTE, max: at('2026-11-02') / MINUTE });
    fc.assert(
      fc.property(
        fc.constantFrom(...LOCALES),
        fc.constantFrom(...zones),
        fc.oneof(minute, change),
        fc.integer({ min: 1, max: 180 }),
        (locale, zone, start, length) => {
          const dates = datesIn(locale, zone);
          const read = (instant: number) => `${dates.longDay(instant * MINUTE)} ${dates.time(instant * MINUTE)}`;
          return read(start) !== read(start + length);
        },
      ),
    );
  });
});
