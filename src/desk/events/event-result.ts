import { isShared, isVouchedFor, type Booking, type Effect, type Invitations } from '../../booking/booking';
import type { Snapshot } from '../ports/store';
import { withFlag } from '../../booking/flags';
import type { Guest, ObservedEvent } from '../ports/ports';
import { staffByEmail } from '../team/people';
import { bookingsOfEvent } from './event-placement';

/** An effect that changes something in Calendar. */
export type CalendarEffect = Exclude<Effect, { kind: 'mail' }>;

/** An effect of one kind. */
export type EffectOf<K extends CalendarEffect['kind']> = Extract<CalendarEffect, { kind: K }>;

/** The result of an event effect: how the record changes. It is applied to the record as it is by then. */
export type BookingUpdate = (booking: Booking) => Booking;

/** A booking for which something was done in Calendar, and how its record changes because of it. */
export interface EventResult {
  id: string;
  apply: BookingUpdate;
}

/** A result that is applied to this booking. */
export function resultFor({ id }: Booking, apply: BookingUpdate): EventResult {
  return { id, apply };
}

/** Everybody who shares a booking's event, itself included, and whom its client brings along. */
export function guestsOf(snapshot: Snapshot, booking: Booking): Guest[] {
  const { event } = booking;
  const sharing =
    event === null || !isShared(booking) ? [] : bookingsOfEvent(snapshot, event.calendarId, event.eventId);
  const clients = [booking, ...sharing].map(({ client }): Guest => ({ email: client.email, name: client.name }));
  const invited = booking.guests.filter(mayInvite(snapshot, booking));
  const brought = invited.map((email): Guest => ({ email, name: '', isBrought: true }));
  // A client is named as such even if they bring themselves along.
  const guests = new Map([...brought, ...clients].map((guest) => [guest.email, guest]));
  // A client who booked by phone may have no address.
  guests.delete('');
  return [...guests.values()];
}

/**
 * Who gives the booking is there anyway. An invitation closes a colleague's time: a stranger sends none before staff have
 * accepted the request.
 */
function mayInvite(snapshot: Snapshot, booking: Booking): (email: string) => boolean {
  if (!isVouchedFor(booking)) return (email) => staffByEmail(snapshot, email) === null;
  const own = snapshot.get('staff', booking.staffId)?.email;
  return (email) => email !== own;
}

/** Whom Google mails: as a person has chosen this once, otherwise as the service says. */
export function invitationsFor(snapshot: Snapshot, booking: Booking): Invitations {
  return booking.invitations ?? snapshot.get('service', booking.serviceId)?.invitations ?? 'none';
}

/** A booking with the flag that says whom Google did not take as guests of its event. */
export function withRefusedGuests(booking: Booking, refused: ObservedEvent['guestsRefused']): Booking {
  if (refused === undefined) return booking;
  return withFlag(booking, refused === 'all' ? 'guestRefused' : 'extraGuestsRefused');
}
