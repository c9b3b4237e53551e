import type { StaffMember } from '../../booking/staff';
import type { Settings } from '../../desk/ports/records';
import type { CardContext } from '../kit/context';
import type { CardView, Section } from '../kit/widgets';

/** Asks before somebody is removed from the team. */
export function removeMemberCard({ t }: CardContext, staff: StaffMember): CardView {
  return {
    name: 'removeMember',
    title: t('team.removeTitle', { name: staff.name }),
    subtitle: staff.email,
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('team.removeText') },
          {
            kind: 'buttons',
            buttons: [
              { text: t('team.remove'), filled: true, click: { action: 'removeMember', params: { staff: staff.id } } },
              { text: t('home.team'), click: { action: 'showTeam' } },
            ],
          },
        ],
      },
    ],
  };
}

/** The new owner of the desk: named by the owner, accepted by that person. */
export function handDeskCard({ t, event }: CardContext, settings: Settings): CardView {
  const entered = event.input('email');
  return {
    name: 'handDesk',
    title: t('handDesk.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('handDesk.text') },
          { kind: 'text', text: t('handDesk.deploy'), tone: 'quiet' },
          { kind: 'input', name: 'email', label: t('field.email'), value: entered === '' ? settings.heir : entered },
          {
            kind: 'buttons',
            buttons: [
              { text: t('handDesk.name'), filled: true, click: { action: 'nameHeir' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** For the person whom the owner has named. */
export function heirSection({ t }: CardContext, settings: Settings): Section {
  return {
    widgets: [
      {
        kind: 'text',
        text: t('handDesk.asked', { owner: settings.owner, business: settings.business }),
        tone: 'strong',
      },
      { kind: 'text', text: t('handDesk.deploy'), tone: 'quiet' },
      {
        kind: 'buttons',
        buttons: [
          { text: t('handDesk.accept'), filled: true, click: { action: 'takeDesk' } },
          { text: t('handDesk.refuse'), click: { action: 'refuseDesk' } },
        ],
      },
    ],
  };
}
