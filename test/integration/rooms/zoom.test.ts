import { ZoomServer } from '../../support/providers/zoom-server';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, NOW, HOUR, DAY, at, aRequest } from '../../support/studio';
import { useClosedDesk } from '../../support/desk';
import { pick, rooms, saved, saveServers, TALK, wayIn, webPage, type Picked } from '../../support/rooms';

const desk = useClosedDesk();
let zoom: ZoomServer;
beforeEach(async () => {
  zoom = await ZoomServer.start({ redirectUris: [`${desk.url}/macros/d/sandbox/usercallback`] });
  await desk.open();
  await saveServers(desk, {
    provider: 'zoom',
    zoomClientId: zoom.clientId,
    zoomSecret: zoom.clientSecret,
    zoomLogin: zoom.oauthUrl,
    zoomApi: zoom.apiUrl,
  });
});
afterEach(() => zoom.stop());

const addressOf = (picked: Picked) => picked.error?.authenticationUrl ?? '';
const meetings = () => [...zoom.meetings.values()];
const callsOf = (method: string) => zoom.requests.filter((request) => request.method === method);

/** Goes through the log-in as a person does; what they see when they are back. */
async function logIn(address: string, press: 'allow' | 'deny' = 'allow', account?: string): Promise<string> {
  return webPage(desk, await zoom.logIn(address, press, account), MEI);
}

async function loggedIn(as = MEI): Promise<void> {
  const picked = await pick(desk, 'booking-room', undefined, as);
  const page = await webPage(desk, await zoom.logIn(addressOf(picked)), as);
  expect(page).toContain('id');
}

describe('logging in', () => {
  it('AUTH: asked for, done, told “you can close this tab”, and picking again makes the meeting', async () => {
    const first = await pick(desk, 'booking-room');
    expect(first).toMatchObject({ ok: false, error: { type: 'AUTHENTICATION' } });
    expect(addressOf(first).length).toBeLessThanOrEqual(1_800);
    expect(addressOf(first)).toContain('code_challenge_method=S256');
    expect(await rooms(desk)).toEqual([]);
    expect(await logIn(addressOf(first))).toContain('您可以關閉這個分頁');

    const second = await pick(desk, 'booking-room', first.eventId);
    expect(second.ok).toBe(true);
    expect(meetings()).toHaveLength(1);
    // The tokens are the person's own, and nowhere else.
    const state = await desk.get<{ properties: Record<string, Record<string, string>> }>('state');
    expect(Object.keys(state.properties[`user:${MEI}`] ?? {})).toContain('zoom.tokens');
    const { access } = JSON.parse(state.properties[`user:${MEI}`]!['zoom.tokens']!) as { access: string };
    expect(JSON.stringify(state.properties.script)).not.toContain(access);
    expect(JSON.stringify([second.conferenceData, second.execution.logs])).not.toContain(access);
  });

  it('PKCE: the verifier is sent with the code, and belongs to this log-in', async () => {
    await loggedIn();
    expect(zoom.tokenRequests).toMatchObject([
      { path: '/oauth/token', status: 200, parameters: { grant_type: 'authorization_code' } },
    ]);
    expect(zoom.tokenRequests[0]!.parameters.code_verifier).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/);
  });

  it('denied: a page says so, nothing is kept, and it can be started again', async () => {
    const picked = await pick(desk, 'booking-room');
    expect(await logIn(addressOf(picked), 'deny')).toContain('未登入');
    expect((await pick(desk, 'booking-room')).error?.type).toBe('AUTHENTICATION');
    await loggedIn();
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
  });

  it('expired: after an hour the state is no longer good', async () => {
    const picked = await pick(desk, 'booking-room');
    const back = await zoom.logIn(addressOf(picked));
    await desk.advance(HOUR + 60_000);
    expect(await webPage(desk, back, MEI)).toContain('state token is invalid or has expired');
    expect((await pick(desk, 'booking-room')).error?.type).toBe('AUTHENTICATION');
  });

  it('used twice: the second coming back finds nothing', async () => {
    const back = await zoom.logIn(addressOf(await pick(desk, 'booking-room')));
    await webPage(desk, back, MEI);
    expect(await webPage(desk, back, MEI)).toContain('登入已逾時');
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
  });

  it('tampered with: a state that Google did not give runs nothing, a code of somebody else’s brings nothing', async () => {
    const back = await zoom.logIn(addressOf(await pick(desk, 'booking-room')));
    const forged = back.replace(/state=[^&]+/, 'state=forged');
    expect(await webPage(desk, forged, MEI)).toContain('state token is invalid');
    const otherCode = back.replace(/code=[^&]+/, 'code=stolen');
    expect(await webPage(desk, otherCode, MEI)).toContain('登入失敗');
    expect((await pick(desk, 'booking-room')).error?.type).toBe('AUTHENTICATION');
  });

  it('several can be started before one is finished', async () => {
    const first = await pick(desk, 'booking-room');
    await pick(desk, 'booking-room');
    expect(await logIn(addressOf(first))).toContain('您已登入');
  });

  it('a server of tokens that fails is told, and can be tried again', async () => {
    const picked = await pick(desk, 'booking-room');
    zoom.failNextToken({ status: 503 });
    expect(await logIn(addressOf(picked))).toContain('登入失敗');
    await loggedIn();
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
  });
});

