import type { Booking } from '../../booking/booking';
import { EVER, type RecordChange, type Snapshot } from '../ports/store';
import { endRoom, joinAddress, newRoom } from './rooms';
import type { Desk } from '../ports/ports';
import { settingsOf } from '../team/people';
import { BOOKING_ROOMS, roomRecordId, type Room } from '../ports/records';
import { isSetUp, providerFor, serverSettingsOf } from './settings';
import { newTask } from './room-tasks';
import { momentOf, type Moment } from '../ports/moment';

/** The key in one of our own links that lets a person into a room. */
const KEY = /[?&]join=([0-9a-f]+)$/;

/**
 * The link of a booking that takes place in a room of its staff member's provider. It is known before the room is made,
 * and stays when the room has to be made again: if the provider makes the way in at the click, the link is our own.
 */
export function bookingRoomLink(at: Moment, email: string): string {
  const { ids, snapshot } = at;
  const settings = serverSettingsOf(snapshot);
  const id = providerFor(snapshot, email);
  const can = at.abilities(id, settings);
  if (isSetUp(settings, id) && (can.login || can.joinsHere)) {
    const webApp = settingsOf(snapshot)?.publicPage ?? '';
    if (webApp !== '') return joinAddress(webApp, ids.secret());
    at.log('no web app: the room is made at the Jitsi server');
  }
  return `https://${settings.domain}/slotkeeper-${ids.secret()}`;
}

/**
 * The changes that bring the rooms of bookings in line with them: created with the first booking that has their link,
 * updated with new times, removed with the last. Whatever was interrupted before, this finds what is missing.
 */
function alignBookingRooms(at: Moment): RecordChange[] {
  const { snapshot } = at;
  const stored = new Map<string, Room>();
  for (const room of snapshot.list('room')) {
    if (room.calendarId === BOOKING_ROOMS) stored.set(room.eventId, room);
  }
  const { bookings } = snapshot;
  const wanted = new Map<string, Booking[]>();
  // Those that may still need a room, and those that have or had one.
  const asked = [
    ...bookings.live(null, { start: at.now, end: EVER.end }),
    ...[...stored.values()].flatMap(({ uri }) => bookings.withLink(uri)),
  ];
  for (const booking of new Set(asked)) {
    const key = keyOf(booking);
    if (key !== null) wanted.set(key, [...(wanted.get(key) ?? []), booking]);
  }
  const changes: RecordChange[] = [];
  for (const [key, bookings] of wanted) {
    const value = roomFor(at, key, bookings, stored.get(key));
    if (value !== null) changes.push({ put: 'room', id: roomRecordId(BOOKING_ROOMS, key), value });
  }
  for (const [key, room] of stored) {
    const isOver = room.end !== null && room.end < at.now;
    if (wanted.has(key) || room.state === 'ended' || isOver) continue;
    const value = endRoom(at, room);
    changes.push({ put: 'room', id: roomRecordId(BOOKING_ROOMS, key), value });
  }
  return changes;
}

/** Only a booking that is confirmed, or has taken place, has a room. */
function keyOf({ state, place, link }: Booking): string | null {
  const hasRoom = state === 'confirmed' || state === 'completed' || state === 'noShow';
  return hasRoom && place.kind === 'room' ? (KEY.exec(link?.uri ?? '')?.[1] ?? null) : null;
}

/** The record of a room as its bookings need it; `null` if it already is. */
function roomFor(at: Moment, key: string, bookings: readonly Booking[], stored: Room | undefined): Room | null {
  const { snapshot } = at;
  const [first] = [...bookings].sort((a, b) => a.start - b.start);
  if (first === undefined) return null;
  const { start, end, serviceName: title } = first;
  if (stored === undefined) {
    const staff = snapshot.get('staff', first.staffId);
    // A past booking no longer needs a room; without its staff member nobody could make one.
    if (staff === undefined || end < at.now) return null;
    const given = { email: staff.email, calendarId: BOOKING_ROOMS, eventId: key, recorded: false };
    const room = newRoom(at, given);
    const keys = { ...room.keys, guest: key };
    const uri = first.link?.uri ?? '';
    const { locale } = first.client;
    return { ...room, locale, keys, uri, start, end, title, state: 'active', task: newTask('create') };
  }
  const same = stored.start === start && stored.end === end && stored.title === title;
  if (same && stored.state === 'active') return null;
  const seen: Room = { ...stored, start, end, title, state: 'active' };
  if (stored.task?.kind === 'create') return seen;
  const can = at.abilities(stored.provider, serverSettingsOf(snapshot));
  return can.update ? { ...seen, task: newTask('update') } : seen;
}

/** Records what bookings need of their rooms. @returns whether there was anything to write */
export function keepBookingRooms(desk: Desk, snapshot: Snapshot): boolean {
  if (alignBookingRooms(momentOf(desk, snapshot)).length === 0) return false;
  return desk.store.update((current) => {
    const changes = alignBookingRooms(momentOf(desk, current));
    return { changes, result: changes.length > 0 };
  }, 'all');
}
