import { textsOf } from '../support/cards';
import { OWNER, MEI, NOW, DAY, at } from '../support/studio';
import { useClosedDesk } from '../support/desk';
import { archivedIn } from '../support/archive';
import { aBooking } from '../support/builders';

const desk = useClosedDesk();

/** Bookings that ended long ago, one more day back each, long enough to fill the store. */
async function fillStore(count: number, latest = at('2026-10-01T00:00:00Z'), apart = DAY): Promise<void> {
  const values: Record<string, string> = {};
  for (let i = 0; i < count; i++) {
    const id = `old${String(i).padStart(5, '0')}`;
    const end = latest - i * apart;
    const client = { ...aBooking().client, note: 'x'.repeat(400) };
    const booking = aBooking({ id, reference: id, requestKey: id, state: 'completed', start: end - 1, end, client });
    values[`booking:${id}`] = JSON.stringify({ v: 1, d: booking });
  }
  await desk.post('properties', { values });
}

type Properties = Record<string, Record<string, string>>;
const properties = async () => (await desk.get<{ properties: Properties }>('state')).properties;
const sizeOf = (store: Record<string, string> = {}) =>
  Object.entries(store).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);

it('tells the owner when the store fills up, and moves the oldest finished bookings to their own store', async () => {
  await desk.open();
  await fillStore(430);
  const before = await properties();
  expect(sizeOf(before.script)).toBeGreaterThan(400_000);
  expect(textsOf(await desk.home(OWNER))).toMatch(/Storage is \d\d% full/);

  const tick = await desk.tick(OWNER);
  expect(tick.ok).toBe(true);
  const after = await properties();
  expect(sizeOf(after.script)).toBeLessThanOrEqual(300_000);
  const archived = archivedIn(after[`user:${OWNER}`]).map(({ id }) => id);
  const kept = (await desk.bookings()).map((booking) => booking.id);
  expect([...archived, ...kept].sort()).toEqual(
    Array.from({ length: 430 }, (_, i) => `old${String(i).padStart(5, '0')}`),
  );
  // The oldest went first.
  expect(Math.min(...archived.map((id) => Number(id.slice(3))))).toBeGreaterThan(
    Math.max(...kept.map((id) => Number(id.slice(3)))),
  );
  expect(textsOf(await desk.home(OWNER))).not.toContain('% full');
});

it('leaves a booking in both stores, never in none, when the move dies in between', async () => {
  await desk.open();
  await fillStore(430);
  for (let nth = 1; ; nth++) {
    await desk.faults([{ service: 'PropertiesService', method: '*', nth, crash: true }]);
    const { error } = await desk.tick(OWNER);
    await desk.faults([]);
    const now = await properties();
    const inStore = Object.keys(now.script ?? {}).map((key) => key.replace(/^\w+:/, ''));
    const everywhere = new Set([...inStore, ...archivedIn(now[`user:${OWNER}`]).map(({ id }) => id)]);
    expect([...everywhere].filter((id) => id.startsWith('old'))).toHaveLength(430);
    if (error?.name !== 'Crash') break;
  }
  expect(sizeOf((await properties()).script)).toBeLessThanOrEqual(300_000);
});

