import { exception } from '../../core/exception';
import { callHost } from '../../core/host';
import { guarded } from '../../core/not-emulated';
import { calendarEvent, calendarEventSeries, eventOptions, found } from './event';
import { listOf, objectOf, textOf, type Json } from './json';
import { recurrenceLines } from './recurrence';
import { dayAfter, daysFrom, hoursFrom } from './times';

const call = (method: string, ...args: unknown[]) => callHost('CalendarApp', method, args);

/** Events that one request of getEvents brings at Google. */
const PAGE = 2_500;

/** What a calendar's events can be asked and told: Calendar has it, and CalendarApp for the default calendar. */
export function eventMethods(calendarId: () => string) {
  const create = (event: Json, options: unknown) => {
    const { fields, sendInvites } = eventOptions(options);
    return objectOf(call('createEvent', calendarId(), { ...event, ...fields }, sendInvites));
  };
  const event = (json: Json) => calendarEvent(calendarId(), json);
  const series = (json: Json) => calendarEventSeries(calendarId(), json);
  return {
    createEvent: (title: string, start: Date, end: Date, options?: unknown) =>
      event(create({ summary: title, ...hoursFrom(start, end) }, options)),
    createAllDayEvent: (title: string, start: Date, ...rest: unknown[]) => {
      const end = rest[0] instanceof Date ? rest.shift() : dayAfter(start);
      return event(create({ summary: title, ...daysFrom(start, dateOf(end)) }, rest[0]));
    },
    createEventSeries: (title: string, start: Date, end: Date, recurrence: unknown, options?: unknown) =>
      series(create({ summary: title, ...hoursFrom(start, end), recurrence: recurrenceLines(recurrence) }, options)),
    createAllDayEventSeries: (title: string, start: Date, recurrence: unknown, options?: unknown) =>
      series(
        create(
          { summary: title, ...daysFrom(start, dayAfter(start)), recurrence: recurrenceLines(recurrence) },
          options,
        ),
      ),
    createEventFromDescription: (text: string) =>
      event(objectOf(call('createEventFromDescription', calendarId(), text))),
    getEventById: (id: string) => found(call('getEvent', calendarId(), id), event),
    getEventSeriesById: (id: string) => found(call('getEvent', calendarId(), id), series),
    getEvents: (start: Date, end: Date, options?: unknown) => eventsIn(calendarId(), start, end, options).map(event),
    getEventsForDay: (date: Date, options?: unknown) => {
      const start = new Date(date.getFullYear(), date.getMonth(), date.getDate());
      return eventsIn(calendarId(), start, dayAfter(start), options).map(event);
    },
  };
}

function dateOf(value: unknown): Date {
  if (!(value instanceof Date)) throw exception('Invalid argument: endDate');
  return value;
}

/**
 * Options: start, max, search, author, statusFilters
 * (https://developers.google.com/apps-script/reference/calendar/calendar).
 */
function eventsIn(calendarId: string, start: Date, end: Date, options: unknown): Json[] {
  const { start: skip = 0, max = Infinity, search, author, statusFilters } = objectOf(options);
  if (statusFilters !== undefined) throw new Error('not emulated: Calendar.getEvents with statusFilters');
  const items = call('getEvents', calendarId, {
    timeMin: start.toISOString(),
    timeMax: end.toISOString(),
    maxResults: PAGE,
    ...(search !== undefined && { q: search }),
  });
  const wanted = listOf(items).filter((item) => author === undefined || objectOf(item.creator).email === author);
  return wanted.slice(Number(skip), Number(skip) + Number(max));
}

/** A Calendar on an entry of the user's calendar list. */
export function calendar(json: Json): object {
  let entry = json;
  const id = textOf(entry.id);
  const list = (change: Json) => ((entry = objectOf(call('updateListing', id, change))), self);
  const change = (properties: Json) => {
    call('updateCalendar', id, properties);
    entry = objectOf(call('getCalendar', id));
    return self;
  };
  const self: object = guarded('Calendar', {
    ...eventMethods(() => id),
    getId: () => id,
    getName: () => textOf(entry.summaryOverride) || textOf(entry.summary),
    getDescription: () => textOf(entry.description),
    getTimeZone: () => textOf(entry.timeZone),
    getColor: () => textOf(entry.backgroundColor).toUpperCase(),
    isHidden: () => entry.hidden === true,
    isSelected: () => entry.selected === true,
    isMyPrimaryCalendar: () => entry.primary === true,
    isOwnedByMe: () => entry.accessRole === 'owner',
    setName: (summary: string) => change({ summary }),
    setDescription: (description: string) => change({ description }),
    setTimeZone: (timeZone: string) => change({ timeZone }),
    setColor: (color: string) => list(colors(color)),
    setHidden: (hidden: boolean) => list({ hidden }),
    setSelected: (selected: boolean) => list({ selected }),
    deleteCalendar: () => void call('deleteCalendar', id),
    unsubscribeFromCalendar: () => void call('unsubscribeFromCalendar', id),
  });
  return self;
}

/** A background colour needs a foreground too (discovery document, calendarList.patch). */
function colors(color: string): Json {
  return { backgroundColor: color.toLowerCase(), foregroundColor: '#ffffff' };
}

/** What createCalendar's and subscribeToCalendar's options say. */
export function listingOptions(options: unknown): Json {
  const { color, hidden, selected } = objectOf(options);
  return {
    ...(typeof color === 'string' && colors(color)),
    ...(hidden !== undefined && { hidden }),
    ...(selected !== undefined && { selected }),
  };
}
