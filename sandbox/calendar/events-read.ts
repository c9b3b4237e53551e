import { demand } from './access';
import type { Call } from './context';
import { invalid, notFound, tokenInvalid } from './errors';
import { shown } from './events-view';
import { findInstance } from './events-write';
import { instanceOf, occurrences } from './recurrence';
import type { CalendarRecord, EventResource, StoredEvent } from './resources';
import { spanOf, timeParameter } from './times';

/** Parameters that a sync token forbids [guides/sync; discovery document, events.list syncToken]. */
const FORBIDDEN_WITH_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'sharedExtendedProperty',
  'q',
  'timeMin',
  'timeMax',
  'updatedMin',
];

/** First requests with one of these lead to no sync token. */
const NO_TOKEN_AFTER = ['iCalUID', 'orderBy', 'privateExtendedProperty', 'sharedExtendedProperty', 'q', 'updatedMin'];

/** Parameters that must be the same in all requests of one synchronisation. */
const SAME_FOR_TOKEN = ['singleEvents', 'maxAttendees', 'eventTypes', 'showHiddenInvitations', 'alwaysIncludeEmail'];

/** A series without an end is shown this far when no timeMax is given. */
const OPEN_END = 2 * 366 * 86_400_000;

interface SyncToken {
  calendar: string;
  seq: number;
  epoch: number;
  same: string;
  timeMin: number | null;
  timeMax: number | null;
}

interface PageToken {
  request: string;
  offset: number;
  /** The calendar's last change when the first page was made: the sync token begins there. */
  seq: number;
}

const encode = (token: SyncToken | PageToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

/** events.get */
export function getEvent(call: Call): unknown {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'freeBusyReader');
  const id = call.text('eventId') ?? '';
  const event = calendar.events[id]?.event ?? findInstance(calendar, id);
  if (event === null) throw notFound();
  return shown(call, calendar, event);
}

/** events.list */
export function listEvents(call: Call): unknown {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'freeBusyReader');
  const token = readSyncToken(call, calendar);
  const page = readPageToken(call);
  const window = {
    timeMin: token?.timeMin ?? optionalTime(call, 'timeMin'),
    timeMax: token?.timeMax ?? optionalTime(call, 'timeMax'),
  };
  if (window.timeMin !== null && window.timeMax !== null && window.timeMin >= window.timeMax) {
    throw invalid('The specified time range is empty.', 'timeMax');
  }
  const seq = page?.seq ?? calendar.seq;
  const events = token === null ? fullList(call, calendar, window) : changedSince(call, calendar, token, window);
  const size = Math.min(2_500, Math.max(1, call.number('maxResults', 250)));
  const offset = page?.offset ?? 0;
  const items = events.slice(offset, offset + size).map((event) => shown(call, calendar, event));
  const isLast = offset + size >= events.length;
  const givesToken = token !== null || !NO_TOKEN_AFTER.some((name) => call.text(name) !== undefined);
  const next: SyncToken = { calendar: calendar.id, seq, epoch: calendar.tokenEpoch, same: sameOf(call), ...window };
  return {
    kind: 'calendar#events',
    etag: `"p${String(calendar.seq)}"`,
    summary: calendar.summary,
    updated: call.data.now(),
    timeZone: call.text('timeZone') ?? calendar.timeZone,
    accessRole: demand(calendar, call.user, 'freeBusyReader'),
    defaultReminders: [],
    ...(isLast
      ? givesToken && { nextSyncToken: encode(next) }
      : { nextPageToken: encode({ request: requestOf(call), offset: offset + size, seq }) }),
    items,
  };
}

