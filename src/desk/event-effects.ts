import { cameBack } from '../booking/amend';
import {
  eventIdOf,
  isShared,
  leaving,
  meetRequestIdOf,
  withEffects,
  without,
  type Booking,
  type Effect,
  type EventRef,
  type Invitations,
} from '../booking/booking';
import type { Snapshot } from '../store/store';
import { alignWithEvent, goneEvent } from './align';
import { policiesOf } from './people';
import { CalendarError, type Desk, type Guest, type Me, type ObservedEvent } from './ports';
import { bookingsOfEvent } from './stand';

type EventEffect = Exclude<Effect, { kind: 'mail' }>;

/** What became of an event effect: how the record changes. It is applied to the record as it stands by then. */
type Settled = (booking: Booking) => Booking;

/** A booking of which something was done in Calendar, and how its record changes by that. */
export interface SettledBooking {
  id: string;
  apply: Settled;
}

/** Carries out what a booking's outbox wants of Calendar, as far as it is this person's calendar. */
export function settleEvents(desk: Desk, snapshot: Snapshot, me: Me, booking: Booking): SettledBooking[] {
  const settled: Settled[] = [];
  // One look at Google serves every wish to bring the event in line.
  let put: Settled | null = null;
  for (const effect of booking.outbox) {
    if (effect.kind === 'mail' || !isMine(snapshot, me, whoseCalendar(booking, effect))) continue;
    if (effect.kind === 'putEvent')
      settled.push((put ??= attempt(desk, effect, () => putEvent(desk, snapshot, booking, effect))));
    else settled.push(attempt(desk, effect, () => carryOut(desk, snapshot, booking, effect)));
  }
  if (settled.length === 0) return [];
  return [{ id: booking.id, apply: (current) => settled.reduce((record, apply) => apply(record), current) }];
}

/** An event that was left behind stands in the calendar of whoever had the booking then. */
function whoseCalendar(booking: Booking, effect: EventEffect): string {
  return ('staffId' in effect ? effect.staffId : undefined) ?? booking.staffId;
}

function isMine(snapshot: Snapshot, me: Me, staffId: string): boolean {
  const staff = snapshot.get('staff', staffId);
  return staff?.email === me.email && !staff.syncPaused;
}

function carryOut(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Exclude<EventEffect, { kind: 'putEvent' }>,
): Settled {
  switch (effect.kind) {
    case 'removeEvent':
      return removeEvent(desk, snapshot, booking, effect);
    case 'leaveEvent':
      return leaveEvent(desk, booking, effect);
    case 'bringBack':
      return bringBack(desk, snapshot, booking, effect);
    case 'changeClient':
      return changeClient(desk, snapshot, booking, effect);
  }
}

/** An effect that fails is kept, with what Google said; the next execution tries again. */
function attempt(desk: Desk, effect: EventEffect, work: () => Settled): Settled {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`effect ${effect.id} ${effect.kind} failed: ${error.kind}: ${error.message}`);
    return (booking) => ({
      ...booking,
      outbox: booking.outbox.map((e) =>
        e.id === effect.id ? { ...e, attempts: e.attempts + 1, error: error.message } : e,
      ),
    });
  }
}

function removeEvent(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<Effect, { kind: 'removeEvent' }>,
): Settled {
  desk.calendar.remove(effect.calendarId, effect.eventId, invitationsFor(snapshot, booking));
  return (booking) => without(booking, (e) => e.id === effect.id);
}

/** Looked at anew: whoever shares the event by now keeps it. */
function leaveEvent(desk: Desk, booking: Booking, effect: Extract<Effect, { kind: 'leaveEvent' }>): Settled {
  const { calendarId, eventId, email } = effect;
  const snapshot = desk.store.read();
  const others = bookingsOfEvent(snapshot, calendarId, eventId);
  const invitations = invitationsFor(snapshot, booking);
  if (others.length === 0) desk.calendar.remove(calendarId, eventId, invitations);
  // One person may have booked twice: they stay a guest.
  else if (others.every((other) => other.client.email !== email))
    desk.calendar.changeGuests(calendarId, eventId, { add: [], remove: [email] }, invitations);
  return (booking) => without(booking, (e) => e.id === effect.id);
}

/** Back into the calendar in which bookings stand; an event that is gone is found to be so by sync. */
function bringBack(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): Settled {
  const { event } = booking;
  const home = snapshot.get('staff', booking.staffId)?.writeCalendar ?? null;
  const isDone = (b: Booking) => without(b, (e) => e.id === effect.id);
  if (event === null || home === null || event.calendarId === home) return isDone;
  const moved = desk.calendar.move(event.calendarId, event.eventId, home, invitationsFor(snapshot, booking));
  return (current) =>
    moved !== null && current.event?.eventId === event.eventId ? isDone(cameBack(current, home)) : isDone(current);
}

/** The guest is exchanged where the address was changed, and our own words follow. */
function changeClient(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<EventEffect, { kind: 'changeClient' }>,
): Settled {
  const { event, client } = booking;
  const { before } = effect;
  const staff = snapshot.get('staff', booking.staffId);
  if (event?.written === true && staff !== undefined) {
    const { calendarId, eventId } = event;
    const invitations = invitationsFor(snapshot, booking);
    if (client.email !== before.email) {
      const add = guestsOf(snapshot, booking).filter(({ email }) => email === client.email);
      const stays = guestsOf(snapshot, booking).some(({ email }) => email === before.email);
      const remove = stays || before.email === '' ? [] : [before.email];
      desk.calendar.changeGuests(calendarId, eventId, { add, remove }, invitations);
    }
    const words = (one: Booking) => desk.eventTexts(one, staff);
    desk.calendar.retext(calendarId, eventId, words({ ...booking, client: before }), words(booking), invitations);
  }
  return (current) => without(current, (e) => e.id === effect.id);
}

