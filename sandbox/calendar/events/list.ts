import { demand, isAtLeast } from '../state/access';
import type { Call } from '../api/call';
import { isObject } from '../model/json';
import { badRequest, notFound, timeRangeEmpty, updatedMinTooLongAgo } from '../model/errors';
import type { Window } from '../model/recurrence';
import type { Role } from '../model/resources';
import type { CalendarRecord } from '../state/store';
import { DAY, timeParameter } from '../model/times';
import {
  compareKeys,
  pageOf,
  readPageToken,
  readSyncToken,
  writeToken,
  type PageToken,
  type SortKey,
  type SyncToken,
} from '../state/tokens';
import { changesSince } from './changes';
import { expand, findEvent, isInside, touches, type Occurrence } from './find';
import { eventFilter } from './filter';
import { EventView } from './view';

/** Parameters that a sync token forbids (discovery document, events.list syncToken). */
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

/** A first request with one of these gets no sync token: those that a token forbids, but for the window. */
const NO_TOKEN_AFTER = FORBIDDEN_WITH_TOKEN.filter((name) => name !== 'timeMin' && name !== 'timeMax');

/** Parameters that must stay the same over all requests of one synchronisation. */
const SAME_FOR_SYNC = ['singleEvents', 'eventTypes', 'showHiddenInvitations'];

/** Parameters that must stay the same over all pages of one list. */
const SAME_FOR_PAGES = [...FORBIDDEN_WITH_TOKEN, ...SAME_FOR_SYNC, 'calendarId', 'eventId', 'showDeleted', 'syncToken'];

/** How far back Google remembers changes for updatedMin: about four weeks, not documented. */
const UPDATED_MIN_DAYS = 28;

const same = (call: Call, names: readonly string[]) => JSON.stringify(names.map((name) => call.texts(name)));

/** events.get */
export function getEvent(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  const role = demand(calendar, call.user, 'freeBusyReader');
  const event = findEvent(calendar, call.text('eventId') ?? '');
  if (event === null) throw notFound();
  return new EventView(call, calendar, role).show(event);
}

/** events.list */
export function listEvents(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  const role = demand(calendar, call.user, 'freeBusyReader');
  const page = readPageToken(call.text('pageToken'), same(call, SAME_FOR_PAGES));
  const query = readQuery(call, calendar, role);
  const keyOf = keyFor(call, query);
  // Events lie in the order of their ordinals: a list in that order ends with its page.
  const stretch = keyOf === KEYS.ordinal ? { after: page?.after ?? null, enough: pageSize(call) + 1 } : undefined;
  const found =
    query.token === null ? allEvents(call, calendar, query, stretch) : changesSince(call, calendar, query.token, query);
  return answer(call, calendar, role, { found, keyOf, page, query });
}

/** events.instances */
export function listInstances(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  const role = demand(calendar, call.user, 'freeBusyReader');
  const page = readPageToken(call.text('pageToken'), same(call, SAME_FOR_PAGES));
  const master = calendar.events.get(call.text('eventId') ?? '');
  if (master === undefined) throw notFound();
  const query = { ...readWindow(call), single: true, token: null };
  const original = call.text('originalStart');
  const found = expand(calendar, master, query).filter(
    ({ event }) =>
      (event.status !== 'cancelled' || call.flag('showDeleted')) &&
      (original === undefined || isSameTime(event.originalStartTime, original)),
  );
  return answer(call, calendar, role, { found, keyOf: KEYS.startTime, page, query: { ...query, givesToken: false } });
}

function isSameTime(time: { date?: string; dateTime?: string } | undefined, text: string): boolean {
  if (time?.dateTime === undefined) return time?.date === text;
  return Date.parse(time.dateTime) === Date.parse(text);
}

interface Query extends Window {
  /** Series come as their instances. */
  single: boolean;
  token: SyncToken | null;
  givesToken: boolean;
}

function readQuery(call: Call, calendar: CalendarRecord, role: Role): Query {
  const token = readToken(call, calendar, role);
  const window = token ?? readWindow(call);
  // A user who may see only busy times gets them as if singleEvents were set
  // (https://developers.google.com/workspace/calendar/api/guides/recurringevents).
  const single = call.flag('singleEvents') || !isAtLeast(role, 'reader');
  if (call.text('orderBy') === 'startTime' && !single) {
    throw badRequest('The requested ordering is not available for the particular query.', 'orderBy');
  }
  const givesToken = token !== null || !NO_TOKEN_AFTER.some((name) => call.text(name) !== undefined);
  return { timeMin: window.timeMin, timeMax: window.timeMax, single, token, givesToken };
}

function readToken(call: Call, calendar: CalendarRecord, role: Role): SyncToken | null {
  // A change of somebody's access ends their tokens (https://developers.google.com/workspace/calendar/api/guides/sync).
  const scope = JSON.stringify(['events', calendar.id, call.user, role]);
  const token = readSyncToken(call.text('syncToken'), scope, calendar.tokenEpoch, call.store.clock.now());
  if (token === null) return null;
  const clash = FORBIDDEN_WITH_TOKEN.find((name) => call.text(name) !== undefined);
  if (clash !== undefined) throw badRequest(`A sync token cannot be combined with ${clash}.`, clash);
  if (call.text('showDeleted') === 'false') {
    throw badRequest('A sync token cannot be combined with showDeleted=false.', 'showDeleted');
  }
  if (token.request !== same(call, SAME_FOR_SYNC)) {
    throw badRequest('The sync token was made for other parameters.', 'syncToken');
  }
  return token;
}

