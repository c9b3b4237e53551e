import type { Booking, Client } from '../../booking/booking';
import type { CardContext } from '../kit/context';
import { input, type FormContext } from '../kit/form';
import type { Button, CardView, Widget } from '../kit/widgets';

/** Who the client is and how to reach them. */
export function clientCard(context: CardContext, booking: Booking): CardView {
  const { t } = context;
  const params = { booking: booking.id, card: 'booking' };
  return {
    name: 'client',
    title: t('client.title'),
    subtitle: t('booking.title', { reference: booking.reference }),
    sections: [
      {
        widgets: [
          ...clientFields(context, booking.client),
          { kind: 'text', text: t('client.told'), tone: 'quiet' },
          {
            kind: 'buttons',
            buttons: [
              { text: t('client.submit'), filled: true, click: { action: 'saveClient', params } },
              backToBooking(context, booking),
            ],
          },
        ],
      },
    ],
  };
}

/** Name, address, number and note of a client. */
export function clientFields(
  context: FormContext,
  client: Pick<Client, 'name' | 'email' | 'phone' | 'note'>,
): Widget[] {
  const { t, event } = context;
  const note = event.inputs('note')[0] ?? client.note;
  return [
    input(context, 'name', client.name),
    input(context, 'email', client.email),
    input(context, 'phone', client.phone),
    { kind: 'input', name: 'note', label: t('field.note'), value: note, multiline: true },
  ];
}

/** The way back to the booking from one of its forms. */
export function backToBooking({ t }: CardContext, booking: Booking): Button {
  return { text: t('booking.backTo'), click: { action: 'showBooking', params: { booking: booking.id, again: 'yes' } } };
}
