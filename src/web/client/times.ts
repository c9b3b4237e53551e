import type { PublicPlace, PublicService } from '../public-api';
import { button, el, select } from './dom';
import type { Page } from './page';
import type { PageState, Step } from './state';

const DAY = 86_400_000;

/** Days that are asked for at once. */
export const RANGE = 14 * DAY;

/** What can be booked. */
export function serviceView(page: Page): HTMLElement {
  const { start, t } = page.state;
  if (start.services.length === 0) return el('section', { class: 'card' }, el('p', {}, t('page.nothing')));
  const choose = (service: PublicService) =>
    page.go({
      step: { at: 'times', service, notice: '' },
      staff: '',
      duration: 0,
      place: '',
      starts: null,
      day: '',
      from: start.now,
    });
  return el(
    'section',
    { class: 'card' },
    start.offerGone && el('p', { class: 'notice', role: 'alert' }, t('page.offerGone')),
    el('h2', {}, t('page.chooseService')),
    el(
      'div',
      { class: 'services' },
      ...start.services.map((service) => {
        const item = button('', () => choose(service), { class: 'service', 'data-testid': 'service' });
        item.append(el('span', {}, service.name), el('span', { class: 'quiet' }, facts(page.state, service)));
        return item;
      }),
    ),
  );
}

/** Length and place of a service in one line. */
export function facts(state: PageState, service: PublicService): string {
  const { t } = state;
  const lengths =
    service.durations.length > 1 && state.step.at === 'service' ? service.durations : [durationOf(state, service)];
  const minutes = lengths.map((count) => t('page.minutes', { count })).join(', ');
  const chosen = placeOf(state, service);
  const places = chosen === null ? service.places : [chosen];
  const where = places.map((place) => placeText(state, place)).join(' / ');
  return [minutes, where, service.price].filter((fact) => fact !== '').join(' · ');
}

/** The length that the client has chosen, else the usual one. */
export function durationOf({ duration }: PageState, service: PublicService): number {
  return service.durations.includes(duration) ? duration : (service.durations[0] ?? 0);
}

/** The place that the client has chosen, or the only one; null while there is a choice to make. */
export function placeOf({ place }: PageState, service: PublicService): PublicPlace | null {
  const [only, second] = service.places;
  return service.places.find(({ kind }) => kind === place) ?? (second === undefined ? (only ?? null) : null);
}

/** Where it takes place, in words. */
export function placeText({ t }: PageState, { kind, detail }: PublicPlace): string {
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

/** The open times of some days: a day is chosen, then a time. */
export function timesView(page: Page, step: Extract<Step, { at: 'times' }>): HTMLElement {
  const { state } = page;
  const { t, start, starts } = state;
  const several = start.services.length > 1;
  const back = () => page.go({ step: { at: 'service' } });
  return el(
    'section',
    { class: 'card' },
    step.notice !== '' && el('p', { class: 'notice', role: 'alert' }, step.notice),
    el('h2', {}, step.service.name),
    el('p', { class: 'quiet' }, facts(state, step.service)),
    el(
      'div',
      { class: 'bar' },
      ...staffChoice(page, step.service),
      ...durationChoice(page, step.service),
      zoneChoice(page),
    ),
    starts === null ? el('p', { class: 'quiet' }, t('page.loading')) : days(page, step, starts),
    el('div', { class: 'row' }, several && button(t('page.back'), back, { class: 'plain' }), pager(page)),
  );
}

function staffChoice(page: Page, service: PublicService): HTMLElement[] {
  const { t, staff } = page.state;
  if (service.staff.length < 2) return [];
  const options = [
    { value: '', label: t('page.anyStaff') },
    ...service.staff.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const onChange = (chosen: string) => page.go({ staff: chosen, starts: null, day: '' });
  return [el('label', {}, t('page.staff'), select(options, staff, onChange, { 'data-testid': 'staff' }))];
}

function durationChoice(page: Page, service: PublicService): HTMLElement[] {
  const { state } = page;
  const { t } = state;
  if (service.durations.length < 2) return [];
  const options = service.durations.map((count) => ({ value: String(count), label: t('page.minutes', { count }) }));
  const onChange = (chosen: string) => page.go({ duration: Number(chosen), starts: null, day: '' });
  const chosen = String(durationOf(state, service));
  return [el('label', {}, t('page.duration'), select(options, chosen, onChange, { 'data-testid': 'duration' }))];
}

/** The zone in which times are shown. */
export function zoneChoice(page: Page): HTMLElement {
  const { t, zone } = page.state;
  const zones = new Set([zone, ...zonesOfBrowser()]);
  const options = [...zones].sort().map((value) => ({ value, label: value.replace(/_/g, ' ') }));
  const onChange = (chosen: string) => page.go({ zone: chosen, day: '' });
  return el('label', {}, t('page.zone'), select(options, zone, onChange, { 'data-testid': 'zone' }));
}

function zonesOfBrowser(): string[] {
  return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
}

function days(page: Page, step: Extract<Step, { at: 'times' }>, starts: readonly number[]): HTMLElement {
  const { state } = page;
  const { t } = state;
  if (starts.length === 0) return el('p', { 'data-testid': 'no-times' }, t('page.noTimes'));
  const byDay = new Map<string, number[]>();
  for (const start of starts) {
    const day = dayOf(start, state.zone);
    byDay.set(day, [...(byDay.get(day) ?? []), start]);
  }
  const format = new Intl.DateTimeFormat(tagOf(state), {
    timeZone: state.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const [firstDay = ''] = byDay.keys();
  const chosen = byDay.has(state.day) ? state.day : firstDay;
  const options = [...byDay].map(([value, ofDay]) => ({
    value,
    label: format.format(ofDay[0]),
  }));
  const onChange = (day: string) => page.go({ day });
  const times = byDay.get(chosen) ?? [];
  return el(
    'div',
    {},
    el('label', {}, t('page.chooseTime'), select(options, chosen, onChange, { 'data-testid': 'day' })),
    el('h3', {}, t('page.openTimes', { count: times.length })),
    el('div', { class: 'times' }, ...times.map((start) => timeButton(page, step.service, start))),
  );
}

/** A time that can be chosen. */
export function timeButton(page: Page, service: PublicService, start: number): HTMLElement {
  const text = timeText(page.state, start);
  const choose = () => page.go({ step: { at: 'details', service, start } });
  return button(text, choose, { class: 'time', 'data-testid': 'time', 'data-start': String(start) });
}

function pager(page: Page): HTMLElement {
  const { t, from, start } = page.state;
  const show = (at: number) => page.go({ from: at, starts: null, day: '' });
  return el(
    'div',
    { class: 'row', style: 'margin-top:0' },
    from > start.now && button(t('page.earlier'), () => show(Math.max(start.now, from - RANGE)), { class: 'plain' }),
    button(t('page.later'), () => show(from + RANGE), { class: 'plain', 'data-testid': 'later' }),
  );
}

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/** The format locale: the browser's own variant of the chosen language; Thai with Gregorian years, as in Calendar. */
export function tagOf({ locale }: PageState): string {
  if (locale === 'th') return 'th-u-ca-gregory';
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(locale.toLowerCase())) ?? locale;
}

/** `14:30` in the zone shown. */
export function timeText(state: PageState, at: number): string {
  return new Intl.DateTimeFormat(tagOf(state), { timeZone: state.zone, hour: 'numeric', minute: '2-digit' }).format(at);
}
