import type { Booking } from '../../src/booking/booking';
import { OWNER, MEI, ANNA, HOUR } from '../support/studio';
import { useDesk } from '../support/desk';
import { promises, quiet } from '../support/promises';

const desk = useDesk();
let start: number;
beforeEach(async () => {
  await desk.saveService({ name: 'Choir', capacity: '3' });
  [start = 0] = await desk.openTimes();
});

const emailOf = (n: number) => `singer${n}@client.example`;
const ask = (n: number) => desk.request(start, { email: emailOf(n), name: `S ${n}` });
const of = async (n: number) => (await desk.bookings()).find(({ client }) => client.email === emailOf(n))!;
const guests = (event: Record<string, unknown>) =>
  (event.attendees as { email: string }[]).map(({ email }) => email).sort();

/** So many clients, all confirmed. */
async function singers(count: number): Promise<Booking[]> {
  for (let n = 1; n <= count; n++) {
    await ask(n);
    await desk.accept(MEI, (await of(n)).id);
  }
  return desk.bookings();
}

it('three clients share one time, one event and one link; a fourth is refused', async () => {
  await singers(2);
  expect(await desk.openTimes()).toContain(start);
  await ask(3);
  expect(await desk.openTimes()).not.toContain(start);
  expect(await ask(4)).toMatchObject({ ok: false, code: 'slotTaken' });
  await desk.accept(MEI, (await of(3)).id);
  const all = await desk.bookings();
  expect(new Set(all.map(({ event }) => event!.eventId)).size).toBe(1);
  expect(new Set(all.map(({ link }) => link!.uri)).size).toBe(1);
  const [event, second] = await desk.ourEvents();
  expect(second).toBeUndefined();
  expect(guests(event!)).toEqual([1, 2, 3].map(emailOf));
  expect(event).toMatchObject({ summary: 'Choir', guestsCanSeeOtherGuests: false });
  expect(JSON.stringify(event!.description ?? '')).not.toContain('S 1');
});

it('pending requests hold their seats', async () => {
  await ask(1);
  await ask(2);
  await ask(3);
  expect(await ask(4)).toMatchObject({ ok: false, code: 'slotTaken' });
});

it('who leaves leaves alone; with the last one the event goes', async () => {
  await singers(2);
  await desk.tap(MEI, 'cancelBooking', { booking: (await of(1)).id });
  const [event] = await desk.ourEvents();
  expect(guests(event!)).toEqual([emailOf(2)]);
  expect((await of(2)).state).toBe('confirmed');
  await desk.tap(MEI, 'cancelBooking', { booking: (await of(2)).id });
  expect(await desk.ourEvents()).toEqual([]);
});

it('one seat is handed over: the other stays with its event and link, and who is handed over too joins the first', async () => {
  await desk.openTeam();
  await desk.saveService({ name: 'Choir', capacity: '3', assignment: 'client' });
  [start = 0] = await desk.timesOf(desk.mei);
  for (const n of [1, 2, 3]) {
    const form = { staff: desk.mei, email: emailOf(n), name: `S ${n}` };
    await desk.request(start, form);
    await desk.accept(MEI, (await of(n)).id);
  }
  await desk.settle();
  const before = await of(1);
  const handOver = async (n: number) => {
    await desk.tap(OWNER, 'handOverBooking', { booking: (await of(n)).id, overBusy: 'yes' }, { staff: desk.anna });
    await desk.settle();
    await desk.advance('PT1H');
    await desk.settle();
  };
  const byCalendar = async () =>
    Object.fromEntries(
      (await desk.ourEvents()).map((one) => [(one.organizer as { email: string }).email, guests(one)]),
    );
  await handOver(2);
  expect(await byCalendar()).toEqual({ [MEI]: [1, 3].map(emailOf), [ANNA]: [emailOf(2)] });
  expect(await of(1)).toMatchObject({ event: before.event, link: before.link, staffId: desk.mei });
  expect((await of(2)).link!.uri).not.toBe(before.link!.uri);
  await handOver(3);
  expect(await byCalendar()).toEqual({ [MEI]: [emailOf(1)], [ANNA]: [2, 3].map(emailOf) });
  expect((await of(3)).link).toEqual((await of(2)).link);
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
});

