import type { Booking } from '../../src/booking/booking';
import { Sandbox } from '../support/sandbox-process';
import { ANNA, openTeam, tap, timesOf } from '../support/team';
import { promises, quiet } from '../support/promises';
import { aRequest, bookings, HOUR, MEI, openDesk, openTimes, ourEvents, OWNER, saveService } from '../support/studio';

let sandbox: Sandbox;
let service: string;
let start: number;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
  await saveService(sandbox, service, { name: 'Choir', capacity: '3' });
  [start = 0] = await openTimes(sandbox, service);
});

const emailOf = (n: number) => `singer${n}@client.example`;
const ask = (n: number) => sandbox.page('sendRequest', aRequest(service, start, { email: emailOf(n), name: `S ${n}` }));
const accept = (booking: Booking) =>
  sandbox.panel(MEI, { action: 'acceptBooking', parameters: { booking: booking.id } });
const cancel = (booking: Booking) =>
  sandbox.panel(MEI, { action: 'cancelBooking', parameters: { booking: booking.id } });
const of = async (n: number) => (await bookings(sandbox)).find(({ client }) => client.email === emailOf(n))!;
const guests = (event: Record<string, unknown>) =>
  (event.attendees as { email: string }[]).map(({ email }) => email).sort();

/** So many clients, all confirmed. */
async function singers(count: number): Promise<Booking[]> {
  for (let n = 1; n <= count; n++) {
    await ask(n);
    await accept(await of(n));
  }
  return bookings(sandbox);
}

it('three clients share one time, one event and one link; a fourth is refused', async () => {
  await singers(2);
  expect(await openTimes(sandbox, service)).toContain(start);
  await ask(3);
  expect(await openTimes(sandbox, service)).not.toContain(start);
  expect(await ask(4)).toMatchObject({ ok: false, code: 'slotTaken' });
  await accept(await of(3));
  const all = await bookings(sandbox);
  expect(new Set(all.map(({ event }) => event!.eventId)).size).toBe(1);
  expect(new Set(all.map(({ link }) => link!.uri)).size).toBe(1);
  const [event, second] = await ourEvents(sandbox);
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
  await cancel(await of(1));
  const [event] = await ourEvents(sandbox);
  expect(guests(event!)).toEqual([emailOf(2)]);
  expect((await of(2)).state).toBe('confirmed');
  await cancel(await of(2));
  expect(await ourEvents(sandbox)).toEqual([]);
});

it('one seat is handed over: the other stays with its event and link, and who is handed over too joins the first', async () => {
  const team = await openTeam(sandbox);
  ({ service } = team);
  await saveService(sandbox, service, { name: 'Choir', capacity: '3', assignment: 'client' });
  [start = 0] = await timesOf(sandbox, service, team.mei);
  for (const n of [1, 2, 3]) {
    const form = { staff: team.mei, email: emailOf(n), name: `S ${n}` };
    await sandbox.page('sendRequest', aRequest(service, start, form));
    await accept(await of(n));
  }
  await sandbox.settle();
  const before = await of(1);
  const handOver = async (n: number) => {
    await tap(sandbox, OWNER, 'handOverBooking', (await of(n)).id, { inputs: { staff: team.anna }, overBusy: 'yes' });
    await sandbox.settle();
    await sandbox.post('clock', { advance: 'PT1H' });
    await sandbox.settle();
  };
  const byCalendar = async () =>
    Object.fromEntries(
      (await ourEvents(sandbox)).map((one) => [(one.organizer as { email: string }).email, guests(one)]),
    );
  await handOver(2);
  expect(await byCalendar()).toEqual({ [MEI]: [1, 3].map(emailOf), [ANNA]: [emailOf(2)] });
  expect(await of(1)).toMatchObject({ event: before.event, link: before.link, staffId: team.mei });
  expect((await of(2)).link!.uri).not.toBe(before.link!.uri);
  await handOver(3);
  expect(await byCalendar()).toEqual({ [MEI]: [emailOf(1)], [ANNA]: [2, 3].map(emailOf) });
  expect((await of(3)).link).toEqual((await of(2)).link);
  expect([...(await quiet(sandbox)), ...(await promises(sandbox))]).toEqual([]);
});

