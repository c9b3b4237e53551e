import {
  eventIdOf,
  withHistory,
  type Booking,
  type Effect,
  type EventRef,
  type JoinLink,
  type NewEffect,
} from './booking';
import type { Instant } from './time/time';
import { withEffects, withoutEffects } from './outbox';
import { withFlag, withoutFlag } from './flags';

/** The event and link of those who already share a time; `null` for the first of them. */
export interface Session {
  event: EventRef;
  link: JoinLink | null;
}

/** Where to put a confirmed booking's event. */
export interface EventPlacement {
  calendarId: string;
  /** Address of a room of our conference solution, for a booking that takes place in one. */
  roomUri: string;
  session: Session | null;
}

/**
 * The booking with its event: the one of those who share its time, or else its own, whose link is still to be created.
 */
export function placeEvent(booking: Booking, { calendarId, roomUri, session }: EventPlacement, now: Instant): Booking {
  const placed: Booking =
    session === null
      ? { ...withOwnEvent(booking, calendarId), link: firstLink(booking, roomUri, now) }
      : { ...booking, event: session.event, link: session.link };
  // A client who joins a time whose link could not be created has none either.
  return placed.link?.status === 'failed' ? withFlag(placed, 'linkFailed') : withoutFlag(placed, 'linkFailed');
}

/** The booking with an event of its own, still to be written, under an id that was never used. */
export function withOwnEvent(booking: Booking, calendarId: string): Booking & { event: EventRef } {
  const { id, start, end } = booking;
  // Counted by the booking: its current event may belong to another booking whose time it shared.
  const generation = booking.generation + 1;
  const event = { calendarId, eventId: eventIdOf(id, generation), written: false, span: { start, end } };
  return { ...booking, generation, event };
}

/** A Meet link has to be requested; a video room exists as soon as its address does. */
function firstLink({ place }: Booking, roomUri: string, now: Instant): JoinLink | null {
  if (place.kind === 'meet') return pendingLink(1, now);
  return place.kind === 'room' ? { status: 'ready', uri: roomUri, since: now, attempt: 1, phones: [] } : null;
}

/** A Meet link that has been requested. @param attempt which request it is for this event, from 1 */
export function pendingLink(attempt: number, now: Instant): JoinLink {
  return { status: 'pending', uri: null, since: now, attempt, phones: [] };
}

/**
 * The e-mail that tells a client of a link that they do not know yet; none if a waiting e-mail will contain it. An
 * e-mail that is being sent will not, nor will those after it; one that was claimed before the event was written will.
 */
export function linkMail({ outbox }: Booking): NewEffect[] {
  const brings = (e: Effect) =>
    e.kind === 'mail' &&
    (e.claim === null || e.claim.early === true) &&
    (e.template === 'clientConfirmed' || e.template === 'clientStaffChanged');
  return outbox.some(brings) ? [] : [{ kind: 'mail', template: 'clientLinkChanged' }];
}

/** The booking with its room at another address, which still has to reach its event and its client. */
export function withNewRoom(booking: Booking, uri: string, now: Instant): Booking {
  const before = booking.link?.uri ?? '';
  const link: JoinLink = { status: 'ready', uri, since: now, attempt: (booking.link?.attempt ?? 0) + 1, phones: [] };
  const told = withEffects({ ...booking, link }, [{ kind: 'newLink', before }, ...linkMail(booking)]);
  return withHistory(told, { at: now, by: 'system', what: 'linkReady' });
}

/**
 * The booking without its event, and without the link that went with it. Pending changes to the event are dropped;
 * pending e-mails wait until it is written again.
 */
export function withoutEvent(booking: Booking): Booking {
  const isOfEvent = ({ kind }: Effect) => OF_EVENT.includes(kind);
  // A video room belongs to its booking, not to the event.
  const link = booking.place.kind === 'room' ? booking.link : null;
  const bare: Booking = { ...withoutEffects(booking, isOfEvent), event: null, link, question: null };
  return withoutFlag(withoutFlag(bare, 'movedAway'), 'linkFailed');
}

const OF_EVENT: readonly Effect['kind'][] = ['putEvent', 'bringBack', 'changeClient', 'newLink'];
