import { isObject, objectOf, textOf } from './arguments';
import type { CallContext, Method } from './service';

// CalendarApp uses the same engine as the Calendar API. The API's resources cross the border; the guest gives them
// getters and setters.

type Json = Record<string, unknown>;

/** Calls the engine; null for what is not there or not this user's to see. Other refusals are thrown. */
function ask(c: CallContext, method: string, params: Json, body?: Json): Json | null {
  const answer = c.world.calendar.request({
    user: c.request.as,
    method: `calendar.${method}`,
    params,
    ...(body !== undefined && { body }),
  });
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status >= 400) throw new Error(String(objectOf(objectOf(answer.body).error).message));
  return objectOf(answer.body);
}

/** The same, where there must be something. */
function demand(c: CallContext, what: string, method: string, params: Json, body?: Json): Json {
  const found = ask(c, method, params, body);
  if (found === null) throw new Error(`${what} does not exist, or you do not have the required access.`);
  return found;
}

/** Every item of a list, page by page. */
function allOf(c: CallContext, method: string, params: Json): Json[] {
  const items: Json[] = [];
  let pageToken: unknown;
  do {
    const page = demand(c, 'The calendar', method, { ...params, ...(pageToken !== undefined && { pageToken }) });
    if (Array.isArray(page.items)) items.push(...page.items.filter(isObject));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return items;
}

const calendarOf = (id: unknown) => ({ calendarId: textOf(id, 'calendarId') });
const eventOf = (calendarId: unknown, eventId: unknown) => ({
  ...calendarOf(calendarId),
  eventId: textOf(eventId, 'eventId'),
});
/** Colours are given by RGB; a change without any must not speak of them. */
const rgb = (listing: unknown) => ('backgroundColor' in objectOf(listing) ? { colorRgbFormat: true } : {});
const invites = (send: unknown) => ({ sendUpdates: send === true ? 'all' : 'none' });

/** CalendarApp, its calendars, events and series. */
export const calendarApp: Record<string, Method> = {
  getCalendars: (c) => allOf(c, 'calendarList.list', { showHidden: true, maxResults: 250 }),
  getCalendar: (c, id) => ask(c, 'calendarList.get', calendarOf(id)),
  createCalendar: (c, properties, listing) => {
    const made = demand(c, 'The calendar', 'calendars.insert', {}, objectOf(properties));
    return demand(c, 'The calendar', 'calendarList.patch', { calendarId: made.id, ...rgb(listing) }, objectOf(listing));
  },
  updateCalendar: (c, id, change) =>
    void demand(c, 'The calendar', 'calendars.patch', calendarOf(id), objectOf(change)),
  updateListing: (c, id, change) =>
    demand(c, 'The calendar', 'calendarList.patch', { ...calendarOf(id), ...rgb(change) }, objectOf(change)),
  deleteCalendar: (c, id) => void demand(c, 'The calendar', 'calendars.delete', calendarOf(id)),
  subscribeToCalendar: (c, id, listing) =>
    demand(c, 'The calendar', 'calendarList.insert', rgb(listing), { id, ...objectOf(listing) }),
  unsubscribeFromCalendar: (c, id) => void demand(c, 'The calendar', 'calendarList.delete', calendarOf(id)),
  getEvents: (c, id, options) =>
    allOf(c, 'events.list', { ...calendarOf(id), singleEvents: true, orderBy: 'startTime', ...objectOf(options) }),
  getEvent: (c, id, iCalUID) => {
    // getEventById takes the id that getId() gives, which is the event's iCalUID, and its bare beginning.
    const wanted = textOf(iCalUID, 'iCalId');
    const bare = wanted.replace(/@google\.com$/, '');
    return (
      ask(c, 'events.get', eventOf(id, bare)) ??
      allOf(c, 'events.list', { ...calendarOf(id), iCalUID: wanted })[0] ??
      null
    );
  },
  getEventSeries: (c, id, eventId) => ask(c, 'events.get', eventOf(id, eventId)),
  createEvent: (c, id, event, send) =>
    demand(c, 'The calendar', 'events.insert', { ...calendarOf(id), ...invites(send) }, objectOf(event)),
  createEventFromDescription: (c, id, text) =>
    demand(c, 'The calendar', 'events.quickAdd', { ...calendarOf(id), text }),
  updateEvent: (c, id, eventId, change) =>
    demand(c, 'The event', 'events.patch', { ...eventOf(id, eventId), ...invites(false) }, objectOf(change)),
  deleteEvent: (c, id, eventId) =>
    void demand(c, 'The event', 'events.delete', { ...eventOf(id, eventId), ...invites(false) }),
};
