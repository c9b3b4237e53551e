import { exception } from '../../core/exception';
import { boot } from '../../core/host';
import { formatDate } from '../../utilities/dates/format';
import { guarded } from '../../core/not-emulated';
import { Month, Weekday } from './enums';

const DAYS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(Weekday).map((name) => [name, name.slice(0, 2)]),
);

const LINES = new WeakMap<object, () => string[]>();

/** The RRULE, RDATE and EXDATE lines of a recurrence that a script has built. */
export function recurrenceLines(recurrence: unknown): string[] {
  const lines = typeof recurrence === 'object' && recurrence !== null ? LINES.get(recurrence) : undefined;
  if (lines === undefined) throw exception('Invalid argument: recurrence');
  return lines();
}

const utc = (date: Date) => formatDate(date.getTime(), 'UTC', "yyyyMMdd'T'HHmmss'Z'");

/** CalendarApp.newRecurrence(). */
export function newRecurrence(): object {
  const rules: Map<string, string>[] = [];
  const dates: string[] = [];
  const lines = () => [
    ...rules.map((rule) => `RRULE:${[...rule].map(([name, value]) => `${name}=${value}`).join(';')}`),
    ...dates,
  ];
  const add = (frequency: string) => {
    const rule = new Map([['FREQ', frequency]]);
    rules.push(rule);
    return ruleBuilder(rule);
  };
  const shared = {
    addDailyRule: () => add('DAILY'),
    addWeeklyRule: () => add('WEEKLY'),
    addMonthlyRule: () => add('MONTHLY'),
    addYearlyRule: () => add('YEARLY'),
    addDate: (date: Date) => (dates.push(`RDATE:${utc(date)}`), self),
    addDateExclusion: (date: Date) => (dates.push(`EXDATE:${utc(date)}`), self),
    setTimeZone: (zone: string) => {
      if (zone !== boot.zone) throw new Error('not emulated: EventRecurrence.setTimeZone of another zone');
      return self;
    },
  };
  const self: object = guarded('EventRecurrence', shared);
  LINES.set(self, lines);

  function ruleBuilder(rule: Map<string, string>): object {
    const set = (name: string, value: string | number) => (rule.set(name, String(value)), builder);
    const day = (name: string) => DAYS[name] ?? '';
    const builder: object = guarded('RecurrenceRule', {
      ...shared,
      interval: (every: number) => set('INTERVAL', every),
      times: (count: number) => set('COUNT', count),
      until: (end: Date) => set('UNTIL', utc(end)),
      onlyOnWeekday: (name: string) => set('BYDAY', day(name)),
      onlyOnWeekdays: (names: string[]) => set('BYDAY', names.map(day).join(',')),
      onlyOnMonthDay: (date: number) => set('BYMONTHDAY', date),
      onlyOnMonthDays: (list: number[]) => set('BYMONTHDAY', list.join(',')),
      onlyInMonth: (name: string) => set('BYMONTH', monthNumber(name)),
      onlyInMonths: (names: string[]) => set('BYMONTH', names.map(monthNumber).join(',')),
      onlyOnWeek: (week: number) => set('BYWEEKNO', week),
      onlyOnWeeks: (weeks: number[]) => set('BYWEEKNO', weeks.join(',')),
      onlyOnYearDay: (date: number) => set('BYYEARDAY', date),
      onlyOnYearDays: (list: number[]) => set('BYYEARDAY', list.join(',')),
      weekStartsOn: (name: string) => set('WKST', day(name)),
    });
    LINES.set(builder, lines);
    return builder;
  }
  return self;
}

function monthNumber(name: string): number {
  return Object.values(Month).findIndex((month) => month === name) + 1;
}
