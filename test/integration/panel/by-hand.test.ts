import { actionsOf, Sandbox, textsOf, type FormValue } from '../../support/sandbox-process';
import { aRequest, bookings, HOUR, MEI, openTimes, ourEvents, saveService } from '../../support/studio';
import { ANNA, MANAGER, openTeam, timesOf } from '../../support/team';

let sandbox: Sandbox;
let service: string;
let mei: string;
let anna: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service, mei, anna } = await openTeam(sandbox));
});

const CALLER = { name: 'Pani Ela', email: '', phone: '600 100 200', note: '' };

async function form(who: string) {
  const card = await sandbox.panel(who, { action: 'newBooking', locale: 'en' });
  return actionsOf(card.result).find(({ action: name }) => name === 'saveNewBooking')!;
}

async function save(who: string, inputs: Record<string, FormValue>, parameters: Record<string, string> = {}) {
  const submit = await form(who);
  const all = { service, ...CALLER, options: ['confirm'], ...inputs };
  return sandbox.panel(who, {
    action: 'saveNewBooking',
    locale: 'en',
    parameters: { ...submit.parameters, ...parameters },
    inputs: all,
  });
}

it('books a caller without an e-mail address at once: an event with a link, no guest, and no mail to nobody', async () => {
  const [start] = await openTimes(sandbox, service);
  const before = (await sandbox.mail()).length;
  const answer = await save(MEI, { start: String(start) });
  expect(textsOf(answer.result)).toContain('Booked: Monday, November 23');
  const [booking] = await bookings(sandbox);
  expect(booking).toMatchObject({ state: 'confirmed', staffId: mei, start, client: CALLER, link: { status: 'ready' } });
  expect(booking!.history[0]).toMatchObject({ what: 'bookedByHand', by: MEI });
  const [event] = await ourEvents(sandbox);
  expect((event as { attendees?: unknown[] }).attendees ?? []).toEqual([]);
  const mails = (await sandbox.mail()).slice(before);
  expect(mails.flatMap(({ to }) => to)).toEqual([MEI]);
});

it('makes one booking of one form, however often it is sent', async () => {
  const [start] = await openTimes(sandbox, service);
  const submit = await form(MEI);
  const inputs = { service, ...CALLER, options: ['confirm'], start: String(start) };
  for (let n = 0; n < 2; n++) await sandbox.panel(MEI, { ...submit, inputs });
  const [booking] = await bookings(sandbox);
  // Its key cannot be guessed, and is useless to a visitor of the page who has it anyway.
  expect(booking!.requestKey).toMatch(/^hand-[0-9a-f]{32,}$/);
  const answer = await sandbox.page('sendRequest', aRequest(service, start!, { requestKey: booking!.requestKey }));
  expect(answer).toMatchObject({ ok: false, code: 'slotTaken' });
  expect(JSON.stringify(answer)).not.toContain(booking!.reference);
  expect(await bookings(sandbox)).toEqual([booking]);
});

it('of a client who is to be called takes a number that can be called, as the page does, also when it is changed', async () => {
  await saveService(sandbox, service, { place: 'weCall' });
  const [start] = await openTimes(sandbox, service);
  for (const phone of ['', 'abc', '12345']) {
    const answer = await save(MEI, { start: String(start), phone });
    expect(textsOf(answer.result)).toMatch(phone === '' ? 'Phone: This must not be empty.' : 'Enter a phone number');
  }
  expect(await bookings(sandbox)).toEqual([]);
  await save(MEI, { start: String(start), phone: '０２ ５５５-０１４７' });
  const [booking] = await bookings(sandbox);
  expect(booking).toMatchObject({ place: { kind: 'weCall' }, client: { phone: '02 555-0147' } });
  const change = (phone: string) =>
    sandbox.panel(MEI, {
      action: 'saveClient',
      locale: 'en',
      parameters: { booking: booking!.id },
      inputs: { ...CALLER, phone },
    });
  expect(textsOf((await change('later')).result)).toContain('Enter a phone number');
  expect(await bookings(sandbox)).toEqual([booking]);
  await change('+48 600 100 200');
  expect((await bookings(sandbox))[0]!.client.phone).toBe('+48 600 100 200');
});