it('a booking made for one alone stays alone, when its service is for several afterwards', async () => {
  await desk.saveService({ name: 'Lesson', capacity: '1' });
  await desk.request(start, { email: emailOf(1), note: 'My left knee' });
  await desk.accept(MEI, (await of(1)).id);
  await desk.saveService({ name: 'Choir', capacity: '3' });
  expect(await desk.openTimes()).not.toContain(start);
  expect(await ask(2)).toMatchObject({ ok: false, code: 'slotTaken' });
  // Nor by a person's word: nobody puts another client into this event.
  const [staff] = (await desk.records<{ id: string; email: string }>('staff')).filter(({ email }) => email === MEI);
  await desk.tap(
    MEI,
    'saveNewBooking',
    { key: 'hand-1', anyTime: 'yes' },
    {
      service: desk.service,
      staff: staff!.id,
      name: 'S 2',
      email: emailOf(2),
      start: String(start),
      options: ['confirm'],
    },
  );
  expect(await desk.bookings()).toHaveLength(1);
  const [event] = await desk.ourEvents();
  expect(guests(event!)).toEqual([emailOf(1)]);
});

it('an event of the staff’s own that became a booking of a group service is nobody else’s', async () => {
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const { id } = await desk.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, {
    summary: 'With Ann',
    description: 'Divorce papers',
    start: time(start),
    end: time(start + HOUR / 2),
  });
  await desk.panel(MEI, {
    action: 'adoptOpenEvent',
    open: { calendarId: MEI, eventId: id },
    inputs: { service: desk.service, email: emailOf(1), name: 'Ann' },
  });
  expect(await of(1)).toMatchObject({ state: 'confirmed', capacity: 1 });
  await desk.settle();
  expect(await desk.openTimes()).not.toContain(start);
  expect(await ask(2)).toMatchObject({ ok: false, code: 'slotTaken' });
  await desk.tap(MEI, 'cancelBooking', { booking: (await of(1)).id });
  await desk.settle();
  await ask(2);
  await desk.accept(MEI, (await of(2)).id);
  expect(await of(2)).toMatchObject({ state: 'confirmed', capacity: 3 });
  expect((await of(2)).event!.eventId).not.toBe(id);
});

it('who has come keeps the event, when another who shared it cancels afterwards', async () => {
  const [first] = await singers(2);
  await desk.post('clock', { now: new Date(start + 60_000).toISOString() });
  await desk.tap(MEI, 'completeBooking', { booking: first!.id });
  await desk.tap(MEI, 'cancelBooking', { booking: (await of(2)).id });
  await desk.settle();
  const [event] = await desk.ourEvents();
  expect(guests(event!)).toEqual([emailOf(1)]);
});

it('an event under the id of a booking that does not bear our mark is not taken for the booking’s own', async () => {
  await ask(1);
  const { id } = await of(1);
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const foreign = { id: `sk${id}g1`, summary: 'Strangers', start: time(start - HOUR), end: time(start) };
  await desk.api(MEI, 'POST', `calendars/${MEI}/events`, foreign);
  await desk.accept(MEI, (await of(1)).id);
  await desk.advance('PT1H');
  await desk.settle();
  expect(await of(1)).toMatchObject({ state: 'confirmed', start, event: { eventId: `sk${id}g2`, written: true } });
  const events = await desk.ourEvents();
  expect(events.map(({ summary }) => summary).sort()).toEqual(['Choir', 'Strangers']);
  expect(events.find(({ summary }) => summary === 'Strangers')).not.toHaveProperty('attendees');
});

