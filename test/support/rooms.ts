import type { ExecutionRecord } from '../../sandbox/protocol';
import type { Room } from '../../src/desk/ports/records';
import type { FormValue, Sandbox } from './sandbox-process';
import { MEI, OWNER } from './studio';

/** An event in the editor, two days ahead. */
export const TALK = {
  summary: 'Talk',
  start: { dateTime: '2026-11-26T02:00:00Z' },
  end: { dateTime: '2026-11-26T03:00:00Z' },
};

export interface EntryPoint {
  entryPointType: string;
  uri: string;
  pin?: string;
  passcode?: string;
  meetingCode?: string;
  regionCode?: string;
}

export interface EventWithRoom {
  id: string;
  conferenceData?: {
    conferenceId: string;
    entryPoints: EntryPoint[];
    notes?: string;
    parameters?: { addOnParameters: { parameters: Record<string, string> } };
  };
}

export interface Picked {
  ok: boolean;
  eventId: string;
  conferenceData: Record<string, unknown> | null;
  error?: { type: string; authenticationUrl?: string };
  execution: ExecutionRecord;
}

/** What picking a solution in the event dialog does, before anything is saved. */
export function pick(sandbox: Sandbox, solution: string, eventId?: string, as = MEI): Promise<Picked> {
  return sandbox.post<Picked>('conference', {
    as,
    solution,
    calendarId: as,
    ...(eventId !== undefined && { eventId }),
  });
}

/** Picks a solution and saves. */
export async function saved(
  sandbox: Sandbox,
  solution: string,
  event: object = TALK,
  as = MEI,
): Promise<EventWithRoom> {
  const answer = await sandbox.post<{ ok: boolean; event: EventWithRoom; error?: unknown }>('editor', {
    as,
    calendarId: as,
    event,
    solution,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.event;
}

export function rooms(sandbox: Sandbox): Promise<Room[]> {
  return sandbox.records<Room>('room');
}

/** The owner says where rooms are made; what is not said is as on a new desk. */
export function saveServers(sandbox: Sandbox, inputs: Record<string, FormValue>, as = OWNER): Promise<ExecutionRecord> {
  const form = {
    provider: 'jitsi',
    legal: '',
    jitsiAppId: '',
    jitsiSecret: '',
    jitsiNumbers: '',
    jitsiPins: '',
    bbbServer: '',
    bbbSecret: '',
    bbbDialNumber: '',
    zoomClientId: '',
    zoomSecret: '',
    zoomLogin: 'https://zoom.us/oauth',
    zoomApi: 'https://api.zoom.us/v2',
  };
  return sandbox.panel(as, { action: 'saveRoomServers', inputs: { ...form, ...inputs }, locale: 'en' });
}

/** A page of the web app as a browser shows it, its frame's HTML as it is. */
export async function webPage(sandbox: Sandbox, query: string, visitor?: string): Promise<string> {
  const address = query.startsWith('http') ? query : `${sandbox.url}/macros/s/sandbox/exec${query}`;
  const response = await fetch(address, {
    headers: visitor === undefined ? {} : { authorization: `Bearer sandbox:${visitor}` },
  });
  const outer = await response.text();
  return unescaped(/srcdoc="([^"]*)"/.exec(outer)?.[1] ?? outer);
}

function unescaped(html: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => signs[entity] ?? entity);
}

/** Where the page's link into the room leads. */
export function wayIn(html: string): string {
  return unescaped(/data-testid="enter" href="([^"]*)"/.exec(html)?.[1] ?? '');
}
