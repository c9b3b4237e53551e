import { type Booking, type Effect, type MailEffect } from '../../booking/booking';
import { actorOf, claimMail, isLesser, isReady, noteRefused, noteSent, sweepMail } from '../../booking/letters';
import { MINUTE } from '../../booking/time/time';
import type { RecordChange, Decision, Snapshot } from '../ports/store';
import { keepBookingRooms } from '../rooms/booking-rooms';
import { hasRoomWork, settleRooms } from '../rooms/room-outbox';
import { settleEvents, waitingFor } from '../events/event-effects';
import { linksFor } from '../links/links';
import { mailReserve } from '../limits/request-limits';
import { keepOverlapFlags } from '../times/overlaps';
import { isInsider, roleOf, settingsOf, staffByEmail } from '../team/people';
import type { Desk, Letter } from '../ports/ports';
import { hasNewRoom } from '../events/renewal';
import { eachOnItsOwn, type Step } from './steps';
import { momentOf, type Moment } from '../ports/moment';
import { withoutEffects } from '../../booking/outbox';
import type { EventResult } from '../events/event-result';

/** How long a confirmation waits for its join link; then it is sent without, and the link follows. */
const LINK_PATIENCE = 30 * MINUTE;

/** How long it waits for its event: within that time everyone who may write it has had their hourly tick. */
const EVENT_PATIENCE = 90 * MINUTE;

/** How many of the day's e-mails are reserved for those that somebody relies on. */
const RESERVE = 10;

/** After this many refusals in a row the addresses are not the cause: the next execution continues. */
const REFUSALS = 3;

/** Whose e-mails and events an execution takes care of. */
interface WorkScope {
  /** These bookings, since somebody has just acted on them; `null` for all. */
  only: readonly string[] | null;
  /** Whether the client is looking at a page that shows the current state: then e-mails to them need not wait. */
  clientWaits?: boolean;
}

/**
 * Carries out what the records say is still to be done, as far as this person may: their own calendar's events, and
 * mail. What fails stays in the outbox, with the reason, for the next execution; so does everything if the store is
 * busy or full, since the decisions already made remain valid.
 *
 * @param only these bookings; `null` for all
 */
export function deliver(
  desk: Desk,
  only: readonly string[] | null,
  { clientWaits = false }: Omit<WorkScope, 'only'> = {},
): void {
  const settled: EventResult[] = [];
  const settleAll = (bookings: readonly Booking[]): Step[] => [
    ['rooms of bookings', () => settleBookingRooms(desk)],
    ...bookings.map(({ id }): Step => [`events of ${id}`, () => void settled.push(...eventsOf(desk, id))]),
  ];
  const working = bookingsWithWork(desk.store.seen(), only);
  let reach = only;
  eachOnItsOwn(desk, [
    ...settleAll(working),
    [
      'rooms that somebody has left',
      () => {
        const renewed = bookingsWithNewRooms(desk.store.seen(), working);
        if (renewed.length === 0) return;
        if (only !== null) reach = [...only, ...renewed.map(({ id }) => id)];
        eachOnItsOwn(desk, settleAll(renewed));
      },
    ],
    // The results in Calendar are written with it; if that fails, they are found there again.
    ['mail', () => deliverMail(desk, { only: reach, clientWaits }, settled)],
    // Changes found in Calendar on the way may have made bookings overlap, or no longer overlap.
    ['marks', () => keepOverlapFlags(desk, staffOf(desk.store.seen(), settled))],
  ]);
}

/** Those who stay when one of the first has left: their room now has another address. */
function bookingsWithNewRooms(snapshot: Snapshot, seen: readonly Booking[]): Booking[] {
  const isNew = (booking: Booking) => hasNewRoom(booking) && seen.every(({ id }) => id !== booking.id);
  return snapshot.bookings.withWork().filter(isNew);
}

/** How many bookings are caught up with before a card is shown: somebody is waiting for it. */
const BEFORE_A_CARD = 5;

/**
 * Writes what waits for this person's own calendar before a card is shown: others have been promised that this happens
 * when the panel is opened. If anything goes wrong, the card is still shown, and the hourly tick tries again.
 */
export function writeWhatWaits(desk: Desk): void {
  try {
    const snapshot = desk.store.seen();
    const waiting = waitingFor(snapshot, desk.me, snapshot.bookings.withWork()).map(({ id }) => id);
    if (waiting.length > 0) deliver(desk, waiting.slice(0, BEFORE_A_CARD));
  } catch (error) {
    desk.log(`what waits for this calendar is left to the next hour: ${String(error)}`);
  }
}

function settleBookingRooms(desk: Desk): void {
  const before = desk.store.seen();
  if (keepBookingRooms(desk, before) || hasRoomWork(momentOf(desk, before))) settleRooms(desk);
}

