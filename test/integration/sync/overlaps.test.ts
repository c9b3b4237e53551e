import type { Booking } from '../../../src/booking/booking';
import { textsOf, actionsOf } from '../../support/cards';
import { OWNER, MEI, ANNA, HOUR, DAY, at } from '../../support/studio';
import { useClosedDesk } from '../../support/desk';
import { type ApiEvent, times } from '../../support/calendar-api';
import { expectRest } from '../../support/calendar-sync';

const desk = useClosedDesk();

const flagsOf = async ({ id }: Booking) => (await desk.booking(id)).flags;
const drag = (booking: Booking, start: number) =>
  desk.inCalendar().edit(booking.event!.eventId, times(start, start + HOUR / 2));
const homeOf = async (who: string) => textsOf(await desk.home(who));

/** Two confirmed bookings of Mei's at different times. */
async function twoBookings(): Promise<[Booking, Booking]> {
  const first = await desk.acceptedBooking();
  const second = await desk.acceptedBooking({ email: 'other@client.example' });
  await desk.settle();
  return [first, second];
}

describe('marks are what the facts say', () => {
  beforeEach(async () => {
    await desk.open();
  });

  it('a booking that was confirmed over an event nobody knew of yet is marked, until the event goes', async () => {
    await desk.saveService({ options: ['offered', 'autoAccept'] });
    const [start = 0] = await desk.openTimes();
    const plan = await desk.inCalendar().make({ summary: 'Dentist', ...times(start, start + HOUR) });
    await desk.request(start);
    const [booking] = await desk.bookings();
    expect(booking).toMatchObject({ state: 'confirmed', flags: [] });
    await desk.settle();
    expect(await flagsOf(booking!)).toEqual(['overPlan']);
    expect(await homeOf(MEI)).toContain('Overlaps an event in a calendar that counts as busy');
    await desk.inCalendar().remove(plan.id);
    await desk.settle();
    expect(await flagsOf(booking!)).toEqual([]);
  });

  it('two bookings on one another are both marked, and neither is once one of them has gone', async () => {
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await desk.settle();
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], ['overlap']]);
    await desk.tap(MEI, 'cancelBooking', { booking: first.id }, { reason: '' });
    expect(await flagsOf(second)).toEqual([]);
    await expectRest(desk);
  });

  it('what a person settled stays settled until the facts change', async () => {
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await desk.settle();
    await desk.tap(MEI, 'settleFlag', { booking: second.id, flag: 'overlap' });
    await desk.tick();
    await desk.tick(OWNER);
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], []]);
    await drag(first, second.start + HOUR / 4);
    await desk.settle();
    expect(await flagsOf(second)).toEqual(['overlap']);
    await drag(first, first.start);
    await desk.settle();
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([[], []]);
  });

  it('a time that is followed because a person says so is looked at like any other', async () => {
    await desk.saveSettings({ moved: 'ask' });
    const [first, second] = await twoBookings();
    await drag(first, second.start);
    await desk.settle();
    await desk.tap(MEI, 'followCalendar', { booking: first.id });
    expect([await flagsOf(first), await flagsOf(second)]).toEqual([['overlap'], ['overlap']]);
  });
});

describe('a calendar that is not read any more', () => {
  beforeEach(async () => {
    await desk.open();
  });

  it('closes its owner’s times after six hours, and both homes say since when; reading opens them', async () => {
    await desk.advance(5 * HOUR);
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
    await desk.advance(2 * HOUR);
    expect(await desk.openTimes()).toEqual([]);
    for (const who of [OWNER, MEI]) expect(await homeOf(who)).toContain('has not been read since');
    await desk.tap(MEI, 'readOn');
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
    expect(await homeOf(OWNER)).not.toContain('has not been read since');
  });

  it('closes them after as long as the owner has said; a time that is no number of hours is refused', async () => {
    await desk.saveSettings({ unreadHours: '12' });
    await desk.advance(11 * HOUR);
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
    const answer = await desk.saveSettings({ unreadHours: '1' });
    expect(textsOf(answer.result)).toContain('Close times when a calendar has not been read for');
    expect((await desk.records('settings'))[0]).toMatchObject({ unreadHours: 12 });
    await desk.advance(2 * HOUR);
    expect(await desk.openTimes()).toEqual([]);
  });

  it('is not in the way of an acceptance: it is read first', async () => {
    const [start = 0] = (await desk.openTimes()).slice(-1);
    await desk.request(start);
    await desk.advance(20 * HOUR);
    const [booking] = await desk.bookings();
    await desk.accept(MEI, booking!.id);
    expect(await desk.booking(booking!.id)).toMatchObject({ state: 'confirmed', flags: [] });
  });
});

