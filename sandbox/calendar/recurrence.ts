import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { invalid } from './errors';
import type { EventResource, EventTime } from './resources';
import { dateTimeIn, instantOf } from './times';

/** Far enough for any calendar view; a series without an end is cut here. */
const MOST_INSTANCES = 2_500;

/** The original start of each instance of a series inside a window, as event times. */
export function occurrences(master: EventResource, zone: string, from: number, to: number): EventTime[] {
  const isAllDay = master.start.date !== undefined;
  const inZone = isAllDay ? 'UTC' : (master.start.timeZone ?? zone);
  const first = isAllDay ? Date.parse(`${master.start.date ?? ''}T00:00:00Z`) : instantOf(master.start, zone);
  const starts = new Set<number>();
  for (const line of master.recurrence ?? []) {
    if (line.startsWith('RRULE')) for (const at of ruleStarts(line, first, inZone, from, to)) starts.add(at);
    if (line.startsWith('RDATE')) for (const at of datesOf(line, inZone)) starts.add(at);
  }
  starts.add(first);
  for (const line of master.recurrence ?? []) {
    if (line.startsWith('EXDATE')) for (const at of datesOf(line, inZone)) starts.delete(at);
  }
  return [...starts]
    .filter((at) => at < to && at >= from)
    .sort((a, b) => a - b)
    .map((at) =>
      isAllDay
        ? { date: new Date(at).toISOString().slice(0, 10) }
        : { dateTime: dateTimeIn(at, inZone), timeZone: inZone },
    );
}

function ruleStarts(line: string, first: number, zone: string, from: number, to: number): number[] {
  const start = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  const stamp = start.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  const rule = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${zone}:${stamp}\n${untilInUtc(line, zone)}`,
    maxIterations: 20_000,
  });
  const dates = rule.between(new Date(Math.max(from, first) - 1), new Date(Math.max(to, first)), true);
  return dates.slice(0, MOST_INSTANCES).map((date) => date.epochMilliseconds);
}

/** UNTIL may be a date, for an all-day series; the library wants an instant beside a zoned start. */
function untilInUtc(line: string, zone: string): string {
  return line.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?=;|$)/, (_, year: string, month: string, day: string) => {
    const end = Temporal.PlainDateTime.from(`${year}-${month}-${day}T23:59:59`).toZonedDateTime(zone);
    return `UNTIL=${end.toInstant().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`;
  });
}

/** `EXDATE;TZID=Europe/Warsaw:20261124T090000,20261125T090000` */
function datesOf(line: string, zone: string): number[] {
  const colon = line.indexOf(':');
  const tzid = /TZID=([^;:]+)/.exec(line.slice(0, colon))?.[1] ?? zone;
  return line
    .slice(colon + 1)
    .split(',')
    .map((text) => {
      const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text.trim());
      if (match === null) throw invalid('Invalid recurrence rule.');
      const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', utc] = match;
      const plain = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
      return plain.toZonedDateTime(utc === 'Z' ? 'UTC' : tzid).epochMilliseconds;
    });
}

/** Refuses what is no recurrence (RFC 5545). */
export function checkRecurrence(event: EventResource, zone: string): void {
  for (const line of event.recurrence ?? []) {
    if (!/^(RRULE|EXRULE|RDATE|EXDATE)[;:]/.test(line)) throw invalid('Invalid recurrence rule.');
  }
  try {
    const first = instantOf(event.start, zone);
    occurrences(event, zone, first, first + 1);
  } catch (error) {
    if (error instanceof Error) throw invalid('Invalid recurrence rule.');
    throw error;
  }
}

/** `20261124T020000Z` or `20261124`: the end of an instance's id. */
export function instanceSuffix(original: EventTime, zone: string): string {
  if (original.date !== undefined) return original.date.replace(/-/g, '');
  return new Date(instantOf(original, zone)).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** An instance of a series as an event of its own. */
export function instanceOf(master: EventResource, original: EventTime, zone: string): EventResource {
  const length = instantOf(master.end, zone) - instantOf(master.start, zone);
  const { recurrence: _, ...rest } = master;
  const start = instantOf(original, original.date === undefined ? zone : 'UTC');
  const end: EventTime =
    original.date === undefined
      ? { dateTime: dateTimeIn(start + length, original.timeZone ?? zone), timeZone: original.timeZone ?? zone }
      : { date: new Date(start + daysOf(master)).toISOString().slice(0, 10) };
  return {
    ...rest,
    id: `${master.id}_${instanceSuffix(original, zone)}`,
    recurringEventId: master.id,
    originalStartTime: original,
    start: original,
    end,
  };
}

/** The length of an all-day event in milliseconds of whole days. */
function daysOf(master: EventResource): number {
  return Date.parse(`${master.end.date ?? ''}T00:00:00Z`) - Date.parse(`${master.start.date ?? ''}T00:00:00Z`);
}
