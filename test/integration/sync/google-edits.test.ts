import type { Booking } from '../../../src/booking/booking';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, CLIENT, NOW, HOUR, at } from '../../support/studio';
import { useDesk } from '../../support/desk';
import { type ApiEvent, times } from '../../support/calendar-api';
import { WAYS, writesIn, expectRest, whatHappened } from '../../support/calendar-sync';

const desk = useDesk();

const version1 = '?conferenceDataVersion=1';
const flagsOn = async ({ id }: Booking) => (await desk.booking(id)).flags;

describe.each(WAYS)('what a person did in Calendar, $way', ({ reach }) => {
  let booking: Booking;
  let mails: number;
  beforeEach(async () => {
    booking = await desk.confirmedBooking();
    mails = (await desk.mail()).length;
  });
  const eventId = () => booking.event!.eventId;
  const told = () => desk.mailsAfter(mails);
  const now = () => desk.booking(booking.id);

  it('a moved event moves the booking; the client is told once, with the new time; nothing is written', async () => {
    const start = at('2026-11-24T07:00:00Z');
    await desk.inCalendar().edit(eventId(), times(start, start + HOUR / 2));
    const executions = await reach(desk);
    const moved = await now();
    expect(moved).toMatchObject({ start, end: start + HOUR / 2, state: 'confirmed', flags: [], outbox: [] });
    expect(whatHappened(moved).filter((what) => what === 'movedInCalendar')).toHaveLength(1);
    expect(writesIn(executions)).toEqual([]);
    const open = await desk.openTimes();
    expect(open).toContain(booking.start);
    expect(open).not.toContain(start);
    const [mail, second] = await told();
    expect(second).toBeUndefined();
    expect(mail).toMatchObject({ to: [CLIENT], source: 'script' });
    // 07:00 in UTC is eight o'clock in Warsaw, the client's own time.
    expect(mail!.body).toContain('8:00');
    expect(mail!.body).toContain(booking.link!.uri);
    await expectRest(desk);
  });

  it('a stretched event keeps all of its time closed', async () => {
    await desk.inCalendar().edit(eventId(), times(booking.start, booking.start + 1.5 * HOUR));
    await reach(desk);
    expect(await now()).toMatchObject({ start: booking.start, end: booking.start + 1.5 * HOUR });
    const open = await desk.openTimes();
    for (const minutes of [0, 15, 30, 45, 60, 75]) expect(open).not.toContain(booking.start + minutes * 60_000);
    expect(open).toContain(booking.start + 1.5 * HOUR);
    expect(await told()).toHaveLength(1);
    await expectRest(desk);
  });

  it('moved twice before anybody looked is one change, and moved there and back is none', async () => {
    const mei = desk.inCalendar();
    await mei.edit(eventId(), times(booking.start + HOUR, booking.end + HOUR));
    await mei.edit(eventId(), times(booking.start + 3 * HOUR, booking.end + 3 * HOUR));
    await reach(desk);
    expect((await now()).start).toBe(booking.start + 3 * HOUR);
    expect(await told()).toHaveLength(1);
    await mei.edit(eventId(), times(booking.start, booking.end));
    await mei.edit(eventId(), times(booking.start + 3 * HOUR, booking.end + 3 * HOUR));
    await reach(desk);
    expect(await told()).toHaveLength(1);
    await expectRest(desk);
  });

  const allDay = { start: { date: '2026-11-24', dateTime: null }, end: { date: '2026-11-25', dateTime: null } };

  it('an event that is dragged among the all-day ones keeps the booking’s time and asks for one; nobody is told', async () => {
    await desk.inCalendar().edit(eventId(), allDay);
    const executions = await reach(desk);
    const { start, end } = booking;
    expect(await now()).toMatchObject({ start, end, flags: ['allDay'], outbox: [] });
    expect(writesIn(executions)).toEqual([]);
    expect(await told()).toEqual([]);
    const home = await desk.panel(MEI, { locale: 'en' });
    expect(textsOf(home.result)).toContain('changed to all day in Calendar: choose a time');
    await expectRest(desk);
  });

  it('a time chosen for an event that was made all-day is written, and stays', async () => {
    await desk.inCalendar().edit(eventId(), allDay);
    await reach(desk);
    const start = at('2026-11-25T06:00:00Z');
    const parameters = { booking: booking.id };
    await desk.tap(MEI, 'rescheduleBooking', parameters, { start: String(start) });
    await reach(desk);
    expect(await now()).toMatchObject({ start, end: start + HOUR / 2, flags: [], outbox: [] });
    expect((await desk.inCalendar().get(eventId())).start).toMatchObject({ dateTime: expect.anything() as unknown });
    expect(await told()).toHaveLength(1);
    await expectRest(desk);
  });

  it('an event that is all-day no more moves its booking, or leaves it where it was', async () => {
    await desk.inCalendar().edit(eventId(), allDay);
    await reach(desk);
    const timed = (start: number, end: number) => {
      const { start: from, end: to } = times(start, end);
      return { start: { ...from, date: null }, end: { ...to, date: null } };
    };
    await desk.inCalendar().edit(eventId(), timed(booking.start, booking.end));
    await reach(desk);
    expect(await now()).toMatchObject({ start: booking.start, flags: [] });
    expect(await told()).toEqual([]);
    await desk.inCalendar().edit(eventId(), allDay);
    await desk.inCalendar().edit(eventId(), timed(booking.start + HOUR, booking.end + HOUR));
    await reach(desk);
    expect(await now()).toMatchObject({ start: booking.start + HOUR, flags: [] });
    expect(await told()).toHaveLength(1);
    await expectRest(desk);
  });

  it('moved onto another booking it is flagged, never reverted', async () => {
    const start = at('2026-11-25T06:00:00Z');
    await desk.request(start, { email: 'other@client.example' });
    const other = (await desk.bookings()).find(({ state }) => state === 'requested')!;
    await desk.inCalendar().edit(eventId(), times(other.start, other.end));
    const executions = await reach(desk);
    expect(await now()).toMatchObject({ start: other.start, flags: ['overlap'], state: 'confirmed' });
    expect(writesIn(executions)).toEqual([]);
    const card = await desk.panel(MEI, { open: { calendarId: MEI, eventId: eventId() }, locale: 'en' });
    expect(textsOf(card.result)).toContain('Overlaps another booking');
    await desk.inCalendar().edit(eventId(), times(booking.start, booking.end));
    await reach(desk);
    expect(await flagsOn(booking)).toEqual([]);
  });

  it('moved out of working hours it is flagged, never reverted; moved back it is not any more', async () => {
    const night = at('2026-11-24T20:00:00Z');
    await desk.inCalendar().edit(eventId(), times(night, night + HOUR));
    const executions = await reach(desk);
    expect(await now()).toMatchObject({ start: night, state: 'confirmed', flags: ['outsideHours'] });
    expect(writesIn(executions)).toEqual([]);
    await desk.inCalendar().edit(eventId(), times(booking.start, booking.end));
    await reach(desk);
    expect(await flagsOn(booking)).toEqual([]);
  });

  it('a deleted event cancels its booking: the client is told, the time is open, nothing is written', async () => {
    await desk.inCalendar().remove(eventId());
    const executions = await reach(desk);
    const ended = await now();
    expect(ended).toMatchObject({ state: 'cancelled', link: null, flags: [], outbox: [] });
    expect(whatHappened(ended)).toContain('deletedInCalendar');
    expect(writesIn(executions)).toEqual([]);
    expect(await told()).toMatchObject([{ to: [CLIENT], source: 'script' }]);
    expect((await told())[0]!.body).not.toContain('meet.google.com');
    expect(await desk.openTimes()).toContain(booking.start);
    await expectRest(desk);
  });

  it('an event that is set to cancelled is as good as deleted', async () => {
    await desk.inCalendar().edit(eventId(), { status: 'cancelled' });
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'cancelled' });
    expect(await told()).toHaveLength(1);
  });

  it('title, colour, description and guests are left alone, now and when we write to the event', async () => {
    const mei = desk.inCalendar();
    const edits = {
      summary: 'Piotr, third lesson',
      colorId: '5',
      description: 'bring the Chopin',
      attendees: [{ email: CLIENT }, { email: 'mother@client.example' }],
    };
    const { etag } = await mei.edit(eventId(), edits);
    const before = await now();
    const executions = await reach(desk);
    expect(await now()).toEqual(before);
    expect(writesIn(executions)).toEqual([]);
    expect(await told()).toEqual([]);
    expect((await mei.get(eventId())).etag).toBe(etag);
    // Later the link has to be put back: only that is written.
    await mei.edit(eventId(), { conferenceData: null }, version1);
    await reach(desk);
    const { attendees, ...rest } = await mei.get(eventId());
    expect(rest).toMatchObject({ summary: edits.summary, colorId: '5', description: edits.description });
    expect(attendees!.map(({ email }) => email)).toEqual([CLIENT, 'mother@client.example']);
    await expectRest(desk);
  });

  it('a client who takes the event out of their own calendar has declined; the event stays', async () => {
    await desk.post('users', { email: CLIENT, timeZone: 'Europe/Warsaw' });
    const start = at('2026-11-25T06:00:00Z');
    await desk.request(start);
    const { id } = (await desk.bookings()).find(({ state }) => state === 'requested')!;
    await desk.accept(MEI, id);
    await desk.settle();
    const { event } = await desk.booking(id);
    await desk.inCalendar(CLIENT).remove(event!.eventId);
    await reach(desk);
    expect(await desk.booking(id)).toMatchObject({ state: 'confirmed', start, flags: ['clientDeclined'] });
    expect((await desk.inCalendar().get(event!.eventId)).status).toBe('confirmed');
  });

  it('an invitation that the client declines is flagged, and the booking stays', async () => {
    await desk.inCalendar().edit(eventId(), { attendees: [{ email: CLIENT, responseStatus: 'declined' }] });
    const executions = await reach(desk);
    expect(await now()).toMatchObject({ state: 'confirmed', flags: ['clientDeclined'] });
    expect(writesIn(executions)).toEqual([]);
    expect(await told()).toEqual([]);
    const card = await desk.panel(MEI, { open: { calendarId: MEI, eventId: eventId() }, locale: 'en' });
    expect(textsOf(card.result)).toContain('The client declined the invitation');
    await desk.inCalendar().edit(eventId(), { attendees: [{ email: CLIENT, responseStatus: 'accepted' }] });
    await reach(desk);
    expect(await flagsOn(booking)).toEqual([]);
  });

  it('a copy of the event, private properties and all, is a stranger', async () => {
    const mei = desk.inCalendar();
    const start = booking.start + 5 * HOUR;
    const copy = await mei.make({
      summary: 'Lesson',
      attendees: [{ email: CLIENT }],
      extendedProperties: { private: { slotkeeperBooking: booking.id } },
      ...times(start, start + HOUR),
    });
    const before = await now();
    await reach(desk);
    expect(await now()).toEqual(before);
    expect(await desk.openTimes()).not.toContain(start);
    await mei.edit(copy.id, times(start + HOUR, start + 2 * HOUR));
    await reach(desk);
    await mei.remove(copy.id);
    await reach(desk);
    expect(await now()).toEqual(before);
    expect(await told()).toEqual([]);
    expect(await desk.openTimes()).toContain(start);
    expect((await mei.get(eventId())).status).toBe('confirmed');
  });

  it('an event that is moved to a calendar that its owner may write is followed there, and back', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    await desk.inCalendar().move(eventId(), mine);
    await reach(desk);
    expect(await now()).toMatchObject({
      state: 'confirmed',
      start: booking.start,
      event: { calendarId: mine, eventId: eventId() },
      link: booking.link,
    });
    expect(await told()).toEqual([]);
    await desk.inCalendar(MEI, mine).edit(eventId(), times(booking.start + HOUR, booking.end + HOUR));
    await reach(desk);
    expect(await now()).toMatchObject({ start: booking.start + HOUR });
    await desk.inCalendar(MEI, mine).move(eventId(), MEI);
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'confirmed', event: { calendarId: MEI } });
    expect(await told()).toHaveLength(1);
    await desk.inCalendar().remove(eventId());
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'cancelled' });
    await expectRest(desk);
  });

  it('an event that is made to repeat closes every time of the series; the booking is its first', async () => {
    const zoned = { start: { timeZone: 'Asia/Taipei' }, end: { timeZone: 'Asia/Taipei' } };
    await desk.inCalendar().edit(eventId(), { ...zoned, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] });
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'confirmed', start: booking.start, flags: [] });
    expect(await desk.openTimes()).not.toContain(booking.start + 7 * 24 * HOUR);
    const { items } = await desk.api<{ items: ApiEvent[] }>(
      MEI,
      'GET',
      `calendars/${MEI}/events/${eventId()}/instances`,
    );
    await desk.inCalendar().remove(items[1]!.id);
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'confirmed' });
    expect(await desk.openTimes()).toContain(booking.start + 7 * 24 * HOUR);
    await desk.inCalendar().remove(items[0]!.id);
    await reach(desk);
    expect(await now()).toMatchObject({ state: 'cancelled' });
  });

  it('what is written into a calendar that closes her times closes them, and lets go again', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const start = at('2026-11-24T06:00:00Z');
    expect(await desk.openTimes()).toEqual(expect.arrayContaining([start, start + HOUR]));
    const phone = await desk.inCalendar().make({ summary: 'Booked by phone', ...times(start, start + HOUR / 2) });
    const own = desk.inCalendar(MEI, mine);
    const dentist = await own.make({ summary: 'Dentist', ...times(start + HOUR, start + 1.5 * HOUR) });
    await reach(desk);
    let open = await desk.openTimes();
    expect(open).not.toContain(start);
    expect(open).not.toContain(start + HOUR);
    await own.edit(dentist.id, { transparency: 'transparent' });
    await desk.inCalendar().remove(phone.id);
    await reach(desk);
    open = await desk.openTimes();
    expect(open).toEqual(expect.arrayContaining([start, start + HOUR]));
    expect(await told()).toEqual([]);
  });

  it('out of office closes; free time, a place of work, an invitation she declined and a cancelled event do not', async () => {
    const mei = desk.inCalendar();
    const base = at('2026-11-27T01:00:00Z');
    const hour = (n: number) => times(base + n * HOUR, base + (n + 1) * HOUR);
    expect(await desk.openTimes()).toEqual(expect.arrayContaining([0, 1, 2, 6].map((n) => base + n * HOUR)));
    await mei.make({ eventType: 'outOfOffice', summary: 'Away', outOfOfficeProperties: {}, ...hour(0) });
    await mei.make({ summary: 'Concert, perhaps', transparency: 'transparent', ...hour(1) });
    await mei.make({
      eventType: 'workingLocation',
      visibility: 'public',
      transparency: 'transparent',
      workingLocationProperties: { type: 'homeOffice', homeOffice: {} },
      ...hour(2),
    });
    const invited = await desk.inCalendar(OWNER).make({ attendees: [{ email: MEI }], ...hour(6) });
    await reach(desk);
    expect(await desk.openTimes()).not.toContain(base + 6 * HOUR);
    await mei.edit(invited.id, { attendees: [{ email: MEI, responseStatus: 'declined' }], attendeesOmitted: true });
    await reach(desk);
    const open = await desk.openTimes();
    expect(open).not.toContain(base);
    expect(open).toEqual(expect.arrayContaining([base + HOUR, base + 2 * HOUR, base + 6 * HOUR]));
  });

  it('an event with our conference follows time, title and deletion in its record', async () => {
    const { event } = await desk.post<{ event: ApiEvent }>('editor', {
      as: MEI,
      event: { summary: 'Interview', ...times(at('2026-11-26T02:00:00Z'), at('2026-11-26T03:00:00Z')) },
      solution: 'booking-room',
    });
    const room = async () => (await desk.records('room'))[0];
    await reach(desk);
    expect(await room()).toMatchObject({ state: 'active', title: 'Interview', start: at('2026-11-26T02:00:00Z') });
    await desk.inCalendar().edit(event.id, {
      summary: 'Second interview',
      ...times(at('2026-11-26T04:00:00Z'), at('2026-11-26T05:00:00Z')),
    });
    await reach(desk);
    expect(await room()).toMatchObject({ title: 'Second interview', start: at('2026-11-26T04:00:00Z') });
    // Nobody fills the store with a title.
    await desk.inCalendar().edit(event.id, { summary: 'x'.repeat(5_000) });
    await reach(desk);
    expect(await room()).toMatchObject({ title: 'x'.repeat(300) });
  });

  it('an event that several clients share moves and ends for all of them, each told once', async () => {
    await desk.saveService({ name: 'Choir', capacity: '3' });
    const start = at('2026-11-25T06:00:00Z');
    for (const email of ['a@client.example', 'b@client.example']) {
      await desk.request(start, { email });
      const requested = (await desk.bookings()).find(({ state }) => state === 'requested')!;
      await desk.accept(MEI, requested.id);
    }
    await desk.settle();
    mails = (await desk.mail()).length;
    const singers = async () => (await desk.bookings()).filter(({ id }) => id !== booking.id);
    const shared = (await singers())[0]!.event!.eventId;
    await desk.inCalendar().edit(shared, times(start + HOUR, start + 1.5 * HOUR));
    await reach(desk);
    expect(await singers()).toMatchObject([{ start: start + HOUR }, { start: start + HOUR }]);
    await desk.inCalendar().remove(shared);
    await reach(desk);
    expect(await singers()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
    expect((await told()).map(({ to }) => to[0]).sort()).toEqual(
      ['a', 'a', 'b', 'b'].map((name) => `${name}@client.example`),
    );
    expect(await now()).toEqual(booking);
    await expectRest(desk);
  });
});

