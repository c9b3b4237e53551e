import { auth, calendar as googleCalendar, type calendar_v3 } from '@googleapis/calendar';
import { useClosedDesk } from '../support/desk';

const USER = 'mei@studio.example';

const desk = useClosedDesk();
let api: calendar_v3.Calendar;

/** Google's own client, pointed at the sandbox and otherwise as it is. */
function clientFor(user: string): calendar_v3.Calendar {
  // Its own way to fetch is an ES module, which a test cannot load; the fetch of Node does the same.
  const signedIn = new auth.OAuth2({ transporterOptions: { fetchImplementation: fetch } });
  signedIn.setCredentials({ access_token: `sandbox:${user}` });
  return googleCalendar({ version: 'v3', auth: signedIn, rootUrl: `${desk.url}/` });
}
beforeEach(async () => {
  await desk.reset('empty', '2026-11-21T06:00:00Z');
  await desk.post('users', { email: USER, timeZone: 'Asia/Taipei' });
  api = clientFor(USER);
});

const time = (dateTime: string, timeZone = 'Asia/Taipei') => ({ dateTime, timeZone });

async function insert(body: calendar_v3.Schema$Event): Promise<calendar_v3.Schema$Event> {
  const { data } = await api.events.insert({
    calendarId: 'primary',
    requestBody: { start: time('2026-11-24T10:00:00'), end: time('2026-11-24T11:00:00'), ...body },
  });
  return data;
}

const statusOf = (request: Promise<unknown>) =>
  request.then(
    () => 200,
    (error: unknown) => Number(Reflect.get(Object(error) as object, 'status')),
  );

