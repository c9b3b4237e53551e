import type { Booking, Client } from '../booking/booking';
import { isGivenBy } from '../booking/service';
import { isConnected } from '../booking/staff';
import { bookingIsFree } from '../desk/open-times';
import type { Snapshot } from '../store/store';
import type { CardContext } from './context';
import { dropdown, input, type FormContext } from './form';
import { present, type Button, type CardView, type Widget } from './view';

/** Who the client is and how they are reached. */
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

/**
 * Another staff member for a booking.
 *
 * @param anyway whether the one that was chosen can have it all the same: only their calendar stands against it
 */
export function handOverCard(context: CardContext, snapshot: Snapshot, booking: Booking, anyway = false): CardView {
  const { t, event, dates } = context;
  const params = { booking: booking.id, card: 'booking' };
  const options = colleagues(context, snapshot, booking);
  const submit: Button = { text: t('handOver.submit'), filled: !anyway, click: { action: 'handOverBooking', params } };
  return {
    name: 'handOver',
    title: t('handOver.title'),
    subtitle: `${booking.client.name}, ${dates.span(booking.start, booking.end)}`,
    sections: [
      {
        widgets: present<Widget>([
          anyway && { kind: 'text', text: t('handOver.busy'), tone: 'warning' },
          options.length === 0
            ? { kind: 'text', text: t('handOver.nobody'), tone: 'quiet' }
            : dropdown('staff', t('field.staff'), options, event.input('staff') || (options[0]?.value ?? '')),
          options.length > 0 && { kind: 'text', text: t('handOver.told'), tone: 'quiet' },
          {
            kind: 'buttons',
            buttons: present<Button>([
              options.length > 0 && submit,
              anyway && {
                text: t('handOver.anyway'),
                filled: true,
                click: { action: 'handOverBooking', params: { ...params, overBusy: 'yes' } },
              },
              backToBooking(context, booking),
            ]),
          },
        ]),
      },
    ],
  };
}

/** Everybody else who gives the service, those first who are free at the time. */
function colleagues(
  { t, desk }: CardContext,
  snapshot: Snapshot,
  booking: Booking,
): { value: string; label: string }[] {
  const service = snapshot.get('service', booking.serviceId);
  return [...snapshot.all('staff').values()]
    .filter((staff) => staff.id !== booking.staffId && isConnected(staff))
    .filter((staff) => service === undefined || isGivenBy(service, staff.id))
    .map((staff) => ({ staff, free: bookingIsFree(desk, snapshot, { ...booking, staffId: staff.id }) }))
    .sort((a, b) => Number(b.free) - Number(a.free))
    .map(({ staff, free }) => ({
      value: staff.id,
      label: t(free ? 'handOver.free' : 'handOver.taken', { staff: staff.name }),
    }));
}

/** The way back to the booking from one of its forms. */
export function backToBooking({ t }: CardContext, booking: Booking): Button {
  return { text: t('booking.backTo'), click: { action: 'showBooking', params: { booking: booking.id, again: 'yes' } } };
}
