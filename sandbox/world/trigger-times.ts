import { Temporal } from 'temporal-polyfill';

/**
 * What a script said to a ClockTriggerBuilder
 * (https://developers.google.com/apps-script/reference/script/clock-trigger-builder).
 */
export interface ClockSpec {
  everyMinutes?: number;
  everyHours?: number;
  everyDays?: number;
  everyWeeks?: number;
  after?: number;
  at?: number;
  atDate?: { year: number; month: number; day: number };
  atHour?: number;
  nearMinute?: number;
  /** 1 = Monday … 7 = Sunday. */
  onWeekDay?: number;
  onMonthDay?: number;
  inTimezone?: string;
}

/** When a clock trigger runs: once, at a fixed distance, or at a time of day in a zone. */
export type ClockRule =
  | { kind: 'once'; at: number }
  | { kind: 'every'; ms: number }
  | {
      kind: 'wall';
      unit: 'days' | 'weeks' | 'months';
      every: number;
      hour: number;
      minute: number;
      weekDay: number | null;
      monthDay: number | null;
      zone: string;
    };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The only distances that everyMinutes knows. */
const MINUTES = [1, 5, 10, 15, 30];

/** Reads what a script asked for. Throws where Google refuses. */
export function clockRule(spec: ClockSpec, now: number, scriptZone: string): ClockRule {
  const zone = spec.inTimezone ?? scriptZone;
  if (spec.at !== undefined) return { kind: 'once', at: spec.at };
  if (spec.after !== undefined) return { kind: 'once', at: now + spec.after };
  if (spec.atDate !== undefined) return { kind: 'once', at: atDate(spec.atDate, spec, zone) };
  for (const [name, value] of Object.entries({
    everyMinutes: spec.everyMinutes,
    everyHours: spec.everyHours,
    everyDays: spec.everyDays,
    everyWeeks: spec.everyWeeks,
  })) {
    const isWrong = value !== undefined && (!Number.isInteger(value) || value < 1);
    if (isWrong || (name === 'everyMinutes' && value !== undefined && !MINUTES.includes(value))) {
      throw new Error(`Invalid argument: ${name}`);
    }
  }
  if (spec.everyMinutes !== undefined) return { kind: 'every', ms: spec.everyMinutes * MINUTE };
  if (spec.everyHours !== undefined) return { kind: 'every', ms: spec.everyHours * HOUR };
  return wallRule(spec, zone);
}

function wallRule(spec: ClockSpec, zone: string): ClockRule {
  const { everyDays, everyWeeks, onWeekDay, onMonthDay, atHour, nearMinute } = spec;
  const unit =
    onMonthDay !== undefined
      ? 'months'
      : everyWeeks !== undefined || onWeekDay !== undefined
        ? 'weeks'
        : everyDays !== undefined
          ? 'days'
          : null;
  if (unit === null) throw new Error('A time-based trigger needs a frequency: everyDays, everyHours, at or the like.');
  if (atHour === undefined && nearMinute === undefined && onWeekDay === undefined && onMonthDay === undefined) {
    return { kind: 'every', ms: (everyDays ?? (everyWeeks ?? 1) * 7) * DAY };
  }
  return {
    kind: 'wall',
    unit,
    every: everyDays ?? everyWeeks ?? 1,
    // Google takes an hour and a minute of its own choice where none is given; here it is always the same.
    hour: within(atHour ?? 0, 0, 23, 'hour'),
    minute: within(nearMinute ?? 0, 0, 59, 'minute'),
    weekDay: onWeekDay ?? null,
    monthDay: onMonthDay === undefined ? null : within(onMonthDay, 1, 31, 'day'),
    zone,
  };
}

function within(value: number, least: number, most: number, name: string): number {
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`Invalid argument: ${name}`);
  return value;
}

function atDate(
  { year, month, day }: { year: number; month: number; day: number },
  spec: ClockSpec,
  zone: string,
): number {
  const date = Temporal.PlainDateTime.from(
    { year, month, day, hour: spec.atHour ?? 0, minute: spec.nearMinute ?? 0 },
    { overflow: 'reject' },
  );
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** The first time after `now`; null for a rule that has had its one time. */
export function firstTime(rule: ClockRule, now: number): number {
  if (rule.kind === 'once') return rule.at;
  if (rule.kind === 'every') return now + rule.ms;
  let day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(rule.zone).toPlainDate();
  for (;;) {
    const at = day.toPlainDateTime({ hour: rule.hour, minute: rule.minute }).toZonedDateTime(rule.zone);
    if (at.epochMilliseconds > now && fits(rule, day)) return at.epochMilliseconds;
    day = day.add({ days: 1 });
  }
}

function fits(rule: ClockRule & { kind: 'wall' }, day: Temporal.PlainDate): boolean {
  if (rule.weekDay !== null) return day.dayOfWeek === rule.weekDay;
  // A month that is too short is passed over.
  return rule.monthDay === null || day.day === rule.monthDay;
}

/** The time after `due`, past `now`: runs that a leap of the clock passed over are not made up for. */
export function nextTime(rule: ClockRule, due: number, now: number): number | null {
  if (rule.kind === 'once') return null;
  if (rule.kind === 'every') return due + rule.ms * (Math.floor((now - due) / rule.ms) + 1);
  const step = rule.unit === 'days' ? rule.every : rule.unit === 'weeks' ? rule.every * 7 : 0;
  if (step <= 1) return firstTime(rule, now);
  let next = Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(rule.zone);
  do next = next.add({ days: step });
  while (next.epochMilliseconds <= now);
  return next.epochMilliseconds;
}
