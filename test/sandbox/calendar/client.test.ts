// Google's own client for Node, unmodified, over HTTP: its rootUrl is the sandbox.
import { auth, calendar as googleCalendar, type calendar_v3 } from '@googleapis/calendar';
import Fastify, { type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CALENDAR_METHODS } from '../../../sandbox/calendar/api/methods';
import { HANDLERS } from '../../../sandbox/calendar/handlers';
import { googleApiRoutes } from '../../../sandbox/server/google-apis';
import { CalendarEngine } from '../../../sandbox/calendar/engine';
import { SandboxClock } from '../../../sandbox/world/clock';
import { Mailbox } from '../../../sandbox/world/mailbox';
import { ANNA, MEI, at } from '../../support/google-calendar';

let app: FastifyInstance;
let engine: CalendarEngine;
let rootUrl: string;
let fault: number | null = null;
/** Methods that the tests have called. */
const called = new Set<string>();

function clientFor(user: string): calendar_v3.Calendar {
  // Its own way to fetch is an ES module, which a test cannot load; the fetch of Node does the same.
  const signedIn = new auth.OAuth2({ transporterOptions: { fetchImplementation: fetch } });
  signedIn.setCredentials({ access_token: `sandbox:${user}` });
  return googleCalendar({ version: 'v3', auth: signedIn, rootUrl, retry: false });
}

beforeAll(async () => {
  app = Fastify();
  googleApiRoutes(app, {
    ask: (call) => {
      called.add(call.method);
      if (fault === null) return engine.request(call);
      const error = { code: fault, message: 'Backend Error', errors: [] };
      return { status: fault, headers: {}, body: { error } };
    },
    personOf: (email) => engine.ensureUser(email),
  });
  rootUrl = `${await app.listen({ port: 0, host: '127.0.0.1' })}/`;
});
afterAll(() => app.close());

let mei: calendar_v3.Calendar;
beforeEach(() => {
  const clock = new SandboxClock();
  clock.set(Date.parse('2026-11-21T06:00:00Z'));
  engine = new CalendarEngine({ clock, mailbox: new Mailbox() });
  mei = clientFor(MEI);
});

const primary = { calendarId: 'primary' };
const insert = async (body: object = {}, params: object = {}) =>
  (await mei.events.insert({ ...primary, ...params, requestBody: { ...at('10:00', '11:00'), ...body } })).data;
const codeOf = (request: Promise<unknown>) =>
  request.then(
    () => 200,
    (error: unknown) => Number((error as { status?: number }).status),
  );

