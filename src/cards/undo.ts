import { canUndo, undoLast } from '../desk/undo';
import type { Handler } from './access';
import { refusalAnswer, type CardContext } from './context';
import { homeCard } from './home';
import type { CardView } from './view';

/** A card after a change: it can be taken back as long as it stands. */
export function withUndo(context: CardContext, card: CardView): CardView {
  const { t, desk, me } = context;
  if (!canUndo(desk.store.seen(), me.email)) return card;
  const offer = {
    kind: 'line' as const,
    text: t('undo.offer'),
    button: { text: t('undo.action'), click: { action: 'undoChange' as const } },
  };
  return { ...card, sections: [{ widgets: [offer] }, ...card.sections] };
}

export const undoChange: Handler = (context) => {
  const outcome = undoLast(context.desk, context.me);
  if (!outcome.ok) return refusalAnswer(context, outcome.refusal, homeCard(context));
  return { at: 'root', card: homeCard(context), notice: context.t('undo.done') };
};
