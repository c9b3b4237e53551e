import type { StaffMember } from '../../booking/staff';
import { isConnected } from '../../booking/staff';
import type { CalendarInfo } from '../../desk/ports/ports';
import { ARCHIVE_AFTER, PAST_MODES, POLICIES, type Policies, type Settings } from '../../desk/ports/records';
import { datesIn } from '../../i18n/dates';
import type { CardContext } from '../kit/context';
import { chosen, input, isSent, typed, type FormContext } from '../kit/form';
import type { CardView, Section, Widget } from '../kit/widgets';
import { lookSection } from './look';
import { SUGGESTED_ZONES } from '../kit/zone-names';
import {
  backHome,
  buttons,
  card,
  checkbox,
  checkboxes,
  dropdown,
  folded,
  multiline,
  quiet,
  radio,
  section,
  submit,
  titled,
} from '../kit/parts';

/** Which calendars count as busy, and which one bookings are added to. */
export function calendarsCard(
  context: FormContext & Pick<CardContext, 'desk'>,
  staff: StaffMember,
  calendars: readonly CalendarInfo[],
  subtitle: string = staff.email,
): CardView {
  const { t } = context;
  const now = context.desk.now();
  const isNew = !isConnected(staff);
  const zone = isNew ? context.zone : staff.zone;
  const there = datesIn(context.locale, zone);
  const primary = calendars.find((calendar) => calendar.primary)?.id ?? '';
  const busy = isNew ? [primary] : staff.busyCalendars;
  const named = (some: readonly CalendarInfo[]) => some.map(({ id, name }) => ({ value: id, label: name }));
  return card(
    'calendars',
    { title: t('connect.title'), subtitle },
    section(
      input(context, 'name', staff.name),
      input(context, 'zone', zone, { suggestions: SUGGESTED_ZONES, hint: t('connect.zoneHint') }),
      quiet(t('connect.zoneNow', { zone, time: `${there.day(now)}, ${there.time(now)}` })),
      checkboxes('busyCalendars', t('field.busyCalendars'), named(calendars), (id) => busy.includes(id)),
      dropdown(
        'writeCalendar',
        t('field.writeCalendar'),
        named(calendars.filter((calendar) => calendar.canWrite)),
        (isNew ? primary : staff.writeCalendar) ?? '',
      ),
      buttons(submit(t('connect.submit'), 'connectCalendars'), backHome(t)),
    ),
  );
}

/** The settings of the whole business. */
export function settingsCard(context: FormContext, settings: Settings): CardView {
  const { t } = context;
  return card(
    'settings',
    t('settings.title'),
    section(
      input(context, 'business', settings.business),
      input(context, 'jitsiDomain', settings.jitsiDomain),
      input(context, 'publicPage', settings.publicPage),
      addresses(context, 'managers', settings.managers),
    ),
    lookSection(context, settings),
    strangersSection(context, settings),
    folded(t('policy.title'), 1, ...policyChoices(context, settings)),
    section(input(context, 'unreadHours', String(settings.unreadHours))),
    pastSection(context, settings),
    archiveSection(context, settings),
    section(buttons(submit(t('settings.save'), 'saveSettingsForm'), backHome(t))),
  );
}

/** E-mail addresses, one a line. */
function addresses(context: FormContext, name: 'managers' | 'blocked', stored: readonly string[]): Widget {
  const { t } = context;
  return multiline(name, t(`field.${name}`), typed(context, name, stored.join('\n')), t(`settings.${name}Hint`));
}

/** What is asked of people whom nobody knows. */
function strangersSection(context: FormContext, settings: Settings): Section {
  const { t, event } = context;
  const confirms = isSent(context, 'business') ? event.inputs('confirmsEmail').includes('yes') : settings.confirmsEmail;
  return section(
    addresses(context, 'blocked', settings.blocked),
    checkbox('confirmsEmail', 'yes', t('settings.confirmsEmail'), confirms),
  );
}

function pastSection(context: FormContext, { past }: Settings): Section {
  const { t } = context;
  const modes = PAST_MODES.map((value) => ({ value, label: t(`past.${value}`) }));
  return titled(
    t('past.title'),
    radio('past', t('past.mode'), modes, chosen(context, 'past', PAST_MODES, past.mode)),
    input(context, 'pastHours', String(past.hours)),
  );
}

function archiveSection({ t, event }: FormContext, settings: Settings): Section {
  const choices = ARCHIVE_AFTER.map((days) => ({ value: String(days), label: t('archive.after', { count: days }) }));
  const after = event.inputs('archiveAfter')[0] ?? String(settings.archiveAfter);
  return titled(
    t('archive.title'),
    dropdown('archiveAfter', t('field.archiveAfter'), choices, after),
    quiet(t('archive.hint')),
  );
}

/** What a booking does when its event is changed in Calendar, a choice for each kind of change. */
function policyChoices({ t, event }: FormContext, settings: Settings): Widget[] {
  const choice = (kind: keyof Policies, choices: readonly Policies[keyof Policies][]): Widget => {
    const options = choices.map((value) => ({ value, label: t(`policy.${value}`) }));
    // A drop-down list cuts long choices off.
    return radio(kind, t(`policy.${kind}`), options, event.inputs(kind)[0] ?? settings.policies[kind]);
  };
  return [
    choice('moved', POLICIES.moved),
    choice('stretched', POLICIES.stretched),
    choice('deleted', POLICIES.deleted),
    choice('linkRemoved', POLICIES.linkRemoved),
  ];
}