describe('tokens', () => {
  beforeEach(() => loggedIn());

  it('that have run out by the clock are refreshed, once, and the new refresh token is kept', async () => {
    for (let round = 0; round < 2; round++) {
      await desk.advance(2 * HOUR);
      expect((await pick(desk, 'booking-room')).ok).toBe(true);
    }
    const refreshes = zoom.tokenRequests.filter(({ parameters }) => parameters.grant_type === 'refresh_token');
    expect(refreshes.map(({ status }) => status)).toEqual([200, 200]);
    expect(refreshes[0]!.parameters.refresh_token).not.toBe(refreshes[1]!.parameters.refresh_token);
  });

  it('that Zoom refuses before their time are refreshed too', async () => {
    zoom.expireTokens();
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
    expect(meetings()).toHaveLength(1);
  });

  it('that were taken back lead to a new log-in', async () => {
    zoom.revokeAll();
    const picked = await pick(desk, 'booking-room');
    expect(picked.error?.type).toBe('AUTHENTICATION');
    expect(await logIn(addressOf(picked))).toContain('您已登入');
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
  });

  it('whose refresh token is too old lead to a new log-in', async () => {
    zoom.expireTokens();
    zoom.expireRefreshTokens();
    expect((await pick(desk, 'booking-room')).error?.type).toBe('AUTHENTICATION');
  });

  it('a refresh that fails for a moment does not lose the log-in', async () => {
    await desk.advance(2 * HOUR);
    zoom.failNextToken({ status: 503 });
    const picked = await pick(desk, 'booking-room');
    expect(picked.error?.type).toBe('TEMPORARY');
    expect((await pick(desk, 'booking-room', picked.eventId)).ok).toBe(true);
  });

  it('logging out on the card takes them back at Zoom', async () => {
    const before = await desk.tap(MEI, 'showRooms');
    expect(textsOf(before.result)).toContain('You are logged in to Zoom.');
    const after = await desk.tap(MEI, 'logOutOfRooms');
    expect(textsOf(after.result)).toContain('You are not logged in to Zoom');
    expect(JSON.stringify(after.result)).toContain(`${zoom.oauthUrl}/authorize?`);
    expect(zoom.tokenRequests.at(-1)).toMatchObject({ path: '/oauth/revoke', status: 200 });
    const { properties } = await desk.get<{ properties: Record<string, Record<string, string>> }>('state');
    expect(Object.keys(properties[`user:${MEI}`] ?? {})).not.toContain('zoom.tokens');
  });
});

