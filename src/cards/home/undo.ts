import type { StaffMember } from '../../booking/staff';
import type { Undo } from '../../desk/ports/records';
import { lastChange, undoLast } from '../../desk/panel/undo';
import type { Handler } from '../kit/access';
import { type CardContext } from '../kit/context';
import { historyText } from '../../i18n/history';
import { homeCard } from './home';
import type { CardView, Section } from '../kit/widgets';
import { button, line, section } from '../kit/parts';

/** A card after a change, which it names and offers to undo; whatever waits for a person stays above. */
export function withUndo(context: CardContext, card: CardView): CardView {
  const { t, desk, me } = context;
  const change = lastChange(desk.store.seen(), me.email);
  if (change === null) return card;
  const offer: Section = section(
    line(changeText(context, change), { icon: 'DESCRIPTION', button: button(t('undo.action'), 'undoChange') }),
  );
  const urgent = card.sections.map(({ urgent = false }) => urgent).lastIndexOf(true) + 1;
  return { ...card, sections: [...card.sections.slice(0, urgent), offer, ...card.sections.slice(urgent)] };
}

function changeText({ t }: CardContext, change: Undo): string {
  switch (change.kind) {
    case 'booking': {
      const { client, history } = change.after;
      const last = history[history.length - 1];
      return t('undo.booking', { client: client.name, what: last === undefined ? '' : historyText(t, last.what) });
    }
    case 'service':
      return t(change.before === null ? 'undo.newService' : 'undo.service', { service: change.after.name });
    case 'staff':
      return t(`undo.${rulesChanged(change.before, change.after)}`);
  }
}

/** Which of a person's rules have changed. */
function rulesChanged(before: StaffMember, after: StaffMember): 'hours' | 'exceptions' | 'limits' {
  const isOther = (read: (staff: StaffMember) => unknown) =>
    JSON.stringify(read(before)) !== JSON.stringify(read(after));
  if (isOther(({ hours }) => hours)) return 'hours';
  return isOther(({ overrides, absences, holidays }) => [overrides, absences, holidays]) ? 'exceptions' : 'limits';
}

export const onUndoChange: Handler = (context) => {
  const outcome = undoLast(context.desk);
  if (!outcome.ok) return outcome.refusal;
  return { at: 'root', card: homeCard(context), notice: context.t('undo.done') };
};
