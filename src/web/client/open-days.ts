import type { PlainDate } from '../../booking/time/dates';
import { DAY } from '../../booking/time/time';
import type { PublicService } from '../public-api';
import { lastDayOf, monthAfter, monthOf, type Month } from './parts/calendar';
import { firstGap, nextStart, startsIn, type KnownTimes } from './parts/known-times';
import { askedFor, type PageState } from './state';
import { byDay, dateIn } from './texts';

/** What the page shows of a service's open times, made from what it knows. */
export interface OpenDays {
  known: KnownTimes;
  /** Open times by their days in the zone shown. */
  days: ReadonlyMap<PlainDate, readonly number[]>;
  today: PlainDate;
  /** The last day on which a booking can start. */
  lastDay: PlainDate;
  month: Month;
  /** The day whose times are shown; empty if none is known. */
  day: PlainDate;
  /** The one day of the month that the Tab key reaches. */
  focus: PlainDate;
  /** Whether all of the month is known, and nothing in it is open. */
  isEmpty: boolean;
  /** The first open time after the month; `null` if there is none, or if it is not known. */
  next: number | null;
}

let last: { known: KnownTimes; zone: string; days: ReadonlyMap<PlainDate, readonly number[]> } | null = null;

/** What to show of the days on which a service can be booked. */
export function openDays(state: PageState, service: PublicService): OpenDays {
  const { start, zone } = state;
  const known = knownOf(state, service);
  if (last?.known !== known || last.zone !== zone) {
    last = { known, zone, days: byDay(zone, startsIn(known, start.now, service.until)) };
  }
  const { days } = last;
  const dateOf = dateIn(zone);
  const today = dateOf(start.now);
  const lastDay = dateOf(Math.max(start.now, service.until - 1));
  const first = nextStart(known, start.now);
  const wanted = state.month || monthOf(first === null ? today : dateOf(first));
  const month = wanted < monthOf(today) ? monthOf(today) : wanted > monthOf(lastDay) ? monthOf(lastDay) : wanted;
  const firstIn = [...days.keys()].find((day) => monthOf(day) === month) ?? '';
  const day = days.has(state.day) ? state.day : firstIn;
  const [from, to] = spanOf(`${month}-01`, lastDayOf(month), start.now, service.until);
  return {
    known,
    days,
    today,
    lastDay,
    month,
    day,
    focus: focusIn(month, [state.reached, day, firstIn, today]),
    isEmpty: firstIn === '' && firstGap(known, from, to) === null,
    next: nextStart(known, to),
  };
}

function knownOf({ times, ...state }: PageState, service: PublicService): KnownTimes {
  return times.of === askedFor(state, service) ? times.known : NOTHING;
}

const NOTHING: KnownTimes = [];

function focusIn(month: Month, wishes: readonly PlainDate[]): PlainDate {
  return wishes.find((day) => monthOf(day) === month) ?? `${month}-01`;
}

/** Whether open times of a day are known. */
export function stateOf({ known, days }: OpenDays, { start }: PageState, { until }: PublicService, day: PlainDate) {
  if (days.has(day)) return 'open';
  const [from, to] = spanOf(day, day, start.now, until);
  return firstGap(known, from, to) === null ? 'closed' : 'unknown';
}

/** From the first to the last day, wherever on earth: as much of it as can be booked. */
function spanOf(first: PlainDate, final: PlainDate, now: number, until: number): [number, number] {
  const from = Date.parse(`${first}T00:00:00Z`) - EAST;
  const to = Date.parse(`${final}T00:00:00Z`) + DAY + WEST;
  return [Math.max(now, from), Math.min(until, to)];
}

/** How far clocks are from UTC at most. */
const EAST = (14 / 24) * DAY;
const WEST = (12 / 24) * DAY;

/** As much as one question may ask for. */
const LONGEST_QUESTION = 61 * DAY;

/**
 * The open times to ask for next: those of the month shown and the one after it; then, if there are none in it, the next
 * ones after it. `null` if the page knows all that it shows.
 */
export function wantedTimes(state: PageState, service: PublicService): { from: number; to: number } | null {
  const { known, month, isEmpty, next } = openDays(state, service);
  const { now } = state.start;
  const { until } = service;
  const [from, to] = spanOf(`${month}-01`, lastDayOf(month), now, until);
  const [, further] = spanOf(`${month}-01`, lastDayOf(monthAfter(month)), now, until);
  const gap = firstGap(known, from, to) ?? (isEmpty && next === null ? firstGap(known, to, until) : null);
  return gap === null ? null : { from: gap, to: Math.min(until, gap + LONGEST_QUESTION, Math.max(further, gap + DAY)) };
}
