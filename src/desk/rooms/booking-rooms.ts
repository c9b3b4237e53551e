import type { Booking } from '../../booking/booking';
import type { Change, Snapshot } from '../ports/store';
import { ended, joinAddress, newRoom } from './rooms';
import type { Desk } from '../ports/ports';
import { BOOKING_ROOMS, conferenceRecordId, type EventConference } from '../ports/records';
import { isSetUp, providerFor, serverSettingsOf } from './settings';
import { wished } from './room-tasks';

/** The key in an address of ours that lets somebody into a room. */
const KEY = /[?&]join=([0-9a-f]+)$/;

/**
 * The link of a booking that takes place in a room of its staff member's provider. It is known before the room is
 * made, and stays when the room has to be made anew: where a provider makes the way in, the link is one of ours.
 */
export function bookingRoomLink(desk: Desk, snapshot: Snapshot, email: string): string {
  const settings = serverSettingsOf(snapshot);
  const id = providerFor(snapshot, email);
  const { can } = desk.rooms.provider(id, settings);
  if (isSetUp(settings, id) && (can.login || can.joinsHere)) {
    const webApp = desk.webApp();
    if (webApp !== '') return joinAddress(webApp, desk.ids.secret());
    desk.log('no web app: the room is made at the Jitsi server');
  }
  return `https://${settings.domain}/slotkeeper-${desk.ids.secret()}`;
}

/**
 * The changes that bring the rooms of bookings in line with them: made with the first booking that has their link, told
 * of new times, taken away with the last. Whatever was broken off before, this sees what is missing.
 */
function alignBookingRooms(desk: Desk, snapshot: Snapshot): Change[] {
  const wanted = new Map<string, Booking[]>();
  for (const booking of snapshot.all('booking').values()) {
    const key = keyOf(booking);
    if (key !== null) wanted.set(key, [...(wanted.get(key) ?? []), booking]);
  }
  const standing = new Map<string, EventConference>();
  for (const room of snapshot.all('conference').values()) {
    if (room.calendarId === BOOKING_ROOMS) standing.set(room.eventId, room);
  }
  const changes: Change[] = [];
  for (const [key, bookings] of wanted) {
    const value = roomFor(desk, snapshot, key, bookings, standing.get(key));
    if (value !== null) changes.push({ put: 'conference', id: conferenceRecordId(BOOKING_ROOMS, key), value });
  }
  for (const [key, room] of standing) {
    const isOver = room.end !== null && room.end < desk.now();
    if (wanted.has(key) || room.state === 'ended' || isOver) continue;
    const value = ended(desk, snapshot, room);
    changes.push({ put: 'conference', id: conferenceRecordId(BOOKING_ROOMS, key), value });
  }
  return changes;
}

/** Only a booking that stands, or has taken place, has a room. */
function keyOf({ state, place, link }: Booking): string | null {
  const hasRoom = state === 'confirmed' || state === 'completed' || state === 'noShow';
  return hasRoom && place.kind === 'room' ? (KEY.exec(link?.uri ?? '')?.[1] ?? null) : null;
}

/** The record of a room as its bookings want it; null where it is so already. */
function roomFor(
  desk: Desk,
  snapshot: Snapshot,
  key: string,
  bookings: readonly Booking[],
  standing: EventConference | undefined,
): EventConference | null {
  const [first] = [...bookings].sort((a, b) => a.start - b.start);
  if (first === undefined) return null;
  const { start, end, serviceName: title } = first;
  if (standing === undefined) {
    const staff = snapshot.get('staff', first.staffId);
    // What took place already needs no room any more; without its staff member nobody could make one.
    if (staff === undefined || end < desk.now()) return null;
    const given = { email: staff.email, calendarId: BOOKING_ROOMS, eventId: key, recorded: false };
    const room = newRoom(desk, snapshot, given);
    const keys = { ...room.keys, guest: key };
    const uri = first.link?.uri ?? '';
    const { locale } = first.client;
    return { ...room, locale, keys, uri, start, end, title, state: 'standing', wish: wished('create') };
  }
  const same = standing.start === start && standing.end === end && standing.title === title;
  if (same && standing.state === 'standing') return null;
  const seen: EventConference = { ...standing, start, end, title, state: 'standing' };
  if (standing.wish?.kind === 'create') return seen;
  const { can } = desk.rooms.provider(standing.provider, serverSettingsOf(snapshot));
  return can.update ? { ...seen, wish: wished('update') } : seen;
}

/** Writes down what bookings want of their rooms. @returns whether there was anything to write */
export function keepBookingRooms(desk: Desk, snapshot: Snapshot): boolean {
  if (alignBookingRooms(desk, snapshot).length === 0) return false;
  return desk.store.update((current) => {
    const changes = alignBookingRooms(desk, current);
    return { changes, result: changes.length > 0 };
  });
}
