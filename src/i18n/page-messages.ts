import * as en from './locales/en';
import * as es from './locales/es';
import type { Locale } from './locales';
import * as pl from './locales/pl';
import * as ru from './locales/ru';
import * as th from './locales/th';
import type { Messages } from './translate';
import * as zhTW from './locales/zh-TW';

/**
 * The public page's messages by language. The build puts a module in the place of this one that has the names of the
 * messages once (build.mjs): six times, they are a tenth of the page.
 */
export const PAGE_MESSAGES: Readonly<Record<Locale, () => Messages>> = {
  en: () => en.page,
  'zh-TW': () => zhTW.page,
  pl: () => pl.page,
  ru: () => ru.page,
  th: () => th.page,
  es: () => es.page,
};
