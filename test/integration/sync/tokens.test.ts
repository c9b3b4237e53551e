import type { ExecutionRecord } from '../../../sandbox/protocol';
import { Sandbox, textsOf } from '../../support/sandbox-process';
import {
  aRequest,
  at,
  bookings,
  connectMei,
  DAY,
  HOUR,
  MEI,
  NOW,
  openDesk,
  openTimes,
  OWNER,
  saveService,
} from '../../support/studio';
import {
  bookingOf,
  callsIn,
  expectRest,
  inCalendar,
  mailsAfter,
  parametersOf,
  privateCalendar,
  confirmedBooking,
  syncOf,
  tick,
  times,
  whatHappened,
  writesIn,
} from '../../support/calendar-sync';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

const changed = (calendarId = MEI) => sandbox.call(MEI, 'onCalendarChange', { calendarId });

/** The parameters of each list of events, in order. */
function listsIn(executions: ExecutionRecord[]): Record<string, unknown>[] {
  return callsIn(executions, /^Events\.list$/).map((call) => {
    const { calendarId: _, ...parameters } = parametersOf(call);
    return parameters;
  });
}

/** Whether Google has nothing to tell that the stored token does not stand for already. */
async function isNewest(calendarId: string): Promise<boolean> {
  const { syncToken } = await syncOf(sandbox, calendarId);
  const { items } = await sandbox.api<{ items: unknown[] }>(
    MEI,
    'GET',
    `calendars/${encodeURIComponent(calendarId)}/events?syncToken=${encodeURIComponent(syncToken!)}`,
  );
  return items.length === 0;
}

