import type { ExecutionRecord } from '../../../sandbox/protocol';
import type { Booking } from '../../../src/booking/booking';
import { Sandbox, textsOf } from '../../support/sandbox-process';
import {
  acceptedBooking,
  aRequest,
  at,
  bookings,
  calendarNamed,
  CLIENT,
  connectMei,
  DAY,
  HOUR,
  MEI,
  NOW,
  openDesk,
  openTimes,
  ourEvents,
  OWNER,
  saveService,
} from '../../support/studio';
import {
  bookingOf,
  callsIn,
  expectRest,
  inCalendar,
  mailsAfter,
  privateCalendar,
  confirmedBooking,
  syncOf,
  tick,
  times,
  writesIn,
} from '../../support/calendar-sync';
import { TALK } from '../../support/rooms';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

const ANNA = 'anna@studio.example';
const tap = (name: string, booking: Booking) =>
  sandbox.panel(MEI, { action: name, parameters: { booking: booking.id }, locale: 'en' });
const requested = async () => (await bookings(sandbox)).find(({ state }) => state === 'requested')!;
const access = (calendarId: string, role: string) =>
  sandbox.api(OWNER, 'PATCH', `calendars/${encodeURIComponent(calendarId)}/acl/user:${MEI}`, { role });

/** Mei's bookings stand in the owner's calendar, into which she may write. */
async function connectStudio(): Promise<string> {
  const studio = await calendarNamed(sandbox, MEI, 'Studio');
  const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: studio };
  await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
  return studio;
}

describe('an event that is gone already', () => {
  it.each([
    [404, 'notFound'],
    [410, 'deleted'],
  ])('%i %s to a deletion is success', async (status, reason) => {
    const booking = await confirmedBooking(sandbox, service);
    await sandbox.faults([{ service: 'Calendar', method: 'Events.delete', status, reason }]);
    await tap('cancelBooking', booking);
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({ state: 'cancelled', outbox: [] });
  });

  it('cancelling what was just deleted in Calendar ends once, and tells the client once', async () => {
    const booking = await confirmedBooking(sandbox, service);
    const mails = (await sandbox.mail()).length;
    await inCalendar(sandbox).remove(booking.event!.eventId);
    await tap('cancelBooking', booking);
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({ state: 'cancelled', outbox: [] });
    expect(await mailsAfter(sandbox, mails)).toHaveLength(1);
    await expectRest(sandbox);
  });
});

describe('a calendar that may only be read', () => {
  it('is refused as the calendar to add bookings to', async () => {
    const studio = await calendarNamed(sandbox, MEI, 'Studio');
    await access(studio, 'reader');
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: studio };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
    const [mei] = await sandbox.records('staff');
    expect(mei).toMatchObject({ writeCalendar: MEI });
    // To see when she is busy it is good enough.
    const reads = { ...inputs, busyCalendars: [MEI, studio], writeCalendar: MEI };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs: reads });
    expect(await sandbox.records('staff')).toMatchObject([{ busyCalendars: [MEI, studio] }]);
  });

  it('keeps its bookings when the right is lost later; pending changes wait, say so, and are made up for', async () => {
    const studio = await connectStudio();
    const standing = await confirmedBooking(sandbox, service);
    await access(studio, 'reader');
    const waiting = await acceptedBooking(sandbox, service, { email: 'other@client.example' });
    expect(waiting).toMatchObject({ state: 'confirmed', event: { written: false } });
    expect(textsOf((await tap('showBooking', waiting)).result)).toContain('writer access');
    expect(await openTimes(sandbox, service)).not.toContain(waiting.start);
    await tap('cancelBooking', standing);
    expect(await bookingOf(sandbox, standing.id)).toMatchObject({ state: 'cancelled' });
    expect(textsOf((await tap('showBooking', standing)).result)).toContain('writer access');
    expect(await ourEvents(sandbox)).toMatchObject([{ id: standing.event!.eventId }]);

    await access(studio, 'writer');
    await tick(sandbox);
    await sandbox.settle();
    expect(await ourEvents(sandbox)).toMatchObject([{ id: waiting.event!.eventId, calendarId: studio }]);
    expect(await bookingOf(sandbox, waiting.id)).toMatchObject({ event: { written: true }, outbox: [] });
    expect(await bookingOf(sandbox, standing.id)).toMatchObject({ outbox: [] });
    const told = (await sandbox.mail()).filter(({ to }) => to[0] === 'other@client.example');
    expect(told).toHaveLength(2);
    expect(told[1]!.body).toContain((await bookingOf(sandbox, waiting.id)).link!.uri);
    await expectRest(sandbox);
  });

  it('keeps its bookings when the right to read is lost too', async () => {
    const studio = await connectStudio();
    const booking = await confirmedBooking(sandbox, service);
    const mails = (await sandbox.mail()).length;
    await sandbox.api(OWNER, 'DELETE', `calendars/${encodeURIComponent(studio)}/acl/user:${MEI}`);
    await sandbox.post('sync-tokens', {});
    await tick(sandbox);
    await sandbox.settle();
    expect(await bookingOf(sandbox, booking.id)).toEqual(booking);
    expect((await syncOf(sandbox, studio)).problem).not.toBeNull();
    expect(await mailsAfter(sandbox, mails)).toEqual([]);
  });
});

