import type { Booking, Client } from '../../booking/booking';
import { allOf, emailAddress, optionalText, requiredText, TEXT_LIMITS } from '../../booking/fields';
import { plainPhone } from '../../booking/phone';
import { done, type Outcome } from '../../booking/refusal';
import type { Instant } from '../../booking/time/time';
import { changeBooking } from '../../desk/bookings/change-booking';
import { mayChange, roleOf } from '../../desk/team/people';
import type { Handler } from '../kit/access';
import { clientCard } from './booking-forms';
import { handOverCard, isOutsideHours } from './hand-over-card';
import { mayInsist, refusalAnswer, type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { invitationsOnce } from '../kit/invitations';
import { shown, withBooking } from './one-booking';
import { rescheduleCard } from './reschedule-card';
import { chosenTime, insists, isConfirmed } from './time-choice';
import { toldText } from './told';
import type { TapAnswer, CardView } from '../kit/widgets';

/** Choosing another day in the form shows its times on the same card. */
export const onAskReschedule: Handler = (context) =>
  withBooking(context, (booking, snapshot) => ({
    at: context.event.param('again') === 'yes' ? 'same' : 'next',
    card: rescheduleCard(context, snapshot, booking),
  }));

export const onRescheduleBooking: Handler = (context) =>
  withBooking(context, (booking, snapshot) => {
    const chosen = chosenTime(context);
    if (!chosen.ok) return refusalAnswer(context, chosen.refusal, rescheduleCard(context, snapshot, booking));
    const { start, isEntered } = chosen.value;
    if (isEntered && !isConfirmed(context, start))
      return { at: 'same', card: rescheduleCard(context, snapshot, booking, start) };
    const since = context.desk.now();
    const outcome = changeBooking(context.desk, booking.id, {
      kind: 'reschedule',
      start,
      end: start + (booking.end - booking.start),
      anyTime: insists(context, start),
      ...invitationsOnce(context),
    });
    if (outcome.ok) return shown(context, outcome.value, 'reschedule.done', since);
    // A time that can be used anyway is a warning on the card, not a refusal.
    if (mayInsist(outcome.refusal)) return { at: 'same', card: rescheduleCard(context, snapshot, booking, start) };
    return refusalAnswer(context, outcome.refusal, rescheduleCard(context, snapshot, booking));
  });

export const onAskHandOver: Handler = (context) =>
  withBooking(context, (booking, snapshot) => ({ at: 'next', card: handOverCard(context, snapshot, booking) }));

export const onHandOverBooking: Handler = (context) =>
  withBooking(context, (booking, snapshot) => {
    const { event } = context;
    const staffId = event.input('staff');
    // A warning about one colleague does not apply to another who was chosen meanwhile.
    const overBusy = event.param('overBusy') === 'yes' && ['', staffId].includes(event.param('for'));
    if (!overBusy && isOutsideHours(context, snapshot, booking, staffId))
      return { at: 'same', card: handOverCard(context, snapshot, booking, { staffId, mayInsist: true }) };
    const action = { kind: 'reassign' as const, staffId, overBusy };
    const since = context.desk.now();
    const outcome = changeBooking(context.desk, booking.id, action);
    if (outcome.ok) return shownIfMine(context, outcome.value, since);
    const canStill = mayInsist(outcome.refusal);
    const card = handOverCard(context, snapshot, booking, { staffId, mayInsist: canStill });
    return canStill ? { at: 'same', card } : refusalAnswer(context, outcome.refusal, card);
  });

/** A person who has handed a booking over may no longer see it. */
function shownIfMine(context: CardContext, booking: Booking, since: Instant): TapAnswer {
  const role = roleOf(context.desk.store.seen(), context.me.email);
  if (mayChange(role, booking)) return shown(context, booking, 'handOver.done', since);
  const notice = `${context.t('handOver.done')} ${toldText(context, booking, since)}`;
  return { at: 'root', card: homeCard(context), notice };
}

export const onEditClient: Handler = (context) =>
  withBooking(context, (booking) => ({ at: 'next', card: clientCard(context, booking) }));

export const onSaveClient: Handler = (context) =>
  withBooking(context, (booking) => {
    const client = readClient(context);
    const again = (): CardView => clientCard(context, booking);
    if (!client.ok) return refusalAnswer(context, client.refusal, again());
    const action = { kind: 'changeClient' as const, client: client.value };
    // A new address gets an e-mail; nobody is told of other changes.
    const since = client.value.email === booking.client.email ? undefined : context.desk.now();
    const outcome = changeBooking(context.desk, booking.id, action);
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, again());
    return shown(context, outcome.value, 'client.saved', since);
  });

/** The client as entered in a form; a client on the phone may have no address. */
export function readClient({ event }: CardContext): Outcome<Pick<Client, 'name' | 'email' | 'phone' | 'note'>> {
  const email = event.input('email');
  return allOf({
    name: requiredText(event.input('name'), 'name', TEXT_LIMITS.name),
    email: email === '' ? done('') : emailAddress(email, 'email'),
    phone: optionalText(plainPhone(event.input('phone')), 'phone', TEXT_LIMITS.phone),
    note: optionalText(event.input('note'), 'note', TEXT_LIMITS.note),
  });
}
