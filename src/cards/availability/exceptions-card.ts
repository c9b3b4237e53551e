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
import type { CardView, Section, Widget } from '../kit/widgets';
import { backHome, button, buttons, card, dateField, dropdown, line, quiet, section, titled } from '../kit/parts';

const HOLIDAYS_SHOWN = 4;

/** Exceptions: dates with special hours, time away, public holidays. */
export function exceptionsCard(context: CardContext, staff: StaffMember): CardView {
  const { t } = context;
  return card(
    'exceptions',
    t('exceptions.title'),
    section(...storedExceptions(context, staff)),
    titled(
      t('exceptions.day'),
      dateField('date', t('field.date'), context.event.date('date')),
      input(context, 'hours', '', { hint: t('exceptions.dayHint') }),
      buttons(button(t('exceptions.add'), 'addOverride')),
    ),
    titled(
      t('exceptions.absence'),
      dateField('from', t('field.from'), context.event.date('from')),
      dateField('to', t('field.to'), context.event.date('to')),
      buttons(button(t('exceptions.add'), 'addAbsence')),
    ),
    holidaySection(context, staff),
    previewSection(context, { staff }),
    section(buttons(backHome(t))),
  );
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
  if (all.length === 0) return [quiet(t('exceptions.none'))];
  return all.map(({ id, text, note }) =>
    line(text, { note, icon: 'CLOCK', button: button(t('exceptions.remove'), 'removeException', { exception: id }) }),
  );
}

function holidaySection({ t, dates, desk, locale }: CardContext, staff: StaffMember): Section {
  const nameOf = regionNames(locale);
  const countries = HOLIDAY_COUNTRIES.map((value) => ({ value, label: nameOf(value) })).sort((a, b) =>
    a.label.localeCompare(b.label, locale),
  );
  const { holidays } = staff;
  const next =
    holidays === null ? [] : holidaysAfter(holidays, dayNow(desk.now(), staff, desk.offsets), HOLIDAYS_SHOWN);
  return titled(
    t('exceptions.holidays'),
    dropdown(
      'holidays',
      t('field.holidays'),
      [{ value: '', label: t('exceptions.noHolidays') }, ...countries],
      holidays ?? '',
      { action: 'chooseHolidays' },
    ),
    next.length > 0 &&
      quiet(t('exceptions.nextHolidays', { days: next.map((day) => dates.date(dateOfDay(day))).join('; ') })),
  );
}

function dayNow(now: number, { zone }: StaffMember, offsets: CardContext['desk']['offsets']): number {
  return Math.floor(zoneBetween(zone, offsets, now, now).wallOf(now) / DAY);
}
