import type { Booking } from '../booking/booking';
import { wantedAs } from '../desk/open-times';
import type { Snapshot } from '../store/store';
import { backToBooking } from './booking-forms';
import type { CardContext } from './context';
import { invitationChoice } from './invitations';
import { chosenStart, closedSection, startsShown, timeChoice } from './time-choice';
import { present, type Button, type CardView, type Section } from './view';

/**
 * Another time for a booking: one of the open ones, or any.
 *
 * @param anyway whether the time that was chosen can be had all the same; why it is closed is told then
 */
export function rescheduleCard(context: CardContext, snapshot: Snapshot, booking: Booking, anyway = false): CardView {
  const { t, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  const wanted = wantedAs(snapshot, booking);
  const chosen = anyway ? chosenStart(context) : null;
  const starts = wanted === null ? [] : startsShown(context, snapshot, wanted, booking.id);
  return {
    name: 'reschedule',
    title: t('reschedule.title'),
    subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}`,
    sections: present<Section>([
      chosen !== null && wanted !== null && closedSection(context, snapshot, wanted, chosen, booking.id),
      {
        widgets: [
          ...timeChoice(
            context,
            starts,
            { action: 'askReschedule', params: { ...params, again: 'yes' } },
            booking.start,
          ),
          ...(booking.state === 'confirmed' ? [invitationChoice(context)] : []),
          { kind: 'text', text: t('reschedule.told'), tone: 'quiet' },
          {
            kind: 'buttons',
            buttons: present<Button>([
              { text: t('reschedule.submit'), filled: !anyway, click: { action: 'rescheduleBooking', params } },
              anyway && {
                text: t('reschedule.anyway'),
                filled: true,
                click: { action: 'rescheduleBooking', params: { ...params, anyTime: 'yes' } },
              },
              backToBooking(context, booking),
            ]),
          },
        ],
      },
    ]),
  };
}