describe('the official client', () => {
  it('writes, reads, changes, copies and deletes events', async () => {
    const { id: eventId, etag } = await insert({ summary: 'Lesson' });
    const event = { ...primary, eventId: eventId! };
    expect((await mei.events.get(event)).data).toMatchObject({ summary: 'Lesson', etag });
    await mei.events.patch({ ...event, requestBody: { location: 'Hall' } });
    await mei.events.update({ ...event, requestBody: { ...at('12:00', '13:00'), summary: 'New' } });
    const requestBody = { ...at('10:00', '11:00'), iCalUID: 'x@elsewhere', summary: 'Imported' };
    await mei.events.import({ ...primary, requestBody });
    await mei.events.quickAdd({ ...primary, text: 'Quick 2026-11-25 09:00' });
    const { data } = await mei.events.list({ ...primary, singleEvents: true, orderBy: 'startTime' });
    expect(data.items?.map((e) => e.summary)).toEqual(['Imported', 'New', 'Quick']);
    expect((await mei.events.delete(event)).status).toBe(204);
    expect(await codeOf(mei.events.delete(event))).toBe(410);
  });

  it('synchronises, pages, and reads series', async () => {
    const { id } = await insert({ recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
    const { data } = await mei.events.instances({ ...primary, eventId: id! });
    expect(data.items).toHaveLength(3);
    const first = await mei.events.list({ ...primary, singleEvents: true, maxResults: 2 });
    const pageToken = first.data.nextPageToken!;
    const last = await mei.events.list({ ...primary, singleEvents: true, maxResults: 2, pageToken });
    const syncToken = last.data.nextSyncToken!;
    await mei.events.delete({ ...primary, eventId: `${id!}_20261125T100000Z` });
    const changes = await mei.events.list({ ...primary, singleEvents: true, syncToken });
    expect(changes.data.items).toMatchObject([{ status: 'cancelled', recurringEventId: id }]);
    engine.expireSyncTokens();
    expect(await codeOf(mei.events.list({ ...primary, singleEvents: true, syncToken }))).toBe(410);
  });

  it('sends repeated parameters, etags and conference requests as Google takes them', async () => {
    const createRequest = { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    const properties = { extendedProperties: { private: { a: '1', b: '2' } } };
    const event = await insert({ ...properties, conferenceData: { createRequest } }, { conferenceDataVersion: 1 });
    expect(event.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
    const found = await mei.events.list({ ...primary, privateExtendedProperty: ['a=1', 'b=2'] });
    expect(found.data.items).toHaveLength(1);
    const stale = { headers: { 'If-Match': '"old"' } };
    const patch = { ...primary, eventId: event.id!, requestBody: { summary: 'x' } };
    expect(await codeOf(mei.events.patch(patch, stale))).toBe(412);
    const known = { headers: { 'If-None-Match': event.etag! } };
    expect((await mei.events.get({ ...primary, eventId: event.id! }, known)).status).toBe(304);
  });

  it('handles calendars, their list and their access rules', async () => {
    const { data: studio } = await mei.calendars.insert({ requestBody: { summary: 'Studio' } });
    const calendarId = studio.id!;
    await mei.calendars.patch({ calendarId, requestBody: { timeZone: 'Asia/Taipei' } });
    await mei.calendars.update({ calendarId, requestBody: { summary: 'Atelier' } });
    expect((await mei.calendars.get({ calendarId })).data).toMatchObject({
      summary: 'Atelier',
      timeZone: 'Asia/Taipei',
    });
    const requestBody = { role: 'reader', scope: { type: 'user', value: ANNA } };
    const { data: rule } = await mei.acl.insert({ calendarId, requestBody });
    const one = { calendarId, ruleId: rule.id! };
    await mei.acl.patch({ ...one, requestBody: { role: 'writer' } });
    await mei.acl.update({ ...one, requestBody: { ...requestBody, role: 'freeBusyReader' } });
    expect((await mei.acl.get(one)).data.role).toBe('freeBusyReader');
    expect((await mei.acl.list({ calendarId })).data.items).toHaveLength(2);
    const anna = clientFor(ANNA);
    await anna.calendarList.insert({ requestBody: { id: calendarId } });
    await anna.calendarList.patch({ calendarId, requestBody: { hidden: true } });
    await anna.calendarList.update({ calendarId, requestBody: { selected: true } });
    expect((await anna.calendarList.get({ calendarId })).data.accessRole).toBe('freeBusyReader');
    await anna.calendarList.delete({ calendarId });
    expect((await anna.calendarList.list()).data.items).toHaveLength(1);
    await mei.acl.delete(one);
    const { id } = await insert({ summary: 'Lesson' });
    const { data: moved } = await mei.events.move({ ...primary, eventId: id!, destination: calendarId });
    expect(moved.organizer?.email).toBe(calendarId);
    await mei.calendars.delete({ calendarId });
    await mei.calendars.clear(primary);
  });

  it('asks for busy times, colours and settings', async () => {
    await insert();
    const window = { timeMin: '2026-11-24T00:00:00Z', timeMax: '2026-11-25T00:00:00Z' };
    const { data } = await mei.freebusy.query({ requestBody: { ...window, items: [{ id: 'primary' }] } });
    expect(data.calendars?.primary?.busy).toHaveLength(1);
    expect((await mei.colors.get()).data.event).toHaveProperty('11');
    expect((await mei.settings.list()).data.items).toHaveLength(12);
    expect((await mei.settings.get({ setting: 'timezone' })).data.value).toBe('UTC');
  });

  it('watches a calendar: the message comes over HTTP, and no more after a stop', async () => {
    const heard: string[] = [];
    const hook = createServer((request, response) => {
      heard.push(
        `${String(request.headers['x-goog-resource-state'])} ${String(request.headers['x-goog-channel-token'])}`,
      );
      if (heard.length === 2) hook.emit('twice');
      response.end();
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
    const requestBody = { id: 'c1', type: 'web_hook', address, token: 't' };
    const { data } = await mei.events.watch({ ...primary, requestBody });
    const twice = once(hook, 'twice');
    await insert();
    await twice;
    expect(heard.sort()).toEqual(['exists t', 'sync t']);
    await mei.channels.stop({ requestBody: { id: 'c1', resourceId: data.resourceId! } });
    await new Promise((done) => hook.close(done));
  });

  it('has been through every method that is emulated', () => {
    expect([...called].sort()).toEqual(Object.keys(HANDLERS).sort());
    const others = CALENDAR_METHODS.map(({ id }) => id).filter((id) => !called.has(id));
    expect(others).toEqual(['calendar.acl.watch', 'calendar.calendarList.watch', 'calendar.settings.watch']);
  });
});

describe('over HTTP', () => {
  const path = 'calendar/v3/calendars/primary/events';
  const get = (url: string, headers: Record<string, string> = { authorization: `Bearer sandbox:${MEI}` }) =>
    fetch(`${rootUrl}${url}`, { headers });

  it('nobody gets nothing: 401 with Google’s body', async () => {
    const cases: [string, Record<string, string>][] = [
      ['required', {}],
      ['authError', { authorization: 'Bearer other' }],
    ];
    for (const [reason, headers] of cases) {
      const response = await get(path, headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        error: { errors: [{ reason, locationType: 'header', location: 'Authorization' }], code: 401 },
      });
    }
  });

  it('etags are headers too, and common parameters are taken', async () => {
    const response = await get(`${path}?alt=json&prettyPrint=true&quotaUser=x&key=k&fields=kind,etag`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    const text = await response.text();
    expect(text).toContain('\n "kind": "calendar#events"');
    expect(response.headers.get('etag')).toBe((JSON.parse(text) as { etag: string }).etag);
    const again = await get(path, {
      authorization: `Bearer sandbox:${MEI}`,
      'if-none-match': response.headers.get('etag')!,
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(`${path}?alt=media`)).status).toBe(400);
  });

  it('ids may be as long as Google lets them, and a path that is none is 404', async () => {
    const id = 'a'.repeat(1_024);
    await insert({ id });
    expect((await get(`${path}/${id}`)).status).toBe(200);
    expect((await get('calendar/v3/nothing')).status).toBe(404);
  });

  it('an API key shows what is public, and no more than that', async () => {
    await insert({ summary: 'Open', attendees: [{ email: ANNA }] });
    const theirs = `calendar/v3/calendars/${MEI}/events`;
    const statusOf = async (url: string, init?: RequestInit) => (await fetch(`${rootUrl}${url}`, init)).status;
    expect([await statusOf(`${theirs}?key=k`), await statusOf(theirs)]).toEqual([404, 401]);
    await mei.acl.insert({ ...primary, requestBody: { role: 'reader', scope: { type: 'default' } } });
    const response = await get(`${theirs}?key=k`, {});
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { accessRole: 'reader', defaultReminders: [], items: [{ summary: 'Open' }] },
    ]);
    expect(await statusOf(`calendar/v3/calendars/${MEI}?key=k`)).toBe(200);
    expect(await statusOf('calendar/v3/users/me/calendarList?key=k')).toBe(401);
    expect(await statusOf(`${theirs}?key=k`, { method: 'POST', body: '{}' })).toBe(401);
    expect(engine.users().map(({ email }) => email)).not.toContain('');
  });

  it('a page on this machine may ask, after its browser has asked whether it may', async () => {
    const url = `${rootUrl}${path}`;
    const asked = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
    const own = 'http://localhost:3000';
    const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: own, ...asked } });
    expect([preflight.status, Object.fromEntries(preflight.headers)]).toMatchObject([
      200,
      { 'access-control-allow-origin': own, 'access-control-allow-headers': 'authorization' },
    ]);
    expect((await get(path, { origin: own })).headers.get('access-control-allow-origin')).toBe(own);
    for (const origin of ['https://evil.example', 'https://localhost.evil.example', 'null']) {
      expect((await fetch(url, { method: 'OPTIONS', headers: { origin, ...asked } })).status).toBe(403);
      expect((await get(path, { origin })).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('the API describes itself, at the address where it is; answers are packed for who asks for that', async () => {
    const described: unknown = await (await get('discovery/v1/apis/calendar/v3/rest', {})).json();
    expect(described).toMatchObject({ id: 'calendar:v3', rootUrl, baseUrl: `${rootUrl}calendar/v3/` });
    const headers = { authorization: `Bearer sandbox:${MEI}`, 'accept-encoding': 'gzip' };
    const packed = await get(path, { ...headers, 'user-agent': 'my program (gzip)' });
    expect([packed.headers.get('content-encoding'), await packed.json()]).toMatchObject([
      'gzip',
      { kind: 'calendar#events' },
    ]);
    expect((await get(path, headers)).headers.get('content-encoding')).toBeNull();
  });

  it('a fault that is asked for is answered instead', async () => {
    fault = 503;
    expect(await codeOf(mei.colors.get())).toBe(503);
    fault = null;
  });
});

describe('a batch', () => {
  const type = 'multipart/mixed; boundary="one two"';
  const token = (user: string) => `Bearer sandbox:${user}`;
  const part = (id: string | null, message: string) =>
    `--one two\r\nContent-Type: application/http\r\n${id === null ? '' : `Content-ID: ${id}\r\n`}\r\n${message}\r\n`;
  const send = async (parts: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${rootUrl}batch/calendar/v3`, {
      method: 'POST',
      headers: { authorization: token(MEI), 'content-type': type, ...headers },
      body: `${parts}--one two--\r\n`,
    });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  };
  const events = '/calendar/v3/calendars/primary/events';

  it('is answered call by call, each with the headers that are its own', async () => {
    const body = JSON.stringify({ summary: 'Żółw', ...at('10:00', '11:00') });
    const made = `POST ${events}\r\nContent-Type: application/json\r\n\r\n${body}\r\n`;
    const {
      status,
      type: answered,
      text,
    } = await send(
      part('<a+1>', made) +
        part('2', `GET https://www.googleapis.com${events}?fields=items(summary) HTTP/1.1\r\n`) +
        part(null, `GET ${events}\r\nAuthorization: ${token(ANNA)}\r\n\r\n`) +
        part(null, `GET ${events}/none`) +
        part(null, 'GET /drive/v3/files'),
    );
    expect(status).toBe(200);
    const boundary = /^multipart\/mixed; boundary=(batch_\S+)$/.exec(answered)![1]!;
    const answers = text.split(`--${boundary}`);
    expect(answers).toHaveLength(7);
    expect([answers[0], answers[6]]).toEqual(['', '--\r\n']);
    const read = answers.slice(1, 6).map((answer) => {
      const [head = '', http = '', json = ''] = answer.split('\r\n\r\n');
      const length = /Content-Length: (\d+)/.exec(http)![1];
      expect(Number(length)).toBe(Buffer.byteLength(json.replace(/\r\n$/, '')));
      return [/Content-ID: (.*)/.exec(head)?.[1], http.split('\r\n')[0], JSON.parse(json)] as const;
    });
    expect(read).toMatchObject([
      ['<response-a+1>', 'HTTP/1.1 200 OK', { summary: 'Żółw' }],
      ['response-2', 'HTTP/1.1 200 OK', { items: [{ summary: 'Żółw' }] }],
      [undefined, 'HTTP/1.1 200 OK', { summary: ANNA, items: [] }],
      [undefined, 'HTTP/1.1 404 Not Found', { error: { code: 404 } }],
      [undefined, 'HTTP/1.1 404 Not Found', { error: { code: 404 } }],
    ]);
  });

  it('is refused as a whole where its calls cannot be told apart', async () => {
    const call = `GET ${events}\r\n`;
    const refused = async (parts: string, headers = {}) => {
      const { status, text } = await send(parts, headers);
      return [status, (JSON.parse(text) as { error: { message: string } }).error.message];
    };
    expect(await refused(part('x', call) + part('x', call))).toEqual([400, 'Duplicate Request ID in Batch Request: x']);
    expect(await refused('')).toEqual([400, expect.stringContaining('Failed to parse batch request')]);
    expect(await refused(part('x', call), { 'content-type': 'application/json' })).toMatchObject([400, {}]);
    expect(await refused(part(null, call).repeat(1_001))).toEqual([400, 'The batch has more than 1000 calls.']);
  });
});
