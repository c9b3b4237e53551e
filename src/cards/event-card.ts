import { conferenceRecordId } from '../desk/records';
import { mayChange, roleOf } from '../desk/people';
import { bookingCard } from './booking';
import type { CardContext } from './context';
import type { CardView, Widget } from './view';

/** The card beside an open event: its booking, or its room, if it has one. */
export function eventCard(context: CardContext): CardView {
  const { t, event, desk, me } = context;
  if (event.eventId === '') return plain(context, [{ kind: 'text', text: t('event.saveFirst') }]);
  const snapshot = desk.store.read();
  const booking = [...snapshot.all('booking').values()].find((b) => b.event?.eventId === event.eventId);
  if (booking !== undefined && mayChange(roleOf(snapshot, me.email), booking)) {
    return bookingCard(context, booking, snapshot.get('staff', booking.staffId)?.name ?? '');
  }
  const conference = snapshot.get('conference', conferenceRecordId(event.calendarId, event.eventId));
  if (conference !== undefined && conference.state !== 'ended' && conference.email === me.email) {
    return plain(context, [
      {
        kind: 'line',
        icon: 'VIDEO_CAMERA',
        text: t('event.room', { uri: conference.uri }),
        button: { text: t('home.join'), click: { link: conference.uri } },
      },
    ]);
  }
  return plain(context, [{ kind: 'text', text: t('event.noBooking'), tone: 'quiet' }]);
}

function plain({ t }: CardContext, widgets: Widget[]): CardView {
  return { name: 'event', title: t('event.title'), sections: [{ widgets }] };
}