describe('a sync token', () => {
  it.each(['fullSyncRequired', 'updatedMinTooLongAgo', 'gone'])(
    'answered with 410 %s is dropped: a list without it follows at once, and its token is kept',
    async (reason) => {
      const booking = await confirmedBooking(sandbox, service);
      const { syncToken: old } = await syncOf(sandbox, MEI);
      await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
      await sandbox.faults([{ service: 'Calendar', method: 'Events.list', status: 410, reason }]);
      const execution = await changed();
      const [first, second] = listsIn([execution]);
      expect(first).toMatchObject({ syncToken: old });
      expect(second).not.toHaveProperty('syncToken');
      expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
      const { syncToken, problem } = await syncOf(sandbox, MEI);
      expect({ isNew: syncToken !== null && syncToken !== old, problem }).toEqual({ isNew: true, problem: null });
      expect(await isNewest(MEI)).toBe(true);
      // The next change is found by the new token alone.
      const [next, more] = listsIn([await changed()]);
      expect([next, more]).toEqual([expect.objectContaining({ syncToken }), undefined]);
    },
  );

  it('an endless 410 is a calendar that cannot be read, not a loop, and recovers without help', async () => {
    await sandbox.faults([{ service: 'Calendar', method: 'Events.list', status: 410, times: 50 }]);
    const execution = await changed();
    expect(execution.ok).toBe(true);
    expect(listsIn([execution]).length).toBeLessThan(4);
    expect((await syncOf(sandbox, MEI)).problem).not.toBeNull();
    await sandbox.faults([]);
    await changed();
    expect((await syncOf(sandbox, MEI)).problem).toBeNull();
    expect(await isNewest(MEI)).toBe(true);
  });

  it('what was deleted while no token was valid is looked up by its id; what exists is left alone', async () => {
    const kept = await confirmedBooking(sandbox, service);
    const lost = await confirmedBooking(sandbox, service, { email: 'other@client.example' });
    const mails = (await sandbox.mail()).length;
    await inCalendar(sandbox).remove(lost.event!.eventId);
    await sandbox.post('sync-tokens', {});
    const execution = await tick(sandbox);
    const asked = callsIn([execution], /^Events\.get$/).map(parametersOf);
    expect(asked.filter(({ calendarId }) => calendarId === MEI)).toHaveLength(1);
    expect(new Set(asked.map(({ eventId }) => eventId))).toEqual(new Set([lost.event!.eventId]));
    expect(await bookingOf(sandbox, lost.id)).toMatchObject({ state: 'cancelled' });
    expect(whatHappened(await bookingOf(sandbox, lost.id))).toContain('deletedInCalendar');
    expect(await bookingOf(sandbox, kept.id)).toEqual(kept);
    expect(await mailsAfter(sandbox, mails)).toMatchObject([{ to: ['other@client.example'] }]);
    await expectRest(sandbox);
  });

  it('an event that a full list lacks but that exists, before the listed time, is followed, not cancelled', async () => {
    const booking = await confirmedBooking(sandbox, service);
    const start = at(NOW) - 3 * DAY;
    await inCalendar(sandbox).edit(booking.event!.eventId, times(start, start + HOUR));
    await sandbox.post('sync-tokens', {});
    await tick(sandbox);
    // Moved into the past it has taken place by now.
    expect(await bookingOf(sandbox, booking.id)).toMatchObject({ state: 'completed', start, end: start + HOUR });
    await expectRest(sandbox);
  });

  it('belongs to one calendar: a change in one leaves the other’s alone', async () => {
    const mine = await privateCalendar(sandbox);
    const before = { primary: await syncOf(sandbox, MEI), mine: await syncOf(sandbox, mine) };
    expect(before.primary.syncToken).not.toBe(before.mine.syncToken);
    const start = at('2026-11-24T06:00:00Z');
    await inCalendar(sandbox, MEI, mine).make({ summary: 'Dentist', ...times(start, start + HOUR) });
    await sandbox.settle();
    expect((await syncOf(sandbox, MEI)).syncToken).toBe(before.primary.syncToken);
    expect((await syncOf(sandbox, mine)).syncToken).not.toBe(before.mine.syncToken);
    await sandbox.post('sync-tokens', { calendarId: mine });
    await tick(sandbox);
    expect((await syncOf(sandbox, MEI)).syncToken).toBe(before.primary.syncToken);
  });

  it('belongs to one person: two who read the same calendar do not share it', async () => {
    const anna = 'anna@studio.example';
    await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: anna } });
    await sandbox.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'reader', scope: { type: 'user', value: anna } });
    await sandbox.api(anna, 'POST', 'users/me/calendarList', { id: MEI });
    await sandbox.panel(anna, {
      action: 'connectCalendars',
      inputs: { name: 'Anna', zone: 'Europe/Warsaw', busyCalendars: [anna, MEI], writeCalendar: anna },
    });
    const booking = await confirmedBooking(sandbox, service, { staff: (await bookingStaff(MEI)).id });
    const mails = (await sandbox.mail()).length;
    await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    // Both are told of the change; one of them changes the booking, and one mail goes out.
    const executions = await sandbox.settle();
    expect(new Set(executions.map(({ as }) => as))).toEqual(new Set([anna, MEI]));
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
    expect(await mailsAfter(sandbox, mails)).toHaveLength(1);
    await expectRest(sandbox);
  });

  it('is sent with nothing but page, size and fields', async () => {
    await inCalendar(sandbox).make({ summary: 'x', ...times(at('2026-11-24T06:00:00Z'), at('2026-11-24T07:00:00Z')) });
    const executions = await sandbox.settle();
    const withToken = listsIn(executions).filter((options) => 'syncToken' in options);
    expect(withToken.map((options) => Object.keys(options).sort())).toEqual([['fields', 'maxResults', 'syncToken']]);
  });

  it('is saved even if the list that brought it was empty', async () => {
    await sandbox.post('sync-tokens', {});
    await sandbox.call(OWNER, 'onHourlyTick', {});
    const empty = await sandbox.api<{ id: string }>(MEI, 'POST', 'calendars', { summary: 'Empty', timeZone: 'UTC' });
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, empty.id], writeCalendar: MEI };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
    const { syncToken, problem } = await syncOf(sandbox, empty.id);
    expect({ saved: syncToken !== null, problem }).toEqual({ saved: true, problem: null });
    expect(await isNewest(empty.id)).toBe(true);
    expect((await openTimes(sandbox, service)).length).toBeGreaterThan(10);
  });

  it('is the newest after each round, with or without changes', async () => {
    await confirmedBooking(sandbox, service);
    expect(await isNewest(MEI)).toBe(true);
    await tick(sandbox);
    expect(await isNewest(MEI)).toBe(true);
  });
});

async function bookingStaff(email: string): Promise<{ id: string; email: string }> {
  const staff = await sandbox.records<{ id: string; email: string }>('staff');
  return staff.find((person) => person.email === email)!;
}

/** Open times of any days, as the page asks for them. */
async function offeredBetween(from: string, to: string): Promise<number[]> {
  const question = { service, staff: '', from: at(from), to: at(to), locale: 'pl' };
  return (await sandbox.page<{ starts: number[] }>('readOpenTimes', question)).starts;
}