function eventsOf(desk: Desk, id: string): EventResult[] {
  const snapshot = desk.store.seen();
  const booking = snapshot.get('booking', id);
  return booking === undefined ? [] : settleEvents(desk, snapshot, booking);
}

function staffOf(snapshot: Snapshot, settled: readonly EventResult[]): string[] {
  return settled.flatMap(({ id }) => snapshot.get('booking', id)?.staffId ?? []);
}

function bookingsWithWork({ bookings }: Snapshot, only: readonly string[] | null): Booking[] {
  return bookings.withWork().filter(({ id }) => isMeant({ only }, id));
}

/** The bookings of a round, those with settled effects as they are now. */
function afterSettling(snapshot: Snapshot, { work, settled, last }: MailRound): Map<string, Booking> {
  const bookings = new Map(bookingsWithWork(snapshot, work.only).map((booking) => [booking.id, booking]));
  for (const id of [...settled.map((result) => result.id), ...(last === null ? [] : [last.id])]) {
    const booking = snapshot.get('booking', id);
    if (booking !== undefined) bookings.set(id, booking);
  }
  for (const { id, apply } of settled) {
    const booking = bookings.get(id);
    if (booking !== undefined) bookings.set(id, apply(booking));
  }
  return bookings;
}

/** The changes to these bookings that are not in the store yet. */
function changesOf(snapshot: Snapshot, bookings: ReadonlyMap<string, Booking>): RecordChange[] {
  return [...bookings]
    .filter(([id, value]) => snapshot.get('booking', id) !== value)
    .map(([id, value]): RecordChange => ({ put: 'booking', id, value }));
}

function isMeant({ only }: WorkScope, id: string): boolean {
  return only === null || only.includes(id);
}

/** An e-mail that was tried, and the outcome. */
interface MailAttempt {
  id: string;
  effect: MailEffect;
  /** `null` if it was sent. */
  error: string | null;
}

interface ClaimedMail {
  /** Its links are made when it is sent. */
  letter: Omit<Letter, 'links'>;
  effect: MailEffect;
}

/** How far this execution has come with its e-mails. */
interface MailRound {
  work: WorkScope;
  /** The results in Calendar just before: written together with the first claim. */
  settled: readonly EventResult[];
  /** `null` if Google did not say. */
  quota: number | null;
  /** The last one, which is noted together with the next claim. */
  last: MailAttempt | null;
  /** Ids of those that were tried: none is tried twice. */
  tried: readonly string[];
  /** How many were refused in a row. */
  refusals: number;
}

/**
 * One e-mail after another: claimed, sent, noted. One write between two e-mails notes the former and claims the next,
 * so that an execution that dies leaves at most one in doubt, see booking/letters.ts.
 */
function deliverMail(desk: Desk, work: WorkScope, settled: readonly EventResult[]): void {
  const started: MailRound = { work, settled, quota: null, last: null, tried: [], refusals: 0 };
  const snapshot = desk.store.seen();
  const { changes, result } = nextMail(desk, snapshot, started);
  if (result === null && changes.length === 0) return;
  let round: MailRound = result === null ? started : { ...started, quota: desk.postman.quotaLeft() };
  for (;;) {
    const current = round;
    const next = noted(desk, current, () => desk.store.update((now) => nextMail(desk, now, current), 'all'));
    if (next === null) return;
    const error = sendMail(desk, next);
    round = {
      ...current,
      settled: [],
      quota: current.quota === null || error !== null ? current.quota : current.quota - 1,
      last: { id: next.letter.booking.id, effect: next.effect, error },
      tried: [...current.tried, next.effect.id],
      refusals: error === null ? 0 : current.refusals + 1,
    };
  }
}

/** An e-mail that was sent but not noted would be sent again, so noting it is tried more than once. */
function noted<T>(desk: Desk, { last }: MailRound, write: () => T): T {
  for (let left = last?.error === null ? 2 : 0; left > 0; left--) {
    try {
      return write();
    } catch (error) {
      desk.log(`a mail was sent and could not be noted, trying again: ${String(error)}`);
    }
  }
  return write();
}

/**
 * Notes the last e-mail, drops those that must not be sent any more, and claims the next one; `null` if there is none.
 */
