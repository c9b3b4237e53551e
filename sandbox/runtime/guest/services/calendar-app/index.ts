import { boot, callHost } from '../../core/host';
import { calendar, eventMethods, listingOptions } from './calendar';
import { Color, EventColor, EventTransparency, EventType, GuestStatus, Month, Visibility, Weekday } from './enums';
import { found } from './event';
import { listOf, objectOf, textOf, type Json } from './json';
import { newRecurrence } from './recurrence';

const call = (method: string, ...args: unknown[]) => callHost('CalendarApp', method, args);

const calendars = (suits: (entry: Json) => boolean) => listOf(call('getCalendars')).filter(suits).map(calendar);
const isOwned = ({ accessRole }: Json) => accessRole === 'owner';
const hasName = (name: string) => (entry: Json) => (textOf(entry.summaryOverride) || textOf(entry.summary)) === name;
const primary = () =>
  calendar(objectOf(call('getCalendar', 'primary'))) as Record<string, (...args: unknown[]) => unknown>;

/** Members of the default calendar that CalendarApp has too. */
const OF_DEFAULT = [
  'getColor',
  'getDescription',
  'getId',
  'getName',
  'getTimeZone',
  'isHidden',
  'isMyPrimaryCalendar',
  'isOwnedByMe',
  'isSelected',
  'setColor',
  'setDescription',
  'setHidden',
  'setName',
  'setSelected',
  'setTimeZone',
] as const;

export const CalendarApp = {
  Color,
  EventColor,
  EventTransparency,
  EventType,
  GuestStatus,
  Month,
  Visibility,
  Weekday,
  newRecurrence,
  ...eventMethods(() => 'primary'),
  ...Object.fromEntries(OF_DEFAULT.map((name) => [name, (...args: unknown[]) => primary()[name]?.(...args)])),
  getDefaultCalendar: () => primary(),
  getAllCalendars: () => calendars(() => true),
  getAllOwnedCalendars: () => calendars(isOwned),
  getCalendarById: (id: string) => found(call('getCalendar', id), calendar),
  getOwnedCalendarById: (id: string) =>
    found(call('getCalendar', id), (entry) => (isOwned(entry) ? calendar(entry) : null)),
  getCalendarsByName: (name: string) => calendars(hasName(name)),
  getOwnedCalendarsByName: (name: string) => calendars((entry) => isOwned(entry) && hasName(name)(entry)),
  createCalendar: (name: string, options?: unknown) => {
    const { location, description, timeZone = boot.zone } = objectOf(options);
    const properties = {
      summary: name,
      timeZone,
      ...(location !== undefined && { location }),
      ...(description !== undefined && { description }),
    };
    return calendar(objectOf(call('createCalendar', properties, listingOptions(options))));
  },
  subscribeToCalendar: (id: string, options?: unknown) =>
    calendar(objectOf(call('subscribeToCalendar', id, listingOptions(options)))),
};