describe('limits of Google', () => {
  const accept = async () => {
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    return tap('acceptBooking', await requested());
  };

  it.each([
    [403, 'rateLimitExceeded'],
    [403, 'userRateLimitExceeded'],
    [429, 'rateLimitExceeded'],
    [500, 'backendError'],
    [503, 'backendError'],
  ])('%i %s is tried again within the execution, after a while', async (status, reason) => {
    await sandbox.faults([{ service: 'Calendar', method: 'Events.insert', status, reason, times: 2 }]);
    const execution = await accept();
    const tries = callsIn([execution], /^Events\.insert$/);
    expect(tries.map(({ ok }) => ok)).toEqual([false, false, true]);
    const [first = 0, second = 0, third = 0] = tries.map((call) => call.at);
    expect(second - first).toBeGreaterThan(0);
    expect(third - second).toBeGreaterThan(second - first);
    const [booking] = await bookings(sandbox);
    expect(booking).toMatchObject({ state: 'confirmed', link: { status: 'ready' }, outbox: [] });
    await expectRest(sandbox);
  });

  it('changes of an event are tried again too', async () => {
    const booking = await confirmedBooking(sandbox, service);
    const query = '?conferenceDataVersion=1';
    await inCalendar(sandbox).edit(booking.event!.eventId, { conferenceData: null }, query);
    await sandbox.faults([
      { service: 'Calendar', method: 'Events.patch', status: 403, reason: 'rateLimitExceeded', times: 2 },
    ]);
    const executions = await sandbox.settle();
    expect(writesIn(executions)).toEqual(['Events.patch', 'Events.patch', 'Events.patch']);
    expect((await bookingOf(sandbox, booking.id)).link).toMatchObject({ status: 'ready' });
  });

  it('403 forbidden is not tried again', async () => {
    await sandbox.faults([
      { service: 'Calendar', method: 'Events.insert', status: 403, reason: 'forbidden', times: 9 },
    ]);
    expect(callsIn([await accept()], /^Events\.insert$/)).toHaveLength(1);
  });

  it('a lasting rate limit stops the run; the next continues where it stopped, with nothing lost and nothing doubled', async () => {
    await saveService(sandbox, service, { options: ['offered', 'autoAccept'] });
    await sandbox.faults([
      { service: 'Calendar', method: 'Events.insert', status: 403, reason: 'quotaExceeded', times: 99 },
    ]);
    const starts = (await openTimes(sandbox, service)).filter((start) => start % HOUR === 0).slice(0, 4);
    for (const [n, start] of starts.entries()) {
      await sandbox.page('sendRequest', aRequest(service, start, { email: `c${n}@client.example` }));
    }
    await tick(sandbox);
    expect(await ourEvents(sandbox)).toEqual([]);
    expect((await bookings(sandbox)).map(({ state }) => state)).toEqual(starts.map(() => 'confirmed'));
    expect(await openTimes(sandbox, service)).not.toContain(starts[0]);
    // Two go through, then it is over again.
    await sandbox.faults([
      { service: 'Calendar', method: 'Events.insert', nth: 3, status: 403, reason: 'quotaExceeded', times: 99 },
    ]);
    await tick(sandbox);
    expect(await ourEvents(sandbox)).toHaveLength(2);
    await sandbox.faults([]);
    await tick(sandbox);
    await sandbox.settle();
    expect(await ourEvents(sandbox)).toHaveLength(4);
    for (const booking of await bookings(sandbox))
      expect(booking).toMatchObject({ outbox: [], event: { written: true } });
    const confirmed = (await sandbox.mail()).filter(({ body }) => body.includes('meet.google.com'));
    expect(new Set(confirmed.map(({ to }) => to[0])).size).toBe(4);
    await expectRest(sandbox);
  });

  it('a mail quota that is used up keeps mails; the next day they go out, each once', async () => {
    await confirmedBooking(sandbox, service);
    await sandbox.faults([
      { service: 'MailApp', method: '*', error: 'Service invoked too many times for one day: email.', times: 99 },
    ]);
    const [booking] = await bookings(sandbox);
    const mails = (await sandbox.mail()).length;
    await inCalendar(sandbox).edit(booking!.event!.eventId, times(booking!.start + HOUR, booking!.end + HOUR));
    await sandbox.settle();
    expect((await bookingOf(sandbox, booking!.id)).start).toBe(booking!.start + HOUR);
    expect(await mailsAfter(sandbox, mails)).toEqual([]);
    await sandbox.faults([]);
    await sandbox.post('clock', { advance: DAY });
    await tick(sandbox);
    await sandbox.settle();
    expect(await mailsAfter(sandbox, mails)).toMatchObject([{ to: [CLIENT] }]);
    await expectRest(sandbox);
  });
});

