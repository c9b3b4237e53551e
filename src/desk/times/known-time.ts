import { holdHasRunOut, isLive, ownIdsOf, type Booking } from '../../booking/booking';
import { mergeIntervals } from '../../booking/time/intervals';
import { heldBy, isOpen } from '../../booking/offer';
import type { StaffMember } from '../../booking/staff';
import type { CalendarTime, TakenTime, StaffTime } from '../../booking/slots/staff-time';
import { HOUR, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import { tagOf } from '../sync/busy';
import { settingsOf } from '../team/people';
import { calendarRecordId, USUAL_UNREAD_HOURS, type CalendarSync } from '../ports/records';
import type { Moment } from '../ports/moment';

/** Bookings as they will be once what is being decided is written, by id. */
export type PendingBookings = ReadonlyMap<string, Booking>;
export const NOTHING: PendingBookings = new Map();

/**
 * What is known of one person's time. A calendar that was never read, not for too long, or could not be read the last
 * time, says nothing: unknown time is not offered.
 *
 * @param taken the whole team's, see takenTime
 * @param own a booking whose own event is not in its way, in whosever calendar it is
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
 * Whether a calendar was not read for so long that nobody can say what is in it: its owner's executions have stopped,
 * such as when a consent was taken back. The hourly tick reads each.
 */
export function isOverdue(snapshot: Snapshot, { syncedAt }: CalendarSync, now: Instant): boolean {
  const hours = settingsOf(snapshot)?.unreadHours ?? USUAL_UNREAD_HOURS;
  return syncedAt !== null && now - syncedAt > hours * HOUR;
}

/**
 * Bookings that take time now: live, and not held for longer than they may be.
 *
 * @param except ids that are to be ignored: nothing is in its own way
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
  // Where it is asked whether a moved event holds, both times are taken until that is said.
  const moved = taking.flatMap((booking) =>
    booking.question?.kind === 'moved' ? [{ ...booking, ...booking.question.span }] : [],
  );
  return [...taking, ...moved];
}

/**
 * What takes time now: bookings, times on offer, and what damaged records may hold.
 *
 * @param except ids of bookings and offers that are to be ignored: nothing is in its own way
 */
export function takenTime(
  snapshot: Snapshot,
  now: Instant,
  except: readonly (string | undefined)[],
  changed: PendingBookings = NOTHING,
): TakenTime[] {
  const offers = snapshot.list('offer').filter((offer) => !except.includes(offer.id) && isOpen(offer, now));
  // Whether what a damaged record held is free again nobody knows.
  const lost = snapshot
    .lostTimes()
    .map((time) => ({ ...time, bufferBefore: 0, bufferAfter: 0, serviceId: '', reference: '', capacity: 1 }));
  return [...takingBookings(snapshot, now, except, changed), ...offers.flatMap(heldBy), ...lost];
}
