import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, CLIENT, DAY } from '../../support/studio';
import { useClosedDesk } from '../../support/desk';
import { pick, rooms, saved, saveServers, TALK, wayIn, webPage } from '../../support/rooms';

const desk = useClosedDesk();
let endpoints: Server;
let base: string;
let asked: string[] = [];
let status = 200;

beforeAll(async () => {
  endpoints = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isPin = request.url?.startsWith('/mapper') === true;
    const numbers = {
      message: 'Dial',
      numbersEnabled: true,
      numbers: {
        US: ['+1.512.647.1431'],
        'PL (toll free)': ['+48 800 123 456'],
        PL: ['+48 22 398 73 56', 'no number'],
      },
    };
    const body = isPin ? { message: 'ok', id: 4512345, conference: 'x' } : numbers;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => endpoints.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(endpoints.address() as AddressInfo).port}`;
});
afterAll(async () => {
  endpoints.close();
});
beforeEach(async () => {
  asked = [];
  status = 200;
  await desk.open();
});

const SECRET = 'jitsi-app-secret-0001';
const withTokens = (more: Record<string, string> = {}) =>
  saveServers(desk, { jitsiAppId: 'studio', jitsiSecret: SECRET, ...more });

/** The claims of a token whose signature is checked here, with Node's own HMAC. */
function claimsOf(address: string): Record<string, unknown> {
  const token = new URL(address).searchParams.get('jwt') ?? '';
  const [header = '', payload = '', signature = ''] = token.split('.');
  expect(signature).toBe(createHmac('sha256', SECRET).update(`${header}.${payload}`).digest('base64url'));
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'studio' });
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

it('a plain server: a room that nobody can guess, and nothing to log in to', async () => {
  const event = await saved(desk, 'booking-room');
  const { entryPoints, conferenceId, parameters, notes } = event.conferenceData!;
  expect(entryPoints).toEqual([
    {
      entryPointType: 'video',
      uri: expect.stringMatching(/^https:\/\/meet\.jit\.si\/slotkeeper-[0-9a-f]{64}$/) as string,
    },
  ]);
  expect(entryPoints[0]!.uri.endsWith(conferenceId)).toBe(true);
  expect(parameters!.addOnParameters.parameters).toMatchObject({ provider: 'jitsi', room: conferenceId });
  expect(notes).toContain('Slotkeeper');
});

it('promises no recording that does not take place', async () => {
  const picked = await pick(desk, 'booking-room-recorded');
  expect(picked).toMatchObject({ ok: false, error: { type: 'CONFERENCE_SOLUTION_FORBIDDEN' } });
  expect(await rooms(desk)).toEqual([]);
  const card = await desk.tap(MEI, 'showRooms');
  expect(textsOf(card.result)).toContain('Jitsi does not record here');
});

it('telephone numbers with the room’s PIN where the deployment tells them, those of the own country first', async () => {
  await saveServers(desk, { jitsiNumbers: `${base}/numbers`, jitsiPins: `${base}/mapper?v=1` });
  await desk.panel(MEI, {
    action: 'connectCalendars',
    locale: 'pl-PL',
    inputs: { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: MEI },
  });
  const event = await saved(desk, 'booking-room');
  const [video, ...others] = event.conferenceData!.entryPoints;
  const room = new URL(video!.uri).pathname.slice(1);
  expect(asked).toContain(`/mapper?v=1&conference=${encodeURIComponent(`${room}@conference.meet.jit.si`)}`);
  expect(others).toEqual([
    {
      entryPointType: 'phone',
      uri: 'tel:+48800123456,,4512345#',
      pin: '4512345',
      regionCode: 'PL',
      entryPointFeatures: ['TOLL_FREE'],
    },
    {
      entryPointType: 'phone',
      uri: 'tel:+48223987356,,4512345#',
      pin: '4512345',
      regionCode: 'PL',
      entryPointFeatures: ['TOLL'],
    },
    {
      entryPointType: 'phone',
      uri: 'tel:+15126471431,,4512345#',
      pin: '4512345',
      regionCode: 'US',
      entryPointFeatures: ['TOLL'],
    },
    { entryPointType: 'more', uri: expect.stringContaining('?ways=') as string },
  ]);
  const page = await webPage(desk, others.at(-1)!.uri);
  expect(page).toContain('+15126471431,,4512345#');
});

it('is a working room even if the deployment does not tell its numbers', async () => {
  await saveServers(desk, { jitsiNumbers: `${base}/numbers`, jitsiPins: `${base}/mapper` });
  status = 503;
  const event = await saved(desk, 'booking-room');
  expect(event.conferenceData!.entryPoints).toHaveLength(1);
});

describe('a server with tokens', () => {
  it('is entered through our web app, where the token is made at the click: the event contains none', async () => {
    await withTokens();
    const event = await saved(desk, 'booking-room-recorded');
    const uri = event.conferenceData!.entryPoints[0]!.uri;
    expect(uri).toMatch(/\/exec\?join=[0-9a-f]{64}$/);
    expect(JSON.stringify(event)).not.toContain('jwt');

    // A guest says their name first.
    expect(await webPage(desk, uri)).toContain('<form');
    const guest = wayIn(await webPage(desk, `${uri}&name=${encodeURIComponent('Piotr <Z>')}`));
    const [{ name: room } = { name: '' }] = await rooms(desk);
    expect(guest).toMatch(new RegExp(`^https://meet\\.jit\\.si/${room}\\?jwt=`));
    expect(claimsOf(guest)).toMatchObject({
      aud: 'jitsi',
      iss: 'studio',
      sub: 'meet.jit.si',
      room,
      context: { user: { name: 'Piotr <Z>', email: '', moderator: false }, features: { recording: false } },
    });

    // Staff come in as who they are, as moderators.
    const staff = claimsOf(wayIn(await webPage(desk, uri, MEI)));
    expect(staff).toMatchObject({
      context: { user: { name: 'Mei Lin', email: MEI, moderator: true }, features: { recording: true } },
    });
    expect(Number(staff.exp) - Number(staff.iat)).toBe(4 * 3_600);
    expect(claimsOf(wayIn(await webPage(desk, `${uri}&name=X`, CLIENT)))).toMatchObject({
      context: { user: { moderator: false } },
    });
  });

  it('gives the moderator’s link on the card only', async () => {
    await withTokens();
    const event = await saved(desk, 'booking-room');
    const open = { calendarId: MEI, eventId: event.id };
    const card = await desk.panel(MEI, { function: 'onEventOpen', open, locale: 'en' });
    const [room] = await rooms(desk);
    expect(JSON.stringify(card.result)).toContain(room!.keys.moderator);
    expect(JSON.stringify(event)).not.toContain(room!.keys.moderator);
    const page = await webPage(desk, `?join=${room!.keys.moderator}&name=Host`);
    expect(claimsOf(wayIn(page))).toMatchObject({ context: { user: { moderator: true } } });
  });

  it('a booking in a room has one link, ours, that works once confirmed and is closed once cancelled', async () => {
    await withTokens();
    await desk.saveService({ place: 'room' });
    const booking = await desk.acceptedBooking();
    const { uri } = booking.link!;
    expect(uri).toMatch(/\?join=[0-9a-f]{64}$/);
    const page = await webPage(desk, `${uri!}&name=Piotr`);
    expect(wayIn(page)).toContain('jwt=');
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect(wayIn(await webPage(desk, `${uri!}&name=Piotr`))).toBe('');
  });

  it('the room of a booking is nobody else’s to take over, also not by who knows its key', async () => {
    await withTokens();
    await desk.saveService({ place: 'room' });
    const { link } = await desk.acceptedBooking();
    const eventId = /join=(\w+)$/.exec(link!.uri!)![1]!;
    const before = await rooms(desk);
    for (const person of ['anna@studio.example', MEI]) {
      const forged = { eventData: { calendarId: 'bookings', eventId } };
      const { result, logs } = await desk.call(person, 'createBookingRoom', forged);
      expect(result).toMatchObject({ error: { type: 'PERMANENT' } });
      // Calendar waits for it: how long is in the log.
      expect(logs.at(-1)?.message).toMatch(/^conference: \d+ ms$/);
      await desk.tick(person);
    }
    expect(await rooms(desk)).toEqual(before);
    expect(wayIn(await webPage(desk, `${link!.uri!}&name=Piotr`))).toContain('jwt=');
  });

  it('a booking’s link lets in until a day after its end, and nobody afterwards', async () => {
    await withTokens();
    await desk.saveService({ place: 'room' });
    const { link, end } = await desk.acceptedBooking();
    const enteredAt = async (now: number) => {
      await desk.post('clock', { now: new Date(now).toISOString() });
      return wayIn(await webPage(desk, `${link!.uri!}&name=Piotr`)) !== '';
    };
    expect(await enteredAt(end + DAY - 60_000)).toBe(true);
    expect(await enteredAt(end + DAY + 60_000)).toBe(false);
  });

  it('who leaves a time that others share does not get in any more; who stays has another link, and knows it', async () => {
    await withTokens();
    await desk.saveService({ place: 'room', capacity: '3' });
    const leaver = await desk.acceptedBooking({ email: 'one@client.example' });
    const stayer = await desk.acceptedBooking({ email: 'two@client.example' });
    expect(stayer).toMatchObject({ start: leaver.start, link: { uri: leaver.link!.uri } });
    const before = (await desk.mail()).length;
    await desk.tap(MEI, 'cancelBooking', { booking: leaver.id });
    const stays = async () => (await desk.bookings()).find(({ id }) => id === stayer.id)!;
    const { link, outbox } = await stays();
    expect(link!.uri).not.toBe(leaver.link!.uri);
    expect(outbox).toEqual([]);
    expect(wayIn(await webPage(desk, `${leaver.link!.uri!}&name=One`))).toBe('');
    expect(wayIn(await webPage(desk, `${link!.uri!}&name=Two`))).toContain('jwt=');
    expect(await desk.ourEvents()).toMatchObject([{ location: link!.uri }]);
    const told = (await desk.mail()).slice(before);
    expect(told.filter(({ body }) => body.includes(link!.uri!)).flatMap(({ to }) => to)).toEqual([
      'two@client.example',
    ]);
    // People who join from now on come into the same room.
    const third = await desk.acceptedBooking({ email: 'three@client.example' });
    expect(third.link!.uri).toBe(link!.uri);
    // A meeting that has started stays in its room.
    await desk.post('clock', { now: new Date(leaver.start + 60_000).toISOString() });
    await desk.tap(MEI, 'cancelBooking', { booking: third.id });
    expect((await stays()).link!.uri).toBe(link!.uri);
  });
});

