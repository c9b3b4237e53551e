import { isConnected, type StaffMember } from '../../booking/staff';
import type { Settings } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import { input, isSent } from '../kit/form';
import type { CardView } from '../kit/widgets';
import { gaugeOf } from '../../desk/archive/gauge';
import {
  askButton,
  backHome,
  button,
  buttons,
  card,
  checkbox,
  endButton,
  line,
  paragraph,
  quiet,
  section,
  submit,
  textField,
  titled,
  warning,
} from '../kit/parts';

/** Everybody who takes bookings, and how another person joins them. */
export function teamCard(context: CardContext): CardView {
  const { t, desk, event } = context;
  const invites = !isSent(context, 'email') || event.inputs('invite').includes('yes');
  return card(
    'team',
    t('team.title'),
    section(
      ...desk.store
        .seen()
        .list('staff')
        .map((staff) =>
          line(staff.name, {
            icon: 'PERSON',
            label: staff.email,
            note: isConnected(staff) ? t('team.connected') : t('team.unconnected'),
            button: button(t('services.edit'), 'showMember', { staff: staff.id }),
          }),
        ),
    ),
    titled(
      t('team.another'),
      input(context, 'email', ''),
      checkbox('invite', 'yes', t('team.invite'), invites),
      buttons(submit(t('team.add'), 'addTeamMember'), backHome(t)),
    ),
    section(buttons(button(t('handDesk.title'), 'askHandDesk'))),
  );
}

/** One of the team: their name, a reminder to connect, and the way out. */
export function memberCard(context: CardContext, staff: StaffMember): CardView {
  const { t } = context;
  const params = { staff: staff.id };
  return card(
    'member',
    { title: staff.name, subtitle: staff.email },
    section(
      input(context, 'name', staff.name),
      buttons(submit(t('settings.save'), 'renameMember', params), button(t('home.team'), 'showTeam')),
    ),
    !isConnected(staff) &&
      titled(
        t('team.unconnected'),
        quiet(t('team.inviteText')),
        buttons(button(t('team.inviteNow'), 'inviteMember', params)),
      ),
    section(buttons(askButton(t('team.remove'), 'askRemoveMember', params))),
  );
}

/** Asks before somebody is removed from the team. */
export function removeMemberCard({ t, desk }: CardContext, staff: StaffMember): CardView {
  const hasArchive = (gaugeOf(desk.store.seen(), staff.email)?.count ?? 0) > 0;
  return card(
    'removeMember',
    { title: t('team.removeTitle', { name: staff.name }), subtitle: staff.email },
    section(
      paragraph(t('team.removeText')),
      hasArchive && warning(t('team.removeArchive')),
      buttons(endButton(t('team.remove'), 'removeMember', { staff: staff.id }), button(t('home.team'), 'showTeam')),
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
