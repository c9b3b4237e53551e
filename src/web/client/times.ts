import { SHOWN_AT_ONCE, type PublicService } from '../public-api';
import { buttonElement, el, select } from './dom';
import { heading, noticeBox, problemBox } from './problem';
import { peopleOf, WANTED, wordsOf, type PageState, type FormStep, type Times, type Page } from './state';
import { byDay, datesOf, dayTexts, durationOf, facts, zoneText } from './texts';

type TimesStep = Extract<FormStep, { at: 'times' }>;
type KnownTimes = Extract<Times, { at: 'known' }>;

/** The open times of some days: a day is chosen, then a time. */
export function timesView(page: Page, step: TimesStep): HTMLElement {
  const { state } = page;
  const { t, start } = state;
  const { service } = step;
  const back = () => page.go({ step: { at: 'service' } });
  return el(
    'section',
    { class: 'card', id: 'step-times' },
    step.notice !== null && noticeBox(wordsOf(state, step.notice)),
    heading(service.name),
    el('p', { class: 'quiet' }, facts(state, service)),
    el('div', { class: 'bar' }, ...staffChoice(page, service), ...durationChoice(page, service), zoneChoice(page)),
    el('div', { class: 'pane', id: 'pane' }, ...pane(page, step)),
    ...pager(page, service),
    start.services.length > 1 &&
      el('div', { class: 'row' }, buttonElement(t('page.back'), back, { class: 'plain', id: 'back' })),
  );
}

/** A summary of the open times, for people who cannot see the page. */
export function timesNews(state: PageState, service: PublicService): string {
  const { t, times } = state;
  if (times.at === 'wanted') return t('page.loading');
  if (times.at !== 'known') return '';
  const { label, ofDay } = shownDay(state, times.starts);
  return ofDay.length === 0
    ? noTimesText(state, service, times)
    : `${label}: ${t('page.openTimes', { count: ofDay.length })}`;
}

function pane(page: Page, { service }: TimesStep): HTMLElement[] {
  const { state } = page;
  const { t, times } = state;
  if (times.at === 'wanted') return [el('p', { class: 'quiet', id: 'loading' }, t('page.loading'))];
  const again = () => page.go({ times: WANTED });
  if (times.at === 'failed') return [problemBox(state, service, t('page.failed'), again)];
  if (times.at === 'refused')
    return [noticeBox(times.text, 'refused'), buttonElement(t('page.retry'), again, { id: 'retry' })];
  return times.starts.length === 0 ? noTimes(page, service, times) : days(page, service, times);
}

function noTimes(page: Page, service: PublicService, times: KnownTimes): HTMLElement[] {
  const { state } = page;
  const text = el('p', { 'data-testid': 'no-times', id: 'no-times' }, noTimesText(state, service, times));
  if (times.next === 0) return [text];
  const show = () => page.go({ from: times.next, times: WANTED, day: '' });
  const label = state.t('page.showDay', { day: dayTexts(state)(times.next) });
  return [text, buttonElement(label, show, { id: 'show-next', 'data-testid': 'show-next' })];
}

function noTimesText(state: PageState, service: PublicService, { next }: KnownTimes): string {
  const { t, from } = state;
  const day = dayTexts(state);
  if (next === 0) return t('page.noneLeft', { day: day(lastInstant(service)) });
  const to = Math.min(from + SHOWN_AT_ONCE, service.until) - 1;
  return t('page.noTimes', { from: day(from), to: day(to) });
}

function days(page: Page, service: PublicService, { starts }: KnownTimes): HTMLElement[] {
  const { state } = page;
  const { t } = state;
  const text = dayTexts(state);
  const shown = shownDay(state, starts);
  const options = [...shown.days].map(([value, [first = 0]]) => ({ value, label: text(first) }));
  const onChange = (day: string) => page.go({ day });
  return [
    select(t('page.day'), options, shown.day, onChange, { id: 'day', 'data-testid': 'day' }),
    el('h3', { id: 'count' }, t('page.openTimes', { count: shown.ofDay.length })),
    el(
      'div',
      { class: 'times', role: 'group', 'aria-labelledby': 'count' },
      ...shown.ofDay.map((start) => timeButton(page, service, start)),
    ),
  ];
}

