import { optionalText, TEXT_LIMITS } from '../../booking/fields';
import { BOOKING_FLAGS } from '../../booking/booking';
import { refused } from '../../booking/refusal';
import { changeBooking, type StaffAction } from '../../desk/bookings/change-booking';
import { blockAddress } from '../../desk/set-up';
import { deliver } from '../../desk/outbox/outbox';
import { conflictCard, reasonCard } from './booking-questions';
import { mayInsist, refusalAnswer, type CardContext } from '../kit/context';
import { invitationsOnce } from '../kit/invitations';
import { cardOf, shown, withBooking, type Notice } from './one-booking';
import type { Handler } from '../kit/access';
import type { TapAnswer } from '../kit/widgets';

/** From one of its forms, the booking's card is replaced; from a list, it is pushed on top. */
export const onShowBooking: Handler = (context) =>
  withBooking(context, (booking) => ({
    at: context.event.param('again') === 'yes' ? 'root' : 'next',
    card: cardOf(context, booking),
  }));

export const onAcceptBooking: Handler = (context) => confirm(context, 'accept', 'acceptBooking', 'accept.done');

export const onMarkBookingPaid: Handler = (context) => confirm(context, 'markPaid', 'markBookingPaid', 'paid.done');

export const onAskDecline: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: reasonCard(context, booking, 'declineBooking') }));

export const onAskCancel: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: reasonCard(context, booking, 'cancelBooking') }));

export const onDeclineBooking: Handler = (context) =>
  withReason(context, 'declineBooking', (reason) => {
    const { desk, event } = context;
    const email = desk.store.seen().get('booking', event.param('booking'))?.client.email ?? '';
    const answer = tell(context, { kind: 'decline', reason }, 'decline.done');
    const isDeclined = 'card' in answer;
    const blocked = isDeclined && event.inputs('block').includes('yes') ? blockAddress(desk, email) : null;
    return blocked?.ok === false ? blocked.refusal : answer;
  });

export const onCancelBooking: Handler = (context) =>
  withReason(context, 'cancelBooking', (reason) =>
    tell(context, { kind: 'cancel', reason, ...invitationsOnce(context) }, 'cancel.done'),
  );

export const onCompleteBooking: Handler = (context) => act(context, { kind: 'complete' }, 'completed.done');

export const onMarkNoShow: Handler = (context) => act(context, { kind: 'noShow' }, 'completed.done');

export const onFollowCalendar: Handler = (context) => tell(context, { kind: 'followCalendar' }, 'question.done');

export const onPutEventBack: Handler = (context) => act(context, { kind: 'putBack' }, 'question.done');

export const onRetryBookingLink: Handler = (context) => act(context, { kind: 'retryLink' }, 'link.retried');

export const onBringBookingBack: Handler = (context) => act(context, { kind: 'bringBack' }, 'question.done');

export const onResendMail: Handler = (context) => tell(context, { kind: 'resendMail' }, null);

export const onSettleFlag: Handler = (context) => {
  const flag = BOOKING_FLAGS.find((one) => one === context.event.param('flag'));
  if (flag === undefined) return refused('valueExpected').refusal;
  return act(context, { kind: 'settleFlag', flag }, 'completed.done');
};

export const onSaveNote: Handler = (context) => {
  const text = optionalText(context.event.input('staffNote'), 'staffNote', TEXT_LIMITS.staffNote);
  if (text.ok) return act(context, { kind: 'note', text: text.value }, 'note.saved');
  return withBooking(context, (booking) => refusalAnswer(context, text.refusal, cardOf(context, booking)));
};

/** Tries again now what could not be written to Google; an event that was removed is created again. */
export const onWriteBookingAgain: Handler = (context) => {
  if (context.event.param('anew') === 'yes') return act(context, { kind: 'writeEvent' }, 'question.done');
  return withBooking(context, ({ id }) => {
    deliver(context.desk, [id]);
    return withBooking(context, (booking) => shown(context, booking, 'question.done'));
  });
};

/** Confirming asks first if the time is taken, instead of only refusing. */
function confirm(
  context: CardContext,
  kind: 'accept' | 'markPaid',
  action: 'acceptBooking' | 'markBookingPaid',
  notice: Notice,
): TapAnswer {
  const id = context.event.param('booking');
  const overBusy = context.event.param('overBusy') === 'yes';
  const since = context.desk.now();
  const outcome = changeBooking(context.desk, id, { kind, overBusy, ...invitationsOnce(context) });
  if (outcome.ok && kind === 'markPaid' && outcome.value.state !== 'confirmed') {
    return shown(context, outcome.value, 'paid.tooLate');
  }
  if (outcome.ok) return shown(context, outcome.value, notice, since);
  if (outcome.refusal.code !== 'slotTaken') return outcome.refusal;
  const canOverrule = mayInsist(outcome.refusal);
  return withBooking(context, (booking) => ({
    at: 'next',
    card: conflictCard(context, booking, action, canOverrule),
  }));
}

function act(context: CardContext, action: StaffAction, notice: Notice): TapAnswer {
  const outcome = changeBooking(context.desk, context.event.param('booking'), action);
  return outcome.ok ? shown(context, outcome.value, notice) : outcome.refusal;
}

/** As act, for changes that the client is told of: the answer says whether they have been. */
function tell(context: CardContext, action: StaffAction, notice: Notice | null): TapAnswer {
  const since = context.desk.now();
  const outcome = changeBooking(context.desk, context.event.param('booking'), action);
  return outcome.ok ? shown(context, outcome.value, notice, since) : outcome.refusal;
}

function withReason(
  context: CardContext,
  action: 'declineBooking' | 'cancelBooking',
  work: (reason: string) => TapAnswer,
): TapAnswer {
  const reason = optionalText(context.event.input('reason'), 'reason', TEXT_LIMITS.reason);
  if (reason.ok) return work(reason.value);
  const { refusal } = reason;
  return withBooking(context, (booking) => refusalAnswer(context, refusal, reasonCard(context, booking, action)));
}
