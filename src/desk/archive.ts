import { holdHasRunOut, isFinished, type Booking } from '../booking/booking';
import { DAY } from '../booking/time/time';
import { EVER, type Snapshot } from './ports/store';
import { strangersToForget } from './limits/request-limits';
import type { Desk } from './ports/ports';
import { isNearlyFull } from './limits/store-usage';

/** Where finished bookings go when the store gets full. Adding the same one twice leaves one. */
export interface Archive {
  /** @returns the ids that are safely there; the others did not fit */
  add(bookings: readonly Booking[]): string[];
}

/** From here on, bookings that ended recently are moved, too. */
const CRITICAL = 0.95;
/** Moving stops here. */
const ROOMY = 0.6;

/** Bookings that ended recently stay at hand. */
const KEPT_AT_HAND = 14 * DAY;

/** All strangers' requests that nobody answered in time are removed from a store that is nearly full. */
export function dropRunOutRequests(desk: Desk): void {
  const isRunOut = (booking: Booking) => holdHasRunOut(booking, desk.now());
  const toForget = (snapshot: Snapshot) => (isNearlyFull(snapshot.usage) ? strangersToForget(snapshot, isRunOut) : []);
  const { length } = toForget(desk.store.seen());
  if (length === 0) return;
  desk.log(`store nearly full: ${length} requests that nobody answered are dropped`);
  desk.store.update((snapshot) => ({ changes: toForget(snapshot), result: null }));
}

/**
 * Moves finished bookings, oldest first, into the archive when the store is nearly full. They are in the archive before
 * they leave the store: a crash in between leaves them in both, and the next run finds them there.
 */
export function archiveFinished(desk: Desk, archive: Archive): void {
  const snapshot = desk.store.seen();
  if (!isNearlyFull(snapshot.usage)) return;
  const chosen = choose(snapshot, desk.now());
  if (chosen.length === 0) return;
  const moved = archive.add(chosen);
  desk.log(`store nearly full: ${moved.length} finished bookings moved into the archive`);
  desk.store.update((current) => ({
    changes: moved.flatMap((id) => {
      const booking = current.get('booking', id);
      return booking !== undefined && isFinished(booking) ? [{ remove: 'booking' as const, id }] : [];
    }),
    result: null,
  }));
}

/** Requests that nobody answered are dropped first, with their pending e-mails. */
function rank({ state }: Booking): number {
  return state === 'expired' ? 0 : 1;
}

function mayGive({ state, outbox }: Booking): boolean {
  return outbox.every((effect) => state === 'expired' && effect.kind === 'mail' && effect.claim === null);
}

function choose(snapshot: Snapshot, now: number): Booking[] {
  const { used, limit } = snapshot.usage;
  const isCritical = used > limit * CRITICAL;
  const finished = snapshot.bookings
    .finished(null, { start: EVER.start, end: isCritical ? EVER.end : now - KEPT_AT_HAND })
    .filter((b) => (isCritical ? mayGive(b) : b.outbox.length === 0))
    .sort((a, b) => rank(a) - rank(b) || a.end - b.end);
  const chosen: Booking[] = [];
  let freed = 0;
  for (const booking of finished) {
    if (used - freed <= limit * ROOMY) break;
    chosen.push(booking);
    freed += JSON.stringify(booking).length;
  }
  return chosen;
}
