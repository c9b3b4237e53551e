import { DAY, HOUR, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import { hasRoomForStrangers } from './request-limits';
import type { Room } from '../ports/records';

/**
 * How many rooms one person can have made lately: a class has one a week, a secretary a dozen a day. Anybody who uses
 * the add-on may make rooms, also outside the team, and each is a record. `share`: of the store, for one person outside
 * the team, whose rooms take a kilobyte each, or many where somebody makes them large on purpose. `outsiders`: for all
 * outside the team together, so that several cannot do what one cannot, and bookings always have the other half.
 */
export const ROOM_LIMITS = {
  hour: 30,
  kept: 150,
  share: 0.25,
  id: 1_100,
  outsiders: { day: 200, share: 0.5 },
} as const;

/**
 * Why a person cannot have another room; `null` if they can.
 *
 * @param isTeam whether somebody is of the team, by their address
 */
export function overRoomLimit(
  snapshot: Snapshot,
  email: string,
  isTeam: (email: string) => boolean,
  now: Instant,
): string | null {
  const rooms = snapshot.list('room');
  const own = rooms.filter((room) => room.email === email);
  if (madeSince(own, now - HOUR) >= ROOM_LIMITS.hour) return 'too many rooms an hour';
  if (isTeam(email)) return null;
  const { limit } = snapshot.usage;
  const { outsiders, share, kept } = ROOM_LIMITS;
  if (own.length >= kept || keptFor(snapshot, (whose) => whose === email) >= limit * share) return 'too many rooms';
  const isOutside = (whose: string) => !isTeam(whose);
  if (
    madeSince(
      rooms.filter((room) => isOutside(room.email)),
      now - DAY,
    ) >= outsiders.day
  )
    return 'too many rooms a day outside the team';
  if (keptFor(snapshot, isOutside) >= limit * outsiders.share) return 'too many rooms outside the team';
  return hasRoomForStrangers(snapshot.usage) ? null : 'the store is nearly full';
}

/** Bytes, no fewer than there are, that the rooms of people take, with the calendars that they are in. */
function keptFor(snapshot: Snapshot, isOne: (email: string) => boolean): number {
  const records = [...snapshot.all('room'), ...snapshot.all('calendar')];
  const texts = records.filter(([, record]) => isOne(record.email)).map((entry) => JSON.stringify(entry));
  return texts.reduce((sum, text) => sum + text.length + 2 * text.replace(/[ -~]+/g, '').length, 0);
}

function madeSince(rooms: readonly Room[], since: Instant): number {
  return rooms.filter(({ createdAt }) => createdAt > since).length;
}