/** Everybody who shares a booking's event, itself included. */
function guestsOf(snapshot: Snapshot, booking: Booking): Guest[] {
  const { event } = booking;
  const sharing =
    event === null || !isShared(booking) ? [] : bookingsOfEvent(snapshot, event.calendarId, event.eventId);
  const guests = new Map(
    [booking, ...sharing].map(({ client }) => [client.email, { email: client.email, name: client.name }]),
  );
  // Who booked by telephone may have no address.
  guests.delete('');
  return [...guests.values()];
}

/**
 * Brings the event in line with the record, whatever state a former attempt left it in: makes it, moves it, asks for
 * its link. The wish stays until the link is there or has failed.
 */
function putEvent(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): Settled {
  const { event } = booking;
  const policies = policiesOf(snapshot);
  if (booking.state !== 'confirmed' || event === null) return (b) => without(b, (e) => e.id === effect.id);
  const seen =
    (event.written
      ? desk.calendar.get(event.calendarId, event.eventId)
      : insertOrLook(desk, snapshot, booking, event)) ?? goneEvent(event.eventId);
  if (seen.status === 'cancelled') {
    // One that stood and is gone was deleted by somebody; one that never stood holds an id that was used up.
    return event.written ? (b) => alignWithEvent(b, seen, desk.now(), policies) : madeAnew(booking);
  }
  // What a person did there meanwhile has happened: the record follows before anything is written.
  const followed = alignWithEvent(booking, seen, desk.now(), policies);
  const patched = patchWhatDiffers(desk, snapshot, followed, event, seen);
  if (patched === 'changed') throw new CalendarError('tryLater', 'the event was changed while it was being written');
  const shown = withItsGuest(desk, snapshot, booking, event, patched);
  return (current) => {
    // Meanwhile it may have been given to somebody else: what was made stands in the calendar of who had it then.
    const asItWas = { ...current, staffId: booking.staffId };
    if (!event.written && current.event?.eventId !== event.eventId) return takenBack(current, asItWas, event);
    if (!event.written && current.state !== 'confirmed') return takenBack(current, asItWas, event);
    const aligned = alignWithEvent(alignWithEvent(current, seen, desk.now(), policies), shown, desk.now(), policies);
    const settledNow = aligned.link?.status !== 'pending';
    return settledNow ? without(aligned, (e) => e.kind === 'putEvent') : aligned;
  };
}

/** Cancelled while its event was being made: what was made goes again. */
function takenBack(booking: Booking, asItWas: Booking, event: EventRef): Booking {
  return withEffects(booking, [leaving(asItWas, event)]);
}

function insertOrLook(desk: Desk, snapshot: Snapshot, booking: Booking, event: EventRef): ObservedEvent | null {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return null;
  const inserted = desk.calendar.insert(event.calendarId, {
    id: event.eventId,
    start: booking.start,
    end: booking.end,
    ...desk.eventTexts(booking, staff),
    guests: guestsOf(snapshot, booking),
    guestsSeeEachOther: snapshot.get('service', booking.serviceId)?.guestsSeeEachOther ?? false,
    invitations: invitationsFor(snapshot, booking),
    bookingId: booking.id,
    meetRequestId: booking.place.kind === 'meet' ? meetRequestIdOf(booking) : null,
  });
  return inserted.status === 'written' ? inserted.event : desk.calendar.get(event.calendarId, event.eventId);
}

/** A client who joins a time that others share joins their event. Guests of any other event are nobody's but staff's. */
function withItsGuest(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): ObservedEvent {
  const { email, name } = booking.client;
  if (!isShared(booking) || email === '' || seen.status === 'cancelled' || seen.guests.includes(email)) return seen;
  const guests = { add: [{ email, name }], remove: [] };
  const { calendarId, eventId } = event;
  return (
    desk.calendar.changeGuests(calendarId, eventId, guests, invitationsFor(snapshot, booking)) ?? goneEvent(eventId)
  );
}

function patchWhatDiffers(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): ObservedEvent | 'changed' {
  // A time that is asked about is left where it is.
  const isAsked = booking.question !== null;
  const moved = !isAsked && (seen.span?.start !== booking.start || seen.span.end !== booking.end);
  const { link } = booking;
  const hasNone =
    seen.link.status === 'none' || (seen.link.status === 'failed' && seen.link.requestId !== meetRequestIdOf(booking));
  const asksLink = !isAsked && link?.status === 'pending' && hasNone;
  if (!moved && !asksLink) return seen;
  const patch = {
    ...(moved && { span: { start: booking.start, end: booking.end } }),
    ...(asksLink && { meetRequestId: meetRequestIdOf(booking) }),
    invitations: invitationsFor(snapshot, booking),
  };
  const patched = desk.calendar.patch(event.calendarId, event.eventId, patch, seen.etag);
  return patched ?? { ...seen, status: 'cancelled', span: null };
}

/** Whom Google is to mail: what a person has said this once, else what the service says. */
function invitationsFor(snapshot: Snapshot, booking: Booking): Invitations {
  return booking.invitations ?? snapshot.get('service', booking.serviceId)?.invitations ?? 'none';
}

/** An id is used up by a deleted event for ever: the next generation stands in its place. */
function madeAnew(seen: Booking): Settled {
  return (booking) => {
    if (booking.event === null || booking.event.eventId !== seen.event?.eventId) return booking;
    const generation = booking.event.generation + 1;
    return {
      ...booking,
      event: {
        ...booking.event,
        generation,
        eventId: eventIdOf(booking.id, generation),
        written: false,
        span: { start: booking.start, end: booking.end },
      },
    };
  };
}