describe('a meeting', () => {
  beforeEach(() => loggedIn());

  it('has all ways to join: passcode, numbers by country, room systems', async () => {
    const event = await saved(desk, 'booking-room');
    const [meeting] = meetings();
    const id = String(meeting!.id);
    const code = meeting!.pstn_password;
    const points = event.conferenceData!.entryPoints;
    expect(points[0]).toEqual({
      entryPointType: 'video',
      uri: meeting!.join_url,
      passcode: meeting!.password,
      meetingCode: id,
    });
    const phones = points.filter(({ entryPointType }) => entryPointType === 'phone');
    // Mei reads zh-TW.
    expect(phones.map(({ regionCode }) => regionCode)).toEqual(['TW', 'TW', 'US', 'US', 'PL']);
    expect(phones[0]).toMatchObject({
      uri: `tel:+886277417473,,${id}#,,,,*${code}#`,
      meetingCode: id,
      passcode: code,
      entryPointFeatures: ['TOLL'],
    });
    expect(points).toContainEqual({
      entryPointType: 'sip',
      uri: `sip:${id}@zoomcrc.com`,
      meetingCode: id,
      passcode: meeting!.h323_password,
    });
    expect(points.at(-1)!.entryPointType).toBe('more');
    expect(event.conferenceData!.parameters!.addOnParameters.parameters).toMatchObject({
      provider: 'zoom',
      meeting: id,
    });
  });

  it('the recorded solution records in the cloud', async () => {
    await saved(desk, 'booking-room-recorded');
    expect(meetings()[0]!.settings).toMatchObject({ auto_recording: 'cloud' });
    const [room] = await rooms(desk);
    expect(room).toMatchObject({ recorded: true });
  });

  it('follows its event: time, length, title; a change of both at once is one call', async () => {
    const { id } = await saved(desk, 'booking-room');
    await desk.settle();
    expect(meetings()).toMatchObject([{ topic: 'Talk', start_time: '2026-11-26T02:00:00Z', duration: 60 }]);
    const patches = callsOf('PATCH').length;
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, {
      summary: 'Second talk',
      start: { dateTime: '2026-11-27T05:00:00Z' },
      end: { dateTime: '2026-11-27T05:45:00Z' },
    });
    await desk.settle();
    expect(meetings()).toMatchObject([{ topic: 'Second talk', start_time: '2026-11-27T05:00:00Z', duration: 45 }]);
    expect(callsOf('PATCH')).toHaveLength(patches + 1);
    // Anything else of the event is none of Zoom's.
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { description: 'x', colorId: '3' });
    await desk.settle();
    expect(callsOf('PATCH')).toHaveLength(patches + 1);
  });

  it('is deleted with its event, and when its conference is taken out or gives way to another', async () => {
    const [first, second, third] = [
      await saved(desk, 'booking-room'),
      await saved(desk, 'booking-room'),
      await saved(desk, 'booking-room'),
    ];
    await desk.settle();
    expect(meetings()).toHaveLength(3);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${first.id}`);
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${second.id}?conferenceDataVersion=1`, {
      conferenceData: null,
    });
    await desk.post('editor', {
      as: MEI,
      calendarId: MEI,
      eventId: third.id,
      event: TALK,
      solution: 'hangoutsMeet',
    });
    await desk.settle();
    expect(meetings()).toEqual([]);
    await desk.tick();
    expect(await rooms(desk)).toEqual([]);
  });

  it('the recorded solution in the place of the plain one: the plain meeting goes once that is saved, not before', async () => {
    const event = await saved(desk, 'booking-room');
    await desk.settle();
    const [plain] = meetings();
    await pick(desk, 'booking-room-recorded', event.id);
    await desk.settle();
    expect(meetings()).toHaveLength(2);
    expect((await rooms(desk)).map(({ state }) => state).sort()).toEqual(['active', 'draft']);
    // Picked and closed without saving: after a day only the plain one is left.
    await desk.advance(DAY + HOUR);
    await desk.tick();
    expect(meetings().map(({ id }) => id)).toEqual([plain!.id]);
    // Picked and saved.
    await desk.post('editor', {
      as: MEI,
      calendarId: MEI,
      eventId: event.id,
      event: TALK,
      solution: 'booking-room-recorded',
    });
    await desk.settle();
    expect(meetings()).toMatchObject([{ settings: { auto_recording: 'cloud' } }]);
  });

  it('a copy of its event has no claim on it: deleting the copy leaves the meeting', async () => {
    const event = await saved(desk, 'booking-room');
    await desk.settle();
    const { id: _, ...original } = await desk.api(MEI, 'GET', `calendars/${MEI}/events/${event.id}`);
    const copy = await desk.post<{ event: { id: string } }>('editor', {
      as: MEI,
      calendarId: MEI,
      event: { ...TALK, summary: 'Copy' },
      solution: 'booking-room',
      conferenceData: { conferenceId: 'x', entryPoints: [{ type: 'VIDEO', uri: meetings()[0]!.join_url }] },
    });
    expect(original.conferenceData).toBeDefined();
    await desk.settle();
    expect(meetings()).toMatchObject([{ topic: 'Talk' }]);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${copy.event.id}`);
    await desk.settle();
    expect(meetings()).toHaveLength(1);
  });

  it('a series has one meeting, at no fixed time; moved and deleted instances change nothing', async () => {
    const { id } = await saved(desk, 'booking-room', {
      ...TALK,
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
      start: { ...TALK.start, timeZone: 'UTC' },
      end: { ...TALK.end, timeZone: 'UTC' },
    });
    await desk.settle();
    expect(meetings()).toMatchObject([{ type: 3, topic: 'Talk' }]);
    const { items } = await desk.api<{ items: { id: string }[] }>(
      MEI,
      'GET',
      `calendars/${MEI}/events/${id}/instances`,
    );
    const patches = callsOf('PATCH').length;
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${items[1]!.id}`, {
      start: { dateTime: '2026-12-03T08:00:00Z' },
      end: { dateTime: '2026-12-03T09:00:00Z' },
    });
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${items[2]!.id}`);
    await desk.settle();
    expect(meetings()).toHaveLength(1);
    expect(callsOf('PATCH')).toHaveLength(patches);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    await desk.settle();
    expect(meetings()).toEqual([]);
  });

  it('follows its event into another calendar', async () => {
    const { id } = await saved(desk, 'booking-room');
    await desk.settle();
    const { items } = await desk.api<{ items: { id: string; summary: string }[] }>(MEI, 'GET', 'users/me/calendarList');
    const other = items.find(({ summary }) => summary === 'Private')!.id;
    await desk.api(MEI, 'POST', `calendars/${MEI}/events/${id}/move?destination=${encodeURIComponent(other)}`);
    await desk.settle();
    expect(meetings()).toHaveLength(1);
    expect(await rooms(desk)).toMatchObject([{ calendarId: other, state: 'active' }]);
    await desk.api(MEI, 'PATCH', `calendars/${encodeURIComponent(other)}/events/${id}`, { summary: 'Elsewhere' });
    await desk.settle();
    expect(meetings()).toMatchObject([{ topic: 'Elsewhere' }]);
    await desk.api(MEI, 'DELETE', `calendars/${encodeURIComponent(other)}/events/${id}`);
    await desk.settle();
    expect(meetings()).toEqual([]);
  });

  it('that was never saved is deleted at Zoom by the tick after a day', async () => {
    await pick(desk, 'booking-room');
    await desk.tick();
    expect(meetings()).toHaveLength(1);
    await desk.advance(DAY + HOUR);
    // Somebody else's tick cannot: the account is Mei's.
    await desk.tick(OWNER);
    expect(meetings()).toHaveLength(1);
    await desk.tick();
    expect(meetings()).toEqual([]);
    await desk.tick();
    expect(await rooms(desk)).toEqual([]);
  });

  it('that somebody has deleted at Zoom is told on the card, and its event can still be changed and deleted', async () => {
    const { id } = await saved(desk, 'booking-room');
    await desk.settle();
    zoom.meetings.forEach((_, key) => (zoom.meetings as Map<number, unknown>).delete(key));
    const card = await desk.tap(MEI, 'checkRoom', { calendar: MEI, event: id });
    expect(textsOf(card.result)).toContain('Zoom no longer has this room');
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${id}`, { summary: 'New' });
    await desk.settle();
    expect(await rooms(desk)).toMatchObject([{ task: null }]);
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
    await desk.settle();
    expect(await rooms(desk)).toMatchObject([{ state: 'ended', task: null }]);
  });
});

