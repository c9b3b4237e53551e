import { isShared, type Booking, type Effect, type Invitations } from '../../booking/booking';
import type { Snapshot } from '../ports/store';
import type { Guest } from '../ports/ports';
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

/** Everybody who shares a booking's event, itself included. */
export function guestsOf(snapshot: Snapshot, booking: Booking): Guest[] {
  const { event } = booking;
  const sharing =
    event === null || !isShared(booking) ? [] : bookingsOfEvent(snapshot, event.calendarId, event.eventId);
  const guests = new Map(
    [booking, ...sharing].map(({ client }) => [client.email, { email: client.email, name: client.name }]),
  );
  // A client who booked by phone may have no address.
  guests.delete('');
  return [...guests.values()];
}

/** Whom Google mails: as a person has chosen this once, otherwise as the service says. */
export function invitationsFor(snapshot: Snapshot, booking: Booking): Invitations {
  return booking.invitations ?? snapshot.get('service', booking.serviceId)?.invitations ?? 'none';
}