/** events.instances */
export function listInstances(call: Call): unknown {
  const calendar = call.data.calendar(call.param('calendarId'), call.user);
  demand(calendar, call.user, 'freeBusyReader');
  const id = call.text('eventId') ?? '';
  const master = calendar.events[id]?.event;
  if (master === undefined) throw notFound();
  const window = { timeMin: optionalTime(call, 'timeMin'), timeMax: optionalTime(call, 'timeMax') };
  const events = expand(calendar, master, window).filter((e) => e.status !== 'cancelled' || call.flag('showDeleted'));
  const size = Math.min(2_500, Math.max(1, call.number('maxResults', 250)));
  const offset = readPageToken(call)?.offset ?? 0;
  return {
    kind: 'calendar#events',
    etag: `"p${String(calendar.seq)}"`,
    summary: calendar.summary,
    updated: call.data.now(),
    timeZone: calendar.timeZone,
    accessRole: demand(calendar, call.user, 'freeBusyReader'),
    defaultReminders: [],
    ...(offset + size < events.length && {
      nextPageToken: encode({ request: requestOf(call), offset: offset + size, seq: calendar.seq }),
    }),
    items: events.slice(offset, offset + size).map((event) => shown(call, calendar, event)),
  };
}

function optionalTime(call: Call, name: string): number | null {
  const text = call.text(name);
  return text === undefined ? null : timeParameter(text, name);
}

interface Window {
  timeMin: number | null;
  timeMax: number | null;
}

function fullList(call: Call, calendar: CalendarRecord, window: Window): EventResource[] {
  const single = call.flag('singleEvents');
  const stored = Object.values(calendar.events);
  const events = stored.flatMap(({ event }) => {
    if (event.recurrence === undefined || event.status === 'cancelled') return [event];
    return single ? expand(calendar, event, window).filter((e) => calendar.events[e.id] === undefined) : [event];
  });
  const cancelledInstances = (event: EventResource) => !single && event.recurringEventId !== undefined;
  const found = events.filter((event) => {
    // Cancelled exceptions of a series are listed with it, so that its readers know (discovery document, showDeleted).
    if (event.status === 'cancelled' && !call.flag('showDeleted') && !cancelledInstances(event)) return false;
    return isInside(calendar, event, window) && isAskedFor(call, event);
  });
  const updatedMin = optionalTime(call, 'updatedMin');
  const kept = updatedMin === null ? found : found.filter((event) => Date.parse(event.updated) >= updatedMin);
  return sorted(call, calendar, kept);
}

/** What has changed since a token: cancelled events too, series whole or, with singleEvents, in their instances. */
function changedSince(call: Call, calendar: CalendarRecord, token: SyncToken, window: Window): EventResource[] {
  const single = call.flag('singleEvents');
  const changed = Object.values(calendar.events).filter((stored: StoredEvent) => stored.seq > token.seq);
  return changed
    .sort((a, b) => a.seq - b.seq)
    .flatMap(({ event }): EventResource[] => {
      if (event.status === 'cancelled') return [cancelledEntry(event)];
      if (single && event.recurrence !== undefined) return expand(calendar, event, window);
      return isInside(calendar, event, window) ? [event] : [cancelledEntry(event)];
    })
    .filter((event) => event.status === 'cancelled' || isAskedFor(call, event));
}

/** Of a deleted event only the id is sure; of a cancelled instance also which one it was [guides/sync]. */
function cancelledEntry(event: EventResource): EventResource {
  return { ...event, status: 'cancelled' };
}

/** timeMin excludes by end, timeMax by start. */
function isInside(calendar: CalendarRecord, event: EventResource, { timeMin, timeMax }: Window): boolean {
  if (timeMin === null && timeMax === null) return true;
  if (event.recurrence !== undefined) {
    return expand(calendar, event, { timeMin, timeMax }).length > 0;
  }
  const { start, end } = spanOf(event, calendar.timeZone);
  return (timeMin === null || end > timeMin) && (timeMax === null || start < timeMax);
}

/** The instances of a series inside a window, exceptions in their place. */
export function expand(calendar: CalendarRecord, master: EventResource, { timeMin, timeMax }: Window): EventResource[] {
  const zone = calendar.timeZone;
  const own = spanOf(master, zone);
  const length = own.end - own.start;
  const from = timeMin === null ? own.start : timeMin - length;
  const to = timeMax ?? Math.max(own.start, from) + OPEN_END;
  const exceptions = Object.values(calendar.events).filter((s) => s.event.recurringEventId === master.id);
  const excepted = new Set(exceptions.map((s) => s.event.id));
  const plain = occurrences(master, zone, from, to)
    .map((original) => instanceOf(master, original, zone))
    .filter((instance) => !excepted.has(instance.id));
  return [...plain, ...exceptions.map((s) => s.event)].filter((event) =>
    isInside(calendar, event, { timeMin, timeMax }),
  );
}

