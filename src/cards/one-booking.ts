import type { Booking } from '../booking/booking';
import { refused } from '../booking/refusal';
import { mayChange, roleOf } from '../desk/people';
import type { Snapshot } from '../store/store';
import type { DeskMessages } from '../i18n/catalogue';
import { bookingCard } from './booking';
import { refusalAnswer, type CardContext } from './context';
import { homeCard } from './home';
import { withUndo } from './undo';
import type { CardAnswer, CardView } from './view';

/** Messages without anything in braces: what a notice can be. */
export type Notice = Extract<
  keyof DeskMessages,
  | 'accept.done'
  | 'paid.done'
  | 'decline.done'
  | 'cancel.done'
  | 'completed.done'
  | 'link.retried'
  | 'question.done'
  | 'resend.done'
  | 'note.saved'
  | 'client.saved'
  | 'reschedule.done'
  | 'handOver.done'
  | 'hand.done'
  | 'adopt.done'
>;

/** After a change: the booking where it was open, else the list; what can be taken back is offered to be. */
export function shown(context: CardContext, booking: Booking, notice: Notice): CardAnswer {
  const onBooking = context.event.param('card') === 'booking' || context.event.eventId !== '';
  const card = onBooking ? cardOf(context, booking) : homeCard(context);
  return { at: 'root', card: withUndo(context, card), notice: context.t(notice) };
}

/** Looks a booking up for showing; one that the person may not see is as good as none. */
export function withBooking(
  context: CardContext,
  show: (booking: Booking, snapshot: Snapshot) => CardAnswer,
): CardAnswer {
  const snapshot = context.desk.store.seen();
  const booking = snapshot.get('booking', context.event.param('booking'));
  if (booking !== undefined && mayChange(roleOf(snapshot, context.me.email), booking)) return show(booking, snapshot);
  return refusalAnswer(context, refused('unknownBooking', 'booking').refusal, homeCard(context));
}

/** The card of a booking as the store has it. */
export function cardOf(context: CardContext, booking: Booking): CardView {
  const staff = context.desk.store.seen().get('staff', booking.staffId);
  return bookingCard(context, booking, staff ?? null);
}
