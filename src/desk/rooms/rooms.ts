import { DAY, type Instant } from '../../booking/time/time';
import type { RecordChange, Snapshot } from '../ports/store';
import { isInsider, roleOf, staffByEmail } from '../team/people';
import type { Desk, ObservedEvent } from '../ports/ports';
import { BOOKING_ROOMS, calendarRecordId, roomRecordId, type Room } from '../ports/records';
import { ProviderError, type Meeting, type MeetingPlan, type RoomProvider } from '../ports/rooms';
import { providerFor, readyProvider, roomChoiceOf, serverSettingsOf } from './settings';
import { madeAt, newTask } from './room-tasks';
import { momentOf, type Moment } from '../ports/moment';
import { unreadCalendar } from '../ports/records';
import { overRoomLimit, ROOM_LIMITS } from '../limits/room-limits';

/** How long the record of a room outlives its event. */
const KEPT_AFTER_EVENT = 30 * DAY;

/** How long a room waits for a person whose executions would deal with it: they may have left. */
const LONGEST_WAIT = 90 * DAY;

/** A provider may have numbers in a hundred countries: the event gets all of them, the record this many. */
const MOST_WAYS_KEPT = 40;

/** Enough of a room's title for any reader, without filling the record. */
const LONGEST_TITLE = 300;

/** The longest address that Calendar accepts as a way to join [apps-script/reference/conference-data]. */
const LONGEST_LINK = 1_300;

/**
 * Makes the room for an event in which somebody has just picked one of our conference solutions. The event need not
 * exist yet: it is known only by its ids, and the record follows it once it has been saved.
 *
 * The record comes first, then the provider, then its answer: an execution that dies in between is continued when the
 * solution is picked again.
 *
 * @throws ProviderError if there is no room, and why
 */
export function createEventRoom(desk: Desk, calendarId: string, eventId: string, recorded = false): Room {
  // Longer than Google's ids (discovery document, Event.id): not an event. The rooms of bookings are not made here.
  if (Math.max(calendarId.length, eventId.length) > ROOM_LIMITS.id || calendarId === BOOKING_ROOMS)
    throw new ProviderError('permanent', 'no such event');
  return desk.rooms.alone(() => {
    const { id, room, isNew } = begin(desk, calendarId, eventId, recorded);
    if (isNew) {
      // A room without a trigger still works: the hourly tick follows its event.
      const wanted = { email: desk.me.email, calendarIds: [calendarId], exclusive: false, makes: true, remakes: false };
      for (const { message } of desk.triggers.ensure(wanted).calendars) desk.log(`no trigger: ${message}`);
    }
    if (room.task?.kind !== 'create') return room;
    const provider = readyProvider(desk, desk.store.seen(), room.provider);
    try {
      const meeting = provider.create(planOf(room));
      const uri = linkOf(desk, provider, room, meeting);
      return noteMade(desk, id, { ...room, meeting, uri, task: null }, meeting);
    } catch (error) {
      if (error instanceof ProviderError) noteFailed(desk, id, error);
      throw error;
    }
  });
}

interface RoomStart {
  id: string;
  room: Room;
  isNew: boolean;
}

/** The existing room, the one whose creation was interrupted, or the record of a new one. */
function begin(desk: Desk, calendarId: string, eventId: string, recorded: boolean): RoomStart {
  return desk.store.update<RoomStart>((snapshot) => {
    const at = momentOf(desk, snapshot);
    const providerId = providerFor(snapshot, desk.me.email);
    const provider = readyProvider(desk, snapshot, providerId);
    if (recorded && !provider.can.record) throw new ProviderError('forbidden', `${providerId} records nothing here`);
    const stored = roomsOfEvent(snapshot, calendarId, eventId).find(
      ([, c]) =>
        c.email === desk.me.email && c.provider === providerId && c.recorded === recorded && c.state !== 'ended',
    );
    if (stored !== undefined) {
      const [id, before] = stored;
      if (before.task?.kind !== 'create') return { changes: [], result: { id, room: before, isNew: false } };
      const room = { ...before, task: { ...before.task, attempts: before.task.attempts + 1 } };
      return { changes: [{ put: 'room', id, value: room }], result: { id, room, isNew: false } };
    }
    const isTeam = (email: string) => isInsider(roleOf(snapshot, email));
    const tooMany = overRoomLimit(snapshot, desk.me.email, isTeam, desk.now());
    if (tooMany !== null) throw new ProviderError('tooMany', tooMany);
    const room = newRoom(at, { email: desk.me.email, calendarId, eventId, recorded });
    const id = freeRecordId(at, calendarId, eventId);
    const changes: RecordChange[] = [{ put: 'room', id, value: room }];
    const syncId = calendarRecordId(desk.me.email, calendarId);
    if (snapshot.get('calendar', syncId) === undefined) {
      changes.push({ put: 'calendar', id: syncId, value: unreadCalendar(desk.me.email, calendarId, '', false) });
    }
    return { changes, result: { id, room, isNew: true } };
  });
}

