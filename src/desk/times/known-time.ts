import { holdHasRunOut, isLive, ownIdsOf, type Booking } from '../../booking/booking';
import { mergeIntervals, type Interval, type TakenTime } from '../../booking/time/intervals';
import { heldBy, isOpen } from '../../booking/offer';
import type { StaffMember } from '../../booking/staff';
import type { CalendarTime, StaffTime } from '../../booking/slots/staff-time';
import { DAY, HOUR, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import { tagOf } from './busy';
import { settingsOf } from '../team/people';
import { calendarRecordId, USUAL_UNREAD_HOURS, type CalendarSync } from '../ports/records';
import type { Moment } from '../ports/moment';

/** Bookings as they will be once the current decision is written, by id. */
export type PendingBookings = ReadonlyMap<string, Booking>;
export const NOTHING: PendingBookings = new Map();

/**
 * What is known about one person's time. A calendar that has never been read, not for too long, or not successfully the
 * last time, says nothing: unknown time is not offered.
 *
 * @param taken theirs or the whole team's, see takenTime
 * @param own a booking whose own event does not block it, in any calendar
 */
export function staffTime(at: Moment, staff: StaffMember, taken: readonly TakenTime[], own?: Booking): StaffTime {
  const tags = own === undefined ? NO_TAGS : new Set(ownIdsOf(own).map(tagOf));
  return {
    staff,
    calendars: staff.busyCalendars.map((calendarId) => calendarTime(at, staff, calendarId, tags)),
    bookings: taken.filter((booking) => booking.staffId === staff.id),
  };
}

const NO_TAGS: ReadonlySet<string> = new Set();

function calendarTime(at: Moment, staff: StaffMember, calendarId: string, own: ReadonlySet<string>): CalendarTime {
  const { snapshot } = at;
  const calendar = snapshot.get('calendar', calendarRecordId(staff.email, calendarId));
  if (calendar === undefined) return { name: calendarId, busy: [], known: null, readAt: null };
  const name = calendar.name === '' ? calendarId : calendar.name;
  const named = calendar.named.filter(({ tag }) => !own.has(tag));
  const busy = named.length === 0 ? calendar.busy : mergeIntervals([...calendar.busy, ...named]);
  const isKnown = calendar.problem === null && !isOverdue(snapshot, calendar, at.now);
  return { name, busy, known: isKnown ? calendar.known : null, readAt: calendar.syncedAt };
}

/**
 * Whether a calendar has not been read for so long that its content is unknown: its owner's executions have stopped,
 * for example because a consent was withdrawn. The hourly tick reads each calendar.
 */
export function isOverdue(snapshot: Snapshot, { syncedAt }: CalendarSync, now: Instant): boolean {
  const hours = settingsOf(snapshot)?.unreadHours ?? USUAL_UNREAD_HOURS;
  return syncedAt !== null && now - syncedAt > hours * HOUR;
}

/** Which bookings a question about time is about. */
export interface TimeAsked {
  /** Whose; `null` for the whole team's. */
  staffId: string | null;
  /** Bookings elsewhere may be left out. */
  around: Interval;
  /** Ids to ignore: nothing blocks itself. */
  except: readonly (string | undefined)[];
}

/**
 * How far from a time bookings can matter for it: the limits for a week count others of the same week, and a booking
 * may take 12 hours, and its buffers 4.
 */
const WEEK_AND_MORE = 8 * DAY;

/** The stretch in which bookings can matter for a time. */
export function aroundOf({ start, end }: Interval): Interval {
  return { start: start - WEEK_AND_MORE, end: end + WEEK_AND_MORE };
}

/** The question what else takes the time of a booking's staff member around it. @param except see TimeAsked */
export function near({ staffId, start, end }: Booking, except: TimeAsked['except']): TimeAsked {
  return { staffId, around: aroundOf({ start, end }), except };
}

/**
 * Bookings that take time now, in order of their start: live, and with a hold that has not expired.
 *
 * @param changed these instead of the stored ones; those far from the time are not left out
 */
export function takingBookings(
  { snapshot, now }: Moment,
  { staffId, around, except }: TimeAsked,
  changed: PendingBookings = NOTHING,
): Booking[] {
  const stored = snapshot.bookings.live(staffId, around).filter(({ id }) => !changed.has(id));
  const pending = [...changed.values()].filter((b) => isLive(b) && (staffId === null || b.staffId === staffId));
  const all =
    pending.length === 0 ? stored : [...stored, ...pending].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const taking = all.filter((booking) => !except.includes(booking.id) && !holdHasRunOut(booking, now));
  // If there is an open question about a moved event, both times are taken until it is answered.
  const moved = taking.flatMap((booking) =>
    booking.question?.kind === 'moved' ? [{ ...booking, ...booking.question.span }] : [],
  );
  return [...taking, ...moved];
}

/**
 * What takes time now: bookings, times on offer, and what damaged records may hold.
 *
 * @param asked `except`: ids of bookings and offers
 */
export function takenTime(at: Moment, asked: TimeAsked, changed: PendingBookings = NOTHING): TakenTime[] {
  const { snapshot, now } = at;
  const offers = snapshot.list('offer').filter((offer) => !asked.except.includes(offer.id) && isOpen(offer, now));
  // It is unknown whether the time of a damaged record is free again.
  const lost = snapshot
    .lostTimes()
    .map((time) => ({ ...time, bufferBefore: 0, bufferAfter: 0, serviceId: '', reference: '', capacity: 1 }));
  return [...takingBookings(at, asked, changed), ...offers.flatMap(heldBy), ...lost];
}
