import type { Sandbox } from './sandbox-process';

/** An event of the Calendar API, as far as the tests look at it. */
export interface ApiEvent {
  id: string;
  status: string;
  etag: string;
  summary?: string;
  description?: string;
  location?: string;
  colorId?: string;
  start: { dateTime?: string; date?: string };
  end: { dateTime?: string; date?: string };
  hangoutLink?: string;
  attendees?: { email: string; responseStatus?: string }[];
  conferenceData?: { entryPoints?: { entryPointType: string; uri: string }[]; createRequest?: object };
}

const pathOf = (calendarId: string, eventId = '') =>
  `calendars/${encodeURIComponent(calendarId)}/events${eventId === '' ? '' : `/${eventId}`}`;

/** What a person does in Google Calendar, in one calendar. */
export function calendarOf(sandbox: Sandbox, person: string, calendarId: string) {
  return {
    get: (id: string) => sandbox.api<ApiEvent>(person, 'GET', pathOf(calendarId, id)),
    make: (event: object) => sandbox.api<ApiEvent>(person, 'POST', pathOf(calendarId), event),
    edit: (id: string, change: object, query = '') =>
      sandbox.api<ApiEvent>(person, 'PATCH', `${pathOf(calendarId, id)}${query}`, change),
    remove: (id: string) => sandbox.api(person, 'DELETE', pathOf(calendarId, id)),
    move: (id: string, destination: string) =>
      sandbox.api<ApiEvent>(
        person,
        'POST',
        `${pathOf(calendarId, id)}/move?destination=${encodeURIComponent(destination)}`,
      ),
  };
}

export type CalendarAsPerson = ReturnType<typeof calendarOf>;

/** Start and end as the API takes them. */
export function times(start: number, end: number) {
  return { start: { dateTime: new Date(start).toISOString() }, end: { dateTime: new Date(end).toISOString() } };
}
