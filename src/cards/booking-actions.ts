import { optionalText, TEXT_LIMITS } from '../booking/fields';
import { INVITATIONS, type Booking, type Invitations } from '../booking/booking';
import { refused } from '../booking/refusal';
import { changeBooking, type StaffAction } from '../desk/change-booking';
import { mayChange, roleOf } from '../desk/people';
import type { DeskMessages } from '../i18n/catalogue';
import { bookingCard, conflictCard, reasonCard } from './booking';
import { refusalAnswer, type CardContext } from './context';
import { homeCard } from './home';
import type { CardAnswer, CardView } from './view';

type Handler = (context: CardContext) => CardAnswer;

/** Messages without anything in braces: what a notice can be. */
type Notice = Extract<
  keyof DeskMessages,
  'accept.done' | 'paid.done' | 'decline.done' | 'cancel.done' | 'completed.done' | 'link.retried' | 'question.done'
>;

export const showBooking: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: cardOf(context, booking) }));

export const acceptBooking: Handler = (context) => confirm(context, 'accept', 'acceptBooking', 'accept.done');

export const markBookingPaid: Handler = (context) => confirm(context, 'markPaid', 'markBookingPaid', 'paid.done');

export const askDecline: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: reasonCard(context, booking, 'declineBooking') }));

export const askCancel: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: reasonCard(context, booking, 'cancelBooking') }));

export const declineBooking: Handler = (context) =>
  withReason(context, 'declineBooking', (reason) => act(context, { kind: 'decline', reason }, 'decline.done'));

export const cancelBooking: Handler = (context) =>
  withReason(context, 'cancelBooking', (reason) =>
    act(context, { kind: 'cancel', reason, ...invitationsOnce(context) }, 'cancel.done'),
  );

export const completeBooking: Handler = (context) => act(context, { kind: 'complete' }, 'completed.done');

export const markNoShow: Handler = (context) => act(context, { kind: 'noShow' }, 'completed.done');

export const followCalendar: Handler = (context) => act(context, { kind: 'followCalendar' }, 'question.done');

export const putEventBack: Handler = (context) => act(context, { kind: 'putBack' }, 'question.done');

export const retryBookingLink: Handler = (context) => act(context, { kind: 'retryLink' }, 'link.retried');

/** Confirming asks back when something stands at the time, instead of only refusing. */
function confirm(
  context: CardContext,
  kind: 'accept' | 'markPaid',
  action: 'acceptBooking' | 'markBookingPaid',
  notice: Notice,
): CardAnswer {
  const id = context.event.param('booking');
  const overBusy = context.event.param('overBusy') === 'yes';
  const outcome = changeBooking(context.desk, context.me, id, { kind, overBusy, ...invitationsOnce(context) });
  if (outcome.ok) return shown(context, outcome.value, notice);
  if (outcome.refusal.code !== 'slotTaken') return refusalAnswer(context, outcome.refusal, homeCard(context));
  const canOverrule = outcome.refusal.params?.overrule === 1;
  return withBooking(context, (booking) => ({
    at: 'next',
    card: conflictCard(context, booking, action, canOverrule),
  }));
}

/** Whom Google is to mail this once, if a person has said so. */
function invitationsOnce({ event }: CardContext): { invitations?: Invitations } {
  const chosen = INVITATIONS.find((one) => one === event.input('invitations'));
  return chosen === undefined ? {} : { invitations: chosen };
}

function act(context: CardContext, action: StaffAction, notice: Notice): CardAnswer {
  const outcome = changeBooking(context.desk, context.me, context.event.param('booking'), action);
  return outcome.ok
    ? shown(context, outcome.value, notice)
    : refusalAnswer(context, outcome.refusal, homeCard(context));
}

/** After a change: the booking where it was open, else the list. */
function shown(context: CardContext, booking: Booking, notice: Notice): CardAnswer {
  const onBooking = context.event.param('card') === 'booking' || context.event.eventId !== '';
  const text = context.t(notice);
  return onBooking
    ? { at: 'root', card: cardOf(context, booking), notice: text }
    : { at: 'root', card: homeCard(context), notice: text };
}

function withReason(
  context: CardContext,
  action: 'declineBooking' | 'cancelBooking',
  work: (reason: string) => CardAnswer,
): CardAnswer {
  const reason = optionalText(context.event.input('reason'), 'reason', TEXT_LIMITS.reason);
  if (reason.ok) return work(reason.value);
  const { refusal } = reason;
  return withBooking(context, (booking) => refusalAnswer(context, refusal, reasonCard(context, booking, action)));
}

/** Looks a booking up for showing; one that the person may not see is as good as none. */
function withBooking(context: CardContext, show: (booking: Booking) => CardAnswer): CardAnswer {
  const snapshot = context.desk.store.read();
  const booking = snapshot.get('booking', context.event.param('booking'));
  if (booking !== undefined && mayChange(roleOf(snapshot, context.me.email), booking)) return show(booking);
  return refusalAnswer(context, refused('unknownBooking', 'booking').refusal, homeCard(context));
}

function cardOf(context: CardContext, booking: Booking): CardView {
  const staff = context.desk.store.read().get('staff', booking.staffId);
  return bookingCard(context, booking, staff ?? null);
}