describe('failures, by the table', () => {
  beforeEach(() => loggedIn());

  it.each([
    ['a connection that breaks off', 'cut' as const, 'TEMPORARY'],
    ['a server that is down', { status: 502 }, 'TEMPORARY'],
    ['too many calls a second', 'perSecond' as const, 'TEMPORARY'],
    ['a hundred meetings a day', 'perDay' as const, 'TEMPORARY'],
    ['a scope that the app lacks', { status: 400, code: 4_711, message: 'no scope' }, 'PERMISSION_DENIED'],
    ['an account that may not', { status: 403, code: 200, message: 'no' }, 'PERMISSION_DENIED'],
    ['a body that Zoom does not take', { status: 400, code: 300, message: 'Validation Failed.' }, 'PERMANENT'],
    ['an answer that is none', { status: 201, body: 'hello' }, 'PERMANENT'],
  ])('%s', async (_, mishap, type) => {
    zoom.failNext(mishap);
    const picked = await pick(desk, 'booking-room');
    expect(picked).toMatchObject({ ok: false, error: { type } });
    const again = await pick(desk, 'booking-room', picked.eventId);
    expect(again.ok).toBe(true);
    expect(meetings()).toHaveLength(1);
    expect(await rooms(desk)).toHaveLength(1);
  });

  it('a wrong client secret is nothing that the person can mend', async () => {
    await saveServers(desk, {
      provider: 'zoom',
      zoomClientId: zoom.clientId,
      zoomSecret: 'wrong',
      zoomLogin: zoom.oauthUrl,
      zoomApi: zoom.apiUrl,
    });
    await desk.advance(2 * HOUR);
    expect((await pick(desk, 'booking-room')).error?.type).toBe('CONFERENCE_SOLUTION_FORBIDDEN');
  });

  it('an update that fails is told on the card and done later', async () => {
    const { id } = await saved(desk, 'booking-room');
    zoom.failNext({ status: 503 });
    await desk.settle();
    const open = { calendarId: MEI, eventId: id };
    const card = await desk.panel(MEI, { function: 'onEventOpen', open, locale: 'en' });
    expect(textsOf(card.result)).toContain('Zoom does not know about the last change yet');
    await desk.advance(HOUR);
    await desk.tick();
    expect(meetings()).toMatchObject([{ topic: 'Talk' }]);
  });
});

