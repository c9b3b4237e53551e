import { MINUTE } from '../../booking/time/time';
import type { PageMessages } from '../../i18n/locales/catalogue';
import * as en from '../../i18n/locales/en';
import * as es from '../../i18n/locales/es';
import { pickLocale, type Locale } from '../../i18n/locales';
import * as pl from '../../i18n/locales/pl';
import * as ru from '../../i18n/locales/ru';
import * as th from '../../i18n/locales/th';
import { translatorOf, type Messages, type Translate } from '../../i18n/translate';
import * as zhTW from '../../i18n/locales/zh-TW';
import type { PageStart, PublicOffer, PublicPerson, PublicService, Receipt } from '../public-api';

const PAGE: Record<Locale, Messages> = {
  en: en.page,
  'zh-TW': zhTW.page,
  pl: pl.page,
  ru: ru.page,
  th: th.page,
  es: es.page,
};

/** A message to the client: one of the page's texts, in its current language, or one from the desk. */
export type Said =
  | {
      key:
        | 'page.taken'
        | 'page.offerGone'
        | 'page.failedSend'
        | 'page.nameExpected'
        | 'page.emailExpected'
        | 'page.phoneExpected';
    }
  | { text: string };

/** The client's current step. */
export type FormStep =
  | { at: 'service' }
  | { at: 'offered'; notice: Said | null }
  | { at: 'times'; service: PublicService; notice: Said | null }
  | { at: 'details'; service: PublicService; start: number }
  | { at: 'done'; service: PublicService; receipt: Receipt };

/** The open times of the days shown. */
export type Times =
  | { at: 'wanted' }
  /**
   * For the service with this id. `next`: the first open time after these days if they have none; 0 if there is none.
   */
  | { at: 'known'; service: string; starts: readonly number[]; next: number }
  | { at: 'failed' }
  /** The desk has said why there are none. */
  | { at: 'refused'; text: string };

export const WANTED: Times = { at: 'wanted' };

export type Field = 'name' | 'email' | 'phone' | 'note' | 'place';

/** Everything that the page shows is made from this. */
export interface PageState {
  start: PageStart;
  locale: Locale;
  t: Translate<PageMessages>;
  /** IANA zone in which times are shown. */
  zone: string;
  step: FormStep;
  /** Times held for this client, while they choose among them. */
  offer: PublicOffer | null;
  /** The chosen staff member; empty for anyone available. */
  staff: string;
  /** The chosen length in minutes; 0 for the usual one. */
  duration: number;
  /** The chosen kind of place; empty until one is chosen. */
  place: string;
  /** First instant of the days that are shown. */
  from: number;
  /** The chosen day, as `YYYY-MM-DD` in the zone shown; empty for the first one with open times. */
  day: string;
  times: Times;
  /** What the client has typed so far. */
  typed: Readonly<Record<Exclude<Field, 'place'>, string>>;
  /** What is wrong in each field, and what is wrong in general. */
  wrong: Readonly<Partial<Record<Field, Said>>>;
  refusal: Said | null;
  isSending: boolean;
  /** One submission: a repeated one must find the booking it made. */
  requestKey: string;
  /** What was booked last, for Back and Forward. */
  receipt: Receipt | null;
}

/** The page's first state: the browser's language and zone, and the service if there is only one. */
export function firstState(start: PageStart): PageState {
  const locale = pickLocale(navigator.languages);
  const step = firstStep(start, start.offer);
  return {
    start,
    ...inLocale(locale),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    step,
    offer: start.offer,
    staff: '',
    duration: 0,
    place: '',
    from: start.now,
    day: '',
    times: step.at === 'times' ? timesBefore(start, step.service) : WANTED,
    typed: { name: '', email: '', phone: '', note: '' },
    wrong: {},
    refusal: null,
    isSending: false,
    requestKey: newKey(),
    receipt: null,
  };
}

/** Where a client starts: at the time from their link, otherwise at the first choice. */
export function firstStep({ asked, offerGone, services }: PageStart, offer: PublicOffer | null): FormStep {
  if (offer !== null) {
    const { service, chosen } = offer;
    return chosen === 0 ? { at: 'offered', notice: null } : { at: 'details', service, start: chosen };
  }
  const [only, second] = services;
  const service = services.find(({ id }) => id === asked) ?? (second === undefined ? only : undefined);
  return service === undefined
    ? { at: 'service' }
    : { at: 'times', service, notice: offerGone ? { key: 'page.offerGone' } : null };
}

/** How long the times that came with the page are shown without asking for them, milliseconds. */
const FRESH = 60_000;

/** The first times of a service, if they came with the page a moment ago. */
export function timesBefore({ times }: PageStart, { id }: PublicService): Times {
  if (times?.service !== id || performance.now() > FRESH) return WANTED;
  let last = 0;
  const starts = times.gaps.map((gap) => (last += gap * MINUTE));
  return { at: 'known', service: id, starts, next: times.next };
}

/** Who takes bookings of a service. */
export function peopleOf({ team }: PageStart, { staff }: PublicService): PublicPerson[] {
  return staff === null ? team : staff.flatMap((place) => team[place] ?? []);
}

/** Language and its translator. */
export function inLocale(locale: Locale): Pick<PageState, 'locale' | 't'> {
  return { locale, t: translatorOf<PageMessages>(locale, PAGE[locale]) };
}

/** In the page's language, or in the desk's words. */
export function wordsOf({ t }: Pick<PageState, 't'>, said: Said): string {
  return 'key' in said ? t(said.key) : said.text;
}

/** A service as everybody can book it; for an offer, as it was offered. */
export function ownService({ services }: PageStart, service: PublicService): PublicService {
  return services.find(({ id }) => id === service.id) ?? service;
}

/** A mark for one submission. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}

/** Draws the page from its state, and changes the state: everything else only requests changes. */
export interface Page {
  readonly state: PageState;
  /**
   * Changes the state, and the page with it.
   *
   * @param how how the browser's history records a new step: one more entry, or in place of the last one
   */
  go(change: Partial<PageState>, how?: 'push' | 'replace'): void;
  /** Changes only the state, if the page shows it already. */
  keep(change: Partial<PageState>): void;
}
