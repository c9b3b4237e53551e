import { holdHasRunOut, isLive, ownIdsOf, type Booking } from '../../booking/booking';
import { mergeIntervals, type TakenTime } from '../../booking/time/intervals';
import { heldBy, isOpen } from '../../booking/offer';
import type { StaffMember } from '../../booking/staff';
import type { CalendarTime, StaffTime } from '../../booking/slots/staff-time';
import { HOUR, type Instant } from '../../booking/time/time';
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
 * @param taken the whole team's, see takenTime
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
  const busy = own.size === 0 ? calendar.busy : calendar.busy.filter(({ tag }) => !own.has(tag));
  const isKnown = calendar.problem === null && !isOverdue(snapshot, calendar, at.now);
  return { name, busy: mergeIntervals(busy), known: isKnown ? calendar.known : null, readAt: calendar.syncedAt };
}

/**
 * Whether a calendar has not been read for so long that its content is unknown: its owner's executions have stopped,
 * for example because a consent was withdrawn. The hourly tick reads each calendar.
 */
export function isOverdue(snapshot: Snapshot, { syncedAt }: CalendarSync, now: Instant): boolean {
  const hours = settingsOf(snapshot)?.unreadHours ?? USUAL_UNREAD_HOURS;
  return syncedAt !== null && now - syncedAt > hours * HOUR;
}

/**
 * Bookings that take time now: live, and with a hold that has not expired.
 *
 * @param except ids to ignore: nothing blocks itself
 */
export function takingBookings(
  snapshot: Snapshot,
  now: Instant,
  except: readonly (string | undefined)[],
  changed: PendingBookings = NOTHING,
): Booking[] {
  const taking = [...new Map([...snapshot.all('booking'), ...changed]).values()].filter(
    (booking) => !except.includes(booking.id) && isLive(booking) && !holdHasRunOut(booking, now),
  );
  // If there is an open question about a moved event, both times are taken until it is answered.
  const moved = taking.flatMap((booking) =>
    booking.question?.kind === 'moved' ? [{ ...booking, ...booking.question.span }] : [],
  );
  return [...taking, ...moved];
}

/**
 * What takes time now: bookings, times on offer, and what damaged records may hold.
 *
 * @param except ids of bookings and offers to ignore: nothing blocks itself
 */
export function takenTime(
  snapshot: Snapshot,
  now: Instant,
  except: readonly (string | undefined)[],
  changed: PendingBookings = NOTHING,
): TakenTime[] {
  const offers = snapshot.list('offer').filter((offer) => !except.includes(offer.id) && isOpen(offer, now));
  // It is unknown whether the time of a damaged record is free again.
  const lost = snapshot
    .lostTimes()
    .map((time) => ({ ...time, bufferBefore: 0, bufferAfter: 0, serviceId: '', reference: '', capacity: 1 }));
  return [...takingBookings(snapshot, now, except, changed), ...offers.flatMap(heldBy), ...lost];
}