it('a colleague’s booking in a calendar that closes one’s times closes them, one’s own does not', async () => {
  await desk.openTeam();
  const scope = { role: 'reader', scope: { type: 'user', value: ANNA } };
  await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, scope);
  await desk.api(ANNA, 'POST', 'users/me/calendarList', { id: MEI });
  const inputs = { name: 'Anna', zone: 'Asia/Taipei', busyCalendars: [ANNA, MEI], writeCalendar: ANNA };
  await desk.connect(ANNA, inputs);
  const [start = 0] = await desk.timesOf(desk.mei);
  await desk.request(start, { staff: desk.mei });
  const [booking] = await desk.bookings();
  expect(await desk.timesOf(desk.anna)).toContain(start);
  await desk.accept(MEI, booking!.id);
  await desk.settle();
  expect(await desk.timesOf(desk.anna)).not.toContain(start);
  // Handed over it is not in its own way, though its event is still in Mei's calendar.
  await desk.tap(MEI, 'handOverBooking', { booking: booking!.id }, { staff: desk.anna });
  expect(await desk.booking(booking!.id)).toMatchObject({ staffId: desk.anna, flags: [] });
  await desk.settle();
  expect(await flagsOf(booking!)).toEqual([]);
});

describe('a booking whose event is in a calendar of before', () => {
  let booking: Booking;
  beforeEach(async () => {
    await desk.open();
    booking = await desk.acceptedBooking();
    await desk.settle();
    await desk.tap(MEI, 'disconnectCalendars');
  });

  it('is followed again once its staff member connects, with whatever calendar', async () => {
    const own = await desk.calendarNamed(MEI, 'Private');
    const inputs = { name: 'Mei', zone: 'Asia/Taipei', busyCalendars: [own], writeCalendar: own };
    await desk.connect(MEI, inputs);
    await drag(booking, booking.start + HOUR);
    await desk.settle();
    expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
    await desk.tick();
    expect(await desk.syncOf(MEI)).toBeDefined();
  });

  it('is marked as long as nobody follows it', async () => {
    await desk.tick(OWNER);
    expect(await flagsOf(booking)).toEqual(['unfollowed']);
    expect(await homeOf(OWNER)).toContain('No connected account reads the calendar of this event');
    await desk.connectMei();
    expect(await flagsOf(booking)).toEqual([]);
  });
});

