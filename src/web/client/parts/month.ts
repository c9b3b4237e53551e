import type { PlainDate } from '../../../booking/time/dates';
import { buttonElement, el } from '../dom';
import { columnOf, dayAfter, lastDayOf, monthAfter, monthOf, sameDayIn, weeksOf, type Month } from './calendar';
import { icon } from './icons';

export interface MonthView {
  /** BCP 47 tag for the names of days and months. */
  tag: string;
  /** The day on which weeks start, 0: Sunday. */
  weekStart: number;
  month: Month;
  /** The months between which a person can turn the page. */
  first: Month;
  last: Month;
  /** Kept for every month, so that nothing below moves. */
  weeks: number;
  today: PlainDate;
  /** Empty if none is chosen. */
  chosen: PlainDate;
  /** The one day that the Tab key reaches. */
  focus: PlainDate;
  /** `unknown` while nobody knows yet. */
  stateOf: (day: PlainDate) => 'open' | 'closed' | 'unknown';
  words: { earlier: string; later: string; open: string; closed: string; unknown: string };
  onChoose: (day: PlainDate) => void;
  /** The focus is to go to a day, which may be in another month; arrows may rest on closed days. */
  onMove: (day: PlainDate) => void;
  onTurn: (month: Month) => void;
}

/**
 * A month whose open days can be chosen: a grid with one tab stop
 * (https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/examples/datepicker-dialog/).
 */
export function monthView(view: MonthView): HTMLElement {
  const { tag, month, words } = view;
  const name = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    noon(`${month}-01`),
  );
  const turn = (text: string, drawing: 'back' | 'forth', to: Month) => {
    const isPossible = to >= view.first && to <= view.last;
    const attributes = { class: 'turn', 'aria-label': text, ...(!isPossible && { 'aria-disabled': 'true' }) };
    const button = buttonElement('', () => isPossible && view.onTurn(to), {
      ...attributes,
      id: drawing === 'back' ? 'earlier' : 'later',
    });
    button.append(icon(drawing));
    return button;
  };
  const dayName = new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  const cell = (day: PlainDate | null) => (day === null ? noDay() : dayButton(view, day, dayName.format(noon(day))));
  const grid = el(
    'div',
    { class: 'month', role: 'grid', id: 'month', 'aria-labelledby': 'month-name' },
    weekdays(view),
    ...weeksOf(month, view.weekStart).map((days) => el('div', { class: 'week', role: 'row' }, ...days.map(cell))),
  );
  grid.onkeydown = (event) => {
    const day = moved(view, event);
    if (day === null) return;
    event.preventDefault();
    view.onMove(
      day < `${view.first}-01` ? `${view.first}-01` : day > lastDayOf(view.last) ? lastDayOf(view.last) : day,
    );
  };
  return el(
    'div',
    { class: 'month-box', style: `--weeks:${view.weeks}` },
    el(
      'div',
      'pane-head',
      el('h3', { id: 'month-name', 'aria-live': 'polite' }, name),
      turn(words.earlier, 'back', monthAfter(month, -1)),
      turn(words.later, 'forth', monthAfter(month)),
    ),
    grid,
  );
}

/** The id of a day's button. */
export function dayId(day: PlainDate): string {
  return `day-${day}`;
}

/** Where a key leads to from the day that has the focus; `null` if it leads nowhere. */
function moved(
  { focus, weekStart }: MonthView,
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
): PlainDate | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'ArrowLeft':
      return dayAfter(focus, -1);
    case 'ArrowRight':
      return dayAfter(focus);
    case 'ArrowUp':
      return dayAfter(focus, -7);
    case 'ArrowDown':
      return dayAfter(focus, 7);
    case 'Home':
      return dayAfter(focus, -columnOf(focus, weekStart));
    case 'End':
      return dayAfter(focus, 6 - columnOf(focus, weekStart));
    case 'PageUp':
      return sameDayIn(monthAfter(monthOf(focus), shiftKey ? -12 : -1), focus);
    case 'PageDown':
      return sameDayIn(monthAfter(monthOf(focus), shiftKey ? 12 : 1), focus);
    default:
      return null;
  }
}

function weekdays({ tag, weekStart }: MonthView): HTMLElement {
  // As wall calendars have it: Mo, pon, пн, จ, 一.
  const short = weekdayNames(tag, /^(zh|th)/.test(tag) ? 'narrow' : 'short');
  const long = weekdayNames(tag, 'long');
  const heads = Array.from({ length: 7 }, (_, column) => {
    const name = short(column + weekStart).replace(/\.$/, '');
    const attributes = { role: 'columnheader', class: 'weekday', 'aria-label': long(column + weekStart) };
    return el('span', attributes, /^(en|es)/.test(tag) ? name.slice(0, 2) : name);
  });
  return el('div', { class: 'week', role: 'row' }, ...heads);
}

/** Names of weekdays, 0: Sunday. */
function weekdayNames(tag: string, weekday: 'narrow' | 'short' | 'long'): (day: number) => string {
  const format = new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' });
  // The first of November 2026 is a Sunday.
  return (day) => format.format(noon(dayAfter('2026-11-01', day)));
}

function noDay(): HTMLElement {
  return el('span', { role: 'gridcell', class: 'day' });
}

function dayButton(view: MonthView, day: PlainDate, name: string): HTMLElement {
  const { today, chosen, focus, words } = view;
  const state = view.stateOf(day);
  const press = () => (state === 'open' ? view.onChoose(day) : view.onMove(day));
  return buttonElement(String(Number(day.slice(8))), press, {
    role: 'gridcell',
    class: `day ${state}`,
    id: dayId(day),
    'data-testid': `day-${state}`,
    tabindex: day === focus ? '0' : '-1',
    'aria-label': `${name}, ${words[state]}`,
    'aria-selected': String(day === chosen),
    ...(day === today && { 'aria-current': 'date' }),
    ...(state !== 'open' && { 'aria-disabled': 'true' }),
  });
}

function noon(day: PlainDate): number {
  return Date.parse(`${day}T12:00:00Z`);
}
