import type { Booking } from '../../../src/booking/booking';
import { actionsOf, Sandbox, textsOf } from '../../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  at,
  bookings,
  calendarNamed,
  connectMei,
  DAY,
  HOUR,
  MEI,
  openDesk,
  openTimes,
  ourEvents,
  OWNER,
  saveService,
} from '../../support/studio';
import { ANNA, openTeam, saveSettings, timesOf } from '../../support/team';
import {
  bookingOf,
  expectRest,
  inCalendar,
  mailsAfter,
  privateCalendar,
  syncOf,
  tick,
  times,
  type ApiEvent,
} from '../../support/calendar-sync';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

const flagsOf = async ({ id }: Booking) => (await bookingOf(sandbox, id)).flags;
const act = (name: string, { id }: Booking, parameters: Record<string, string> = {}, inputs = {}, as = MEI) =>
  sandbox.panel(as, { action: name, parameters: { booking: id, ...parameters }, inputs, locale: 'en' });
const drag = (booking: Booking, start: number) =>
  inCalendar(sandbox).edit(booking.event!.eventId, times(start, start + HOUR / 2));
const homeOf = async (who: string) => textsOf((await sandbox.panel(who, { locale: 'en' })).result);

/** Two confirmed bookings of Mei's at different times. */
async function twoBookings(): Promise<[Booking, Booking]> {
  const first = await acceptedBooking(sandbox, service);
  const second = await acceptedBooking(sandbox, service, { email: 'other@client.example' });
  await sandbox.settle();
  return [first, second];
}

describe('marks are what the facts say', () => {
  beforeEach(async () => {
    ({ service } = await openDesk(sandbox));
  });

  it('a booking that was confirmed over an event nobody knew of yet is marked, until the event goes', async () => {
    await saveService(sandbox, service, { options: ['offered', 'autoAccept'] });
    const [start = 0] = await openTimes(sandbox, service);
    const plan = await inCalendar(sandbox).make({ summary: 'Dentist', ...times(start, start + HOUR) });
    await sandbox.page('sendRequest', aRequest(service, start));
    const [booking] = await bookings(sandbox);
    expect(booking).toMatchObject({ state: 'confirmed', flags: [] });
    await sandbox.settle();
    expect(await flagsOf(booking!)).toEqual(['overPlan']);
    expect(await homeOf(MEI)).toContain('Overlaps an event in a calendar that counts as busy');
    await inCalendar(sandbox).remove(plan.id);
    await sandbox.settle();
    expect(await flagsOf(booking!)).toEqual([]);
  });

  it('two bookings on one another are both marked, and neither is once one of them has gone', async () => {
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await sandbox.settle();
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], ['overlap']]);
    await act('cancelBooking', first, {}, { reason: '' });
    expect(await flagsOf(second)).toEqual([]);
    await expectRest(sandbox);
  });

  it('what a person settled stays settled until the facts change', async () => {
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await sandbox.settle();
    await act('settleFlag', second, { flag: 'overlap' });
    await tick(sandbox);
    await tick(sandbox, OWNER);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], []]);
    await drag(first, second.start + HOUR / 4);
    await sandbox.settle();
    expect(await flagsOf(second)).toEqual(['overlap']);
    await drag(first, first.start);
    await sandbox.settle();
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([[], []]);
  });

  it('a time that is followed because a person says so is looked at like any other', async () => {
    await saveSettings(sandbox, { moved: 'ask' });
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await sandbox.settle();
    await act('followCalendar', first);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], ['overlap']]);
  });
});

