// The host page uses nothing but HTTP: Google's API for events, the control API for the rest.

export type Json = Record<string, unknown>;

export interface User {
  email: string;
  name: string;
  timeZone: string;
  locale: string;
}

export interface EventTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export interface ApiEvent {
  id: string;
  summary?: string;
  description?: string;
  location?: string;
  status?: string;
  start: EventTime;
  end: EventTime;
  transparency?: string;
  eventType?: string;
  recurringEventId?: string;
  attendees?: { email: string; displayName?: string; responseStatus?: string; self?: boolean }[];
  hangoutLink?: string;
  conferenceData?: {
    conferenceSolution?: { name?: string; key?: { type?: string } };
    entryPoints?: { entryPointType?: string; uri?: string }[];
    createRequest?: { status?: { statusCode?: string } };
  };
}

export interface CalendarEntry {
  id: string;
  summary: string;
  accessRole: string;
  primary?: boolean;
  timeZone: string;
}

export interface Execution {
  id: string;
  kind: string;
  as: string;
  function: string;
  startedAt: number;
  endedAt: number;
  ok: boolean;
  result?: unknown;
  error?: { name: string; message: string; stack?: string };
  logs: { level: string; message: string }[];
  calls: { service: string; method: string; ok: boolean }[];
}

export interface Mail {
  id: string;
  at: number;
  source: string;
  from: string;
  to: string[];
  name?: string;
  subject: string;
  body: string;
}

export interface AddOn {
  name: string;
  logoUrl: string;
  homepage: string | null;
  eventOpen: string | null;
  conferenceSolutions: { id: string; name: string; logoUrl: string }[];
  universalActions: { label: string; runFunction: string | null; openLink: string | null }[];
}

export interface State {
  now: number;
  running: boolean;
  users: User[];
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init);
  if (response.status === 204) return {} as T;
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(messageOf(body));
  // Both ends of this conversation are the sandbox's own.
  return body as T;
}

/** An error in words: Google's error body or the control API's. */
function messageOf(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  if (typeof error === 'string') return error;
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : JSON.stringify(error);
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The control API. */
export const control = {
  state: () => ask<State>('/sandbox/state'),
  project: () => ask<{ addOn: AddOn | null; hasWebApp: boolean }>('/sandbox/project'),
  mail: () => ask<Mail[]>('/sandbox/mail'),
  executions: () => ask<Execution[]>('/sandbox/executions'),
  clock: (change: Json) => ask<{ now: number; running: boolean }>('/sandbox/clock', json(change)),
  panel: (body: Json) => ask<Execution>('/sandbox/panel', json(body)),
  editor: (body: Json) => ask<{ ok: boolean; event: ApiEvent | null; error?: unknown }>('/sandbox/editor', json(body)),
};

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
  const events = (calendarId: string) => `calendars/${encodeURIComponent(calendarId)}/events`;
  return {
    calendars: () => call<{ items: CalendarEntry[] }>('users/me/calendarList'),
    events: (calendarId: string, from: Date, to: Date) =>
      call<{ items: ApiEvent[] }>(
        `${events(calendarId)}?singleEvents=true&maxResults=2500&timeMin=${from.toISOString()}&timeMax=${to.toISOString()}`,
      ),
    get: (calendarId: string, id: string) => call<ApiEvent>(`${events(calendarId)}/${encodeURIComponent(id)}`),
    patch: (calendarId: string, id: string, change: Json) =>
      call<ApiEvent>(`${events(calendarId)}/${encodeURIComponent(id)}?sendUpdates=all`, {
        method: 'PATCH',
        body: JSON.stringify(change),
      }),
    remove: (calendarId: string, id: string) =>
      call<Json>(`${events(calendarId)}/${encodeURIComponent(id)}?sendUpdates=all`, { method: 'DELETE' }),
  };
}
