import type { StaffMember } from '../../booking/staff';
import type { BrokenRecord } from '../../desk/ports/store';
import { hasUnread } from '../../desk/panel/home';
import { settingsOf } from '../../desk/team/people';
import type { CardContext } from '../kit/context';
import { previewSection } from '../kit/preview';
import { present, type Button, type CardView, type Section, type Widget } from '../kit/widgets';

/** For the first person who opens the add-on: what it is, what it asks for, and the few answers it needs. */
export function welcomeCard({ t, event, me }: CardContext): CardView {
  const kept = (name: string, otherwise: string) => {
    const entered = event.input(name);
    return entered === '' ? otherwise : entered;
  };
  return {
    name: 'welcome',
    title: t('welcome.title'),
    subtitle: t('assistant.step', { step: 1, count: 3 }),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('welcome.intro') },
          { kind: 'text', text: t('welcome.asks'), tone: 'quiet' },
        ],
      },
      {
        widgets: [
          { kind: 'input', name: 'business', label: t('field.business'), value: kept('business', '') },
          {
            kind: 'input',
            name: 'service',
            label: t('welcome.serviceName'),
            value: kept('service', t('welcome.serviceDefault')),
          },
          { kind: 'input', name: 'duration', label: t('field.duration'), value: kept('duration', '30') },
          {
            kind: 'input',
            name: 'team',
            label: t('field.team'),
            value: kept('team', me.email),
            hint: t('welcome.teamHint'),
            multiline: true,
          },
          { kind: 'text', text: t('welcome.owner'), tone: 'quiet' },
          { kind: 'buttons', buttons: [{ text: t('welcome.submit'), filled: true, click: { action: 'setUp' } }] },
        ],
      },
    ],
  };
}

/** The third step: what can be booked now, and where. */
export function readyCard(context: CardContext, staff: StaffMember): CardView {
  const { t, desk } = context;
  const snapshot = desk.store.seen();
  const page = settingsOf(snapshot)?.publicPage ?? '';
  return {
    name: 'ready',
    title: t('assistant.ready'),
    subtitle: t('assistant.step', { step: 3, count: 3 }),
    sections: present<Section>([
      hasUnread(snapshot, staff) ? unreadSection(context) : previewSection(context, { staff }),
      {
        widgets:
          page === ''
            ? [{ kind: 'text', text: t('assistant.noPage') }]
            : [
                { kind: 'text', text: t('assistant.share') },
                { kind: 'text', text: page, tone: 'strong' },
              ],
      },
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: present<Button>([
              page !== '' && { text: t('home.publicPage'), click: { link: page } },
              { text: t('home.hours'), click: { action: 'showHours' } },
              { text: t('assistant.finish'), filled: true, click: { action: 'goHome' } },
            ]),
          },
        ],
      },
    ]),
  };
}

/** For a person who is not in the team. */
export function strangerCard({ t }: CardContext, owner: string): CardView {
  return {
    name: 'stranger',
    title: t('brand.name'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('stranger.title'), tone: 'strong' },
          { kind: 'text', text: t('stranger.text', { owner }) },
          { kind: 'buttons', buttons: [{ text: t('rooms.title'), click: { action: 'showRooms' } }] },
        ],
      },
    ],
  };
}

/** For damaged settings. */
export function damagedCard({ t }: CardContext, broken: readonly BrokenRecord[]): CardView {
  return {
    name: 'damaged',
    title: t('damaged.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('damaged.text') },
          ...broken.slice(0, 20).map(({ key, problem }): Widget => ({
            kind: 'text',
            text: t('home.broken', { key, problem }),
            tone: 'warning',
          })),
        ],
      },
    ],
  };
}

/** For a staff member whose calendars are not chosen yet. */
export function connectInviteCard(context: CardContext, staff: StaffMember): CardView {
  return {
    name: 'home',
    title: context.t('connect.title'),
    subtitle: staff.email,
    sections: [connectSection(context)],
  };
}

/** What connecting is for, and the button for it. */
export function connectSection({ t }: CardContext): Section {
  return {
    widgets: [
      { kind: 'text', text: t('connect.intro') },
      { kind: 'text', text: t('connect.later'), tone: 'quiet' },
      {
        kind: 'buttons',
        buttons: [{ text: t('connect.choose'), filled: true, click: { action: 'chooseCalendars' } }],
      },
    ],
  };
}

/** A reading that was interrupted continues automatically within the hour, or now. */
export function unreadSection({ t }: CardContext): Section {
  return {
    widgets: [
      { kind: 'text', text: t('home.unread'), tone: 'warning' },
      { kind: 'buttons', buttons: [{ text: t('sync.now'), filled: true, click: { action: 'readOn' } }] },
    ],
  };
}
