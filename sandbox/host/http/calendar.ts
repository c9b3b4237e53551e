import type { ShownEvent } from '../../calendar/model/resources';
import { ask } from './ask';
import type { Json } from '../model/json';

/** What the page reads of an entry of the calendar list. */
export interface CalendarEntry {
  id: string;
  summary: string;
  summaryOverride?: string;
  accessRole: string;
  primary?: boolean;
  timeZone: string;
  colorId?: string;
  backgroundColor?: string;
  conferenceProperties?: { allowedConferenceSolutionTypes?: string[] };
}

interface Page<T> {
  items: T[];
  nextPageToken?: string;
}

/** The Calendar API, as one user. */
export function calendarApi(user: string) {
  const call = <T>(path: string, init: RequestInit = {}) =>
    ask<T>(`/calendar/v3/${path}`, {
      ...init,
      headers: {
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        authorization: `Bearer sandbox:${user}`,
      },
    });
  const at = (calendarId: string, id = '') =>
    `calendars/${encodeURIComponent(calendarId)}/events${id === '' ? '' : `/${encodeURIComponent(id)}`}`;
  return {
    calendars: () => all<CalendarEntry>((page) => call(`users/me/calendarList?maxResults=250${page}`)),
    /** What takes place between two instants, single events. */
    events: (calendarId: string, from: string, to: string) => {
      const query = new URLSearchParams({ singleEvents: 'true', maxResults: '2500', timeMin: from, timeMax: to });
      return all<ShownEvent>((page) => call(`${at(calendarId)}?${query.toString()}${page}`));
    },
    get: (calendarId: string, id: string) => call<ShownEvent>(at(calendarId, id)),
    patch: (calendarId: string, id: string, change: Json) =>
      call<ShownEvent>(`${at(calendarId, id)}?sendUpdates=all`, { method: 'PATCH', body: JSON.stringify(change) }),
    remove: (calendarId: string, id: string) =>
      call<Json>(`${at(calendarId, id)}?sendUpdates=all`, { method: 'DELETE' }),
    move: (calendarId: string, id: string, destination: string) =>
      call<ShownEvent>(`${at(calendarId, id)}/move?destination=${encodeURIComponent(destination)}`, { method: 'POST' }),
  };
}

/** Every page of a list. */
async function all<T>(ask: (page: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let page = '';
  for (;;) {
    const answer = await ask(page);
    items.push(...answer.items);
    if (answer.nextPageToken === undefined) return items;
    page = `&pageToken=${encodeURIComponent(answer.nextPageToken)}`;
  }
}
