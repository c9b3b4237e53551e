import type { ExecutionRecord } from '../../../sandbox/protocol';
import { textsOf } from '../../support/cards';
import { OWNER, MEI, NOW, HOUR, DAY, at } from '../../support/studio';
import { useDesk } from '../../support/desk';
import { times } from '../../support/calendar-api';
import { writesIn, callsIn, parametersOf, expectRest, forgetNotes, whatHappened } from '../../support/calendar-sync';
import { promises } from '../../support/promises';

const desk = useDesk();

const changed = (calendarId = MEI) => desk.call(MEI, 'onCalendarChange', { calendarId });

/** The parameters of each list of events, in order. */
function listsIn(executions: ExecutionRecord[]): Record<string, unknown>[] {
  return callsIn(executions, /^Events\.list$/).map((call) => {
    const { calendarId: _, ...parameters } = parametersOf(call);
    return parameters;
  });
}

/** Whether Google has nothing to tell that the stored token does not stand for already. */
async function isNewest(calendarId: string): Promise<boolean> {
  const { syncToken } = await desk.syncOf(calendarId);
  const { items } = await desk.api<{ items: unknown[] }>(
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
      const booking = await desk.confirmedBooking();
      const { syncToken: old } = await desk.syncOf(MEI);
      await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
      await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 410, reason }]);
      const execution = await changed();
      const [first, second] = listsIn([execution]);
      expect(first).toMatchObject({ syncToken: old });
      expect(second).not.toHaveProperty('syncToken');
      expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
      const { syncToken, problem } = await desk.syncOf(MEI);
      expect({ isNew: syncToken !== null && syncToken !== old, problem }).toEqual({ isNew: true, problem: null });
      expect(await isNewest(MEI)).toBe(true);
      // The next change is found by the new token alone.
      const [next, more] = listsIn([await changed()]);
      expect([next, more]).toEqual([expect.objectContaining({ syncToken }), undefined]);
    },
  );

  it('an endless 410 is a calendar that cannot be read, not a loop, and recovers without help', async () => {
    await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 410, times: 50 }]);
    const execution = await changed();
    expect(execution.ok).toBe(true);
    expect(listsIn([execution]).length).toBeLessThan(4);
    expect((await desk.syncOf(MEI)).problem).not.toBeNull();
    await desk.faults([]);
    await changed();
    expect((await desk.syncOf(MEI)).problem).toBeNull();
    expect(await isNewest(MEI)).toBe(true);
  });

  it('what was deleted while no token was valid is looked up by its id; what exists is left alone', async () => {
    const kept = await desk.confirmedBooking();
    const lost = await desk.confirmedBooking({ email: 'other@client.example' });
    const mails = (await desk.mail()).length;
    await desk.inCalendar().remove(lost.event!.eventId);
    await desk.post('sync-tokens', {});
    const execution = await desk.tick();
    const asked = callsIn([execution], /^Events\.get$/).map(parametersOf);
    expect(asked.filter(({ calendarId }) => calendarId === MEI)).toHaveLength(1);
    expect(new Set(asked.map(({ eventId }) => eventId))).toEqual(new Set([lost.event!.eventId]));
    expect(await desk.booking(lost.id)).toMatchObject({ state: 'cancelled' });
    expect(whatHappened(await desk.booking(lost.id))).toContain('deletedInCalendar');
    expect(await desk.booking(kept.id)).toEqual(kept);
    expect(await desk.mailsAfter(mails)).toMatchObject([{ to: ['other@client.example'] }]);
    await expectRest(desk);
  });

  it('an event that a full list lacks but that exists, before the listed time, is followed, not cancelled', async () => {
    const booking = await desk.confirmedBooking();
    const start = at(NOW) - 3 * DAY;
    await desk.inCalendar().edit(booking.event!.eventId, times(start, start + HOUR));
    await desk.post('sync-tokens', {});
    await desk.tick();
    // Moved into the past it has taken place by now.
    expect(await desk.booking(booking.id)).toMatchObject({ state: 'completed', start, end: start + HOUR });
    await expectRest(desk);
  });

  it('belongs to one calendar: a change in one leaves the other’s alone', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const before = { primary: await desk.syncOf(MEI), mine: await desk.syncOf(mine) };
    expect(before.primary.syncToken).not.toBe(before.mine.syncToken);
    const start = at('2026-11-24T06:00:00Z');
    await desk.inCalendar(MEI, mine).make({ summary: 'Dentist', ...times(start, start + HOUR) });
    await desk.settle();
    expect((await desk.syncOf(MEI)).syncToken).toBe(before.primary.syncToken);
    expect((await desk.syncOf(mine)).syncToken).not.toBe(before.mine.syncToken);
    await desk.post('sync-tokens', { calendarId: mine });
    await desk.tick();
    expect((await desk.syncOf(MEI)).syncToken).toBe(before.primary.syncToken);
  });

  it('belongs to one person: two who read the same calendar do not share it', async () => {
    const anna = 'anna@studio.example';
    await desk.submit(OWNER, 'addTeamMember', { email: anna });
    await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'reader', scope: { type: 'user', value: anna } });
    await desk.api(anna, 'POST', 'users/me/calendarList', { id: MEI });
    await desk.connect(anna, { name: 'Anna', zone: 'Europe/Warsaw', busyCalendars: [anna, MEI], writeCalendar: anna });
    const booking = await desk.confirmedBooking({ staff: (await bookingStaff(MEI)).id });
    const mails = (await desk.mail()).length;
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    // Both are told of the change; one of them changes the booking, and one mail goes out.
    const executions = await desk.settle();
    expect(new Set(executions.map(({ as }) => as))).toEqual(new Set([anna, MEI]));
    expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
    expect(await desk.mailsAfter(mails)).toHaveLength(1);
    await expectRest(desk);
  });

  it('is sent with nothing but page, size and fields', async () => {
    await desk.inCalendar().make({ summary: 'x', ...times(at('2026-11-24T06:00:00Z'), at('2026-11-24T07:00:00Z')) });
    const executions = await desk.settle();
    const withToken = listsIn(executions).filter((options) => 'syncToken' in options);
    expect(withToken.map((options) => Object.keys(options).sort())).toEqual([['fields', 'maxResults', 'syncToken']]);
  });

  it('is saved even if the list that brought it was empty', async () => {
    await desk.post('sync-tokens', {});
    await desk.tick(OWNER);
    const empty = await desk.api<{ id: string }>(MEI, 'POST', 'calendars', { summary: 'Empty', timeZone: 'UTC' });
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, empty.id], writeCalendar: MEI };
    await desk.connect(MEI, inputs);
    const { syncToken, problem } = await desk.syncOf(empty.id);
    expect({ saved: syncToken !== null, problem }).toEqual({ saved: true, problem: null });
    expect(await isNewest(empty.id)).toBe(true);
    expect((await desk.openTimes()).length).toBeGreaterThan(10);
  });

  it('is the newest after each round, with or without changes', async () => {
    await desk.confirmedBooking();
    expect(await isNewest(MEI)).toBe(true);
    await desk.tick();
    expect(await isNewest(MEI)).toBe(true);
  });
});

