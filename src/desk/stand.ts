import type { Booking } from '../booking/booking';
import { isShared } from '../booking/booking';
import { sessionOf } from '../booking/staff-time';
import type { Stand } from '../booking/standing';
import type { Snapshot } from '../store/store';
import { bookingRoomLink } from './conference-bookings';
import type { Desk } from './ports';

/** Where a booking's event is to stand once it is confirmed: with those who share its time, else in a new one. */
export function standFor(desk: Desk, snapshot: Snapshot, booking: Booking, calendarId: string): Stand {
  const shared = isShared(booking) ? othersOf(snapshot, booking)[0] : undefined;
  return {
    calendarId,
    roomUri: booking.place.kind === 'room' ? bookingRoomLink(desk, snapshot, emailOf(snapshot, booking)) : '',
    session: shared === undefined ? null : { event: shared.event, link: shared.link },
  };
}

function emailOf(snapshot: Snapshot, { staffId }: Booking): string {
  return snapshot.get('staff', staffId)?.email ?? '';
}

/** The other confirmed bookings of the same session, whose event stands where the service says. */
function othersOf(snapshot: Snapshot, booking: Booking): Booking[] {
  const session = sessionOf(booking);
  return [...snapshot.all('booking').values()].filter(
    (other) =>
      other.id !== booking.id &&
      other.state === 'confirmed' &&
      other.event !== null &&
      other.place.kind === booking.place.kind &&
      sessionOf(other) === session,
  );
}

/** The confirmed bookings whose event this is: more than one where a time is shared. */
export function bookingsOfEvent(snapshot: Snapshot, calendarId: string, eventId: string): Booking[] {
  return [...snapshot.all('booking').values()].filter(
    (b) => b.state === 'confirmed' && b.event?.calendarId === calendarId && b.event.eventId === eventId,
  );
}
