import type { Booking, Effect, MailEffect } from '../../booking/booking';
import { claimMail, isLesser, isReady, sweepMail } from '../../booking/letters';
import { withoutEffects } from '../../booking/outbox';
import { MINUTE, type Instant } from '../../booking/time/time';
import { mailReserve } from '../limits/request-limits';
import type { RecordChange, Snapshot } from '../ports/store';
import type { Desk } from '../ports/ports';
import { momentOf, type Moment } from '../ports/moment';
import { isInsider, roleOf, settingsOf } from '../team/people';

/** How long a confirmation waits for its join link; then it is sent without, and the link follows. */
const LINK_PATIENCE = 30 * MINUTE;

/** How long it waits for its event: within that time everyone who may write it has had their hourly tick. */
const EVENT_PATIENCE = 90 * MINUTE;

/** How many of the day's e-mails are reserved for those that somebody relies on. */
const RESERVE = 10;

/** After this many refusals in a row the addresses are not the cause: the next execution continues. */
const REFUSALS = 3;

/** How many e-mails are claimed at once: what changes within the seconds that they take comes too late for them. */
const AT_ONCE = 10;

/** Whose e-mails an execution takes care of. */
export interface MailScope {
  /** These bookings', since somebody has just acted on them; `null` for all. */
  only: readonly string[] | null;
  /** Whether the client is looking at a page that shows the current state: then e-mails to them need not wait. */
  clientWaits?: boolean;
  /** How many more this account can send today, if that is known; `null` if Google did not say. */
  quota?: number | null | undefined;
  /** When the cache was asked for that number. */
  quotaSoughtAt?: Instant;
  /** What is to be remembered in the cache as soon as something else is. */
  news?: Readonly<Record<string, string>>;
}

/** An e-mail that this execution has claimed. */
export interface ClaimedMail {
  booking: string;
  effect: MailEffect;
}

/** How far an execution has come with its e-mails. */
export interface ClaimRound {
  scope: MailScope;
  /** Ids of those that were tried: none is tried twice. */
  tried: readonly string[];
  /** How many were refused in a row. */
  refusals: number;
  /** Whether events are still to be written before e-mails are sent. */
  isBeforeEvents: boolean;
}

/**
 * The changes of a decision, in which the e-mails that can go out then are claimed already.
 *
 * @param scope.only whose e-mails; deliver them after the commit
 */
export function withMailClaimed(
  desk: Desk,
  snapshot: Snapshot,
  changes: readonly RecordChange[],
  scope: MailScope & { only: readonly string[] },
): { changes: RecordChange[]; claimed: ClaimedMail[] } {
  const put = (change: RecordChange): [string, Booking][] =>
    'put' in change && change.put === 'booking' ? [[change.id, change.value]] : [];
  const before = new Map(changes.flatMap(put));
  const bookings = new Map([...before].filter(([id]) => scope.only.includes(id)));
  const round: ClaimRound = { scope, tried: [], refusals: 0, isBeforeEvents: true };
  const claimed = claimNext(desk, snapshot, bookings, round);
  const after = changes.map((change): RecordChange => {
    const value = 'put' in change && change.put === 'booking' ? bookings.get(change.id) : undefined;
    return value === undefined ? change : { put: 'booking', id: change.id, value };
  });
  return { changes: after, claimed };
}

/** Claims what may be sent next. @param bookings in which the claims are made */
export function claimNext(
  desk: Desk,
  snapshot: Snapshot,
  bookings: Map<string, Booking>,
  round: ClaimRound,
): ClaimedMail[] {
  const { scope } = round;
  // A person who only makes rooms with the add-on sends none of the desk's e-mails; behind the public page a client has
  // acted.
  const mayMail = scope.only !== null || isInsider(roleOf(snapshot, desk.me.email));
  // Without the desk's settings an e-mail cannot be written; they may be broken and repaired later.
  const isOver = settingsOf(snapshot) === null || !mayMail || isOverFor(desk, round);
  if (isOver) return [];
  for (const booking of bookings.values()) {
    if (isMeant(scope, booking.id)) bookings.set(booking.id, sweptOf(snapshot, booking, desk.now()));
  }
  const ready = readyMail(desk, snapshot, bookings, round);
  // What is in doubt is claimed alone: if its execution dies again, nothing else is given up with it.
  const fresh = ready.filter(({ effect }) => effect.claim === null);
  const next = fresh.length > 0 ? inOrder(fresh).slice(0, AT_ONCE) : inOrder(ready).slice(0, 1);
  const claimed: ClaimedMail[] = [];
  for (const { booking, effect, early } of next) {
    if (!isWithin(scope, claimed.length, reserveFor(booking, effect))) continue;
    const claim = claimMail(effect, desk.me.email, desk.now(), early);
    bookings.set(
      booking.id,
      withMail(bookings.get(booking.id) ?? booking, effect, () => claim),
    );
    claimed.push({ booking: booking.id, effect: claim });
  }
  return claimed;
}

/** Whether no more e-mails are sent: Google refuses them, or time is up. */
export function isOverFor(desk: Desk, { refusals, scope }: ClaimRound): boolean {
  return refusals >= REFUSALS || (scope.only === null && desk.timeLeft() <= 0);
}

