import { cameBack } from '../../booking/amend';
import {
  isShared,
  eventRemoval,
  makerOf,
  meetRequestIdOf,
  ownIdOf,
  withEffects,
  withFlag,
  withoutEvent,
  withoutEffects,
  type Booking,
  type Effect,
  type EventRef,
  type Invitations,
} from '../../booking/booking';
import type { StaffMember } from '../../booking/staff';
import { withOwnEvent } from '../../booking/placement';
import type { Snapshot } from '../ports/store';
import { alignWithEvent } from './align';
import { policiesOf, roleOf } from '../team/people';
import { CalendarError, type Desk, type Guest, type Actor, type ObservedEvent, goneEvent } from '../ports/ports';
import { renewRoom } from '../rooms/renewal';
import { bookingsOfEvent, bookingsThatKeep } from './event-placement';
import { ownEventId } from './own-instance';
import { momentOf, type Moment } from '../ports/moment';

type EventEffect = Exclude<Effect, { kind: 'mail' }>;

/** The result of an event effect: how the record changes. It is applied to the record as it is by then. */
type BookingUpdate = (booking: Booking) => Booking;

/** A booking for which something was done in Calendar, and how its record changes because of it. */
export interface EventResult {
  id: string;
  apply: BookingUpdate;
}

/**
 * Carries out the Calendar tasks of a booking's outbox, if it is this person's calendar, or one that the owner or a
 * manager at work may write to. If an event has to be created under another id, those who share it come along.
 */
export function settleEvents(desk: Desk, snapshot: Snapshot, booking: Booking): EventResult[] {
  const at = momentOf(desk, snapshot);
  const settled: EventResult[] = [];
  // One reading of the event serves all tasks that bring it in line.
  let isPut = false;
  for (const effect of booking.outbox) {
    if (effect.kind === 'mail' || !mayCarryOut(desk, snapshot, booking, effect)) continue;
    if (effect.kind !== 'putEvent') {
      settled.push(...attempt(at, booking, effect, () => [own(booking, carryOut(desk, snapshot, booking, effect))]));
    } else if (!isPut) {
      isPut = true;
      settled.push(...attempt(at, booking, effect, () => putEvent(desk, snapshot, booking, effect)));
    }
  }
  return settled;
}

function own({ id }: Booking, apply: BookingUpdate): EventResult {
  return { id, apply };
}

/** An event that was left behind is in the calendar of the staff member who had the booking then. */
function whoseCalendar(booking: Booking, effect: EventEffect): string {
  return ('staffId' in effect ? effect.staffId : undefined) ?? booking.staffId;
}

function mayCarryOut(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): boolean {
  const staff = snapshot.get('staff', whoseCalendar(booking, effect));
  if (staff === undefined || staff.syncPaused) return false;
  if (staff.email === desk.me.email) return true;
  const calendarId = 'calendarId' in effect ? effect.calendarId : booking.event?.calendarId;
  // Only their owner can move an event between calendars: both have to be theirs.
  if (calendarId === undefined || effect.kind === 'bringBack' || !roleOf(snapshot, desk.me.email).managesAll)
    return false;
  try {
    return desk.calendar.canWrite(calendarId);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`effect ${effect.id} left to its owner: ${error.message}`);
    return false;
  }
}

/** A staff member whose calendar still has to be written to, and the bookings that wait for it. */
export interface WaitingBookings {
  staff: StaffMember;
  bookings: Booking[];
}

/** The bookings with changes that still have to be written to this person's own calendar. */
export function waitingFor(snapshot: Snapshot, me: Actor, bookings: readonly Booking[]): Booking[] {
  const { staff } = roleOf(snapshot, me.email);
  if (staff === null || staff.syncPaused) return [];
  const isTheirs = (booking: Booking) => (e: Effect) => e.kind !== 'mail' && whoseCalendar(booking, e) === staff.id;
  return bookings.filter((booking) => booking.outbox.some(isTheirs(booking)));
}

/** What waits for people other than the reader: only they can write to their calendars. */
export function waitingForOthers(snapshot: Snapshot, me: Actor, bookings: readonly Booking[]): WaitingBookings[] {
  const waiting = new Map<string, WaitingBookings>();
  for (const booking of bookings) {
    const ids = booking.outbox.flatMap((effect) => (effect.kind === 'mail' ? [] : [whoseCalendar(booking, effect)]));
    for (const id of new Set(ids)) {
      const staff = snapshot.get('staff', id);
      if (staff === undefined || staff.email === me.email) continue;
      const known = waiting.get(id) ?? { staff, bookings: [] };
      known.bookings.push(booking);
      waiting.set(id, known);
    }
  }
  return [...waiting.values()];
}

function carryOut(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Exclude<EventEffect, { kind: 'putEvent' }>,
): BookingUpdate {
  switch (effect.kind) {
    case 'removeEvent':
      return removeEvent(desk, snapshot, booking, effect);
    case 'leaveEvent':
      return leaveEvent(desk, booking, effect);
    case 'bringBack':
      return bringBack(desk, snapshot, booking, effect);
    case 'changeClient':
      return changeClient(desk, snapshot, booking, effect);
    case 'newLink':
      return newLink(desk, snapshot, booking, effect);
  }
}

/** A failed effect is kept, with Google's words; the next execution tries again. */
function attempt(at: Moment, booking: Booking, effect: EventEffect, work: () => EventResult[]): EventResult[] {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    at.log(`effect ${effect.id} ${effect.kind} failed: ${error.kind}: ${error.message}`);
    const { message } = error;
    const noted = (e: Effect) => (e.id === effect.id ? { ...e, attempts: e.attempts + 1, error: message } : e);
    return [own(booking, (current) => ({ ...current, outbox: current.outbox.map(noted) }))];
  }
}

