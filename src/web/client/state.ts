import type { PlainDate } from '../../booking/time/dates';
import { MINUTE } from '../../booking/time/time';
import type { Clock } from '../../i18n/clock';
import type { PageMessages } from '../../i18n/locales/catalogue';
import { LOCALES, pickLocale, type Locale } from '../../i18n/locales';
import { PAGE_MESSAGES } from '../../i18n/page-messages';
import { translatorOf, type Translate } from '../../i18n/translate';
import type { PageStart, PublicOffer, PublicPerson, PublicService, Receipt } from '../public-api';
import { remembered } from './memory';
import { monthOf, type Month } from './parts/calendar';
import { rememberedClock, usualClock } from './parts/clocks';
import { stretchOf, type KnownTimes } from './parts/known-times';
import { formatLocale } from './parts/top';

/** A message to the client: one of the page's texts, in its current language, or one from the desk. */
export type Said =
  | { key: 'page.taken'; time: string }
  | {
      key:
        | 'page.offerGone'
        | 'page.failedSend'
        | 'page.nameExpected'
        | 'page.emailExpected'
        | 'page.phoneExpected'
        | 'page.numberExpected'
        | 'page.answerExpected'
        | 'page.consentExpected';
    }
  | { key: 'page.guestsExpected'; count: number }
  | { text: string };

/** The client's current step. */
export type FormStep =
  | { at: 'service' }
  | { at: 'offered'; notice: Said | null }
  | { at: 'times'; service: PublicService; notice: Said | null }
  /** Somebody else was faster: what is like the time that was chosen. */
  | { at: 'taken'; service: PublicService; start: number }
  /** The zone is chosen, beside the times or in place of them. */
  | { at: 'zone'; service: PublicService }
  | { at: 'details'; service: PublicService; start: number }
  | { at: 'done'; service: PublicService; receipt: Receipt };

/** What the page knows of open times. */
export interface Times {
  /** What they are times of, see askedFor. */
  of: string;
  known: KnownTimes;
  /** How many more clients there is room for, by the start; of those that are missing, for all. */
  left: Readonly<Record<number, number>>;
  /** Why no more could be learned. */
  trouble: 'failed' | { text: string } | null;
}

/** Nothing is known: the page asks. */
export const UNKNOWN: Times = { of: '', known: [], left: {}, trouble: null };

/** Everything that the page shows is made from this. */
export interface PageState {
  start: PageStart;
  locale: Locale;
  t: Translate<PageMessages>;
  /** When the desk's clock showed `start.now`, by the page's own, milliseconds. */
  since: number;
  /** IANA zone in which times are shown, and the one that was chosen before it. */
  zone: string;
  zoneBefore: string;
  /** Whether the clock shows 12 or 24 hours. */
  clock: Clock;
  /** Whether the window is a phone's, or as narrow. */
  isNarrow: boolean;
  step: FormStep;
  /** Times held for this client, while they choose among them. */
  offer: PublicOffer | null;
  /** The chosen staff member; empty for anyone available. */
  staff: string;
  /** The chosen length in minutes; 0 for the usual one. */
  duration: number;
  /** The chosen kind of place; empty until one is chosen. */
  place: string;
  /** Whether length, person and place are shown to be changed, where there is no room for them always. */
  isEditing: boolean;
  /** The month shown; empty for that of the first open day. */
  month: Month;
  /** The chosen day in the zone shown; empty for the first with open times. */
  day: PlainDate;
  /** The day that the keyboard has reached; empty for the chosen one. */
  reached: PlainDate;
  /** The chosen start; 0 until one is chosen. Choosing sends nothing. */
  chosen: number;
  times: Times;
  /** The desk takes longer than usual to answer. */
  isSlow: boolean;
  /** What is searched for among the zones, and the option reached there. */
  zoneTyped: string;
  zoneAt: number;
  /** What the client has typed so far, by the name of the field. */
  typed: Readonly<Record<string, string>>;
  /** What is wrong in each field, and what is wrong in general. */
  wrong: Readonly<Record<string, Said>>;
  /** Whether the form was sent while something was wrong: then a list leads to it. */
  isListed: boolean;
  refusal: Said | null;
  isSending: boolean;
  /** One submission: a repeated one must find the booking it made. */
  requestKey: string;
  /** What was booked last, for Back and Forward. */
  receipt: Receipt | null;
}

/** The page's first state: the browser's language and zone, and the service if there is only one. */
export function firstState(start: PageStart, isNarrow: boolean): PageState {
  const { given } = start;
  const locale = LOCALES.find((known) => known === given.lang) ?? pickLocale(navigator.languages);
  const step = firstStep(start, start.offer);
  const staff =
    'service' in step && peopleOf(start, step.service).some(({ id }) => id === given.staff) ? given.staff : '';
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    start,
    ...inLocale(locale),
    since: 0,
    zone: device,
    zoneBefore: remembered('zone'),
    clock: rememberedClock() ?? usualClock(tagOf(locale)),
    isNarrow,
    step,
    offer: start.offer,
    ...NO_CHOICE,
    staff,
    place: '',
    day: given.date,
    month: monthOf(given.date),
    times: 'service' in step ? timesBefore(start, step.service, staff) : UNKNOWN,
    isSlow: false,
    zoneTyped: '',
    zoneAt: -1,
    typed: { name: given.name, email: given.email },
    wrong: {},
    isListed: false,
    refusal: null,
    isSending: false,
    requestKey: newKey(),
    receipt: null,
  };
}

/** What a client has chosen of a service, before they have. */
export const NO_CHOICE = {
  staff: '',
  duration: 0,
  place: '',
  isEditing: false,
  month: '',
  day: '',
  reached: '',
  chosen: 0,
} as const;

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
export function timesBefore({ times, now }: PageStart, service: PublicService, staff = ''): Times {
  if (times?.service !== service.id || times.staff !== staff || performance.now() > FRESH) return UNKNOWN;
  const starts: number[] = [];
  let last = 0;
  for (let i = 0; i < times.gaps.length; i += 2) {
    const [gap = 0, count = 0] = times.gaps.slice(i, i + 2);
    for (let n = 0; n < count; n++) starts.push((last += gap * MINUTE));
  }
  const known = [stretchOf(now, times.to, starts, times.next, service.until)];
  const of = askedFor({ staff, duration: 0 }, service);
  return { of, known, left: Object.fromEntries(times.left), trouble: null };
}

/** Names what open times are asked for: a service, a person, a length. */
export function askedFor({ staff, duration }: Pick<PageState, 'staff' | 'duration'>, service: PublicService): string {
  const [usual = 0] = service.durations;
  return [service.id, staff, duration === 0 ? usual : duration].join(' ');
}

/** Who takes bookings of a service. */
export function peopleOf({ team }: PageStart, { staff }: PublicService): PublicPerson[] {
  return staff === null ? team : staff.flatMap((place) => team[place] ?? []);
}

/** Language and its translator. */
export function inLocale(locale: Locale): Pick<PageState, 'locale' | 't'> {
  return { locale, t: translatorOf<PageMessages>(locale, PAGE_MESSAGES[locale]()) };
}

/** The format locale of a language of the page. */
export function tagOf(locale: Locale): string {
  return formatLocale(locale, navigator.languages);
}

/** In the page's language, or in the desk's words. */
export function wordsOf({ t }: Pick<PageState, 't'>, said: Said): string {
  if ('time' in said) return t(said.key, { time: said.time });
  if ('count' in said) return t(said.key, { count: said.count });
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
