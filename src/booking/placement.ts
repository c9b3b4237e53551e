import {
  eventIdOf,
  withEffects,
  withFlag,
  withHistory,
  withoutFlag,
  type Booking,
  type Effect,
  type EventRef,
  type JoinLink,
  type NewEffect,
} from './booking';
import type { Instant } from './time/time';

/** The event and link of those who share a time already; null for the first of them. */
export interface Session {
  event: EventRef;
  link: JoinLink | null;
}

/** Where a confirmed booking's event is to stand. */
export interface EventPlacement {
  calendarId: string;
  /** Address of a room of our conference solution, for a booking that takes place in one. */
  roomUri: string;
  session: Session | null;
}

/**
 * The booking with its event: that of those who share its time, else one of its own, whose link is still to be made.
 */
export function placeEvent(booking: Booking, { calendarId, roomUri, session }: EventPlacement, now: Instant): Booking {
  const stands: Booking =
    session === null
      ? { ...withOwnEvent(booking, calendarId), link: firstLink(booking, roomUri, now) }
      : { ...booking, event: session.event, link: session.link };
  // Whoever joins a time whose link could not be made has none either.
  return stands.link?.status === 'failed' ? withFlag(stands, 'linkFailed') : withoutFlag(stands, 'linkFailed');
}

/** The booking with an event of its own, still to be written, under an id that was never used. */
export function withOwnEvent(booking: Booking, calendarId: string): Booking & { event: EventRef } {
  const { id, start, end } = booking;
  // Counted by the booking: the event that it has now may be another's, whose time it shared.
  const generation = booking.generation + 1;
  const event = { calendarId, eventId: eventIdOf(id, generation), written: false, span: { start, end } };
  return { ...booking, generation, event };
}

/** A Meet link has to be asked for; a room is there when its address is. */
function firstLink({ place }: Booking, roomUri: string, now: Instant): JoinLink | null {
  if (place.kind === 'meet') return pendingLink(1, now);
  return place.kind === 'room' ? { status: 'ready', uri: roomUri, since: now, attempt: 1, phones: [] } : null;
}

/** A Meet link that is asked for. @param attempt which request it is for this event, from 1 */
export function pendingLink(attempt: number, now: Instant): JoinLink {
  return { status: 'pending', uri: null, since: now, attempt, phones: [] };
}

/**
 * The mail that tells a client of a link that is not the one they know; none where a mail that waits brings it. One
 * that is being sent does not, nor what comes after it.
 */
export function linkMail({ outbox }: Booking): NewEffect[] {
  const brings = (e: Effect) =>
    e.kind === 'mail' && e.claim === null && (e.template === 'clientConfirmed' || e.template === 'clientStaffChanged');
  return outbox.some(brings) ? [] : [{ kind: 'mail', template: 'clientLinkChanged' }];
}

/** The booking with its room at another address, which its event and its client are still to learn. */
export function withNewRoom(booking: Booking, uri: string, now: Instant): Booking {
  const before = booking.link?.uri ?? '';
  const link: JoinLink = { status: 'ready', uri, since: now, attempt: (booking.link?.attempt ?? 0) + 1, phones: [] };
  const told = withEffects({ ...booking, link }, [{ kind: 'newLink', before }, ...linkMail(booking)]);
  return withHistory(told, { at: now, by: 'system', what: 'linkReady' });
}
