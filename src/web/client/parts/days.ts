import type { PlainDate } from '../../../booking/time/dates';
import { DAY } from '../../../booking/time/time';
import { lastDayOf, monthAfter, monthOf, type Month } from './calendar';
import { firstGap, nextStart, startsIn, type KnownTimes } from './known-times';

/** The date of an instant in a zone. */
export function dateIn(zone: string): (at: number) => PlainDate {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at) => format.format(at);
}

/** Starts by their days in a zone, in order. */
export function byDay(zone: string, starts: readonly number[]): Map<PlainDate, number[]> {
  const dateOf = dateIn(zone);
  const days = new Map<PlainDate, number[]>();
  for (const start of starts) {
    const day = dateOf(start);
    const sameDay = days.get(day);
    if (sameDay === undefined) days.set(day, [start]);
    else sameDay.push(start);
  }
  return days;
}

/** What is known of open times, and what of it a person looks at. */
export interface DaysAsked {
  known: KnownTimes;
  now: number;
  /** The first instant at which a booking can no longer start. */
  until: number;
  zone: string;
  /** Empty for the one with the first open day. */
  month: Month;
  /** Empty for the first open one of the month. */
  day: PlainDate;
  /** The day that the arrow keys have reached; empty if none. */
  reached: PlainDate;
}

/** What to show of the days on which something is open. */
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

/** What to show of the days on which a booking can start. */
export function openDaysOf(asked: DaysAsked): OpenDays {
  const { known, now, until, zone } = asked;
  if (last?.known !== known || last.zone !== zone) {
    last = { known, zone, days: byDay(zone, startsIn(known, now, until)) };
  }
  const { days } = last;
  const dateOf = dateIn(zone);
  const today = dateOf(now);
  const lastDay = dateOf(Math.max(now, until - 1));
  const first = nextStart(known, now);
  const wanted = asked.month || monthOf(first === null ? today : dateOf(first));
  const month = wanted < monthOf(today) ? monthOf(today) : wanted > monthOf(lastDay) ? monthOf(lastDay) : wanted;
  const firstIn = [...days.keys()].find((day) => monthOf(day) === month) ?? '';
  const day = days.has(asked.day) ? asked.day : firstIn;
  const [from, to] = spanOf(`${month}-01`, lastDayOf(month), now, until);
  return {
    known,
    days,
    today,
    lastDay,
    month,
    day,
    focus: focusIn(month, [asked.reached, day, firstIn, today]),
    isEmpty: firstIn === '' && firstGap(known, from, to) === null,
    next: nextStart(known, to),
  };
}

function focusIn(month: Month, wishes: readonly PlainDate[]): PlainDate {
  return wishes.find((day) => monthOf(day) === month) ?? `${month}-01`;
}

/** Whether open times of a day are known. */
export function stateOfDay(
  { known, days }: OpenDays,
  { now, until }: Pick<DaysAsked, 'now' | 'until'>,
  day: PlainDate,
) {
  if (days.has(day)) return 'open';
  const [from, to] = spanOf(day, day, now, until);
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
 * ones after it. `null` if all that is shown is known.
 */
export function wantedStretch(
  { known, month, isEmpty, next }: OpenDays,
  { now, until }: Pick<DaysAsked, 'now' | 'until'>,
): { from: number; to: number } | null {
  const [from, to] = spanOf(`${month}-01`, lastDayOf(month), now, until);
  const [, further] = spanOf(`${month}-01`, lastDayOf(monthAfter(month)), now, until);
  const gap = firstGap(known, from, to) ?? (isEmpty && next === null ? firstGap(known, to, until) : null);
  return gap === null ? null : { from: gap, to: Math.min(until, gap + LONGEST_QUESTION, Math.max(further, gap + DAY)) };
}
