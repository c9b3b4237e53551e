import { DAY, type Instant } from '../../booking/time/time';
import type { Change, Snapshot } from '../ports/store';
import { overRoomLimit, ROOM_LIMITS } from '../bookings/request-limits';
import { isInsider, roleOf, staffByEmail } from '../team/people';
import type { Desk, Me, ObservedEvent } from '../ports/ports';
import {
  BOOKING_ROOMS,
  calendarRecordId,
  conferenceRecordId,
  type CalendarSync,
  type EventConference,
} from '../ports/records';
import { ProviderError, type Meeting, type MeetingPlan, type RoomProvider } from '../ports/rooms';
import { providerFor, readyProvider, roomChoiceOf, serverSettingsOf } from './settings';
import { madeAt, wished } from './room-tasks';

/** For this long the record of a room outlives its event. */
const KEPT_AFTER_EVENT = 30 * DAY;

/** For this long it is waited for a person whose executions would see to a room: they may have left. */
const LONGEST_WAIT = 90 * DAY;

/** A provider may have numbers in a hundred countries: the event gets them all, the record so many. */
const MOST_WAYS_KEPT = 40;

/** No reader misses more of a room's title, and no record is filled with it. */
const LONGEST_TITLE = 300;

/** The longest address that Calendar takes as a way in [reference/conference-data]. */
const LONGEST_LINK = 1_300;

/**
 * Makes the room for an event in which somebody has just picked one of our conference solutions. The event need not
 * exist yet: it is known by its ids alone, and the record follows it once it has been saved.
 *
 * The record comes first, then the provider, then what it said: an execution that dies in between is gone on with when
 * the solution is picked again.
 *
 * @throws ProviderError when there is no room, and why
 */
export function createConference(
  desk: Desk,
  me: Me,
  calendarId: string,
  eventId: string,
  recorded = false,
): EventConference {
  // Longer than Google's ids (discovery document, Event.id): nobody's event. The rooms of bookings are made by none.
  if (Math.max(calendarId.length, eventId.length) > ROOM_LIMITS.id || calendarId === BOOKING_ROOMS)
    throw new ProviderError('permanent', 'no such event');
  return desk.rooms.alone(() => {
    const { id, conference, isNew } = begin(desk, me, calendarId, eventId, recorded);
    if (isNew) {
      // A room without a trigger still works: the hourly tick follows its event.
      const wanted = { email: me.email, calendarIds: [calendarId], exclusive: false, makes: true, remakes: false };
      for (const { message } of desk.triggers.ensure(wanted).calendars) desk.log(`no trigger: ${message}`);
    }
    if (conference.wish?.kind !== 'create') return conference;
    const provider = readyProvider(desk, desk.store.seen(), conference.provider);
    try {
      return noteMade(desk, id, conference, provider, provider.create(planOf(conference)));
    } catch (error) {
      if (error instanceof ProviderError) noteFailed(desk, id, error);
      throw error;
    }
  });
}

interface Begun {
  id: string;
  conference: EventConference;
  isNew: boolean;
}

/** The room that stands already, the one whose making was broken off, or the record of a new one. */
function begin(desk: Desk, me: Me, calendarId: string, eventId: string, recorded: boolean): Begun {
  return desk.store.update<Begun>((snapshot) => {
    const providerId = providerFor(snapshot, me.email);
    const provider = readyProvider(desk, snapshot, providerId);
    if (recorded && !provider.can.record) throw new ProviderError('forbidden', `${providerId} records nothing here`);
    const standing = roomsOfEvent(snapshot, calendarId, eventId).find(
      ([, c]) => c.email === me.email && c.provider === providerId && c.recorded === recorded && c.state !== 'ended',
    );
    if (standing !== undefined) {
      const [id, before] = standing;
      if (before.wish?.kind !== 'create') return { changes: [], result: { id, conference: before, isNew: false } };
      const conference = { ...before, wish: { ...before.wish, attempts: before.wish.attempts + 1 } };
      return { changes: [{ put: 'conference', id, value: conference }], result: { id, conference, isNew: false } };
    }
    const tooMany = overRoomLimit(snapshot, me.email, isInsider(roleOf(snapshot, me.email)), desk.now());
    if (tooMany !== null) throw new ProviderError('temporary', tooMany);
    const conference = newRoom(desk, snapshot, { email: me.email, calendarId, eventId, recorded });
    const id = freeRecordId(desk, snapshot, calendarId, eventId);
    const changes: Change[] = [{ put: 'conference', id, value: conference }];
    const syncId = calendarRecordId(me.email, calendarId);
    if (snapshot.get('calendar', syncId) === undefined) {
      changes.push({ put: 'calendar', id: syncId, value: unreadCalendar(me.email, calendarId, '', false) });
    }
    return { changes, result: { id, conference, isNew: true } };
  });
}

