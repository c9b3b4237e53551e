import { isVouchedFor, type Booking } from './booking';
import type { Service } from './service';
import { DAY, MINUTE, type Instant } from './time/time';

/** What a client may do to a booking of theirs. */
export type ClientChange = 'cancel' | 'reschedule';

/**
 * The first instant at which a client may no longer cancel or move a booking. The service's deadlines are about what has
 * been promised: a request that nobody has accepted can be withdrawn or moved until its time.
 *
 * @param service the booking's; `undefined` if it no longer exists, and with it its deadlines
 */
export function clientMayUntil(
  { start, state }: Pick<Booking, 'start' | 'state'>,
  service: Pick<Service, 'cancelDeadline' | 'rescheduleDeadline'> | undefined,
  change: ClientChange,
): Instant {
  if (state === 'requested') return start;
  const minutes = change === 'cancel' ? service?.cancelDeadline : service?.rescheduleDeadline;
  return start - (minutes ?? 0) * MINUTE;
}

/** How often a client may move one booking within a day: each time two people get an e-mail. */
const MOVES_A_DAY = { vouchedFor: 5, request: 2 };

/** Whether a client has moved a booking as often as they may for now. */
export function hasMovedEnough(booking: Pick<Booking, 'history'>, now: Instant): boolean {
  const moves = booking.history.filter(
    ({ by, what, at }) => by === 'client' && what === 'rescheduled' && at > now - DAY,
  );
  return moves.length >= (isVouchedFor(booking) ? MOVES_A_DAY.vouchedFor : MOVES_A_DAY.request);
}