async function bookingStaff(email: string): Promise<{ id: string; email: string }> {
  const staff = await desk.records<{ id: string; email: string }>('staff');
  return staff.find((person) => person.email === email)!;
}

/** Open times of any days, as the page asks for them. */
async function offeredBetween(from: string, to: string): Promise<number[]> {
  const question = { service: desk.service, staff: '', from: at(from), to: at(to), locale: 'pl' };
  return (await desk.page<{ starts: number[] }>('readOpenTimes', question)).starts;
}

describe('pages', () => {
  /** Events on each of many days, and the one time of them that is looked at. */
  async function busyDays(): Promise<number> {
    for (let n = 0; n < 20; n++) {
      const start = at('2026-11-23T06:00:00Z') + n * DAY;
      await desk.inCalendar().make({ summary: String(n), ...times(start, start + HOUR) });
    }
    return at('2026-12-04T06:00:00Z');
  }

  it.each([
    ['of one event', { size: 1, pages: 200 }],
    ['of three events', { size: 3, pages: 200 }],
    ['that are empty', { size: 0, pages: 3 }],
  ])('%s are read to the last, by the token and without one', async (_, pages) => {
    const booking = await desk.confirmedBooking();
    const last = await busyDays();
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await desk.post('pages', pages);
    await changed();
    expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
    expect(await desk.openTimes()).not.toContain(last);
    expect(await isNewest(MEI)).toBe(true);
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start, booking.end));
    await desk.post('sync-tokens', {});
    await desk.post('pages', pages);
    await changed();
    expect((await desk.booking(booking.id)).start).toBe(booking.start);
    expect(await desk.openTimes()).not.toContain(last);
    await desk.post('pages', { size: 0, pages: 0 });
    await expectRest(desk);
  });

  it('after the first repeat its parameters and name the page', async () => {
    await busyDays();
    await desk.post('sync-tokens', {});
    await desk.post('pages', { size: 4, pages: 200 });
    await desk.saveService({ horizon: '180' });
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
    const booking = await desk.confirmedBooking();
    const before = await desk.syncOf(MEI);
    await busyDays();
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await desk.post('pages', { size: 4, pages: 200 });
    await desk.faults([{ service: 'Calendar', method: 'Events.list', nth: 3, times: 20, status: 500 }]);
    await changed();
    const { syncToken, busy, problem } = await desk.syncOf(MEI);
    expect({ syncToken, busy }).toEqual({ syncToken: before.syncToken, busy: before.busy });
    expect(problem).not.toBeNull();
    expect(await desk.booking(booking.id)).toEqual(booking);
    await desk.faults([]);
    await changed();
    expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
  });

  it('more than 2,500 busy times are all read', async () => {
    for (let n = 0; n < 15; n++) {
      const minute = String(n * 3).padStart(2, '0');
      const time = (m: string) => ({ dateTime: `2026-11-23T05:${m}:00+08:00`, timeZone: 'Asia/Taipei' });
      const end = String(n * 3 + 2).padStart(2, '0');
      await desk.inCalendar().make({ start: time(minute), end: time(end), recurrence: ['RRULE:FREQ=DAILY'] });
    }
    const start = at('2027-05-18T02:00:00Z');
    await desk.inCalendar().make({ summary: 'Next year', ...times(start, start + HOUR) });
    await desk.saveService({ horizon: '180' });
    const lists = listsIn([await changed()]);
    expect(lists.filter((options) => 'pageToken' in options && options.singleEvents === true)).not.toEqual([]);
    // Their other calendar is read further within the hour.
    await desk.tick(MEI);
    const offered = await offeredBetween('2027-05-18T00:00:00Z', '2027-05-19T00:00:00Z');
    expect(offered).toContain(start - HOUR / 2);
    expect(offered).not.toContain(start);
  });

  it('calendars are read as far as can be booked: a service that can be booked further ahead has them read further', async () => {
    const start = at('2027-05-18T02:00:00Z');
    await desk.inCalendar().make({ summary: 'Next year', ...times(start, start + HOUR) });
    await changed();
    const knownEnd = async () => (await desk.syncOf(MEI)).known!.end;
    expect(await knownEnd()).toBeLessThan(start);
    await desk.saveService({ horizon: '180' });
    const closed = await offeredBetween('2027-05-18T00:00:00Z', '2027-05-19T00:00:00Z');
    expect(closed).toEqual([]);
    await desk.tick(MEI);
    expect(await knownEnd()).toBeGreaterThan(start);
    const offered = await offeredBetween('2027-05-18T00:00:00Z', '2027-05-19T00:00:00Z');
    expect(offered).toContain(start - HOUR / 2);
    expect(offered).not.toContain(start);
  });

  it('the last day of a month counts to its end', async () => {
    const start = at('2026-12-31T07:00:00Z');
    const offered = () => offeredBetween('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect(await offered()).toContain(start);
    await desk.inCalendar().make({ summary: 'Year’s end', ...times(start, start + HOUR) });
    await desk.settle();
    expect(await offered()).not.toContain(start);
    expect(await offered()).toContain(start - HOUR / 2);
  });
});

