import { DAY, type Instant } from '../booking/time';
import type { Change, Snapshot } from '../store/store';
import { settingsOf } from './people';
import type { Desk, Me, ObservedEvent } from './ports';
import { calendarRecordId, conferenceRecordId, type CalendarSync, type EventConference } from './records';

/** Where rooms are made as long as the owner has named no other server. */
export const DEFAULT_CONFERENCE_DOMAIN = 'meet.jit.si';

/** For this long a room waits for its event: an editor may be closed without saving. */
const DRAFT_LIFE = DAY;

/** For this long the record of a room outlives its event. */
const KEPT_AFTER_EVENT = 30 * DAY;

/**
 * Makes the room for an event in which somebody has just picked our conference solution. The event need not exist yet:
 * it is known by its ids alone, and the record follows it once it has been saved.
 */
export function createConference(desk: Desk, me: Me, calendarId: string, eventId: string): EventConference {
  const conference = desk.store.update<EventConference>((snapshot) => {
    const id = conferenceRecordId(calendarId, eventId);
    const standing = snapshot.get('conference', id);
    if (standing !== undefined && standing.state !== 'ended') return { changes: [], result: standing };
    const made: EventConference = {
      calendarId,
      eventId,
      email: me.email,
      provider: 'jitsi',
      ...roomAddress(desk, snapshot),
      createdAt: desk.now(),
      start: null,
      end: null,
      title: '',
      state: 'draft',
    };
    const changes: Change[] = [{ put: 'conference', id, value: made }];
    const syncId = calendarRecordId(me.email, calendarId);
    if (snapshot.get('calendar', syncId) === undefined) {
      changes.push({ put: 'calendar', id: syncId, value: unreadCalendar(me.email, calendarId, '', false) });
    }
    return { changes, result: made };
  });
  // A room without a trigger still works: the hourly tick follows its event.
  for (const failure of desk.triggers.ensure([calendarId], { exclusive: false }))
    desk.log(`no trigger: ${failure.message}`);
  return conference;
}

/** A new room that nobody can guess, on the server that the owner has chosen. */
export function roomAddress(desk: Desk, snapshot: Snapshot): { room: string; uri: string } {
  const room = `slotkeeper-${desk.ids.secret()}`;
  const domain = settingsOf(snapshot)?.conferenceDomain ?? DEFAULT_CONFERENCE_DOMAIN;
  return { room, uri: `https://${domain}/${room}` };
}

/** What is known of a calendar that has just been chosen: nothing. */
export function unreadCalendar(email: string, calendarId: string, name: string, readsBusy: boolean): CalendarSync {
  return {
    email,
    calendarId,
    name,
    readsBusy,
    syncToken: null,
    known: null,
    busy: [],
    skipsExisting: false,
    hasTrigger: true,
    progress: null,
    runs: [],
    syncedAt: null,
    problem: null,
  };
}

/** The change that makes the record of a room follow its event; none if they agree. */
export function alignConference(snapshot: Snapshot, calendarId: string, event: ObservedEvent): Change[] {
  const id = conferenceRecordId(calendarId, event.id);
  const conference = snapshot.get('conference', id);
  if (conference === undefined || conference.state === 'ended') return [];
  const value = followEvent(conference, event);
  const same =
    value.state === conference.state &&
    value.start === conference.start &&
    value.end === conference.end &&
    value.title === conference.title;
  return same ? [] : [{ put: 'conference', id, value }];
}

function followEvent(conference: EventConference, event: ObservedEvent): EventConference {
  const keepsRoom = event.link.status === 'ready' && event.link.uri === conference.uri;
  if (event.status === 'cancelled' || !keepsRoom) return { ...conference, state: 'ended' };
  const span = event.span ?? { start: conference.start, end: conference.end };
  return { ...conference, state: 'standing', start: span.start, end: span.end, title: event.title };
}

/** Rooms that nobody needs any more: taken out of their event, over, or of an editor closed without saving. */
export function conferencesToForget(snapshot: Snapshot, now: Instant): Change[] {
  return [...snapshot.all('conference')]
    .filter(([, c]) => {
      if (c.state === 'draft') return c.createdAt + DRAFT_LIFE < now;
      return c.state === 'ended' || (c.end !== null && c.end + KEPT_AFTER_EVENT < now);
    })
    .map(([id]): Change => ({ remove: 'conference', id }));
}
