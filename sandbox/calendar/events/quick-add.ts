import type { EventTime } from '../model/resources';
import { DAY, dateText, dateTimeIn } from '../model/times';
import { wallOf } from '../model/zones';

/** What events.quickAdd reads out of a text. */
interface QuickEvent {
  summary: string;
  start: EventTime;
  end: EventTime;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** `june` or `jun` */
const short = (name: string) => `${name.slice(0, 3)}(?:${name.slice(3)})?`;

const MONTH = `(?<month>${MONTHS.map(short).join('|')})\\.?`;
const DAY_OF_MONTH = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,?\\s+(?<year>\\d{4}))?';
const WORD = '(?:\\bon\\s+)?\\b';

/** How a day may be said, and what it is; `today` and the answer are midnights of wall time, as if it were UTC. */
const DAYS: readonly { form: RegExp; read: (said: Record<string, string | undefined>, today: number) => number }[] = [
  {
    form: new RegExp(`${WORD}(?<iso>\\d{4}-\\d\\d-\\d\\d)\\b`, 'i'),
    read: ({ iso }) => Date.parse(`${iso ?? ''}T00:00:00Z`),
  },
  { form: new RegExp(`${WORD}${MONTH}\\s+${DAY_OF_MONTH}\\b${YEAR}`, 'i'), read: dayOfYear },
  { form: new RegExp(`${WORD}${DAY_OF_MONTH}\\s+${MONTH}\\b${YEAR}`, 'i'), read: dayOfYear },
  { form: /\btoday\b/i, read: (_, today) => today },
  { form: /\btomorrow\b/i, read: (_, today) => today + DAY },
  {
    form: new RegExp(`${WORD}(?<weekday>${WEEKDAYS.join('|')})\\b`, 'i'),
    read: ({ weekday = '' }, today) => {
      const wanted = WEEKDAYS.indexOf(weekday.toLowerCase());
      return today + ((wanted - new Date(today).getUTCDay() + 7) % 7) * DAY;
    },
  },
];

/** A day without a year is the next one of its name. */
function dayOfYear({ month = '', day, year }: Record<string, string | undefined>, today: number): number {
  const dayIn = (y: number) =>
    Date.UTC(
      y,
      MONTHS.findIndex((name) => name.startsWith(month.toLowerCase())),
      Number(day),
    );
  if (year !== undefined) return dayIn(Number(year));
  const thisYear = new Date(today).getUTCFullYear();
  return dayIn(thisYear) < today ? dayIn(thisYear + 1) : dayIn(thisYear);
}

const TIME = (name: string) =>
  `(?:(?<${name}Hour>\\d{1,2})(?::(?<${name}Minute>\\d\\d))?\\s*(?<${name}Half>am|pm)\\b|(?<${name}Clock>\\d{1,2}:\\d\\d)\\b)`;
const TIMES = new RegExp(`(?:\\b(?:at|from)\\s+)?\\b${TIME('from')}(?:\\s*(?:-|–|to|until)\\s*${TIME('to')})?`, 'i');

/** Milliseconds since midnight; null where nothing is said. */
function timeOfDay(said: Record<string, string | undefined>, name: 'from' | 'to'): number | null {
  const clock = said[`${name}Clock`];
  if (clock !== undefined) {
    const [hours, minutes] = clock.split(':').map(Number);
    return (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE;
  }
  const hour = said[`${name}Hour`];
  if (hour === undefined) return null;
  const half = said[`${name}Half`]?.toLowerCase() === 'pm' ? 12 : 0;
  return ((Number(hour) % 12) + half) * HOUR + Number(said[`${name}Minute`] ?? 0) * MINUTE;
}

/** The day that a text names, null for none, and the text without it. */
function readDay(text: string, today: number): { date: number | null; rest: string } {
  for (const { form, read } of DAYS) {
    const found = form.exec(text);
    const date = found === null ? NaN : read(found.groups ?? {}, today);
    if (found !== null && !Number.isNaN(date)) return { date, rest: text.replace(found[0], ' ') };
  }
  return { date: null, rest: text };
}

/**
 * Reads a day and times out of a text: `2026-11-24`, `June 3rd`, `3 June 2027`, `tomorrow`, `on Friday`;
 * `10am-10:25am`, `at 14:00`. Without a day it is today, without a time the whole day, without both the next hour;
 * without an end an hour. The rest of the text is the title. Google reads more: places, guests, repetition, other
 * languages.
 *
 * @param now epoch milliseconds
 * @param zone of the calendar, in which the text is meant
 */
export function readQuickly(text: string, now: number, zone: string): QuickEvent {
  const today = Math.floor(wallOf(zone, now) / DAY) * DAY;
  const { date, rest } = readDay(text, today);
  const timeFound = TIMES.exec(rest);
  const summary = (timeFound === null ? rest : rest.replace(timeFound[0], ' ')).replace(/\s+/g, ' ').trim();
  const from = timeOfDay(timeFound?.groups ?? {}, 'from');
  if (from === null && date !== null) {
    return { summary, start: { date: dateText(date) }, end: { date: dateText(date + DAY) } };
  }
  if (from === null) {
    const hour = Math.ceil(now / HOUR) * HOUR;
    const at = (instant: number): EventTime => ({ dateTime: dateTimeIn(instant, zone), timeZone: zone });
    return { summary, start: at(hour), end: at(hour + HOUR) };
  }
  const to = timeOfDay(timeFound?.groups ?? {}, 'to') ?? from + HOUR;
  const wall = (at: number): EventTime => ({
    dateTime: new Date((date ?? today) + at).toISOString().slice(0, 19),
    timeZone: zone,
  });
  // Until one at night is the night after.
  return { summary, start: wall(from), end: wall(to < from ? to + DAY : to) };
}