/** The record of a room that is to be made, its making begun. */
export function newRoom(
  desk: Desk,
  snapshot: Snapshot,
  given: Pick<EventConference, 'email' | 'calendarId' | 'eventId' | 'recorded'>,
): EventConference {
  const { waitingRoom, muted } = roomChoiceOf(snapshot, given.email);
  return {
    ...given,
    provider: providerFor(snapshot, given.email),
    room: `slotkeeper-${desk.ids.secret()}`,
    uri: '',
    createdAt: desk.now(),
    start: null,
    end: null,
    title: '',
    repeats: false,
    waitingRoom,
    muted,
    locale: staffByEmail(snapshot, given.email)?.locale ?? desk.accountLocale(),
    keys: { guest: desk.ids.secret(), moderator: desk.ids.secret() },
    meeting: null,
    wish: { ...wished('create'), attempts: 1 },
    state: 'draft',
  };
}

/** One event may have had several rooms: picked, given up, picked again, recorded or not. */
function freeRecordId(desk: Desk, snapshot: Snapshot, calendarId: string, eventId: string): string {
  const id = conferenceRecordId(calendarId, eventId);
  return snapshot.get('conference', id) === undefined ? id : `${id}/${desk.ids.small()}`;
}

/** All rooms that an event has or had. */
export function roomsOfEvent(snapshot: Snapshot, calendarId: string, eventId: string): [string, EventConference][] {
  return [...snapshot.all('conference')].filter(([, c]) => c.calendarId === calendarId && c.eventId === eventId);
}

/** What a provider is to be told of a room. */
export function planOf(conference: EventConference): MeetingPlan {
  const { room, title, start, end, repeats, recorded, waitingRoom, muted, wish } = conference;
  return { room, title, start, end, repeats, recorded, waitingRoom, muted, again: (wish?.attempts ?? 0) > 1 };
}

/** The address that goes into the event: the provider's own, or one of ours where a way in is made at the click. */
function linkOf(desk: Desk, provider: RoomProvider, conference: EventConference, meeting: Meeting): string {
  if (!provider.can.joinsHere && meeting.link.length <= LONGEST_LINK) return meeting.link;
  const webApp = desk.webApp();
  if (webApp === '') throw new ProviderError('forbidden', 'rooms of this kind need the web app');
  return joinAddress(webApp, conference.keys.guest);
}

/** The address at which our own web app lets somebody in. */
export function joinAddress(webApp: string, key: string): string {
  return `${webApp}?join=${key}`;
}

function noteMade(
  desk: Desk,
  id: string,
  conference: EventConference,
  provider: RoomProvider,
  meeting: Meeting,
): EventConference {
  const made: EventConference = {
    ...conference,
    meeting,
    uri: linkOf(desk, provider, conference, meeting),
    wish: null,
  };
  const kept = { ...made, meeting: { ...meeting, ways: meeting.ways.slice(0, MOST_WAYS_KEPT) } };
  desk.store.update((snapshot) => {
    const current = snapshot.get('conference', id);
    return { changes: current === undefined ? [] : [madeAt(id, current, kept)], result: null };
  });
  return made;
}