describe('what triggers say', () => {
  it('a message that names no calendar is about all that are connected', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const execution = await desk.call(MEI, 'onCalendarChange', {});
    const read = callsIn([execution], /^Events\.list$/).map((call) => parametersOf(call).calendarId);
    expect(read).toEqual(expect.arrayContaining([mine, MEI]));
    expect(read).toHaveLength(2);
  });

  it('one about a calendar that is not connected is about nothing', async () => {
    const execution = await desk.call(MEI, 'onCalendarChange', { calendarId: 'somebody@else.example' });
    expect(execution.ok).toBe(true);
    expect(callsIn([execution], /./)).toEqual([]);
  });

  it('one that brings nothing new writes nothing and sends nothing', async () => {
    await desk.confirmedBooking();
    const mails = (await desk.mail()).length;
    const executions = [await changed(), await changed(), await changed()];
    expect(writesIn(executions)).toEqual([]);
    expect(listsIn(executions)).toHaveLength(3);
    expect(await desk.mailsAfter(mails)).toEqual([]);
  });

  const triggersOf = async (email: string) => {
    const { triggers } = await desk.post<{
      triggers: { user: string; handler: string; calendarId: string | null }[];
    }>('triggers', {});
    return triggers.filter(({ user }) => user === email).map(({ handler, calendarId }) => calendarId ?? handler);
  };

  it('there is one for each connected calendar and one tick, however often somebody connects', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const wanted = ['onHourlyTick', mine, MEI].sort();
    await desk.connectMei();
    await desk.connectMei();
    await desk.tick();
    expect((await triggersOf(MEI)).sort()).toEqual(wanted);
    expect(await triggersOf(OWNER)).toEqual(['onHourlyTick']);
  });

  it('one of a calendar that was disconnected goes, with what was known of it', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const inputs = { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI], writeCalendar: MEI };
    await desk.connect(MEI, inputs);
    // The first tick forgets the calendar, the one after it its trigger.
    await desk.tick();
    await desk.tick();
    expect((await triggersOf(MEI)).sort()).toEqual(['onHourlyTick', MEI].sort());
    expect(await desk.syncOf(mine)).toBeUndefined();
    expect(await desk.openTimes()).toContain(at('2026-11-23T07:00:00Z'));
  });

  it('one that could not be made is made by the next tick, and changes are found meanwhile', async () => {
    await desk.reset('studio', NOW);
    const form = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI };
    await desk.submit(OWNER, 'setUp', form);
    await desk.faults([{ service: 'ScriptApp', method: '*', nth: 4, times: 1, error: 'Service error' }]);
    await desk.connectMei();
    await desk.faults([]);
    expect(await triggersOf(MEI)).not.toHaveLength(3);
    await desk.tick();
    expect(await triggersOf(MEI)).toHaveLength(3);
  });

  it('a calendar that Google refuses for good closes its owner’s times in plain words; others go on', async () => {
    const mine = await desk.calendarNamed(MEI, 'Private');
    const booking = await desk.confirmedBooking();
    await desk.inCalendar().edit(booking.event!.eventId, times(booking.start + HOUR, booking.end + HOUR));
    await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 403, reason: 'notACalendarUser' }]);
    await changed(mine);
    await changed();
    expect(await desk.syncOf(mine)).toMatchObject({ problem: { kind: 'noAccess' } });
    expect(await desk.syncOf(MEI)).toMatchObject({ problem: null });
    expect((await desk.booking(booking.id)).start).toBe(booking.start + HOUR);
    expect(await desk.openTimes()).toEqual([]);
    const home = textsOf(await desk.home(MEI));
    expect(home).toContain('Private');
    expect(home).toContain('times stay closed');
  });

  it('an announcement that never came is made up for by the hourly tick, the owner’s too', async () => {
    const [start = 0] = await desk.openTimes();
    await desk.request(start);
    const [requested] = await desk.bookings();
    await desk.accept(MEI, requested!.id);
    const { event } = await desk.booking(requested!.id);
    await desk.inCalendar().edit(event!.eventId, times(start + HOUR, start + 1.5 * HOUR));
    await desk.tick();
    expect((await desk.booking(requested!.id)).start).toBe(start + HOUR);
    await expectRest(desk);
  });
});

