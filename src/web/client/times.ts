import { MINUTE } from '../../booking/time/time';
import type { PublicService } from '../public-api';
import { choices } from './choices';
import { buttonElement, el, focusOn } from './dom';
import { stepBefore } from './header';
import { dateText, clockSpan, dayText, durationOf, facts as factsLine, formatIn, languageTag, personOf } from './texts';
import { openDays, stateOf } from './open-days';
import { dateIn, type OpenDays } from './parts/days';
import { mostWeeks, monthOf, weekStartOf } from './parts/calendar';
import { clockSwitch } from './parts/clocks';
import { partsOfDay, timeChoiceIn } from './parts/day-parts';
import { icon } from './parts/icons';
import { dayId, monthView } from './parts/month';
import { focusTimes, TIMES_ID, timesGroup, timesToCome, type TimeChoice } from './parts/times';
import { boxHeading, heading, noticeBox, problemBox, stepLine } from './problem';
import { facts, when, whenUnknown } from './slip';
import { UNKNOWN, wordsOf, type FormStep, type Page, type PageState } from './state';
import { zoneLine, zoneView } from './zone';

type TimesStep = Extract<FormStep, { at: 'times' }>;

/** The days and times at which a service can be booked. */
export function timesView(page: Page, step: TimesStep | Extract<FormStep, { at: 'zone' }>): HTMLElement {
  const { state } = page;
  const { service } = step;
  const open = openDays(state, service);
  const notice = step.at === 'times' ? step.notice : null;
  const isZone = step.at === 'zone';
  if (isZone && state.isNarrow) return el('section', { class: 'one', id: 'step-zone' }, zoneView(page));
  return el(
    'section',
    { class: 'sheet three', id: 'step-times' },
    state.isNarrow ? shortSlip(page, service) : longSlip(page, service, open),
    el(
      'div',
      'pane month-pane',
      notice !== null && noticeBox(wordsOf(state, notice)),
      month(page, service, open),
      el('p', { class: 'hint', id: 'until', 'data-testid': 'until' }, untilText(state, open)),
    ),
    el(
      'div',
      { class: 'pane times-pane', id: 'pane' },
      ...(isZone ? [zoneView(page)] : timesPane(page, service, open)),
    ),
    bar(page, service, open.days.get(open.day)?.includes(state.chosen) === true ? state.chosen : 0),
  );
}

/** A summary of the open times, for people who cannot see the page. */
export function timesNews(state: PageState, service: PublicService): string {
  const { t, times, isSlow } = state;
  if (times.trouble !== null) return '';
  const open = openDays(state, service);
  const starts = open.days.get(open.day);
  if (open.isEmpty) return emptyText(state, open);
  if (starts !== undefined) return t('page.timesOn', { count: starts.length, day: dateText(state, open.day) });
  return isSlow ? t('page.slow') : t('page.loading');
}

function longSlip(page: Page, service: PublicService, open: OpenDays): HTMLElement {
  const { state } = page;
  const { t, chosen } = state;
  const before = stepBefore({ ...state, step: { at: 'times', service, notice: null } });
  const shown = chosen !== 0 ? chosen : open.days.get(open.day)?.[0];
  return el(
    'div',
    'slip',
    el(
      'div',
      'stick',
      before !== null && backLink(t('page.allServices'), () => page.go({ step: before })),
      heading(service.name),
      service.description !== '' && el('p', 'quiet about-service', service.description),
      shown === undefined ? whenUnknown(state) : when(state, service, shown, chosen !== 0),
      el('hr', 'tear'),
      facts(state, service, true),
      el('div', 'choices', ...choices(page, service)),
    ),
  );
}

/** A way back that says where it leads. */
export function backLink(text: string, onClick: () => void): HTMLElement {
  const link = buttonElement('', onClick, { class: 'back-link', id: 'back' });
  link.append(icon('back'), text);
  return link;
}

