import * as en from './locales/en';
import * as es from './locales/es';
import type { Locale } from './locales';
import * as pl from './locales/pl';
import * as ru from './locales/ru';
import * as th from './locales/th';
import type { Messages } from './translate';
import * as zhTW from './locales/zh-TW';

/**
 * The desk's messages by language. An execution speaks one or two of the six: the build puts a module in the place of
 * this one that has each language as one text, which is parsed when it is first asked for (build.mjs).
 */
export const DESK_MESSAGES: Readonly<Record<Locale, () => Messages>> = {
  en: () => en.desk,
  'zh-TW': () => zhTW.desk,
  pl: () => pl.desk,
  ru: () => ru.desk,
  th: () => th.desk,
  es: () => es.desk,
};