describe('a booking’s event that was made to repeat', () => {
  let booking: Booking;
  const eventId = () => booking.event!.eventId;
  const instances = async () =>
    (await desk.api<{ items: ApiEvent[] }>(MEI, 'GET', `calendars/${MEI}/events/${eventId()}/instances`)).items;
  beforeEach(async () => {
    await desk.open();
    booking = await desk.acceptedBooking();
    await desk.settle();
    const zoned = { start: { timeZone: 'Asia/Taipei' }, end: { timeZone: 'Asia/Taipei' } };
    await desk.inCalendar().edit(eventId(), { ...zoned, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
    await desk.settle();
  });

  it('is one instance of the series: moving the booking moves nothing else, and its card says so', async () => {
    const mails = (await desk.mail()).length;
    const card = await desk.tap(MEI, 'showBooking', { booking: booking.id });
    expect(textsOf(card.result)).toContain('Only this occurrence is the booking');
    const start = booking.start + HOUR;
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { start: String(start) });
    await desk.settle();
    expect(await desk.booking(booking.id)).toMatchObject({ start, state: 'confirmed', flags: [] });
    const starts = (await instances()).map((one) => at(one.start.dateTime!));
    expect(starts).toEqual([start, booking.start + 7 * DAY, booking.start + 14 * DAY]);
    expect(await desk.mailsAfter(mails)).toHaveLength(1);
    await expectRest(desk);
  });

  it('goes alone when the booking is cancelled', async () => {
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id }, { reason: '' });
    await desk.settle();
    const starts = (await instances()).filter(({ status }) => status !== 'cancelled').map((one) => one.start.dateTime);
    expect(starts.map((one) => at(one!))).toEqual([booking.start + 7 * DAY, booking.start + 14 * DAY]);
    expect(await desk.ourEvents()).not.toEqual([]);
    await expectRest(desk);
  });

  it('follows where the whole series is moved, and ends where its own time is deleted', async () => {
    await desk.inCalendar().edit(eventId(), times(booking.start + HOUR, booking.end + HOUR));
    await desk.settle();
    expect(await desk.booking(booking.id)).toMatchObject({ start: booking.start + HOUR, state: 'confirmed' });
    const [first, second] = await instances();
    await desk.inCalendar().remove(second!.id);
    await desk.settle();
    expect((await desk.booking(booking.id)).state).toBe('confirmed');
    await desk.inCalendar().remove(first!.id);
    await desk.settle();
    expect((await desk.booking(booking.id)).state).toBe('cancelled');
  });

  it('stays active if its own time had been moved alone and the event is made single again', async () => {
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { start: String(booking.start + HOUR) });
    await desk.settle();
    await desk.inCalendar().edit(eventId(), { recurrence: null });
    await desk.settle();
    const after = await desk.booking(booking.id);
    expect(after).toMatchObject({ start: booking.start, state: 'confirmed' });
    expect(after.event).not.toHaveProperty('instanceId');
    await expectRest(desk);
  });

  it('stays active if its own time had been moved alone and the series goes to another calendar', async () => {
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id }, { start: String(booking.start + HOUR) });
    await desk.settle();
    const elsewhere = await desk.calendarNamed(MEI, 'Private');
    await desk.api(MEI, 'POST', `calendars/${MEI}/events/${eventId()}/move?destination=${elsewhere}`);
    await desk.settle();
    expect(await desk.booking(booking.id)).toMatchObject({
      start: booking.start + HOUR,
      state: 'confirmed',
      event: { calendarId: elsewhere },
    });
    await expectRest(desk);
    // Google moves all of it, or nothing: the button says so.
    const { result } = await desk.panel(MEI, { locale: 'en' });
    await desk.panel(
      MEI,
      actionsOf(result).find(({ text }) => text === 'Move the whole series back'),
    );
    await desk.settle();
    expect(await desk.booking(booking.id)).toMatchObject({
      start: booking.start + HOUR,
      state: 'confirmed',
      event: { calendarId: MEI },
      flags: [],
    });
    await expectRest(desk);
  });
});

describe('triggers', () => {
  it('a desk is set up though Google refuses the hourly timer: the home page says so and tries again', async () => {
    await desk.reset('studio', '2026-11-21T06:00:00Z');
    await desk.faults([{ service: 'ScriptApp', method: 'newTrigger', times: 1, error: 'Zu viele Trigger' }]);
    const inputs = { business: 'Studio', service: 'Lesson', duration: '30', team: MEI };
    const answer = await desk.submit(OWNER, 'setUp', inputs);
    expect(answer.ok).toBe(true);
    expect(textsOf(answer.result)).toContain('No hourly timer: Google refused it (Zu viele Trigger)');
    expect(await homeOf(OWNER)).not.toContain('No hourly timer');
    const { triggers } = await desk.post<{ triggers: { user: string; handler: string }[] }>('triggers', {});
    expect(triggers).toMatchObject([{ user: OWNER, handler: 'onHourlyTick' }]);
  });
});
