import { holdHasRunOut, isLive, type Booking } from '../booking/booking';
import { chooseStaff, WEIGHT_MEMORY, type Candidate } from '../booking/assignment';
import { mergeIntervals, type Interval } from '../booking/intervals';
import { explain, type Reason } from '../booking/reasons';
import { isGivenBy, type Service } from '../booking/service';
import { isFree, openSlots, staffOpenAt, type Slot } from '../booking/slots';
import type { StaffMember } from '../booking/staff';
import type { CalendarTime, Occupied, SlotRules, StaffTime } from '../booking/staff-time';
import type { Instant } from '../booking/time';
import type { Snapshot } from '../store/store';
import type { Desk, TimesWanted } from './ports';
import { calendarRecordId } from './records';

/** Bookings as they will be once what is being decided is written, by id. */
export type Changed = ReadonlyMap<string, Booking>;
const NOTHING: Changed = new Map();

/**
 * What is known of one person's time. A calendar that was never read, or could not be read the last time, says nothing:
 * unknown time is not offered.
 *
 * @param taken the whole team's, see takenTime
 */
function staffTime(snapshot: Snapshot, staff: StaffMember, taken: readonly Occupied[]): StaffTime {
  return {
    staff,
    calendars: staff.busyCalendars.map((calendarId) => calendarTime(snapshot, staff, calendarId)),
    bookings: taken.filter((booking) => booking.staffId === staff.id),
  };
}

function calendarTime(snapshot: Snapshot, staff: StaffMember, calendarId: string): CalendarTime {
  const calendar = snapshot.get('calendar', calendarRecordId(staff.email, calendarId));
  if (calendar === undefined) return { name: calendarId, busy: [], known: null };
  const name = calendar.name === '' ? calendarId : calendar.name;
  return { name, busy: mergeIntervals(calendar.busy), known: calendar.problem === null ? calendar.known : null };
}

/**
 * Bookings that take time now: live, and not held for longer than they may be.
 *
 * @param except a booking that is to be thought away: a booking is not in its own way
 */
function takenTime(snapshot: Snapshot, now: Instant, except?: string, changed: Changed = NOTHING): Occupied[] {
  const standing = [...snapshot.all('booking').values()].map((booking) => changed.get(booking.id) ?? booking);
  const taking = standing.filter((booking) => booking.id !== except && isLive(booking) && !holdHasRunOut(booking, now));
  // Where it is asked whether a moved event holds, both times are taken until that is said.
  const moved = taking.flatMap((booking) =>
    booking.question?.kind === 'moved' ? [{ ...booking, ...booking.question.span }] : [],
  );
  return [...taking, ...moved];
}

/** The people who give a service, in the order in which they are asked, or the one among them that was asked for. */
export function staffOf(snapshot: Snapshot, service: Service, staffId: string | null): StaffMember[] {
  const { staffIds } = service;
  const team = [...snapshot.all('staff').values()].filter(
    (staff) => isGivenBy(service, staff.id) && (staffId === null || staff.id === staffId),
  );
  return staffIds === null ? team : team.sort((a, b) => staffIds.indexOf(a.id) - staffIds.indexOf(b.id));
}

/** Everything that decides a service's times, as the store has it now. */
function rulesOf(desk: Desk, snapshot: Snapshot, wanted: TimesWanted, except?: string): SlotRules {
  const { service, duration, staffId, instead } = wanted;
  const now = desk.now();
  const team = staffOf(snapshot, service, staffId).map((staff) => (staff.id === instead?.id ? instead : staff));
  const taken = takenTime(snapshot, now, except);
  return {
    service,
    duration,
    staff: team.map((staff) => staffTime(snapshot, staff, taken)),
    ofService: taken.filter((booking) => booking.serviceId === service.id),
    now,
    offsets: desk.offsets,
  };
}

/** Open times as a client sees them, and who can take each. */
export function openTimes(desk: Desk, snapshot: Snapshot, wanted: TimesWanted, range: Interval): Slot[] {
  return openSlots({ ...rulesOf(desk, snapshot, wanted), range });
}

/**
 * Who gets a booking at a start, of those who can take it, by the service's way of sharing; null if it is no open time.
 * The same rule as openTimes.
 *
 * @param except a booking that is to be moved there
 */
export function whoTakes(
  desk: Desk,
  snapshot: Snapshot,
  wanted: TimesWanted,
  start: Instant,
  except?: string,
): string | null {
  const free = staffOpenAt(rulesOf(desk, snapshot, wanted, except), start);
  return chooseStaff(
    wanted.service,
    free.map((staffId) => candidateOf(snapshot, wanted.service, staffId, desk.now())),
  );
}

/** What somebody has had of a service: also what was cancelled since, so that nobody gains by it. */
function candidateOf(snapshot: Snapshot, service: Service, staffId: string, now: Instant): Candidate {
  const had = [...snapshot.all('booking').values()].filter((b) => b.staffId === staffId && b.serviceId === service.id);
  return {
    staffId,
    weight: snapshot.get('staff', staffId)?.weight ?? 1,
    lastBooked: had.length === 0 ? null : Math.max(...had.map((booking) => booking.createdAt)),
    booked: had.filter((booking) => booking.createdAt > now - WEIGHT_MEMORY).length,
  };
}

/** Why a start is not open, for each person who gives the service; nothing for those with whom it is. */
export function whyClosed(
  desk: Desk,
  snapshot: Snapshot,
  wanted: TimesWanted,
  start: Instant,
): { staff: StaffMember; reasons: Reason[] }[] {
  const rules = rulesOf(desk, snapshot, wanted);
  return rules.staff.map((person) => ({ staff: person.staff, reasons: explain(rules, person, start) }));
}

/** Whether nothing else stands at a booking's time. */
export function bookingIsFree(desk: Desk, snapshot: Snapshot, booking: Booking, changed: Changed = NOTHING): boolean {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return false;
  const taken = takenTime(snapshot, desk.now(), booking.id, changed);
  return isFree(staffTime(snapshot, staff, taken), booking, booking.capacity);
}

/** Whether other live bookings of the same person stand at its time: those, nobody can overrule. */
export function collidesWithBooking(desk: Desk, snapshot: Snapshot, booking: Booking): boolean {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return true;
  const time = staffTime(snapshot, staff, takenTime(snapshot, desk.now(), booking.id));
  return !isFree({ ...time, calendars: [] }, booking, booking.capacity);
}
