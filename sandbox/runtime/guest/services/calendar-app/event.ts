import { exception } from '../../core/exception';
import { callHost, text } from '../../core/host';
import { guarded } from '../../core/not-emulated';
import { EventTransparency, eventTypeOf, GuestStatus, guestStatus, responseStatus, Visibility } from './enums';
import { isObject, listOf, objectOf, textOf, type Json } from './json';
import { recurrenceLines } from './recurrence';
import { dayAfter, daysFrom, hoursFrom, instantOf, isDay } from './times';

const call = (method: string, ...args: unknown[]) => callHost('CalendarApp', method, args);

/** What an event and a series have in common: an event of the API with getters and setters. */
class Stored {
  constructor(
    readonly calendarId: string,
    public event: Json,
  ) {}

  get id(): string {
    return textOf(this.event.id);
  }

  patch(change: Json): void {
    this.event = objectOf(call('updateEvent', this.calendarId, this.id, change));
  }

  remove(): void {
    call('deleteEvent', this.calendarId, this.id);
  }

  get guests(): Json[] {
    return listOf(this.event.attendees);
  }

  get tags(): Json {
    return objectOf(objectOf(this.event.extendedProperties).shared);
  }

  reminders(method: string): number[] {
    return listOf(objectOf(this.event.reminders).overrides)
      .filter((reminder) => reminder.method === method)
      .map(({ minutes }) => Number(minutes));
  }

  addReminder(method: string, minutes: number): void {
    const overrides = [...listOf(objectOf(this.event.reminders).overrides), { method, minutes }];
    this.patch({ reminders: { useDefault: false, overrides } });
  }
}

function guest({ email, displayName, responseStatus: status, additionalGuests, organizer }: Json) {
  return guarded('EventGuest', {
    getEmail: () => textOf(email),
    getName: () => textOf(displayName) || textOf(email),
    getGuestStatus: () => (organizer === true ? GuestStatus.OWNER : guestStatus(status)),
    getStatus: () => guestStatus(status),
    getAdditionalGuests: () => Number(additionalGuests ?? 0),
  });
}

function getters(stored: Stored) {
  const field = (name: string) => () => textOf(stored.event[name]);
  const flag = (name: string, usual: boolean) => () =>
    stored.event[name] === undefined ? usual : stored.event[name] === true;
  const myself = () => stored.guests.find(({ self }) => self === true);
  return {
    getId: () => textOf(stored.event.iCalUID),
    getTitle: field('summary'),
    getDescription: field('description'),
    getLocation: field('location'),
    getColor: field('colorId'),
    getCreators: () => [textOf(objectOf(stored.event.creator).email)],
    getDateCreated: () => new Date(textOf(stored.event.created)),
    getLastUpdated: () => new Date(textOf(stored.event.updated)),
    getEventType: () => eventTypeOf(stored.event.eventType),
    getOriginalCalendarId: () => textOf(objectOf(stored.event.organizer).email),
    getVisibility: () => (textOf(stored.event.visibility) || Visibility.DEFAULT).toUpperCase(),
    getTransparency: () => (textOf(stored.event.transparency) || EventTransparency.OPAQUE).toUpperCase(),
    isOwnedByMe: () => objectOf(stored.event.organizer).self === true,
    getMyStatus: () => {
      const me = myself();
      return me === undefined ? GuestStatus.OWNER : guestStatus(me.responseStatus);
    },
    getGuestList: (includeOwner = false) =>
      stored.guests.filter(({ organizer }) => includeOwner || organizer !== true).map(guest),
    getGuestByEmail: (email: string) => {
      const found = stored.guests.find((one) => one.email === email.toLowerCase());
      return found === undefined ? null : guest(found);
    },
    getAllTagKeys: () => Object.keys(stored.tags),
    getTag: (key: string) => stored.tags[key] ?? null,
    getEmailReminders: () => stored.reminders('email'),
    getPopupReminders: () => stored.reminders('popup'),
    getSmsReminders: () => [],
    guestsCanInviteOthers: flag('guestsCanInviteOthers', true),
    guestsCanModify: flag('guestsCanModify', false),
    guestsCanSeeGuests: flag('guestsCanSeeOtherGuests', true),
    anyoneCanAddSelf: flag('anyoneCanAddSelf', false),
  };
}

