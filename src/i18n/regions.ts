import { knownTag } from './locales';

/**
 * The name of a country, ISO 3166, in a language; the code itself if the platform has no names. For a few codes this
 * product uses its own names.
 */
export function regionNames(tag: string): (code: string) => string {
  // Apps Script's V8 has Intl, but nothing promises which parts of it.
  if (typeof Intl.DisplayNames !== 'function') return (code) => code;
  const names = new Intl.DisplayNames([knownTag(tag), 'en'], { type: 'region' });
  return (code) => names.of(code) ?? code;
}
