import { isObject, textOf } from '../model/json';
import { invalid } from '../model/errors';
import type { Attendee, EventResource } from '../model/resources';
import type { Draft } from './draft';

const RESPONSES = ['needsAction', 'declined', 'tentative', 'accepted'];

/**
 * Guests come as a whole list: who is not in it is no longer invited
 * (https://developers.google.com/workspace/calendar/api/guides/performance, "arrays").
 */
export function applyAttendees({ before, body, whole, calendar }: Draft, event: EventResource): void {
  const given = body.attendees;
  if (given === undefined && !whole) return;
  const existing = new Map((before.attendees ?? []).map((attendee) => [attendee.email, attendee]));
  const named = new Map<string, Attendee>();
  for (const raw of Array.isArray(given) ? given : []) {
    const attendee = attendeeOf(raw, existing);
    named.set(attendee.email, attendee);
  }
  // With attendeesOmitted a write changes the participant's own response only (discovery document).
  const attendees =
    body.attendeesOmitted === true
      ? (before.attendees ?? []).map((a) => (a.email === calendar.id ? (named.get(a.email) ?? a) : a))
      : [...named.values()];
  if (attendees.length > 0) event.attendees = attendees;
  else delete event.attendees;
}

function attendeeOf(raw: unknown, existing: ReadonlyMap<string, Attendee>): Attendee {
  const given = isObject(raw) ? raw : {};
  const email = typeof given.email === 'string' ? given.email.trim().toLowerCase() : '';
  if (!/^[^@\s]+@[^@\s]+\.?[^@\s]*$/.test(email)) throw invalid('Invalid attendee email.');
  const before = existing.get(email);
  const responseStatus = textOf(given.responseStatus ?? before?.responseStatus ?? 'needsAction');
  if (!RESPONSES.includes(responseStatus)) throw invalid('Invalid value for: attendees.responseStatus');
  const { displayName, comment, additionalGuests } = given;
  return {
    email,
    ...(typeof displayName === 'string' && { displayName }),
    ...(given.optional === true && { optional: true }),
    // Whether somebody is a room is said once, when they are added (discovery document, EventAttendee.resource).
    ...((before === undefined ? given.resource === true : before.resource) && { resource: true }),
    responseStatus,
    ...(typeof comment === 'string' && { comment }),
    ...(typeof additionalGuests === 'number' && additionalGuests > 0 && { additionalGuests }),
  };
}
