import type { Booking } from '../../booking/booking';
import { done, refused, type Outcome } from '../../booking/refusal';
import type { Interval } from '../../booking/time/intervals';
import { MINUTE, type Instant } from '../../booking/time/time';
import { transition } from '../../booking/transition';
import { bookingOfLink, requestOfLink, type AskedRequest } from '../links/links';
import { deliver } from '../outbox/outbox';
import { momentOf } from '../ports/moment';
import type { Desk } from '../ports/ports';
import type { RecordChange } from '../ports/store';
import { decideAndWrite } from '../team/access';
import { mayChange, roleOf } from '../team/people';
import { withFlagsOfOthers } from '../times/overlaps';
import { nextStartsOf, openTimes, wantedAs } from '../times/open-times';
import { changeBooking, CLIENT } from './change-booking';
import { decideOffer } from './offers';

// What people do without an account, by a link from an e-mail. The link says who they are; what they do is decided as
// from a card: by the same rules, under the same lock, into the same history.

/** What a client does to their booking. */
export type ClientWish = { kind: 'cancel'; reason: string } | { kind: 'reschedule'; start: Instant };

/** A client changes their own booking. `null`: the link opens nothing. */
export function changeByClient(desk: Desk, token: string, wish: ClientWish): Outcome<Booking> | null {
  const booking = bookingOfLink(desk, token);
  if (booking === null) return null;
  // What was sent twice has happened.
  const isDone = wish.kind === 'cancel' ? booking.state === 'cancelled' : booking.start === wish.start;
  if (isDone) return done(booking);
  if (wish.kind === 'cancel') return changeBooking(desk, booking.id, wish, CLIENT);
  const end = wish.start + (booking.end - booking.start);
  return changeBooking(desk, booking.id, { ...wish, end, anyTime: false }, CLIENT);
}

/** Hours for which times are held that staff propose from an e-mail. */
const PROPOSED_FOR = 48;

/** What a staff member answers to a request. */
export type StaffAnswer =
  | { kind: 'accept'; start: Instant }
  | { kind: 'decline'; reason: string }
  | { kind: 'propose'; starts: readonly Instant[]; reason: string };

/** The history's word for each answer. */
const WORD = { accept: 'accepted', decline: 'declined', propose: 'declined' } as const;

/**
 * A staff member answers a request by their link. `null`: the link opens nothing, since it is not genuine, its reader may
 * no longer change the booking, or the request has been answered.
 */
export function answerByLink(desk: Desk, token: string, answer: StaffAnswer): Outcome<Booking> | null {
  const asked = requestOfLink(desk, token);
  if (asked === null) return null;
  const { booking, staff } = asked;
  if (booking.state !== 'requested') return isAnswered(asked, answer) ? done(booking) : null;
  const by = { email: staff.email };
  if (answer.kind === 'propose') return proposeInstead(desk, asked, answer);
  return changeBooking(desk, booking.id, answer.kind === 'accept' ? { ...answer, overBusy: false } : answer, by);
}

/** Whether this reader has just given this answer: the page sends a call again that seems lost. */
function isAnswered({ booking, staff }: AskedRequest, { kind }: StaffAnswer): boolean {
  return booking.history.some(({ what, by }) => what === WORD[kind] && by === staff.email);
}

/** The request ends, and other times are held for its client: one decision, told in one e-mail. */
function proposeInstead(
  desk: Desk,
  { booking: { id }, staff }: AskedRequest,
  { starts, reason }: Extract<StaffAnswer, { kind: 'propose' }>,
): Outcome<Booking> {
  const outcome = decideAndWrite<Booking>(desk, (snapshot) => {
    const at = { ...momentOf(desk, snapshot), me: { email: staff.email } };
    const booking = snapshot.get('booking', id);
    if (booking === undefined) return refused('unknownBooking', 'booking');
    if (booking.staffId !== staff.id) return refused('notAllowed', 'booking');
    if (!mayChange(roleOf(snapshot, staff.email), booking)) return refused('notAllowed', 'booking');
    const ended = transition(booking, { kind: 'decline', by: staff.email, reason }, at.now);
    if (!ended.ok) return ended;
    const { serviceId, staffId } = booking;
    const duration = Math.round((booking.end - booking.start) / MINUTE);
    const offer = decideOffer(at, { serviceId, staffId, duration, starts, hours: PROPOSED_FOR, instead: id });
    if (!offer.ok) return offer;
    const value: Booking = { ...ended.value, offer: offer.value.id };
    const all = withFlagsOfOthers(at, new Map([[id, value]]));
    const changes = [...all].map(([one, booking]): RecordChange => ({ put: 'booking', id: one, value: booking }));
    return done({ value, changes: [...changes, { put: 'offer', id: offer.value.id, value: offer.value }] });
  });
  if (!outcome.ok) return outcome;
  deliver(desk, [id]);
  return done(desk.store.seen().get('booking', id) ?? outcome.value);
}

/**
 * Open times to which a booking could be moved with the same person, and if there are none, the first one after the
 * range.
 */
export function timesFor(desk: Desk, booking: Booking, range: Interval): { starts: Instant[]; next: Instant } {
  const at = momentOf(desk, desk.store.seen());
  const wanted = wantedAs(at.snapshot, booking);
  if (wanted === null) return { starts: [], next: 0 };
  const starts = openTimes(at, wanted, range, booking.id).map(({ start }) => start);
  return { starts, next: starts.length > 0 ? 0 : (nextStartsOf(at, wanted, range.end, booking.id)[0] ?? 0) };
}
