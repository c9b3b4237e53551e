import type { Booking, Client } from '../../booking/booking';
import type { CardContext } from '../kit/context';
import { input, typed, type FormContext } from '../kit/form';
import type { Button, CardView, Widget } from '../kit/widgets';
import { button, buttons, card, multiline, quiet, section, submit } from '../kit/parts';

/** Who the client is and how to reach them. */
export function clientCard(context: CardContext, booking: Booking): CardView {
  const { t } = context;
  const params = { booking: booking.id, card: 'booking' };
  return card(
    'client',
    { title: t('client.title'), subtitle: t('booking.title', { reference: booking.reference }) },
    section(
      input(context, 'name', booking.client.name),
      ...contactFields(context, booking.client),
      quiet(t('client.told')),
      buttons(submit(t('client.submit'), 'saveClient', params), backToBooking(context, booking)),
    ),
  );
}

/** Address, number and note of a client. */
export function contactFields(context: FormContext, client: Pick<Client, 'email' | 'phone' | 'note'>): Widget[] {
  const { t } = context;
  const note = typed(context, 'note', client.note);
  return [
    input(context, 'email', client.email),
    input(context, 'phone', client.phone),
    multiline('note', t('field.note'), note),
  ];
}

/** The way back to the booking from one of its forms. */
export function backToBooking({ t }: CardContext, booking: Booking): Button {
  return button(t('booking.backTo'), 'showBooking', { booking: booking.id, again: 'yes' });
}
