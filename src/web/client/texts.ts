import { datesIn, type DateTexts } from '../../i18n/dates';
import type { PublicPlace, PublicService } from '../public-api';
import type { PageState } from './state';

// The steps' texts about services and times, in the page's language and the zone shown.

/** Length and place of a service in one line. */
export function facts(state: PageState, service: PublicService): string {
  const { t } = state;
  const lengths =
    service.durations.length > 1 && state.step.at === 'service' ? service.durations : [durationOf(state, service)];
  const minutes = lengths.map((count) => t('page.minutes', { count })).join(', ');
  const chosen = placeOf(state, service);
  const places = chosen === null ? service.places : [chosen];
  const where = places.map((place) => placeLine(state, place)).join(' / ');
  return [minutes, where, service.price].filter((fact) => fact !== '').join(' · ');
}

/** The length that the client has chosen, or the usual one. */
export function durationOf({ duration }: PageState, service: PublicService): number {
  return service.durations.includes(duration) ? duration : (service.durations[0] ?? 0);
}

/** The place that the client has chosen, or the only one; `null` until it is chosen. */
export function placeOf({ place }: PageState, service: PublicService): PublicPlace | null {
  const [only, second] = service.places;
  return service.places.find(({ kind }) => kind === place) ?? (second === undefined ? (only ?? null) : null);
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

let made: { tag: string; zone: string; dates: DateTexts } | null = null;

/** Formats days and times; made once for each language and zone. */
export function datesOf(state: PageState): DateTexts {
  const [tag, zone] = [languageTag(state), state.zone];
  if (made?.tag !== tag || made.zone !== zone) made = { tag, zone, dates: datesIn(tag, zone) };
  return made.dates;
}

/** Formats days: `Tuesday, 24 November`. */
export function dayTexts(state: PageState): (at: number) => string {
  const format = new Intl.DateTimeFormat(languageTag(state), {
    timeZone: state.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return (at) => format.format(at);
}

/** Starts by their days in the zone shown, `YYYY-MM-DD`, in order. */
export function byDay({ zone }: PageState, starts: readonly number[]): Map<string, number[]> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const days = new Map<string, number[]>();
  for (const start of starts) {
    const day = format.format(start);
    days.set(day, [...(days.get(day) ?? []), start]);
  }
  return days;
}

/** A zone without its underscores. */
export function zoneText(zone: string): string {
  return zone.replace(/_/g, ' ');
}

/** The format locale: the browser's own variant of the chosen language; Thai with Gregorian years, as in Calendar. */
export function languageTag({ locale }: PageState): string {
  if (locale === 'th') return 'th-u-ca-gregory';
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(locale.toLowerCase())) ?? locale;
}
