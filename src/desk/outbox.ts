import { withHistory, without, type Booking, type Effect } from '../booking/booking';
import { HOUR, MINUTE } from '../booking/time';
import type { Change, Snapshot } from '../store/store';
import { keepBookingRooms } from './conference-bookings';
import { hasRoomWork, settleRooms } from './conference-outbox';
import { settleEvents, type SettledBooking } from './event-effects';
import { settingsOf } from './people';
import type { Desk, Letter, Me } from './ports';

/** For this long a confirmation waits for its join link; then it goes without, and the link follows. */
const LINK_PATIENCE = 30 * MINUTE;

/** A claim older than this says nothing any more: the account's daily quota has been counted anew. */
const CLAIM_LIFE = 20 * HOUR;

type MailEffect = Extract<Effect, { kind: 'mail' }>;

/**
 * Carries out what the records say is still to be done, as far as this person may: their own calendar's events, and
 * mail. What fails stays in the outbox, with the reason, for the next execution; so does everything when the store is
 * busy, since what was decided before stands all the same.
 *
 * @param only these bookings; null: all
 */
export function deliver(desk: Desk, me: Me, only: readonly string[] | null): void {
  try {
    const before = desk.store.seen();
    if (keepBookingRooms(desk, before) || hasRoomWork(desk, before, me)) settleRooms(desk, me);
    const snapshot = desk.store.seen();
    const working = withWork(snapshot.all('booking').values(), only);
    const settled = working.flatMap((booking) => settleEvents(desk, snapshot, me, booking));
    const due = withWork(afterSettling(snapshot, settled).values(), only).some((booking) =>
      booking.outbox.some((effect) => effect.kind === 'mail' && isDue(desk, booking, effect)),
    );
    if (due) deliverMail(desk, only, me, settled);
    else if (settled.length > 0) {
      desk.store.update((current) => ({ changes: changesOf(current, afterSettling(current, settled)), result: null }));
    }
  } catch (error) {
    // Known by its name: the desk knows the store by its types alone. What was done in Calendar is found there again.
    if (!(error instanceof Error && error.name === 'StoreBusyError')) throw error;
    desk.log(`outbox left for later: ${error.message}`);
  }
}

function withWork(bookings: Iterable<Booking>, only: readonly string[] | null): Booking[] {
  return [...bookings].filter((booking) => booking.outbox.length > 0 && (only === null || only.includes(booking.id)));
}

/** All bookings, those with settled effects as they are by now. */
function afterSettling(snapshot: Snapshot, settled: readonly SettledBooking[]): Map<string, Booking> {
  const bookings = new Map(snapshot.all('booking'));
  for (const { id, apply } of settled) {
    const booking = bookings.get(id);
    if (booking !== undefined) bookings.set(id, apply(booking));
  }
  return bookings;
}

/** What of these bookings is not in the store yet. */
function changesOf(snapshot: Snapshot, bookings: ReadonlyMap<string, Booking>): Change[] {
  const stored = snapshot.all('booking');
  return [...bookings]
    .filter(([id, value]) => stored.get(id) !== value)
    .map(([id, value]): Change => ({ put: 'booking', id, value }));
}

/**
 * Claimed, sent, noted: see MailClaim for what a crash in between leaves.
 *
 * @param settled what was done in Calendar just before: written together with the claims
 */
function deliverMail(desk: Desk, only: readonly string[] | null, me: Me, settled: readonly SettledBooking[]): void {
  desk.postman.alone(() => {
    const quota = desk.postman.quotaLeft();
    const claimed = desk.store.update((snapshot) => claimMail(desk, snapshot, only, me, quota, settled));
    const sent = claimed.map(({ letter, effect }) => ({
      id: letter.booking.id,
      effect,
      error: sendMail(desk, letter, effect),
    }));
    if (sent.length === 0) return;
    desk.store.update((snapshot) => {
      const byBooking = new Map<string, Booking>();
      for (const { id, effect, error } of sent) {
        const booking = byBooking.get(id) ?? snapshot.get('booking', id);
        if (booking !== undefined) byBooking.set(id, noteMail(booking, effect, error, desk.now()));
      }
      return { changes: [...byBooking].map(([id, value]): Change => ({ put: 'booking', id, value })), result: null };
    });
  });
}

