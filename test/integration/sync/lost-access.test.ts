import { Sandbox, textsOf } from '../../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  bookings,
  CLIENT,
  MEI,
  openDesk,
  openTimes,
  ourEvents,
  OWNER,
} from '../../support/studio';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

const only = async () => (await bookings(sandbox))[0]!;
const tap = (name: string, parameters: Record<string, string>, as = MEI) =>
  sandbox.panel(as, { action: name, parameters, locale: 'en' });

describe('a target calendar that belongs to somebody else', () => {
  let shared: string;
  const rule = () => `calendars/${encodeURIComponent(shared)}/acl`;
  beforeEach(async () => {
    shared = (await sandbox.api<{ id: string }>(OWNER, 'POST', 'calendars', { summary: 'Rooms' })).id;
    await sandbox.api(OWNER, 'POST', rule(), { role: 'writer', scope: { type: 'user', value: MEI } });
    await sandbox.api(MEI, 'POST', 'users/me/calendarList', { id: shared });
    const inputs = { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: shared };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
  });
  const takeAway = () => sandbox.api(OWNER, 'DELETE', `${rule()}/${encodeURIComponent(`user:${MEI}`)}`);

  it('and cannot be seen any more cancels nothing: the booking is kept, and the home page says so', async () => {
    await sandbox.post('meet', { delay: 'PT2H', fail: false });
    const booking = await acceptedBooking(sandbox, service);
    await takeAway();
    await sandbox.post('clock', { advance: 'PT3H' });
    await sandbox.settle();
    expect((await only()).state).toBe('confirmed');
    expect((await sandbox.mail()).filter(({ subject }) => /cancel/i.test(subject))).toEqual([]);
    expect((await ourEvents(sandbox)).map(({ id }) => id)).toEqual([booking.event!.eventId]);
    expect(textsOf((await sandbox.panel(MEI, { locale: 'en' })).result)).toContain('Rooms');
  });

  it('and cannot be seen any more keeps the wish to take an event out of it', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await takeAway();
    await tap('cancelBooking', { booking: booking.id });
    expect(await ourEvents(sandbox)).toHaveLength(1);
    await sandbox.api(OWNER, 'POST', rule(), { role: 'writer', scope: { type: 'user', value: MEI } });
    await sandbox.api(MEI, 'POST', 'users/me/calendarList', { id: shared });
    await sandbox.post('clock', { advance: 'PT1H' });
    await sandbox.settle();
    expect(await ourEvents(sandbox)).toEqual([]);
  });
});

it('a link that failed is requested again, under another request id', async () => {
  await sandbox.post('meet', { delay: 0, fail: true });
  const booking = await acceptedBooking(sandbox, service);
  expect((await only()).link).toMatchObject({ status: 'failed' });
  await sandbox.post('meet', { delay: 0, fail: false });
  await tap('retryBookingLink', { booking: booking.id });
  await sandbox.settle();
  const { link, flags } = await only();
  expect(link).toMatchObject({ status: 'ready', attempt: 2 });
  expect(flags).toEqual([]);
  expect((await sandbox.mail()).filter((mail) => mail.to[0] === CLIENT).at(-1)!.body).toContain(link!.uri!);
});

it('a calendar without Meet still gets the event, and staff see that it has no link', async () => {
  await sandbox.faults([{ service: 'Calendar', method: 'Events.insert', status: 400, reason: 'invalid' }]);
  const [start = 0] = await openTimes(sandbox, service);
  await sandbox.page('sendRequest', aRequest(service, start));
  await tap('acceptBooking', { booking: (await only()).id });
  expect(await only()).toMatchObject({ state: 'confirmed', link: { status: 'failed' }, flags: ['linkFailed'] });
  expect(await ourEvents(sandbox)).toHaveLength(1);
  const told = (await sandbox.mail()).filter(({ to }) => to[0] === CLIENT).at(-1)!;
  expect(told.body).not.toMatch(/https:\/\/meet/);
});

it('an event that is moved into a calendar that nobody follows yet is followed there', async () => {
  const booking = await acceptedBooking(sandbox, service);
  await sandbox.settle();
  const other = (await sandbox.api<{ id: string }>(MEI, 'POST', 'calendars', { summary: 'Another' })).id;
  const { eventId } = booking.event!;
  await sandbox.api(MEI, 'POST', `calendars/${MEI}/events/${eventId}/move?destination=${encodeURIComponent(other)}`);
  await sandbox.settle();
  expect(await only()).toMatchObject({ state: 'confirmed', event: { calendarId: other }, flags: ['movedAway'] });
  await sandbox.post('clock', { advance: 'PT1H' });
  await sandbox.settle();
  await sandbox.api(MEI, 'DELETE', `calendars/${encodeURIComponent(other)}/events/${eventId}`);
  await sandbox.settle();
  expect((await only()).state).toBe('cancelled');
});

it('a room whose event was deleted while no token was good ends with it', async () => {
  const event = {
    summary: 'Mine',
    start: { dateTime: '2026-11-25T02:00:00Z' },
    end: { dateTime: '2026-11-25T03:00:00Z' },
  };
  const made = await sandbox.post<{ event: { id: string } }>('editor', {
    as: MEI,
    calendarId: MEI,
    event,
    solution: 'booking-room',
  });
  await sandbox.settle();
  const states = async () => (await sandbox.records('room')).map(({ state }) => state);
  expect(await states()).toEqual(['active']);
  await sandbox.post('sync-tokens', {});
  await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${made.event.id}`);
  await sandbox.call(MEI, 'onCalendarChange', { calendarId: MEI });
  expect(await states()).toEqual(['ended']);
});