describe('secrets', () => {
  it('are written, kept when left empty, never shown, and deleted when asked', async () => {
    const answer = await withTokens();
    expect(JSON.stringify([answer.result, answer.logs])).not.toContain(SECRET);
    await saveServers(desk, { jitsiAppId: 'studio', legal: 'Be kind' });
    const stored = async () => (await desk.records<{ jitsi: { secret: string } }>('roomSettings'))[0]!.jitsi.secret;
    expect(await stored()).toBe(SECRET);
    // From the card of one's own rooms, whose choice of the same name is another's.
    const inputs = { provider: '' };
    const card = await desk.submit(OWNER, 'showRoomServers', inputs);
    expect(JSON.stringify(card.result)).toContain('{"text":"Jitsi","value":"jitsi","selected":true}');
    expect(JSON.stringify(card.result)).not.toContain(SECRET);
    expect(textsOf(card.result)).toContain('never shown');
    await saveServers(desk, { jitsiAppId: 'studio', forgetSecrets: ['yes'] });
    expect(await stored()).toBe('');
  });

  it('stay with the server that they were given for: another host gets none of them', async () => {
    const servers = {
      jitsiAppId: 'studio',
      bbbServer: 'https://bbb.example/bigbluebutton/',
      zoomClientId: 'client',
      zoomApi: 'https://api.zoom.us/v2',
    };
    const given = { ...servers, jitsiSecret: SECRET, bbbSecret: 'bbb-secret-1', zoomSecret: 'zoom-secret-1' };
    const secrets = async () => {
      type Kept = Record<'jitsi' | 'bigbluebutton' | 'zoom', { secret: string }>;
      const [{ jitsi, bigbluebutton, zoom }] = (await desk.records<Kept>('roomSettings')) as [Kept];
      return [jitsi.secret, bigbluebutton.secret, zoom.secret];
    };
    const all = [SECRET, 'bbb-secret-1', 'zoom-secret-1'];
    await saveServers(desk, given);
    // Another path of the same host is the same server.
    await saveServers(desk, { ...servers, bbbServer: 'https://BBB.example/api/' });
    expect(await secrets()).toEqual(all);
    for (const [change, nth] of [
      [{ jitsiAppId: 'other' }, 0],
      [{ bbbServer: 'https://bbb.attacker.example/bigbluebutton/' }, 1],
      [{ bbbServer: 'https://bbb.example:8443/bigbluebutton/' }, 1],
      [{ zoomApi: 'https://api.attacker.example/v2' }, 2],
      [{ zoomLogin: 'https://attacker.example/oauth' }, 2],
      [{ zoomClientId: 'other' }, 2],
    ] as const) {
      await saveServers(desk, { ...given });
      await saveServers(desk, { ...servers, ...change });
      expect(await secrets()).toEqual(all.map((secret, n) => (n === nth ? '' : secret)));
    }
  });

  it('are the owner’s alone, and bad addresses are refused by name', async () => {
    const mei = await saveServers(desk, { jitsiSecret: 'mine' }, MEI);
    expect(textsOf(mei.result)).toContain('You are not allowed to do this');
    expect(await desk.records('roomSettings')).toEqual([]);
    const bad = await saveServers(desk, { bbbServer: 'ftp://x', bbbSecret: 'typed-secret' });
    expect(textsOf(bad.result)).toContain('BigBlueButton: server: Enter an address');
    expect(JSON.stringify(bad.result)).not.toContain('typed-secret');
    const early = await saveServers(desk, { provider: 'zoom' });
    expect(textsOf(early.result)).toContain('not set up yet');
  });
});