describe('an execution that dies', () => {
  beforeEach(() => loggedIn());

  it('after any call while a meeting is made leaves one meeting, once the solution is picked again', async () => {
    let points = 0;
    for (let nth = 1; ; nth++) {
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      const picked = await pick(desk, 'booking-room');
      await desk.faults([]);
      if (picked.ok) break;
      points = nth;
      const again = await pick(desk, 'booking-room', picked.eventId);
      expect(again.ok).toBe(true);
      const records = (await rooms(desk)).filter(({ eventId }) => eventId === picked.eventId);
      expect(records).toMatchObject([{ task: null, uri: expect.stringContaining('/j/') as string }]);
      const mine = meetings().filter(({ agenda }) => agenda === records[0]!.name);
      expect(mine).toHaveLength(1);
    }
    expect(points).toBeGreaterThan(8);
    // None that no record knows of.
    const known = new Set((await rooms(desk)).map(({ name: room }) => room));
    expect(meetings().filter(({ agenda }) => !known.has(agenda))).toEqual([]);
  }, 120_000);

  it('after any call while an event is followed loses neither its change nor its end', async () => {
    for (let nth = 1; ; nth++) {
      const { id } = await saved(desk, 'booking-room');
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      const followed = await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
      await desk.faults([]);
      await desk.advance(HOUR);
      await desk.tick();
      expect(meetings()).toMatchObject([{ topic: 'Talk', start_time: '2026-11-26T02:00:00Z' }]);
      await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      const ended = await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
      await desk.faults([]);
      await desk.advance(HOUR);
      await desk.tick();
      expect(meetings()).toEqual([]);
      await desk.post('clock', { now: '2026-11-21T06:00:00Z' });
      if (followed.ok && ended.ok) break;
    }
  }, 120_000);
});

