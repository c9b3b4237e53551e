import { textsOf } from '../support/cards';
import { OWNER, MEI, NOW, HOUR, DAY, at } from '../support/studio';
import { useDesk } from '../support/desk';

// Many requests, one after another: on a machine that does other things too they take their time.
jest.setTimeout(180_000 + Number(process.env.HOSTILE_REQUESTS ?? 0) * 500);

const desk = useDesk();
let starts: number[];
beforeEach(async () => {
  starts = await desk.openTimes(60);
});

interface Answer {
  ok: boolean;
  code?: string;
  message?: string;
}

/** The nth time in an order that spreads over the days: none of them is in another's way. */
const free = (nth: number) => starts[(nth * 2) % starts.length]!;
const ask = (nth: number, change: Record<string, unknown> = {}) =>
  desk.request(free(nth), { requestKey: `ask-${nth}`, ...change });
const from = (nth: number) => ({ email: `client${nth}@client.example` });

/** Many at a time, as a script would send them. */
async function flood<T>(count: number, send: (nth: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let first = 0; first < count; first += 25) {
    const batch = Array.from({ length: Math.min(25, count - first) }, (_, i) => send(first + i));
    answers.push(...(await Promise.all(batch)));
  }
  return answers;
}

const script = async () =>
  (await desk.get<{ properties: { script: Record<string, string> } }>('state')).properties.script;
const used = async () =>
  Object.entries(await script()).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);

it('lets a client ask three times and a class of twenty sign up within five minutes', async () => {
  for (let nth = 0; nth < 3; nth++) expect(await ask(nth)).toMatchObject({ ok: true });
  for (let nth = 3; nth < 23; nth++) expect(await ask(nth, from(nth))).toMatchObject({ ok: true });
});

it('refuses who is blocked as kindly as anybody, however the address is spelled, and nobody else', async () => {
  const blocked = 'spam.mer@gmail.com\n@Rude.example';
  await desk.saveSettings({ blocked });
  const kind = 'We have received a lot of requests. Please try again in an hour or contact us directly.';
  for (const email of ['spammer+1@googlemail.com', 'anyone@rude.example', 'any.one+1@rude.example'])
    expect(await ask(1, { email, locale: 'en' })).toMatchObject({ ok: false, code: 'tooManyRequests', message: kind });
  expect(await desk.bookings()).toEqual([]);
  expect(await ask(1, from(1))).toMatchObject({ ok: true });
  expect(textsOf((await desk.saveSettings({ blocked: 'rude.example' })).result)).toContain('for example name@example');
  expect(textsOf((await desk.tap(OWNER, 'showSettings')).result)).toContain('spam.mer@gmail.com\n@rude.example');
});

it('lets the owner block an address while declining its request; nobody else may', async () => {
  await ask(1);
  await ask(2, from(2));
  const [first, second] = await desk.bookings();
  const block = { reason: '', block: 'yes' };
  expect(textsOf((await desk.tap(MEI, 'askDecline', { booking: first!.id })).result)).not.toContain('no more requests');
  expect(textsOf((await desk.tap(OWNER, 'askDecline', { booking: first!.id })).result)).toContain(
    `Take no more requests from ${first!.client.email}`,
  );
  await desk.tap(OWNER, 'declineBooking', { booking: first!.id }, block);
  await desk.tap(MEI, 'declineBooking', { booking: second!.id }, block);
  expect((await desk.bookings()).map(({ state }) => state)).toEqual(['declined', 'declined']);
  const asks = async (email: string) => (await ask(5, { email, requestKey: `again-${email}` })).ok;
  expect([await asks(first!.client.email), await asks(second!.client.email)]).toEqual([false, true]);
});