/** A confirmation waits until its event stands, and for a while for the link that it promises. */
function isDue(desk: Desk, booking: Booking, effect: MailEffect): boolean {
  const { link, event } = booking;
  const waitsForEvent = effect.template === 'clientConfirmed' || effect.template === 'clientStaffChanged';
  if (waitsForEvent && booking.state === 'confirmed' && event?.written !== true) return false;
  const needsLink = waitsForEvent || effect.template === 'clientLinkChanged';
  return !needsLink || link?.status !== 'pending' || link.since + LINK_PATIENCE <= desk.now();
}

interface Claimed {
  letter: Letter;
  effect: MailEffect;
}

function claimMail(
  desk: Desk,
  snapshot: Snapshot,
  only: readonly string[] | null,
  me: Me,
  quota: number,
  settled: readonly SettledBooking[],
) {
  const claimed: Claimed[] = [];
  const bookings = afterSettling(snapshot, settled);
  let quotaLeft = quota;
  const settings = settingsOf(snapshot);
  // Claims that nobody has said more of are settled first, all of them: each mail that goes out now lowers the quota
  // that tells what became of them.
  for (const booking of withWork(bookings.values(), null)) {
    const isMeant = only === null || only.includes(booking.id);
    const staff = snapshot.get('staff', booking.staffId);
    // Without its staff member or the desk's settings a mail cannot be written; they may be broken and mended later.
    if (staff === undefined || settings === null) continue;
    const outbox: Effect[] = [];
    for (const effect of booking.outbox) {
      if (effect.kind !== 'mail' || !isDue(desk, booking, effect) || (!isMeant && effect.claim === null)) {
        outbox.push(effect);
        continue;
      }
      const fate = fateOf(desk, effect, me, quota);
      const reader = effect.staffId === undefined ? staff : snapshot.get('staff', effect.staffId);
      // Who has left the team since is told nothing any more.
      if (fate === 'sent' || reader === undefined) continue;
      if (fate === 'unknown' || quotaLeft <= 0) {
        outbox.push(effect);
        continue;
      }
      const mine: MailEffect = { ...effect, claim: { by: me.email, at: desk.now(), quotaLeft: quotaLeft-- } };
      outbox.push(mine);
      claimed.push({
        letter: { template: effect.template, reason: effect.reason, booking, staff: reader, settings },
        effect: mine,
      });
    }
    if (outbox.some((effect, i) => effect !== booking.outbox[i]) || outbox.length !== booking.outbox.length) {
      bookings.set(booking.id, { ...booking, outbox });
    }
  }
  return { changes: changesOf(snapshot, bookings), result: claimed };
}

/**
 * What became of a mail that an execution claimed and said no more of: the account's remaining quota tells whether it
 * went out. Only an execution of the same account can tell.
 */
function fateOf(desk: Desk, effect: MailEffect, me: Me, quota: number): 'open' | 'sent' | 'unknown' {
  const { claim } = effect;
  if (claim === null) return 'open';
  if (desk.now() - claim.at > CLAIM_LIFE) return 'sent';
  if (claim.by !== me.email) return 'unknown';
  return quota < claim.quotaLeft ? 'sent' : 'open';
}

function sendMail(desk: Desk, letter: Letter, effect: MailEffect): string | null {
  try {
    desk.postman.send(letter);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    desk.log(`effect ${effect.id} mail ${effect.template} failed: ${message}`);
    return message;
  }
}

function noteMail(booking: Booking, effect: MailEffect, error: string | null, now: number): Booking {
  if (error === null) {
    const sent = without(booking, (e) => e.id === effect.id);
    return withHistory(sent, { at: now, by: 'system', what: 'mailSent', detail: effect.template });
  }
  return {
    ...booking,
    outbox: booking.outbox.map((e) =>
      e.id === effect.id && e.kind === 'mail' ? { ...e, attempts: e.attempts + 1, error, claim: null } : e,
    ),
  };
}
