import type { StaffMember } from '../../booking/staff';
import type { Settings } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import type { CardView } from '../kit/widgets';
import { backHome, button, buttons, card, paragraph, quiet, section, submit, textField } from '../kit/parts';

/** Asks before somebody is removed from the team. */
export function removeMemberCard({ t }: CardContext, staff: StaffMember): CardView {
  return card(
    'removeMember',
    { title: t('team.removeTitle', { name: staff.name }), subtitle: staff.email },
    section(
      paragraph(t('team.removeText')),
      buttons(submit(t('team.remove'), 'removeMember', { staff: staff.id }), button(t('home.team'), 'showTeam')),
    ),
  );
}

/** The new owner of the desk: named by the owner, accepted by that person. */
export function handDeskCard({ t, event }: CardContext, settings: Settings): CardView {
  const entered = event.input('email');
  return card(
    'handDesk',
    t('handDesk.title'),
    section(
      paragraph(t('handDesk.text')),
      quiet(t('handDesk.deploy')),
      textField('email', t('field.email'), entered === '' ? settings.heir : entered),
      buttons(submit(t('handDesk.name'), 'nameHeir'), backHome(t)),
    ),
  );
}
