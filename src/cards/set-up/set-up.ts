import type { StaffMember } from '../../booking/staff';
import { isConnected } from '../../booking/staff';
import type { CalendarInfo } from '../../desk/ports/ports';
import { ARCHIVE_AFTER, PAST_MODES, POLICIES, type Policies, type Settings } from '../../desk/ports/records';
import { datesIn } from '../../i18n/dates';
import type { CardContext } from '../kit/context';
import { chosen, input, isSent, typed, type FormContext } from '../kit/form';
import type { CardView, Widget } from '../kit/widgets';
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
  const { t, event } = context;
  return card(
    'settings',
    t('settings.title'),
    section(
      input(context, 'business', settings.business),
      input(context, 'jitsiDomain', settings.jitsiDomain),
      input(context, 'publicPage', settings.publicPage),
      multiline(
        'managers',
        t('field.managers'),
        typed(context, 'managers', settings.managers.join('\n')),
        t('settings.managersHint'),
      ),
    ),
    lookSection(context, settings),
    section(
      multiline(
        'blocked',
        t('field.blocked'),
        typed(context, 'blocked', settings.blocked.join('\n')),
        t('settings.blockedHint'),
      ),
      checkbox(
        'confirmsEmail',
        'yes',
        t('settings.confirmsEmail'),
        isSent(context, 'business') ? event.inputs('confirmsEmail').includes('yes') : settings.confirmsEmail,
      ),
    ),
    folded(t('policy.title'), 1, ...policyChoices(context, settings)),
    section(input(context, 'unreadHours', String(settings.unreadHours))),
    titled(
      t('past.title'),
      radio(
        'past',
        t('past.mode'),
        PAST_MODES.map((value) => ({ value, label: t(`past.${value}`) })),
        chosen(context, 'past', PAST_MODES, settings.past.mode),
      ),
      input(context, 'pastHours', String(settings.past.hours)),
    ),
    titled(
      t('archive.title'),
      dropdown(
        'archiveAfter',
        t('field.archiveAfter'),
        ARCHIVE_AFTER.map((days) => ({ value: String(days), label: t('archive.after', { count: days }) })),
        context.event.inputs('archiveAfter')[0] ?? String(settings.archiveAfter),
      ),
      quiet(t('archive.hint')),
    ),
    section(buttons(submit(t('settings.save'), 'saveSettingsForm'), backHome(t))),
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
