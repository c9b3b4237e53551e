import type { Booking } from '../../booking/booking';
import { withNewRoom } from '../../booking/placement';
import type { RecordChange } from '../ports/store';
import { bookingRoomLink } from '../rooms/booking-rooms';
import type { Desk } from '../ports/ports';
import { bookingsOfEvent } from './event-placement';
import { momentOf } from '../ports/moment';

/**
 * Gives those who still share an event a room at another address, since somebody who has left knows the former one. The
 * former room ends once no booking has its link. A meeting that has started stays in its room.
 */
export function renewRoom(desk: Desk, calendarId: string, eventId: string): void {
  desk.store.update((current) => {
    const stays = ({ place, link, start }: Booking) =>
      place.kind === 'room' && typeof link?.uri === 'string' && start > desk.now();
    const staying = bookingsOfEvent(current, calendarId, eventId).filter(stays);
    const staff = current.get('staff', staying[0]?.staffId ?? '');
    if (staff === undefined) return { changes: [], result: null };
    const uri = bookingRoomLink(momentOf(desk, current), staff.email);
    const changes = staying.map((booking): RecordChange => {
      return { put: 'booking', id: booking.id, value: withNewRoom(booking, uri, desk.now()) };
    });
    return { changes, result: null };
  });
}

/** Whether a booking's event still has to get the current address of its room. */
export function hasNewRoom({ outbox }: Booking): boolean {
  return outbox.some(({ kind }) => kind === 'newLink');
}
