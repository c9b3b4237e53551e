import { formatDayHours, parseDayHours } from '../../booking/hours-text';
import type { HoursRange, StaffMember, WeeklyHours } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { previewSection } from '../kit/preview';
import type { CardView, Option, Widget } from '../kit/widgets';

/** Name of the form field with the hours of a day, 0 is Monday. */
function hoursField(day: number): string {
  return `hours${day}`;
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** The week as entered in the form; `null` if a day is not understood. */
export function readWeek({ event }: CardContext): WeeklyHours | null {
  const days = DAYS.map((day) => parseDayHours(event.input(hoursField(day))));
  const understood = days.filter((day): day is HoursRange[] => day !== null);
  return understood.length === DAYS.length ? understood : null;
}

/** Working hours of the week, one line for each day, with the times that they would offer. */
export function hoursCard(context: CardContext, staff: StaffMember, week: readonly string[] | null = null): CardView {
  const { t, event } = context;
  const shown = DAYS.map(
    (day) => week?.[day] ?? event.inputs(hoursField(day))[0] ?? formatDayHours(staff.hours[day] ?? []),
  );
  const days = shown.map(parseDayHours).filter((day): day is HoursRange[] => day !== null);
  const hours = days.length === DAYS.length ? days : staff.hours;
  const option = (day: (typeof DAYS)[number], selected: boolean): Option => ({
    value: String(day),
    label: t(`weekday.${day}`),
    selected,
  });
  return {
    name: 'hours',
    title: t('hours.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('hours.intro', { zone: staff.zone }), tone: 'quiet' },
          ...DAYS.map((day): Widget => ({
            kind: 'input',
            name: hoursField(day),
            label: t(`weekday.${day}`),
            value: shown[day] ?? '',
            ...(parseDayHours(shown[day] ?? '') === null && { hint: `⚠ ${t('refusal.hoursExpected')}` }),
          })),
          {
            kind: 'buttons',
            buttons: [
              { text: t('hours.save'), filled: true, click: { action: 'saveHoursForm' } },
              { text: t('preview.show'), click: { action: 'changeHours' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
      previewSection(context, { staff: { ...staff, hours } }),
      {
        title: t('hours.copy'),
        folded: 0,
        widgets: [
          {
            kind: 'choice',
            name: 'copyFrom',
            label: t('hours.copyFrom'),
            look: 'dropdown',
            options: DAYS.map((day) => option(day, day === 0)),
          },
          {
            kind: 'choice',
            name: 'copyTo',
            label: t('hours.copyTo'),
            look: 'checkboxes',
            options: DAYS.map((day) => option(day, day > 0 && day < 5)),
          },
          { kind: 'buttons', buttons: [{ text: t('hours.copyNow'), click: { action: 'copyHours' } }] },
        ],
      },
    ],
  };
}

/** The form with one day's hours copied to other days; nothing is saved yet. */
export function copiedWeek({ event }: CardContext): string[] {
  const from = event.input(hoursField(Number(event.input('copyFrom'))));
  const to = new Set(event.inputs('copyTo'));
  return DAYS.map((day) => (to.has(String(day)) ? from : event.input(hoursField(day))));
}
