import type { StaffMember } from '../../booking/staff';
import { isConnected } from '../../booking/staff';
import type { CalendarInfo } from '../../desk/ports/ports';
import { PAST_MODES, POLICIES, type Policies, type Settings } from '../../desk/ports/records';
import { chosen, dropdown, input, type FormContext } from '../kit/form';
import type { CardView, Widget } from '../kit/widgets';
import { SUGGESTED_ZONES } from '../kit/zone-names';

/** Which calendars count as busy, and which one bookings are added to. */
export function calendarsCard(
  context: FormContext,
  staff: StaffMember,
  calendars: readonly CalendarInfo[],
  subtitle: string = staff.email,
): CardView {
  const { t } = context;
  const isNew = !isConnected(staff);
  return {
    name: 'calendars',
    title: t('connect.title'),
    subtitle,
    sections: [
      {
        widgets: [
          input(context, 'name', staff.name),
          input(context, 'zone', isNew ? context.zone : staff.zone, {
            suggestions: SUGGESTED_ZONES,
            hint: t('connect.zoneHint'),
          }),
          {
            kind: 'choice',
            name: 'busyCalendars',
            label: t('field.busyCalendars'),
            look: 'checkboxes',
            options: calendars.map((calendar) => ({
              value: calendar.id,
              label: calendar.name,
              selected: isNew ? calendar.primary : staff.busyCalendars.includes(calendar.id),
            })),
          },
          {
            kind: 'choice',
            name: 'writeCalendar',
            label: t('field.writeCalendar'),
            look: 'dropdown',
            options: calendars
              .filter((calendar) => calendar.canWrite)
              .map((calendar) => ({
                value: calendar.id,
                label: calendar.name,
                selected: isNew ? calendar.primary : staff.writeCalendar === calendar.id,
              })),
          },
          {
            kind: 'buttons',
            buttons: [
              { text: t('connect.submit'), filled: true, click: { action: 'connectCalendars' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** Everybody who takes bookings, and a button to add another person. */
export function teamCard(context: FormContext, team: readonly StaffMember[]): CardView {
  const { t } = context;
  return {
    name: 'team',
    title: t('team.title'),
    sections: [
      {
        widgets: team.map((staff) => ({
          kind: 'line',
          icon: 'PERSON',
          label: staff.email,
          text: staff.name,
          note: isConnected(staff) ? t('team.connected') : t('team.unconnected'),
          button: { text: t('team.remove'), click: { action: 'askRemoveMember', params: { staff: staff.id } } },
        })),
      },
      {
        widgets: [
          input(context, 'email', ''),
          {
            kind: 'buttons',
            buttons: [
              { text: t('team.add'), filled: true, click: { action: 'addTeamMember' } },
              { text: t('handDesk.title'), click: { action: 'askHandDesk' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** The settings of the whole business. */
export function settingsCard(context: FormContext, settings: Settings): CardView {
  const { t } = context;
  return {
    name: 'settings',
    title: t('settings.title'),
    sections: [
      {
        widgets: [
          input(context, 'business', settings.business),
          input(context, 'jitsiDomain', settings.jitsiDomain),
          input(context, 'publicPage', settings.publicPage),
          {
            kind: 'input',
            name: 'managers',
            label: t('field.managers'),
            value: context.event.inputs('managers')[0] ?? settings.managers.join('\n'),
            hint: t('settings.managersHint'),
            multiline: true,
          },
        ],
      },
      { title: t('policy.title'), widgets: policyChoices(context, settings) },
      { widgets: [input(context, 'unreadHours', String(settings.unreadHours))] },
      {
        title: t('past.title'),
        widgets: [
          dropdown(
            'past',
            t('past.mode'),
            PAST_MODES.map((value) => ({ value, label: t(`past.${value}`) })),
            chosen(context, 'past', PAST_MODES, settings.past.mode),
          ),
          input(context, 'pastHours', String(settings.past.hours)),
        ],
      },
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: [
              { text: t('settings.save'), filled: true, click: { action: 'saveSettingsForm' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** What a booking does when its event is changed in Calendar, a choice for each kind of change. */
function policyChoices({ t, event }: FormContext, settings: Settings): Widget[] {
  const choice = (kind: keyof Policies, choices: readonly Policies[keyof Policies][]): Widget => {
    const chosen = event.inputs(kind)[0] ?? settings.policies[kind];
    const options = choices.map((value) => ({ value, label: t(`policy.${value}`), selected: value === chosen }));
    return { kind: 'choice', name: kind, label: t(`policy.${kind}`), look: 'dropdown', options };
  };
  return [
    choice('moved', POLICIES.moved),
    choice('stretched', POLICIES.stretched),
    choice('deleted', POLICIES.deleted),
    choice('linkRemoved', POLICIES.linkRemoved),
  ];
}
