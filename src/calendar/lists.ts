import {
  CalendarError,
  type BusyItem,
  type BusyPages,
  type CalendarChanges,
  type CalendarInfo,
  type ObservedEvent,
  type Reach,
} from '../desk/ports/ports';
import { EVENT_FIELDS, midnightsIn, type CalendarAccess } from './access';
import { isBusy, observe, readCalendarList, readEvents, spanOf } from './answers';
import type { CalendarApi } from './api';
import { statusOf } from './retries';

/** The largest page that events.list gives (discovery document). */
const PAGE = 2_500;

/** For a busy event, only the fields that tell whether and when it blocks. */
const BUSY_FIELDS =
  'items(id,recurringEventId,status,start(date,dateTime),end(date,dateTime),transparency,eventType,' +
  'attendees(self,responseStatus)),' +
  'nextPageToken,timeZone';

/** Every calendar in the list of the person at work. */
export function listCalendars(api: CalendarApi): CalendarInfo[] {
  const found: CalendarInfo[] = [];
  let pageToken: string | undefined;
  do {
    const options = { maxResults: 250, ...(pageToken !== undefined && { pageToken }) };
    const page = readCalendarList(api.listCalendars(options));
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

/**
 * Single events, masters and exceptions: one touched series is one entry, not hundreds. With a token, only the
 * parameters of the first list may be sent, and no time window [workspace/calendar/api/guides/sync].
 */
export function listChanges(
  { api, calendarId, offsets }: CalendarAccess,
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
      const page = readEvents(api.listEvents(calendarId, options));
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

/** Everything that makes the owner of a calendar busy, instance by instance. */
export function listBusy({ api, calendarId, offsets }: CalendarAccess, reach: Reach): BusyPages {
  const first = {
    singleEvents: true,
    maxResults: PAGE,
    // Only the calendar's owner matters among the guests.
    maxAttendees: 1,
    timeMin: new Date(reach.window.start).toISOString(),
    timeMax: new Date(reach.window.end).toISOString(),
    fields: BUSY_FIELDS,
  };
  const items: BusyItem[] = [];
  let { pageToken } = reach;
  for (;;) {
    const options = { ...first, ...(pageToken !== null && { pageToken }) };
    const page = readEvents(api.listEvents(calendarId, options));
    const midnightOf = midnightsIn(page.timeZone, offsets);
    for (const item of page.items) {
      const span = isBusy(item) ? spanOf(item, midnightOf) : null;
      if (span !== null) items.push({ ...span, id: item.id, seriesId: item.recurringEventId ?? null });
    }
    pageToken = page.nextPageToken ?? null;
    if (pageToken === null || !reach.mayGoOn()) return { items, pageToken };
  }
}