describe('what the account notes of single events, in its own store', () => {
  /** The calls to the two stores, in order. */
  const storeCalls = ({ calls }: ExecutionRecord) =>
    calls.filter(({ service }) => service === 'PropertiesService').map(({ method }) => method);
  const notes = async () => {
    const { properties } = await desk.get<{ properties: Record<string, Record<string, string>> }>('state');
    return properties[`user:${MEI}`] ?? {};
  };
  const lists = (execution: ExecutionRecord) => callsIn([execution], /^Events\.list$/).length;

  it('is neither read nor written for a booking’s event, and once each for an ordinary one', async () => {
    const booking = await desk.confirmedBooking();
    const plan = await desk.inCalendar().make(times(booking.start + 5 * HOUR, booking.end + 5 * HOUR));
    await desk.settle();
    const before = await notes();
    await desk.post('clock', { advance: 'PT1M' });
    await desk.inCalendar().edit(booking.event!.eventId, { colorId: '5' });
    const ofBooking = await changed();
    expect(await notes()).toEqual(before);
    await desk.post('clock', { advance: 'PT1M' });
    await desk.inCalendar().edit(plan.id, times(booking.start + 7 * HOUR, booking.end + 7 * HOUR));
    const ofPlan = await changed();
    expect(await notes()).not.toEqual(before);
    expect([lists(ofBooking), lists(ofPlan)]).toEqual([1, 1]);
    const count = (execution: ExecutionRecord, method: string) =>
      storeCalls(execution).filter((one) => one === method).length;
    for (const method of ['getProperties', 'setProperties'])
      expect(count(ofPlan, method)).toBe(count(ofBooking, method) + 1);
  });

  it('lets an ordinary event move with one list, and none of it is in the shared store', async () => {
    const [start = 0] = await desk.openTimes();
    const plan = await desk.inCalendar().make({ summary: 'Dentist', ...times(start, start + HOUR) });
    await desk.settle();
    expect(await desk.openTimes()).not.toContain(start);
    await desk.inCalendar().edit(plan.id, times(start + 3 * HOUR, start + 4 * HOUR));
    const execution = await changed();
    expect(lists(execution)).toBe(1);
    const open = await desk.openTimes();
    expect({ before: open.includes(start), now: open.includes(start + 3 * HOUR) }).toEqual({
      before: true,
      now: false,
    });
    expect((await desk.syncOf(MEI)).named).toEqual([]);
    expect(Object.keys(await notes())).toContain(`notes:busy:${MEI}`);
  });

  it('is made again by one more list after it was lost, and nothing is open meanwhile that should be closed', async () => {
    const [start = 0] = await desk.openTimes();
    const plan = await desk.inCalendar().make(times(start, start + HOUR));
    await desk.inCalendar().make(times(start + 26 * HOUR, start + 27 * HOUR));
    await desk.settle();
    await forgetNotes(desk, MEI);
    await desk.inCalendar().edit(plan.id, times(start + 3 * HOUR, start + 4 * HOUR));
    expect(lists(await changed())).toBe(2);
    expect(await promises(desk)).toEqual([]);
    await desk.inCalendar().edit(plan.id, times(start, start + HOUR));
    expect(lists(await changed())).toBe(1);
    expect(await promises(desk)).toEqual([]);
  });

  it('is forgotten when the account disconnects', async () => {
    await desk.inCalendar().make(times(at(NOW) + DAY, at(NOW) + DAY + HOUR));
    await desk.settle();
    expect(await notes()).not.toEqual({});
    await desk.tap(MEI, 'disconnectCalendars');
    expect(Object.keys(await notes()).filter((key) => key.startsWith('notes:'))).toEqual([]);
  });
});
