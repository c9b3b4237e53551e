import type { Service } from '../../../src/booking/service';
import type { FormValue } from '../../support/sandbox-process';
import { textsOf, actionsOf, choicesOn } from '../../support/cards';
import { MEI, ANNA, MANAGER, OWNER, HOUR } from '../../support/studio';
import { useTeam } from '../../support/desk';

const desk = useTeam();

const CALLER = { name: 'Pani Ela', email: '', phone: '600 100 200', note: '' };

async function form(who: string) {
  const card = await desk.tap(who, 'newBooking');
  return actionsOf(card.result).find(({ action: name }) => name === 'saveNewBooking')!;
}

async function save(who: string, inputs: Record<string, FormValue>, parameters: Record<string, string> = {}) {
  const submit = await form(who);
  const all = { service: desk.service, ...CALLER, options: ['confirm'], ...inputs };
  return desk.tap(who, 'saveNewBooking', { ...submit.parameters, ...parameters }, all);
}

it('books a caller without an e-mail address at once: an event with a link, no guest, and no mail to nobody', async () => {
  const [start] = await desk.openTimes();
  const before = (await desk.mail()).length;
  const answer = await save(MEI, { start: String(start) });
  expect(textsOf(answer.result)).toContain('Booked: Monday, November 23');
  const [booking] = await desk.bookings();
  expect(booking).toMatchObject({
    state: 'confirmed',
    staffId: desk.mei,
    start,
    client: CALLER,
    link: { status: 'ready' },
  });
  expect(booking!.history[0]).toMatchObject({ what: 'bookedManually', by: MEI });
  const [event] = await desk.ourEvents();
  expect((event as { attendees?: unknown[] }).attendees ?? []).toEqual([]);
  // Nor to Mei about what she has entered herself.
  expect((await desk.mail()).slice(before)).toEqual([]);
});

it('tells a colleague what is entered for them, and by whom', async () => {
  const [start] = await desk.openTimes();
  await save(MANAGER, { start: String(start), staff: desk.mei });
  const [told, ...more] = await desk.mail();
  expect(more).toEqual([]);
  expect(told).toMatchObject({ to: [MEI], subject: expect.stringContaining('新的預約') as unknown });
  expect(told!.body).toContain(`操作者：`);
});

it('asks what the service asks its clients, and needs no answer', async () => {
  await desk.saveService({ consent: 'You may call me.' });
  const ask = (inputs: Record<string, FormValue>) =>
    desk.tap(OWNER, 'saveQuestion', { service: desk.service, question: '' }, { required: 'yes', ...inputs });
  await ask({ questions: 'Age', kind: 'number' });
  await ask({ questions: 'Level', kind: 'choice', choices: 'Beginner\nAdvanced' });
  await ask({ questions: 'Own instrument', kind: 'checkbox' });
  const [service] = await desk.records<Service>('service');
  const [age, level, own] = service!.questions.map(({ id }) => `answers.${id}`);
  const times = await desk.timesOf(desk.mei);
  const [start] = times;
  const card = await desk.tap(MEI, 'newBooking');
  expect(textsOf(card.result)).toMatch(/Age[\s\S]*Level[\s\S]*Own instrument/);
  expect(choicesOn(card.result)).toEqual(expect.arrayContaining(['Beginner', 'Advanced']));
  const wrong = await save(MEI, { start: String(start), [age!]: 'nine', [level!]: 'Advanced' });
  expect(textsOf(wrong.result)).toContain('⚠ Enter a number');
  expect(choicesOn(wrong.result)).toContain('Advanced');
  expect(await desk.bookings()).toEqual([]);
  await save(MEI, { start: String(start), [age!]: '9', [level!]: 'Advanced', [own!]: ['yes'] });
  expect(await desk.only()).toMatchObject({
    consentedAt: null,
    answers: [
      { label: 'Age', value: '9' },
      { label: 'Level', value: 'Advanced' },
      { label: 'Own instrument', value: '✓' },
    ],
  });
  const unasked = await save(MEI, { start: String(times.at(-1)) });
  expect(textsOf(unasked.result)).toContain('Booked: ');
  expect((await desk.bookings()).map(({ answers }) => answers.length).sort()).toEqual([0, 3]);
});

