import { isShared, makerOf, meetRequestIdOf, ownIdOf, type Booking, type EventRef } from '../../booking/booking';
import { withOwnEvent, withoutEvent } from '../../booking/placement';
import type { Snapshot } from '../ports/store';
import { alignWithEvent } from './align';
import { policiesOf } from '../team/people';
import { CalendarError, type Desk, type ObservedEvent, goneEvent } from '../ports/ports';
import { bookingsOfEvent } from './event-placement';
import { eventRemoval, withEffects, withoutEffects } from '../../booking/outbox';
import type { CalendarEffect, BookingUpdate, EventResult } from './event-result';
import { resultFor, guestsOf, invitationsFor, withRefusedGuests } from './event-result';

/**
 * Brings the event in line with the record, whatever state an earlier attempt left it in: creates it, moves it,
 * requests its link. The task stays until the link is there or has failed.
 */
export function putEvent(desk: Desk, snapshot: Snapshot, booking: Booking, effect: CalendarEffect): EventResult[] {
  const { event } = booking;
  if (booking.state !== 'confirmed' || event === null) {
    return [resultFor(booking, (current) => withoutEffects(current, (e) => e.id === effect.id))];
  }
  const seen =
    (event.written
      ? desk.calendar.get(event.calendarId, ownIdOf(event))
      : insertOrLook(desk, snapshot, booking, event)) ?? goneEvent(event.eventId);
  // If the whole series was changed, the reading finds the booking's instance again, under another id.
  if (seen.status === 'cancelled' && event.instanceId !== undefined)
    throw new CalendarError('tryLater', 'the series of the event was changed');
  // An event that was never seen has an id that was used up.
  if (seen.status === 'cancelled' && !event.written) return makeNewEvent(snapshot, booking, event);
  return [resultFor(booking, bringInLine(desk, snapshot, booking, event, seen))];
}

/** Whether a booking still says the same about its event as when the event was read. */
function isAsRead(current: Booking, read: Booking): boolean {
  const said = ({ start, end, event, link }: Booking) => JSON.stringify([start, end, event, link]);
  return said(current) === said(read);
}

/**
 * Brings the event in Google and the record in line with each other. The booking as it was read only tells what has to
 * be written; the answer is applied to the booking as it is stored by then (docs/design.md, Two hard spots).
 */
function bringInLine(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): BookingUpdate {
  const policies = policiesOf(snapshot);
  // An event that existed and is gone was deleted by somebody. No client is told of a cancellation once the booking has
  // started.
  if (seen.status === 'cancelled') {
    return (current) =>
      current.start <= desk.now() ? withoutEvent(current) : alignWithEvent(current, seen, desk.now(), policies);
  }
  // Changes that a person has made there meanwhile are facts: the record follows before anything is written.
  const followed = alignWithEvent(booking, seen, desk.now(), policies);
  const patched = patchWhatDiffers(desk, snapshot, followed, event, seen);
  if (patched === 'changed') throw new CalendarError('tryLater', 'the event was changed while it was being written');
  const shown = addOwnGuest(desk, snapshot, booking, event, patched);
  return (current) => {
    // Meanwhile it may have been handed to somebody else: the created event is in the calendar of the person who had it
    // then.
    const asItWas = { ...current, staffId: booking.staffId };
    if (!event.written && current.event?.eventId !== event.eventId) return takeBack(current, asItWas, event);
    if (!event.written && current.state !== 'confirmed') return takeBack(current, asItWas, event);
    // Another execution was faster: what was read here may be older than the record. The next one reads again.
    if (!isAsRead(current, booking)) return current;
    const aligned = alignWithEvent(alignWithEvent(current, seen, desk.now(), policies), shown, desk.now(), policies);
    const noted = withRefusedGuests(aligned, shown.guestsRefused ?? seen.guestsRefused);
    const settledNow = noted.link?.status !== 'pending';
    return settledNow ? withoutEffects(noted, (e) => e.kind === 'putEvent') : noted;
  };
}

/** Cancelled while its event was being created: the event is removed again. */
function takeBack(booking: Booking, asItWas: Booking, event: EventRef): Booking {
  return withEffects(booking, [eventRemoval(asItWas, event)]);
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
    // The booking whose id the event has, whichever of those that share it writes it.
    bookingId: makerOf(event.eventId),
    meetRequestId: booking.place.kind === 'meet' ? meetRequestIdOf(booking) : null,
  });
  if (inserted.status === 'written') return inserted.event;
  const found = desk.calendar.get(event.calendarId, event.eventId);
  // Created by an earlier attempt, for this booking or for one that shares its time: anything else is not ours.
  return found !== null && found.bookingId === makerOf(event.eventId) ? found : goneEvent(event.eventId);
}

/** A client who joins a time that others share joins their event. Guests of any other event are left to staff. */
function addOwnGuest(
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
  const invitations = invitationsFor(snapshot, booking);
  return desk.calendar.changeGuests(calendarId, ownIdOf(event), guests, invitations) ?? goneEvent(eventId);
}

function patchWhatDiffers(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): ObservedEvent | 'changed' {
  // A time with an open question is left as it is, and so is a link.
  const asked = booking.question?.kind;
  // The same goes for an event that was made all-day, until a person has chosen a time.
  const isLeft = booking.event?.allDay === true && booking.facts?.allDay !== undefined;
  const differs = seen.allDay || seen.span?.start !== booking.start || seen.span.end !== booking.end;
  const moved = asked === undefined && !isLeft && differs;
  const { link } = booking;
  const hasNone =
    seen.link.status === 'none' || (seen.link.status === 'failed' && seen.link.requestId !== meetRequestIdOf(booking));
  const asksLink = asked !== 'linkRemoved' && link?.status === 'pending' && hasNone;
  if (!moved && !asksLink) return seen;
  const patch = {
    ...(moved && { span: { start: booking.start, end: booking.end }, wasAllDay: seen.allDay }),
    ...(asksLink && { meetRequestId: meetRequestIdOf(booking) }),
    invitations: invitationsFor(snapshot, booking),
  };
  const patched = desk.calendar.patch(event.calendarId, ownIdOf(event), patch, seen.etag);
  return patched ?? { ...seen, status: 'cancelled', span: null };
}

/**
 * A deleted event uses up its id for ever: the next id takes its place, for all who share the event, so that they stay
 * together.
 */
function makeNewEvent(snapshot: Snapshot, booking: Booking, { calendarId, eventId }: EventRef): EventResult[] {
  const { event, generation } = withOwnEvent(booking, calendarId);
  const stillWaits = (current: Booking) => current.event?.eventId === eventId && !current.event.written;
  const sharing = bookingsOfEvent(snapshot, calendarId, eventId).filter(({ id }) => id !== booking.id);
  return [
    resultFor(booking, (current) => (stillWaits(current) ? { ...current, event, generation } : current)),
    ...sharing.map((other) => resultFor(other, (current) => (stillWaits(current) ? { ...current, event } : current))),
  ];
}