it('the owner’s hourly run writes what earlier versions stored as this version does', async () => {
  await desk.open();
  await desk.saveSettings({ archiveAfter: '365' });
  await fillStore(60);
  const before = await desk.bookings();
  const { ok } = await desk.tick(OWNER);
  expect(ok).toBe(true);
  const { script = {} } = await properties();
  const stored = Object.entries(script).filter(([key]) => key.startsWith('booking:'));
  expect(stored).toHaveLength(60);
  for (const [, text] of stored) expect(text).toMatch(/^\{"v":2,"f":2,/);
  expect(await desk.bookings()).toEqual(before);
});

it('a client is not refused for bookings that are over: those of some days ago give way in time', async () => {
  await desk.open();
  const [start = 0] = await desk.openTimes();
  await fillStore(440, at(NOW) - 3 * DAY, 60_000);
  expect(sizeOf((await properties()).script)).toBeGreaterThan(400_000);
  expect(await desk.request(start)).toMatchObject({ ok: false, code: 'tooManyRequests' });
  expect((await desk.tick(OWNER)).ok).toBe(true);
  // A refusal is remembered for a minute.
  await desk.post('clock', { advance: 'PT2M' });
  expect(await desk.request(start)).toMatchObject({ ok: true });
  expect((await desk.bookings()).length).toBeGreaterThan(200);
});

/** Values of nobody's, up to so many bytes in all. */
async function fillUpTo(bytes: number): Promise<void> {
  const used = sizeOf((await properties()).script);
  const filler = Object.fromEntries(
    Array.from({ length: Math.floor((bytes - 90 - used) / 8_010) }, (_, i) => [
      `filler${String(i).padStart(4, '0')}`,
      'x'.repeat(8_000),
    ]),
  );
  await desk.post('properties', { values: filler });
  const left = bytes - sizeOf((await properties()).script);
  await desk.post('properties', { values: { last: 'x'.repeat(left - 4) } });
}

it('refuses a request with words, and writes nothing, when there is no room at all', async () => {
  await desk.open();
  const [start = 0] = await desk.openTimes();
  await fillUpTo(499_990);
  const before = await properties();
  const answer = await desk.request(start, { locale: 'en' });
  expect(answer).toMatchObject({ ok: false, code: 'tooManyRequests' });
  expect(await properties()).toEqual(before);
  expect(await desk.mail()).toEqual([]);
});

it('makes room in a store that is quite full: requests that nobody answered give way, then what ended lately', async () => {
  await desk.open();
  const end = at('2026-11-20T00:00:00Z');
  const ended = (state: 'expired' | 'completed', n: number): [string, string] => {
    const id = `${state}${n}`;
    const client = { ...aBooking().client, note: 'x'.repeat(900) };
    const booking = aBooking({
      id,
      reference: id,
      requestKey: id,
      state,
      start: end - 1,
      end,
      client,
      holdUntil: null,
    });
    return [`booking:${id}`, JSON.stringify({ v: 1, d: booking })];
  };
  const values = [
    ...Array.from({ length: 120 }, (_, n) => ended('completed', n)),
    ...Array.from({ length: 90 }, (_, n) => ended('expired', n)),
  ];
  await desk.post('properties', { values: Object.fromEntries(values) });
  const left = 499_990 - sizeOf((await properties()).script);
  const pieces = Array.from({ length: Math.floor(left / 8_010) }, (_, n): [string, string] => [
    `filler${n}`,
    'x'.repeat(7_990),
  ]);
  await desk.post('properties', { values: Object.fromEntries(pieces) });
  expect(sizeOf((await properties()).script)).toBeGreaterThan(480_000);
  expect((await desk.tick(OWNER)).ok).toBe(true);
  expect(sizeOf((await properties()).script)).toBeLessThanOrEqual(310_000);
  const states = (await desk.bookings()).map(({ state }) => state);
  expect(states.filter((state) => state === 'expired')).toEqual([]);
  expect(states.length).toBeGreaterThan(50);
});

it('a full desk can be worked free: nothing new is taken, but what ends a booking is, and changes in Calendar are followed', async () => {
  await desk.open();
  const times = await desk.openTimes();
  const [moved, ended] = [
    await desk.acceptedBooking(),
    await desk.acceptedBooking({ email: 'second@client.example', requestKey: 'second-booking-in-a-full-desk' }),
  ];
  const asked = await desk.request(times.at(-1) ?? 0, {
    email: 'third@client.example',
    requestKey: 'third-request-in-a-full-desk-0',
  });
  expect(asked.ok).toBe(true);
  const waiting = await desk.requested();
  await fillUpTo(475_000 - 50);

  const refused = await desk.accept(OWNER, waiting.id);
  expect(textsOf(refused.result)).toContain('There is no room for more bookings');
  expect(await desk.booking(waiting.id)).toMatchObject({ state: 'requested' });
  const bodies = (await desk.mail()).map(({ body }) => body).join('\n');
  const token = /[?&]booking=(\S+)/.exec(bodies)![1]!;
  const unsaved = { ok: false, code: 'notSaved', message: expect.stringMatching(/^We cannot save this/) as string };
  const wish = { token, locale: 'en', wish: 'move', start: times.at(-3) };
  expect(await desk.page('changeByLink', wish)).toMatchObject(unsaved);

  const start = moved.start + 7 * DAY;
  const span = {
    start: { dateTime: new Date(start).toISOString() },
    end: { dateTime: new Date(start + moved.end - moved.start).toISOString() },
  };
  await desk.inCalendar().edit(moved.event!.eventId, span);
  await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
  expect(await desk.booking(moved.id)).toMatchObject({ state: 'confirmed', start });

  await desk.tap(OWNER, 'declineBooking', { booking: waiting.id });
  await desk.tap(MEI, 'cancelBooking', { booking: ended.id });
  expect(await desk.booking(waiting.id)).toMatchObject({ state: 'declined', outbox: [] });
  expect(await desk.booking(ended.id)).toMatchObject({ state: 'cancelled', outbox: [] });
  expect(sizeOf((await properties()).script)).toBeLessThan(500_000);
});
