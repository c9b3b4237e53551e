import { demand, isAtLeast, roleOf } from './access';
import type { Call, CalendarData } from './context';
import { ApiFailure, deleted, duplicate, forbidden, invalid, notFound, preconditionFailed, required } from './errors';
import { shown } from './events-view';
import { answerToOrganizer, spreadToGuests } from './guests';
import { finishedMeet } from './meet';
import { checkRecurrence, instanceOf, instanceSuffix, occurrences } from './recurrence';
import type { Attendee, CalendarRecord, ConferenceData, EventResource, EventTime, StoredEvent } from './resources';
import { instantOf, normalTime } from './times';

const ID = /^[a-v0-9]{5,1024}$/;

/** Fields that Google sets and that a body may carry without effect. */
const GIVEN = [
  'kind',
  'etag',
  'id',
  'htmlLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'iCalUID',
  'hangoutLink',
  'conferenceData',
  'recurringEventId',
  'originalStartTime',
  'sequence',
  'status',
  'start',
  'end',
  'attendees',
  'extendedProperties',
  'eventType',
] as const;

/** events.insert */
export function insertEvent(call: Call): unknown {
  const { data, user, body } = call;
  const calendar = data.calendar(call.param('calendarId'), user);
  demand(calendar, user, 'writer');
  const id = body.id === undefined || body.id === null ? data.newId() : String(body.id);
  if (!ID.test(id)) throw invalid('Invalid resource id value.');
  // A deleted event's id stays taken [google-api-ruby-client#1811].
  if (calendar.events[id] !== undefined) throw duplicate();
  const event = newEvent(call, calendar, id, body);
  const stored = data.put(calendar, event, meetOf(call, event));
  afterWrite(call, calendar, null, stored);
  return shown(call, calendar, stored.event);
}

/** events.import: a private copy, no mail, no copies. */
export function importEvent(call: Call): unknown {
  const { data, user, body } = call;
  const calendar = data.calendar(call.param('calendarId'), user);
  demand(calendar, user, 'writer');
  if (typeof body.iCalUID !== 'string') throw required('iCalUID');
  const standing = Object.values(calendar.events).find((s) => s.event.iCalUID === body.iCalUID);
  const id = standing?.event.id ?? data.newId();
  const event = { ...newEvent(call, calendar, id, body), iCalUID: body.iCalUID };
  return shown(call, calendar, data.put(calendar, event).event);
}

function newEvent(call: Call, calendar: CalendarRecord, id: string, body: Record<string, unknown>): EventResource {
  const { data, user } = call;
  const now = data.now();
  const base: EventResource = {
    id,
    status: 'confirmed',
    etag: '',
    created: now,
    updated: now,
    iCalUID: `${id}@google.com`,
    sequence: 0,
    start: {},
    end: {},
    creator: { email: user },
    organizer: { email: calendar.id, ...(!calendar.primary && { displayName: calendar.summary }) },
    eventType: 'default',
  };
  return merge(call, calendar, base, body, true);
}

/** A body over an event. What is null goes; `whole` says that what the body lacks goes too. */
function merge(
  call: Call,
  calendar: CalendarRecord,
  before: EventResource,
  body: Record<string, unknown>,
  whole: boolean,
): EventResource {
  const kept: Record<string, unknown> = whole ? pick(before, GIVEN) : { ...before };
  for (const [name, value] of Object.entries(body)) {
    if (GIVEN.some((given) => given === name)) continue;
    if (value === null) Reflect.deleteProperty(kept, name);
    else kept[name] = value;
  }
  const event: EventResource = { ...before, ...kept };
  for (const name of Object.keys(event)) if (!(name in kept)) Reflect.deleteProperty(event, name);
  setTimes(calendar, event, body, whole);
  if (body.status !== undefined) event.status = statusOf(body.status);
  if (body.attendees !== undefined || whole) setAttendees(event, body.attendees);
  if (body.extendedProperties !== undefined || whole) setExtended(event, body.extendedProperties, whole);
  if (body.eventType !== undefined) setType(event, body.eventType, before);
  if (call.number('conferenceDataVersion', 0) === 1) setConference(event, body, whole);
  if (event.recurrence !== undefined) checkRecurrence(event, calendar.timeZone);
  return event;
}