/** The record of a new room, with its creation started. */
export function newRoom(at: Moment, given: Pick<Room, 'email' | 'calendarId' | 'eventId' | 'recorded'>): Room {
  const { ids, snapshot } = at;
  const { waitingRoom, muted } = roomChoiceOf(snapshot, given.email);
  return {
    ...given,
    provider: providerFor(snapshot, given.email),
    name: `slotkeeper-${ids.secret()}`,
    uri: '',
    createdAt: at.now,
    start: null,
    end: null,
    title: '',
    repeats: false,
    waitingRoom,
    muted,
    locale: staffByEmail(snapshot, given.email)?.locale ?? at.accountLocale(),
    keys: { guest: ids.secret(), moderator: ids.secret() },
    meeting: null,
    task: { ...newTask('create'), attempts: 1 },
    state: 'draft',
  };
}

/** One event may have had several rooms: picked, given up, picked again, recorded or not. */
function freeRecordId(at: Moment, calendarId: string, eventId: string): string {
  const id = roomRecordId(calendarId, eventId);
  return at.snapshot.get('room', id) === undefined ? id : `${id}/${at.ids.small()}`;
}

/** All rooms that an event has or had. */
export function roomsOfEvent(snapshot: Snapshot, calendarId: string, eventId: string): [string, Room][] {
  return [...snapshot.all('room')].filter(([, c]) => c.calendarId === calendarId && c.eventId === eventId);
}

/** What a provider is told about a room. */
export function planOf(room: Room): MeetingPlan {
  const { name, title, start, end, repeats, recorded, waitingRoom, muted, task } = room;
  return { room: name, title, start, end, repeats, recorded, waitingRoom, muted, again: (task?.attempts ?? 0) > 1 };
}

/** The address that goes into the event: the provider's own, or our own if the way in is made at the click. */
function linkOf(desk: Desk, provider: RoomProvider, room: Room, meeting: Meeting): string {
  if (!provider.can.joinsHere && meeting.link.length <= LONGEST_LINK) return meeting.link;
  const webApp = desk.webApp();
  if (webApp === '') throw new ProviderError('forbidden', 'rooms of this kind need the web app');
  return joinAddress(webApp, room.keys.guest);
}

/** The address at which our own web app lets somebody in. */
export function joinAddress(webApp: string, key: string): string {
  return `${webApp}?join=${key}`;
}

function noteMade(desk: Desk, id: string, made: Room, meeting: Meeting): Room {
  const kept = { ...made, meeting: { ...meeting, ways: meeting.ways.slice(0, MOST_WAYS_KEPT) } };
  desk.store.update((snapshot) => {
    const current = snapshot.get('room', id);
    return { changes: current === undefined ? [] : [madeAt(id, current, kept)], result: null };
  });
  return made;
}

/**
 * A room that was certainly not created leaves no record; one that may have been is looked for when it is requested
 * again.
 */