describe('who may do what', () => {
  const connect = (as: string, calendar: string) =>
    sandbox.panel(as, {
      action: 'connectCalendars',
      inputs: { name: 'Mei Lin', zone: 'UTC', busyCalendars: [calendar], writeCalendar: calendar },
      parameters: { staff: MEI, email: MEI },
    });

  it('nobody connects calendars for somebody else, not even the owner', async () => {
    const before = await sandbox.records('staff');
    for (const person of [ANNA, OWNER, 'eve@elsewhere.example']) await connect(person, person);
    expect(await sandbox.records('staff')).toEqual(before);
    expect(await sandbox.records('calendar')).toHaveLength(2);
  });

  it('nobody connects a calendar that they cannot see themselves', async () => {
    const before = await sandbox.records('staff');
    await connect(MEI, ANNA);
    expect(await sandbox.records('staff')).toEqual(before);
    const calendars = await sandbox.records<{ calendarId: string }>('calendar');
    expect(calendars.map(({ calendarId }) => calendarId)).not.toContain(ANNA);
  });

  it('a booking is no business of other staff', async () => {
    await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: ANNA } });
    const booking = await confirmedBooking(sandbox, service);
    const parameters = { booking: booking.id };
    for (const person of [ANNA, 'eve@elsewhere.example', CLIENT]) {
      for (const name of ['showBooking', 'cancelBooking', 'retryBookingLink', 'completeBooking']) {
        const answer = await sandbox.panel(person, { action: name, parameters });
        expect(textsOf(answer.result)).not.toContain(booking.client.name);
      }
    }
    expect(await bookingOf(sandbox, booking.id)).toEqual(booking);
    expect(await ourEvents(sandbox)).toHaveLength(1);
  });

  it.each(['a colleague', 'somebody outside the team'])(
    'what Calendar hides from %s is missing from nobody else’s booking or room',
    async (who) => {
      const booking = await confirmedBooking(sandbox, service);
      await sandbox.post('editor', { as: MEI, event: TALK, solution: 'booking-room' });
      await sandbox.settle();
      const before = [await sandbox.records('booking'), await sandbox.records('room')];
      expect(before[1]).toMatchObject([{ state: 'active' }]);
      const mails = (await sandbox.mail()).length;
      // By default colleagues of one domain see when somebody is busy, and nothing more.
      const scope = { type: 'user', value: ANNA };
      await sandbox.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'freeBusyReader', scope });
      await sandbox.api(ANNA, 'POST', 'users/me/calendarList', { id: MEI });
      if (who === 'a colleague') {
        await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: ANNA } });
        const inputs = { name: 'Anna', zone: 'UTC', busyCalendars: [ANNA, MEI], writeCalendar: ANNA };
        await sandbox.panel(ANNA, { action: 'connectCalendars', inputs });
      } else {
        const forged = { eventData: { calendarId: MEI, eventId: 'someevent1' } };
        await sandbox.call(ANNA, 'createBookingRoom', forged);
      }
      for (let n = 0; n < 2; n++) await sandbox.call(ANNA, 'onHourlyTick', {});
      await sandbox.settle();
      expect(await bookingOf(sandbox, booking.id)).toEqual(booking);
      const rooms = await sandbox.records<{ email: string }>('room');
      expect(rooms.filter(({ email }) => email === MEI)).toEqual(before[1]);
      expect(await mailsAfter(sandbox, mails)).toEqual([]);
    },
  );

  it('what the owner does to somebody’s booking is written by that person’s own next execution', async () => {
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    const { id } = await requested();
    const accepted = await sandbox.panel(OWNER, { action: 'acceptBooking', parameters: { booking: id } });
    expect(writesIn([accepted])).toEqual([]);
    expect(await bookingOf(sandbox, id)).toMatchObject({ state: 'confirmed', event: { written: false } });
    expect(writesIn([await tick(sandbox)])).toEqual(['Events.insert']);
    await sandbox.settle();
    expect(await bookingOf(sandbox, id)).toMatchObject({ event: { written: true }, outbox: [] });
    const cancelled = await sandbox.panel(OWNER, { action: 'cancelBooking', parameters: { booking: id } });
    expect(writesIn([cancelled])).toEqual([]);
    expect(writesIn([await tick(sandbox)])).toEqual(['Events.remove']);
    expect(await ourEvents(sandbox)).toEqual([]);
    await expectRest(sandbox);
  });

  it('what is accepted automatically goes the same way', async () => {
    await saveService(sandbox, service, { options: ['offered', 'autoAccept'] });
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    await tick(sandbox);
    await sandbox.settle();
    const [booking] = await bookings(sandbox);
    expect(booking).toMatchObject({ state: 'confirmed', link: { status: 'ready' }, outbox: [] });
    expect(await ourEvents(sandbox)).toMatchObject([{ id: booking!.event!.eventId, calendarId: MEI }]);
    await expectRest(sandbox);
  });
});

