import { BigBlueButtonServer } from '../../support/providers/bigbluebutton-server';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, HOUR, DAY } from '../../support/studio';
import { useClosedDesk } from '../../support/desk';
import { pick, rooms, saved, saveServers, wayIn, webPage } from '../../support/rooms';

const desk = useClosedDesk();
let bbb: BigBlueButtonServer;
beforeEach(async () => {
  bbb = await BigBlueButtonServer.start();
  await desk.open();
  await useServer();
});
afterEach(() => bbb.stop());

const useServer = (more: Record<string, string> = {}) =>
  saveServers(desk, { provider: 'bigbluebutton', bbbServer: bbb.url, bbbSecret: bbb.secret, ...more });
const callsOf = (name: string) => bbb.requests.filter(({ call }) => call === name);

it('makes a room by signed calls, its telephone number with the voice bridge as PIN', async () => {
  const event = await saved(desk, 'booking-room');
  expect(bbb.requests.every(({ checksumOk }) => checksumOk)).toBe(true);
  const [create] = callsOf('create');
  expect(create!.parameters).toMatchObject({ record: 'false', guestPolicy: 'ALWAYS_ACCEPT' });
  const [video, phone, more] = event.conferenceData!.entryPoints;
  expect(video!.uri).toMatch(/\/exec\?join=[0-9a-f]{64}$/);
  const bridge = create!.parameters.voiceBridge!;
  expect(bridge).toMatch(/^\d{5}$/);
  expect(phone).toEqual({ entryPointType: 'phone', uri: `tel:+16135551234,,${bridge}#`, pin: bridge });
  expect(more!.uri).toContain('?ways=');
  // Neither a signature nor the secret is anywhere in the event.
  expect(JSON.stringify(event)).not.toMatch(new RegExp(`checksum|${bbb.secret}`));
});

it('the recorded solution asks for a recording', async () => {
  await saved(desk, 'booking-room-recorded');
  expect(callsOf('create')[0]!.parameters).toMatchObject({ record: 'true', autoStartRecording: 'true' });
});

it('signs the way in at the click, by role, and makes the meeting again first: it ends when nobody is in it', async () => {
  const event = await saved(desk, 'booking-room');
  const uri = event.conferenceData!.entryPoints[0]!.uri;
  const [{ name: room } = { name: '' }] = await rooms(desk);
  const bridge = bbb.meetings.get(room)?.voiceBridge;
  bbb.expire(room);
  const guest = wayIn(await webPage(desk, `${uri}&name=${encodeURIComponent("Żaneta O'Hara & (Co)")}`));
  expect(bbb.meetings.get(room)?.voiceBridge).toBe(bridge);
  const inside = await fetch(guest);
  expect(inside.status).toBe(200);
  expect(await inside.text()).toContain('data-role="VIEWER"');
  const staff = await fetch(wayIn(await webPage(desk, uri, MEI)));
  expect(await staff.text()).toContain('data-role="MODERATOR"');
  expect(callsOf('join').map(({ parameters }) => parameters.fullName)).toEqual(["Żaneta O'Hara & (Co)", 'Mei Lin']);
  expect(bbb.requests.every(({ checksumOk }) => checksumOk)).toBe(true);
  // A way in that somebody has changed is none.
  expect(await (await fetch(guest.replace('VIEWER', 'MODERATOR'))).text()).toContain('checksumError');
});

it('the waiting room and silent microphones are the person’s choice', async () => {
  await desk.submit(MEI, 'saveRoomChoice', { provider: '', roomOptions: ['waitingRoom', 'muted'] });
  await saved(desk, 'booking-room');
  expect(callsOf('create')[0]!.parameters).toMatchObject({ guestPolicy: 'ASK_MODERATOR', muteOnStart: 'true' });
});

it('ends the meeting with its event, and counts one that is not there as ended', async () => {
  const first = await saved(desk, 'booking-room');
  const second = await saved(desk, 'booking-room');
  await desk.settle();
  bbb.expire((await rooms(desk)).find(({ eventId }) => eventId === second.id)!.name);
  for (const { id } of [first, second]) await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
  await desk.settle();
  expect(callsOf('end')).toHaveLength(2);
  expect([...bbb.meetings.values()]).toEqual([]);
  await desk.tick();
  expect(await rooms(desk)).toEqual([]);
  const uri = first.conferenceData!.entryPoints[0]!.uri;
  expect(await webPage(desk, uri)).toContain('There is no such room');
});