/** On a phone: one line; what can be chosen is one press away. */
function shortSlip(page: Page, service: PublicService): HTMLElement {
  const { state } = page;
  const { t, isEditing } = state;
  const all = choices(page, service);
  const edit = buttonElement(
    t(isEditing ? 'page.doneEditing' : 'page.edit'),
    () => page.go({ isEditing: !isEditing }),
    {
      class: 'link',
      id: 'edit',
      'data-testid': 'edit',
      'aria-expanded': String(isEditing),
      'aria-controls': 'choices',
    },
  );
  return el(
    'div',
    'short-slip',
    stepLine(state, 2),
    heading(service.name),
    service.description !== '' && el('p', 'quiet about-service', service.description),
    el('div', 'facts-line', el('p', 'quiet', factsLine(state, service)), all.length > 0 && edit),
    el('div', { class: 'box', id: 'choices', ...(!isEditing && { hidden: '' }) }, ...(isEditing ? all : [])),
  );
}

function month(page: Page, service: PublicService, open: OpenDays): HTMLElement {
  const { state } = page;
  const { t } = state;
  const tag = languageTag(state);
  const weekStart = weekStartOf(tag);
  const [first, last] = [monthOf(open.today), monthOf(open.lastDay)];
  // What is shown beside the month stays while its pages are turned.
  const stay = { day: open.day };
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
    stateOf: (day) => stateOf(open, state, service, day),
    words: {
      earlier: t('page.monthBefore'),
      later: t('page.monthAfter'),
      open: t('page.dayOpen'),
      closed: t('page.dayClosed'),
      unknown: t('page.dayUnknown'),
    },
    onChoose: (day) => page.go({ day, reached: day, month: monthOf(day), ...(day !== open.day && { chosen: 0 }) }),
    onMove: (day) => {
      page.go({ ...stay, reached: day, month: monthOf(day) });
      focusOn(dayId(day));
    },
    onTurn: (to) => page.go({ ...stay, month: to, reached: '' }),
  });
}

function untilText(state: PageState, { lastDay, month }: OpenDays): string {
  const day = dateText(state, lastDay, 'short');
  return state.t(monthOf(lastDay) === month ? 'page.lastDay' : 'page.until', { day });
}

function timesPane(page: Page, service: PublicService, open: OpenDays): (HTMLElement | false)[] {
  const { state } = page;
  const { t, times, isNarrow } = state;
  const zone = isNarrow && zoneLine(page, service);
  if (times.trouble !== null) {
    const again = () => page.go({ times: UNKNOWN });
    const words = times.trouble === 'failed' ? null : times.trouble.text;
    return [problemBox(state, service, words, again)];
  }
  if (open.isEmpty) return [emptyMonth(page, open)];
  const starts = open.days.get(open.day);
  const name = starts === undefined ? t('page.chooseDay') : dateText(state, open.day, 'short');
  const head = el(
    'div',
    'pane-head',
    el('h3', { id: starts === undefined ? 'no-day' : 'day-name' }, name),
    clocks(page),
  );
  if (starts === undefined) {
    const parts = [t('page.morning'), t('page.afternoon'), t('page.evening')];
    return [head, zone, timesToCome(parts)];
  }
  const group = timesGroup({
    id: TIMES_ID,
    name: dateText(state, open.day),
    groups: timesByPart(state, service, starts),
    level: 4,
    chosen: state.chosen,
    onChoose: (chosen) => page.go({ chosen, day: open.day }),
  });
  return [head, zone, group];
}

