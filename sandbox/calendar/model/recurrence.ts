import { RRuleTemporal } from 'rrule-temporal';
import { invalid } from './errors';
import type { EventResource, EventShape, EventTime } from './resources';
import { dateText, dateTimeIn, dateWall, DAY } from './times';
import { instantOfWall, isShown, wallOf } from './zones';

/**
 * Instances that a series without end is expanded to where no end of time is given
 * (https://github.com/garrytan/gbrain/issues/5015).
 */
const OPEN_ENDED = 730;

/**
 * When a series takes place. Rules are expanded on the clock's face, as if it were UTC, and then laid into the zone:
 * that keeps the hour over daylight-saving changes, and is fast. Times are walls throughout: what the clocks show.
 */
class Series {
  /** Null for a series of days. */
  private readonly zone: string | null;
  private readonly firstWall: number;
  private readonly rules: RRuleTemporal[] = [];
  private readonly excludedRules: RRuleTemporal[] = [];
  private readonly added = new Set<number>();
  private readonly excluded = new Set<number>();
  private readonly isEndless: boolean;

  constructor(shape: EventShape, calendarZone: string) {
    const { start, recurrence = [] } = shape;
    this.zone = start.dateTime === undefined ? null : (start.timeZone ?? calendarZone);
    this.firstWall = this.zone === null ? dateWall(start) : wallOf(this.zone, Date.parse(start.dateTime ?? ''));
    for (const line of recurrence) this.read(line);
    this.isEndless = recurrence.some((line) => /^RRULE/i.test(line) && !/COUNT=|UNTIL=/i.test(line));
    // The start is an instance whether the rule has it or not
    // (https://github.com/googleapis/google-api-nodejs-client/issues/2214).
    this.added.add(this.firstWall);
  }

  /** Walls of the instances that begin in a stretch of walls, oldest first. */
  walls(from: number, to: number | null): number[] {
    const open = to === null && this.isEndless;
    const end = to ?? (open ? from + 12 * 366 * DAY : wallEnd(this.firstWall));
    const limit = open ? OPEN_ENDED : Infinity;
    const found = new Set<number>();
    for (const rule of this.rules) for (const wall of between(rule, from, end, limit)) found.add(wall);
    for (const wall of this.added) if (wall >= from && wall <= end) found.add(wall);
    for (const rule of this.excludedRules) for (const wall of between(rule, from, end, Infinity)) found.delete(wall);
    for (const wall of this.excluded) found.delete(wall);
    const { zone } = this;
    // A time that the clocks skip is no instance (RFC 5545, 3.3.10).
    const real = zone === null ? [...found] : [...found].filter((wall) => isShown(zone, wall));
    return real.sort((a, b) => a - b).slice(0, limit);
  }

  has(wall: number): boolean {
    return this.walls(wall, wall).includes(wall);
  }

  private read(line: string): void {
    const match = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:]*)?):(.+)$/i.exec(line.trim());
    const [, name = '', parameters = '', value = ''] = match ?? [];
    switch (name.toUpperCase()) {
      case 'RRULE':
        this.rules.push(this.rule(value));
        break;
      case 'EXRULE':
        this.excludedRules.push(this.rule(value));
        break;
      case 'RDATE':
        for (const wall of this.dates(parameters, value)) this.added.add(wall);
        break;
      case 'EXDATE':
        for (const wall of this.dates(parameters, value)) this.excluded.add(wall);
        break;
      default:
        throw invalid('Invalid recurrence rule.');
    }
  }

  private rule(text: string): RRuleTemporal {
    try {
      return new RRuleTemporal({
        rruleString: `DTSTART;TZID=UTC:${compact(this.firstWall)}\nRRULE:${this.onTheFace(text)}`,
        maxIterations: 200_000,
      });
    } catch (error) {
      if (error instanceof Error) throw invalid('Invalid recurrence rule.');
      throw error;
    }
  }

  /** A rule whose end is written as what the clocks show then; an end that is a date is its last moment. */
  private onTheFace(text: string): string {
    const parts = text.split(';').filter((part) => part !== '');
    if (parts.some((part) => !/^[A-Z-]+=[^=]+$/i.test(part) || /^(COUNT|INTERVAL)=(?!\d+$)/i.test(part))) {
      throw invalid('Invalid recurrence rule.');
    }
    return parts
      .map((part) => {
        const [, until] = /^UNTIL=(.+)$/i.exec(part) ?? [];
        if (until === undefined) return part;
        const { wall, isDate } = this.moment(until, null);
        return `UNTIL=${compact(isDate ? wall + DAY - 1000 : wall)}Z`;
      })
      .join(';');
  }

  private dates(parameters: string, value: string): number[] {
    const zone = /TZID=([^;]+)/i.exec(parameters)?.[1] ?? null;
    return value.split(',').map((text) => this.moment(text, zone).wall);
  }

  /** `20260101`, `20260101T090000` or `20260101T090000Z` as what the series' clocks show. */
  private moment(text: string, zone: string | null): { wall: number; isDate: boolean } {
    const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/i.exec(text.trim());
    const [, year = '', month = '', day = '', hour, minute = '', second = '', utc = ''] = match ?? [];
    const isDate = hour === undefined;
    const wall = Date.parse(`${year}-${month}-${day}T${isDate ? '00:00:00' : `${hour}:${minute}:${second}`}Z`);
    if (Number.isNaN(wall)) throw invalid('Invalid recurrence rule.');
    if (isDate || this.zone === null) return { wall: isDate ? wall : wall - (wall % DAY), isDate };
    if (utc !== '') return { wall: wallOf(this.zone, wall), isDate };
    return { wall: zone === null ? wall : wallOf(this.zone, instantOfWall(zone, wall)), isDate };
  }
}