it('tries again what the server could not do, later each time', async () => {
  const { id } = await saved(desk, 'booking-room');
  await desk.settle();
  bbb.failNext({ status: 503 }, { status: 503 });
  await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${id}`);
  await desk.settle();
  expect(await rooms(desk)).toMatchObject([{ state: 'ended', task: { kind: 'remove', attempts: 1 } }]);
  // Not before its time.
  await desk.tick();
  expect(await rooms(desk)).toMatchObject([{ task: { attempts: 1 } }]);
  await desk.advance(HOUR);
  await desk.tick();
  expect(await rooms(desk)).toMatchObject([{ task: { attempts: 2 } }]);
  await desk.advance(HOUR);
  await desk.tick();
  expect(callsOf('end')).toHaveLength(1);
});

describe('failures, by the table', () => {
  it.each([
    ['a server that breaks off', 'cut' as const, 'TEMPORARY'],
    ['a server that is busy', { status: 503 }, 'TEMPORARY'],
    ['a server that is full', { messageKey: 'maxConcurrent' }, 'TEMPORARY'],
    ['a wrong secret', { messageKey: 'checksumError' }, 'PERMANENT'],
    ['an address that is none of BigBlueButton’s', { status: 404 }, 'PERMANENT'],
    ['an answer that is no XML', { status: 200, body: 'hello' }, 'PERMANENT'],
  ])('%s', async (_, mishap, type) => {
    bbb.failNext(mishap);
    const picked = await pick(desk, 'booking-room');
    expect(picked).toMatchObject({ ok: false, error: { type } });
    expect(JSON.stringify(picked.execution.logs)).not.toContain(bbb.secret);
    // Picked again, it is made, once.
    const again = await pick(desk, 'booking-room', picked.eventId);
    expect(again.ok).toBe(true);
    expect(bbb.meetings.size).toBe(1);
    expect(await rooms(desk)).toHaveLength(1);
  });

  it('a voice bridge that another meeting has: the server chooses one', async () => {
    bbb.failNext({ messageKey: 'nonUniqueVoiceBridge' });
    const event = await saved(desk, 'booking-room');
    const [meeting] = [...bbb.meetings.values()];
    expect(event.conferenceData!.entryPoints[1]!.pin).toBe(meeting!.voiceBridge);
  });

  it('a provider that is not set up is no solution for anybody', async () => {
    await desk.submit(MEI, 'saveRoomChoice', { provider: 'zoom' });
    expect(await desk.records('roomChoice')).toEqual([]);
    await useServer({ forgetSecrets: 'yes', provider: 'jitsi' });
    expect((await pick(desk, 'booking-room')).ok).toBe(true);
  });
});

it('a booking in a room: made once confirmed, by the link that everybody has, ended with it', async () => {
  await desk.saveService({ place: 'room' });
  const booking = await desk.acceptedBooking();
  const [room] = await rooms(desk);
  expect(room).toMatchObject({
    state: 'active',
    uri: booking.link!.uri,
    start: booking.start,
    title: 'Lesson',
    task: null,
  });
  expect(bbb.meetings.get(room!.name)).toMatchObject({ name: 'Lesson' });
  const inside = await fetch(wayIn(await webPage(desk, `${booking.link!.uri!}&name=Piotr`)));
  expect(await inside.text()).toContain('Piotr: VIEWER');
  await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
  expect(callsOf('end')).toHaveLength(1);
  expect((await rooms(desk))[0]).toMatchObject({ state: 'ended', task: null });
  // The page is in the client's language, as their mail is.
  expect(await webPage(desk, booking.link!.uri!)).toContain('Ten pokój jest zamknięty');
});

it('a booking’s room that could not be made is made by the next execution, or for the first person who joins', async () => {
  await desk.saveService({ place: 'room' });
  bbb.failNext({ status: 503 });
  const booking = await desk.acceptedBooking();
  expect(await rooms(desk)).toMatchObject([{ meeting: null, task: { kind: 'create', attempts: 1 } }]);
  const inside = await fetch(wayIn(await webPage(desk, `${booking.link!.uri!}&name=Piotr`)));
  expect(await inside.text()).toContain('Piotr: VIEWER');
  await desk.advance(HOUR);
  await desk.tick(OWNER);
  expect(await rooms(desk)).toMatchObject([{ meeting: { id: expect.any(String) as string }, task: null }]);
  expect(bbb.meetings.size).toBe(1);
});

it('says on the card whether somebody is in the room', async () => {
  const event = await saved(desk, 'booking-room');
  await desk.settle();
  const open = { calendarId: MEI, eventId: event.id };
  const check = () =>
    desk.panel(MEI, { action: 'checkRoom', parameters: { calendar: MEI, event: event.id }, open, locale: 'en' });
  expect(textsOf((await check()).result)).toContain('Nobody is in the room.');
  await fetch(wayIn(await webPage(desk, event.conferenceData!.entryPoints[0]!.uri, MEI)));
  expect(textsOf((await check()).result)).toContain('Someone is in the room.');
  bbb.failNext({ status: 503 });
  expect(textsOf((await check()).result)).toContain('cannot tell right now');
});

it('a draft that was never saved is ended at the server after a day', async () => {
  await pick(desk, 'booking-room');
  await desk.advance(DAY + HOUR);
  await desk.tick();
  expect(callsOf('end')).toHaveLength(1);
  await desk.tick();
  expect(await rooms(desk)).toEqual([]);
});
