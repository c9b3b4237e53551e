import { joinAddress, roomsOfEvent } from '../../desk/rooms/rooms';
import type { Room } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import { present, type Widget } from '../kit/widgets';
import { button, buttons, line, linkButton, warning } from '../kit/parts';

/** The room that this person has put into an event, if it is active. */
export function ownRoomOf({ desk, me }: CardContext, calendarId: string, eventId: string): Room | null {
  const rooms = roomsOfEvent(desk.store.seen(), calendarId, eventId).map(([, room]) => room);
  const mine = rooms.filter((room) => room.state !== 'ended' && room.email === me.email && room.uri !== '');
  return mine.find(({ state }) => state === 'active') ?? mine[0] ?? null;
}

/** The room beside its event: how to join, also as moderator, and what its provider could not be told. */
export function roomWidgets(context: CardContext, room: Room): Widget[] {
  const { t, desk } = context;
  const { uri, keys, task, calendarId, eventId, meeting } = room;
  const provider = t(`rooms.name.${room.provider}`);
  // A person who joins through our web app with their own link is a moderator there.
  const isOurs = uri.endsWith(`join=${keys.guest}`);
  const error = task?.error ?? null;
  return present<Widget>([
    line(t('event.room', { uri }), { icon: 'VIDEO_CAMERA', label: provider, button: linkButton(t('home.join'), uri) }),
    error !== null && warning(t('room.waits', { provider, error })),
    buttons(
      isOurs && linkButton(t('room.moderator'), joinAddress(desk.webApp(), keys.moderator)),
      meeting !== null && button(t('room.check'), 'checkRoom', { calendar: calendarId, event: eventId }),
      button(t('rooms.title'), 'showRooms'),
    ),
  ]);
}