it('two executions of one person at once make one meeting', async () => {
  await loggedIn();
  const { eventId } = await pick(desk, 'booking-room');
  for (const event of [eventId, 'fresh0event0id']) {
    const both = await Promise.all([pick(desk, 'booking-room', event), pick(desk, 'booking-room', event)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(both[0].conferenceData).toEqual(both[1].conferenceData);
  }
  expect(meetings()).toHaveLength(2);
});

describe('a booking in a room', () => {
  let service = '';
  beforeEach(async () => {
    const [only] = await desk.records<{ id: string }>('service');
    service = only!.id;
    await desk.saveService({ place: 'room' }, service);
  });

  it('has one link from the start, which leads into the meeting of its staff member', async () => {
    await loggedIn();
    const booking = await desk.acceptedBooking();
    const { uri } = booking.link!;
    expect(uri).toMatch(/\?join=[0-9a-f]{64}$/);
    expect((await desk.mail()).at(-1)!.body).toContain(uri);
    expect(meetings()).toMatchObject([{ topic: 'Lesson', host_email: 'mei@zoom.example' }]);
    expect(wayIn(await webPage(desk, uri!))).toBe(meetings()[0]!.join_url);
    // Moved in Calendar: the meeting moves, the link stays.
    await desk.settle();
    const { eventId } = (await desk.records<{ event: { eventId: string } }>('booking'))[0]!.event;
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${eventId}`, {
      start: { dateTime: '2026-11-25T02:00:00Z' },
      end: { dateTime: '2026-11-25T02:30:00Z' },
    });
    await desk.settle();
    expect(meetings()).toMatchObject([{ start_time: '2026-11-25T02:00:00Z', duration: 30 }]);
    const [moved] = await desk.records<{ start: number; link: { uri: string } }>('booking');
    expect(moved).toMatchObject({ start: at('2026-11-25T02:00:00Z'), link: { uri } });
    await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${eventId}`);
    await desk.settle();
    expect(meetings()).toEqual([]);
  });

  it('has one meeting and no other, wherever its acceptance or its end dies', async () => {
    await loggedIn();
    for (let nth = 1; ; nth++) {
      const [start] = await desk.openTimes(14, service);
      await desk.page('sendRequest', aRequest(service, start!, { email: `client${nth}@client.example` }));
      const booking = (await desk.bookings()).find(({ state }) => state === 'requested')!;
      const act = async (name: string) => {
        await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
        const done = await desk.tap(MEI, name, { booking: booking.id });
        await desk.faults([]);
        // People who see nothing happen press again.
        if (!done.ok) await desk.tap(MEI, name, { booking: booking.id });
        await desk.advance(HOUR);
        await desk.tick();
        return done.ok;
      };
      const accepted = await act('acceptBooking');
      const { link } = (await desk.bookings()).find(({ id }) => id === booking.id)!;
      expect(meetings()).toHaveLength(1);
      expect(wayIn(await webPage(desk, link!.uri!))).toBe(meetings()[0]!.join_url);
      const cancelled = await act('cancelBooking');
      expect(meetings()).toEqual([]);
      await desk.post('clock', { now: NOW });
      if (accepted && cancelled) break;
    }
  }, 240_000);

  it('has no meeting before it is confirmed, and gets one once its staff member has logged in', async () => {
    const booking = await desk.acceptedBooking();
    expect(booking).toMatchObject({ state: 'confirmed', link: { status: 'ready' } });
    expect(meetings()).toEqual([]);
    expect(await webPage(desk, booking.link!.uri!)).toContain('Pokoju nie można teraz otworzyć');
    await desk.advance(HOUR);
    await desk.tick(OWNER);
    await desk.tick();
    expect(meetings()).toEqual([]);
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain(
      'The room for “Lesson” has not been created at Zoom yet: nobody is logged in',
    );
    await loggedIn();
    expect(textsOf(await desk.home(MEI))).not.toContain('is not at Zoom yet');
    expect(wayIn(await webPage(desk, booking.link!.uri!))).toBe(meetings()[0]!.join_url);
  });
});

it('somebody outside of the team has rooms of their own, with their own log-in', async () => {
  const anna = 'anna@studio.example';
  await loggedIn(anna);
  expect((await pick(desk, 'booking-room', undefined, anna)).ok).toBe(true);
  expect((await pick(desk, 'booking-room')).error?.type).toBe('AUTHENTICATION');
  const card = await desk.tap(anna, 'showRooms');
  expect(textsOf(card.result)).toContain('You are logged in to Zoom.');
  expect(textsOf(card.result)).not.toContain('Servers and secrets');
  // The pages behind it are in her language: nobody has written it down for her.
  const [room] = await rooms(desk);
  expect(room).toMatchObject({ email: anna, locale: expect.stringMatching(/^[a-z]{2}/) as string });
});

describe('from the panel beside an open event', () => {
  const add = (eventId: string) => {
    const capabilities = { canAddAttendees: true, canSetConferenceData: true };
    const open = { calendarId: MEI, eventId, capabilities };
    return desk.panel(MEI, { action: 'addConferenceToEvent', open, locale: 'en' });
  };

  it('a room is added as from the editor’s own menu, once its person has logged in', async () => {
    const { id } = await desk.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, TALK);
    const refused = await add(id);
    expect(textsOf(refused.result)).toContain('Log in to Zoom first, under “Video rooms”.');
    expect(await rooms(desk)).toEqual([]);
    await loggedIn();
    const added = await add(id);
    const [meeting] = meetings();
    expect(JSON.stringify(added.result)).toContain(`"uri":"${meeting!.join_url}"`);
    expect(JSON.stringify(added.result)).toContain(`"passcode":"${meeting!.pstn_password}"`);
  });
});

