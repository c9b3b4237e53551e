import { dateOfDay } from '../../booking/time/dates';
import { formatDayHours } from '../../booking/hours-text';
import { holidaysAfter } from '../../booking/slots/hours';
import { HOLIDAY_COUNTRIES } from '../../booking/time/holidays';
import type { StaffMember } from '../../booking/staff';
import { DAY } from '../../booking/time/time';
import { zoneBetween } from '../../booking/time/zones';
import { regionNames } from '../../i18n/regions';
import type { CardContext } from '../kit/context';
import { input } from '../kit/form';
import { previewSection } from '../kit/preview';
import { present, type CardView, type Section, type Widget } from '../kit/widgets';

const HOLIDAYS_SHOWN = 4;

/** Exceptions: dates with special hours, time away, public holidays. */
export function exceptionsCard(context: CardContext, staff: StaffMember): CardView {
  const { t } = context;
  return {
    name: 'exceptions',
    title: t('exceptions.title'),
    sections: present<Section>([
      { widgets: storedExceptions(context, staff) },
      {
        title: t('exceptions.day'),
        widgets: [
          { kind: 'date', name: 'date', label: t('field.date'), value: context.event.date('date') },
          input(context, 'hours', '', { hint: t('exceptions.dayHint') }),
          { kind: 'buttons', buttons: [{ text: t('exceptions.add'), click: { action: 'addOverride' } }] },
        ],
      },
      {
        title: t('exceptions.absence'),
        widgets: [
          { kind: 'date', name: 'from', label: t('field.from'), value: context.event.date('from') },
          { kind: 'date', name: 'to', label: t('field.to'), value: context.event.date('to') },
          { kind: 'buttons', buttons: [{ text: t('exceptions.add'), click: { action: 'addAbsence' } }] },
        ],
      },
      holidaySection(context, staff),
      previewSection(context, { staff }),
      { widgets: [{ kind: 'buttons', buttons: [{ text: t('home.back'), click: { action: 'goHome' } }] }] },
    ]),
  };
}

/** The existing exceptions, the next one first; past ones are no longer shown. */
function storedExceptions({ t, dates, desk }: CardContext, staff: StaffMember): Widget[] {
  const today = dateOfDay(dayNow(desk.now(), staff, desk.offsets));
  const overrides = staff.overrides
    .filter(({ date }) => date >= today)
    .map(({ date, hours }) => ({
      from: date,
      id: `o:${date}`,
      text: dates.date(date),
      note: hours.length === 0 ? t('exceptions.closed') : formatDayHours(hours),
    }));
  const absences = staff.absences
    .filter(({ to }) => to >= today)
    .map(({ from, to }) => ({
      from,
      id: `a:${from}:${to}`,
      text: from === to ? dates.date(from) : `${dates.date(from)} – ${dates.date(to)}`,
      note: t('exceptions.away'),
    }));
  const all = [...overrides, ...absences].sort((a, b) => (a.from < b.from ? -1 : 1));
  if (all.length === 0) return [{ kind: 'text', text: t('exceptions.none'), tone: 'quiet' }];
  return all.map(({ id, text, note }) => ({
    kind: 'line',
    text,
    note,
    icon: 'CLOCK',
    button: { text: t('exceptions.remove'), click: { action: 'removeException', params: { exception: id } } },
  }));
}

function holidaySection({ t, dates, desk, locale }: CardContext, staff: StaffMember): Section {
  const nameOf = regionNames(locale);
  const countries = HOLIDAY_COUNTRIES.map((value) => ({ value, label: nameOf(value) })).sort((a, b) =>
    a.label.localeCompare(b.label, locale),
  );
  const { holidays } = staff;
  const next =
    holidays === null ? [] : holidaysAfter(holidays, dayNow(desk.now(), staff, desk.offsets), HOLIDAYS_SHOWN);
  return {
    title: t('exceptions.holidays'),
    widgets: present<Widget>([
      {
        kind: 'choice',
        name: 'holidays',
        label: t('field.holidays'),
        look: 'dropdown',
        options: [{ value: '', label: t('exceptions.noHolidays') }, ...countries].map((option) => ({
          ...option,
          selected: option.value === (holidays ?? ''),
        })),
        changed: { action: 'chooseHolidays' },
      },
      next.length > 0 && {
        kind: 'text',
        text: t('exceptions.nextHolidays', { days: next.map((day) => dates.date(dateOfDay(day))).join('; ') }),
        tone: 'quiet',
      },
    ]),
  };
}

function dayNow(now: number, { zone }: StaffMember, offsets: CardContext['desk']['offsets']): number {
  return Math.floor(zoneBetween(zone, offsets, now, now).wallOf(now) / DAY);
}
