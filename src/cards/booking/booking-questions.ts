import type { Booking } from '../../booking/booking';
import type { CardContext } from '../kit/context';
import { invitationChoice } from '../kit/invitations';
import type { CardView } from '../kit/widgets';
import { askButton, backHome, button, buttons, card, endButton, multiline, section, warning } from '../kit/parts';

/** The booking's time is taken: by what, and what a person can do anyway. */
export function conflictCard(
  context: CardContext,
  booking: Booking,
  action: 'acceptBooking' | 'markBookingPaid',
  canOverrule: boolean,
): CardView {
  const { t, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  return card(
    'conflict',
    { title: booking.client.name, subtitle: dates.span(booking.start, booking.end) },
    section(
      warning(canOverrule ? t('accept.conflict') : t('accept.taken')),
      buttons(
        canOverrule && button(t('accept.anyway'), action, { ...params, overBusy: 'yes' }),
        askButton(t('home.decline'), 'askDecline', params),
        backHome(t),
      ),
    ),
  );
}

/** Asks for a reason before a client is refused. */
export function reasonCard(
  context: CardContext,
  booking: Booking,
  action: 'declineBooking' | 'cancelBooking',
): CardView {
  const { t, dates } = context;
  const declines = action === 'declineBooking';
  return card(
    'reason',
    {
      title: declines ? t('decline.title') : t('cancel.title'),
      subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}`,
    },
    section(
      multiline('reason', t('field.reason'), ''),
      !declines && invitationChoice(context),
      buttons(
        endButton(declines ? t('decline.submit') : t('cancel.submit'), action, { booking: booking.id }),
        backHome(t),
      ),
    ),
  );
}
