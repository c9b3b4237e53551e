import type { LinkMessages } from '../../../i18n/locales/catalogue';
import { LINK_MESSAGES } from '../../../i18n/link-messages';
import { pickLocale, type Locale } from '../../../i18n/locales';
import { translatorOf, type Translate } from '../../../i18n/translate';
import { datesIn, type DateTexts } from '../../../i18n/dates';
import type { Clock } from '../../../i18n/clock';
import type { PlainDate } from '../../../booking/time/dates';
import type { LinkCall, LinkPage } from '../../link-api';
import type { Month } from '../parts/calendar';
import { rememberedClock } from '../parts/clocks';
import type { KnownTimes } from '../parts/known-times';
import { formatLocale } from '../parts/top';

/** What of the page is on the screen; `main` is the booking or the request itself. */
export const VIEWS = ['main', 'move', 'cancel', 'decline', 'propose'] as const;
export type View = (typeof VIEWS)[number];

/** Everything that the page shows is made from this. */
export interface LinkState {
  page: LinkPage;
  locale: Locale;
  t: Translate<LinkMessages>;
  /** The clock that the reader has chosen, here or on the booking page; `null`: the usual one of the language. */
  clock: Clock | null;
  view: View;
  /** Open times, as far as they have been asked for, and whether the last question was lost. */
  known: KnownTimes;
  isLost: boolean;
  /** As in DaysAsked. */
  month: Month;
  day: PlainDate;
  reached: PlainDate;
  /** The starts that are chosen. */
  chosen: readonly number[];
  /** What has been typed. */
  reason: string;
  /** Why the last wish was not granted; empty if it was. */
  refusal: string;
  isSending: boolean;
  /** The last wish that was granted. */
  did: LinkCall['wish'] | null;
}

/** The page's first state, in its reader's language. */
export function firstState(page: LinkPage): LinkState {
  const tags = page.locale === '' ? navigator.languages : [page.locale];
  return {
    page,
    ...inLocale(pickLocale(tags)),
    clock: rememberedClock(),
    view: 'main',
    ...NOTHING_CHOSEN,
    reason: '',
    refusal: '',
    isSending: false,
    did: null,
  };
}

/** Language and its translator. */
export function inLocale(locale: Locale): Pick<LinkState, 'locale' | 't'> {
  return { locale, t: translatorOf<LinkMessages>(locale, LINK_MESSAGES[locale]()) };
}

/** No time is chosen, and open times are asked for again. */
const NOTHING_CHOSEN = { known: [], isLost: false, month: '', day: '', reached: '', chosen: [] };

/** A view as it begins. */
export function opened(view: View): Partial<LinkState> {
  return { ...NOTHING_CHOSEN, view, refusal: '' };
}

/** Draws the page from its state, and changes the state: everything else only requests changes. */
export interface App {
  readonly state: LinkState;
  /** Changes the state, and the page with it. */
  go(change: Partial<LinkState>): void;
  /** Opens a view: the browser's Back leaves it. */
  open(view: View): void;
  /** Changes only the state, if the page shows it already. */
  keep(change: Partial<LinkState>): void;
  /** Asks the desk for something that changes a booking. */
  send(wish: Omit<LinkCall, 'token' | 'locale'>): void;
  /** The desk's clock. */
  now(): number;
}

/** The format locale of the page's language: the one that is known of its reader comes before the browser's. */
export function tagOf({ locale, page }: LinkState): string {
  return formatLocale(locale, [page.locale, ...navigator.languages]);
}

/** Days and times as the reader writes them, in a zone. */
export function datesOf(state: LinkState, zone: string): DateTexts {
  return datesIn(tagOf(state), zone, state.clock ?? undefined);
}

/** `Tue, 24 Nov, 14:30` */
export function momentText(dates: DateTexts, at: number): string {
  return `${dates.day(at)}, ${dates.time(at)}`;
}

/** Formats instants in a zone. */
export function formatIn(state: LinkState, zone: string, options: Intl.DateTimeFormatOptions): (at: number) => string {
  const format = new Intl.DateTimeFormat(tagOf(state), { ...options, timeZone: zone });
  return (at) => format.format(at);
}