describe('a calendar that is not read any more', () => {
  beforeEach(async () => {
    ({ service } = await openDesk(sandbox));
  });

  it('closes its owner’s times after six hours, and both homes say since when; reading opens them', async () => {
    await sandbox.post('clock', { advance: 5 * HOUR });
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
    await sandbox.post('clock', { advance: 2 * HOUR });
    expect(await openTimes(sandbox, service)).toEqual([]);
    for (const who of [OWNER, MEI]) expect(await homeOf(who)).toContain('has not been read since');
    await sandbox.panel(MEI, { action: 'readOn', locale: 'en' });
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
    expect(await homeOf(OWNER)).not.toContain('has not been read since');
  });

  it('closes them after as long as the owner has said; a time that is no number of hours is refused', async () => {
    await saveSettings(sandbox, { unreadHours: '12' });
    await sandbox.post('clock', { advance: 11 * HOUR });
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
    const answer = await saveSettings(sandbox, { unreadHours: '1' });
    expect(textsOf(answer.result)).toContain('Close times when a calendar has not been read for');
    expect((await sandbox.records('settings'))[0]).toMatchObject({ unreadHours: 12 });
    await sandbox.post('clock', { advance: 2 * HOUR });
    expect(await openTimes(sandbox, service)).toEqual([]);
  });

  it('is not in the way of an acceptance: it is read first', async () => {
    const [start = 0] = (await openTimes(sandbox, service)).slice(-1);
    await sandbox.page('sendRequest', aRequest(service, start));
    await sandbox.post('clock', { advance: 20 * HOUR });
    const [booking] = await bookings(sandbox);
    await act('acceptBooking', booking!);
    expect(await bookingOf(sandbox, booking!.id)).toMatchObject({ state: 'confirmed', flags: [] });
  });
});

it('a colleague’s booking in a calendar that closes one’s times closes them, one’s own does not', async () => {
  const team = await openTeam(sandbox);
  ({ service } = team);
  const scope = { role: 'reader', scope: { type: 'user', value: ANNA } };
  await sandbox.api(MEI, 'POST', `calendars/${MEI}/acl`, scope);
  await sandbox.api(ANNA, 'POST', 'users/me/calendarList', { id: MEI });
  const inputs = { name: 'Anna', zone: 'Asia/Taipei', busyCalendars: [ANNA, MEI], writeCalendar: ANNA };
  await sandbox.panel(ANNA, { action: 'connectCalendars', inputs });
  const [start = 0] = await timesOf(sandbox, service, team.mei);
  await sandbox.page('sendRequest', aRequest(service, start, { staff: team.mei }));
  const [booking] = await bookings(sandbox);
  expect(await timesOf(sandbox, service, team.anna)).toContain(start);
  await act('acceptBooking', booking!);
  await sandbox.settle();
  expect(await timesOf(sandbox, service, team.anna)).not.toContain(start);
  // Handed over it is not in its own way, though its event is still in Mei's calendar.
  await act('handOverBooking', booking!, {}, { staff: team.anna });
  expect(await bookingOf(sandbox, booking!.id)).toMatchObject({ staffId: team.anna, flags: [] });
  await sandbox.settle();
  expect(await flagsOf(booking!)).toEqual([]);
});

describe('a booking whose event is in a calendar of before', () => {
  let booking: Booking;
  beforeEach(async () => {
    ({ service } = await openDesk(sandbox));
    booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    await sandbox.panel(MEI, { action: 'disconnectCalendars', locale: 'en' });
  });

  it('is followed again once its staff member connects, with whatever calendar', async () => {
    const own = await calendarNamed(sandbox, MEI, 'Private');
    const inputs = { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [own], writeCalendar: own };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
    await drag(booking, booking.start + HOUR);
    await sandbox.settle();
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
    await tick(sandbox);
    expect(await syncOf(sandbox, MEI)).toBeDefined();
  });

  it('is marked as long as nobody follows it', async () => {
    await tick(sandbox, OWNER);
    expect(await flagsOf(booking)).toEqual(['unfollowed']);
    expect(await homeOf(OWNER)).toContain('No connected account reads the calendar of this event');
    await connectMei(sandbox);
    expect(await flagsOf(booking)).toEqual([]);
  });
});

