import { isAtLeast, roleOf } from './access';
import type { Call } from './context';
import type { CalendarRecord, EventResource, Role } from './resources';
import { dateTimeIn, instantOf } from './times';

const BUSY_FIELDS = [
  'id',
  'status',
  'etag',
  'start',
  'end',
  'transparency',
  'recurringEventId',
  'originalStartTime',
  'recurrence',
  'eventType',
  'iCalUID',
  'sequence',
];

/** An event as the API answers with it to this caller. */
export function shown(call: Call, calendar: CalendarRecord, event: EventResource): Record<string, unknown> {
  const role = roleOf(calendar, call.user);
  const zone = call.text('timeZone') ?? null;
  const base = hidesContent(role, event) ? busyOnly(event) : withPeople(call, calendar, event);
  const times = zone === null ? {} : { start: inZone(event.start, zone), end: inZone(event.end, zone) };
  return { kind: 'calendar#event', ...base, ...times };
}

/** Somebody who may see only when others are busy sees no content; nor does a reader of a private event. */
function hidesContent(role: Role, event: EventResource): boolean {
  if (!isAtLeast(role, 'reader')) return true;
  return !isAtLeast(role, 'writer') && (event.visibility === 'private' || event.visibility === 'confidential');
}

function busyOnly(event: EventResource): Record<string, unknown> {
  const kept: Record<string, unknown> = { visibility: 'private' };
  for (const name of BUSY_FIELDS) if (event[name] !== undefined) kept[name] = event[name];
  return kept;
}

function withPeople(call: Call, calendar: CalendarRecord, event: EventResource): Record<string, unknown> {
  const isSelf = (email: string) => email === calendar.id;
  const person = <T extends { email: string }>(who: T) => ({ ...who, ...(isSelf(who.email) && { self: true }) });
  const all = (event.attendees ?? []).map((a) => ({
    ...person(a),
    ...(a.email === event.organizer.email && { organizer: true }),
  }));
  const most = call.number('maxAttendees', Infinity);
  const few = all.length > most;
  // With more guests than asked for, only the participant is answered (discovery document, maxAttendees).
  const attendees = few ? all.filter((a) => isSelf(a.email)) : all;
  return {
    ...event,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${event.id} ${calendar.id}`).toString('base64url')}`,
    creator: person(event.creator),
    organizer: person(event.organizer),
    ...(event.attendees !== undefined && { attendees }),
    ...(few && { attendeesOmitted: true }),
    reminders: event.reminders ?? { useDefault: true },
  };
}

function inZone(time: EventResource['start'], zone: string): EventResource['start'] {
  return time.dateTime === undefined ? time : { ...time, dateTime: dateTimeIn(instantOf(time, zone), zone) };
}