function readWindow(call: Call): Window {
  const read = (name: string) => {
    const text = call.text(name);
    return text === undefined ? null : timeParameter(text, name);
  };
  const window = { timeMin: read('timeMin'), timeMax: read('timeMax') };
  if (window.timeMin !== null && window.timeMax !== null && window.timeMin >= window.timeMax) {
    throw timeRangeEmpty('timeMax');
  }
  return window;
}

/** Part of a list: what follows a key, and how much of it is enough. */
interface Stretch {
  after: SortKey | null;
  enough: number;
}

const WHOLE: Stretch = { after: null, enough: Infinity };

const pageSize = (call: Call) => call.pageSize(250, 2_500);

function allEvents(
  call: Call,
  calendar: CalendarRecord,
  query: Query,
  { after, enough }: Stretch = WHOLE,
): Occurrence[] {
  const updatedMin = readUpdatedMin(call);
  const showDeleted = call.flag('showDeleted');
  const isWanted = eventFilter(call);
  const isShown = ({ event }: Occurrence): boolean => {
    if (updatedMin !== null && Date.parse(event.updated) < updatedMin) return false;
    if (event.status === 'cancelled' && !showDeleted && updatedMin === null) {
      // Cancelled instances of a series that still exists come with it (discovery document, showDeleted).
      const series = event.recurringEventId === undefined ? undefined : calendar.events.get(event.recurringEventId);
      if (query.single || series === undefined || series.event.status === 'cancelled') return false;
    }
    return isWanted(event);
  };
  const found: Occurrence[] = [];
  const add = (occurrence: Occurrence) => {
    if (after === null || compareKeys(KEYS.ordinal(occurrence), after) > 0) found.push(occurrence);
  };
  for (const entry of calendar.events.near(query)) {
    if (found.length >= enough) break;
    if (after !== null && entry.ordinal < after[0]) continue;
    const { event } = entry;
    if (query.single && event.recurrence !== undefined) {
      for (const instance of expand(calendar, entry, query)) {
        // Exceptions are entries of their own: they come in their own place.
        if (calendar.events.get(instance.event.id) === undefined && isShown(instance)) add(instance);
      }
    } else if (
      isShown(entry) &&
      (event.recurrence === undefined ? isInside(entry, query) : touches(calendar, entry, query))
    ) {
      add(entry);
    }
  }
  return found;
}

function readUpdatedMin(call: Call): number | null {
  const text = call.text('updatedMin');
  if (text === undefined) return null;
  const at = timeParameter(text, 'updatedMin');
  if (at < call.store.clock.now() - UPDATED_MIN_DAYS * DAY) throw updatedMinTooLongAgo();
  return at;
}

type KeyOf = (item: Occurrence) => SortKey;

const KEYS = {
  ordinal: ({ ordinal, start, event }: Occurrence): SortKey => [ordinal, start, event.id],
  seq: ({ seq, start, event }: Occurrence): SortKey => [seq, start, event.id],
  startTime: ({ start, ordinal, event }: Occurrence): SortKey => [start, ordinal, event.id],
  updated: ({ event, ordinal }: Occurrence): SortKey => [Date.parse(event.updated), ordinal, event.id],
} satisfies Record<string, KeyOf>;

function keyFor(call: Call, { token }: Query): KeyOf {
  const order = call.text('orderBy');
  if (order === 'startTime' || order === 'updated') return KEYS[order];
  return token === null ? KEYS.ordinal : KEYS.seq;
}

interface Found {
  found: Occurrence[];
  keyOf: KeyOf;
  page: PageToken | null;
  query: Query;
}

function answer(call: Call, calendar: CalendarRecord, role: Role, { found, keyOf, page, query }: Found): object {
  const keyed = found.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => compareKeys(a.key, b.key));
  const size = call.store.shortened(pageSize(call));
  const { items, next } = pageOf(keyed, ({ key }) => key, page, size);
  const seq = page?.seq ?? calendar.seq;
  const view = new EventView(call, calendar, role);
  // An incremental sync tells of deleted events no more than their ids, unless showDeleted asks for more.
  const isBare = query.token !== null && !call.flag('showDeleted');
  const tokens = () => {
    if (next !== null) {
      return { nextPageToken: writeToken({ kind: 'page', request: same(call, SAME_FOR_PAGES), ...next, seq }) };
    }
    return query.givesToken ? { nextSyncToken: writeToken(syncToken(call, calendar, role, seq, query)) } : {};
  };
  return {
    kind: 'calendar#events',
    etag: `"p${calendar.seq}${role.slice(0, 2)}"`,
    summary: calendar.summary,
    ...(calendar.description !== undefined && { description: calendar.description }),
    updated: new Date(calendar.changedAt).toISOString(),
    timeZone: view.zone,
    accessRole: role,
    defaultReminders: defaultReminders(call, calendar),
    ...tokens(),
    items: items.map(({ item: { event } }) =>
      isBare && event.status === 'cancelled' ? view.showCancelled(event) : view.show(event),
    ),
  };
}

function defaultReminders(call: Call, calendar: CalendarRecord): object[] {
  const entry = call.store.list(call.user).entries.find(({ calendarId }) => calendarId === calendar.id);
  return (entry?.defaultReminders ?? []).filter(isObject);
}

function syncToken(
  call: Call,
  calendar: CalendarRecord,
  role: Role,
  seq: number,
  { timeMin, timeMax }: Window,
): SyncToken {
  return {
    kind: 'sync',
    scope: JSON.stringify(['events', calendar.id, call.user, role]),
    epoch: calendar.tokenEpoch,
    seq,
    at: call.store.clock.now(),
    request: same(call, SAME_FOR_SYNC),
    timeMin,
    timeMax,
  };
}
