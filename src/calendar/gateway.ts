import { mergeIntervals, type Interval } from '../booking/intervals';
import { DAY } from '../booking/time';
import { zoneBetween, type OffsetLookup } from '../booking/zones';
import {
  CalendarError,
  type CalendarChanges,
  type CalendarErrorKind,
  type CalendarGateway,
  type CalendarInfo,
  type EventPatch,
  type EventPlan,
  type Guest,
  type ObservedEvent,
} from '../desk/ports';
import {
  isBusy,
  observe,
  readCalendarList,
  readEvent,
  readEvents,
  readGuests,
  spanOf,
  type MidnightOf,
} from './answers';
import { GoogleApiError, type CalendarApi } from './api';

/** The largest page that events.list gives (discovery document). */
const PAGE = 2_500;

const EVENT_FIELDS =
  'id,status,summary,start(date,dateTime),end(date,dateTime),hangoutLink,' +
  'conferenceData(entryPoints(entryPointType,uri),createRequest(status)),attendees(email,self,responseStatus)';

/** Of a busy event only what tells whether and when it blocks. */
const BUSY_FIELDS =
  'items(id,status,start(date,dateTime),end(date,dateTime),transparency,eventType,attendees(self,responseStatus)),' +
  'nextPageToken,timeZone';

/** The private extended property that ties an event to its booking; the identity is the event id all the same. */
const BOOKING_PROPERTY = 'slotkeeperBooking';

export interface GatewayOptions {
  api: CalendarApi;
  offsets: OffsetLookup;
  /** Milliseconds. */
  sleep: (ms: number) => void;
}

/** Google Calendar over its API, with short retries of what Google says to try again. */
export function calendarGateway({ api, offsets, sleep }: GatewayOptions): CalendarGateway {
  const ask = <T>(request: () => T): T => withRetries(request, sleep);
  const seen = (answer: unknown) => observe(readEvent(answer), midnightsIn('UTC', offsets));
  return {
    list: () => listCalendars(ask, api),
    insert: (calendarId, plan) => insert(ask, api, seen, calendarId, plan),
    get: (calendarId, eventId) =>
      orGone(null, () => seen(ask(() => api.getEvent(calendarId, eventId, { fields: EVENT_FIELDS })))),
    patch: (calendarId, eventId, patch) =>
      orGone(null, () =>
        seen(
          ask(() =>
            api.patchEvent(patchBody(patch), calendarId, eventId, {
              conferenceDataVersion: 1,
              sendUpdates: 'none',
              fields: EVENT_FIELDS,
            }),
          ),
        ),
      ),
    changeGuests: (calendarId, eventId, add, remove) =>
      orGone(null, () => seen(changeGuests(ask, api, calendarId, eventId, add, remove))),
    remove: (calendarId, eventId) =>
      orGone(undefined, () => ask(() => api.removeEvent(calendarId, eventId, { sendUpdates: 'none' }))),
    changes: (calendarId, syncToken, window) => changes(ask, api, offsets, calendarId, syncToken, window),
    busy: (calendarId, window, isOurs) => busy(ask, api, offsets, calendarId, window, isOurs),
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
    ...(plan.meetRequestId !== null && { conferenceData: createMeet(plan.meetRequestId) }),
  };
  // Our own mail tells the client, with the link; Google's invitation would be a second one.
  const options = { conferenceDataVersion: 1, sendUpdates: 'none', fields: EVENT_FIELDS };
  try {
    return { status: 'written', event: seen(ask(() => api.insertEvent(body, calendarId, options))) };
  } catch (error) {
    if (error instanceof CalendarError && error.cause instanceof GoogleApiError && error.cause.status === 409) {
      return { status: 'taken' };
    }
    throw error;
  }
}

/** How often guests are read again because somebody else changed the event meanwhile. */
const GUEST_TRIES = 3;

/** Guests are replaced as a whole: they are read first, and written only if nobody has changed the event since. */
function changeGuests(
  ask: Ask,
  api: CalendarApi,
  calendarId: string,
  eventId: string,
  add: readonly Guest[],
  remove: readonly string[],
): unknown {
  const leaves = new Set(remove);
  for (let tries = 1; ; tries++) {
    const { etag, attendees } = readGuests(ask(() => api.getEvent(calendarId, eventId, { fields: 'etag,attendees' })));
    const stay = attendees.filter(({ email }) => !leaves.has(email.toLowerCase()));
    const known = new Set(stay.map(({ email }) => email.toLowerCase()));
    const joined = add
      .filter(({ email }) => !known.has(email))
      .map(({ email, name }) => ({ email, displayName: name }));
    const options = { sendUpdates: 'none', fields: EVENT_FIELDS };
    const headers = { 'If-Match': etag };
    try {
      return ask(() => api.patchEvent({ attendees: [...stay, ...joined] }, calendarId, eventId, options, headers));
    } catch (error) {
      if (!(error instanceof CalendarError) || statusOf(error) !== 412 || tries >= GUEST_TRIES) throw error;
    }
  }
}

