import { formatDayHours, parseDayHours } from '../../booking/hours-text';
import type { HoursRange, StaffMember, WeeklyHours } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { previewSection } from '../kit/preview';
import type { CardView, Widget } from '../kit/widgets';
import {
  backHome,
  button,
  buttons,
  card,
  checkboxes,
  dropdown,
  folded,
  quiet,
  section,
  submit,
  textField,
} from '../kit/parts';

/** Name of the form field with the hours of a day, 0 is Monday. */
function hoursField(day: number): string {
  return `hours${day}`;
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const MONDAY = '0';
const WEEKEND = ['5', '6'];

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
  const weekdays = DAYS.map((day) => ({ value: String(day), label: t(`weekday.${day}`) }));
  return card(
    'hours',
    t('hours.title'),
    section(
      quiet(t('hours.intro', { zone: staff.zone })),
      ...DAYS.map((day) => dayField(context, day, shown[day] ?? '')),
      buttons(submit(t('hours.save'), 'saveHoursForm'), button(t('preview.show'), 'changeHours'), backHome(t)),
    ),
    previewSection(context, { staff: { ...staff, hours } }),
    folded(
      t('hours.copy'),
      0,
      dropdown('copyFrom', t('hours.copyFrom'), weekdays, MONDAY),
      checkboxes('copyTo', t('hours.copyTo'), weekdays, (day) => day !== MONDAY && !WEEKEND.includes(day)),
      buttons(button(t('hours.copyNow'), 'copyHours')),
    ),
  );
}

function dayField({ t }: CardContext, day: (typeof DAYS)[number], hours: string): Widget {
  const isUnderstood = parseDayHours(hours) !== null;
  return textField(
    hoursField(day),
    t(`weekday.${day}`),
    hours,
    isUnderstood ? undefined : `⚠ ${t('refusal.hoursExpected')}`,
  );
}

/** The form with one day's hours copied to other days; nothing is saved yet. */
export function copiedWeek({ event }: CardContext): string[] {
  const from = event.input(hoursField(Number(event.input('copyFrom'))));
  const to = new Set(event.inputs('copyTo'));
  return DAYS.map((day) => (to.has(String(day)) ? from : event.input(hoursField(day))));
}