describe('pages', () => {
  /** Events on each of many days, and the one time of them that is looked at. */
  async function busyDays(): Promise<number> {
    for (let n = 0; n < 20; n++) {
      const start = at('2026-11-23T06:00:00Z') + n * DAY;
      await inCalendar(sandbox).make({ summary: String(n), ...times(start, start + HOUR) });
    }
    return at('2026-12-04T06:00:00Z');
  }

  it.each([
    ['of one event', { size: 1, pages: 200 }],
    ['of three events', { size: 3, pages: 200 }],
    ['that are empty', { size: 0, pages: 3 }],
  ])('%s are read to the last, by the token and without one', async (_, pages) => {
    const booking = await confirmedBooking(sandbox, service);
    const last = await busyDays();
    await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await sandbox.post('pages', pages);
    await changed();
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
    expect(await openTimes(sandbox, service)).not.toContain(last);
    expect(await isNewest(MEI)).toBe(true);
    await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start, booking.end));
    await sandbox.post('sync-tokens', {});
    await sandbox.post('pages', pages);
    await changed();
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start);
    expect(await openTimes(sandbox, service)).not.toContain(last);
    await sandbox.post('pages', { size: 0, pages: 0 });
    await expectRest(sandbox);
  });

  it('after the first repeat its parameters and name the page', async () => {
    await busyDays();
    await sandbox.post('sync-tokens', {});
    await sandbox.post('pages', { size: 4, pages: 200 });
    const lists = listsIn([await changed()]);
    expect(lists.filter((options) => 'pageToken' in options).length).toBeGreaterThan(6);
    lists.forEach((options, index) => {
      if (!('pageToken' in options)) return;
      const { pageToken: _, ...parameters } = options;
      const { pageToken: __, ...before } = lists[index - 1]!;
      expect(parameters).toEqual(before);
    });
  });

  it('a list that breaks off before its last page leaves token, busy time and booking as they were', async () => {
    const booking = await confirmedBooking(sandbox, service);
    const before = await syncOf(sandbox, MEI);
    await busyDays();
    await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await sandbox.post('pages', { size: 4, pages: 200 });
    await sandbox.faults([{ service: 'Calendar', method: 'Events.list', nth: 3, times: 20, status: 500 }]);
    await changed();
    const { syncToken, busy, problem } = await syncOf(sandbox, MEI);
    expect({ syncToken, busy }).toEqual({ syncToken: before.syncToken, busy: before.busy });
    expect(problem).not.toBeNull();
    expect(await bookingOf(sandbox, booking.id)).toEqual(booking);
    await sandbox.faults([]);
    await changed();
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
  });

  it('more than 2,500 busy times are all read', async () => {
    for (let n = 0; n < 15; n++) {
      const minute = String(n * 3).padStart(2, '0');
      const time = (m: string) => ({ dateTime: `2026-11-23T05:${m}:00+08:00`, timeZone: 'Asia/Taipei' });
      const end = String(n * 3 + 2).padStart(2, '0');
      await inCalendar(sandbox).make({ start: time(minute), end: time(end), recurrence: ['RRULE:FREQ=DAILY'] });
    }
    const start = at('2027-05-18T02:00:00Z');
    await inCalendar(sandbox).make({ summary: 'Next year', ...times(start, start + HOUR) });
    const lists = listsIn([await changed()]);
    expect(lists.filter((options) => 'pageToken' in options && options.singleEvents === true)).not.toEqual([]);
    await saveService(sandbox, service, { horizon: '180' });
    const offered = await offeredBetween('2027-05-18T00:00:00Z', '2027-05-19T00:00:00Z');
    expect(offered).toContain(start - HOUR / 2);
    expect(offered).not.toContain(start);
  });

  it('the last day of a month counts to its end', async () => {
    const start = at('2026-12-31T07:00:00Z');
    const offered = () => offeredBetween('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect(await offered()).toContain(start);
    await inCalendar(sandbox).make({ summary: 'Year’s end', ...times(start, start + HOUR) });
    await sandbox.settle();
    expect(await offered()).not.toContain(start);
    expect(await offered()).toContain(start - HOUR / 2);
  });
});

