import type { Booking } from '../../booking/booking';
import { shareTime } from '../../booking/slots/staff-time';
import type { Session, EventPlacement } from '../../booking/placement';
import type { Snapshot } from '../ports/store';
import { bookingRoomLink } from '../rooms/booking-rooms';
import type { Moment } from '../ports/moment';

/** Where a booking's event is once it is confirmed: shared with the others at its time, or a new one. */
export function placementFor(at: Moment, booking: Booking, calendarId: string): EventPlacement {
  const { snapshot } = at;
  return {
    calendarId,
    roomUri: booking.place.kind === 'room' ? bookingRoomLink(at, emailOf(snapshot, booking)) : '',
    session: sessionFor(snapshot, booking),
  };
}

function emailOf(snapshot: Snapshot, { staffId }: Booking): string {
  return snapshot.get('staff', staffId)?.email ?? '';
}

/**
 * The event of those who share a booking's time. Nobody can join one with an open question about a change in Calendar:
 * it may be gone, or at another time.
 */
function sessionFor(snapshot: Snapshot, booking: Booking): Session | null {
  for (const other of snapshot.bookings.live(booking.staffId, { start: booking.start, end: booking.end })) {
    const { event, link } = other;
    if (other.id === booking.id || other.state !== 'confirmed' || event === null) continue;
    const isSame = shareTime(other, booking) && isSamePlace(other, booking) && other.question === null;
    if (isSame) return { event, link };
  }
  return null;
}

/** The service may have got another address since: a session at the old one is somewhere else. */
function isSamePlace({ place: a }: Booking, { place: b }: Booking): boolean {
  if (a.kind === 'address') return b.kind === 'address' && a.address === b.address;
  if (a.kind === 'clientCalls') return b.kind === 'clientCalls' && a.number === b.number;
  return a.kind === b.kind;
}

/** Bookings by their event in one calendar: a guest's copy has the same id in another one. */
function withEvent(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  return snapshot.bookings.ofEvent(eventId).filter(({ event }) => event?.calendarId === calendarId);
}

/** The calendars in which the events of a person's live bookings are. */
export function calendarsWithEvents(snapshot: Snapshot, staffId: string): Set<string> {
  const live = snapshot.bookings.live(staffId);
  return new Set(live.flatMap(({ event }) => (event === null ? [] : [event.calendarId])));
}

/** The confirmed bookings whose event this is: more than one if a time is shared. */
export function bookingsOfEvent(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  return withEvent(snapshot, calendarId, eventId).filter(({ state }) => state === 'confirmed');
}

/**
 * Those among them that are this person's. Their reading counts only for these: to anybody else Calendar may show only
 * busy time, in which a link, a guest or the whole event is missing although it exists.
 */
export function ownBookingsOfEvent(snapshot: Snapshot, email: string, calendarId: string, eventId: string): Booking[] {
  return bookingsOfEvent(snapshot, calendarId, eventId).filter((booking) => emailOf(snapshot, booking) === email);
}

/** Those that keep the event: confirmed bookings, and those that have taken place. */
export function bookingsThatKeep(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  const keeps = ({ state }: Booking) => state === 'confirmed' || state === 'completed' || state === 'noShow';
  return withEvent(snapshot, calendarId, eventId).filter(keeps);
}