it('leaves it a request where it is to be accepted, and waits for the payment unless told otherwise', async () => {
  const [first, second, third] = (await openTimes(sandbox, service)).filter((_, i) => i % 3 === 0);
  await save(MEI, { start: String(first), options: [] });
  await saveService(sandbox, service, { options: ['offered', 'prepayment'] });
  await save(MEI, { start: String(second), payment: 'await' });
  await save(MEI, { start: String(third), payment: 'paid' });
  const states = (await bookings(sandbox))
    .sort((a, b) => a.start - b.start)
    .map(({ state, paidAt }) => [state, paidAt !== null]);
  expect(states).toEqual([
    ['requested', false],
    ['awaitingPayment', false],
    ['confirmed', true],
  ]);
});

it('warns of a time that is not open and says why, then books it anyway', async () => {
  const [start] = await openTimes(sandbox, service);
  const inputs = { start: '', time: { moment: start! - 3 * HOUR } };
  const warned = await save(MEI, inputs);
  expect(textsOf(warned.result)).toContain('outside working hours');
  expect(await bookings(sandbox)).toEqual([]);
  const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.anyTime === 'yes')!;
  await sandbox.panel(MEI, { ...anyway, inputs: { service, ...CALLER, options: ['confirm'], ...inputs } });
  expect(await bookings(sandbox)).toMatchObject([{ start: start! - 3 * HOUR, flags: ['outsideHours'] }]);
});

it('takes no time so far ahead that nobody could read the booking again, nor moves one there', async () => {
  const [start] = await openTimes(sandbox, service);
  await save(MEI, { start: String(start) });
  const before = await bookings(sandbox);
  const far = ['99999999999999', '999999999999999'];
  for (const time of far) {
    expect(textsOf((await save(MEI, { start: time }, { anyTime: 'yes' })).result)).toContain('Choose one of the open');
    const parameters = { booking: before[0]!.id, anyTime: 'yes' };
    const move = { action: 'rescheduleBooking', locale: 'en', parameters, inputs: { start: time } };
    expect(textsOf((await sandbox.panel(MEI, move)).result)).toContain('Choose one of the open');
  }
  expect(await bookings(sandbox)).toEqual(before);
});

it('never overlaps another booking', async () => {
  const [start] = await openTimes(sandbox, service);
  await save(MEI, { start: String(start) });
  const refused = await save(MEI, { start: '', time: { moment: start! } }, { anyTime: 'yes', at: String(start) });
  expect(textsOf(refused.result)).toContain('no longer open');
  expect(await bookings(sandbox)).toHaveLength(1);
});

it('lets a person in charge choose who gets it, or leave that open; staff book for themselves', async () => {
  const [first] = await timesOf(sandbox, service, anna);
  const [second, third] = (await timesOf(sandbox, service, mei)).filter((_, i) => i % 3 === 0);
  await save(MANAGER, { start: String(first), staff: anna });
  await save(MANAGER, { start: String(second), staff: '' });
  const forced = await sandbox.panel(ANNA, {
    action: 'saveNewBooking',
    locale: 'en',
    parameters: { key: 'k' },
    inputs: { service, ...CALLER, options: ['confirm'], start: String(third), staff: mei },
  });
  expect(forced.ok).toBe(true);
  const made = await bookings(sandbox);
  expect(made.filter(({ staffId }) => staffId === mei).every(({ start }) => start === second)).toBe(true);
  expect(made.find(({ start }) => start === first)).toMatchObject({ staffId: anna });
});

it.each([
  ['name', { name: '' }, 'Name: This must not be empty.'],
  ['email', { email: 'x' }, 'E-mail address: Enter an e-mail address'],
  ['time', { start: '' }, 'Start: Choose one of the open times'],
])('refuses a form whose %s is wrong, by name, and keeps what was entered', async (_, wrong, message) => {
  const [start] = await openTimes(sandbox, service);
  const answer = await save(MEI, { start: String(start), note: 'kept', ...wrong });
  expect(textsOf(answer.result)).toContain(message);
  expect(textsOf(answer.result)).toContain('"value":"kept"');
  expect(await bookings(sandbox)).toEqual([]);
});

it('is for the team only', async () => {
  const refused = await sandbox.panel('eve@elsewhere.example', { action: 'saveNewBooking', locale: 'en' });
  expect(textsOf(refused.result)).toContain('You are not allowed to do this');
});
