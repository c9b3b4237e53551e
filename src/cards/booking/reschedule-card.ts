import type { Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import { wantedAs } from '../../desk/times/open-times';
import type { Snapshot } from '../../desk/ports/store';
import { backToBooking } from './booking-forms';
import type { CardContext } from '../kit/context';
import { invitationChoice } from '../kit/invitations';
import { enteredMoment, momentParams } from '../kit/moments';
import { askTime, startsShown, timeChoice, type AskedTime } from './time-choice';
import type { Button, CardView, Tap } from '../kit/widgets';
import { buttons, card, quiet, section, submit } from '../kit/parts';

/**
 * Another time for a booking: one of the open ones, or any.
 *
 * @param start a time that has to be confirmed, because it was entered manually or is not open
 */
export function rescheduleCard(
  context: CardContext,
  snapshot: Snapshot,
  booking: Booking,
  start: Instant | null = null,
): CardView {
  const { t, dates } = context;
  const params = {
    booking: booking.id,
    card: 'booking',
    ...momentParams(context, 'time', enteredMoment(context, 'time')),
  };
  const wanted = wantedAs(snapshot, booking);
  const asked = start === null ? null : askTime(context, wanted, start, booking.id);
  const starts = wanted === null ? [] : startsShown(context, snapshot, wanted, booking.id);
  const again: Tap = { action: 'askReschedule', params: { ...params, again: 'yes' } };
  return card(
    'reschedule',
    { title: t('reschedule.title'), subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}` },
    asked?.section,
    section(
      ...timeChoice(context, starts, again),
      booking.state === 'confirmed' && invitationChoice(context),
      quiet(t('reschedule.told')),
      buttons(submitButton(context, params, asked), backToBooking(context, booking)),
    ),
  );
}

function submitButton({ t }: CardContext, params: Record<string, string>, asked: AskedTime | null): Button {
  if (asked === null) return submit(t('reschedule.submit'), 'rescheduleBooking', params);
  const text = t(asked.isOpen ? 'reschedule.submitAt' : 'reschedule.anyway', { time: asked.words });
  return submit(text, 'rescheduleBooking', { ...params, ...asked.params });
}