describe('one event a booking', () => {
  it('stays one however often everything runs again, and with any series around it', async () => {
    const lunch = times(at('2026-11-23T22:00:00Z'), at('2026-11-23T23:00:00Z'));
    const zoned = { start: { ...lunch.start, timeZone: 'UTC' }, end: { ...lunch.end, timeZone: 'UTC' } };
    const series = await inCalendar(sandbox).make({
      summary: 'Run',
      ...zoned,
      recurrence: ['RRULE:FREQ=DAILY;COUNT=9'],
    });
    const booking = await confirmedBooking(sandbox, service);
    const count = (await sandbox.existingEvents()).length;
    await inCalendar(sandbox).edit(series.id, { summary: 'Running' });
    const executions: ExecutionRecord[] = await sandbox.settle();
    for (let n = 0; n < 3; n++) executions.push(await tick(sandbox), await connectMei(sandbox));
    await sandbox.post('sync-tokens', {});
    executions.push(await tick(sandbox), ...(await sandbox.settle()));
    expect(writesIn(executions)).toEqual([]);
    expect(await sandbox.existingEvents()).toHaveLength(count);
    expect(await ourEvents(sandbox)).toMatchObject([{ id: booking.event!.eventId }]);
  });

  it('stays in the calendar in which it was made when its staff member chooses another to write into', async () => {
    const old = await confirmedBooking(sandbox, service);
    const mine = await privateCalendar(sandbox);
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, mine], writeCalendar: mine };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
    const fresh = await confirmedBooking(sandbox, service, { email: 'other@client.example' });
    expect((await ourEvents(sandbox)).map(({ id, calendarId }) => [id, calendarId]).sort()).toEqual(
      [
        [old.event!.eventId, MEI],
        [fresh.event!.eventId, mine],
      ].sort(),
    );
    await inCalendar(sandbox, MEI, mine).edit(fresh.event!.eventId, times(fresh.start + HOUR, fresh.end + HOUR));
    await sandbox.settle();
    expect((await bookingOf(sandbox, fresh.id)).start).toBe(fresh.start + HOUR);
    await tap('cancelBooking', old);
    await tap('cancelBooking', fresh);
    expect(await ourEvents(sandbox)).toEqual([]);
    await expectRest(sandbox);
  });
});

