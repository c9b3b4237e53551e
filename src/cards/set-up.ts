import { formatDayHours } from '../booking/hours-text';
import type { Service } from '../booking/service';
import type { StaffMember, WeeklyHours } from '../booking/staff';
import { isConnected } from '../booking/staff';
import type { CalendarInfo } from '../desk/ports';
import type { Settings } from '../desk/records';
import { fieldText } from '../i18n/index';
import type { FieldName } from '../booking/refusal';
import type { CardContext } from './context';
import { durationText } from './durations';
import type { CardView, Widget } from './view';

type SetUpContext = Pick<CardContext, 't' | 'event' | 'zone' | 'locale'>;

/** An input that keeps what was entered when the form comes back with a refusal. */
function input({ t, event }: SetUpContext, name: FieldName, value: string, hint?: string): Widget {
  const entered = event.inputs(name)[0];
  return {
    kind: 'input',
    name,
    label: fieldText(t, name),
    value: entered ?? value,
    ...(hint !== undefined && { hint }),
  };
}

/** Which calendars close times, and in which one bookings stand. */
export function calendarsCard(context: SetUpContext, staff: StaffMember, calendars: readonly CalendarInfo[]): CardView {
  const { t } = context;
  const isNew = !isConnected(staff);
  return {
    name: 'calendars',
    title: t('connect.title'),
    subtitle: staff.email,
    sections: [
      {
        widgets: [
          input(context, 'name', staff.name),
          input(context, 'zone', isNew ? context.zone : staff.zone),
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

/** All services, and a way to a new one. */
export function servicesCard({ t }: SetUpContext, services: readonly Service[]): CardView {
  return {
    name: 'services',
    title: t('services.title'),
    sections: [
      {
        widgets: [
          ...services.map((service): Widget => {
            const place = service.place.kind === 'meet' ? t('service.placeMeet') : service.place.address;
            return {
              kind: 'line',
              text: service.name,
              note: t('services.line', { duration: durationText(t, service.duration), place }),
              button: { text: t('services.edit'), click: { action: 'editService', params: { service: service.id } } },
            };
          }),
          {
            kind: 'buttons',
            buttons: [
              { text: t('services.add'), filled: true, click: { action: 'editService', params: { service: '' } } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** One service. */
export function serviceCard(context: SetUpContext, service: Service): CardView {
  const { t, event } = context;
  const isSent = event.input('name') !== '' || event.inputs('place').length > 0;
  const placeKind = event.inputs('place')[0] ?? service.place.kind;
  const option = (value: string, label: string, selected: boolean) => ({
    value,
    label,
    selected: isSent ? event.inputs('options').includes(value) : selected,
  });
  return {
    name: 'service',
    title: service.id === '' ? t('service.new') : service.name,
    sections: [
      {
        widgets: [
          input(context, 'name', service.name),
          input(context, 'duration', String(service.duration)),
          input(context, 'step', String(service.step)),
          input(context, 'bufferBefore', String(service.bufferBefore)),
          input(context, 'bufferAfter', String(service.bufferAfter)),
          input(context, 'minimumNotice', String(service.minimumNotice)),
          input(context, 'horizon', String(service.horizon)),
          input(context, 'hold', String(service.hold)),
          {
            kind: 'choice',
            name: 'place',
            label: t('service.place'),
            look: 'radio',
            options: [
              { value: 'meet', label: t('service.placeMeet'), selected: placeKind === 'meet' },
              { value: 'address', label: t('service.placeAddress'), selected: placeKind === 'address' },
            ],
          },
          input(context, 'address', service.place.kind === 'address' ? service.place.address : ''),
          {
            kind: 'choice',
            name: 'options',
            label: t('service.options'),
            look: 'checkboxes',
            options: [
              option('autoAccept', t('service.autoAccept'), service.autoAccept),
              option('prepayment', t('service.prepayment'), service.prepayment),
              option('offered', t('service.offered'), service.offered),
            ],
          },
          {
            kind: 'buttons',
            buttons: [
              {
                text: t('service.save'),
                filled: true,
                click: { action: 'saveServiceForm', params: { service: service.id } },
              },
              { text: t('services.title'), click: { action: 'showServices' } },
            ],
          },
        ],
      },
    ],
  };
}

/** Everybody who takes bookings, and a way to one more. */
export function teamCard(context: SetUpContext, team: readonly StaffMember[]): CardView {
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
        })),
      },
      {
        widgets: [
          input(context, 'email', ''),
          {
            kind: 'buttons',
            buttons: [
              { text: t('team.add'), filled: true, click: { action: 'addTeamMember' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** Name of the form field with the hours of a day, 0 is Monday. */
export function hoursField(day: number): string {
  return `hours${day}`;
}

/** Working hours of the week, a line a day. */
export function hoursCard({ t, event }: SetUpContext, hours: WeeklyHours, zone: string): CardView {
  const days = [0, 1, 2, 3, 4, 5, 6] as const;
  return {
    name: 'hours',
    title: t('hours.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('hours.intro', { zone }), tone: 'quiet' },
          ...days.map((day): Widget => ({
            kind: 'input',
            name: hoursField(day),
            label: t(`weekday.${day}`),
            value: event.inputs(hoursField(day))[0] ?? formatDayHours(hours[day] ?? []),
          })),
          {
            kind: 'buttons',
            buttons: [
              { text: t('hours.save'), filled: true, click: { action: 'saveHoursForm' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
    ],
  };
}

/** What holds for the whole business. */
export function settingsCard(context: SetUpContext, settings: Settings): CardView {
  const { t } = context;
  return {
    name: 'settings',
    title: t('settings.title'),
    sections: [
      {
        widgets: [
          input(context, 'business', settings.business),
          input(context, 'conferenceDomain', settings.conferenceDomain),
          input(context, 'publicPage', settings.publicPage),
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
