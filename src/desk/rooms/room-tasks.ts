import { HOUR, MINUTE, type Instant } from '../../booking/time/time';
import type { RecordChange } from '../ports/store';
import type { Room, RoomWish } from '../ports/records';

/** After a failure the next try waits, longer each time. */
const FIRST_WAIT = 2 * MINUTE;
const LONGEST_WAIT = 6 * HOUR;

/** How often a failing task is tried before it is given up: for two days and more. */
const MOST_ATTEMPTS = 16;

/** Something that now has to be done at a provider. */
export function withWish(kind: RoomWish['kind']): RoomWish {
  return { kind, attempts: 0, after: 0, error: null };
}

/** The task after a failed try; `null` once it is given up. */
export function tryLater(wish: RoomWish, now: Instant, error: string): RoomWish | null {
  if (wish.attempts >= MOST_ATTEMPTS) return null;
  const wait = Math.min(FIRST_WAIT * 2 ** Math.max(0, wish.attempts - 1), LONGEST_WAIT);
  return { ...wish, after: now + wait, error };
}

/** The record once its room exists; a room that was given up meanwhile is removed again. */
export function madeAt(id: string, current: Room, made: Room): RecordChange {
  const { meeting, uri } = made;
  const wish = current.state === 'ended' && current.wish === null ? withWish('remove') : current.wish;
  const isDone = current.wish?.kind === 'create';
  return { put: 'room', id, value: { ...current, meeting, uri, wish: isDone ? null : wish } };
}
