import { Temporal } from 'temporal-polyfill';
import { el, fill, newId, select, setOptions } from '../ui/dom';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** How an event repeats: the usual rules, or one that is written down. */
export function recurrenceField(rule: string, date: string, changed: (rule: string) => void) {
  const id = newId('rule');
  const own = el('textarea', { id, rows: '2', 'aria-label': 'Rule, as in iCalendar', 'data-testid': 'event-rule' });
  own.value = rule;
  const list = select(
    [],
    '',
    (value) => {
      draw(value === 'own');
      if (value === 'own') own.focus();
      else changed(value);
    },
    { 'aria-label': 'Repeats', 'data-testid': 'event-repeats' },
  );
  own.addEventListener('input', () => changed(own.value.trim()));
  const place = el('div', {});
  let onDay = date;
  const draw = (isOwn: boolean, chosen = list.value) => {
    setOptions(list, optionsOf(onDay), isOwn ? 'own' : chosen);
    fill(place, isOwn && own);
  };
  const isUsual = optionsOf(onDay).some(({ value }) => value === rule);
  draw(!isUsual, rule);
  const element = el('div', { class: 'recurrence' }, list, place);
  /** The rules follow the day on which the event begins. */
  const follow = (day: string) => {
    if (day === '' || day === onDay) return;
    const index = optionsOf(onDay).findIndex(({ value }) => value === list.value);
    onDay = day;
    if (list.value === 'own' || list.value === '') return;
    const next = optionsOf(onDay)[index]?.value ?? '';
    draw(false, next);
    changed(next);
  };
  return { element, follow };
}

function optionsOf(date: string) {
  const day = Temporal.PlainDate.from(date);
  const code = DAYS[day.dayOfWeek - 1] ?? 'MO';
  const weekday = day.toLocaleString('en', { weekday: 'long' });
  return [
    { value: '', label: 'Does not repeat' },
    { value: 'RRULE:FREQ=DAILY', label: 'Daily' },
    { value: `RRULE:FREQ=WEEKLY;BYDAY=${code}`, label: `Weekly on ${weekday}` },
    { value: 'RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', label: 'Every weekday (Monday to Friday)' },
    { value: `RRULE:FREQ=MONTHLY;BYMONTHDAY=${day.day}`, label: `Monthly on day ${day.day}` },
    { value: 'RRULE:FREQ=YEARLY', label: 'Annually' },
    { value: 'own', label: 'Another rule…' },
  ];
}