it('notes carry the business’s own text, made safe and short enough', async () => {
  await saveServers(desk, {
    legal: `<b>Privacy</b> <a href="https://studio.example/p">policy</a><script>x()</script>${'ä '.repeat(1500)}`,
  });
  const event = await saved(desk, 'booking-room', TALK);
  const { notes = '' } = event.conferenceData!;
  expect(notes).toContain('<b>Privacy</b> <a href="https://studio.example/p">policy</a>');
  expect(notes).not.toContain('script');
  expect(notes.length).toBeLessThanOrEqual(2_048);
  expect(notes.endsWith('…')).toBe(true);
});

it('a room of a former version is read, followed and forgotten as any other', async () => {
  const old = {
    calendarId: MEI,
    eventId: 'oldroom0event0001',
    email: MEI,
    provider: 'jitsi',
    name: 'slotkeeper-old',
    uri: 'https://meet.jit.si/slotkeeper-old',
    createdAt: Date.parse('2026-11-21T05:00:00Z'),
    start: null,
    end: null,
    title: '',
    state: 'draft',
  };
  const values = { [`room:${MEI}/${old.eventId}`]: JSON.stringify({ v: 1, d: old }) };
  await desk.post('properties', { values });
  const picked = await pick(desk, 'booking-room', old.eventId);
  expect(picked.conferenceData).toMatchObject({ entryPoints: [{ type: 'VIDEO', uri: old.uri }] });
  await desk.post('editor', {
    as: MEI,
    calendarId: MEI,
    eventId: old.eventId,
    event: TALK,
    solution: 'booking-room',
    conferenceData: picked.conferenceData,
  });
  await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
  expect(await rooms(desk)).toMatchObject([{ state: 'active', title: 'Talk', uri: old.uri }]);
  await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${old.eventId}`);
  await desk.tick();
  expect(await rooms(desk)).toEqual([]);
});

it('somebody may choose another provider than the business, of those that are set up', async () => {
  await saveServers(desk, { bbbServer: 'http://127.0.0.1:1/', bbbSecret: 'x' });
  await desk.submit(MEI, 'saveRoomChoice', { provider: 'bigbluebutton' });
  expect((await pick(desk, 'booking-room')).error?.type).toBe('TEMPORARY');
  expect((await pick(desk, 'booking-room', undefined, OWNER)).ok).toBe(true);
  const card = await desk.tap(MEI, 'showRooms');
  expect(textsOf(card.result)).toContain('Your rooms are created by BigBlueButton.');
  const page = await webPage(desk, '?view=rooms');
  expect(page).toContain('meet.jit.si');
});
