// The right answer, slowly: no zone arithmetic of our own, no cleverness with the busy time.
import { MINUTE } from './cases.mjs';

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
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      weekday: parts.weekday,
      day: `${parts.year}-${parts.month}-${parts.day}`,
      minute: Number(parts.hour) * 60 + Number(parts.minute),
    };
  };
}

/**
 * Why a start must not be offered, or null if it is right.
 *
 * @returns a function of the start, for the first person of a case
 */
export function judge({ people, hours, duration, step, range }) {
  const { zone, busy } = people[0];
  const clock = wallClock(zone);
  return (start) => {
    const end = start + duration;
    const [from, to] = [clock(start), clock(end)];
    if (start < range.start || start >= range.end) return 'outside the range asked for';
    if (!hours.weekdays.includes(WEEKDAYS.indexOf(from.weekday))) return `on a ${from.weekday}`;
    if (from.minute < hours.from * 60 || to.minute > hours.to * 60 || from.day !== to.day) {
      return `outside the hours ${hours.from}–${hours.to}`;
    }
    if (busy.some((block) => block.start < end && start < block.end)) return 'over a busy block';
    if ((from.minute - hours.from * 60) % (step / MINUTE) !== 0) return 'not on the 15-minute step';
    return null;
  };
}

/** Every quarter of an hour of the range that nothing speaks against. */
export function rightStarts(question) {
  const { range, step } = question;
  const problem = judge(question);
  const starts = [];
  for (let start = range.start; start < range.end; start += step) if (problem(start) === null) starts.push(start);
  return starts;
}

/** `Sun 2030-03-31 09:15 in Europe/Warsaw (07:15Z)` */
export function describe(start, zone) {
  const { weekday, day, minute } = wallClock(zone)(start);
  const two = (n) => String(n).padStart(2, '0');
  const utc = new Date(start).toISOString().slice(11, 16);
  return `${weekday} ${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)} in ${zone} (${utc}Z)`;
}
