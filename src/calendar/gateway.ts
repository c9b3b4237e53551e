import type { Invitations } from '../booking/booking';
import { DAY } from '../booking/time/time';
import { zoneBetween, type OffsetLookup } from '../booking/time/zones';
import {
  CalendarError,
  type BusyItem,
  type BusyPages,
  type CalendarChanges,
  type CalendarErrorKind,
  type CalendarGateway,
  type CalendarInfo,
  type EventPatch,
  type EventPlan,
  type GuestChange,
  type ObservedEvent,
  type OwnTexts,
  type Reach,
} from '../desk/ports/ports';
import {
  BOOKING_PROPERTY,
  isBusy,
  observe,
  readCalendarList,
  readCanWrite,
  readEvent,
  readEvents,
  readGuests,
  readTexts,
  spanOf,
  type MidnightOf,
} from './answers';
import { GoogleApiError, type CalendarApi } from './api';

/** The largest page that events.list gives (discovery document). */
const PAGE = 2_500;

const EVENT_FIELDS =
  'id,etag,status,summary,start(date,dateTime),end(date,dateTime),transparency,eventType,recurrence,' +
  'recurringEventId,originalStartTime(date,dateTime),hangoutLink,' +
  'conferenceData(entryPoints(entryPointType,uri,label,pin),createRequest(requestId,status)),attendees(email,self,responseStatus)';

/** Of a busy event only what tells whether and when it blocks. */
const BUSY_FIELDS =
  'items(id,recurringEventId,status,start(date,dateTime),end(date,dateTime),transparency,eventType,' +
  'attendees(self,responseStatus)),' +
  'nextPageToken,timeZone';

/** Where we look at one event, it is also asked whose it is. */
const ONE_EVENT_FIELDS = `${EVENT_FIELDS},extendedProperties(private)`;

export interface GatewayOptions {
  api: CalendarApi;
  offsets: OffsetLookup;
  /** Milliseconds. */
  sleep: (ms: number) => void;
  /** From 0 to 1. */
  random: () => number;
}

/** Google Calendar over its API, with short retries of what Google says to try again. */
export function calendarGateway({ api, offsets, sleep, random }: GatewayOptions): CalendarGateway {
  let calls = 0;
  const writable = new Map<string, boolean>();
  const ask = <T>(request: () => T): T =>
    withRetries(
      () => {
        calls += 1;
        return request();
      },
      sleep,
      random,
    );
  const orGoneFrom = <T>(calendarId: string, gone: T, request: () => T): T =>
    orGone(ask, api, calendarId, gone, request);
  // One event alone does not say its calendar's zone, a list does: it is asked for where an event is all-day.
  const zones = new Map<string, string>();
  const zoneOf = (calendarId: string): string => {
    const zone =
      zones.get(calendarId) ??
      readEvents(ask(() => api.listEvents(calendarId, { maxResults: 1, fields: 'timeZone' }))).timeZone;
    zones.set(calendarId, zone);
    return zone;
  };
  const seenIn = (calendarId: string) => (answer: unknown) =>
    observe(readEvent(answer), (wall) => midnightsIn(zoneOf(calendarId), offsets)(wall));
  return {
    list: () => listCalendars(ask, api),
    canWrite: (calendarId) => {
      const known = writable.get(calendarId);
      if (known !== undefined) return known;
      const can = canWrite(ask, api, calendarId);
      writable.set(calendarId, can);
      return can;
    },
    insert: (calendarId, plan) => insert(ask, api, seenIn(calendarId), calendarId, plan),
    get: (calendarId, eventId) =>
      orGoneFrom(calendarId, null, () =>
        seenIn(calendarId)(ask(() => api.getEvent(calendarId, eventId, { fields: ONE_EVENT_FIELDS }))),
      ),
    instance: (calendarId, seriesId, originalStart) => {
      const options = {
        originalStart: new Date(originalStart).toISOString(),
        maxResults: 1,
        showDeleted: true,
        fields: `items(${EVENT_FIELDS}),timeZone`,
      };
      return orGoneFrom(calendarId, null, () => {
        const { items, timeZone } = readEvents(ask(() => api.listInstances(calendarId, seriesId, options)));
        const [item] = items;
        return item === undefined ? null : observe(item, midnightsIn(timeZone, offsets));
      });
    },
    patch: (calendarId, eventId, patch, etag) => {
      const options = { conferenceDataVersion: 1, sendUpdates: patch.invitations, fields: EVENT_FIELDS };
      const headers = { 'If-Match': etag };
      return unlessChanged(() =>
        orGoneFrom(calendarId, null, () =>
          seenIn(calendarId)(ask(() => api.patchEvent(patchBody(patch), calendarId, eventId, options, headers))),
        ),
      );
    },
    changeGuests: (calendarId, eventId, guests, invitations) =>
      orGoneFrom(calendarId, null, () =>
        changeGuests(ask, api, seenIn(calendarId), calendarId, eventId, guests, invitations),
      ),
    retext: (calendarId, eventId, before, after, invitations) =>
      orGoneFrom(calendarId, undefined, () => retext(ask, api, calendarId, eventId, before, after, invitations)),
    move: (calendarId, eventId, to, invitations) =>
      orGoneFrom(calendarId, null, () =>
        seenIn(to)(
          ask(() => api.moveEvent(calendarId, eventId, to, { sendUpdates: invitations, fields: EVENT_FIELDS })),
        ),
      ),
    remove: (calendarId, eventId, invitations) =>
      orGoneFrom(calendarId, undefined, () =>
        ask(() => api.removeEvent(calendarId, eventId, { sendUpdates: invitations })),
      ),
    changes: (calendarId, syncToken, reach) => changes(ask, api, offsets, calendarId, syncToken, reach),
    busy: (calendarId, reach) => busy(ask, api, offsets, calendarId, reach),
    calls: () => calls,
  };
}