/** Those that somebody relies on come first. */
function inOrder(ready: readonly ReadyMail[]): ReadyMail[] {
  return [...ready.filter(({ effect }) => !isLesser(effect)), ...ready.filter(({ effect }) => isLesser(effect))];
}

/** Without e-mails that must not be sent any more. People who have left the team get none. */
function sweptOf(snapshot: Snapshot, booking: Booking, now: number): Booking {
  const swept = sweepMail(booking, now);
  const hasLeft = (e: Effect) =>
    e.kind === 'mail' && e.staffId !== undefined && readerOf(snapshot, booking, e) === undefined;
  return swept.outbox.some(hasLeft) ? withoutEffects(swept, hasLeft) : swept;
}

interface ReadyMail {
  booking: Booking;
  effect: MailEffect;
  /** Whether it goes out only once its event is written, in this execution. */
  early: boolean;
}

/** The e-mails that this execution may send now, or once it has written their event. */
function readyMail(
  desk: Desk,
  snapshot: Snapshot,
  bookings: ReadonlyMap<string, Booking>,
  round: ClaimRound,
): ReadyMail[] {
  const { scope } = round;
  const at = momentOf(desk, snapshot);
  return [...bookings.values()].flatMap((booking) =>
    booking.outbox.flatMap((effect): ReadyMail[] => {
      if (effect.kind !== 'mail' || !isMeant(scope, booking.id) || round.tried.includes(effect.id)) return [];
      if (!isReady(effect, at.now, scope.only !== null) || readerOf(snapshot, booking, effect) === undefined) return [];
      if (!isWithin(scope, 0, reserveFor(booking, effect))) return [];
      if (isDue(at, booking, effect, scope)) return [{ booking, effect, early: false }];
      return isAboutToBeDue(at, booking, effect, round) ? [{ booking, effect, early: true }] : [];
    }),
  );
}

/**
 * Whether an e-mail leaves what is kept for others. While the number is not known it may be claimed, not sent.
 *
 * @param before how many have been claimed before it
 */
export function isWithin({ quota }: MailScope, before: number, reserve: number): boolean {
  return quota === null || quota === undefined || quota - before > reserve;
}

/** How many of today's e-mails are kept for others when this one is to be sent. */
export function reserveFor(booking: Booking, effect: MailEffect): number {
  return Math.max(isLesser(effect) ? RESERVE : 0, mailReserve(booking, effect.template));
}

export function isMeant({ only }: MailScope, id: string): boolean {
  return only === null || only.includes(id);
}

/** The staff member whose e-mail or booking it is; `undefined` if their record is broken, or they have left the team. */
export function readerOf(snapshot: Snapshot, booking: Booking, { staffId }: MailEffect) {
  return snapshot.get('staff', staffId ?? booking.staffId);
}

/** The booking with a change to one of its e-mails. */
export function withMail(booking: Booking, { id }: MailEffect, change: (effect: MailEffect) => MailEffect): Booking {
  const outbox = booking.outbox.map((e) => (e.id === id && e.kind === 'mail' ? change(e) : e));
  return { ...booking, outbox };
}

/** A confirmation, and the same to a client who has another staff member now. */
function isConfirmation({ template }: MailEffect): boolean {
  return template === 'clientConfirmed' || template === 'clientStaffChanged';
}

/**
 * A confirmation waits until its event exists, and for a while for the link that it promises. It does not wait if this
 * execution cannot create them, or if the client already reads that it is confirmed: then the link follows.
 */
export function isDue(at: Moment, booking: Booking, effect: MailEffect, scope: MailScope): boolean {
  const { now } = at;
  const { link, event } = booking;
  // An e-mail that was due once is still due, even if the execution that claimed it died.
  if (effect.claim !== null && effect.claim.early !== true) return true;
  if (isConfirmation(effect) && booking.state === 'confirmed') {
    if (scope.only !== null && (scope.clientWaits === true || !isWrittenHere(at, booking))) return true;
    if (event?.written !== true) return settledAt(booking) + EVENT_PATIENCE <= now;
  }
  const needsLink = isConfirmation(effect) || effect.template === 'clientLinkChanged';
  return !needsLink || link?.status !== 'pending' || link.since + LINK_PATIENCE <= now;
}

/** Whether this execution is about to write the event that a confirmation waits for. */
function isAboutToBeDue(at: Moment, booking: Booking, effect: MailEffect, round: ClaimRound): boolean {
  if (!round.isBeforeEvents || !isConfirmation(effect) || booking.state !== 'confirmed') return false;
  return isWrittenHere(at, booking) && booking.event?.written !== true;
}

/** Whether the person at work writes the booking's event. */
function isWrittenHere(at: Moment, booking: Booking): boolean {
  const staff = at.snapshot.get('staff', booking.staffId);
  return staff?.email === at.me.email && !staff.syncPaused;
}

/** When the current place of its event was decided. */
function settledAt({ history, createdAt }: Booking): number {
  return history.filter(({ what }) => SETTLED.includes(what)).pop()?.at ?? createdAt;
}

const SETTLED: readonly string[] = ['accepted', 'paid', 'reassigned'];