function noteFailed(desk: Desk, id: string, error: ProviderError): void {
  const { trouble, message } = error;
  desk.store.update((snapshot) => {
    const current = snapshot.get('room', id);
    if (current?.task === undefined || current.task === null) return { changes: [], result: null };
    // An unreadable answer may mean that a meeting was created.
    const isUnsure = trouble === 'temporary' || trouble === 'permanent' || current.task.attempts > 1;
    const noted = { ...current, task: { ...current.task, error: message } };
    const change: RecordChange = isUnsure ? { put: 'room', id, value: noted } : { remove: 'room', id };
    return { changes: [change], result: null };
  });
}

/**
 * The changes that make this person's rooms of an event follow it, as Calendar shows it to them; none if they agree. A
 * room belongs to the event as long as the event shows its link: a room that was removed or replaced ends. A copy of
 * the event has another id, and so no claim to the room.
 *
 * @param movedTo the calendar in which the event is now, if it left this one
 */
export function alignEventRooms(
  at: Moment,
  calendarId: string,
  { event, movedTo }: { event: ObservedEvent; movedTo: string | null },
): RecordChange[] {
  const { snapshot } = at;
  return roomsOfEvent(snapshot, calendarId, event.id).flatMap(([id, room]): RecordChange[] => {
    if (room.state === 'ended' || room.email !== at.me.email) return [];
    const followed = followEvent(at, room, event);
    if (movedTo !== null && followed.state === 'active') {
      const value = { ...followed, calendarId: movedTo };
      const syncId = calendarRecordId(room.email, movedTo);
      const isFollowed = snapshot.get('calendar', syncId) !== undefined;
      const calendar = unreadCalendar(room.email, movedTo, '', false);
      return [
        { remove: 'room', id },
        { put: 'room', id: freeRecordId(at, movedTo, event.id), value },
        ...(isFollowed ? [] : [{ put: 'calendar' as const, id: syncId, value: calendar }]),
      ];
    }
    return followed === room ? [] : [{ put: 'room', id, value: followed }];
  });
}

function followEvent(at: Moment, room: Room, event: ObservedEvent): Room {
  const isShown = event.link.status === 'ready' && event.link.uri === room.uri && room.uri !== '';
  // Picked in the editor, and not saved yet, or never: the tick removes it after a day.
  if (!isShown && room.state === 'draft' && event.status !== 'cancelled') return room;
  if (event.status === 'cancelled' || !isShown) return endRoom(at, room);
  const { start, end } = event.span ?? room;
  const seen: Room = {
    ...room,
    state: 'active',
    start,
    end,
    title: event.title.slice(0, LONGEST_TITLE).replace(/[\uD800-\uDBFF]$/, ''),
    repeats: event.isSeries,
  };
  const tells = differs(room, seen) && canUpdate(at, room);
  if (!differs(room, seen) && room.state === 'active') return room;
  return tells ? { ...seen, task: newTask('update') } : seen;
}

function differs(a: Room, b: Room): boolean {
  return a.start !== b.start || a.end !== b.end || a.title !== b.title || a.repeats !== b.repeats;
}

function canUpdate(at: Moment, { provider }: Room): boolean {
  return at.abilities(provider, serverSettingsOf(at.snapshot)).update;
}

/** A room that nobody needs any more, to be removed at its provider. */
export function endRoom(at: Moment, room: Room): Room {
  const { provider, meeting, task } = room;
  // A room whose creation never started, or that is nothing but an address, leaves nothing behind.
  const wasMade = meeting !== null || task !== null;
  const removes = wasMade && at.abilities(provider, serverSettingsOf(at.snapshot)).remove;
  return { ...room, state: 'ended', task: removes ? newTask('remove') : null };
}

/** Rooms with nothing left to do: removed from their event, or long over. */
export function roomsToForget(snapshot: Snapshot, now: Instant): RecordChange[] {
  return [...snapshot.all('room')]
    .filter(([, c]) => {
      const isLeft = Math.max(c.end ?? 0, c.createdAt) + LONGEST_WAIT < now;
      if (c.state === 'draft') return isLeft;
      if (c.state === 'ended') return c.task === null || isLeft;
      return !c.repeats && c.end !== null && c.end + KEPT_AFTER_EVENT < now;
    })
    .map(([id]): RecordChange => ({ remove: 'room', id }));
}
