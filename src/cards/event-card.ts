import type { Booking } from '../booking/booking';
import { mayChange, roleOf } from '../desk/people';
import { bookingCard } from './booking';
import type { CardContext } from './context';
import { ownRoomOf, roomWidgets } from './room-card';
import type { CardView, Widget } from './view';

/** The card beside an open event: its booking, or its room, if it has one. */
export function eventCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  if (event.eventId === '') return plain(context, [{ kind: 'text', text: t('event.saveFirst') }]);
  const snapshot = desk.store.read();
  const role = roleOf(snapshot, me.email);
  const [booking, ...others] = [...snapshot.all('booking').values()].filter(
    (one) => one.event?.eventId === event.eventId && mayChange(role, one),
  );
  if (booking !== undefined && others.length > 0) return sharedCard(context, [booking, ...others]);
  if (booking !== undefined) return bookingCard(context, booking, snapshot.get('staff', booking.staffId) ?? null);
  const room = ownRoomOf(context, event.calendarId, event.eventId);
  if (room !== null) return plain(context, roomWidgets(context, room));
  return plain(context, [{ kind: 'text', text: t('event.noBooking'), tone: 'quiet' }]);
}

/** Everybody who shares the event's time, each a tap away from their booking. */
function sharedCard({ t, dates }: CardContext, bookings: readonly Booking[]): CardView {
  const [first] = bookings;
  return {
    name: 'event',
    title: first?.serviceName ?? t('event.title'),
    ...(first !== undefined && { subtitle: dates.span(first.start, first.end) }),
    sections: [
      {
        widgets: bookings.map(({ id, client, state }) => ({
          kind: 'line',
          icon: 'PERSON',
          text: client.name,
          note: t(`state.${state}`),
          click: { action: 'showBooking', params: { booking: id } },
        })),
      },
    ],
  };
}

function plain({ t }: CardContext, widgets: Widget[]): CardView {
  return { name: 'event', title: t('event.title'), sections: [{ widgets }] };
}
