import type { ExecutionRecord } from '../../../sandbox/protocol';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, CLIENT, NOW, HOUR, DAY, at } from '../../support/studio';
import { useDesk } from '../../support/desk';
import { times } from '../../support/calendar-api';
import { writesIn, callsIn, expectRest } from '../../support/calendar-sync';
import { TALK } from '../../support/rooms';

const desk = useDesk();

const ANNA = 'anna@studio.example';
const access = (calendarId: string, role: string) =>
  desk.api(OWNER, 'PATCH', `calendars/${encodeURIComponent(calendarId)}/acl/user:${MEI}`, { role });

/** Mei's bookings stand in the owner's calendar, into which she may write. */
async function connectStudio(): Promise<string> {
  const studio = await desk.calendarNamed(MEI, 'Studio');
  const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: studio };
  await desk.connect(MEI, inputs);
  return studio;
}

describe('an event that is gone already', () => {
  it.each([
    [404, 'notFound'],
    [410, 'deleted'],
  ])('%i %s to a deletion is success', async (status, reason) => {
    const booking = await desk.confirmedBooking();
    await desk.faults([{ service: 'Calendar', method: 'Events.delete', status, reason }]);
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    expect(await desk.booking(booking.id)).toMatchObject({ state: 'cancelled', outbox: [] });
  });

  it('cancelling what was just deleted in Calendar ends once, and tells the client once', async () => {
    const booking = await desk.confirmedBooking();
    const mails = (await desk.mail()).length;
    await desk.inCalendar().remove(booking.event!.eventId);
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
    await desk.settle();
    expect(await desk.booking(booking.id)).toMatchObject({ state: 'cancelled', outbox: [] });
    expect(await desk.mailsAfter(mails)).toHaveLength(1);
    await expectRest(desk);
  });
});

describe('a calendar that may only be read', () => {
  it('is refused as the calendar to add bookings to', async () => {
    const studio = await desk.calendarNamed(MEI, 'Studio');
    await access(studio, 'reader');
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: studio };
    await desk.connect(MEI, inputs);
    const [mei] = await desk.records('staff');
    expect(mei).toMatchObject({ writeCalendar: MEI });
    // To see when she is busy it is good enough.
    const reads = { ...inputs, busyCalendars: [MEI, studio], writeCalendar: MEI };
    await desk.connect(MEI, reads);
    expect(await desk.records('staff')).toMatchObject([{ busyCalendars: [MEI, studio] }]);
  });

  it('keeps its bookings when the right is lost later; pending changes wait, say so, and are made up for', async () => {
    const studio = await connectStudio();
    const standing = await desk.confirmedBooking();
    await access(studio, 'reader');
    const waiting = await desk.acceptedBooking({ email: 'other@client.example' });
    expect(waiting).toMatchObject({ state: 'confirmed', event: { written: false } });
    expect(textsOf((await desk.tap(MEI, 'showBooking', { booking: waiting.id })).result)).toContain('writer access');
    expect(await desk.openTimes()).not.toContain(waiting.start);
    await desk.tap(MEI, 'cancelBooking', { booking: standing.id });
    expect(await desk.booking(standing.id)).toMatchObject({ state: 'cancelled' });
    expect(textsOf((await desk.tap(MEI, 'showBooking', { booking: standing.id })).result)).toContain('writer access');
    expect(await desk.ourEvents()).toMatchObject([{ id: standing.event!.eventId }]);

    await access(studio, 'writer');
    await desk.tick();
    await desk.settle();
    expect(await desk.ourEvents()).toMatchObject([{ id: waiting.event!.eventId, calendarId: studio }]);
    expect(await desk.booking(waiting.id)).toMatchObject({ event: { written: true }, outbox: [] });
    expect(await desk.booking(standing.id)).toMatchObject({ outbox: [] });
    const told = (await desk.mail()).filter(({ to }) => to[0] === 'other@client.example');
    expect(told).toHaveLength(2);
    expect(told[1]!.body).toContain((await desk.booking(waiting.id)).link!.uri);
    await expectRest(desk);
  });

  it('keeps its bookings when the right to read is lost too', async () => {
    const studio = await connectStudio();
    const booking = await desk.confirmedBooking();
    const mails = (await desk.mail()).length;
    await desk.api(OWNER, 'DELETE', `calendars/${encodeURIComponent(studio)}/acl/user:${MEI}`);
    await desk.post('sync-tokens', {});
    await desk.tick();
    await desk.settle();
    expect(await desk.booking(booking.id)).toEqual(booking);
    expect((await desk.syncOf(studio)).problem).not.toBeNull();
    expect(await desk.mailsAfter(mails)).toEqual([]);
  });
});