it('a booking made for one alone stays alone, when its service is for several afterwards', async () => {
  await saveService(sandbox, service, { name: 'Lesson', capacity: '1' });
  await sandbox.page('sendRequest', aRequest(service, start, { email: emailOf(1), note: 'My left knee' }));
  await accept(await of(1));
  await saveService(sandbox, service, { name: 'Choir', capacity: '3' });
  expect(await openTimes(sandbox, service)).not.toContain(start);
  expect(await ask(2)).toMatchObject({ ok: false, code: 'slotTaken' });
  // Nor by a person's word: nobody puts another client into this event.
  const [staff] = (await sandbox.records<{ id: string; email: string }>('staff')).filter(({ email }) => email === MEI);
  await sandbox.panel(MEI, {
    action: 'saveNewBooking',
    parameters: { key: 'hand-1', anyTime: 'yes' },
    inputs: { service, staff: staff!.id, name: 'S 2', email: emailOf(2), start: String(start), options: ['confirm'] },
  });
  expect(await bookings(sandbox)).toHaveLength(1);
  const [event] = await ourEvents(sandbox);
  expect(guests(event!)).toEqual([emailOf(1)]);
});

it('an event of the staff’s own that became a booking of a group service is nobody else’s', async () => {
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const { id } = await sandbox.api<{ id: string }>(MEI, 'POST', `calendars/${MEI}/events`, {
    summary: 'With Ann',
    description: 'Divorce papers',
    start: time(start),
    end: time(start + HOUR / 2),
  });
  await sandbox.panel(MEI, {
    action: 'adoptOpenEvent',
    open: { calendarId: MEI, eventId: id },
    inputs: { service, email: emailOf(1), name: 'Ann' },
  });
  expect(await of(1)).toMatchObject({ state: 'confirmed', capacity: 1 });
  await sandbox.settle();
  expect(await openTimes(sandbox, service)).not.toContain(start);
  expect(await ask(2)).toMatchObject({ ok: false, code: 'slotTaken' });
  await cancel(await of(1));
  await sandbox.settle();
  await ask(2);
  await accept(await of(2));
  expect(await of(2)).toMatchObject({ state: 'confirmed', capacity: 3 });
  expect((await of(2)).event!.eventId).not.toBe(id);
});

it('who has come keeps the event, when another who shared it cancels afterwards', async () => {
  const [first] = await singers(2);
  await sandbox.post('clock', { now: new Date(start + 60_000).toISOString() });
  await sandbox.panel(MEI, { action: 'completeBooking', parameters: { booking: first!.id } });
  await cancel(await of(2));
  await sandbox.settle();
  const [event] = await ourEvents(sandbox);
  expect(guests(event!)).toEqual([emailOf(1)]);
});

it('an event under the id of a booking that does not bear our mark is not taken for the booking’s own', async () => {
  await ask(1);
  const { id } = await of(1);
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  const foreign = { id: `sk${id}g1`, summary: 'Strangers', start: time(start - HOUR), end: time(start) };
  await sandbox.api(MEI, 'POST', `calendars/${MEI}/events`, foreign);
  await accept(await of(1));
  await sandbox.post('clock', { advance: 'PT1H' });
  await sandbox.settle();
  expect(await of(1)).toMatchObject({ state: 'confirmed', start, event: { eventId: `sk${id}g2`, written: true } });
  const events = await ourEvents(sandbox);
  expect(events.map(({ summary }) => summary).sort()).toEqual(['Choir', 'Strangers']);
  expect(events.find(({ summary }) => summary === 'Strangers')).not.toHaveProperty('attendees');
});