it('asks for a code that is sent to the address, if the owner wants it, before a request holds a time', async () => {
  await desk.saveSettings({ confirmsEmail: 'yes' });
  const request = (code = '', change = {}) => ask(1, { locale: 'en', code, ...change });
  expect(await request()).toMatchObject({ ok: false, code: 'codeSent', field: 'code' });
  expect(await desk.bookings()).toEqual([]);
  expect(await desk.openTimes(60)).toContain(free(1));
  const [sent] = (await desk.mail()).slice(-1);
  expect(sent!.to).toEqual(['piotr@client.example']);
  const code = /\d{6}/.exec(sent!.subject)![0];
  expect(sent!.body).not.toContain('Piotr');
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  expect(await request(wrong)).toMatchObject({ ok: false, code: 'codeWrong', field: 'code' });
  // It is for this address alone: another one is sent its own. Nobody is sent one for a time that is gone.
  expect(await request(code, from(2))).toMatchObject({ code: 'codeSent' });
  expect((await desk.mail()).at(-1)!.to).toEqual(['client2@client.example']);
  const mails = (await desk.mail()).length;
  expect(await request('', { start: at('2026-11-24T20:00:00Z') })).toMatchObject({ code: 'slotTaken' });
  expect(await desk.mail()).toHaveLength(mails);
  await desk.advance('PT55M');
  expect(await request(` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ ok: true, state: 'requested' });
  expect(await desk.bookings()).toHaveLength(1);
});

it('sends one mailbox few codes, and lets nobody try many', async () => {
  await desk.saveSettings({ confirmsEmail: 'yes' });
  const before = (await desk.mail()).length;
  const answers: unknown[] = [];
  for (let n = 0; n < 5; n++) answers.push((await ask(n, { email: `ann+${n}@client.example` })).code);
  expect(answers).toEqual(['codeSent', 'codeSent', 'codeSent', 'tooManyYours', 'tooManyYours']);
  expect(await desk.mail()).toHaveLength(before + 3);
  expect(await ask(1, { ...from(9), code: '000000' })).toMatchObject({ code: 'codeSent' });
  const tries: unknown[] = [];
  for (let n = 0; n < 7; n++) tries.push((await ask(1, { ...from(9), code: `00000${n}` })).code);
  expect(tries.slice(0, 5)).toEqual(Array(5).fill('codeWrong'));
  expect(tries.slice(5)).toEqual(['tooManyYours', 'tooManyYours']);
  expect(await desk.bookings()).toEqual([]);
  await desk.faults([{ service: 'MailApp', method: 'sendEmail', times: 1, error: 'no such address' }]);
  expect(await ask(1, from(8))).toMatchObject({ ok: false, code: 'codeNotSent', field: 'email' });
});

it('keeps staff’s e-mails also from codes, and from moves of requests that were made before', async () => {
  const quota = async () => desk.post('quota', { limit: (await desk.mail()).length + 100 });
  // Each asks Google what is left, and the answer is remembered for hours.
  for (let nth = 0; nth < 12; nth++) await ask(nth, from(nth));
  const links = (await desk.mail()).flatMap(({ body }) => /[?&]booking=(\S+)/.exec(body)?.slice(1) ?? []);
  await desk.advance('PT2H');
  await quota();
  const before = (await desk.mail()).length;
  await ask(30, from(30));
  for (const [nth, token] of links.entries())
    for (const start of [free(40 + nth), free(60 + nth)])
      await desk.page('changeByLink', { token, wish: 'move', start, locale: 'en' });
  for (let nth = 80; nth < 100; nth++) await ask(nth, from(nth));
  expect((await desk.mail()).length - before).toBeLessThanOrEqual(60);

  await quota();
  await desk.advance('PT6H');
  const then = (await desk.mail()).length;
  await ask(110, from(110));
  await desk.saveSettings({ confirmsEmail: 'yes' });
  for (let nth = 120; nth < 170; nth++) await ask(nth, from(nth));
  await desk.saveSettings({ confirmsEmail: [] });
  for (let nth = 170; nth < 190; nth++) await ask(nth, from(nth));
  expect((await desk.mail()).length - then).toBeLessThanOrEqual(60);
});

it.each([
  ['fills in what nobody sees', { website: 'https://x.example' }],
  ['takes less time than anybody could', { took: 150 }],
])('tells a program that %s nothing but a kind word', async (_, sign) => {
  expect(await ask(1, { ...sign, email: 'no address' })).toMatchObject({
    ok: false,
    code: 'tooManyRequests',
    field: '',
  });
  expect(await desk.bookings()).toEqual([]);
  expect(await ask(1, { website: '', took: 30_000 })).toMatchObject({ ok: true });
});

it('answers one address that asks again and again with a kind word, in the reader’s language, and without the lock', async () => {
  for (let nth = 0; nth < 10; nth++) expect(await ask(nth)).toMatchObject({ ok: true });
  const before = await script();
  expect(await ask(10, { locale: 'en' })).toMatchObject({
    ok: false,
    code: 'tooManyYours',
    message: 'We already have several requests from you. Please wait for our answer or contact us directly.',
  });
  // Nobody is let through by the script's lock, and none is asked for.
  await desk.faults([{ service: 'LockService', method: 'tryLock', times: 50, error: 'no lock for strangers' }]);
  const refused = await Promise.all(Array.from({ length: 10 }, (_, nth) => ask(20 + nth)));
  expect(refused.map(({ code }) => code)).toEqual(Array(10).fill('tooManyYours'));
  expect(await desk.page('sendRequest', { garbage: true })).toMatchObject({ ok: false });
  expect(await ask(40, { ...from(1), start: at('2026-11-24T20:00:00Z') })).toMatchObject({ code: 'slotTaken' });
  await desk.faults([]);
  expect(await script()).toEqual(before);
  expect(await ask(11, from(2))).toMatchObject({ ok: true });
});

it('counts the spellings of one mailbox as one, and those of another as another', async () => {
  const spellings = ['anna.nowak', 'annanowak', 'a.n.n.a.nowak', 'ANNA.NOWAK+1', 'annanowak+club'];
  for (let nth = 0; nth < 10; nth++) {
    const email = `${spellings[nth % 5]!}@${nth % 2 === 0 ? 'gmail' : 'googlemail'}.com`;
    expect(await ask(nth, { email })).toMatchObject({ ok: true });
  }
  expect(await ask(10, { email: 'annan.owak+more@gmail.com' })).toMatchObject({ ok: false, code: 'tooManyYours' });
  expect(await ask(11, { email: 'anna.nowak+more@gmail.com' })).toMatchObject({ ok: false, code: 'tooManyYours' });
  expect(await ask(12, { email: 'annanowak@client.example' })).toMatchObject({ ok: true });
  expect(await ask(13, { email: 'anna.nowak@client.example' })).toMatchObject({ ok: true });
});

it('tells who sends the same submission again what it made, and nobody else', async () => {
  const first = await ask(0);
  expect(await ask(0)).toEqual(first);
  // The same key and another person: another request, and that time is taken.
  expect(await ask(0, from(1))).toMatchObject({ ok: false, code: 'slotTaken' });
  expect(await desk.bookings()).toHaveLength(1);
});

/** HOSTILE_REQUESTS=2000 for a real flood; for a short one, most of what it may create already exists. */
const { HOSTILE_REQUESTS = '40' } = process.env;

async function alreadyAsked(count: number): Promise<void> {
  await ask(900, from(900));
  const [booking] = await desk.bookings();
  const values: Record<string, string> = {};
  for (let nth = 0; nth < count; nth++) {
    const id = `asked${String(nth).padStart(7, '0')}`;
    const client = { ...booking!.client, email: `asked${nth}@client.example` };
    const times = { start: free(nth + 100), end: free(nth + 100) + HOUR / 2 };
    const one = { ...booking!, ...times, id, reference: id.slice(-6), requestKey: id, client };
    values[`booking:${id}`] = JSON.stringify({ v: 1, d: one });
  }
  await desk.post('properties', { values });
}

it('hostile requests stop neither staff nor sync, and the desk is as before when they have run out', async () => {
  const wide = { name: '名'.repeat(100), note: '字'.repeat(1_000) };
  const kinds: ((nth: number) => Promise<Answer>)[] = [
    (nth) => ask(nth, { ...from(nth), ...wide }),
    (nth) => ask(nth, { ...from(nth), note: '\u0001\ud800"'.repeat(300) }),
    (nth) => ask(nth, { email: 'victim@client.example' }),
    (nth) => ask(0, from(nth)),
    (nth) => desk.page('sendRequest', { ...from(nth), start: nth % 2 === 0 ? 8.64e15 : 'now', zone: nth }),
  ];
  if (Number(HOSTILE_REQUESTS) < 1_000) await alreadyAsked(50);
  const answers = await flood(Number(HOSTILE_REQUESTS), (nth) => kinds[nth % kinds.length]!(nth));
  expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(60);
  expect(await used()).toBeLessThan(400_000);
  // Mail is left for what staff do.
  const sent = (await desk.mail()).length;
  expect(sent).toBeLessThanOrEqual(60);
  const [first, second, third] = (await desk.bookings()).filter((b) => b.state === 'requested');
  for (const [name, booking] of [
    ['acceptBooking', first],
    ['declineBooking', second],
    ['acceptBooking', third],
    ['cancelBooking', third],
  ] as const)
    expect((await desk.tap(MEI, name, { booking: booking!.id })).ok).toBe(true);
  const states = new Map((await desk.bookings()).map(({ id, state }) => [id, state]));
  expect([first, second, third].map((b) => states.get(b!.id))).toEqual(['confirmed', 'declined', 'cancelled']);
  expect((await desk.mail()).length).toBe(sent + 4);

  // An event of Mei's own closes its time, though the page is closed.
  const plan = {
    start: { dateTime: new Date(free(500)).toISOString() },
    end: { dateTime: new Date(free(500) + HOUR).toISOString() },
  };
  await desk.api(MEI, 'POST', `calendars/${MEI}/events`, { summary: 'Mine', ...plan });
  await desk.settle();
  expect(await desk.openTimes(60)).not.toContain(free(500));
  expect(await ask(3_000, { ...from(3_000), locale: 'en' })).toMatchObject({ code: 'tooManyRequests' });

  // An hour later honest clients are let in again; days later what nobody answered has run out.
  await desk.advance(HOUR + 61_000);
  starts = await desk.openTimes(60);
  expect(await ask(3_001, from(3_001))).toMatchObject({ ok: true });
  await desk.advance(3 * DAY);
  for (const person of [OWNER, MEI]) expect((await desk.tick(person)).error).toBeUndefined();
  const left = (await desk.bookings()).filter(({ state }) => state === 'requested');
  expect(left).toEqual([]);
  starts = await desk.openTimes(60);
  expect(await ask(1, { ...from(9_999), requestKey: 'after' })).toMatchObject({ ok: true });
});

it('a store that requests have filled drops the expired ones before anything else, and continues', async () => {
  const [request] = [await ask(0, { note: '字'.repeat(1_000) })];
  expect(request).toMatchObject({ ok: true });
  const [booking] = await desk.bookings();
  const values: Record<string, string> = {};
  for (let nth = 0; (nth + 1) * 4_600 < 480_000 - (await used()); nth++) {
    const id = `flood${String(nth).padStart(7, '0')}`;
    const one = {
      ...booking!,
      id,
      reference: id.slice(-6),
      start: at(NOW) + nth * HOUR,
      end: at(NOW) + (nth + 1) * HOUR,
    };
    values[`booking:${id}`] = JSON.stringify({ v: 1, d: one });
    if (nth > 100) break;
  }
  await desk.post('properties', { values });
  expect(await used()).toBeGreaterThan(400_000);
  expect(await ask(1, from(1))).toMatchObject({ ok: false, code: 'tooManyRequests' });
  expect(textsOf(await desk.home(OWNER))).toMatch(/Storage is \d\d% full/);
  expect((await desk.tap(MEI, 'declineBooking', { booking: booking!.id })).ok).toBe(true);
  expect((await desk.bookings()).find(({ id }) => id === booking!.id)).toMatchObject({ state: 'declined' });
  await desk.advance(3 * DAY);
  expect((await desk.tick(OWNER)).error).toBeUndefined();
  expect(await used()).toBeLessThan(100_000);
  expect((await desk.bookings()).map(({ id }) => id)).toEqual([booking!.id]);
});