describe('limits of Google', () => {
  const accept = async () => {
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    return desk.accept(MEI, (await desk.requested()).id);
  };

  it.each([
    [403, 'rateLimitExceeded'],
    [403, 'userRateLimitExceeded'],
    [429, 'rateLimitExceeded'],
    [500, 'backendError'],
    [503, 'backendError'],
  ])('%i %s is tried again within the execution, after a while', async (status, reason) => {
    await desk.faults([{ service: 'Calendar', method: 'Events.insert', status, reason, times: 2 }]);
    const execution = await accept();
    const tries = callsIn([execution], /^Events\.insert$/);
    expect(tries.map(({ ok }) => ok)).toEqual([false, false, true]);
    const [first = 0, second = 0, third = 0] = tries.map((call) => call.at);
    expect(second - first).toBeGreaterThan(0);
    expect(third - second).toBeGreaterThan(second - first);
    const [booking] = await desk.bookings();
    expect(booking).toMatchObject({ state: 'confirmed', link: { status: 'ready' }, outbox: [] });
    await expectRest(desk);
  });

  it('changes of an event are tried again too', async () => {
    const booking = await desk.confirmedBooking();
    const query = '?conferenceDataVersion=1';
    await desk.inCalendar().edit(booking.event!.eventId, { conferenceData: null }, query);
    await desk.faults([
      { service: 'Calendar', method: 'Events.patch', status: 403, reason: 'rateLimitExceeded', times: 2 },
    ]);
    const executions = await desk.settle();
    expect(writesIn(executions)).toEqual(['Events.patch', 'Events.patch', 'Events.patch']);
    expect((await desk.booking(booking.id)).link).toMatchObject({ status: 'ready' });
  });

  it('403 forbidden is not tried again', async () => {
    await desk.faults([{ service: 'Calendar', method: 'Events.insert', status: 403, reason: 'forbidden', times: 9 }]);
    expect(callsIn([await accept()], /^Events\.insert$/)).toHaveLength(1);
  });

  it('a lasting rate limit stops the run; the next continues where it stopped, with nothing lost and nothing doubled', async () => {
    await desk.saveService({ options: ['offered', 'autoAccept'] });
    await desk.faults([
      { service: 'Calendar', method: 'Events.insert', status: 403, reason: 'quotaExceeded', times: 99 },
    ]);
    const starts = (await desk.openTimes()).filter((start) => start % HOUR === 0).slice(0, 4);
    for (const [n, start] of starts.entries()) {
      await desk.request(start, { email: `c${n}@client.example` });
    }
    await desk.tick();
    expect(await desk.ourEvents()).toEqual([]);
    expect((await desk.bookings()).map(({ state }) => state)).toEqual(starts.map(() => 'confirmed'));
    expect(await desk.openTimes()).not.toContain(starts[0]);
    // Two go through, then it is over again.
    await desk.faults([
      { service: 'Calendar', method: 'Events.insert', nth: 3, status: 403, reason: 'quotaExceeded', times: 99 },
    ]);
    await desk.tick();
    expect(await desk.ourEvents()).toHaveLength(2);
    await desk.faults([]);
    await desk.tick();
    await desk.settle();
    expect(await desk.ourEvents()).toHaveLength(4);
    for (const booking of await desk.bookings())
      expect(booking).toMatchObject({ outbox: [], event: { written: true } });
    const confirmed = (await desk.mail()).filter(({ body }) => body.includes('meet.google.com'));
    expect(new Set(confirmed.map(({ to }) => to[0])).size).toBe(4);
    await expectRest(desk);
  });

  it('a mail quota that is used up keeps mails; the next day they go out, each once', async () => {
    await desk.confirmedBooking();
    await desk.faults([
      { service: 'MailApp', method: '*', error: 'Service invoked too many times for one day: email.', times: 99 },
    ]);
    const [booking] = await desk.bookings();
    const mails = (await desk.mail()).length;
    await desk.inCalendar().edit(booking!.event!.eventId, times(booking!.start + HOUR, booking!.end + HOUR));
    await desk.settle();
    expect((await desk.booking(booking!.id)).start).toBe(booking!.start + HOUR);
    expect(await desk.mailsAfter(mails)).toEqual([]);
    await desk.faults([]);
    await desk.advance(DAY);
    await desk.tick();
    await desk.settle();
    expect(await desk.mailsAfter(mails)).toMatchObject([{ to: [CLIENT] }]);
    await expectRest(desk);
  });
});

