import { refused } from '../../booking/refusal';
import { planOf } from '../../desk/rooms/rooms';
import type { Room } from '../../desk/ports/records';
import { ProviderError } from '../../desk/ports/rooms';
import { readyProvider } from '../../desk/rooms/settings';
import type { Handler } from '../home/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { homeCard } from '../home/home';
import { ownRoomOf, roomWidgets } from './room-card';
import type { CardView, Widget } from '../kit/widgets';

/** Asks the provider for the room's status. */
export const onCheckRoom: Handler = (context) => {
  const { event, t } = context;
  const room = ownRoomOf(context, event.param('calendar'), event.param('event'));
  if (room === null) return refusalAnswer(context, refused('valueExpected').refusal, homeCard(context));
  const card: CardView = {
    name: 'event',
    title: t('event.title'),
    sections: [{ widgets: roomWidgets(context, room) }],
  };
  const { text, isGood } = statusOf(context, room);
  const said: Widget = { kind: 'text', text, tone: isGood ? 'plain' : 'warning' };
  return { at: 'same', card: { ...card, sections: [{ widgets: [said] }, ...card.sections] } };
};

function statusOf({ desk, t }: CardContext, room: Room): { text: string; isGood: boolean } {
  const provider = t(`rooms.name.${room.provider}`);
  try {
    return desk.rooms.alone(() => {
      const maker = readyProvider(desk, desk.store.seen(), room.provider);
      const status = room.meeting === null ? 'gone' : maker.describe(room.meeting, planOf(room)).status;
      const isGood = status !== 'gone';
      return { text: isGood ? t(`room.status.${status}`) : t('room.status.gone', { provider }), isGood };
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { text: t('room.unreachable', { provider, error: error.message }), isGood: false };
  }
}
