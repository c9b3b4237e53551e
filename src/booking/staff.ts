import { mergeIntervals, type Interval } from './intervals';
import { DAY, MINUTE, type Instant } from './time';
import { startOfDay, weekdayOf, type Zone } from './zones';

/** A part of a working day, minutes after midnight on the wall clock; `to` past 1440 reaches into the next day. */
export interface HoursRange {
  from: number;
  to: number;
}

/** Working hours of a week: seven days, Monday first. */
export type WeeklyHours = readonly (readonly HoursRange[])[];

export interface StaffMember {
  id: string;
  /** The Google account that this person opens Calendar with, lower case. */
  email: string;
  name: string;
  /** IANA zone in which the weekly hours are meant. */
  zone: string;
  /** Language of the mail they get. */
  locale: string;
  hours: WeeklyHours;
  /** Calendars whose events close times. */
  busyCalendars: string[];
  /** The calendar in which accepted bookings stand; null until the person connected. */
  writeCalendar: string | null;
}

/** Monday to Friday, 9 to 17. */
export const OFFICE_HOURS: WeeklyHours = [0, 1, 2, 3, 4, 5, 6].map((day) =>
  day < 5 ? [{ from: 9 * 60, to: 17 * 60 }] : [],
);

/** Whether the person has chosen their calendars; one who has not offers no times. */
export function isConnected(staff: StaffMember): boolean {
  return staff.writeCalendar !== null;
}

/**
 * The stretches between two instants in which weekly hours are open, wall clock of `zone`: 13:00–18:00 stays
 * 13:00–18:00 on the day of a clock change.
 */
export function workingIntervals(hours: WeeklyHours, zone: Zone, from: Instant, to: Instant): Interval[] {
  const found: Interval[] = [];
  // A day earlier, for hours that reach past midnight.
  const firstDay = startOfDay(zone.wallOf(from)) - DAY;
  const lastDay = startOfDay(zone.wallOf(to));
  for (let day = firstDay; day <= lastDay; day += DAY) {
    for (const range of hours[weekdayOf(day)] ?? []) {
      const start = zone.instantOf(day + range.from * MINUTE);
      const end = zone.instantOf(day + range.to * MINUTE);
      if (end > from && start < to) found.push({ start, end });
    }
  }
  return mergeIntervals(found);
}