describe('who may do what', () => {
  const connect = (as: string, calendar: string) =>
    desk.tap(
      as,
      'connectCalendars',
      { staff: MEI, email: MEI },
      { name: 'Mei Lin', zone: 'UTC', busyCalendars: [calendar], writeCalendar: calendar },
    );

  it('nobody connects calendars for somebody else, not even the owner', async () => {
    const before = await desk.records('staff');
    for (const person of [ANNA, OWNER, 'eve@elsewhere.example']) await connect(person, person);
    expect(await desk.records('staff')).toEqual(before);
    expect(await desk.records('calendar')).toHaveLength(2);
  });

  it('nobody connects a calendar that they cannot see themselves', async () => {
    const before = await desk.records('staff');
    await connect(MEI, ANNA);
    expect(await desk.records('staff')).toEqual(before);
    const calendars = await desk.records<{ calendarId: string }>('calendar');
    expect(calendars.map(({ calendarId }) => calendarId)).not.toContain(ANNA);
  });

  it('a booking is no business of other staff', async () => {
    await desk.submit(OWNER, 'addTeamMember', { email: ANNA });
    const booking = await desk.confirmedBooking();
    const parameters = { booking: booking.id };
    for (const person of [ANNA, 'eve@elsewhere.example', CLIENT]) {
      for (const name of ['showBooking', 'cancelBooking', 'retryBookingLink', 'completeBooking']) {
        const answer = await desk.tap(person, name, parameters);
        expect(JSON.stringify(answer.result)).not.toContain(booking.client.name);
      }
    }
    expect(await desk.booking(booking.id)).toEqual(booking);
    expect(await desk.ourEvents()).toHaveLength(1);
  });

  it.each(['a colleague', 'somebody outside the team'])(
    'what Calendar hides from %s is missing from nobody else’s booking or room',
    async (who) => {
      const booking = await desk.confirmedBooking();
      await desk.post('editor', { as: MEI, event: TALK, solution: 'booking-room' });
      await desk.settle();
      const before = [await desk.records('booking'), await desk.records('room')];
      expect(before[1]).toMatchObject([{ state: 'active' }]);
      const mails = (await desk.mail()).length;
      // By default colleagues of one domain see when somebody is busy, and nothing more.
      const scope = { type: 'user', value: ANNA };
      await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'freeBusyReader', scope });
      await desk.api(ANNA, 'POST', 'users/me/calendarList', { id: MEI });
      if (who === 'a colleague') {
        await desk.submit(OWNER, 'addTeamMember', { email: ANNA });
        const inputs = { name: 'Anna', zone: 'UTC', busyCalendars: [ANNA, MEI], writeCalendar: ANNA };
        await desk.connect(ANNA, inputs);
      } else {
        const forged = { eventData: { calendarId: MEI, eventId: 'someevent1' } };
        await desk.call(ANNA, 'createBookingRoom', forged);
      }
      for (let n = 0; n < 2; n++) await desk.tick(ANNA);
      await desk.settle();
      expect(await desk.booking(booking.id)).toEqual(booking);
      const rooms = await desk.records<{ email: string }>('room');
      expect(rooms.filter(({ email }) => email === MEI)).toEqual(before[1]);
      expect(await desk.mailsAfter(mails)).toEqual([]);
    },
  );

  it('what the owner does to somebody’s booking is written by that person’s own next execution', async () => {
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const { id } = await desk.requested();
    const accepted = await desk.accept(OWNER, id);
    expect(writesIn([accepted])).toEqual([]);
    expect(await desk.booking(id)).toMatchObject({ state: 'confirmed', event: { written: false } });
    expect(writesIn([await desk.tick()])).toEqual(['Events.insert']);
    await desk.settle();
    expect(await desk.booking(id)).toMatchObject({ event: { written: true }, outbox: [] });
    const cancelled = await desk.tap(OWNER, 'cancelBooking', { booking: id });
    expect(writesIn([cancelled])).toEqual([]);
    expect(writesIn([await desk.tick()])).toEqual(['Events.remove']);
    expect(await desk.ourEvents()).toEqual([]);
    await expectRest(desk);
  });

  it('what is accepted automatically goes the same way', async () => {
    await desk.saveService({ options: ['offered', 'autoAccept'] });
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    await desk.tick();
    await desk.settle();
    const [booking] = await desk.bookings();
    expect(booking).toMatchObject({ state: 'confirmed', link: { status: 'ready' }, outbox: [] });
    expect(await desk.ourEvents()).toMatchObject([{ id: booking!.event!.eventId, calendarId: MEI }]);
    await expectRest(desk);
  });
});