it('a deleted event ends the room that it had', async () => {
  const { event } = await desk.post<{ event: ApiEvent }>('editor', {
    as: MEI,
    event: { summary: 'Interview', ...times(at('2026-11-26T02:00:00Z'), at('2026-11-26T03:00:00Z')) },
    solution: 'booking-room',
  });
  await desk.settle();
  await desk.inCalendar().remove(event.id);
  await desk.settle();
  expect(await desk.records('room')).toMatchObject([{ state: 'ended' }]);
});

describe('what the desk itself wrote, seen again', () => {
  it('accepting comes back through the trigger and changes nothing, the second time neither', async () => {
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const [requested] = await desk.bookings();
    const accepted = await desk.accept(MEI, requested!.id);
    expect(writesIn([accepted])).toEqual(['Events.insert']);
    const before = await desk.bookings();
    const mails = (await desk.mail()).length;
    expect(writesIn(await desk.settle())).toEqual([]);
    expect(await desk.bookings()).toEqual(before);
    expect(await desk.mailsAfter(mails)).toEqual([]);
    await expectRest(desk);
  });

  it('so do cancelling, declining, and what was never confirmed; each writes once or not at all', async () => {
    const booking = await desk.confirmedBooking();
    const cancelled = await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect(writesIn([cancelled])).toEqual(['Events.remove']);
    await expectRest(desk);
    const [start = 0] = await desk.openTimes();
    await desk.request(start, { email: 'b@client.example' });
    const requested = (await desk.bookings()).find(({ state }) => state === 'requested')!;
    const declined = await desk.tap(MEI, 'declineBooking', { booking: requested.id });
    expect(writesIn([declined])).toEqual([]);
    await expectRest(desk);
  });

  it('one mail a change, from the desk; Google sends none besides', async () => {
    const booking = await desk.confirmedBooking();
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await desk.settle();
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    await desk.settle();
    const mails = await desk.mail();
    expect(mails.filter(({ source }) => source === 'calendar')).toEqual([]);
    // Request taken, confirmed, moved, cancelled; and one to staff about the request.
    expect(mails.map(({ to }) => to[0])).toEqual([CLIENT, MEI, CLIENT, CLIENT, CLIENT]);
  });

  it('two executions that see the same change at once make one change and one mail of it', async () => {
    for (const seed of [1, 2, 3, 4]) {
      await desk.open();
      const booking = await desk.confirmedBooking();
      const mails = (await desk.mail()).length;
      await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
      await desk.post('schedule', { seed });
      await Promise.all([
        desk.call(MEI, 'onCalendarChange', { calendarId: MEI }),
        desk.tick(),
        desk.call(MEI, 'onCalendarChange', {}),
      ]);
      await desk.post('schedule', {});
      await desk.settle();
      const moved = await desk.booking(booking.id);
      expect(moved.start).toBe(booking.start + HOUR);
      expect(whatHappened(moved).filter((what) => what === 'movedInCalendar')).toHaveLength(1);
      expect(await desk.mailsAfter(mails)).toHaveLength(1);
    }
  });

  it('what was paid for is flagged for a refund when its event is deleted, and nothing is paid back automatically', async () => {
    await desk.saveService({ options: ['offered', 'prepayment'] });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const parameters = { booking: (await desk.bookings())[0]!.id };
    await desk.tap(MEI, 'acceptBooking', parameters);
    expect(await desk.ourEvents()).toEqual([]);
    await desk.tap(MEI, 'markBookingPaid', parameters);
    await desk.settle();
    const [paid] = await desk.bookings();
    await desk.inCalendar().remove(paid!.event!.eventId);
    await desk.settle();
    expect((await desk.bookings())[0]).toMatchObject({ state: 'cancelled', flags: ['refundDue'], paidAt: at(NOW) });
  });
});

