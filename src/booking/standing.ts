import { eventIdOf, type Booking, type EventRef, type JoinLink } from './booking';
import type { Instant } from './time';

/** Where a confirmed booking's event is to stand. */
export interface Stand {
  calendarId: string;
  /** Address of a room of our conference solution, for a booking that takes place in one. */
  roomUri: string;
  /** The event and link of those who share the time already; null if this is the first of them. */
  session: Pick<Booking, 'event' | 'link'> | null;
}

/** The booking with its event: that of those who share its time, else one of its own, whose link is still to be made. */
export function standing(booking: Booking, { calendarId, roomUri, session }: Stand, now: Instant): Booking {
  return session === null
    ? { ...booking, event: ownEvent(booking, calendarId), link: firstLink(booking, roomUri, now) }
    : { ...booking, event: session.event ?? ownEvent(booking, calendarId), link: session.link };
}

/** An event of the booking's own, with an id that was never used. */
export function ownEvent(booking: Booking, calendarId: string): EventRef {
  const generation = (booking.event?.generation ?? 0) + 1;
  return {
    calendarId,
    eventId: eventIdOf(booking.id, generation),
    generation,
    written: false,
    span: { start: booking.start, end: booking.end },
  };
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