describe('one event a booking', () => {
  it('stays one however often everything runs again, and with any series around it', async () => {
    const lunch = times(at('2026-11-23T22:00:00Z'), at('2026-11-23T23:00:00Z'));
    const zoned = { start: { ...lunch.start, timeZone: 'UTC' }, end: { ...lunch.end, timeZone: 'UTC' } };
    const series = await desk.inCalendar().make({
      summary: 'Run',
      ...zoned,
      recurrence: ['RRULE:FREQ=DAILY;COUNT=9'],
    });
    const booking = await desk.confirmedBooking();
    const count = (await desk.existingEvents()).length;
    await desk.inCalendar().edit(series.id, { summary: 'Running' });
    const executions: ExecutionRecord[] = await desk.settle();
    for (let n = 0; n < 3; n++) executions.push(await desk.tick(), await desk.connectMei());
    await desk.post('sync-tokens', {});
    executions.push(await desk.tick(), ...(await desk.settle()));
    expect(writesIn(executions)).toEqual([]);
    expect(await desk.existingEvents()).toHaveLength(count);
    expect(await desk.ourEvents()).toMatchObject([{ id: booking.event!.eventId }]);
  });

  it('stays in the calendar in which it was made when its staff member chooses another to write into', async () => {
    const old = await desk.confirmedBooking();
    const mine = await desk.calendarNamed(MEI, 'Private');
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, mine], writeCalendar: mine };
    await desk.connect(MEI, inputs);
    const fresh = await desk.confirmedBooking({ email: 'other@client.example' });
    expect((await desk.ourEvents()).map(({ id, calendarId }) => [id, calendarId]).sort()).toEqual(
      [
        [old.event!.eventId, MEI],
        [fresh.event!.eventId, mine],
      ].sort(),
    );
    await desk.inCalendar(MEI, mine).edit(fresh.event!.eventId, times(fresh.start + HOUR, fresh.end + HOUR));
    await desk.settle();
    expect((await desk.booking(fresh.id)).start).toBe(fresh.start + HOUR);
    await desk.tap(MEI, 'cancelBooking', { booking: old.id });
    await desk.tap(MEI, 'cancelBooking', { booking: fresh.id });
    expect(await desk.ourEvents()).toEqual([]);
    await expectRest(desk);
  });
});

describe('one rule for every way in', () => {
  it('an event in any connected calendar closes the time on the page, in the panel and at accepting', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    for (const [n, calendarId] of [MEI, mine].entries()) {
      const [start = 0] = await desk.openTimes();
      await desk.request(start, { email: `c${n}@client.example` });
      const waiting = await desk.requested();
      const [next = 0] = await desk.openTimes();
      const block = times(start, next + HOUR / 2);
      const { id } = await desk.inCalendar(MEI, calendarId).make({ summary: 'Sudden', ...block });
      // Accepting reads the calendar on its own: the trigger has not run yet.
      await desk.accept(MEI, waiting.id);
      expect(await desk.booking(waiting.id)).toMatchObject({ state: 'requested' });
      await desk.settle();
      expect(await desk.openTimes()).not.toContain(next);
      expect(await desk.request(next)).toMatchObject({ code: 'slotTaken' });
      const time = { moment: next };
      const why = await desk.submit(MEI, 'explainTime', { service: desk.service, time });
      expect(textsOf(why.result)).toContain('busy in the calendar');
      await desk.inCalendar(MEI, calendarId).remove(id);
      await desk.settle();
      expect(await desk.openTimes()).toContain(next);
      await desk.tap(MEI, 'declineBooking', { booking: waiting.id });
    }
  });

  it('times travel as instants: the viewer’s zone changes none of them', async () => {
    const zones = {
      'Pacific/Auckland': 'New Zealand Time',
      'America/New_York': 'Eastern Time',
      'Asia/Kolkata': 'India',
    };
    for (const [n, [zone, name]] of Object.entries(zones).entries()) {
      const [chosen = 0] = await desk.openTimes();
      const change = { zone, locale: 'en', email: `c${n}@client.example` };
      expect(await desk.request(chosen, change)).toMatchObject({
        ok: true,
        start: chosen,
      });
      const { id } = await desk.requested();
      await desk.accept(MEI, (await desk.requested()).id);
      const booking = await desk.booking(id);
      expect(booking.start).toBe(chosen);
      const { start: stands } = await desk.inCalendar().get(booking.event!.eventId);
      expect(at(stands.dateTime!)).toBe(chosen);
      expect((await desk.mail()).at(-1)!.body).toContain(name);
    }
  });

  it('a closed day is closed for every zone', async () => {
    await desk.submit(MEI, 'addOverride', { date: { date: '2026-11-24' }, hours: '' });
    const starts = await desk.openTimes();
    const closed = { start: at('2026-11-23T16:00:00Z'), end: at('2026-11-24T16:00:00Z') };
    expect(starts.filter((start) => start >= closed.start && start < closed.end)).toEqual([]);
    const start = at('2026-11-24T02:00:00Z');
    for (const zone of ['Asia/Taipei', 'Pacific/Honolulu', 'Pacific/Kiritimati']) {
      expect(await desk.request(start, { zone })).toMatchObject({ ok: false });
    }
    expect(starts[0]).toBeGreaterThan(at(NOW));
  });
});
