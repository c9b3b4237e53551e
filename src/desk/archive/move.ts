import { attentionOf } from '../../booking/attention';
import { holdHasRunOut, isFinished, type Booking } from '../../booking/booking';
import { DAY } from '../../booking/time/time';
import { EVER, type RecordChange, type Snapshot } from '../ports/store';
import { strangersToForget } from '../limits/request-limits';
import type { Desk } from '../ports/ports';
import { USUAL_ARCHIVE_AFTER } from '../ports/records';
import { isNearlyFull } from '../limits/store-usage';
import { settingsOf } from '../team/people';
import { gaugeOf, readGauge } from './gauge';

/** From here on, bookings that ended recently are moved, too. */
const CRITICAL = 0.95;
/** Moving stops here. */
const ROOMY = 0.6;

/** Even in a store that is nearly full, bookings that ended recently stay at hand: as long as Home lists them. */
const KEPT_AT_HAND = 7 * DAY;

/**
 * From here on fewer stay at hand, for clients are refused once more is used than they may fill
 * (limits/request-limits.ts): only bookings that are ahead may ever be the reason for that.
 */
const CROWDED = 0.75;
const KEPT_WHEN_CROWDED = 2 * DAY;

/** So many are worth a move before a day is over: each move writes a whole volume of the archive. */
const WORTH_A_MOVE = 50;

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
 * Moves finished bookings, oldest first, into the owner's archive: those whose time is as long ago as the owner wants,
 * and others when the store is nearly full. They are in the archive before they leave the store: a crash in between
 * leaves them in both, and the next run finds them there. What does not fit into the archive stays in the store.
 */
export function archiveFinished(desk: Desk): void {
  const snapshot = desk.store.seen();
  const known = gaugeOf(snapshot, desk.me.email);
  // Where something did not fit, it may fit tomorrow: what else is in that account's own store may have gone.
  if (known?.isFull === true && desk.now() < known.at + DAY) return;
  const chosen = isNearlyFull(snapshot.usage) ? chosenForRoom(snapshot, desk.now()) : chosenByAge(snapshot, desk.now());
  if (chosen.length === 0) return;
  const moved = new Set(desk.archive.add(chosen));
  desk.log(`${moved.size} of ${chosen.length} finished bookings moved into the archive`);
  const gauge = readGauge(desk, moved.size < chosen.length);
  desk.store.update(
    (current) => ({
      changes: [
        ...chosen.flatMap((booking): RecordChange[] =>
          moved.has(booking.id) && isAsMoved(current, booking) ? [{ remove: 'booking', id: booking.id }] : [],
        ),
        { put: 'archive', id: gauge.email, value: gauge },
      ],
      result: null,
    }),
    'all',
  );
}

/** A booking that somebody has changed meanwhile is moved again. */
function isAsMoved(current: Snapshot, moved: Booking): boolean {
  const booking = current.get('booking', moved.id);
  return booking !== undefined && isFinished(booking) && JSON.stringify(booking) === JSON.stringify(moved);
}

function chosenByAge(snapshot: Snapshot, now: number): Booking[] {
  const before = now - (settingsOf(snapshot)?.archiveAfter ?? USUAL_ARCHIVE_AFTER) * DAY;
  const due = snapshot.bookings
    .finished(null, { start: EVER.start, end: before })
    .filter((booking) => booking.outbox.length === 0 && attentionOf(booking, now) === null);
  const [oldest] = due;
  const isWorthIt = due.length >= WORTH_A_MOVE || (oldest !== undefined && oldest.end <= before - DAY);
  return isWorthIt ? due : [];
}

/** Requests that nobody answered go first, with their pending e-mails; last of all what needs a person. */
function rank(booking: Booking, now: number): number {
  if (attentionOf(booking, now) !== null) return 2;
  return booking.state === 'expired' ? 0 : 1;
}

function mayGive({ state, outbox }: Booking): boolean {
  return outbox.every((effect) => state === 'expired' && effect.kind === 'mail' && effect.claim === null);
}

function chosenForRoom(snapshot: Snapshot, now: number): Booking[] {
  const { used, limit } = snapshot.usage;
  const isCritical = used > limit * CRITICAL;
  const kept = used > limit * CROWDED ? KEPT_WHEN_CROWDED : KEPT_AT_HAND;
  const finished = snapshot.bookings
    .finished(null, { start: EVER.start, end: isCritical ? EVER.end : now - kept })
    .filter((b) => (isCritical ? mayGive(b) : b.outbox.length === 0 && attentionOf(b, now) === null))
    .sort((a, b) => rank(a, now) - rank(b, now) || a.end - b.end);
  const chosen: Booking[] = [];
  let freed = 0;
  for (const booking of finished) {
    if (used - freed <= limit * ROOMY) break;
    chosen.push(booking);
    // The stored form takes less: then there is another move in an hour.
    freed += JSON.stringify(booking).length;
  }
  return chosen;
}
