import { knownTag } from './locales';

/**
 * Says the name of a country, ISO 3166, in a language; the code itself where the platform has no names. A few codes are
 * not what this product calls them.
 */
export function regionNames(tag: string): (code: string) => string {
  // Apps Script's V8 has Intl; which parts of it is nowhere promised.
  if (typeof Intl.DisplayNames !== 'function') return (code) => code;
  const names = new Intl.DisplayNames([knownTag(tag), 'en'], { type: 'region' });
  return (code) => names.of(code) ?? code;
}
