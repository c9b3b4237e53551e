import { textsOf } from '../../support/cards';
import { OWNER, MEI, CLIENT } from '../../support/studio';
import { useDesk } from '../../support/desk';

const desk = useDesk();

describe('a target calendar that belongs to somebody else', () => {
  let shared: string;
  const rule = () => `calendars/${encodeURIComponent(shared)}/acl`;
  beforeEach(async () => {
    shared = (await desk.api<{ id: string }>(OWNER, 'POST', 'calendars', { summary: 'Rooms' })).id;
    await desk.api(OWNER, 'POST', rule(), { role: 'writer', scope: { type: 'user', value: MEI } });
    await desk.api(MEI, 'POST', 'users/me/calendarList', { id: shared });
    const inputs = { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: shared };
    await desk.connect(MEI, inputs);
  });
  const takeAway = () => desk.api(OWNER, 'DELETE', `${rule()}/${encodeURIComponent(`user:${MEI}`)}`);

  it('and cannot be seen any more cancels nothing: the booking is kept, and the home page says so', async () => {
    await desk.post('meet', { delay: 'PT2H', fail: false });
    const booking = await desk.acceptedBooking();
    await takeAway();
    await desk.advance('PT3H');
    await desk.settle();
    expect((await desk.only()).state).toBe('confirmed');
    expect((await desk.mail()).filter(({ subject }) => /cancel/i.test(subject))).toEqual([]);
    expect((await desk.ourEvents()).map(({ id }) => id)).toEqual([booking.event!.eventId]);
    expect(textsOf(await desk.home(MEI))).toContain('Rooms');
  });

  it('and cannot be seen any more keeps the wish to take an event out of it', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    await takeAway();
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect(await desk.ourEvents()).toHaveLength(1);
    await desk.api(OWNER, 'POST', rule(), { role: 'writer', scope: { type: 'user', value: MEI } });
    await desk.api(MEI, 'POST', 'users/me/calendarList', { id: shared });
    await desk.advance('PT1H');
    await desk.settle();
    expect(await desk.ourEvents()).toEqual([]);
  });
});

it('a link that failed is requested again, under another request id', async () => {
  await desk.post('meet', { delay: 0, fail: true });
  const booking = await desk.acceptedBooking();
  expect((await desk.only()).link).toMatchObject({ status: 'failed' });
  await desk.post('meet', { delay: 0, fail: false });
  await desk.tap(MEI, 'retryBookingLink', { booking: booking.id });
  await desk.settle();
  const { link, flags } = await desk.only();
  expect(link).toMatchObject({ status: 'ready', attempt: 2 });
  expect(flags).toEqual([]);
  expect((await desk.mail()).filter((mail) => mail.to[0] === CLIENT).at(-1)!.body).toContain(link!.uri!);
});

it('a calendar without Meet still gets the event, and staff see that it has no link', async () => {
  await desk.faults([{ service: 'Calendar', method: 'Events.insert', status: 400, reason: 'invalid' }]);
  const [start = 0] = await desk.openTimes();
  await desk.request(start);
  await desk.accept(MEI, (await desk.only()).id);
  expect(await desk.only()).toMatchObject({ state: 'confirmed', link: { status: 'failed' }, flags: ['linkFailed'] });
  expect(await desk.ourEvents()).toHaveLength(1);
  const told = (await desk.mail()).filter(({ to }) => to[0] === CLIENT).at(-1)!;
  expect(told.body).not.toMatch(/https:\/\/meet/);
});

it('an event that is moved into a calendar that nobody follows yet is followed there', async () => {
  const booking = await desk.acceptedBooking();
  await desk.settle();
  const other = (await desk.api<{ id: string }>(MEI, 'POST', 'calendars', { summary: 'Another' })).id;
  const { eventId } = booking.event!;
  await desk.api(MEI, 'POST', `calendars/${MEI}/events/${eventId}/move?destination=${encodeURIComponent(other)}`);
  await desk.settle();
  expect(await desk.only()).toMatchObject({ state: 'confirmed', event: { calendarId: other }, flags: ['movedAway'] });
  await desk.advance('PT1H');
  await desk.settle();
  await desk.api(MEI, 'DELETE', `calendars/${encodeURIComponent(other)}/events/${eventId}`);
  await desk.settle();
  expect((await desk.only()).state).toBe('cancelled');
});

it('a room whose event was deleted while no token was good ends with it', async () => {
  const event = {
    summary: 'Mine',
    start: { dateTime: '2026-11-25T02:00:00Z' },
    end: { dateTime: '2026-11-25T03:00:00Z' },
  };
  const made = await desk.post<{ event: { id: string } }>('editor', {
    as: MEI,
    calendarId: MEI,
    event,
    solution: 'booking-room',
  });
  await desk.settle();
  const states = async () => (await desk.records('room')).map(({ state }) => state);
  expect(await states()).toEqual(['active']);
  await desk.post('sync-tokens', {});
  await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${made.event.id}`);
  await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
  expect(await states()).toEqual(['ended']);
});