describe('one rule for every way in', () => {
  it('an event in any connected calendar closes the time on the page, in the panel and at accepting', async () => {
    const mine = await privateCalendar(sandbox);
    for (const [n, calendarId] of [MEI, mine].entries()) {
      const [start = 0] = await openTimes(sandbox, service);
      await sandbox.page('sendRequest', aRequest(service, start, { email: `c${n}@client.example` }));
      const waiting = await requested();
      const [next = 0] = await openTimes(sandbox, service);
      const block = times(start, next + HOUR / 2);
      const { id } = await inCalendar(sandbox, MEI, calendarId).make({ summary: 'Sudden', ...block });
      // Accepting reads the calendar on its own: the trigger has not run yet.
      await tap('acceptBooking', waiting);
      expect(await bookingOf(sandbox, waiting.id)).toMatchObject({ state: 'requested' });
      await sandbox.settle();
      expect(await openTimes(sandbox, service)).not.toContain(next);
      expect(await sandbox.page('sendRequest', aRequest(service, next))).toMatchObject({ code: 'slotTaken' });
      const time = { moment: next };
      const why = await sandbox.panel(MEI, { action: 'explainTime', inputs: { service, time }, locale: 'en' });
      expect(textsOf(why.result)).toContain('busy in the calendar');
      await inCalendar(sandbox, MEI, calendarId).remove(id);
      await sandbox.settle();
      expect(await openTimes(sandbox, service)).toContain(next);
      await tap('declineBooking', waiting);
    }
  });

  it('times travel as instants: the viewer’s zone changes none of them', async () => {
    for (const [n, zone] of ['Pacific/Auckland', 'America/New_York', 'Asia/Kolkata'].entries()) {
      const [chosen = 0] = await openTimes(sandbox, service);
      const change = { zone, locale: 'en', email: `c${n}@client.example` };
      expect(await sandbox.page('sendRequest', aRequest(service, chosen, change))).toMatchObject({
        ok: true,
        start: chosen,
      });
      const { id } = await requested();
      await tap('acceptBooking', await requested());
      const booking = await bookingOf(sandbox, id);
      expect(booking.start).toBe(chosen);
      const { start: stands } = await inCalendar(sandbox).get(booking.event!.eventId);
      expect(at(stands.dateTime!)).toBe(chosen);
      expect((await sandbox.mail()).at(-1)!.body).toContain(zone);
    }
  });

  it('a closed day is closed for every zone', async () => {
    await sandbox.panel(MEI, {
      action: 'addOverride',
      inputs: { date: { date: '2026-11-24' }, hours: '' },
      locale: 'en',
    });
    const starts = await openTimes(sandbox, service);
    const closed = { start: at('2026-11-23T16:00:00Z'), end: at('2026-11-24T16:00:00Z') };
    expect(starts.filter((start) => start >= closed.start && start < closed.end)).toEqual([]);
    const start = at('2026-11-24T02:00:00Z');
    for (const zone of ['Asia/Taipei', 'Pacific/Honolulu', 'Pacific/Kiritimati']) {
      expect(await sandbox.page('sendRequest', aRequest(service, start, { zone }))).toMatchObject({ ok: false });
    }
    expect(starts[0]).toBeGreaterThan(at(NOW));
  });
});
