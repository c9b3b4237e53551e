import type { LinkedBooking } from '../../link-api';
import { buttonElement, el } from '../dom';
import { mostWeeks, monthOf, weekStartOf } from '../parts/calendar';
import { clockSwitch, usualClock } from '../parts/clocks';
import { partsOfDay, timeChoiceIn } from '../parts/day-parts';
import { dateIn, openDaysOf, stateOfDay, wantedStretch, type DaysAsked, type OpenDays } from '../parts/days';
import { icon } from '../parts/icons';
import { dayId, monthView } from '../parts/month';
import { cityOf } from '../parts/places';
import { TIMES_ID, timesGroup, timesToCome, type TimeChoice } from '../parts/times';
import { refusalBox } from './parts';
import { datesOf, formatIn, momentText, tagOf, type App, type LinkState } from './state';

function askedOf({ page, known, month, day, reached }: LinkState, { zone, bookUntil }: LinkedBooking): DaysAsked {
  return { known, now: page.now, until: bookUntil, zone, month, day, reached };
}

/** The open times to ask for next; `null` if the page knows all that it shows. */
export function wantedTimes(state: LinkState, booking: LinkedBooking): { from: number; to: number } | null {
  const asked = askedOf(state, booking);
  return asked.until <= asked.now ? null : wantedStretch(openDaysOf(asked), asked);
}

/** A month and the open times of a day; one can be chosen, or several. @param most how many */
export function timesChoice(app: App, booking: LinkedBooking, most: number): HTMLElement {
  const { state } = app;
  const { t } = state;
  const asked = askedOf(state, booking);
  const open = openDaysOf(asked);
  const isLast = monthOf(open.lastDay) === open.month;
  const last = dayText(state, Date.parse(`${open.lastDay}T12:00:00Z`));
  return el(
    'div',
    { class: 'pick' },
    el(
      'div',
      {},
      month(app, open, asked),
      el('p', { class: 'hint' }, t(isLast ? 'link.lastDay' : 'link.bookUntil', { day: last })),
    ),
    el('div', { class: 'pick-times' }, ...pane(app, booking, open, most)),
  );
}

function month(app: App, open: OpenDays, asked: DaysAsked): HTMLElement {
  const { state } = app;
  const { t } = state;
  const tag = tagOf(state);
  const weekStart = weekStartOf(tag);
  const [first, last] = [monthOf(open.today), monthOf(open.lastDay)];
  return monthView({
    tag,
    weekStart,
    month: open.month,
    first,
    last,
    weeks: mostWeeks(first, last, weekStart),
    today: open.today,
    chosen: open.day,
    focus: open.focus,
    stateOf: (day) => stateOfDay(open, asked, day),
    words: {
      earlier: t('link.monthBefore'),
      later: t('link.monthAfter'),
      open: t('link.dayOpen'),
      closed: t('link.dayClosed'),
      unknown: t('link.dayUnknown'),
    },
    onChoose: (day) => app.go({ day, reached: day, month: monthOf(day), refusal: '' }),
    onMove: (day) => {
      app.go({ day: open.day, reached: day, month: monthOf(day) });
      document.getElementById(dayId(day))?.focus();
    },
    onTurn: (to) => app.go({ day: open.day, month: to, reached: '' }),
  });
}

function pane(app: App, booking: LinkedBooking, open: OpenDays, most: number): (HTMLElement | false)[] {
  const { state } = app;
  const { t, isLost } = state;
  if (isLost) {
    const again = () => app.go({ isLost: false });
    return [
      el('p', { role: 'alert' }, t('link.failed')),
      buttonElement(t('link.retry'), again, { id: 'retry', class: 'plain' }),
    ];
  }
  if (open.isEmpty) return emptyMonth(app, booking, open);
  const starts = open.days.get(open.day);
  const { zone } = booking;
  const now = datesOf(state, zone).time(app.now());
  const zoneText = t('link.zoneNow', { city: cityOf(zone), time: now });
  const zoneLine = el('div', { class: 'zone-line' }, icon('globe'), el('p', {}, zoneText));
  if (starts === undefined) {
    const parts = [t('link.morning'), t('link.afternoon'), t('link.evening')];
    return [dayHead(app, t('link.chooseDay')), zoneLine, timesToCome(parts)];
  }
  const name = dayText(state, Date.parse(`${open.day}T12:00:00Z`));
  const groups = timesByPart(state, starts, zone);
  return [dayHead(app, name), zoneLine, most === 1 ? oneOf(app, name, groups) : someOf(app, groups, most)];
}

