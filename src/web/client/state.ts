import type { PageMessages } from '../../i18n/catalogue';
import * as en from '../../i18n/en';
import * as es from '../../i18n/es';
import { pickLocale, type Locale } from '../../i18n/locales';
import * as pl from '../../i18n/pl';
import * as ru from '../../i18n/ru';
import * as th from '../../i18n/th';
import { translatorOf, type Messages, type Translate } from '../../i18n/translate';
import * as zhTW from '../../i18n/zh-TW';
import type { PageStart, PublicOffer, PublicService, Receipt } from '../public-api';

const PAGE: Record<Locale, Messages> = {
  en: en.page,
  'zh-TW': zhTW.page,
  pl: pl.page,
  ru: ru.page,
  th: th.page,
  es: es.page,
};

/** Where the client stands in the booking. */
export type Step =
  | { at: 'service' }
  | { at: 'offered'; notice: string }
  | { at: 'times'; service: PublicService; notice: string }
  | { at: 'details'; service: PublicService; start: number }
  | { at: 'done'; service: PublicService; receipt: Receipt };

/** All that the page shows is made from this. */
export interface PageState {
  start: PageStart;
  locale: Locale;
  t: Translate<PageMessages>;
  /** IANA zone in which times are shown. */
  zone: string;
  step: Step;
  /** Times held for this client, as long as they choose among them. */
  offer: PublicOffer | null;
  /** Chosen staff member; empty for anybody. */
  staff: string;
  /** Chosen length in minutes; 0 for the usual one. */
  duration: number;
  /** Chosen kind of place; empty until there was a choice. */
  place: string;
  /** First instant of the days that are shown. */
  from: number;
  /** The chosen day, as `YYYY-MM-DD` in the zone shown; empty for the first one with open times. */
  day: string;
  /** Open times of the days shown; null while they are being asked for. */
  starts: number[] | null;
  /** What the client has typed so far: kept when the page is drawn again. */
  typed: Record<string, string>;
  /** One submission: a repeated one must find the booking it made. */
  requestKey: string;
}

/** The page's first state: the browser's language and zone, and the only service if there is but one. */
export function firstState(start: PageStart): PageState {
  const locale = pickLocale(navigator.languages);
  return {
    start,
    ...inLocale(locale),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    step: firstStep(start, inLocale(locale)),
    offer: start.offer,
    staff: '',
    duration: 0,
    place: '',
    from: start.now,
    day: '',
    starts: null,
    typed: {},
    requestKey: newKey(),
  };
}

/** Where a client begins: at the time they have come for, else at what there is to choose first. */
function firstStep({ offer, offerGone, services }: PageStart, { t }: Pick<PageState, 't'>): Step {
  if (offer !== null) {
    const { service, chosen } = offer;
    return chosen === 0 ? { at: 'offered', notice: '' } : { at: 'details', service, start: chosen };
  }
  const [only, second] = services;
  const isOnly = only !== undefined && second === undefined;
  return isOnly ? { at: 'times', service: only, notice: offerGone ? t('page.offerGone') : '' } : { at: 'service' };
}

/** Language and its translator. */
export function inLocale(locale: Locale): Pick<PageState, 'locale' | 't'> {
  return { locale, t: translatorOf<PageMessages>(locale, PAGE[locale]) };
}

/** A mark for one submission. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}