it('knows the last clients: one is chosen, and the form has their name, address and number, and writes in their language', async () => {
  const [start, , later] = await desk.openTimes();
  await desk.request(start!, { staff: desk.mei, phone: '600 700 800', locale: 'ru', note: 'Only this once' });
  const { id } = await desk.only();
  expect(choicesOn((await desk.tap(MEI, 'newBooking')).result)).not.toContain(id);
  await desk.accept(MEI, id);
  // A colleague's client is nobody that she knows; who manages all bookings knows them all.
  expect(choicesOn((await desk.tap(ANNA, 'newBooking')).result)).not.toContain(id);
  expect(choicesOn((await desk.tap(MANAGER, 'newBooking')).result)).toContain(id);
  const typed = { known: id, name: 'Half a na', email: '', service: desk.service };
  const chosen = await desk.tap(MEI, 'newBooking', { again: 'yes' }, typed);
  const shown = textsOf(chosen.result);
  for (const text of ['Piotr Zieliński', 'piotr@client.example', '600 700 800']) expect(shown).toContain(text);
  for (const text of ['Half a na', 'Only this once']) expect(shown).not.toContain(text);
  const submit = actionsOf(chosen.result).find(({ action }) => action === 'saveNewBooking')!;
  const client = { name: 'Piotr Z.', email: 'piotr@client.example', phone: '600 700 800', note: '' };
  await desk.tap(MEI, 'saveNewBooking', submit.parameters, {
    ...typed,
    ...client,
    start: String(later),
    options: ['confirm'],
  });
  const booked = (await desk.bookings()).find(({ client: { name } }) => name === 'Piotr Z.')!;
  expect(booked.client).toMatchObject({ locale: 'ru', zone: 'Europe/Warsaw' });
});

it('makes one booking of one form, however often it is sent', async () => {
  const [start] = await desk.openTimes();
  const submit = await form(MEI);
  const inputs = { service: desk.service, ...CALLER, options: ['confirm'], start: String(start) };
  for (let n = 0; n < 2; n++) await desk.panel(MEI, { ...submit, inputs });
  const [booking] = await desk.bookings();
  // Its key cannot be guessed, and is useless to a visitor of the page who has it anyway.
  expect(booking!.requestKey).toMatch(/^hand-[0-9a-f]{32,}$/);
  const answer = await desk.request(start!, { requestKey: booking!.requestKey });
  expect(answer).toMatchObject({ ok: false, code: 'slotTaken' });
  expect(JSON.stringify(answer)).not.toContain(booking!.reference);
  expect(await desk.bookings()).toEqual([booking]);
});

it('of a client who is to be called takes a number that can be called, as the page does, also when it is changed', async () => {
  await desk.saveService({ place: 'weCall' });
  const [start] = await desk.openTimes();
  for (const phone of ['', 'abc', '12345']) {
    const answer = await save(MEI, { start: String(start), phone });
    expect(textsOf(answer.result)).toMatch(phone === '' ? 'Phone: This must not be empty.' : 'Enter a phone number');
  }
  expect(await desk.bookings()).toEqual([]);
  await save(MEI, { start: String(start), phone: '０２ ５５５-０１４７' });
  const [booking] = await desk.bookings();
  expect(booking).toMatchObject({ place: { kind: 'weCall' }, client: { phone: '02 555-0147' } });
  const change = (phone: string) => desk.tap(MEI, 'saveClient', { booking: booking!.id }, { ...CALLER, phone });
  expect(textsOf((await change('later')).result)).toContain('Enter a phone number');
  expect(await desk.bookings()).toEqual([booking]);
  await change('+48 600 100 200');
  expect((await desk.bookings())[0]!.client.phone).toBe('+48 600 100 200');
});

