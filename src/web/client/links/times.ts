import { buttonElement, el } from '../dom';
import type { LinkedBooking } from '../../link-api';
import { refusalBox } from './parts';
import { datesOf, momentText, type App } from './state';

/** How much is shown at once, milliseconds. */
export const SHOWN = 14 * 86_400_000;

/** Open times by their days; one is chosen, or several. @param most how many can be chosen */
export function timesList(app: App, booking: LinkedBooking, most: number): HTMLElement {
  const { state } = app;
  const { t, times, from } = state;
  const dates = datesOf(state, booking.zone);
  const nav = el(
    'div',
    { class: 'turn' },
    from > state.page.now && buttonElement(t('link.earlier'), () => turn(app, from - SHOWN), { id: 'earlier' }),
    buttonElement(t('link.later'), () => turn(app, from + SHOWN), { id: 'later' }),
  );
  if (times.at === 'wanted')
    return el('div', { class: 'times' }, el('p', { class: 'quiet', role: 'status' }, t('link.loading')), nav);
  if (times.at === 'failed') {
    const again = buttonElement(t('link.retry'), () => app.go({ times: { at: 'wanted' } }), { id: 'retry' });
    return el('div', { class: 'times' }, el('p', { role: 'alert' }, t('link.failed')), again);
  }
  const range = { from: dates.day(from), to: dates.day(from + SHOWN - 1) };
  const { next } = times;
  const none = el(
    'div',
    { class: 'none' },
    el('p', { role: 'status' }, t('link.noTimes', range)),
    next > 0 && buttonElement(t('link.next', { day: dates.day(next) }), () => turn(app, next), { id: 'next' }),
  );
  const days = [...byDay(times.starts, (at) => dates.day(at))].map(([day, starts]) =>
    el(
      'fieldset',
      { id: `day-${String(starts[0])}` },
      el('legend', {}, day),
      el('div', { class: 'choices' }, ...starts.map((start) => choice(app, start, dates.time(start), most))),
    ),
  );
  return el('div', { class: 'times' }, ...(days.length === 0 ? [none] : days), nav);
}

function turn(app: App, from: number): void {
  app.go({ from: Math.max(from, app.state.page.now), times: { at: 'wanted' } });
}

function choice(app: App, start: number, text: string, most: number): HTMLElement {
  const type = most === 1 ? 'radio' : 'checkbox';
  const input = el('input', { type, name: 'start', id: `start-${start}`, value: String(start) });
  input.onchange = ({ currentTarget }) => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    const others = most === 1 ? [] : app.state.chosen.filter((one) => one !== start);
    if (currentTarget.checked && others.length >= most) currentTarget.checked = false;
    app.go({ chosen: currentTarget.checked ? [...others, start].sort((a, b) => a - b) : others, refusal: '' });
  };
  input.defaultChecked = app.state.chosen.includes(start);
  return el('label', { class: 'choice' }, input, el('span', {}, text));
}

function byDay(starts: readonly number[], dayOf: (at: number) => string): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const start of starts) {
    const day = dayOf(start);
    days.set(day, [...(days.get(day) ?? []), start]);
  }
  return days;
}

/** What is chosen, and the button that sends it. It says what is missing instead of being dead. */
export function bar(app: App, booking: LinkedBooking, send: HTMLElement, below: string): HTMLElement {
  const { state } = app;
  const { chosen, t } = state;
  const dates = datesOf(state, booking.zone);
  const length = booking.end - booking.start;
  const texts = chosen.map((start) => `${momentText(dates, start)}–${dates.time(start + length)}`);
  return el(
    'div',
    { class: 'bar' },
    refusalBox(state),
    el(
      'div',
      { class: 'chosen', 'aria-live': 'polite' },
      el('p', {}, texts.length === 0 ? t('link.chooseTime') : texts.join(' · ')),
      below === '' ? null : el('p', { class: 'quiet' }, below),
    ),
    send,
  );
}
