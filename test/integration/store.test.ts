import { Sandbox, textsOf } from '../support/sandbox-process';
import { aBooking } from '../support/builders';
import { aRequest, at, bookings, DAY, openDesk, openTimes, OWNER } from '../support/studio';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

/** Bookings that ended long ago, one more day back each, long enough to fill the store. */
async function fillStore(count: number): Promise<void> {
  const values: Record<string, string> = {};
  for (let i = 0; i < count; i++) {
    const id = `old${String(i).padStart(5, '0')}`;
    const end = at('2026-10-01T00:00:00Z') - i * DAY;
    const client = { ...aBooking().client, note: 'x'.repeat(400) };
    const booking = aBooking({ id, reference: id, requestKey: id, state: 'completed', start: end - 1, end, client });
    values[`booking:${id}`] = JSON.stringify({ v: 1, d: booking });
  }
  await sandbox.post('properties', { values });
}

type Properties = Record<string, Record<string, string>>;
const properties = async () => (await sandbox.get<{ properties: Properties }>('state')).properties;
const sizeOf = (store: Record<string, string> = {}) =>
  Object.entries(store).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);

it('tells the owner when the store fills up, and moves the oldest finished bookings to their own store', async () => {
  await openDesk(sandbox);
  await fillStore(430);
  const before = await properties();
  expect(sizeOf(before.script)).toBeGreaterThan(400_000);
  expect(textsOf((await sandbox.panel(OWNER, { locale: 'en' })).result)).toMatch(/Storage is \d\d% full/);

  const tick = await sandbox.call(OWNER, 'onHourlyTick', {});
  expect(tick.ok).toBe(true);
  const after = await properties();
  expect(sizeOf(after.script)).toBeLessThanOrEqual(300_000);
  const archived = Object.keys(after[`user:${OWNER}`] ?? {}).map((key) => key.replace('archive:', ''));
  const kept = (await bookings(sandbox)).map((booking) => booking.id);
  expect([...archived, ...kept].sort()).toEqual(
    Array.from({ length: 430 }, (_, i) => `old${String(i).padStart(5, '0')}`),
  );
  // The oldest went first.
  expect(Math.min(...archived.map((id) => Number(id.slice(3))))).toBeGreaterThan(
    Math.max(...kept.map((id) => Number(id.slice(3)))),
  );
  expect(textsOf((await sandbox.panel(OWNER, { locale: 'en' })).result)).not.toContain('% full');
});

it('leaves a booking in both stores, never in none, when the move dies in between', async () => {
  await openDesk(sandbox);
  await fillStore(430);
  for (let nth = 1; ; nth++) {
    await sandbox.faults([{ service: 'PropertiesService', method: '*', nth, crash: true }]);
    const { error } = await sandbox.call(OWNER, 'onHourlyTick', {});
    await sandbox.faults([]);
    const now = await properties();
    const everywhere = new Set(
      [...Object.keys(now.script ?? {}), ...Object.keys(now[`user:${OWNER}`] ?? {})].map((key) =>
        key.replace(/^\w+:/, ''),
      ),
    );
    expect([...everywhere].filter((id) => id.startsWith('old'))).toHaveLength(430);
    if (error?.name !== 'Crash') break;
  }
  expect(sizeOf((await properties()).script)).toBeLessThanOrEqual(300_000);
});

it('refuses a request with words, and writes nothing, when there is no room at all', async () => {
  const { service } = await openDesk(sandbox);
  const [start = 0] = await openTimes(sandbox, service);
  const used = sizeOf((await properties()).script);
  const filler = Object.fromEntries(
    Array.from({ length: Math.floor((499_900 - used) / 8_010) }, (_, i) => [
      `filler${String(i).padStart(4, '0')}`,
      'x'.repeat(8_000),
    ]),
  );
  await sandbox.post('properties', { values: filler });
  const left = 499_990 - sizeOf((await properties()).script);
  await sandbox.post('properties', { values: { last: 'x'.repeat(left - 4) } });
  const before = await properties();
  const answer = await sandbox.page('sendRequest', aRequest(service, start, { locale: 'en' }));
  expect(answer).toMatchObject({ ok: false, code: 'tooManyRequests' });
  expect(await properties()).toEqual(before);
  expect(await sandbox.mail()).toEqual([]);
});

it('makes room in a store that is quite full: requests that nobody answered give way, then what ended lately', async () => {
  await openDesk(sandbox);
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
  await sandbox.post('properties', { values: Object.fromEntries(values) });
  const left = 499_990 - sizeOf((await properties()).script);
  const pieces = Array.from({ length: Math.floor(left / 8_010) }, (_, n): [string, string] => [
    `filler${n}`,
    'x'.repeat(7_990),
  ]);
  await sandbox.post('properties', { values: Object.fromEntries(pieces) });
  expect(sizeOf((await properties()).script)).toBeGreaterThan(480_000);
  expect((await sandbox.call(OWNER, 'onHourlyTick', {})).ok).toBe(true);
  expect(sizeOf((await properties()).script)).toBeLessThanOrEqual(310_000);
  const states = (await bookings(sandbox)).map(({ state }) => state);
  expect(states.filter((state) => state === 'expired')).toEqual([]);
  expect(states.length).toBeGreaterThan(50);
});