it('leaves it a request where it is to be accepted, and waits for the payment unless told otherwise', async () => {
  const [first, second, third] = (await desk.openTimes()).filter((_, i) => i % 3 === 0);
  await save(MEI, { start: String(first), options: [] });
  await desk.saveService({ options: ['offered', 'prepayment'] });
  await save(MEI, { start: String(second), payment: 'await' });
  await save(MEI, { start: String(third), payment: 'paid' });
  const states = (await desk.bookings())
    .sort((a, b) => a.start - b.start)
    .map(({ state, paidAt }) => [state, paidAt !== null]);
  expect(states).toEqual([
    ['requested', false],
    ['awaitingPayment', false],
    ['confirmed', true],
  ]);
});

it('warns of a time that is not open and says why, then books it anyway', async () => {
  const [start] = await desk.openTimes();
  const inputs = { start: '', time: { moment: start! - 3 * HOUR } };
  const warned = await save(MEI, inputs);
  expect(textsOf(warned.result)).toContain('outside working hours');
  expect(await desk.bookings()).toEqual([]);
  const anyway = actionsOf(warned.result).find(({ parameters }) => parameters.anyTime === 'yes')!;
  await desk.panel(MEI, { ...anyway, inputs: { service: desk.service, ...CALLER, options: ['confirm'], ...inputs } });
  expect(await desk.bookings()).toMatchObject([{ start: start! - 3 * HOUR, flags: ['outsideHours'] }]);
});

it('takes no time so far ahead that nobody could read the booking again, nor moves one there', async () => {
  const [start] = await desk.openTimes();
  await save(MEI, { start: String(start) });
  const before = await desk.bookings();
  const far = ['99999999999999', '999999999999999'];
  for (const time of far) {
    expect(textsOf((await save(MEI, { start: time }, { anyTime: 'yes' })).result)).toContain('Choose one of the open');
    const parameters = { booking: before[0]!.id, anyTime: 'yes' };
    const move = { action: 'rescheduleBooking', locale: 'en', parameters, inputs: { start: time } };
    expect(textsOf((await desk.panel(MEI, move)).result)).toContain('Choose one of the open');
  }
  expect(await desk.bookings()).toEqual(before);
});

it('never overlaps another booking', async () => {
  const [start] = await desk.openTimes();
  await save(MEI, { start: String(start) });
  const refused = await save(MEI, { start: '', time: { moment: start! } }, { anyTime: 'yes', at: String(start) });
  expect(textsOf(refused.result)).toContain('no longer open');
  expect(await desk.bookings()).toHaveLength(1);
});

it('lets a person in charge choose who gets it, or leave that open; staff book for themselves', async () => {
  const [first] = await desk.timesOf(desk.anna);
  const [second, third] = (await desk.timesOf(desk.mei)).filter((_, i) => i % 3 === 0);
  await save(MANAGER, { start: String(first), staff: desk.anna });
  await save(MANAGER, { start: String(second), staff: '' });
  const forced = await desk.tap(
    ANNA,
    'saveNewBooking',
    { key: 'k' },
    { service: desk.service, ...CALLER, options: ['confirm'], start: String(third), staff: desk.mei },
  );
  expect(forced.ok).toBe(true);
  const made = await desk.bookings();
  expect(made.filter(({ staffId }) => staffId === desk.mei).every(({ start }) => start === second)).toBe(true);
  expect(made.find(({ start }) => start === first)).toMatchObject({ staffId: desk.anna });
});

it.each([
  ['name', { name: '' }, 'Name: This must not be empty.'],
  ['email', { email: 'x' }, 'E-mail address: Enter an e-mail address'],
  ['time', { start: '' }, 'Start: Choose one of the open times'],
])('refuses a form whose %s is wrong, by name, and keeps what was entered', async (_, wrong, message) => {
  const [start] = await desk.openTimes();
  const answer = await save(MEI, { start: String(start), note: 'kept', ...wrong });
  expect(textsOf(answer.result)).toContain(message);
  expect(textsOf(answer.result)).toMatch(/^kept$/m);
  expect(await desk.bookings()).toEqual([]);
});

it('is for the team only', async () => {
  const refused = await desk.tap('eve@elsewhere.example', 'saveNewBooking');
  expect(textsOf(refused.result)).toContain('You are not allowed to do this');
});
