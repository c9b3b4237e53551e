import { refused } from '../../booking/refusal';
import { planOf } from '../../desk/rooms/rooms';
import type { Room } from '../../desk/ports/records';
import { ProviderError } from '../../desk/ports/rooms';
import { readyProvider } from '../../desk/rooms/settings';
import type { Handler } from '../kit/access';
import { type CardContext } from '../kit/context';
import { ownRoomOf, roomWidgets } from './room-card';
import { card, paragraph, section, warning } from '../kit/parts';

/** Asks the provider for the room's status. */
export const onCheckRoom: Handler = (context) => {
  const { event, t } = context;
  const room = ownRoomOf(context, event.param('calendar'), event.param('event'));
  if (room === null) return refused('valueExpected').refusal;
  const { text, isGood } = statusOf(context, room);
  const said = section(isGood ? paragraph(text) : warning(text));
  return { at: 'same', card: card('event', t('event.title'), said, section(...roomWidgets(context, room))) };
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
