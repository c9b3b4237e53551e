import type { StaffMember } from '../../booking/staff';
import type { Settings } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import type { CardView } from '../kit/widgets';
import { backHome, button, buttons, card, paragraph, quiet, section, submit, textField, warning } from '../kit/parts';
import { gaugeOf } from '../../desk/archive/gauge';

/** Asks before somebody is removed from the team. */
export function removeMemberCard({ t, desk }: CardContext, staff: StaffMember): CardView {
  const hasArchive = (gaugeOf(desk.store.seen(), staff.email)?.count ?? 0) > 0;
  return card(
    'removeMember',
    { title: t('team.removeTitle', { name: staff.name }), subtitle: staff.email },
    section(
      paragraph(t('team.removeText')),
      hasArchive && warning(t('team.removeArchive')),
      buttons(submit(t('team.remove'), 'removeMember', { staff: staff.id }), button(t('home.team'), 'showTeam')),
    ),
  );
}

/** The new owner of the desk: named by the owner, accepted by that person. */
export function handDeskCard({ t, event, desk, me }: CardContext, settings: Settings): CardView {
  const archived = gaugeOf(desk.store.seen(), me.email)?.count ?? 0;
  const entered = event.input('email');
  return card(
    'handDesk',
    t('handDesk.title'),
    archived > 0 &&
      section(
        warning(t('handDesk.archive', { count: archived })),
        buttons(button(t('export.submit'), 'mailArchive'), button(t('storage.title'), 'showStorage')),
      ),
    section(
      paragraph(t('handDesk.text')),
      quiet(t('handDesk.deploy')),
      textField('email', t('field.email'), entered === '' ? settings.heir : entered),
      buttons(submit(t('handDesk.name'), 'nameHeir'), backHome(t)),
    ),
  );
}
