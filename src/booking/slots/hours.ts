import { dayNumberOf, weekdayOf, yearOf, type DayNumber } from '../time/dates';
import { isHoliday } from '../time/holidays';
import { mergeIntervals, withoutIntervals, type Interval } from '../time/intervals';
import type { HoursRange, StaffMember } from '../staff';
import { DAY, MINUTE, type Instant } from '../time/time';
import { zoneBetween, type OffsetLookup, type Stretch, type Zone } from '../time/zones';

// Looked up once, see slots.ts.
const { floor, max, min } = Math;

/** What decides when somebody works. */
export type WorkingRules = Pick<StaffMember, 'hours' | 'overrides' | 'absences' | 'holidays'>;

/** When somebody works. Both lists are sorted; their first and last ranges may extend beyond what was asked for. */
export interface WorkingTime {
  /**
   * Each range of their hours: the steps of offered times are counted from its beginning. A range that begins before
   * the previous one ends has been cut to start there.
   */
  ranges: { from: Instant; start: Instant; end: Instant }[];
  /** The same time with touching ranges joined and absences removed: a booking has to fit into one of these. */
  open: Interval[];
}

/**
 * When somebody works: whenever the wall clock of their zone shows a time within their hours. 13:00–18:00 stays
 * 13:00–18:00 on the day of a clock change; a time that the change skips does not exist, one that it repeats exists
 * twice. The answer for a time does not depend on how much was asked for.
 */
export function workingTime(rules: WorkingRules, zone: Zone, from: Instant, to: Instant): WorkingTime {
  const found = rangesBetween(rules, zone, from, to);
  const ranges: WorkingTime['ranges'] = [];
  let covered = -Infinity;
  for (const { start, end } of found) {
    if (end > covered) ranges.push({ from: start, start: max(start, covered), end });
    covered = max(covered, end);
  }
  return { ranges, open: withoutIntervals(mergeIntervals(found), absenceIntervals(rules, zone)) };
}

function rangesBetween(rules: WorkingRules, zone: Zone, from: Instant, to: Instant): Interval[] {
  const hoursOn = hoursByDay(rules);
  const found: Interval[] = [];
  for (const stretch of zone.stretches) {
    if (stretch.until <= from || stretch.from >= to) continue;
    const first = max(from, stretch.from);
    const last = min(to, stretch.until);
    // A day earlier, for hours that reach past midnight.
    const firstDay = dayAt(first, stretch) - 1;
    const lastDay = dayAt(last, stretch);
    for (let day = firstDay; day <= lastDay; day++) {
      for (const range of hoursOn(day)) {
        const start = max(day * DAY + range.from * MINUTE - stretch.offset, stretch.from);
        const end = min(day * DAY + range.to * MINUTE - stretch.offset, stretch.until);
        if (start < end && end > from && start < to) found.push({ start, end });
      }
    }
  }
  // Already in order, except for overlapping hours of two days and for a clock that was set back.
  return found.sort((a, b) => a.start - b.start);
}

function dayAt(at: Instant, { offset }: Stretch): DayNumber {
  return floor((at + offset) / DAY);
}

/** An override takes precedence over a public holiday, and a public holiday over the weekly hours. */
function hoursByDay(rules: WorkingRules): (day: DayNumber) => readonly HoursRange[] {
  const overrides = new Map(rules.overrides.map(({ date, hours }) => [dayNumberOf(date), hours]));
  const { holidays } = rules;
  return (day) => {
    const override = overrides.get(day);
    if (override !== undefined) return override;
    if (holidays !== null && isHoliday(holidays, day)) return [];
    return rules.hours[weekdayOf(day)] ?? [];
  };
}

/** Absences as instants, sorted and apart: from midnight to midnight on the wall of the zone. */
function absenceIntervals({ absences }: Pick<WorkingRules, 'absences'>, zone: Zone): Interval[] {
  const found: Interval[] = [];
  for (const { from, to } of absences) {
    const first = dayNumberOf(from);
    const last = dayNumberOf(to);
    if (first === null || last === null) continue;
    for (const { offset, ...stretch } of zone.stretches) {
      found.push({
        start: max(first * DAY - offset, stretch.from),
        end: min((last + 1) * DAY - offset, stretch.until),
      });
    }
  }
  return mergeIntervals(found);
}

/** Why a person does not work at an instant, if a rule about dates is the reason; `null` if it is their hours. */
export function dayOffAt(rules: WorkingRules, zone: Zone, at: Instant): 'absent' | 'holiday' | null {
  const day = floor(zone.wallOf(at) / DAY);
  const isAway = rules.absences.some(({ from, to }) => {
    const first = dayNumberOf(from) ?? Infinity;
    return first <= day && day <= (dayNumberOf(to) ?? -Infinity);
  });
  if (isAway) return 'absent';
  const hasOverride = rules.overrides.some(({ date }) => dayNumberOf(date) === day);
  return !hasOverride && rules.holidays !== null && isHoliday(rules.holidays, day) ? 'holiday' : null;
}

/** Whether a stretch of time lies within somebody's hours. */
export function worksAt(
  staff: WorkingRules & Pick<StaffMember, 'zone'>,
  span: Interval,
  offsets: OffsetLookup,
): boolean {
  const zone = zoneBetween(staff.zone, offsets, span.start - DAY, span.end + DAY);
  const { open } = workingTime(staff, zone, span.start, span.end);
  return open.some((one) => one.start <= span.start && span.end <= one.end);
}

/** The next public holidays from a day on. */
export function holidaysAfter(country: string, from: DayNumber, count: number): DayNumber[] {
  const found: DayNumber[] = [];
  const lastYear = yearOf(from) + 1;
  for (let day = from; found.length < count && yearOf(day) <= lastYear; day++) {
    if (isHoliday(country, day)) found.push(day);
  }
  return found;
}