function nextMail(desk: Desk, snapshot: Snapshot, round: MailRound): Decision<ClaimedMail | null> {
  const { work, last } = round;
  const bookings = afterSettling(snapshot, round);
  const sent = last === null ? undefined : bookings.get(last.id);
  if (last !== null && sent !== undefined) bookings.set(last.id, afterTrying(sent, last, desk.now()));
  const settings = settingsOf(snapshot);
  // A person who only makes rooms with the add-on sends none of the desk's e-mails; behind the public page a client has
  // acted.
  const mayMail = work.only !== null || isInsider(roleOf(snapshot, desk.me.email));
  // Without the desk's settings an e-mail cannot be written; they may be broken and repaired later.
  const isOver =
    settings === null || !mayMail || round.refusals >= REFUSALS || (work.only === null && desk.timeLeft() <= 0);
  if (isOver) return { changes: changesOf(snapshot, bookings), result: null };
  const withWork = () => [...bookings.values()].filter(({ id, outbox }) => outbox.length > 0 && isMeant(work, id));
  for (const booking of withWork()) {
    const swept = sweepMail(booking, desk.now());
    // People who have left the team get no mail.
    const hasLeft = (e: Effect) =>
      e.kind === 'mail' && e.staffId !== undefined && readerOf(snapshot, booking, e) === undefined;
    bookings.set(booking.id, swept.outbox.some(hasLeft) ? withoutEffects(swept, hasLeft) : swept);
  }
  const ready = withWork().flatMap((booking) =>
    readyMail(momentOf(desk, snapshot), booking, round).map((effect) => ({ booking, effect })),
  );
  const next = ready.find(({ effect }) => !isLesser(effect)) ?? ready[0];
  const staff = next === undefined ? undefined : readerOf(snapshot, next.booking, next.effect);
  if (next === undefined || staff === undefined) return { changes: changesOf(snapshot, bookings), result: null };
  const effect = claimMail(next.effect, desk.me.email, desk.now());
  const booking = { ...next.booking, outbox: next.booking.outbox.map((e) => (e.id === effect.id ? effect : e)) };
  bookings.set(booking.id, booking);
  const { template, reason, was } = effect;
  const actor = actorOf(booking, template);
  // Who reads it has offered the time that its client took.
  const by = actor === staff.email ? '' : (staffByEmail(snapshot, actor)?.name ?? actor);
  const letter = { template, reason, booking, staff, settings, by, ...(was !== undefined && { was }) };
  return { changes: changesOf(snapshot, bookings), result: { letter, effect } };
}

function afterTrying(booking: Booking, { effect, error }: MailAttempt, now: number): Booking {
  const waits = booking.outbox.some((e) => e.kind === 'mail' && e.id === effect.id && e.claim?.at === effect.claim?.at);
  if (!waits) return booking;
  return error === null ? noteSent(booking, effect, now) : noteRefused(booking, effect, error, now);
}

/**
 * The staff member whose e-mail or booking it is; `undefined` if their record is broken, or they have left the team.
 */
function readerOf(snapshot: Snapshot, booking: Booking, { staffId }: MailEffect) {
  return snapshot.get('staff', staffId ?? booking.staffId);
}

/** The e-mails of a booking that this execution may send now. */
function readyMail(at: Moment, booking: Booking, round: MailRound): MailEffect[] {
  const { quota, tried, work } = round;
  return booking.outbox.filter(
    (effect): effect is MailEffect =>
      effect.kind === 'mail' &&
      !tried.includes(effect.id) &&
      isReady(effect, at.now, work.only !== null) &&
      readerOf(at.snapshot, booking, effect) !== undefined &&
      (quota === null || quota > Math.max(isLesser(effect) ? RESERVE : 0, mailReserve(booking, effect.template))) &&
      isDue(at, booking, effect, round),
  );
}

/**
 * A confirmation waits until its event exists, and for a while for the link that it promises. It does not wait if this
 * execution cannot create them, or if the client already reads that it is confirmed: then the link follows.
 */
function isDue(at: Moment, booking: Booking, effect: MailEffect, { work }: MailRound): boolean {
  const { now } = at;
  const { link, event } = booking;
  // An e-mail that was due once is still due, even if the execution that claimed it died.
  if (effect.claim !== null) return true;
  const isConfirmation = effect.template === 'clientConfirmed' || effect.template === 'clientStaffChanged';
  if (isConfirmation && booking.state === 'confirmed') {
    const staff = at.snapshot.get('staff', booking.staffId);
    const isMine = staff?.email === at.me.email && !staff.syncPaused;
    if (work.only !== null && (work.clientWaits === true || !isMine)) return true;
    if (event?.written !== true) return settledAt(booking) + EVENT_PATIENCE <= now;
  }
  const needsLink = isConfirmation || effect.template === 'clientLinkChanged';
  return !needsLink || link?.status !== 'pending' || link.since + LINK_PATIENCE <= now;
}

/** When the current place of its event was decided. */
function settledAt({ history, createdAt }: Booking): number {
  return history.filter(({ what }) => SETTLED.includes(what)).pop()?.at ?? createdAt;
}

const SETTLED: readonly string[] = ['accepted', 'paid', 'reassigned'];

function sendMail(desk: Desk, { letter, effect }: ClaimedMail): string | null {
  try {
    desk.postman.send({ ...letter, links: linksFor(desk, letter) });
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Google's message may contain the address.
    desk.log(`effect ${effect.id} mail ${effect.template} failed: ${message.replace(/\S+@\S+/g, '…')}`);
    return message;
  }
}
