import type { PlainDate } from '../../booking/time/dates';
import { datesIn, type DateTexts } from '../../i18n/dates';
import type { PublicPlace, PublicService } from '../public-api';
import type { IconName } from './parts/icons';
import { peopleOf, tagOf, type PageState } from './state';

// The steps' texts about services and times, in the page's language and the zone shown.

/** Lengths of a service: `45, 60 or 90 min`. */
export function lengthsText(state: PageState, lengths: readonly number[]): string {
  const or = new Intl.ListFormat(languageTag(state), { type: 'disjunction' });
  return state.t('page.min', { count: or.format(lengths.map(String)) });
}

/** Who gives a booking: the chosen person, or the only one; empty if it may be anyone of several. */
export function personOf({ start, staff }: PageState, service: PublicService): string {
  const people = peopleOf(start, service);
  const [only, second] = people;
  return people.find(({ id }) => id === staff)?.name ?? (second === undefined ? (only?.name ?? '') : '');
}

/** In one line: length, price, place, person. */
export function facts(state: PageState, service: PublicService): string {
  const { t } = state;
  const place = placeOf(state, service);
  const all = [
    lengthsText(state, [durationOf(state, service)]),
    service.price,
    place === null ? '' : placeLine(state, place),
    personOf(state, service) || t('page.anyStaff'),
  ];
  return all.filter((fact) => fact !== '').join(' · ');
}

/** The length that the client has chosen, or the usual one. */
export function durationOf({ duration }: PageState, service: PublicService): number {
  return service.durations.includes(duration) ? duration : (service.durations[0] ?? 0);
}

/** The place that the client has chosen; until then the first one. */
export function placeOf({ place }: PageState, service: PublicService): PublicPlace | null {
  return service.places.find(({ kind }) => kind === place) ?? service.places[0] ?? null;
}

/** The drawing beside a place. */
export function placeIcon({ kind }: PublicPlace): IconName {
  return kind === 'address' ? 'pin' : kind === 'meet' || kind === 'room' ? 'video' : 'phone';
}

/** Where it takes place, in words. */
export function placeLine({ t }: PageState, { kind, detail }: PublicPlace): string {
  switch (kind) {
    case 'meet':
      return t('page.online');
    case 'room':
      return t('page.room');
    case 'address':
      return detail;
    case 'weCall':
      return t('page.weCall');
    case 'clientCalls':
      return t('page.callUs', { number: detail });
  }
}

/**
 * How else to reach the business: a phone number, otherwise an address, of this service or any; empty if none is known.
 */
export function contactOf({ start }: PageState, service: PublicService | null): string {
  const places = [...(service === null ? [] : [service]), ...start.services].flatMap((one) => one.places);
  const known = places.find(({ kind }) => kind === 'clientCalls') ?? places.find(({ kind }) => kind === 'address');
  return known?.detail ?? '';
}

let made: { key: string; dates: DateTexts } | null = null;

/** Formats days and times; made once for each language, zone and clock. */
export function datesOf(state: PageState): DateTexts {
  const { zone, clock } = state;
  const tag = languageTag(state);
  const key = [tag, zone, clock].join(' ');
  if (made?.key !== key) made = { key, dates: datesIn(tag, zone, clock) };
  return made.dates;
}

/** Formats instants by their date in the zone shown. */
export function formatIn(state: PageState, options: Intl.DateTimeFormatOptions): (at: number) => string {
  const format = new Intl.DateTimeFormat(languageTag(state), { ...options, timeZone: state.zone });
  return (at) => format.format(at);
}

/** `Tuesday 24 November`; `Tue 24 November` where there is less room. */
export function dayText(state: PageState, at: number, weekday: 'short' | 'long' = 'long'): string {
  return formatIn(state, { weekday, day: 'numeric', month: 'long' })(at);
}

/** A date in words. */
export function dateText(state: PageState, date: PlainDate, weekday: 'short' | 'long' = 'long'): string {
  return dayText({ ...state, zone: 'UTC' }, Date.parse(`${date}T12:00:00Z`), weekday);
}

/** `17:00–17:30` */
export function clockSpan(state: PageState, start: number, end: number): string {
  const dates = datesOf(state);
  return `${dates.time(start)}–${dates.time(end)}`;
}

/** The format locale of the page's language. */
export function languageTag({ locale }: PageState): string {
  return tagOf(locale);
}