/** What was surely not made leaves no record; what may have been is looked for when it is asked for again. */
function noteFailed(desk: Desk, id: string, error: ProviderError): void {
  const { trouble, message } = error;
  desk.store.update((snapshot) => {
    const current = snapshot.get('conference', id);
    if (current?.wish === undefined || current.wish === null) return { changes: [], result: null };
    // An answer that nobody can read may be that of a meeting that was made.
    const isUnsure = trouble === 'temporary' || trouble === 'permanent' || current.wish.attempts > 1;
    const noted = { ...current, wish: { ...current.wish, error: message } };
    const change: Change = isUnsure ? { put: 'conference', id, value: noted } : { remove: 'conference', id };
    return { changes: [change], result: null };
  });
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

/**
 * The changes that make this person's rooms of an event follow it, as Calendar shows it to them; none if they agree. A room is the event's as long as the
 * event shows its link: one that was taken out, or gave way to another, ends. A copy of the event has another id, and
 * so no claim on the room.
 *
 * @param movedTo the calendar in which the event stands now, if it left this one
 */
export function alignConference(
  desk: Desk,
  snapshot: Snapshot,
  me: Me,
  calendarId: string,
  { event, movedTo }: { event: ObservedEvent; movedTo: string | null },
): Change[] {
  return roomsOfEvent(snapshot, calendarId, event.id).flatMap(([id, conference]): Change[] => {
    if (conference.state === 'ended' || conference.email !== me.email) return [];
    const followed = followEvent(desk, snapshot, conference, event);
    if (movedTo !== null && followed.state === 'standing') {
      const value = { ...followed, calendarId: movedTo };
      const syncId = calendarRecordId(conference.email, movedTo);
      const isFollowed = snapshot.get('calendar', syncId) !== undefined;
      const calendar = unreadCalendar(conference.email, movedTo, '', false);
      return [
        { remove: 'conference', id },
        { put: 'conference', id: freeRecordId(desk, snapshot, movedTo, event.id), value },
        ...(isFollowed ? [] : [{ put: 'calendar' as const, id: syncId, value: calendar }]),
      ];
    }
    return followed === conference ? [] : [{ put: 'conference', id, value: followed }];
  });
}

function followEvent(
  desk: Desk,
  snapshot: Snapshot,
  conference: EventConference,
  event: ObservedEvent,
): EventConference {
  const isShown = event.link.status === 'ready' && event.link.uri === conference.uri && conference.uri !== '';
  // Picked in the editor, and not saved yet, or never: the tick sees to it after a day.
  if (!isShown && conference.state === 'draft' && event.status !== 'cancelled') return conference;
  if (event.status === 'cancelled' || !isShown) return ended(desk, snapshot, conference);
  const { start, end } = event.span ?? conference;
  const seen: EventConference = {
    ...conference,
    state: 'standing',
    start,
    end,
    title: event.title.slice(0, LONGEST_TITLE).replace(/[\uD800-\uDBFF]$/, ''),
    repeats: event.isSeries,
  };
  const tells = differs(conference, seen) && canUpdate(desk, snapshot, conference);
  if (!differs(conference, seen) && conference.state === 'standing') return conference;
  return tells ? { ...seen, wish: wished('update') } : seen;
}

function differs(a: EventConference, b: EventConference): boolean {
  return a.start !== b.start || a.end !== b.end || a.title !== b.title || a.repeats !== b.repeats;
}

function canUpdate(desk: Desk, snapshot: Snapshot, { provider }: EventConference): boolean {
  return desk.rooms.provider(provider, serverSettingsOf(snapshot)).can.update;
}

/** A room that nobody needs any more, to be taken away at its provider. */
export function ended(desk: Desk, snapshot: Snapshot, conference: EventConference): EventConference {
  const { provider, meeting, wish } = conference;
  // One whose making was never begun, or that is an address and nothing else, leaves nothing behind.
  const wasMade = meeting !== null || wish !== null;
  const removes = wasMade && desk.rooms.provider(provider, serverSettingsOf(snapshot)).can.remove;
  return { ...conference, state: 'ended', wish: removes ? wished('remove') : null };
}

/** Rooms of which nothing is left to be done: taken out of their event, or long over. */
export function conferencesToForget(snapshot: Snapshot, now: Instant): Change[] {
  return [...snapshot.all('conference')]
    .filter(([, c]) => {
      const isLeft = Math.max(c.end ?? 0, c.createdAt) + LONGEST_WAIT < now;
      if (c.state === 'draft') return isLeft;
      if (c.state === 'ended') return c.wish === null || isLeft;
      return !c.repeats && c.end !== null && c.end + KEPT_AFTER_EVENT < now;
    })
    .map(([id]): Change => ({ remove: 'conference', id }));
}