function isAskedFor(call: Call, event: EventResource): boolean {
  const types = call.texts('eventTypes');
  if (types.length > 0 && !types.includes(event.eventType)) return false;
  const uid = call.text('iCalUID');
  if (uid !== undefined && event.iCalUID !== uid) return false;
  const q = call.text('q')?.toLowerCase();
  if (q !== undefined && !searched(event).includes(q)) return false;
  return (
    hasProperties(call.texts('privateExtendedProperty'), event.extendedProperties?.private) &&
    hasProperties(call.texts('sharedExtendedProperty'), event.extendedProperties?.shared)
  );
}

function searched(event: EventResource): string {
  const people = (event.attendees ?? []).flatMap((a) => [a.email, a.displayName]);
  return [event.summary, event.description, event.location, ...people].join('\n').toLowerCase();
}

/** `name=value`; of several all must hold (discovery document; the guide says any [BLOCKS §6]). */
function hasProperties(wanted: readonly string[], have: Record<string, string> | undefined): boolean {
  return wanted.every((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw invalid(`Invalid value for: ${pair}`, 'privateExtendedProperty');
    return have?.[pair.slice(0, equals)] === pair.slice(equals + 1);
  });
}

function sorted(call: Call, calendar: CalendarRecord, events: EventResource[]): EventResource[] {
  const order = call.text('orderBy');
  if (order === 'startTime') {
    if (!call.flag('singleEvents'))
      throw invalid('The requested ordering is not available for the particular query.', 'orderBy');
    return events.sort((a, b) => spanOf(a, calendar.timeZone).start - spanOf(b, calendar.timeZone).start);
  }
  if (order === 'updated') return events.sort((a, b) => a.updated.localeCompare(b.updated));
  return events;
}

function sameOf(call: Call): string {
  return JSON.stringify(SAME_FOR_TOKEN.map((name) => call.texts(name)));
}

function readSyncToken(call: Call, calendar: CalendarRecord): SyncToken | null {
  const text = call.text('syncToken');
  if (text === undefined) return null;
  const clash = FORBIDDEN_WITH_TOKEN.find((name) => call.text(name) !== undefined);
  if (clash !== undefined) throw invalid(`Sync token cannot be used together with ${clash}.`, clash);
  if (call.text('showDeleted') === 'false')
    throw invalid('Sync token cannot be used with showDeleted=false.', 'showDeleted');
  const token = decode(text);
  const isOurs =
    token !== null && 'epoch' in token && token.calendar === calendar.id && token.epoch === calendar.tokenEpoch;
  if (!isOurs) throw tokenInvalid();
  if (token.same !== sameOf(call))
    throw invalid('Sync token is not compatible with the request parameters.', 'syncToken');
  return token;
}

function readPageToken(call: Call): PageToken | null {
  const text = call.text('pageToken');
  if (text === undefined) return null;
  const token = decode(text);
  if (token === null || !('offset' in token)) throw invalid('Invalid page token value.', 'pageToken');
  if (token.request !== requestOf(call)) throw invalid('Page token does not belong to this request.', 'pageToken');
  return token;
}

const LIST_PARAMS = [...FORBIDDEN_WITH_TOKEN, ...SAME_FOR_TOKEN, 'syncToken', 'showDeleted', 'calendarId', 'eventId'];

/** What every page of one list has in common. */
function requestOf(call: Call): string {
  return JSON.stringify(LIST_PARAMS.map((name) => call.texts(name)));
}

function decode(text: string): SyncToken | PageToken | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isToken(value) ? value : null;
  } catch (error) {
    // What is no JSON is no token of ours: the caller answers as Google does.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isToken(value: unknown): value is SyncToken | PageToken {
  return typeof value === 'object' && value !== null && 'seq' in value && ('epoch' in value || 'offset' in value);
}