function pick(event: EventResource, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (event[name] === undefined ? [] : [[name, event[name]]])));
}

function setTimes(calendar: CalendarRecord, event: EventResource, body: Record<string, unknown>, whole: boolean): void {
  for (const name of ['start', 'end'] as const) {
    const given = timeOf(body[name]);
    if (given === null) {
      if (whole) throw required(`${name} time`);
    } else event[name] = normalTime(patchTime(event[name], given, whole), name, calendar.timeZone);
  }
  if ((event.start.date === undefined) !== (event.end.date === undefined)) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  const start = instantOf(event.start, calendar.timeZone);
  const end = instantOf(event.end, calendar.timeZone);
  if (end < start || (event.start.date !== undefined && end === start)) {
    throw new ApiFailure(400, 'timeRangeEmpty', 'The specified time range is empty.', undefined, 'calendar');
  }
}

function timeOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

/** A patch of a time keeps what it does not name; date and dateTime exclude one another. */
function patchTime(before: EventTime, given: Record<string, unknown>, whole: boolean): EventTime {
  const text = (name: string) => (typeof given[name] === 'string' ? { [name]: given[name] } : {});
  const moment = { ...text('date'), ...text('dateTime') };
  const zone =
    'timeZone' in given || whole
      ? text('timeZone')
      : before.timeZone === undefined
        ? {}
        : { timeZone: before.timeZone };
  if (Object.keys(moment).length > 0) return { ...moment, ...zone };
  const { timeZone: _, ...rest } = before;
  return { ...rest, ...zone };
}

const STATUSES = ['confirmed', 'tentative', 'cancelled'];

function statusOf(value: unknown): string {
  const status = STATUSES.find((known) => known === value);
  if (status === undefined) throw invalid('Invalid value for: status');
  return status;
}

/** Arrays are replaced whole [guides/performance]. */
function setAttendees(event: EventResource, value: unknown): void {
  if (!Array.isArray(value) || value.length === 0) {
    delete event.attendees;
    return;
  }
  const before = new Map((event.attendees ?? []).map((a) => [a.email, a]));
  event.attendees = value.map((raw: unknown): Attendee => {
    const given: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
    const email = typeof given.email === 'string' ? given.email.toLowerCase() : '';
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw invalid('Invalid attendee email.');
    const { self: _, organizer: __, ...rest } = given;
    return {
      ...rest,
      email,
      responseStatus: String(given.responseStatus ?? before.get(email)?.responseStatus ?? 'needsAction'),
    };
  });
}

/** Keys over 44 characters are dropped, values over 1,024 are cut, both without a word [guides/extended-properties]. */
function setExtended(event: EventResource, value: unknown, whole: boolean): void {
  if (value === null || value === undefined) {
    if (whole || value === null) delete event.extendedProperties;
    return;
  }
  const given: Record<string, unknown> = typeof value === 'object' ? { ...value } : {};
  const next = whole ? {} : { ...event.extendedProperties };
  for (const kind of ['private', 'shared'] as const) {
    const props = given[kind];
    if (typeof props !== 'object' || props === null) continue;
    const kept: Record<string, string> = whole ? {} : { ...next[kind] };
    for (const [key, text] of Object.entries(props)) {
      if (key.length > 44) continue;
      if (text === null) Reflect.deleteProperty(kept, key);
      else kept[key] = String(text).slice(0, 1_024);
    }
    next[kind] = kept;
  }
  event.extendedProperties = next;
}

const TYPES = ['default', 'outOfOffice', 'focusTime', 'workingLocation', 'birthday', 'fromGmail'];

