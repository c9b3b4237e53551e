import { demand } from '../state/access';
import type { Call, Handler } from '../api/call';
import { isObject } from '../model/json';
import { forbidden, invalid, required } from '../model/errors';
import type { CalendarRecord } from '../state/store';
import { isZone } from '../model/zones';
import { checkMatch, withEtag } from './collection';

function show(calendar: CalendarRecord) {
  const { id, summary, description, location, timeZone, conferenceTypes, primary, owner } = calendar;
  return withEtag({
    kind: 'calendar#calendar',
    id,
    summary,
    ...(description !== undefined && { description }),
    ...(location !== undefined && { location }),
    timeZone,
    ...(!primary && { dataOwner: owner }),
    conferenceProperties: { allowedConferenceSolutionTypes: conferenceTypes },
  });
}

function get(call: Call): object {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'freeBusyReader');
  return show(calendar);
}

function insert(call: Call): object {
  const { store, user, body } = call;
  if (typeof body.summary !== 'string' || body.summary === '') throw required('Missing title.');
  const calendar = store.addCalendar({
    id: `c_${store.newId()}@group.calendar.google.com`,
    summary: body.summary,
    timeZone: store.users.get(user)?.timeZone ?? 'UTC',
    owner: user,
    primary: false,
  });
  apply(calendar, body);
  return show(calendar);
}

function change(call: Call, whole: boolean): object {
  const calendar = owned(call);
  checkMatch(call, show(calendar));
  const { body } = call;
  if (whole && typeof body.summary !== 'string') throw required('Missing title.');
  if (whole || body.description === null) delete calendar.description;
  if (whole || body.location === null) delete calendar.location;
  apply(calendar, body);
  return show(calendar);
}

function apply(calendar: CalendarRecord, body: Record<string, unknown>): void {
  const { summary, description, location, timeZone, conferenceProperties } = body;
  if (typeof timeZone === 'string') {
    if (!isZone(timeZone)) throw invalid('Invalid time zone.');
    calendar.timeZone = timeZone;
    calendar.events.setZone(timeZone);
  }
  if (typeof summary === 'string' && summary !== '') calendar.summary = summary;
  if (typeof description === 'string') calendar.description = description;
  if (typeof location === 'string') calendar.location = location;
  const types = isObject(conferenceProperties) ? conferenceProperties.allowedConferenceSolutionTypes : undefined;
  if (Array.isArray(types)) calendar.conferenceTypes = types.map(String);
}

function owned(call: Call): CalendarRecord {
  const calendar = call.store.calendar(call.text('calendarId'), call.user);
  demand(calendar, call.user, 'owner');
  return calendar;
}

function remove(call: Call): undefined {
  const calendar = owned(call);
  // Use calendars.clear for those (discovery document, calendars.delete).
  if (calendar.primary) throw forbidden('A primary calendar cannot be deleted.');
  call.store.removeCalendar(calendar);
}

/** Deletes all events of a primary calendar (discovery document, calendars.clear). */
function clear(call: Call): undefined {
  const calendar = owned(call);
  if (!calendar.primary) throw invalid('Only a primary calendar can be cleared.');
  for (const { event } of [...calendar.events.all()]) {
    if (event.status !== 'cancelled') call.store.put(calendar, { ...event, status: 'cancelled' }, { meet: null });
  }
}

export const CALENDARS: Record<string, Handler> = {
  'calendar.calendars.get': get,
  'calendar.calendars.insert': insert,
  'calendar.calendars.patch': (call) => change(call, false),
  'calendar.calendars.update': (call) => change(call, true),
  'calendar.calendars.delete': remove,
  'calendar.calendars.clear': clear,
};
