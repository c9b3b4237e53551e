import type { Booking } from '../../booking/booking';
import { isBlocked } from '../../desk/limits/blocked';
import { roleOf } from '../../desk/team/people';
import type { CardContext } from '../kit/context';
import { invitationChoice } from '../kit/invitations';
import type { CardView } from '../kit/widgets';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  checkbox,
  endButton,
  multiline,
  section,
  warning,
} from '../kit/parts';

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

/** The owner can block who sends nonsense while declining it. */
function mayBlock({ desk, me }: CardContext, { client }: Booking, declines: boolean): boolean {
  const snapshot = desk.store.seen();
  return declines && client.email !== '' && roleOf(snapshot, me.email).isOwner && !isBlocked(snapshot, client.email);
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
      mayBlock(context, booking, declines) &&
        checkbox('block', 'yes', t('decline.block', { email: booking.client.email }), false),
      !declines && invitationChoice(context),
      buttons(
        endButton(declines ? t('decline.submit') : t('cancel.submit'), action, { booking: booking.id }),
        backHome(t),
      ),
    ),
  );
}