it('a booking that is handed over gets a room of the other’s own account, and the former one goes', async () => {
  const anna = 'anna@studio.example';
  await desk.saveService({ place: 'room' });
  await desk.submit(OWNER, 'addTeamMember', { email: anna });
  await desk.connect(anna, { name: 'Anna', zone: 'Europe/Warsaw', busyCalendars: [anna], writeCalendar: anna });
  await loggedIn();
  await loggedIn(anna);
  const [mei] = (await desk.records<{ id: string; email: string }>('staff')).filter(({ email }) => email === MEI);
  const [other] = (await desk.records<{ id: string; email: string }>('staff')).filter(({ email }) => email === anna);
  const booking = await desk.acceptedBooking({ staff: mei!.id });
  expect(meetings()).toHaveLength(1);
  const [first] = meetings();
  await desk.tap(
    OWNER,
    'handOverBooking',
    { booking: booking.id, overBusy: 'yes' },
    { staff: other!.id, start: String(booking.start) },
  );
  await desk.advance(HOUR);
  await desk.tick();
  await desk.tick(anna);
  const [handed] = await desk.bookings();
  expect(handed).toMatchObject({ staffId: other!.id });
  expect(handed!.link!.uri).not.toBe(booking.link!.uri);
  expect(meetings().map(({ id }) => id)).not.toContain(first!.id);
  expect(wayIn(await webPage(desk, handed!.link!.uri!))).toBe(meetings()[0]!.join_url);
  expect(await webPage(desk, booking.link!.uri!)).toContain('There is no such room');
});