/** [guides/event-types]: the type cannot change, and some types decide whether they block. */
function setType(event: EventResource, value: unknown, before: EventResource): void {
  const type = TYPES.find((known) => known === value);
  if (type === undefined) throw invalid('Invalid value for: eventType');
  const isNew = before.etag === '';
  if (!isNew && before.eventType !== type) {
    throw new ApiFailure(400, 'eventTypeRestriction', 'Event type cannot be changed.', undefined, 'calendar');
  }
  if ((type === 'outOfOffice' || type === 'focusTime') && event.start.dateTime === undefined) {
    throw invalid(`${type} events must have a start and an end time.`);
  }
  event.eventType = type;
  if (type === 'workingLocation' || type === 'birthday') event.transparency = 'transparent';
  if (type === 'outOfOffice' || type === 'focusTime') delete event.transparency;
}

/** Version 1 says that the caller knows of conference data; else it is ignored, and kept (discovery document). */
function setConference(event: EventResource, body: Record<string, unknown>, whole: boolean): void {
  const given = body.conferenceData;
  if (given === undefined && !whole) return;
  if (given === null || given === undefined) {
    delete event.conferenceData;
    delete event.hangoutLink;
    return;
  }
  const conference: ConferenceData = typeof given === 'object' ? { ...given } : {};
  const request = conference.createRequest;
  const isNew =
    request?.requestId !== undefined && request.requestId !== event.conferenceData?.createRequest?.requestId;
  if (isNew) {
    const type = request.conferenceSolutionKey?.type ?? 'hangoutsMeet';
    if (type !== 'hangoutsMeet') throw invalid('Invalid conference type value.');
    delete event.hangoutLink;
    event.conferenceData = {
      createRequest: {
        requestId: request.requestId ?? '',
        conferenceSolutionKey: { type },
        status: { statusCode: 'pending' },
      },
    };
  } else if (request === undefined && conference.conferenceId !== event.conferenceData?.conferenceId) {
    // An add-on's conference comes from the event editor only [gogcli#590].
    throw invalid('Invalid conference data.');
  }
}

/** Begins to make a Meet link that has just been asked for. */
function meetOf(call: Call, event: EventResource): Partial<Pick<StoredEvent, 'meetReadyAt' | 'meetFails'>> {
  const request = event.conferenceData?.createRequest;
  if (request?.status?.statusCode !== 'pending') return {};
  const { ms, fail } = call.data.meetDelay();
  if (ms > 0) return { meetReadyAt: call.data.clock.now() + ms, meetFails: fail };
  if (fail) {
    event.conferenceData = { createRequest: { ...request, status: { statusCode: 'failure' } } };
    return {};
  }
  const made = finishedMeet(request, event.id);
  event.conferenceData = made;
  const video = made.entryPoints?.[0];
  if (video !== undefined) event.hangoutLink = video.uri;
  return {};
}

/** events.patch and events.update */
export function changeEvent(call: Call, whole: boolean): unknown {
  const { data, user } = call;
  const calendar = data.calendar(call.param('calendarId'), user);
  const id = call.text('eventId') ?? '';
  const role = roleOf(calendar, user);
  if (role === 'none') throw notFound();
  const before = standingOrInstance(data, calendar, id);
  const match = call.header('if-match');
  if (match !== undefined && match !== '*' && match !== before.etag) throw preconditionFailed();
  if (!isAtLeast(role, 'writer')) throw forbidden();
  const after = merge(call, calendar, before, call.body, whole);
  if (movesTimes(before, after)) after.sequence = before.sequence + 1;
  const stored = data.put(calendar, after, meetOf(call, after));
  afterWrite(call, calendar, before, stored);
  return shown(call, calendar, stored.event);
}

/** An event of its own, or an instance of a series that becomes one by being changed. */
function standingOrInstance(data: CalendarData, calendar: CalendarRecord, id: string): EventResource {
  const standing = calendar.events[id];
  if (standing !== undefined) return standing.event;
  const found = findInstance(calendar, id);
  if (found === null) throw notFound();
  return { ...found, created: data.now(), etag: '"new"' };
}

