import type { PlainDate } from './time/dates';

/** A part of a working day, minutes after midnight on the wall clock; `to` past 1440 reaches into the next day. */
export interface HoursRange {
  from: number;
  to: number;
}

/** Working hours of a week: seven days, Monday first. */
export type WeeklyHours = readonly (readonly HoursRange[])[];

/** Special hours on one date; none: closed. They replace the weekly hours and a public holiday. */
export interface DateOverride {
  date: PlainDate;
  hours: HoursRange[];
}

/** Away from the first to the last of these dates, both included; this overrides everything else. */
export interface Absence {
  from: PlainDate;
  to: PlainDate;
}

/** How many bookings there may be in a day and in a week, Monday to Sunday; `null`: as many as fit. */
export interface Caps {
  day: number | null;
  week: number | null;
}

export const NO_CAPS: Caps = { day: null, week: null };

export interface StaffMember {
  id: string;
  /** The Google account that this person opens Calendar with, lower case. */
  email: string;
  name: string;
  /** IANA zone in which hours, dates and caps are meant. */
  zone: string;
  /** Language of the e-mails they get. */
  locale: string;
  hours: WeeklyHours;
  overrides: DateOverride[];
  absences: Absence[];
  /** Country, ISO 3166, whose public holidays are days off; `null` if there is none. */
  holidays: string | null;
  /** Takes no new bookings for the time being. */
  paused: boolean;
  /** Nothing is read from or written to their calendars for the time being. */
  syncPaused: boolean;
  /** For all services together. */
  caps: Caps;
  /** Weight, if a service is assigned by weight; 2 gets twice as many bookings as 1. */
  weight: number;
  /** Calendars whose events close times. */
  busyCalendars: string[];
  /** The calendar that accepted bookings are added to; `null` until the person has connected. */
  writeCalendar: string | null;
}

/** Limits of the rules that people set for their own times. */
export const STAFF_LIMITS = {
  overrides: 60,
  absences: 30,
  cap: { min: 1, max: 200 },
  weight: { min: 1, max: 20 },
} as const;

/** Monday to Friday, 9 to 17. */
export const OFFICE_HOURS: WeeklyHours = [0, 1, 2, 3, 4, 5, 6].map((day) =>
  day < 5 ? [{ from: 9 * 60, to: 17 * 60 }] : [],
);

/** Rules for a new person: office hours, no exceptions, no limits. */
export const PLAIN_RULES = {
  hours: OFFICE_HOURS,
  overrides: [],
  absences: [],
  holidays: null,
  paused: false,
  syncPaused: false,
  caps: NO_CAPS,
  weight: 1,
} as const;

/** Whether the person has chosen their calendars; one who has not offers no times. */
export function isConnected(staff: StaffMember): boolean {
  return staff.writeCalendar !== null;
}