/** The day whose times are shown: the chosen one, or the first. */
function shownDay(state: PageState, starts: readonly number[]) {
  const all = byDay(state, starts);
  const [first = ''] = all.keys();
  const day = all.has(state.day) ? state.day : first;
  const ofDay = all.get(day) ?? [];
  return { days: all, day, ofDay, label: ofDay[0] === undefined ? '' : dayTexts(state)(ofDay[0]) };
}

function staffChoice(page: Page, service: PublicService): HTMLElement[] {
  const { t, staff, start } = page.state;
  const people = peopleOf(start, service);
  if (people.length < 2) return [];
  const options = [
    { value: '', label: t('page.anyStaff') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const onChange = (chosen: string) => page.go({ staff: chosen, times: WANTED, day: '' });
  return [select(t('page.staff'), options, staff, onChange, { id: 'staff', 'data-testid': 'staff' })];
}

function durationChoice(page: Page, service: PublicService): HTMLElement[] {
  const { state } = page;
  const { t } = state;
  if (service.durations.length < 2) return [];
  const options = service.durations.map((count) => ({ value: String(count), label: t('page.minutes', { count }) }));
  const onChange = (chosen: string) => page.go({ duration: Number(chosen), times: WANTED, day: '' });
  const chosen = String(durationOf(state, service));
  return [select(t('page.duration'), options, chosen, onChange, { id: 'duration', 'data-testid': 'duration' })];
}

/** The zone in which times are shown. */
export function zoneChoice(page: Page): HTMLElement {
  const { t, zone } = page.state;
  const zones = new Set([zone, ...zonesOfBrowser()]);
  const options = [...zones].sort().map((value) => ({ value, label: zoneText(value) }));
  const onChange = (chosen: string) => page.go({ zone: chosen, day: '' });
  return select(t('page.zone'), options, zone, onChange, { id: 'zone', 'data-testid': 'zone' });
}

function zonesOfBrowser(): string[] {
  return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
}

/** A time that can be chosen. */
export function timeButton(page: Page, service: PublicService, start: number): HTMLElement {
  const text = datesOf(page.state).time(start);
  const choose = () => page.go({ step: { at: 'details', service, start }, wrong: {}, refusal: null });
  return buttonElement(text, choose, {
    class: 'time',
    id: `time-${String(start)}`,
    'data-testid': 'time',
    'data-start': String(start),
  });
}

/**
 * Earlier and later days, from now to the last day that can be booked. A button that cannot be used stays, and says so.
 */
function pager(page: Page, service: PublicService): HTMLElement[] {
  const { state } = page;
  const { t, from, start } = state;
  const go = (text: string, to: number | null, attributes: Record<string, string> & { id: string }) => {
    const show = () => {
      if (to !== null) page.go({ from: to, times: WANTED, day: '' });
    };
    const disabled = to === null ? { 'aria-disabled': 'true', 'aria-describedby': 'until' } : {};
    return buttonElement(text, show, { class: 'plain', ...attributes, ...disabled });
  };
  const earlier = from > start.now ? Math.max(start.now, from - SHOWN_AT_ONCE) : null;
  const later = from + SHOWN_AT_ONCE < service.until ? from + SHOWN_AT_ONCE : null;
  return [
    el(
      'div',
      { class: 'row' },
      go(t('page.earlier'), earlier, { id: 'earlier', 'data-testid': 'earlier' }),
      go(t('page.later'), later, { id: 'later', 'data-testid': 'later' }),
    ),
    el(
      'p',
      { class: 'quiet', id: 'until', 'data-testid': 'until' },
      t('page.until', { day: dayTexts(state)(lastInstant(service)) }),
    ),
  ];
}

/** The last instant at which the service can be booked now. */
function lastInstant({ until }: PublicService): number {
  return until - 1;
}
