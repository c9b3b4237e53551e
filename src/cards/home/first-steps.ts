import type { StaffMember } from '../../booking/staff';
import type { BrokenRecord } from '../../desk/ports/store';
import { hasUnread } from '../../desk/panel/home';
import { settingsOf } from '../../desk/team/people';
import type { CardContext } from '../kit/context';
import { previewSection } from '../kit/preview';
import type { CardView, Section } from '../kit/widgets';
import {
  button,
  buttons,
  card,
  linkButton,
  multiline,
  paragraph,
  quiet,
  section,
  strong,
  submit,
  textField,
  warning,
} from '../kit/parts';

/** For the first person who opens the add-on: what it is, what it asks for, and the few answers it needs. */
export function welcomeCard({ t, event, me }: CardContext): CardView {
  const kept = (name: string, otherwise: string) => {
    const entered = event.input(name);
    return entered === '' ? otherwise : entered;
  };
  return card(
    'welcome',
    { title: t('welcome.title'), subtitle: t('assistant.step', { step: 1, count: 3 }) },
    section(paragraph(t('welcome.intro')), quiet(t('welcome.asks'))),
    section(
      textField('business', t('field.business'), kept('business', '')),
      textField('service', t('welcome.serviceName'), kept('service', t('welcome.serviceDefault'))),
      textField('duration', t('field.duration'), kept('duration', '30')),
      multiline('team', t('field.team'), kept('team', me.email), t('welcome.teamHint')),
      quiet(t('welcome.owner')),
      buttons(submit(t('welcome.submit'), 'setUp')),
    ),
  );
}

/** The third step: what can be booked now, and where. */
export function readyCard(context: CardContext, staff: StaffMember): CardView {
  const { t, desk } = context;
  const snapshot = desk.store.seen();
  const page = settingsOf(snapshot)?.publicPage ?? '';
  return card(
    'ready',
    { title: t('assistant.ready'), subtitle: t('assistant.step', { step: 3, count: 3 }) },
    hasUnread(snapshot, staff) ? unreadSection(context) : previewSection(context, { staff }),
    section(...(page === '' ? [paragraph(t('assistant.noPage'))] : [paragraph(t('assistant.share')), strong(page)])),
    section(
      buttons(
        page !== '' && linkButton(t('home.publicPage'), page),
        button(t('home.hours'), 'showHours'),
        submit(t('assistant.finish'), 'goHome'),
      ),
    ),
  );
}

/** For a person who is not in the team. */
export function strangerCard({ t }: CardContext, owner: string): CardView {
  return card(
    'stranger',
    t('brand.name'),
    section(
      strong(t('stranger.title')),
      paragraph(t('stranger.text', { owner })),
      buttons(button(t('rooms.title'), 'showRooms')),
    ),
  );
}

/** For damaged settings. */
export function damagedCard({ t }: CardContext, broken: readonly BrokenRecord[]): CardView {
  return card(
    'damaged',
    t('damaged.title'),
    section(
      paragraph(t('damaged.text')),
      ...broken.slice(0, 20).map(({ key, problem }) => warning(t('home.broken', { key, problem }))),
    ),
  );
}

/** For a staff member whose calendars are not chosen yet. */
export function connectInviteCard(context: CardContext, staff: StaffMember): CardView {
  return card('home', { title: context.t('connect.title'), subtitle: staff.email }, connectSection(context));
}

/** What connecting is for, and the button for it. */
export function connectSection({ t }: CardContext): Section {
  return section(
    paragraph(t('connect.intro')),
    quiet(t('connect.later')),
    buttons(submit(t('connect.choose'), 'chooseCalendars')),
  );
}

/** A reading that was interrupted continues automatically within the hour, or now. */
export function unreadSection({ t }: CardContext): Section {
  return section(warning(t('home.unread')), buttons(submit(t('sync.now'), 'readOn')));
}