describe('events, through the official client', () => {
  it('are written in the zone they are given in, and read back', async () => {
    const event = await insert({ summary: 'Lesson' });
    expect(event).toMatchObject({
      kind: 'calendar#event',
      start: { dateTime: '2026-11-24T10:00:00+08:00' },
      organizer: { self: true },
    });
    expect((await api.events.get({ calendarId: USER, eventId: event.id! })).data).toEqual(event);
  });

  it('keep a client-chosen id for ever: 409 on a second insert, also after the first was deleted', async () => {
    await insert({ id: 'abcde' });
    expect(await statusOf(insert({ id: 'abcde' }))).toBe(409);
    await api.events.delete({ calendarId: 'primary', eventId: 'abcde' });
    expect(await statusOf(insert({ id: 'abcde' }))).toBe(409);
    expect((await api.events.get({ calendarId: 'primary', eventId: 'abcde' })).data.status).toBe('cancelled');
    expect(await statusOf(api.events.delete({ calendarId: 'primary', eventId: 'abcde' }))).toBe(410);
    expect(await statusOf(insert({ id: 'UPPER' }))).toBe(400);
  });

  it('patch: arrays are replaced whole, null clears, the rest stays; a stale etag is refused', async () => {
    const event = await insert({ summary: 'Lesson', location: 'Here', attendees: [{ email: 'a@x.example' }] });
    const patch = { location: null, attendees: [{ email: 'b@x.example' }] } as calendar_v3.Schema$Event;
    const { data } = await api.events.patch({ calendarId: 'primary', eventId: event.id!, requestBody: patch });
    expect(data.location).toBeUndefined();
    expect(data.summary).toBe('Lesson');
    expect(data.attendees?.map((a) => a.email)).toEqual(['b@x.example']);
    const stale = api.events.patch(
      { calendarId: 'primary', eventId: event.id!, requestBody: { summary: 'x' } },
      { headers: { 'If-Match': event.etag! } },
    );
    expect(await statusOf(stale)).toBe(412);
  });

  it('ignore conference data without version 1, and make a Meet link with it', async () => {
    const createRequest = { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    expect((await insert({ conferenceData: { createRequest } })).hangoutLink).toBeUndefined();
    const { data } = await api.events.insert({
      calendarId: 'primary',
      conferenceDataVersion: 1,
      requestBody: {
        start: time('2026-11-24T10:00:00'),
        end: time('2026-11-24T11:00:00'),
        conferenceData: { createRequest },
      },
    });
    expect(data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
    expect(data.conferenceData?.createRequest?.status?.statusCode).toBe('success');
  });

  it('repeat by the wall clock across a change of the clocks, and know their exceptions', async () => {
    const series = await insert({
      start: time('2026-10-19T09:00:00', 'Europe/Warsaw'),
      end: time('2026-10-19T10:00:00', 'Europe/Warsaw'),
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Europe/Warsaw:20261102T090000'],
    });
    const list = () => api.events.list({ calendarId: 'primary', singleEvents: true, orderBy: 'startTime' });
    const starts = (await list()).data.items!.map((item) => new Date(item.start!.dateTime!).toISOString());
    expect(starts).toEqual(['2026-10-19T07:00:00.000Z', '2026-10-26T08:00:00.000Z', '2026-11-09T08:00:00.000Z']);
    const second = (await list()).data.items![1]!;
    await api.events.patch({
      calendarId: 'primary',
      eventId: second.id!,
      requestBody: {
        start: time('2026-10-27T09:00:00', 'Europe/Warsaw'),
        end: time('2026-10-27T10:00:00', 'Europe/Warsaw'),
      },
    });
    const third = (await list()).data.items![2]!;
    await api.events.delete({ calendarId: 'primary', eventId: third.id! });
    const left = (await list()).data.items!;
    expect(left.map((item) => item.recurringEventId)).toEqual([series.id, series.id]);
    expect(new Date(left[1]!.start!.dateTime!).toISOString()).toBe('2026-10-27T08:00:00.000Z');
  });

  it('come to their guests, whose answers come back', async () => {
    await desk.post('users', { email: 'anna@studio.example' });
    const event = await insert({ summary: 'Together', attendees: [{ email: 'anna@studio.example' }] });
    const anna = clientFor('anna@studio.example');
    const { data: copy } = await anna.events.get({ calendarId: 'primary', eventId: event.id! });
    expect(copy.attendees).toMatchObject([{ email: 'anna@studio.example', self: true, responseStatus: 'needsAction' }]);
    await anna.events.patch({
      calendarId: 'primary',
      eventId: event.id!,
      requestBody: { attendees: [{ email: 'anna@studio.example', responseStatus: 'declined' }] },
    });
    expect((await api.events.get({ calendarId: 'primary', eventId: event.id! })).data.attendees).toMatchObject([
      { responseStatus: 'declined' },
    ]);
  });
});

describe('incremental synchronisation', () => {
  const first = () => api.events.list({ calendarId: 'primary' });

  it('answers what has changed since a token, deletions included, and a new token on the last page only', async () => {
    for (let i = 0; i < 3; i++) await insert({ summary: `E${i}` });
    const page = await api.events.list({ calendarId: 'primary', maxResults: 2 });
    expect(page.data.nextSyncToken).toBeUndefined();
    const last = await api.events.list({ calendarId: 'primary', maxResults: 2, pageToken: page.data.nextPageToken! });
    const token = last.data.nextSyncToken!;
    const added = await insert({ summary: 'New' });
    await api.events.delete({ calendarId: 'primary', eventId: page.data.items![0]!.id! });
    const { data } = await api.events.list({ calendarId: 'primary', syncToken: token });
    expect(data.items!.map((item) => [item.id, item.status])).toEqual([
      [added.id, 'confirmed'],
      [page.data.items![0]!.id, 'cancelled'],
    ]);
    expect((await api.events.list({ calendarId: 'primary', syncToken: data.nextSyncToken! })).data.items).toEqual([]);
  });

  it('refuses what may not go with a token, and forgets tokens with 410', async () => {
    const token = (await first()).data.nextSyncToken!;
    expect(
      await statusOf(api.events.list({ calendarId: 'primary', syncToken: token, timeMin: '2026-01-01T00:00:00Z' })),
    ).toBe(400);
    await desk.post('sync-tokens', {});
    expect(await statusOf(api.events.list({ calendarId: 'primary', syncToken: token }))).toBe(410);
    expect((await api.events.list({ calendarId: 'primary', orderBy: 'updated' })).data.nextSyncToken).toBeUndefined();
  });
});

describe('access', () => {
  it('hides a calendar from strangers, and content from those who may only see when somebody is busy', async () => {
    await insert({ summary: 'Secret' });
    const eve = clientFor('eve@elsewhere.example');
    expect(await statusOf(eve.events.list({ calendarId: USER }))).toBe(404);
    await api.acl.insert({
      calendarId: 'primary',
      requestBody: { role: 'freeBusyReader', scope: { type: 'user', value: 'eve@elsewhere.example' } },
    });
    const { data } = await eve.events.list({ calendarId: USER });
    expect(data.items).toHaveLength(1);
    expect(JSON.stringify(data.items)).not.toContain('Secret');
    expect(
      await statusOf(
        eve.events.insert({
          calendarId: USER,
          requestBody: { start: time('2026-11-24T10:00:00'), end: time('2026-11-24T11:00:00') },
        }),
      ),
    ).toBe(403);
  });

  it('answers free and busy merged, with an error for a calendar that cannot be read', async () => {
    await insert({});
    await insert({ start: time('2026-11-24T10:30:00'), end: time('2026-11-24T12:00:00') });
    await insert({ start: time('2026-11-24T15:00:00'), end: time('2026-11-24T16:00:00'), transparency: 'transparent' });
    const { data } = await api.freebusy.query({
      requestBody: {
        timeMin: '2026-11-24T00:00:00Z',
        timeMax: '2026-11-25T00:00:00Z',
        items: [{ id: USER }, { id: 'nobody@x.example' }],
      },
    });
    expect(data.calendars![USER]!.busy).toEqual([{ start: '2026-11-24T02:00:00Z', end: '2026-11-24T04:00:00Z' }]);
    expect(data.calendars!['nobody@x.example']!.errors).toMatchObject([{ reason: 'notFound' }]);
  });

  it('answers nobody without a token, and names an unknown parameter', async () => {
    const anonymous = await fetch(`${desk.url}/calendar/v3/calendars/primary/events`);
    expect(anonymous.status).toBe(401);
    const odd = await fetch(`${desk.url}/calendar/v3/calendars/primary/events?colour=red`, {
      headers: { authorization: `Bearer sandbox:${USER}` },
    });
    expect(odd.status).toBe(400);
    expect(JSON.stringify(await odd.json())).toContain('colour');
  });
});
