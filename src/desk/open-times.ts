import { holdHasRunOut, isLive, type Booking } from '../booking/booking';
import type { Interval } from '../booking/intervals';
import { mergeIntervals } from '../booking/intervals';
import { isGivenBy, type Service } from '../booking/service';
import { isFree, openSlots, staffOpenAt, type Slot, type StaffTime } from '../booking/slots';
import { isConnected, type StaffMember } from '../booking/staff';
import type { Instant } from '../booking/time';
import type { Snapshot } from '../store/store';
import type { Desk, TimesWanted } from './ports';
import { calendarRecordId } from './records';

const EVER: Interval = { start: -8.64e15, end: 8.64e15 };
const NEVER: Interval = { start: 0, end: 0 };

/**
 * What is known of one person's time. A calendar that was never read, or could not be read the last time, makes all of
 * it unknown: unknown time is not offered.
 *
 * @param except a booking that is to be thought away: a booking is not in its own way
 */
function staffTime(snapshot: Snapshot, staff: StaffMember, now: Instant, except?: string): StaffTime {
  const busy: Interval[] = [];
  let known = isConnected(staff) ? EVER : NEVER;
  for (const calendarId of staff.busyCalendars) {
    const calendar = snapshot.get('calendar', calendarRecordId(staff.email, calendarId));
    if (calendar === undefined || calendar.known === null || calendar.problem !== null) known = NEVER;
    else {
      known = { start: Math.max(known.start, calendar.known.start), end: Math.min(known.end, calendar.known.end) };
      busy.push(...calendar.busy);
    }
  }
  const bookings = [...snapshot.all('booking').values()].filter(
    (booking) => booking.staffId === staff.id && booking.id !== except && takesTime(booking, now),
  );
  return { staff, busy: mergeIntervals(busy), bookings, known };
}

function takesTime(booking: Booking, now: Instant): boolean {
  return isLive(booking) && !holdHasRunOut(booking, now);
}

/** The people who give a service, or the one among them that was asked for. */
export function staffOf(snapshot: Snapshot, service: Service, staffId: string | null): StaffMember[] {
  return [...snapshot.all('staff').values()].filter(
    (staff) => isGivenBy(service, staff.id) && (staffId === null || staff.id === staffId),
  );
}

/** Open times as a client sees them, and who can take each. */
export function openTimes(desk: Desk, snapshot: Snapshot, wanted: TimesWanted): Slot[] {
  const now = desk.now();
  return openSlots({
    service: wanted.service,
    staff: staffOf(snapshot, wanted.service, wanted.staffId).map((staff) => staffTime(snapshot, staff, now)),
    range: wanted.range,
    now,
    offsets: desk.offsets,
  });
}

/** Who can take a service at a start; nobody if it is not an open time. The same rule as openTimes. */
export function whoCanTake(
  desk: Desk,
  snapshot: Snapshot,
  service: Service,
  staffId: string | null,
  start: Instant,
): string[] {
  const now = desk.now();
  const staff = staffOf(snapshot, service, staffId).map((person) => staffTime(snapshot, person, now));
  return staffOpenAt({ service, staff, now, offsets: desk.offsets }, start);
}

/** Whether nothing else stands at a booking's time. */
export function bookingIsFree(desk: Desk, snapshot: Snapshot, booking: Booking): boolean {
  const staff = snapshot.get('staff', booking.staffId);
  return staff !== undefined && isFree(staffTime(snapshot, staff, desk.now(), booking.id), booking);
}

/** Whether another live booking of the same person stands at its time: that, nobody can overrule. */
export function collidesWithBooking(desk: Desk, snapshot: Snapshot, booking: Booking): boolean {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return true;
  const time = staffTime(snapshot, staff, desk.now(), booking.id);
  return !isFree({ ...time, busy: [], known: EVER }, booking);
}
