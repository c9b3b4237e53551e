import type { PlainDate } from '../booking/time/dates';
import type { Instant } from '../booking/time/time';
import { isZoneName } from '../booking/time/zones';
import { clockTimes, type Clock } from './clock';
import { knownTag } from './locales';

/** Days and times in a person's own format and zone. */
export interface DateTexts {
  /** `Tue, 24 Nov` */
  day(at: Instant): string;
  /** `Tue, 24 Nov 2026`, of a date without a zone */
  date(date: PlainDate): string;
  /** `Tue, 24 Nov 2026` */
  yearDay(at: Instant): string;
  /** `Tuesday, 24 November 2026` */
  longDay(at: Instant): string;
  /** `14:30`; `2:30 (UTC+1)` in an hour that the clock shows twice, see clock.ts */
  time(at: Instant): string;
  /** `14:30–15:00`, and if it ends on another day, `23:30–Wed, 25 Nov, 0:30` */
  hours(start: Instant, end: Instant): string;
  /** `Tue, 24 Nov, 14:30–15:00` */
  span(start: Instant, end: Instant): string;
  /** `Tuesday, 24 November 2026, 14:30–15:00` */
  longSpan(start: Instant, end: Instant): string;
}

/**
 * Formats for a BCP 47 tag and an IANA zone. Thai gets Gregorian years, since Google Calendar shows the same grid with
 * those. An unknown tag becomes English, an unknown zone UTC.
 *
 * @param clock if it is not to be the usual one of the language
 */
export function datesIn(tag: string, zone: string, clock?: Clock): DateTexts {
  const locale = formatTag(tag);
  const timeZone = isZoneName(zone) ? zone : 'UTC';
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const yearDay = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const texts = {
    day: (at: Instant) => day.format(at),
    date: (plain: PlainDate) => date.format(Date.parse(`${plain}T00:00:00Z`)),
    yearDay: (at: Instant) => yearDay.format(at),
    longDay: (at: Instant) => longDay.format(at),
    time: clockTimes(locale, timeZone, clock),
  };
  const hours = (dayText: (at: Instant) => string, start: Instant, end: Instant) => {
    const until = dayText(start) === dayText(end) ? texts.time(end) : `${dayText(end)}, ${texts.time(end)}`;
    return `${texts.time(start)}–${until}`;
  };
  return {
    ...texts,
    hours: (start, end) => hours(texts.day, start, end),
    span: (start, end) => `${texts.day(start)}, ${hours(texts.day, start, end)}`,
    longSpan: (start, end) => `${texts.longDay(start)}, ${hours(texts.longDay, start, end)}`,
  };
}

/** A date as a leaf of a calendar shows it: `Nov`, `24`, `Tue`. */
export interface DateLeaf {
  month: string;
  day: string;
  weekday: string;
}

/** The date of an instant as a leaf of a calendar; locale and zone as for datesIn. */
export function dateLeaf(tag: string, zone: string, at: Instant): DateLeaf {
  const timeZone = isZoneName(zone) ? zone : 'UTC';
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(formatTag(tag), { ...options, timeZone });
  const day = format({ day: 'numeric' }).formatToParts(at);
  return {
    month: format({ month: 'short' }).format(at),
    // Chinese writes a word behind the number.
    day: day.find(({ type }) => type === 'day')?.value ?? '',
    weekday: format({ weekday: 'short' }).format(at),
  };
}

function formatTag(tag: string): string {
  const known = knownTag(tag);
  return known.toLowerCase().startsWith('th') ? 'th-u-ca-gregory' : known;
}
