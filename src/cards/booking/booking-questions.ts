import type { Booking } from '../../booking/booking';
import type { CardContext } from '../kit/context';
import { invitationChoice } from '../kit/invitations';
import { present, type Button, type CardView } from '../kit/widgets';

/** The booking's time is taken: by what, and what a person can do anyway. */
export function conflictCard(
  context: CardContext,
  booking: Booking,
  action: 'acceptBooking' | 'markBookingPaid',
  canOverrule: boolean,
): CardView {
  const { t, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  return {
    name: 'conflict',
    title: booking.client.name,
    subtitle: dates.span(booking.start, booking.end),
    sections: [
      {
        widgets: [
          { kind: 'text', text: canOverrule ? t('accept.conflict') : t('accept.taken'), tone: 'warning' },
          {
            kind: 'buttons',
            buttons: present<Button>([
              canOverrule && { text: t('accept.anyway'), click: { action, params: { ...params, overBusy: 'yes' } } },
              { text: t('home.decline'), danger: 'asks', click: { action: 'askDecline', params } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ]),
          },
        ],
      },
    ],
  };
}

/** Asks for a reason before a client is refused. */
export function reasonCard(
  context: CardContext,
  booking: Booking,
  action: 'declineBooking' | 'cancelBooking',
): CardView {
  const { t, dates } = context;
  const declines = action === 'declineBooking';
  return {
    name: 'reason',
    title: declines ? t('decline.title') : t('cancel.title'),
    subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}`,
    sections: [
      {
        widgets: [
          { kind: 'input', name: 'reason', label: t('field.reason'), value: '', multiline: true },
          ...(declines ? [] : [invitationChoice(context)]),
          {
            kind: 'buttons',
            buttons: [
              {
                text: declines ? t('decline.submit') : t('cancel.submit'),
                danger: 'now',
                click: { action, params: { booking: booking.id } },
              },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}
