import type { Booking } from '../../booking/booking';
import type { Snapshot } from '../ports/store';
import { keepBookingRooms } from '../rooms/booking-rooms';
import { hasRoomWork, settleRooms } from '../rooms/room-outbox';
import { settleEvents, waitingFor } from '../events/event-effects';
import { keepOverlapFlags } from '../times/overlaps';
import type { Desk } from '../ports/ports';
import { hasNewRoom } from '../events/renewal';
import { eachOnItsOwn, type Step } from './steps';
import { momentOf } from '../ports/moment';
import type { EventResult } from '../events/event-result';
import { deliverMail } from './mail';
import type { ClaimedMail, MailScope } from './mail-claims';

/**
 * Carries out what the records say is still to be done, as far as this person may: their own calendar's events, and
 * mail. What fails stays in the outbox, with the reason, for the next execution; so does everything if the store is
 * busy or full, since the decisions already made remain valid.
 *
 * @param only these bookings; `null` for all
 * @param claimed e-mails that were claimed with the decision
 */
export function deliver(
  desk: Desk,
  only: readonly string[] | null,
  { claimed = [], ...scope }: Omit<MailScope, 'only'> & { claimed?: readonly ClaimedMail[] } = {},
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
    ['mail', () => deliverMail(desk, { ...scope, only: reach }, settled, claimed)],
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
  return bookings.withWork().filter(({ id }) => only === null || only.includes(id));
}