it('one of a session moves or is handed over alone', async () => {
  await singers(3);
  const open = (await desk.openTimes()).filter((one) => one > start + HOUR);
  await desk.tap(MEI, 'rescheduleBooking', { booking: (await of(1)).id }, { start: String(open[0]) });
  await desk.settle();
  const byStart = async () =>
    (await desk.ourEvents())
      .map((event) => [Date.parse((event.start as { dateTime: string }).dateTime), guests(event)] as const)
      .sort(([a], [b]) => a - b);
  expect(await byStart()).toEqual([
    [start, [emailOf(2), emailOf(3)]],
    [open[0], [emailOf(1)]],
  ]);
  // Back with the others, and away again: never under an id that was used.
  for (const to of [start, open[1]!]) {
    await desk.tap(MEI, 'rescheduleBooking', { booking: (await of(1)).id }, { start: String(to) });
    await desk.settle();
  }
  expect(await byStart()).toEqual([
    [start, [emailOf(2), emailOf(3)]],
    [open[1], [emailOf(1)]],
  ]);
});

it('the event of a session that is put back is put back once, and the answer holds for all', async () => {
  const inputs = { business: 'S', jitsiDomain: 'meet.jit.si', publicPage: '', deleted: 'ask' };
  await desk.submit(OWNER, 'saveSettingsForm', inputs);
  const [first] = await singers(2);
  await desk.settle();
  await desk.api(MEI, 'DELETE', `calendars/${MEI}/events/${first!.event!.eventId}`);
  await desk.settle();
  expect((await desk.bookings()).map(({ question }) => question?.kind)).toEqual(['deleted', 'deleted']);
  // Nobody joins what may be gone.
  await ask(3);
  await desk.accept(MEI, (await of(3)).id);
  expect((await of(3)).event!.eventId).not.toBe(first!.event!.eventId);
  await desk.tap(MEI, 'cancelBooking', { booking: (await of(3)).id });
  await desk.tap(MEI, 'putEventBack', { booking: (await of(2)).id });
  await desk.settle();
  const [event, second] = await desk.ourEvents();
  expect(second).toBeUndefined();
  expect(guests(event!)).toEqual([1, 2].map(emailOf));
  const both = [await of(1), await of(2)];
  expect(both.map((b) => [b.question, b.event!.eventId, b.link!.uri])).toEqual([
    [null, event!.id, event!.hangoutLink],
    [null, event!.id, event!.hangoutLink],
  ]);
});

it('an event that is moved moves everybody, one that is deleted cancels everybody', async () => {
  const [first] = await singers(3);
  await desk.settle();
  const path = `calendars/${MEI}/events/${first!.event!.eventId}`;
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  await desk.api(MEI, 'PATCH', path, { start: time(start + HOUR), end: time(start + 1.5 * HOUR) });
  await desk.settle();
  expect((await desk.bookings()).map((booking) => [booking.start, booking.flags])).toEqual(
    Array.from({ length: 3 }, () => [start + HOUR, []]),
  );
  await desk.api(MEI, 'DELETE', path);
  await desk.settle();
  expect((await desk.bookings()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

it('an execution may die at any call while somebody joins or leaves: everybody has their seat, once', async () => {
  const step = async (act: () => Promise<unknown>, check: () => Promise<void>, prepare: () => Promise<unknown>) => {
    for (let nth = 1; ; nth++) {
      await desk.open();
      await desk.saveService({ name: 'Choir', capacity: '3' });
      [start = 0] = await desk.openTimes();
      await prepare();
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      await act();
      const { length } = await desk.get<unknown[]>('faults');
      await desk.faults([]);
      await act();
      await desk.settle();
      await desk.advance('PT1H');
      await desk.settle();
      await check();
      if (length > 0) return;
    }
  };
  await step(
    async () => {
      const joining = await of(2);
      if (joining.state === 'requested') await desk.accept(MEI, joining.id);
    },
    async () => {
      const [event, second] = await desk.ourEvents();
      expect(second).toBeUndefined();
      expect(guests(event!)).toEqual([emailOf(1), emailOf(2)]);
      expect((await of(2)).event!.eventId).toBe(event!.id);
    },
    async () => {
      await singers(1);
      await ask(2);
    },
  );
  await step(
    async () => {
      const leaving = await of(1);
      if (leaving.state === 'confirmed') await desk.tap(MEI, 'cancelBooking', { booking: leaving.id });
    },
    async () => {
      const [event] = await desk.ourEvents();
      expect(guests(event!)).toEqual([emailOf(2)]);
      expect((await of(2)).state).toBe('confirmed');
    },
    () => singers(2),
  );
}, 120_000);