function removeEvent(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<Effect, { kind: 'removeEvent' }>,
): BookingUpdate {
  const invitations = effect.silent === true ? 'none' : invitationsFor(snapshot, booking);
  desk.calendar.remove(effect.calendarId, ownEventId(desk, effect), invitations);
  return (booking) => withoutEffects(booking, (e) => e.id === effect.id);
}

/** Checked again: clients who share the event by now keep it. */
function leaveEvent(desk: Desk, booking: Booking, effect: Extract<Effect, { kind: 'leaveEvent' }>): BookingUpdate {
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
function bringBack(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): BookingUpdate {
  const { event } = booking;
  const home = snapshot.get('staff', booking.staffId)?.writeCalendar ?? null;
  const isDone = (b: Booking) => withoutEffects(b, (e) => e.id === effect.id);
  if (event === null || home === null || event.calendarId === home) return isDone;
  const moved = desk.calendar.move(event.calendarId, event.eventId, home, invitationsFor(snapshot, booking));
  return (current) =>
    moved !== null && current.event?.eventId === event.eventId ? isDone(cameBack(current, home)) : isDone(current);
}

/** The guest is replaced if the address was changed, and our own texts follow. */
function changeClient(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<EventEffect, { kind: 'changeClient' }>,
): BookingUpdate {
  const { event, client } = booking;
  const { before } = effect;
  let isRefused = false;
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
      isRefused = changed?.guestsRefused === true;
    }
    const words = (one: Booking) => desk.eventTexts(one, staff);
    const texts = { before: words({ ...booking, client: before }), after: words(booking) };
    desk.calendar.retext(calendarId, eventId, texts, invitations);
  }
  return (current) =>
    withoutEffects(isRefused ? withFlag(current, 'guestRefused') : current, (e) => e.id === effect.id);
}

/** The room's new address in place of the former one, if that is still there as we wrote it. */
function newLink(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<EventEffect, { kind: 'newLink' }>,
): BookingUpdate {
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

/** Everybody who shares a booking's event, itself included. */
function guestsOf(snapshot: Snapshot, booking: Booking): Guest[] {
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

/**
 * Brings the event in line with the record, whatever state an earlier attempt left it in: creates it, moves it,
 * requests its link. The task stays until the link is there or has failed.
 */
function putEvent(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): EventResult[] {
  const { event } = booking;
  if (booking.state !== 'confirmed' || event === null) {
    return [own(booking, (current) => withoutEffects(current, (e) => e.id === effect.id))];
  }
  const seen =
    (event.written
      ? desk.calendar.get(event.calendarId, ownIdOf(event))
      : insertOrLook(desk, snapshot, booking, event)) ?? goneEvent(event.eventId);
  // If the whole series was changed, the reading finds the booking's instance again, under another id.
  if (seen.status === 'cancelled' && event.instanceId !== undefined)
    throw new CalendarError('tryLater', 'the series of the event was changed');
  // An event that was never seen has an id that was used up.
  if (seen.status === 'cancelled' && !event.written) return madeAnew(snapshot, booking, event);
  return [own(booking, inLine(desk, snapshot, booking, event, seen))];
}

/** Whether a booking still says the same about its event as when the event was read. */
function isAsRead(current: Booking, read: Booking): boolean {
  const said = ({ start, end, event, link }: Booking) => JSON.stringify([start, end, event, link]);
  return said(current) === said(read);
}

/** Brings the event in Google and the record in line with each other. */
function inLine(desk: Desk, snapshot: Snapshot, booking: Booking, event: EventRef, seen: ObservedEvent): BookingUpdate {
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
  const shown = withItsGuest(desk, snapshot, booking, event, patched);
  return (current) => {
    // Meanwhile it may have been handed to somebody else: the created event is in the calendar of the person who had it
    // then.
    const asItWas = { ...current, staffId: booking.staffId };
    if (!event.written && current.event?.eventId !== event.eventId) return takenBack(current, asItWas, event);
    if (!event.written && current.state !== 'confirmed') return takenBack(current, asItWas, event);
    // Another execution was faster: what was read here may be older than the record. The next one reads again.
    if (!isAsRead(current, booking)) return current;
    const aligned = alignWithEvent(alignWithEvent(current, seen, desk.now(), policies), shown, desk.now(), policies);
    const isRefused = seen.guestsRefused === true || shown.guestsRefused === true;
    const noted = isRefused ? withFlag(aligned, 'guestRefused') : aligned;
    const settledNow = noted.link?.status !== 'pending';
    return settledNow ? withoutEffects(noted, (e) => e.kind === 'putEvent') : noted;
  };
}

/** Cancelled while its event was being created: the event is removed again. */
function takenBack(booking: Booking, asItWas: Booking, event: EventRef): Booking {
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

/** Whom Google mails: as a person has chosen this once, otherwise as the service says. */
function invitationsFor(snapshot: Snapshot, booking: Booking): Invitations {
  return booking.invitations ?? snapshot.get('service', booking.serviceId)?.invitations ?? 'none';
}

/**
 * A deleted event uses up its id for ever: the next id takes its place, for all who share the event, so that they stay
 * together.
 */
function madeAnew(snapshot: Snapshot, booking: Booking, { calendarId, eventId }: EventRef): EventResult[] {
  const { event, generation } = withOwnEvent(booking, calendarId);
  const stillWaits = (current: Booking) => current.event?.eventId === eventId && !current.event.written;
  const sharing = bookingsOfEvent(snapshot, calendarId, eventId).filter(({ id }) => id !== booking.id);
  return [
    own(booking, (current) => (stillWaits(current) ? { ...current, event, generation } : current)),
    ...sharing.map((other) => own(other, (current) => (stillWaits(current) ? { ...current, event } : current))),
  ];
}
