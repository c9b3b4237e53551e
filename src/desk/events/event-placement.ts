import type { Booking } from '../../booking/booking';
import { isLive } from '../../booking/booking';
import { shareTime } from '../../booking/slots/staff-time';
import type { Session, EventPlacement } from '../../booking/placement';
import type { Snapshot } from '../ports/store';
import { bookingRoomLink } from '../rooms/booking-rooms';
import type { Moment } from '../ports/moment';

/** Where a booking's event is to stand once it is confirmed: with those who share its time, else in a new one. */
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
 * The event of those who share a booking's time. One of which it is still asked what a change in Calendar means is
 * nobody's to join: it may be gone, or at another time.
 */
function sessionFor(snapshot: Snapshot, booking: Booking): Session | null {
  for (const other of snapshot.list('booking')) {
    const { event, link } = other;
    if (other.id === booking.id || other.state !== 'confirmed' || event === null) continue;
    const isSame = shareTime(other, booking) && isSamePlace(other, booking) && other.question === null;
    if (isSame) return { event, link };
  }
  return null;
}

/** The service may have got another address since: what stands at the old one is somewhere else. */
function isSamePlace({ place: a }: Booking, { place: b }: Booking): boolean {
  if (a.kind === 'address') return b.kind === 'address' && a.address === b.address;
  if (a.kind === 'clientCalls') return b.kind === 'clientCalls' && a.number === b.number;
  return a.kind === b.kind;
}

/** Bookings by their event, once for each snapshot: a reading asks for every event that it lists. */
const INDEXES = new WeakMap<Snapshot, Map<string, Booking[]>>();

function indexOf(snapshot: Snapshot): Map<string, Booking[]> {
  const known = INDEXES.get(snapshot);
  if (known !== undefined) return known;
  const index = new Map<string, Booking[]>();
  for (const booking of snapshot.list('booking')) {
    if (booking.event === null) continue;
    const key = keyOf(booking.event.calendarId, booking.event.eventId);
    const together = index.get(key);
    if (together === undefined) index.set(key, [booking]);
    else together.push(booking);
  }
  INDEXES.set(snapshot, index);
  return index;
}

/** Neither id has a line break in it. */
function keyOf(calendarId: string, eventId: string): string {
  return `${calendarId}\n${eventId}`;
}

/** The calendars in which the events of a person's live bookings are. */
export function calendarsWithEvents(snapshot: Snapshot, staffId: string): Set<string> {
  const live = snapshot.list('booking').filter((b) => b.staffId === staffId && isLive(b));
  return new Set(live.flatMap(({ event }) => (event === null ? [] : [event.calendarId])));
}

/** The confirmed bookings whose event this is: more than one where a time is shared. */
export function bookingsOfEvent(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  const together = indexOf(snapshot).get(keyOf(calendarId, eventId)) ?? [];
  return together.filter(({ state }) => state === 'confirmed');
}

/**
 * Those among them that are this person's. Only of these do they say what Calendar shows: to anybody else it may show
 * no more than busy time, in which a link, a guest or the whole event is missing that stands there all the same.
 */
export function ownBookingsOfEvent(snapshot: Snapshot, email: string, calendarId: string, eventId: string): Booking[] {
  return bookingsOfEvent(snapshot, calendarId, eventId).filter((booking) => emailOf(snapshot, booking) === email);
}

/** Those for whom an event stays: confirmed bookings, and those that have taken place. */
export function bookingsThatKeep(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  const together = indexOf(snapshot).get(keyOf(calendarId, eventId)) ?? [];
  return together.filter(({ state }) => state === 'confirmed' || state === 'completed' || state === 'noShow');
}
