import * as en from './locales/en';
import * as es from './locales/es';
import type { Locale } from './locales';
import * as pl from './locales/pl';
import * as ru from './locales/ru';
import * as th from './locales/th';
import type { Messages } from './translate';
import * as zhTW from './locales/zh-TW';

/** The messages of the pages behind links in e-mails, by language. The build treats them as those of page-messages.ts. */
export const LINK_MESSAGES: Readonly<Record<Locale, () => Messages>> = {
  en: () => en.link,
  'zh-TW': () => zhTW.link,
  pl: () => pl.link,
  ru: () => ru.link,
  th: () => th.link,
  es: () => es.link,
};
