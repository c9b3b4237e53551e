// The right answer, slowly: no zone arithmetic of our own, no cleverness with busy time, holidays from their source.
import Holidays from 'date-holidays';
import { DAY, MINUTE } from './cases.mjs';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a clock in `zone` shows: {weekday, day, minute}, minute since midnight. */
function wallClock(zone) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const seen = new Map();
  return (at) => {
    if (!seen.has(at)) seen.set(at, shown(format, at));
    return seen.get(at);
  };
}

function shown(format, at) {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    weekday: WEEKDAYS.indexOf(parts.weekday),
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) clocks.set(zone, wallClock(zone));
  return clocks.get(zone);
}

/** The weekday's hours in minutes, unless a date has its own, or the country a holiday. */
function hoursOf({ hours }, { overrides = [], holidays }) {
  const daysOff = holidays === undefined ? () => false : publicHolidays(holidays);
  return ({ day, weekday }) => {
    const special = overrides.find(({ date }) => date === day);
    if (special !== undefined) return special.hours;
    if (daysOff(day)) return [];
    return hours.weekdays.includes(weekday) ? [{ from: hours.from * 60, to: hours.to * 60 }] : [];
  };
}

function publicHolidays(country) {
  const known = new Map();
  return (day) => {
    const year = Number(day.slice(0, 4));
    if (!known.has(year)) {
      const found = new Holidays(country).getHolidays(year).filter(({ type }) => type === 'public');
      known.set(year, new Set(found.map(({ date }) => date.slice(0, 10))));
    }
    return known.get(year).has(day);
  };
}

const UNCAPPED = { day: null, week: null };

/** Whether a cap is reached at a start; clients of one session count once. */
function capped(caps, bookings, clock) {
  const monday = ({ day, weekday }) => Date.parse(day) - weekday * DAY;
  const count = (period) => {
    const sessions = new Map();
    for (const { staffId, start, end } of bookings) {
      const key = period(clock(start));
      sessions.set(key, (sessions.get(key) ?? new Set()).add(`${staffId}/${start}/${end}`));
    }
    return (at) => sessions.get(period(at))?.size ?? 0;
  };
  const [onDay, inWeek] = [count(({ day }) => day), count(monday)];
  return (at) => onDay(at) >= (caps.day ?? Infinity) || inWeek(at) >= (caps.week ?? Infinity);
}

/** All bookings of a case, each with its person. */
const everybody = ({ people }) =>
  people.flatMap(({ bookings }, i) => bookings.map((booking) => ({ ...booking, staffId: i })));

/**
 * Why a start must not be offered, or null if it is right.
 *
 * @param who whose times, by place in the case
 * @returns a function of the start
 */
export function judge(question, who = 0) {
  const { duration, range } = question;
  const { step, capacity = 1, bufferBefore = 0, bufferAfter = 0, caps = UNCAPPED } = question.service;
  const { zone, calendars, bookings, rules } = question.people[who];
  const clock = clockOf(zone);
  const hoursOn = hoursOf(question, rules);
  const absences = rules.absences ?? [];
  const all = everybody(question);
  const ownCap = capped(
    rules.caps ?? UNCAPPED,
    all.filter(({ staffId }) => staffId === who),
    clock,
  );
  const serviceCap = capped(caps, all, clock);
  const busy = calendars.flat();
  return (start) => {
    const end = start + duration;
    const [from, to] = [clock(start), clock(end)];
    if (start < range.start || start >= range.end) return 'outside the range asked for';
    const shares = (b) => b.capacity > 1 && capacity > 1 && b.start === start && b.end === end;
    const sharing = bookings.filter(shares).length;
    if (sharing >= capacity) return 'no seat is left';
    if (sharing === 0) {
      const range = hoursOn(from).find((one) => one.from <= from.minute && from.minute < one.to);
      if (range === undefined || from.day !== to.day || to.minute > range.to) {
        return `outside the hours of a ${WEEKDAYS[from.weekday]}`;
      }
      if (absences.some((away) => away.from <= from.day && from.day <= away.to)) return 'on a day away';
      if ((from.minute - range.from) % step !== 0) return `not on the ${step}-minute step`;
      if (ownCap(from) || serviceCap(from)) return 'over a cap';
    }
    const [first, last] = [start - bufferBefore * MINUTE, end + bufferAfter * MINUTE];
    if (busy.some((block) => block.start < last && first < block.end)) return 'over a busy block';
    const isNear = (b) =>
      start - b.end < Math.max(bufferBefore, b.bufferAfter) * MINUTE &&
      b.start - end < Math.max(bufferAfter, b.bufferBefore) * MINUTE;
    return bookings.some((b) => !shares(b) && isNear(b)) ? 'over a booking' : null;
  };
}

/** Every start of a step of the range that nothing speaks against. */
export function rightStarts(question, who = 0) {
  const { range, service } = question;
  const problem = judge(question, who);
  const starts = [];
  for (let start = range.start; start < range.end; start += service.step * MINUTE) {
    if (problem(start) === null) starts.push(start);
  }
  return starts;
}

/** Who can take each start, as text, to compare: `start:person,person`. */
export function rightSlots(question) {
  const found = new Map();
  question.people.forEach((_, who) => {
    for (const start of rightStarts(question, who)) found.set(start, [...(found.get(start) ?? []), who]);
  });
  return [...found].sort(([a], [b]) => a - b).map(([start, who]) => `${start}:${who.join()}`);
}

/** `Sun 2030-03-31 09:15 in Europe/Warsaw (07:15Z)` */
export function describe(start, zone) {
  const { weekday, day, minute } = clockOf(zone)(start);
  const two = (n) => String(n).padStart(2, '0');
  const utc = new Date(start).toISOString().slice(11, 16);
  return `${WEEKDAYS[weekday]} ${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)} in ${zone} (${utc}Z)`;
}