function dayHead(app: App, name: string): HTMLElement {
  const { state } = app;
  const { t } = state;
  const words = { label: t('link.clock'), h12: t('link.clock12'), h23: t('link.clock24') };
  const clock = state.clock ?? usualClock(tagOf(state));
  const choice = clockSwitch({ clock, words, onChoose: (chosen) => app.go({ clock: chosen }) });
  return el('div', { class: 'pane-head' }, el('h3', { id: 'day-name' }, name), choice);
}

function oneOf(app: App, name: string, groups: Groups): HTMLElement {
  const [chosen = 0] = app.state.chosen;
  return timesGroup({
    id: TIMES_ID,
    name,
    groups,
    level: 4,
    chosen,
    onChoose: (start) => app.go({ chosen: [start], refusal: '' }),
  });
}

/** Each time is a button that is pressed or not. */
function someOf(app: App, groups: Groups, most: number): HTMLElement {
  const { chosen } = app.state;
  const turn = (start: number) => {
    const others = chosen.filter((one) => one !== start);
    const isFull = !chosen.includes(start) && chosen.length >= most;
    if (isFull) return;
    app.go({ chosen: others.length < chosen.length ? others : [...others, start].sort((a, b) => a - b), refusal: '' });
  };
  const button = ({ start, text, note }: TimeChoice) => {
    const pressed = String(chosen.includes(start));
    const attributes = { class: 'time', id: `time-${start}`, 'data-testid': 'time', 'aria-pressed': pressed };
    const one = buttonElement(text, () => turn(start), attributes);
    if (note !== '') one.append(' ', el('small', {}, note));
    return one;
  };
  return el(
    'div',
    { class: 'times', id: TIMES_ID },
    ...groups.flatMap(({ name, times }) => [
      el('h4', { class: 'part-of-day' }, name),
      el('div', { class: 'time-grid' }, ...times.map(button)),
    ]),
  );
}

/** Nothing is open in the month: what comes next, or that there is nothing. */
function emptyMonth(app: App, { zone }: LinkedBooking, { month: shown, lastDay, next }: OpenDays): HTMLElement[] {
  const { state } = app;
  const { t } = state;
  if (next === null) {
    const last = dayText(state, Date.parse(`${lastDay}T12:00:00Z`));
    return [el('p', { class: 'box', role: 'status' }, t('link.noneLeft', { day: last }))];
  }
  const name = formatIn(state, 'UTC', { month: 'long' })(Date.parse(`${shown}-15T12:00:00Z`));
  const day = formatIn(state, zone, { weekday: 'short', day: 'numeric', month: 'long' })(next);
  const date = dateIn(zone)(next);
  const show = () => app.go({ month: monthOf(date), day: date, reached: date });
  return [
    el('p', { role: 'status' }, t('link.noneIn', { month: name })),
    el('p', {}, t('link.nextOpen', { day })),
    buttonElement(t('link.show', { day }), show, { id: 'show-next', class: 'plain' }),
  ];
}

/** A date in words. @param noon of that day, UTC */
function dayText(state: LinkState, noon: number): string {
  return formatIn(state, 'UTC', { weekday: 'short', day: 'numeric', month: 'long' })(noon);
}

type Groups = { name: string; times: TimeChoice[] }[];

function timesByPart(state: LinkState, starts: readonly number[], zone: string): Groups {
  const { t, locale, clock } = state;
  const seasons = { summerTime: t('link.summerTime'), winterTime: t('link.winterTime') };
  const choiceOf = timeChoiceIn({ tag: tagOf(state), zone, clock: clock ?? undefined }, seasons);
  const words = {
    night: t('link.night'),
    morning: t('link.morning'),
    afternoon: t('link.afternoon'),
    evening: t('link.evening'),
  };
  return partsOfDay(starts, { locale, zone }, words, choiceOf);
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
    { class: 'bar', role: 'region', id: 'bar', 'aria-label': t('link.yourChoice') },
    el(
      'div',
      { class: 'choice' },
      refusalBox(state),
      el('b', {}, texts.length === 0 ? t('link.chooseTime') : texts.length === 1 ? (texts[0] ?? '') : ''),
      below === '' ? null : el('small', {}, below),
    ),
    send,
  );
}

/** The times that are chosen, each to be taken back. */
export function chosenTimes(app: App, { zone }: LinkedBooking): HTMLElement {
  const { chosen, t } = app.state;
  const dates = datesOf(app.state, zone);
  const chip = (start: number) => {
    const time = momentText(dates, start);
    const without = () => app.go({ chosen: app.state.chosen.filter((one) => one !== start) });
    const button = buttonElement(time, without, {
      id: `chosen-${start}`,
      class: 'plain chip',
      'aria-label': t('link.remove', { time }),
    });
    button.append(icon('cross'));
    return button;
  };
  return el('div', { class: 'chips', id: 'chosen' }, ...chosen.map(chip));
}
