import type { Booking } from '../../booking/booking';
import { refused } from '../../booking/refusal';
import type { Instant } from '../../booking/time/time';
import { mayChange, roleOf } from '../../desk/team/people';
import type { Snapshot } from '../../desk/ports/store';
import type { DeskMessages } from '../../i18n/locales/catalogue';
import { bookingCard } from './booking';
import { type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { toldText } from './told';
import { withUndo } from '../home/undo';
import type { TapAnswer, CardView } from '../kit/widgets';

/** The possible notices. */
export type Notice = Extract<
  keyof DeskMessages,
  | 'accept.done'
  | 'paid.done'
  | 'paid.tooLate'
  | 'decline.done'
  | 'cancel.done'
  | 'completed.done'
  | 'link.retried'
  | 'question.done'
  | 'note.saved'
  | 'client.saved'
  | 'reschedule.done'
  | 'handOver.done'
  | 'manual.done'
  | 'adopt.done'
>;

/**
 * After a change: the booking's card if it was open, otherwise the list, with an undo button if the change can be
 * undone.
 *
 * @param since when a change was started that the client is told of: the notice then says whether they have been
 */
export function shown(context: CardContext, booking: Booking, notice: Notice | null, since?: Instant): TapAnswer {
  const onBooking = context.event.param('card') === 'booking' || context.event.eventId !== '';
  const card = onBooking ? cardOf(context, booking) : homeCard(context);
  const told = since === undefined ? '' : toldText(context, booking, since);
  const text = [notice === null ? '' : noticeText(context, booking, notice), told]
    .filter((part) => part !== '')
    .join(' ');
  return { at: 'root', card: withUndo(context, card), notice: text };
}

/** A new time is given in words. */
function noticeText({ t, dates }: CardContext, { start, end }: Booking, notice: Notice): string {
  return notice === 'reschedule.done' || notice === 'manual.done'
    ? t(notice, { time: dates.longSpan(start, end) })
    : t(notice);
}

/** Looks up a booking to show it; one that the person may not see counts as missing. */
export function withBooking(
  context: CardContext,
  show: (booking: Booking, snapshot: Snapshot) => TapAnswer,
): TapAnswer {
  const snapshot = context.desk.store.seen();
  const booking = snapshot.get('booking', context.event.param('booking'));
  if (booking !== undefined && mayChange(roleOf(snapshot, context.me.email), booking)) return show(booking, snapshot);
  return refused('unknownBooking', 'booking').refusal;
}

/** The card of a booking as the store has it. */
export function cardOf(context: CardContext, booking: Booking): CardView {
  const staff = context.desk.store.seen().get('staff', booking.staffId);
  return bookingCard(context, booking, staff ?? null);
}