/** Nothing is open in the month: what comes next, or that there is nothing. */
function emptyMonth(page: Page, open: OpenDays): HTMLElement {
  const { state } = page;
  const { t, zone } = state;
  const { next } = open;
  const show = (at: number) => {
    const day = dateIn(zone)(at);
    page.go({ month: monthOf(day), day, reached: day });
    focusTimes();
  };
  const day = next === null ? '' : dayText(state, next, 'short');
  return el(
    'div',
    { class: 'box', id: 'no-times', 'data-testid': 'no-times' },
    boxHeading(next === null ? emptyText(state, open) : t('page.nextOpen', { day })),
    next !== null && el('p', 'quiet', emptyText(state, open)),
    next !== null &&
      buttonElement(t('page.show', { day }), () => show(next), { id: 'show-next', 'data-testid': 'show-next' }),
  );
}

function emptyText(state: PageState, { month, lastDay, next }: OpenDays): string {
  const { t } = state;
  if (next === null) return t('page.noneLeft', { day: dateText(state, lastDay, 'short') });
  const name = formatIn({ ...state, zone: 'UTC' }, { month: 'long' })(Date.parse(`${month}-15T12:00:00Z`));
  return t('page.noneIn', { month: name });
}

function timesByPart(state: PageState, service: PublicService, starts: readonly number[]) {
  const { t } = state;
  const words = {
    night: t('page.night'),
    morning: t('page.morning'),
    afternoon: t('page.afternoon'),
    evening: t('page.evening'),
  };
  return partsOfDay(starts, state, words, timeChoice(state, service));
}

/** A time as it can be chosen; one that clients share says for how many there is room. */
export function timeChoice(state: PageState, { capacity }: PublicService): (start: number) => TimeChoice {
  const { t, zone, clock, times } = state;
  const words = { summerTime: t('page.summerTime'), winterTime: t('page.winterTime') };
  const choiceOf = timeChoiceIn({ tag: languageTag(state), zone, clock }, words);
  if (capacity <= 1) return choiceOf;
  return (start) => {
    const alone = choiceOf(start);
    const left = t('page.placesLeft', { count: times.left[start] ?? capacity });
    return { ...alone, note: [alone.note, left].filter((note) => note !== '').join(' · ') };
  };
}

function clocks(page: Page): HTMLElement {
  const { t, clock } = page.state;
  const words = { label: t('page.clock'), h12: t('page.clock12'), h23: t('page.clock24') };
  return clockSwitch({ clock, words, onChoose: (chosen) => page.go({ clock: chosen }) });
}

/** What is chosen, and the way on: always there, always in the same place. @param chosen 0 for nothing yet */
export function bar(page: Page, service: PublicService, chosen: number): HTMLElement {
  const { state } = page;
  const { t, isSlow } = state;
  const goOn = () => {
    if (chosen === 0) focusTimes();
    else page.go({ step: { at: 'details', service, start: chosen }, wrong: {}, refusal: null });
  };
  return el(
    'div',
    { class: 'bar', role: 'region', id: 'bar', 'aria-label': t('page.yourChoice') },
    !state.isNarrow && zoneLine(page, service),
    chosen === 0
      ? el(
          'p',
          { class: 'choice quiet', id: isSlow ? 'slow' : 'nothing-chosen' },
          t(isSlow ? 'page.slow' : 'page.chooseTime'),
        )
      : choice(state, service, chosen),
    buttonElement(t('page.continue'), goOn, {
      id: 'continue',
      'data-testid': 'continue',
      ...(chosen === 0 && { 'aria-disabled': 'true' }),
    }),
  );
}

/** Day, time, person and price of what is chosen. */
export function choice(state: PageState, service: PublicService, start: number): HTMLElement {
  const { t } = state;
  const person = personOf(state, service);
  const more = [person === '' ? t('page.anyStaff') : t('page.with', { person }), service.price];
  const day = formatIn(state, { weekday: 'short', day: 'numeric', month: 'short' })(start);
  const span = clockSpan(state, start, start + durationOf(state, service) * MINUTE);
  return el(
    'p',
    { class: 'choice', 'data-testid': 'choice' },
    el('b', {}, `${day}, ${span}`),
    ' ',
    el('small', {}, more.filter((text) => text !== '').join(' · ')),
  );
}
