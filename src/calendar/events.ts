import type { Invitations } from '../booking/booking';
import {
  CalendarError,
  type CalendarGateway,
  type EventPatch,
  type EventPlan,
  type Guest,
  type GuestChange,
  type ObservedEvent,
  type TextChange,
} from '../desk/ports/ports';
import { EVENT_FIELDS, orGone, unlessChanged, type CalendarAccess } from './access';
import { BOOKING_PROPERTY, readGuests, readTexts } from './answers';
import { statusOf } from './retries';

/** A guest as Google takes one; whom a client brings along is known by address alone. */
function attendeeOf({ email, name }: Guest): object {
  return { email, ...(name !== '' && { displayName: name }) };
}

/** Writes a new event. `taken`: an event has its id already. */
export function insertEvent(
  { api, calendarId, observed }: CalendarAccess,
  plan: EventPlan,
): ReturnType<CalendarGateway['insert']> {
  const draft = {
    id: plan.id,
    summary: plan.title,
    description: escapeHtml(plan.description),
    location: plan.location,
    start: { dateTime: new Date(plan.start).toISOString() },
    end: { dateTime: new Date(plan.end).toISOString() },
    ...(!plan.guestsSeeEachOther && { guestsCanSeeOtherGuests: false }),
    extendedProperties: { private: { [BOOKING_PROPERTY]: plan.bookingId } },
  };
  const options = { conferenceDataVersion: 1, sendUpdates: plan.invitations, fields: EVENT_FIELDS };
  const { meetRequestId, guests } = plan;
  const write = (attendees: readonly Guest[], link: object) =>
    observed(api.insertEvent({ ...draft, attendees: attendees.map(attendeeOf), ...link }, calendarId, options));
  // A calendar in which Meet is not allowed refuses the whole event (ConferenceProperties, discovery document), and so
  // does an invalid address: the event is then created without the link, which counts as failed, or without guests.
  const attempts = guestAttempts(guests).flatMap(({ invited, lack }) => {
    const noted = (event: ObservedEvent) => ({ ...event, ...lack });
    if (meetRequestId === null) return [() => noted(write(invited, {}))];
    const link: ObservedEvent['link'] = { status: 'failed', requestId: meetRequestId };
    return [
      () => noted(write(invited, { conferenceData: createMeet(meetRequestId) })),
      () => noted({ ...write(invited, {}), link }),
    ];
  });
  return firstTaken(attempts);
}

/**
 * Whom to invite, first everybody: Google refuses an event with one invalid address, and does not say which. The client
 * need not suffer for an address that they gave for somebody else.
 */
function guestAttempts(guests: readonly Guest[]): Attempt[] {
  const attempts: Attempt[] = [{ invited: guests, lack: {} }];
  const named = guests.filter(({ isBrought }) => isBrought !== true);
  if (named.length > 0 && named.length < guests.length)
    attempts.push({ invited: named, lack: { guestsRefused: 'brought' } });
  if (guests.length > 0) attempts.push({ invited: [], lack: { guestsRefused: 'all' } });
  return attempts;
}

interface Attempt {
  invited: readonly Guest[];
  lack: Pick<ObservedEvent, 'guestsRefused'>;
}

/** The first of these events that Google does not call invalid; `taken` if its id is. */
function firstTaken(attempts: readonly (() => ObservedEvent)[]): ReturnType<CalendarGateway['insert']> {
  for (let nth = 0; ; nth++) {
    try {
      const event = attempts[nth]?.();
      if (event === undefined) throw new CalendarError('failed', 'there is no event to write');
      return { status: 'written', event };
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      if (statusOf(error) === 409) return { status: 'taken' };
      if (statusOf(error) !== 400 || nth + 1 >= attempts.length) throw error;
    }
  }
}

/** How often guests are read again if somebody else changes the event meanwhile. */
const GUEST_TRIES = 3;

/** Guests are replaced as a whole: they are read first, and written only if nobody has changed the event since. */
export function changeGuests(
  { api, calendarId, observed }: CalendarAccess,
  eventId: string,
  { add, remove }: GuestChange,
  invitations: Invitations,
): ObservedEvent {
  const leaves = new Set(remove);
  for (let tries = 1; ; tries++) {
    const { etag, attendees } = readGuests(api.getEvent(calendarId, eventId, { fields: 'etag,attendees' }));
    const stay = attendees.filter(({ email }) => !leaves.has(email.toLowerCase()));
    const known = new Set(stay.map(({ email }) => email.toLowerCase()));
    const joined = add.filter(({ email }) => !known.has(email)).map(attendeeOf);
    const options = { sendUpdates: invitations, fields: EVENT_FIELDS };
    const headers = { 'If-Match': etag };
    const write = (attendees: object[]) =>
      observed(api.patchEvent({ attendees }, calendarId, eventId, options, headers));
    try {
      return write([...stay, ...joined]);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      // Google rejects an address as invalid: the guest who is leaving is removed anyway.
      if (statusOf(error) === 400 && joined.length > 0) return { ...write(stay), guestsRefused: 'all' };
      if (statusOf(error) !== 412 || tries >= GUEST_TRIES) throw error;
    }
  }
}

/** Read first: only texts that are still ours are rewritten. */
export function retext(
  { api, calendarId }: CalendarAccess,
  eventId: string,
  { before, after }: TextChange,
  invitations: Invitations,
): void {
  const seen = readTexts(api.getEvent(calendarId, eventId, { fields: 'etag,summary,description,location' }));
  const patch = {
    ...(seen.summary === before.title && before.title !== after.title && { summary: after.title }),
    ...(seen.description === escapeHtml(before.description) &&
      before.description !== after.description && { description: escapeHtml(after.description) }),
    ...(seen.location === before.location && before.location !== after.location && { location: after.location }),
  };
  if (Object.keys(patch).length === 0) return;
  const options = { sendUpdates: invitations, fields: 'id' };
  api.patchEvent(patch, calendarId, eventId, options, { 'If-Match': seen.etag });
}

/** Changes an event that nobody has changed since it was read; `null` if it is not there. */
export function patchEvent(
  access: CalendarAccess,
  eventId: string,
  patch: EventPatch,
  etag: string,
): ObservedEvent | 'changed' | null {
  const { api, calendarId, observed } = access;
  const options = { conferenceDataVersion: 1, sendUpdates: patch.invitations, fields: EVENT_FIELDS };
  return unlessChanged(() =>
    orGone(access, null, () =>
      observed(api.patchEvent(patchBody(patch), calendarId, eventId, options, { 'If-Match': etag })),
    ),
  );
}

function createMeet(requestId: string) {
  return { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
}

function patchBody(patch: EventPatch): object {
  // Google merges a patch with the existing event: the date has to be removed by name, and no other null is passed on.
  const time = (at: number) => ({ dateTime: new Date(at).toISOString(), ...(patch.wasAllDay && { date: null }) });
  return {
    ...(patch.span !== undefined && { start: time(patch.span.start), end: time(patch.span.end) }),
    ...(patch.meetRequestId !== undefined && { conferenceData: createMeet(patch.meetRequestId) }),
  };
}

/**
 * Calendar shows a description as HTML [workspace/calendar/api/v3/reference/events]: a client's text must stay text.
 */
function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}