it('one of a session moves or is handed over alone', async () => {
  await singers(3);
  const open = (await openTimes(sandbox, service)).filter((one) => one > start + HOUR);
  await sandbox.panel(MEI, {
    action: 'rescheduleBooking',
    parameters: { booking: (await of(1)).id },
    inputs: { start: String(open[0]) },
  });
  await sandbox.settle();
  const byStart = async () =>
    (await ourEvents(sandbox))
      .map((event) => [Date.parse((event.start as { dateTime: string }).dateTime), guests(event)] as const)
      .sort(([a], [b]) => a - b);
  expect(await byStart()).toEqual([
    [start, [emailOf(2), emailOf(3)]],
    [open[0], [emailOf(1)]],
  ]);
  // Back with the others, and away again: never under an id that was used.
  for (const to of [start, open[1]!]) {
    await sandbox.panel(MEI, {
      action: 'rescheduleBooking',
      parameters: { booking: (await of(1)).id },
      inputs: { start: String(to) },
    });
    await sandbox.settle();
  }
  expect(await byStart()).toEqual([
    [start, [emailOf(2), emailOf(3)]],
    [open[1], [emailOf(1)]],
  ]);
});

it('the event of a session that is put back is put back once, and the answer holds for all', async () => {
  const inputs = { business: 'S', jitsiDomain: 'meet.jit.si', publicPage: '', deleted: 'ask' };
  await sandbox.panel(OWNER, { action: 'saveSettingsForm', inputs });
  const [first] = await singers(2);
  await sandbox.settle();
  await sandbox.api(MEI, 'DELETE', `calendars/${MEI}/events/${first!.event!.eventId}`);
  await sandbox.settle();
  expect((await bookings(sandbox)).map(({ question }) => question?.kind)).toEqual(['deleted', 'deleted']);
  // Nobody joins what may be gone.
  await ask(3);
  await accept(await of(3));
  expect((await of(3)).event!.eventId).not.toBe(first!.event!.eventId);
  await cancel(await of(3));
  await sandbox.panel(MEI, { action: 'putEventBack', parameters: { booking: (await of(2)).id } });
  await sandbox.settle();
  const [event, second] = await ourEvents(sandbox);
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
  await sandbox.settle();
  const path = `calendars/${MEI}/events/${first!.event!.eventId}`;
  const time = (at: number) => ({ dateTime: new Date(at).toISOString() });
  await sandbox.api(MEI, 'PATCH', path, { start: time(start + HOUR), end: time(start + 1.5 * HOUR) });
  await sandbox.settle();
  expect((await bookings(sandbox)).map((booking) => [booking.start, booking.flags])).toEqual(
    Array.from({ length: 3 }, () => [start + HOUR, []]),
  );
  await sandbox.api(MEI, 'DELETE', path);
  await sandbox.settle();
  expect((await bookings(sandbox)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

it('an execution may die at any call while somebody joins or leaves: everybody has their seat, once', async () => {
  const step = async (act: () => Promise<unknown>, check: () => Promise<void>, prepare: () => Promise<unknown>) => {
    for (let nth = 1; ; nth++) {
      ({ service } = await openDesk(sandbox));
      await saveService(sandbox, service, { name: 'Choir', capacity: '3' });
      [start = 0] = await openTimes(sandbox, service);
      await prepare();
      await sandbox.faults([{ service: '*', method: '*', nth, crash: true }]);
      await act();
      const { length } = await sandbox.get<unknown[]>('faults');
      await sandbox.faults([]);
      await act();
      await sandbox.settle();
      await sandbox.post('clock', { advance: 'PT1H' });
      await sandbox.settle();
      await check();
      if (length > 0) return;
    }
  };
  await step(
    async () => {
      const joining = await of(2);
      if (joining.state === 'requested') await accept(joining);
    },
    async () => {
      const [event, second] = await ourEvents(sandbox);
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
      if (leaving.state === 'confirmed') await cancel(leaving);
    },
    async () => {
      const [event] = await ourEvents(sandbox);
      expect(guests(event!)).toEqual([emailOf(2)]);
      expect((await of(2)).state).toBe('confirmed');
    },
    () => singers(2),
  );
}, 120_000);