describe('the first look at calendars', () => {
  it('a full calendar is read without a mail and without a write', async () => {
    await desk.reset('studio', NOW);
    const inputs = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI };
    await desk.submit(OWNER, 'setUp', inputs);
    for (let n = 0; n < 30; n++) {
      const start = at(NOW) + n * HOUR;
      await desk.inCalendar().make({
        attendees: [{ email: `guest${n}@x.example` }],
        ...times(start, start + HOUR),
      });
    }
    const mails = (await desk.mail()).length;
    const executions = [await desk.connectMei(), ...(await desk.settle()), await desk.tick()];
    expect(executions.every(({ ok }) => ok)).toBe(true);
    expect(writesIn(executions)).toEqual([]);
    expect(await desk.mailsAfter(mails)).toEqual([]);
  });

  it('busy time that was known stays until the new is complete; meanwhile the times are closed', async () => {
    await desk.confirmedBooking();
    const { busy, known } = await desk.syncOf(MEI);
    expect(busy.length).toBeGreaterThan(3);
    await desk.post('sync-tokens', {});
    // The first two lists are of changes, with the old token and without one; the third one reads busy time.
    await desk.faults([{ service: 'Calendar', method: 'Events.list', nth: 3, times: 9, status: 503 }]);
    await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
    await desk.faults([]);
    expect(await desk.syncOf(MEI)).toMatchObject({ busy, known, problem: { kind: 'failed' } });
    expect(await desk.openTimes()).toEqual([]);
    await desk.tick();
    expect(await desk.syncOf(MEI)).toMatchObject({ busy, problem: null });
    expect(await desk.openTimes()).not.toEqual([]);
  });
});