describe('what triggers say', () => {
  it('a message that names no calendar is about all that are connected', async () => {
    const mine = await privateCalendar(sandbox);
    const execution = await sandbox.call(MEI, 'onCalendarChange', {});
    const read = callsIn([execution], /^Events\.list$/).map((call) => parametersOf(call).calendarId);
    expect(read).toEqual(expect.arrayContaining([mine, MEI]));
    expect(read).toHaveLength(2);
  });

  it('one about a calendar that is not connected is about nothing', async () => {
    const execution = await sandbox.call(MEI, 'onCalendarChange', { calendarId: 'somebody@else.example' });
    expect(execution.ok).toBe(true);
    expect(callsIn([execution], /./)).toEqual([]);
  });

  it('one that brings nothing new writes nothing and sends nothing', async () => {
    await confirmedBooking(sandbox, service);
    const mails = (await sandbox.mail()).length;
    const executions = [await changed(), await changed(), await changed()];
    expect(writesIn(executions)).toEqual([]);
    expect(listsIn(executions)).toHaveLength(3);
    expect(await mailsAfter(sandbox, mails)).toEqual([]);
  });

  const triggersOf = async (email: string) => {
    const { triggers } = await sandbox.post<{
      triggers: { user: string; handler: string; calendarId: string | null }[];
    }>('triggers', {});
    return triggers.filter(({ user }) => user === email).map(({ handler, calendarId }) => calendarId ?? handler);
  };

  it('there is one for each connected calendar and one tick, however often somebody connects', async () => {
    const mine = await privateCalendar(sandbox);
    const wanted = ['onHourlyTick', mine, MEI].sort();
    await connectMei(sandbox);
    await connectMei(sandbox);
    await tick(sandbox);
    expect((await triggersOf(MEI)).sort()).toEqual(wanted);
    expect(await triggersOf(OWNER)).toEqual(['onHourlyTick']);
  });

  it('one of a calendar that was disconnected goes, with what was known of it', async () => {
    const mine = await privateCalendar(sandbox);
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: MEI };
    await sandbox.panel(MEI, { action: 'connectCalendars', inputs });
    // The first tick forgets the calendar, the one after it its trigger.
    await tick(sandbox);
    await tick(sandbox);
    expect((await triggersOf(MEI)).sort()).toEqual(['onHourlyTick', MEI].sort());
    expect(await syncOf(sandbox, mine)).toBeUndefined();
    expect(await openTimes(sandbox, service)).toContain(at('2026-11-23T07:00:00Z'));
  });

  it('one that could not be made is made by the next tick, and changes are found meanwhile', async () => {
    await sandbox.reset('studio', NOW);
    const form = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI };
    await sandbox.panel(OWNER, { action: 'setUp', inputs: form });
    await sandbox.faults([{ service: 'ScriptApp', method: '*', nth: 4, times: 1, error: 'Service error' }]);
    await connectMei(sandbox);
    await sandbox.faults([]);
    expect(await triggersOf(MEI)).not.toHaveLength(3);
    await tick(sandbox);
    expect(await triggersOf(MEI)).toHaveLength(3);
  });

  it('a calendar that Google refuses for good closes its owner’s times in plain words; others go on', async () => {
    const mine = await privateCalendar(sandbox);
    const booking = await confirmedBooking(sandbox, service);
    await inCalendar(sandbox).edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await sandbox.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'notACalendarUser' }]);
    await changed(mine);
    await changed();
    expect(await syncOf(sandbox, mine)).toMatchObject({ problem: { kind: 'noAccess' } });
    expect(await syncOf(sandbox, MEI)).toMatchObject({ problem: null });
    expect((await bookingOf(sandbox, booking.id)).start).toBe(booking.start + HOUR);
    expect(await openTimes(sandbox, service)).toEqual([]);
    const home = textsOf((await sandbox.panel(MEI, { locale: 'en' })).result);
    expect(home).toContain('Private');
    expect(home).toContain('times stay closed');
  });

  it('an announcement that never came is made up for by the hourly tick, the owner’s too', async () => {
    const [start = 0] = await openTimes(sandbox, service);
    await sandbox.page('sendRequest', aRequest(service, start));
    const [requested] = await bookings(sandbox);
    await sandbox.panel(MEI, { action: 'acceptBooking', parameters: { booking: requested!.id } });
    const { event } = await bookingOf(sandbox, requested!.id);
    await inCalendar(sandbox).edit(event!.eventId, times(start + HOUR, start + 1.5 * HOUR));
    await tick(sandbox);
    expect((await bookingOf(sandbox, requested!.id)).start).toBe(start + HOUR);
    await expectRest(sandbox);
  });
});