type Ask = <T>(request: () => T) => T;

function listCalendars(ask: Ask, api: CalendarApi): CalendarInfo[] {
  const found: CalendarInfo[] = [];
  let pageToken: string | undefined;
  do {
    const options = { maxResults: 250, ...(pageToken !== undefined && { pageToken }) };
    const page = readCalendarList(ask(() => api.listCalendars(options)));
    for (const item of page.items) {
      found.push({
        id: item.id,
        name: item.summaryOverride ?? item.summary ?? item.id,
        zone: item.timeZone,
        primary: item.primary,
        canWrite: item.accessRole === 'owner' || item.accessRole === 'writer',
      });
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return found;
}

function insert(
  ask: Ask,
  api: CalendarApi,
  seen: (answer: unknown) => ObservedEvent,
  calendarId: string,
  plan: EventPlan,
): ReturnType<CalendarGateway['insert']> {
  const body = {
    id: plan.id,
    summary: plan.title,
    description: escapeHtml(plan.description),
    location: plan.location,
    start: { dateTime: new Date(plan.start).toISOString() },
    end: { dateTime: new Date(plan.end).toISOString() },
    attendees: plan.guests.map(({ email, name }) => ({ email, displayName: name })),
    ...(!plan.guestsSeeEachOther && { guestsCanSeeOtherGuests: false }),
    extendedProperties: { private: { [BOOKING_PROPERTY]: plan.bookingId } },
  };
  const withMeet = plan.meetRequestId === null ? body : { ...body, conferenceData: createMeet(plan.meetRequestId) };
  const options = { conferenceDataVersion: 1, sendUpdates: plan.invitations, fields: EVENT_FIELDS };
  const { meetRequestId } = plan;
  const write = (draft: object) => seen(ask(() => api.insertEvent(draft, calendarId, options)));
  const noLink = (event: ObservedEvent): ObservedEvent =>
    meetRequestId === null ? event : { ...event, link: { status: 'failed', requestId: meetRequestId } };
  const noGuests = (event: ObservedEvent): ObservedEvent => ({ ...event, guestsRefused: true });
  // A calendar in which Meet is not allowed refuses the whole event (ConferenceProperties, discovery document), and so
  // does an address that Google takes for none: it is made without the one, which counts as failed, or the other.
  const attempts = [() => write(withMeet)];
  if (meetRequestId !== null) attempts.push(() => noLink(write(body)));
  if (plan.guests.length > 0) {
    attempts.push(() => noGuests(write({ ...withMeet, attendees: [] })));
    if (meetRequestId !== null) attempts.push(() => noGuests(noLink(write({ ...body, attendees: [] }))));
  }
  return firstTaken(attempts);
}

/** The first of these events that Google does not call invalid; `taken` where its id is. */
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

/** How often guests are read again because somebody else changed the event meanwhile. */
const GUEST_TRIES = 3;

/** Guests are replaced as a whole: they are read first, and written only if nobody has changed the event since. */
function changeGuests(
  ask: Ask,
  api: CalendarApi,
  seen: (answer: unknown) => ObservedEvent,
  calendarId: string,
  eventId: string,
  { add, remove }: GuestChange,
  invitations: Invitations,
): ObservedEvent {
  const leaves = new Set(remove);
  for (let tries = 1; ; tries++) {
    const { etag, attendees } = readGuests(ask(() => api.getEvent(calendarId, eventId, { fields: 'etag,attendees' })));
    const stay = attendees.filter(({ email }) => !leaves.has(email.toLowerCase()));
    const known = new Set(stay.map(({ email }) => email.toLowerCase()));
    const joined = add
      .filter(({ email }) => !known.has(email))
      .map(({ email, name }) => ({ email, displayName: name }));
    const options = { sendUpdates: invitations, fields: EVENT_FIELDS };
    const headers = { 'If-Match': etag };
    const write = (attendees: object[]) =>
      seen(ask(() => api.patchEvent({ attendees }, calendarId, eventId, options, headers)));
    try {
      return write([...stay, ...joined]);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      // An address that Google takes for none: who leaves leaves all the same.
      if (statusOf(error) === 400 && joined.length > 0) return { ...write(stay), guestsRefused: true };
      if (statusOf(error) !== 412 || tries >= GUEST_TRIES) throw error;
    }
  }
}

/** Read first: only words that are still ours are written anew. */
function retext(
  ask: Ask,
  api: CalendarApi,
  calendarId: string,
  eventId: string,
  before: OwnTexts,
  after: OwnTexts,
  invitations: Invitations,
): void {
  const seen = readTexts(ask(() => api.getEvent(calendarId, eventId, { fields: 'etag,summary,description,location' })));
  const patch = {
    ...(seen.summary === before.title && before.title !== after.title && { summary: after.title }),
    ...(seen.description === escapeHtml(before.description) &&
      before.description !== after.description && { description: escapeHtml(after.description) }),
    ...(seen.location === before.location && before.location !== after.location && { location: after.location }),
  };
  if (Object.keys(patch).length === 0) return;
  const options = { sendUpdates: invitations, fields: 'id' };
  ask(() => api.patchEvent(patch, calendarId, eventId, options, { 'If-Match': seen.etag }));
}

function createMeet(requestId: string) {
  return { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
}

function patchBody(patch: EventPatch): object {
  // Google merges a patch with what stands: the date has to go by name, and no other null is handed on.
  const time = (at: number) => ({ dateTime: new Date(at).toISOString(), ...(patch.wasAllDay && { date: null }) });
  return {
    ...(patch.span !== undefined && { start: time(patch.span.start), end: time(patch.span.end) }),
    ...(patch.meetRequestId !== undefined && { conferenceData: createMeet(patch.meetRequestId) }),
  };
}

/** Calendar shows a description as HTML [concepts/events]: what a client wrote is text. */
function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/**
 * Single events, masters and exceptions: one touched series is one entry, not hundreds. With a token only the
 * parameters of the first list may come along, and no time window [guides/sync].
 */
function changes(
  ask: Ask,
  api: CalendarApi,
  offsets: OffsetLookup,
  calendarId: string,
  syncToken: string | null,
  reach: Reach,
): CalendarChanges {
  const first = {
    maxResults: PAGE,
    fields: `items(${EVENT_FIELDS}),nextPageToken,nextSyncToken,timeZone`,
    ...(syncToken === null ? { timeMin: new Date(reach.window.start).toISOString() } : { syncToken }),
  };
  const events: ObservedEvent[] = [];
  let { pageToken } = reach;
  try {
    for (;;) {
      const options = { ...first, ...(pageToken !== null && { pageToken }) };
      const page = readEvents(ask(() => api.listEvents(calendarId, options)));
      const midnightOf = midnightsIn(page.timeZone, offsets);
      for (const item of page.items) events.push(observe(item, midnightOf));
      if (page.nextSyncToken !== undefined) return { status: 'ok', events, syncToken: page.nextSyncToken };
      if (page.nextPageToken === undefined) throw new CalendarError('failed', 'the last page brought no sync token');
      pageToken = page.nextPageToken;
      if (!reach.mayGoOn()) return { status: 'partial', events, pageToken };
    }
  } catch (error) {
    // 410 means: this token is no longer good.
    const hadToken = syncToken !== null || reach.pageToken !== null;
    if (hadToken && error instanceof CalendarError && error.kind === 'gone' && statusOf(error) === 410) {
      return { status: 'tokenExpired' };
    }
    throw error;
  }
}

function busy(ask: Ask, api: CalendarApi, offsets: OffsetLookup, calendarId: string, reach: Reach): BusyPages {
  const first = {
    singleEvents: true,
    maxResults: PAGE,
    // Of the guests only the calendar's owner is of use.
    maxAttendees: 1,
    timeMin: new Date(reach.window.start).toISOString(),
    timeMax: new Date(reach.window.end).toISOString(),
    fields: BUSY_FIELDS,
  };
  const items: BusyItem[] = [];
  let { pageToken } = reach;
  for (;;) {
    const options = { ...first, ...(pageToken !== null && { pageToken }) };
    const page = readEvents(ask(() => api.listEvents(calendarId, options)));
    const midnightOf = midnightsIn(page.timeZone, offsets);
    for (const item of page.items) {
      const span = isBusy(item) ? spanOf(item, midnightOf) : null;
      if (span !== null) items.push({ ...span, id: item.id, seriesId: item.recurringEventId ?? null });
    }
    pageToken = page.nextPageToken ?? null;
    if (pageToken === null || !reach.mayGoOn()) return { items, pageToken };
  }
}

/** Midnights of one zone: its clock changes are looked up only around the dates that are asked for. */
function midnightsIn(zone: string, offsets: OffsetLookup): MidnightOf {
  return (wall) => zoneBetween(zone, offsets, wall - DAY, wall + DAY).instantOf(wall);
}

/** 412: somebody has changed the event since it was read. */
function unlessChanged<T>(request: () => T): T | 'changed' {
  try {
    return request();
  } catch (error) {
    if (error instanceof CalendarError && statusOf(error) === 412) return 'changed';
    throw error;
  }
}

/**
 * 404 and 410 of an event: it is not there, which is what the caller asked about. A calendar that may not be seen any
 * more answers the same: there the event may stand all the same, and nothing is concluded.
 *
 * @throws CalendarError `noAccess` for such a calendar
 */
function orGone<T>(ask: Ask, api: CalendarApi, calendarId: string, gone: T, request: () => T): T {
  try {
    return request();
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'gone') throw error;
    if (!isReachable(ask, api, calendarId))
      throw new CalendarError('noAccess', `the calendar cannot be reached: ${error.message}`);
    return gone;
  }
}

/** A calendar that is not in the person's list is none that they write into. */
function canWrite(ask: Ask, api: CalendarApi, calendarId: string): boolean {
  try {
    return readCanWrite(ask(() => api.getCalendar(calendarId, { fields: 'accessRole' })));
  } catch (error) {
    if (error instanceof CalendarError && (error.kind === 'gone' || error.kind === 'noAccess')) return false;
    throw error;
  }
}

function isReachable(ask: Ask, api: CalendarApi, calendarId: string): boolean {
  try {
    ask(() => api.getCalendar(calendarId, { fields: 'id' }));
    return true;
  } catch (error) {
    if (error instanceof CalendarError && (error.kind === 'gone' || error.kind === 'noAccess')) return false;
    throw error;
  }
}

const RETRY_AFTER = [400, 1_200];

/** Google's own failures and rate limits are tried again a little later, the rest is told at once [guides/errors]. */
function withRetries<T>(request: () => T, sleep: (ms: number) => void, random: () => number): T {
  for (let tries = 0; ; tries++) {
    try {
      return request();
    } catch (error) {
      if (!(error instanceof GoogleApiError)) throw error;
      const kind = kindOf(error);
      const pause = RETRY_AFTER[tries];
      if (kind !== 'tryLater' || pause === undefined) {
        const told = new CalendarError(kind, error.message);
        told.answer = error;
        throw told;
      }
      // Those who failed together do not try again together.
      sleep(Math.round(pause * (0.5 + random())));
    }
  }
}

function kindOf(error: GoogleApiError): CalendarErrorKind {
  const { status, reason } = error;
  if (status === 404 || status === 410) return 'gone';
  if (status === 429 || status >= 500) return 'tryLater';
  if (status === 403 && /RateLimitExceeded|quotaExceeded|calendarLimits/i.test(reason)) return 'tryLater';
  return status === 401 || status === 403 ? 'noAccess' : 'failed';
}

function statusOf(error: CalendarError): number {
  return error.answer instanceof GoogleApiError ? error.answer.status : 0;
}