function createMeet(requestId: string) {
  return { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
}

function patchBody(patch: EventPatch): object {
  const time = (at: number) => ({ dateTime: new Date(at).toISOString(), date: null });
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
  window: Interval,
): CalendarChanges {
  const first = {
    maxResults: PAGE,
    fields: `items(${EVENT_FIELDS}),nextPageToken,nextSyncToken,timeZone`,
    ...(syncToken === null ? { timeMin: new Date(window.start).toISOString() } : { syncToken }),
  };
  const events: ObservedEvent[] = [];
  let pageToken: string | undefined;
  try {
    for (;;) {
      const options = { ...first, ...(pageToken !== undefined && { pageToken }) };
      const page = readEvents(ask(() => api.listEvents(calendarId, options)));
      const midnightOf = midnightsIn(page.timeZone, offsets);
      events.push(...page.items.map((item) => observe(item, midnightOf)));
      if (page.nextSyncToken !== undefined) return { status: 'ok', events, syncToken: page.nextSyncToken };
      if (page.nextPageToken === undefined) throw new CalendarError('failed', 'the last page brought no sync token');
      pageToken = page.nextPageToken;
    }
  } catch (error) {
    // 410 means: this token is no longer good. Its message is no help: Apps Script puts words before it.
    if (syncToken !== null && error instanceof CalendarError && error.kind === 'gone' && statusOf(error) === 410) {
      return { status: 'tokenExpired' };
    }
    throw error;
  }
}

function busy(
  ask: Ask,
  api: CalendarApi,
  offsets: OffsetLookup,
  calendarId: string,
  window: Interval,
  isOurs: (eventId: string) => boolean,
): Interval[] {
  const first = {
    singleEvents: true,
    maxResults: PAGE,
    // Of the guests only the calendar's owner is of use.
    maxAttendees: 1,
    timeMin: new Date(window.start).toISOString(),
    timeMax: new Date(window.end).toISOString(),
    fields: BUSY_FIELDS,
  };
  const blocks: Interval[] = [];
  let pageToken: string | undefined;
  do {
    const options = { ...first, ...(pageToken !== undefined && { pageToken }) };
    const page = readEvents(ask(() => api.listEvents(calendarId, options)));
    const midnightOf = midnightsIn(page.timeZone, offsets);
    for (const item of page.items) {
      const span = isBusy(item) && !isOurs(item.id) ? spanOf(item, midnightOf) : null;
      if (span !== null) blocks.push(span);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return mergeIntervals(blocks);
}

/** Midnights of one zone: its clock changes are looked up only around the dates that are asked for. */
function midnightsIn(zone: string, offsets: OffsetLookup): MidnightOf {
  return (date) => {
    const wall = Date.parse(`${date}T00:00:00Z`);
    return zoneBetween(zone, offsets, wall - DAY, wall + DAY).instantOf(wall);
  };
}

/** 404 and 410 of an event: it is not there, which is what the caller asked about. */
function orGone<T>(gone: T, request: () => T): T {
  try {
    return request();
  } catch (error) {
    if (error instanceof CalendarError && error.kind === 'gone') return gone;
    throw error;
  }
}

const RETRY_AFTER = [400, 1_200];

/** Google's own failures and rate limits are tried again a little later, the rest is told at once [guides/errors]. */
function withRetries<T>(request: () => T, sleep: (ms: number) => void): T {
  for (let tries = 0; ; tries++) {
    try {
      return request();
    } catch (error) {
      if (!(error instanceof GoogleApiError)) throw error;
      const kind = kindOf(error);
      const pause = RETRY_AFTER[tries];
      if (kind !== 'tryLater' || pause === undefined) {
        const told = new CalendarError(kind, error.message);
        told.cause = error;
        throw told;
      }
      sleep(pause);
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
  return error.cause instanceof GoogleApiError ? error.cause.status : 0;
}