/** The instance of a series that an id names, if the series has it. */
export function findInstance(calendar: CalendarRecord, id: string): EventResource | null {
  const cutAt = id.lastIndexOf('_');
  const master = cutAt < 0 ? undefined : calendar.events[id.slice(0, cutAt)]?.event;
  if (master?.recurrence === undefined || master.status === 'cancelled') return null;
  const suffix = id.slice(cutAt + 1);
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(suffix);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const original = occurrences(master, calendar.timeZone, at - 1, at + 1).find(
    (time) => instanceSuffix(time, calendar.timeZone) === suffix,
  );
  return original === undefined ? null : instanceOf(master, original, calendar.timeZone);
}

function movesTimes(before: EventResource, after: EventResource): boolean {
  return JSON.stringify([before.start, before.end]) !== JSON.stringify([after.start, after.end]);
}

/** Guests' copies follow the organizer; a guest's own answer goes to the organizer. */
function afterWrite(call: Call, calendar: CalendarRecord, before: EventResource | null, stored: StoredEvent): void {
  const { event } = stored;
  const sendUpdates = call.text('sendUpdates') ?? (call.flag('sendNotifications') ? 'all' : undefined);
  if (event.organizer.email === calendar.id) {
    spreadToGuests(call.data, calendar, before, event, sendUpdates);
    return;
  }
  const answer = (e: EventResource | null) => e?.attendees?.find((a) => a.email === calendar.id)?.responseStatus;
  const now = answer(event);
  if (now !== undefined && now !== answer(before)) answerToOrganizer(call.data, calendar.id, event, now);
}

/** events.delete */
export function deleteEvent(call: Call): undefined {
  const { data, user } = call;
  const calendar = data.calendar(call.param('calendarId'), user);
  demand(calendar, user, 'writer');
  const id = call.text('eventId') ?? '';
  const before = standingOrInstance(data, calendar, id);
  if (before.status === 'cancelled') throw deleted();
  const match = call.header('if-match');
  if (match !== undefined && match !== '*' && match !== before.etag) throw preconditionFailed();
  const stored = data.put(calendar, { ...before, status: 'cancelled' });
  for (const exception of Object.values(calendar.events)) {
    const { event } = exception;
    if (event.recurringEventId === id && event.status !== 'cancelled')
      data.put(calendar, { ...event, status: 'cancelled' });
  }
  if (before.organizer.email === calendar.id) {
    const sendUpdates = call.text('sendUpdates') ?? (call.flag('sendNotifications') ? 'all' : undefined);
    spreadToGuests(data, calendar, before, stored.event, sendUpdates);
  } else answerToOrganizer(data, calendar.id, before, 'declined');
  return undefined;
}

/** events.move: another calendar becomes the organizer. */
export function moveEvent(call: Call): unknown {
  const { data, user } = call;
  const from = data.calendar(call.param('calendarId'), user);
  const to = data.calendar(call.param('destination'), user);
  demand(from, user, 'writer');
  demand(to, user, 'writer');
  const id = call.text('eventId') ?? '';
  const event = from.events[id]?.event;
  if (event === undefined || event.status === 'cancelled') throw notFound();
  if (event.organizer.email !== from.id) throw forbidden('Only the organizer may move an event.');
  data.put(from, { ...event, status: 'cancelled' });
  const stored = data.put(to, { ...event, organizer: { email: to.id }, sequence: event.sequence + 1 });
  return shown(call, to, stored.event);
}

/** What the event dialog of Calendar saves: the only way for an add-on's conference into an event. */
export function saveConference(event: EventResource, conference: ConferenceData | null): EventResource {
  const { conferenceData: _, hangoutLink: __, ...rest } = event;
  return conference === null ? rest : { ...rest, conferenceData: conference };
}
