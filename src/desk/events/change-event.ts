import { cameBack } from '../../booking/amend';
import type { Booking } from '../../booking/booking';
import type { Snapshot } from '../ports/store';
import type { Desk, ObservedEvent } from '../ports/ports';
import { renewRoom } from './renewal';
import { bookingsThatKeep } from './event-placement';
import { ownEventId } from './own-instance';
import { withoutEffects } from '../../booking/outbox';
import type { BookingUpdate, CalendarEffect, EffectOf } from './event-result';
import { guestsOf, invitationsFor, withRefusedGuests } from './event-result';

/** Removes a booking's own event; one that is not there counts as removed. */
export function removeEvent(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: EffectOf<'removeEvent'>,
): BookingUpdate {
  const invitations = effect.silent === true ? 'none' : invitationsFor(snapshot, booking);
  desk.calendar.remove(effect.calendarId, ownEventId(desk, effect), invitations);
  return (booking) => withoutEffects(booking, (e) => e.id === effect.id);
}

/** Checked again: clients who share the event by now keep it. */
export function leaveEvent(desk: Desk, booking: Booking, effect: EffectOf<'leaveEvent'>): BookingUpdate {
  const { calendarId, eventId, email } = effect;
  const snapshot = desk.store.read();
  const others = bookingsThatKeep(snapshot, calendarId, eventId);
  const invitations = invitationsFor(snapshot, booking);
  if (others.length === 0 && effect.keepsEvent !== true)
    desk.calendar.remove(calendarId, ownEventId(desk, effect), invitations);
  // One person may have booked twice: they stay a guest.
  else if (email === '' || others.every((other) => other.client.email !== email)) {
    const guests = { add: [], remove: [email] };
    if (email !== '') desk.calendar.changeGuests(calendarId, ownEventId(desk, effect), guests, invitations);
    renewRoom(desk, calendarId, eventId);
  }
  return (booking) => withoutEffects(booking, (e) => e.id === effect.id);
}

/** Back into the calendar that bookings are added to; sync notices an event that is gone. */
export function bringBack(desk: Desk, snapshot: Snapshot, booking: Booking, effect: CalendarEffect): BookingUpdate {
  const { event } = booking;
  const home = snapshot.get('staff', booking.staffId)?.writeCalendar ?? null;
  const isDone = (b: Booking) => withoutEffects(b, (e) => e.id === effect.id);
  if (event === null || home === null || event.calendarId === home) return isDone;
  const moved = desk.calendar.move(event.calendarId, event.eventId, home, invitationsFor(snapshot, booking));
  return (current) =>
    moved !== null && current.event?.eventId === event.eventId ? isDone(cameBack(current, home)) : isDone(current);
}

/** The guest is replaced if the address was changed, and our own texts follow. */
export function changeClient(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: EffectOf<'changeClient'>,
): BookingUpdate {
  const { event, client } = booking;
  const { before } = effect;
  let refused: ObservedEvent['guestsRefused'];
  const staff = snapshot.get('staff', booking.staffId);
  if (event?.written === true && staff !== undefined) {
    const { calendarId } = event;
    const eventId = ownEventId(desk, event);
    const invitations = invitationsFor(snapshot, booking);
    if (client.email !== before.email) {
      const add = guestsOf(snapshot, booking).filter(({ email }) => email === client.email);
      const stays = guestsOf(snapshot, booking).some(({ email }) => email === before.email);
      const remove = stays || before.email === '' ? [] : [before.email];
      const changed = desk.calendar.changeGuests(calendarId, eventId, { add, remove }, invitations);
      refused = changed?.guestsRefused;
    }
    const words = (one: Booking) => desk.eventTexts(one, staff);
    const texts = { before: words({ ...booking, client: before }), after: words(booking) };
    desk.calendar.retext(calendarId, eventId, texts, invitations);
  }
  return (current) => withoutEffects(withRefusedGuests(current, refused), (e) => e.id === effect.id);
}

/** The room's new address in place of the former one, if that is still there as we wrote it. */
export function newLink(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EffectOf<'newLink'>): BookingUpdate {
  const { event, link } = booking;
  const staff = snapshot.get('staff', booking.staffId);
  if (event !== null && link !== null && staff !== undefined) {
    const before = desk.eventTexts({ ...booking, link: { ...link, uri: effect.before } }, staff);
    const invitations = invitationsFor(snapshot, booking);
    const texts = { before, after: desk.eventTexts(booking, staff) };
    desk.calendar.retext(event.calendarId, ownEventId(desk, event), texts, invitations);
  }
  return (current) => withoutEffects(current, (e) => e.id === effect.id);
}
