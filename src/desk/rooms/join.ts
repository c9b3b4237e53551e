import { DAY, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import { joinAddress, planOf } from './rooms';
import { isInsider, roleOf } from '../team/people';
import type { Desk } from '../ports/ports';
import type { Room } from '../ports/records';
import { ProviderError, type WayIn } from '../ports/rooms';
import { readyProvider } from './settings';

/** The person who has opened one of our links. */
export interface RoomGuest {
  /** Their Google address; empty for anybody outside the organisation. */
  email: string;
  /** The name that they entered; empty if they have not yet. */
  name: string;
}

/** The result of opening a link. `locale`: that of the person whose room it is. */
export type Joining =
  | { kind: 'unknown' }
  | { kind: 'ended'; locale: string }
  /** It is still being created, or cannot be reached right now. */
  | { kind: 'later'; locale: string }
  | { kind: 'name'; title: string; locale: string }
  | { kind: 'ready'; title: string; address: string; locale: string };

/**
 * Lets a person into a room: the way in is made now, for them, and stored nowhere. The staff member of the booking or
 * creator of the event joins as moderator, as does every member of the team; everybody else joins as a guest.
 */
export function joinRoom(desk: Desk, key: string, guest: RoomGuest): Joining {
  const snapshot = desk.store.seen();
  const room = roomOfKey(snapshot, key);
  if (room === null) return { kind: 'unknown' };
  const role = roleOf(snapshot, guest.email);
  const { locale } = room;
  if (room.state === 'ended' || isLongOver(room, desk.now())) return { kind: 'ended', locale };
  const isTeam = isInsider(role) || guest.email === room.email;
  const moderator = key === room.keys.moderator || (guest.email !== '' && isTeam);
  const name = guest.name !== '' ? guest.name : (role.staff?.name ?? '');
  try {
    const provider = readyProvider(desk, snapshot, room.provider);
    if (name === '' && provider.can.joinsHere) return { kind: 'name', title: room.title, locale };
    const plan = { ...planOf(room), again: true };
    // A room that needs a person's account can only be made by that person.
    if (room.meeting === null && provider.can.login) return { kind: 'later', locale };
    const meeting = room.meeting ?? provider.create(plan);
    const address = provider.join(meeting, plan, { name, email: guest.email, moderator });
    return { kind: 'ready', title: room.title, address, locale };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    desk.log(`nobody gets into a room of ${room.provider}: ${error.trouble}: ${error.message}`);
    return { kind: 'later', locale };
  }
}

/** How long after its end a room can still be entered: meetings run late, and time zones get confused. */
const OPEN_AFTER_END = DAY;

function isLongOver({ repeats, end }: Room, now: Instant): boolean {
  return !repeats && end !== null && end + OPEN_AFTER_END < now;
}

/** Every way into a room, for people who have its key; `null` if the room no longer exists. */
export function waysInto(desk: Desk, key: string): { room: Room; ways: WayIn[] } | null {
  const room = roomOfKey(desk.store.seen(), key);
  if (room === null || room.state === 'ended' || isLongOver(room, desk.now())) return null;
  const video: WayIn = { kind: 'video', uri: joinAddress(desk.webApp(), room.keys.guest) };
  return { room, ways: [video, ...(room.meeting?.ways ?? [])] };
}

function roomOfKey(snapshot: Snapshot, key: string): Room | null {
  if (key === '') return null;
  const rooms = snapshot.list('room');
  return rooms.find(({ keys }) => keys.guest === key || keys.moderator === key) ?? null;
}
