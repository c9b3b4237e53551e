import { type Booking } from '../../booking/booking';
import { chooseStaff, WEIGHT_MEMORY, type Candidate } from '../../booking/slots/assignment';
import { worksAt } from '../../booking/slots/hours';
import type { Interval } from '../../booking/time/intervals';
import { explain, type Reason } from '../../booking/slots/reasons';
import { done, refused, type Outcome } from '../../booking/refusal';
import { horizonEnd, isGivenBy, type Service } from '../../booking/service';
import { isFree, openSlots, staffOpenAt, type Slot } from '../../booking/slots/slots';
import type { StaffMember } from '../../booking/staff';
import { zoneCache, type SlotRules } from '../../booking/slots/staff-time';
import { DAY, MINUTE, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import { aroundOf, near, NOTHING, type PendingBookings, staffTime, takenTime, takingBookings } from './known-time';
import { withOverlapFlag } from './overlaps';
import type { TimesWanted } from '../ports/ports';
import type { Moment } from '../ports/moment';
import { flagByFacts } from '../../booking/flags';

/** The question for times that would suit a booking; `null` if its service no longer exists. */
export function wantedAs(snapshot: Snapshot, booking: Booking): TimesWanted | null {
  const service = snapshot.get('service', booking.serviceId);
  const duration = Math.round((booking.end - booking.start) / MINUTE);
  return service === undefined || duration < 1 ? null : { service, duration, staffId: booking.staffId };
}

/** The people who offer a service, in the order in which they are considered, or the one of them that was requested. */
export function staffOf(snapshot: Snapshot, service: Service, staffId: string | null): StaffMember[] {
  const { staffIds } = service;
  const team = snapshot
    .list('staff')
    .filter((staff) => isGivenBy(service, staff.id) && (staffId === null || staff.id === staffId));
  return staffIds === null ? team : team.sort((a, b) => staffIds.indexOf(a.id) - staffIds.indexOf(b.id));
}

/** Everything that decides a service's starts within a range, as the store has it now. */
function rulesOf(at: Moment, wanted: TimesWanted, range: Interval, except?: string): SlotRules {
  const { snapshot } = at;
  const { service, duration, staffId, instead, grace = 0 } = wanted;
  const now = at.now;
  const team = staffOf(snapshot, service, staffId).map((staff) => (staff.id === instead?.id ? instead : staff));
  // Everybody's: the limits of a service count its bookings with all who give it.
  const taken = takenTime(at, { staffId: null, around: aroundOf(range), except: [except] });
  const own = except === undefined ? undefined : snapshot.get('booking', except);
  return {
    service,
    duration,
    staff: team.map((staff) => staffTime(at, staff, taken, own)),
    ofService: taken.filter((booking) => booking.serviceId === service.id),
    now,
    grace,
    offsets: at.offsets,
  };
}

/**
 * Open times as a client sees them, and who can take each.
 *
 * @param except a booking or an offer that would be moved there
 */
export function openTimes(at: Moment, wanted: TimesWanted, range: Interval, except?: string): Slot[] {
  return openSlots({ ...rulesOf(at, wanted, range, except), range });
}

/** How many more clients could share open times of a service, of those where somebody is already: by their starts. */
export function seatsLeft(at: Moment, { service, duration }: TimesWanted, slots: readonly Slot[]): [Instant, number][] {
  const [first, last] = [slots[0], slots[slots.length - 1]];
  if (service.capacity < 2 || first === undefined || last === undefined) return [];
  const around = { start: first.start, end: last.end };
  const taken = new Map<string, number>();
  for (const booking of takingBookings(at, { staffId: null, around, except: [] })) {
    const { serviceId, staffId, start, end } = booking;
    if (serviceId !== service.id || end - start !== duration * MINUTE) continue;
    const key = `${staffId} ${start}`;
    taken.set(key, (taken.get(key) ?? 0) + 1);
  }
  return slots.flatMap(({ start, staffIds }): [Instant, number][] => {
    const left = Math.max(...staffIds.map((id) => service.capacity - (taken.get(`${id} ${start}`) ?? 0)));
    return left < service.capacity ? [[start, left]] : [];
  });
}

/** Starts of open times from an instant on, as far ahead as the service can be booked. */
export function nextStartsOf(at: Moment, wanted: TimesWanted, from: Instant, except?: string): Instant[] {
  const { now } = at;
  const range = { start: Math.max(from, now), end: now + (wanted.service.horizon + 1) * DAY };
  return range.end <= range.start ? [] : openTimes(at, wanted, range, except).map(({ start }) => start);
}

/**
 * The first instant at which none of these people takes bookings of a service any more, given how far ahead it can be
 * booked.
 */
export function bookableEnd(at: Moment, service: Service, staff: readonly StaffMember[]): Instant {
  const now = at.now;
  const rolling = now + service.horizon * DAY;
  if (service.bookableUntil === null) return rolling;
  const zoneOf = zoneCache(at.offsets, now - DAY, rolling + DAY);
  return Math.max(now, ...staff.map(({ zone }) => horizonEnd(service, now, zoneOf(zone))));
}

/**
 * Who gets a booking at a start, of those who can take it, by the service's way of assigning; `null` if it is not an
 * open time. The same rule as openTimes.
 *
 * @param except a booking or an offer that would be moved there
 */
export function whoTakes(at: Moment, wanted: TimesWanted, start: Instant, except?: string): string | null {
  const free = staffOpenAt(rulesOf(at, wanted, { start, end: start }, except), start);
  return chooseStaff(
    wanted.service,
    free.map((staffId) => candidateOf(at.snapshot, wanted.service, staffId, at.now)),
  );
}

/** A person's bookings of a service, including cancelled ones, so that nobody gains from a cancellation. */
function candidateOf(snapshot: Snapshot, service: Service, staffId: string, now: Instant): Candidate {
  const given = snapshot.bookings.given(service.id, staffId, now - WEIGHT_MEMORY);
  return {
    staffId,
    weight: snapshot.get('staff', staffId)?.weight ?? 1,
    lastBooked: given[0]?.createdAt ?? null,
    booked: given.filter((booking) => booking.createdAt > now - WEIGHT_MEMORY).length,
  };
}

/** Why a start is not open, for each person who offers the service; nothing for those with whom it is open. */
export function whyClosed(
  at: Moment,
  wanted: TimesWanted,
  start: Instant,
  except?: string,
): { staff: StaffMember; reasons: Reason[] }[] {
  const rules = rulesOf(at, wanted, { start, end: start }, except);
  return rules.staff.map((person) => ({ staff: person.staff, reasons: explain(rules, person, start) }));
}

/**
 * Whether a booking's time is free otherwise.
 *
 * @param offer the offer that it comes from, whose hold does not block it
 */
export function bookingIsFree(
  at: Moment,
  booking: Booking,
  changed: PendingBookings = NOTHING,
  offer?: string,
): boolean {
  const { snapshot } = at;
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return false;
  const taken = takenTime(at, near(booking, [booking.id, offer]), changed);
  return isFree(staffTime(at, staff, taken, booking), booking);
}

/**
 * The booking at its time, if the time is free or a person insists. Otherwise refused with `slotTaken`; param
 * `overrule` is 1 if a person may insist: over a busy calendar, never over another booking.
 *
 * @param anyway whether the person insists
 * @param mayOverrule whether they may insist
 */
export function atItsTime(at: Moment, booking: Booking, anyway: boolean, mayOverrule = true): Outcome<Booking> {
  if (bookingIsFree(at, booking)) return done(withOverlapFlag(at, booking));
  const canOverrule = mayOverrule && !collidesWithBooking(at, booking);
  if (!anyway || !canOverrule) return refused('slotTaken', 'start', { overrule: canOverrule ? 1 : 0 });
  return done(withOverlapFlag(at, booking));
}

/** Whether other live bookings of the same person are at its time: nobody can overrule those. */
function collidesWithBooking(at: Moment, booking: Booking): boolean {
  const { snapshot } = at;
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return true;
  const time = staffTime(at, staff, takenTime(at, near(booking, [booking.id])));
  return !isFree({ ...time, calendars: [] }, booking);
}

/** The booking with the flags for its time: overlaps other events, outside its staff member's hours. */
export function withTimeFlags(at: Moment, booking: Booking, changed: PendingBookings = NOTHING): Booking {
  const staff = at.snapshot.get('staff', booking.staffId);
  const works = staff === undefined || worksAt(staff, booking, at.offsets);
  const outside = works ? null : `${String(booking.start)}-${String(booking.end)}`;
  return flagByFacts(withOverlapFlag(at, booking, changed), 'outsideHours', outside);
}