function setters(stored: Stored, self: () => object) {
  const patch = (change: Json) => (stored.patch(change), self());
  const set = (name: string) => (value: unknown) => patch({ [name]: value });
  const tags = (change: Json) => patch({ extendedProperties: { shared: change } });
  return {
    setTitle: set('summary'),
    setDescription: set('description'),
    setLocation: set('location'),
    setColor: (color: unknown) => patch({ colorId: String(color) }),
    setVisibility: (visibility: string) => patch({ visibility: visibility.toLowerCase() }),
    setTransparency: (transparency: string) => patch({ transparency: transparency.toLowerCase() }),
    setGuestsCanInviteOthers: set('guestsCanInviteOthers'),
    setGuestsCanModify: set('guestsCanModify'),
    setGuestsCanSeeGuests: set('guestsCanSeeOtherGuests'),
    setAnyoneCanAddSelf: set('anyoneCanAddSelf'),
    setMyStatus: (status: string) =>
      patch({
        attendees: stored.guests.map((one) =>
          one.self === true ? { ...one, responseStatus: responseStatus(status) ?? 'needsAction' } : one,
        ),
      }),
    addGuest: (email: string) => patch({ attendees: [...stored.guests, { email }] }),
    removeGuest: (email: string) =>
      patch({ attendees: stored.guests.filter((one) => one.email !== email.toLowerCase()) }),
    setTag: (key: string, value: string) => tags({ [key]: value }),
    deleteTag: (key: string) => tags({ [key]: null }),
    addEmailReminder: (minutes: number) => (stored.addReminder('email', minutes), self()),
    addPopupReminder: (minutes: number) => (stored.addReminder('popup', minutes), self()),
    removeAllReminders: () => patch({ reminders: { useDefault: false, overrides: [] } }),
    resetRemindersToDefault: () => patch({ reminders: { useDefault: true, overrides: [] } }),
  };
}

/** A CalendarEvent on an event of the API. */
export function calendarEvent(calendarId: string, event: Json): object {
  const stored = new Stored(calendarId, event);
  const patch = (change: Json) => (stored.patch(change), self);
  const self: object = guarded('CalendarEvent', {
    ...getters(stored),
    ...setters(stored, () => self),
    getStartTime: () => instantOf(stored.event.start),
    getEndTime: () => instantOf(stored.event.end),
    getAllDayStartDate: () => allDay(stored.event, stored.event.start),
    getAllDayEndDate: () => allDay(stored.event, stored.event.end),
    isAllDayEvent: () => isDay(stored.event.start),
    isRecurringEvent: () => stored.event.recurringEventId !== undefined || stored.event.recurrence !== undefined,
    getEventSeries: () => {
      const id = stored.event.recurringEventId ?? stored.event.id;
      const series = call('getEventSeries', calendarId, id);
      return calendarEventSeries(calendarId, objectOf(series));
    },
    setTime: (start: Date, end: Date) => patch(hours(start, end)),
    setAllDayDate: (date: Date) => patch(days(date, dayAfter(date))),
    setAllDayDates: (start: Date, end: Date) => patch(days(start, end)),
    deleteEvent: () => stored.remove(),
  });
  return self;
}

function hours(start: Date, end: Date): Json {
  const times = hoursFrom(start, end);
  return { start: { ...times.start, date: null }, end: { ...times.end, date: null } };
}

function days(start: Date, end: Date): Json {
  const times = daysFrom(start, end);
  const none = { dateTime: null, timeZone: null };
  return { start: { ...times.start, ...none }, end: { ...times.end, ...none } };
}

function allDay(event: Json, time: unknown): Date {
  if (!isDay(event.start)) throw exception('This operation is only supported for all-day events.');
  return instantOf(time);
}

/** A CalendarEventSeries on a recurring event of the API. */
export function calendarEventSeries(calendarId: string, event: Json): object {
  const stored = new Stored(calendarId, event);
  const self: object = guarded('CalendarEventSeries', {
    ...getters(stored),
    ...setters(stored, () => self),
    setRecurrence: (recurrence: unknown, start: Date, end?: Date) => {
      const times = end === undefined ? days(start, dayAfter(start)) : hours(start, end);
      stored.patch({ ...times, recurrence: recurrenceLines(recurrence) });
      return self;
    },
    deleteEventSeries: () => stored.remove(),
  });
  return self;
}

/** What createEvent's options say (https://developers.google.com/apps-script/reference/calendar/calendar-app). */
export function eventOptions(options: unknown): { fields: Json; sendInvites: boolean } {
  const { description, location, guests, sendInvites } = objectOf(options);
  const addresses = text(guests)
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  return {
    fields: {
      ...(description !== undefined && { description }),
      ...(location !== undefined && { location }),
      ...(addresses.length > 0 && { attendees: addresses.map((email) => ({ email })) }),
    },
    sendInvites: sendInvites === true,
  };
}

/** An event of the API, or null. */
export function found<T>(event: unknown, make: (event: Json) => T): T | null {
  return isObject(event) ? make(event) : null;
}
