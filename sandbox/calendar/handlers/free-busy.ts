import { roleOf } from '../state/access';
import type { Call, Handler } from '../api/call';
import { isObject } from '../model/json';
import { ApiFailure, invalid, required, timeRangeEmpty } from '../model/errors';
import type { EventResource } from '../model/resources';
import { expand, isInside } from '../events/find';
import type { CalendarRecord } from '../state/store';
import { DAY, dateTimeIn, timeParameter } from '../model/times';
import { isZone } from '../model/zones';

/** Limits of a query (discovery document, FreeBusyRequest). */
const MOST_CALENDARS = 50;
const MOST_IN_GROUP = 100;

/** Longer than this is refused; not documented, seen beyond about three months. */
const LONGEST = 93 * DAY;

const errorOf = (reason: string) => ({ errors: [{ domain: 'global', reason }] });

function query(call: Call): object {
  const { body, store, user } = call;
  const timeMin = timeIn(body, 'timeMin');
  const timeMax = timeIn(body, 'timeMax');
  if (timeMin >= timeMax) throw timeRangeEmpty('timeMax');
  if (timeMax - timeMin > LONGEST) {
    throw new ApiFailure(400, 'timeRangeTooLong', 'The requested time range is too long.', undefined, 'calendar');
  }
  const zone = typeof body.timeZone === 'string' ? body.timeZone : 'UTC';
  if (!isZone(zone)) throw invalid('Invalid time zone.');
  const most = limitIn(body, 'calendarExpansionMax', MOST_CALENDARS);
  limitIn(body, 'groupExpansionMax', MOST_IN_GROUP);
  const items = Array.isArray(body.items) ? body.items.filter(isObject) : [];
  const ids = [...new Set(items.map(({ id }) => String(id)))];
  const answerFor = (id: string, place: number): object => {
    if (place >= most) return { ...errorOf('tooManyCalendarsRequested'), busy: [] };
    const calendar = store.calendars.get(id === 'primary' ? user : id.toLowerCase());
    // A user who may not see busy times gets the same answer as for a calendar that does not exist.
    if (calendar === undefined || roleOf(calendar, user) === 'none') return { ...errorOf('notFound'), busy: [] };
    const periods = busyPeriods(calendar, timeMin, timeMax);
    return { busy: periods.map(({ start, end }) => ({ start: dateTimeIn(start, zone), end: dateTimeIn(end, zone) })) };
  };
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(timeMin).toISOString(),
    timeMax: new Date(timeMax).toISOString(),
    calendars: Object.fromEntries(ids.map((id, place) => [id, answerFor(id, place)])),
  };
}

function timeIn(body: Record<string, unknown>, name: 'timeMin' | 'timeMax'): number {
  const text = body[name];
  if (typeof text !== 'string') throw required(`Missing ${name} parameter.`);
  return timeParameter(text, name);
}

function limitIn(body: Record<string, unknown>, name: string, most: number): number {
  const value = body[name] ?? most;
  if (typeof value !== 'number' || value < 1 || value > most) throw invalid(`Invalid value for: ${name}`);
  return value;
}

interface Period {
  start: number;
  end: number;
}

/** When a calendar is busy: periods that touch are one, and none reaches out of the window. */
function busyPeriods(calendar: CalendarRecord, timeMin: number, timeMax: number): Period[] {
  const window = { timeMin, timeMax };
  const busy: Period[] = [];
  const add = (event: EventResource, { start, end }: Period) => {
    if (!blocks(calendar, event)) return;
    const period = { start: Math.max(start, timeMin), end: Math.min(end, timeMax) };
    if (period.end > period.start) busy.push(period);
  };
  for (const entry of calendar.events.near(window)) {
    if (entry.event.recurrence === undefined) {
      if (isInside(entry, window)) add(entry.event, entry);
    } else if (entry.event.status !== 'cancelled') {
      for (const instance of expand(calendar, entry, window)) {
        // Exceptions have an entry of their own.
        if (calendar.events.get(instance.event.id) === undefined) add(instance.event, instance);
      }
    }
  }
  return merged(busy);
}

function merged(periods: Period[]): Period[] {
  const found: Period[] = [];
  for (const period of periods.sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last !== undefined && period.start <= last.end) last.end = Math.max(last.end, period.end);
    else found.push({ ...period });
  }
  return found;
}

/** Busy is what is not cancelled, not transparent and not declined by the calendar's own person. */
function blocks(calendar: CalendarRecord, event: EventResource): boolean {
  if (event.status === 'cancelled' || event.transparency === 'transparent') return false;
  return !(event.attendees ?? []).some((a) => a.email === calendar.id && a.responseStatus === 'declined');
}

export const FREE_BUSY: Record<string, Handler> = {
  'calendar.freebusy.query': query,
};