/** Far enough for every rule that ends. */
const wallEnd = (first: number) => first + 200 * 366 * DAY;

function between(rule: RRuleTemporal, from: number, to: number, limit: number): number[] {
  const found: number[] = [];
  if (limit === Infinity) {
    for (const time of rule.between(new Date(from), new Date(to), true)) found.push(time.epochMilliseconds);
    return found;
  }
  // An open end: take it a year at a time until there are enough.
  for (let begin = from; begin <= to && found.length < limit; begin += 366 * DAY) {
    const end = Math.min(to, begin + 366 * DAY - 1);
    for (const time of rule.between(new Date(begin), new Date(end), true)) found.push(time.epochMilliseconds);
  }
  return found;
}

/** `20261124T090000` */
function compact(wall: number): string {
  return new Date(wall).toISOString().replace(/[-:]/g, '').slice(0, 15);
}

const known = new WeakMap<object, Map<string, Series>>();

/** The series of an event or of a former shape of one; read once, as neither ever changes in place. */
function seriesOf(shape: EventShape, calendarZone: string): Series {
  const byZone = known.get(shape) ?? new Map<string, Series>();
  known.set(shape, byZone);
  const series = byZone.get(calendarZone) ?? new Series(shape, calendarZone);
  byZone.set(calendarZone, series);
  return series;
}

/** Part of the instances of a series: those that touch the window. */
export interface Window {
  timeMin: number | null;
  timeMax: number | null;
}

/** Original start times of the instances that touch a window: end after timeMin, start before timeMax. */
export function originalStarts(shape: EventShape, calendarZone: string, window: Window): EventTime[] {
  const { start } = shape;
  const zone = zoneOf(shape, calendarZone);
  const first = start.dateTime === undefined ? dateWall(start) : wallOf(zone, Date.parse(start.dateTime));
  const length = lengthOf(shape);
  // A day more on each side, so that a change of the offset loses none; the exact test follows.
  const from = window.timeMin === null ? first : Math.max(first, wallOf(zone, window.timeMin) - length - DAY);
  const to = window.timeMax === null ? null : wallOf(zone, window.timeMax) + DAY;
  if (to !== null && to < from) return [];
  const isDay = start.dateTime === undefined;
  return seriesOf(shape, calendarZone)
    .walls(from, to)
    .filter((wall) => {
      const at = instantOfWall(zone, wall);
      const end = isDay ? instantOfWall(zone, wall + length) : at + length;
      return (window.timeMin === null || end > window.timeMin) && (window.timeMax === null || at < window.timeMax);
    })
    .map((wall) => timeOfWall(shape, wall, zone));
}

function zoneOf({ start }: EventShape, calendarZone: string): string {
  return start.dateTime === undefined ? calendarZone : (start.timeZone ?? calendarZone);
}

function lengthOf({ start, end }: EventShape): number {
  if (start.dateTime === undefined) return dateWall(end) - dateWall(start);
  return Date.parse(end.dateTime ?? '') - Date.parse(start.dateTime);
}

function timeOfWall({ start }: EventShape, wall: number, zone: string): EventTime {
  if (start.dateTime === undefined) return { date: dateText(wall) };
  return { dateTime: dateTimeIn(instantOfWall(zone, wall), zone), timeZone: zone };
}

/** `<series id>_20261124T090000Z`, of days `<series id>_20261124`. */
export function instanceId(seriesId: string, original: EventTime): string {
  const suffix =
    original.dateTime === undefined
      ? (original.date ?? '').replaceAll('-', '')
      : `${compact(Date.parse(original.dateTime))}Z`;
  return `${seriesId}_${suffix}`;
}

/** The original start that an instance's id names, if the series has that instance. */
export function originalStartOf(master: EventResource, id: string, calendarZone: string): EventTime | null {
  const match = /_(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(id);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '', second = ''] = match;
  const isDay = hour === undefined;
  if (isDay !== (master.start.dateTime === undefined)) return null;
  const at = Date.parse(`${year}-${month}-${day}T${isDay ? '00:00:00' : `${hour}:${minute}:${second}`}Z`);
  if (Number.isNaN(at)) return null;
  const zone = zoneOf(master, calendarZone);
  const wall = isDay ? at : wallOf(zone, at);
  return seriesOf(master, calendarZone).has(wall) ? timeOfWall(master, wall, zone) : null;
}

/** An event that takes place once. */
export function withoutRecurrence(event: EventResource): EventResource {
  const copy = { ...event };
  delete copy.recurrence;
  return copy;
}

/** One instance of a series, as the series has it. */
export function instanceOf(master: EventResource, original: EventTime): EventResource {
  return {
    ...withoutRecurrence(master),
    id: instanceId(master.id, original),
    recurringEventId: master.id,
    originalStartTime: original,
    start: original,
    end: endOf(master, original),
  };
}

function endOf(master: EventResource, start: EventTime): EventTime {
  if (start.dateTime === undefined) return { date: dateText(dateWall(start) + lengthOf(master)) };
  const zone = master.end.timeZone ?? start.timeZone ?? 'UTC';
  return { dateTime: dateTimeIn(Date.parse(start.dateTime) + lengthOf(master), zone), timeZone: zone };
}

/** Refuses recurrence lines that cannot be, or that make no instance at all. */
export function checkRecurrence(event: EventResource, calendarZone: string): void {
  new Series(event, calendarZone);
}