describe('when Google does not answer', () => {
  it.each([
    [429, 'rateLimitExceeded'],
    [500, 'backendError'],
    [503, 'backendError'],
    [403, 'userRateLimitExceeded'],
    [403, 'forbidden'],
    [401, 'authError'],
  ])(
    '%i %s while looking for a missing event cancels nothing; the next run makes up for it',
    async (status, reason) => {
      const booking = await desk.confirmedBooking();
      const mails = (await desk.mail()).length;
      await desk.inCalendar().remove(booking.event!.eventId);
      await desk.post('sync-tokens', {});
      await desk.faults([{ service: 'Calendar', method: 'Events.get', times: 50, status, reason }]);
      await desk.tick();
      await desk.settle();
      expect(await desk.booking(booking.id)).toEqual(booking);
      expect((await desk.syncOf(MEI)).problem).not.toBeNull();
      expect(await desk.mailsAfter(mails)).toEqual([]);
      await desk.faults([]);
      await desk.tick();
      expect(await desk.booking(booking.id)).toMatchObject({ state: 'cancelled' });
      expect((await desk.syncOf(MEI)).problem).toBeNull();
      await expectRest(desk);
    },
  );

  it('an error while listing leaves booking and token as they were', async () => {
    const booking = await desk.confirmedBooking();
    const { syncToken } = await desk.syncOf(MEI);
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await desk.faults([{ service: 'Calendar', method: 'Events.list', times: 50, status: 500 }]);
    await desk.settle();
    expect(await desk.booking(booking.id)).toEqual(booking);
    expect(await desk.syncOf(MEI)).toMatchObject({ syncToken, problem: { kind: 'failed' } });
    await desk.faults([]);
    await desk.tick();
    expect(await desk.booking(booking.id)).toMatchObject({ start: booking.start + HOUR });
    await expectRest(desk);
  });
});
