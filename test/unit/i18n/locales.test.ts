import { datesIn } from '../../../src/i18n/dates';
import { knownTag, LOCALES, pickLocale, pluralOf } from '../../../src/i18n/locales';
import { fill } from '../../../src/i18n/translate';

describe('plurals', () => {
  it.each(LOCALES)('agree with CLDR in %s', (locale) => {
    const rules = new Intl.PluralRules(locale);
    const wrong = [];
    for (let n = 0; n <= 2_000; n++) if (pluralOf(locale, n) !== rules.select(n)) wrong.push(n);
    for (const n of [1_000_000, 1_000_001, 2_000_000]) if (pluralOf(locale, n) !== rules.select(n)) wrong.push(n);
    expect(wrong).toEqual([]);
  });
});

describe('pickLocale', () => {
  it.each([
    [['pl-PL', 'en'], 'pl'],
    [['de-DE', 'th'], 'th'],
    [['zh-Hant-TW'], 'zh-TW'],
    [['zh_TW'], 'zh-TW'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('takes from %j the first language there is', (tags, expected) => {
    expect(pickLocale(tags)).toBe(expected);
  });
});

describe('fill', () => {
  it('puts values in once: braces inside a value stay what they are', () => {
    expect(fill('{a} and {b}', { a: '{b}', b: 'x' })).toBe('{b} and x');
  });
});

it.each([
  ['pl-PL', 'pl-PL'],
  ['zh_TW', 'zh-TW'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['es-419', 'es-419'],
  ['th-TH-u-nu-thai', 'th-TH'],
  ['en-12', 'en'],
  ['xx', 'en'],
  ['', 'en'],
  ['en\u0000-US', 'en'],
  ['__proto__', 'en'],
])('the tag %j is written down as %j, and dates read in it', (tag, known) => {
  expect(knownTag(tag)).toBe(known);
  expect(() => datesIn(tag, 'Europe/Warsaw').longSpan(0, 1e14)).not.toThrow();
});

it('a zone that does not exist reads like UTC', () => {
  expect(datesIn('en', 'Mars/Olympus').time(0)).toBe(datesIn('en', 'UTC').time(0));
});