describe('a booking’s event that was made to repeat', () => {
  let booking: Booking;
  const eventId = () => booking.event!.eventId;
  const instances = async () =>
    (await sandbox.api<{ items: ApiEvent[] }>(MEI, 'GET', `calendars/${MEI}/events/${eventId()}/instances`)).items;
  beforeEach(async () => {
    ({ service } = await openDesk(sandbox));
    booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const zoned = { start: { timeZone: 'Asia/Taipei' }, end: { timeZone: 'Asia/Taipei' } };
    await inCalendar(sandbox).edit(eventId(), { ...zoned, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
    await sandbox.settle();
  });

  it('is one instance of the series: moving the booking moves nothing else, and its card says so', async () => {
    const mails = (await sandbox.mail()).length;
    const card = await act('showBooking', booking);
    expect(textsOf(card.result)).toContain('Only this occurrence is the booking');
    const start = booking.start + HOUR;
    await act('rescheduleBooking', booking, {}, { start: String(start) });
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({ start, state: 'confirmed', flags: [] });
    const starts = (await instances()).map((one) => at(one.start.dateTime!));
    expect(starts).toEqual([start, booking.start + 7 * DAY, booking.start + 14 * DAY]);
    expect(await mailsAfter(sandbox, mails)).toHaveLength(1);
    await expectRest(sandbox);
  });

  it('goes alone when the booking is cancelled', async () => {
    await act('cancelBooking', booking, {}, { reason: '' });
    await sandbox.settle();
    const starts = (await instances()).filter(({ status }) => status !== 'cancelled').map((one) => one.start.dateTime);
    expect(starts.map((one) => at(one!))).toEqual([booking.start + 7 * DAY, booking.start + 14 * DAY]);
    expect(await ourEvents(sandbox)).not.toEqual([]);
    await expectRest(sandbox);
  });

  it('follows where the whole series is moved, and ends where its own time is deleted', async () => {
    await inCalendar(sandbox).edit(eventId(), times(booking.start + HOUR, booking.end + HOUR));
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({ start: booking.start + HOUR, state: 'confirmed' });
    const [first, second] = await instances();
    await inCalendar(sandbox).remove(second!.id);
    await sandbox.settle();
    expect((await bookingOf(sandbox, booking.id)).state).toBe('confirmed');
    await inCalendar(sandbox).remove(first!.id);
    await sandbox.settle();
    expect((await bookingOf(sandbox, booking.id)).state).toBe('cancelled');
  });

  it('stays active if its own time had been moved alone and the event is made single again', async () => {
    await act('rescheduleBooking', booking, {}, { start: String(booking.start + HOUR) });
    await sandbox.settle();
    await inCalendar(sandbox).edit(eventId(), { recurrence: null });
    await sandbox.settle();
    const after = await bookingOf(sandbox, booking.id);
    expect(after).toMatchObject({ start: booking.start, state: 'confirmed' });
    expect(after.event).not.toHaveProperty('instanceId');
    await expectRest(sandbox);
  });

  it('stays active if its own time had been moved alone and the series goes to another calendar', async () => {
    await act('rescheduleBooking', booking, {}, { start: String(booking.start + HOUR) });
    await sandbox.settle();
    const elsewhere = await privateCalendar(sandbox);
    await sandbox.api(MEI, 'POST', `calendars/${MEI}/events/${eventId()}/move?destination=${elsewhere}`);
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({
      start: booking.start + HOUR,
      state: 'confirmed',
      event: { calendarId: elsewhere },
    });
    await expectRest(sandbox);
    // Google moves all of it, or nothing: the button says so.
    const { result } = await sandbox.panel(MEI, { locale: 'en' });
    await sandbox.panel(
      MEI,
      actionsOf(result).find(({ text }) => text === 'Move the whole series back'),
    );
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({
      start: booking.start + HOUR,
      state: 'confirmed',
      event: { calendarId: MEI },
      flags: [],
    });
    await expectRest(sandbox);
  });
});

describe('triggers', () => {
  it('a desk is set up though Google refuses the hourly timer: the home page says so and tries again', async () => {
    await sandbox.reset('studio', '2026-11-21T06:00:00Z');
    await sandbox.faults([{ service: 'ScriptApp', method: 'newTrigger', times: 1, error: 'Zu viele Trigger' }]);
    const inputs = { business: 'Studio', service: 'Lesson', duration: '30', team: MEI };
    const answer = await sandbox.panel(OWNER, { action: 'setUp', inputs, locale: 'en' });
    expect(answer.ok).toBe(true);
    expect(textsOf(answer.result)).toContain('No hourly timer: Google refused it (Zu viele Trigger)');
    expect(await homeOf(OWNER)).not.toContain('No hourly timer');
    const { triggers } = await sandbox.post<{ triggers: { user: string; handler: string }[] }>('triggers', {});
    expect(triggers).toMatchObject([{ user: OWNER, handler: 'onHourlyTick' }]);
  });
});
