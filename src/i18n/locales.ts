/** The languages in which every text exists. */
export const LOCALES = ['en', 'zh-TW', 'pl', 'ru', 'th', 'es'] as const;

export type Locale = (typeof LOCALES)[number];

/** The name of each language in that language. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: 'English',
  'zh-TW': '繁體中文',
  pl: 'Polski',
  ru: 'Русский',
  th: 'ไทย',
  es: 'Español',
};

/** The best of our languages for a list of BCP 47 tags, most wanted first; English if there is none. */
export function pickLocale(tags: readonly string[]): Locale {
  for (const tag of tags) {
    const language = tag.toLowerCase().split(/[-_]/)[0] ?? '';
    // Any Chinese is better served by ours than by English.
    const found = LOCALES.find((locale) => locale.toLowerCase().split('-')[0] === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

/**
 * The part of a BCP 47 tag that decides how dates and words read: language, script, region. English if it is not a
 * language tag: Intl throws for some that look like one, such as `en-12`. A tag's calendar and digits are left out, so
 * that dates read like Google Calendar's.
 */
export function knownTag(tag: string): string {
  const parts = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z0-9])/i.exec(tag.trim());
  if (parts === null) return 'en';
  const wanted = parts.slice(1).filter(Boolean);
  try {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf(wanted.join('-'));
    return known ?? 'en';
  } catch (error) {
    // The platform throws RangeError for an invalid tag.
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** Plural categories as CLDR has them for our languages, whole numbers only. */
export type PluralCategory = 'one' | 'few' | 'many' | 'other';

const slavic = (n: number, one: boolean): PluralCategory => {
  const ten = n % 10;
  const hundred = n % 100;
  if (one) return 'one';
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 'few' : 'many';
};

const PLURALS: Record<Locale, (n: number) => PluralCategory> = {
  en: (n) => (n === 1 ? 'one' : 'other'),
  'zh-TW': () => 'other',
  th: () => 'other',
  es: (n) => (n === 1 ? 'one' : n !== 0 && n % 1_000_000 === 0 ? 'many' : 'other'),
  pl: (n) => slavic(n, n === 1),
  ru: (n) => slavic(n, n % 10 === 1 && n % 100 !== 11),
};

/** The plural category of a whole number that is not negative. */
export function pluralOf(locale: Locale, count: number): PluralCategory {
  return PLURALS[locale](count);
}
