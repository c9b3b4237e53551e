import type { Service } from '../../src/booking/service';
import { actionNames, actionsOf, linesOf, textsOf } from '../support/cards';
import type { FormValue } from '../support/sandbox-process';
import { MEI, CLIENT, OWNER } from '../support/studio';
import { useDesk, type RequestAnswer } from '../support/desk';

const desk = useDesk();

/** The owner changes the service in its form. */
const change = (inputs: Record<string, FormValue>) => desk.saveService(inputs);

async function request(): Promise<RequestAnswer> {
  const [start = 0] = await desk.openTimes();
  return desk.request(start);
}

const ours = async () => (await desk.ourEvents()).filter(({ calendarId }) => calendarId === MEI);

it('with prepayment makes event and link only once it is paid', async () => {
  await change({ options: ['offered', 'prepayment'] });
  await request();
  const [{ id } = { id: '' }] = await desk.bookings();
  await desk.accept(MEI, id);
  expect((await desk.bookings())[0]).toMatchObject({ state: 'awaitingPayment', event: null, link: null });
  expect(await ours()).toEqual([]);
  await desk.tap(MEI, 'markBookingPaid', { booking: id });
  expect((await desk.bookings())[0]).toMatchObject({ state: 'confirmed', link: { status: 'ready' } });
  expect(await ours()).toHaveLength(1);
  await desk.tap(MEI, 'cancelBooking', { booking: id }, { reason: 'ill' });
  expect((await desk.bookings())[0]).toMatchObject({ state: 'cancelled', flags: ['refundDue'] });
  expect(await ours()).toEqual([]);
  expect((await desk.mail()).at(-1)!.body).toContain('ill');
});

it('that confirms automatically tells the client at once, and sends the link once the calendar’s owner has written the event', async () => {
  await change({ options: ['offered', 'autoAccept'] });
  expect(await request()).toMatchObject({ ok: true, state: 'confirmed' });
  const told = async () => (await desk.mail()).filter((mail) => mail.to[0] === CLIENT).map(({ body }) => body);
  expect(await told()).toEqual([expect.stringContaining('przyjdzie w osobnej wiadomości')]);
  await desk.advance('PT1H');
  await desk.settle();
  expect(await ours()).toHaveLength(1);
  expect((await told()).slice(1)).toEqual([expect.stringContaining('https://meet.google.com/')]);
});

const services = () => desk.records<Service>('service');
const own = async () => (await services()).find(({ id }) => id === desk.service)!;
const ask = (inputs: Record<string, FormValue>, question = '') =>
  desk.tap(OWNER, 'saveQuestion', { service: desk.service, question }, inputs);

it('with questions, consent and guests keeps what the client answers, and invites whom they bring along', async () => {
  await change({ consent: 'You may call me.', guestLimit: '1' });
  await ask({ questions: 'Allergies', kind: 'longText' });
  const levels = { questions: 'Level', kind: 'choice', choices: 'Beginner\nAdvanced\n', required: 'yes' };
  await ask(levels);
  const [allergies = '', level = ''] = (await own()).questions.map(({ id }) => id);
  const [start = 0] = await desk.openTimes();
  const form = { consent: true, guests: ['Ola@client.example', ''], answers: { [level]: 'Advanced', [allergies]: '' } };
  const send = (wrong: object) => desk.request(start, { ...form, requestKey: 'form', ...wrong });
  expect(await send({ answers: {} })).toMatchObject({ ok: false, code: 'required', field: `answers.${level}` });
  expect(await send({ answers: 7 })).toMatchObject({ ok: false, code: 'valueExpected', field: 'answers' });
  expect(await send({ consent: false })).toMatchObject({ ok: false, code: 'required', field: 'consent' });
  expect(await send({ guests: ['a@b.example', 'c@d.example'] })).toMatchObject({ ok: false, field: 'guests' });
  expect(await send({ guests: ['x'] })).toMatchObject({ ok: false, code: 'emailExpected', field: 'guests' });
  expect(await desk.bookings()).toEqual([]);
  expect(await send({})).toMatchObject({ ok: true });
  const { id, answers, guests, consentedAt, createdAt } = await desk.only();
  expect({ answers, guests }).toEqual({
    answers: [{ label: 'Level', value: 'Advanced' }],
    guests: ['ola@client.example'],
  });
  expect(consentedAt).toBe(createdAt);
  await desk.accept(MEI, id);
  expect((await ours())[0]).toMatchObject({ attendees: [{ email: 'ola@client.example' }, { email: CLIENT }] });
});

it('keeps its questions in order, each refused by name if it is incomplete', async () => {
  const said = async (inputs: Record<string, FormValue>) => textsOf((await ask(inputs)).result);
  expect(await said({ questions: '', kind: 'text' })).toContain('Question: This must not be empty.');
  expect(await said({ questions: 'Level', kind: 'choice', choices: 'Beginner' })).toContain('at least two choices');
  for (const questions of ['One', 'Two', 'Three']) await ask({ questions, kind: 'text' });
  const [first, second, third] = (await own()).questions.map(({ id }) => ({ service: desk.service, question: id }));
  await desk.tap(OWNER, 'moveQuestion', third);
  await desk.tap(OWNER, 'moveQuestion', first);
  await desk.tap(OWNER, 'deleteQuestion', second);
  await ask({ questions: 'First', kind: 'checkbox' }, first!.question);
  expect((await own()).questions.map(({ label, kind }) => [label, kind])).toEqual([
    ['First', 'checkbox'],
    ['Three', 'text'],
  ]);
  for (let n = 0; n < 6; n++) await ask({ questions: `More ${n}`, kind: 'text' });
  expect(await said({ questions: 'One too many', kind: 'text' })).toContain('at most 8');
  expect((await own()).questions).toHaveLength(8);
});

it('is saved part by part: what another part says stays', async () => {
  await change({ minimumNotice: '2 h', price: '100 PLN' });
  const parts = { service: desk.service, parts: 'what' };
  const inputs = { serviceName: 'Voice', duration: '45', description: 'Bring water.\nSit down.' };
  const saved = await desk.tap(OWNER, 'saveServiceForm', parts, inputs);
  expect(linesOf(saved.result)).toContain('45 minutes');
  const what = { name: 'Voice', duration: 45, description: 'Bring water.\nSit down.' };
  expect(await own()).toMatchObject({ ...what, minimumNotice: 120, price: { text: '100 PLN' } });
});

it('is shown where the owner has moved it, to clients and to staff', async () => {
  for (const name of ['Second', 'Third']) await desk.saveService({ name }, '');
  const third = (await services()).find(({ name }) => name === 'Third')!;
  const order = await desk.tap(OWNER, 'orderServices');
  expect(linesOf(order.result)).toEqual(['Lesson', 'Second', 'Third']);
  for (let n = 0; n < 3; n++) await desk.tap(OWNER, 'moveService', { service: third.id, by: 'up' });
  await desk.tap(OWNER, 'moveService', { service: desk.service, by: 'down' });
  expect(linesOf((await desk.tap(OWNER, 'showServices')).result)).toEqual(['Third', 'Second', 'Lesson']);
  const page = await desk.openPage();
  const places = ['Third', 'Second', 'Lesson'].map((name) => page.indexOf(`"name":"${name}"`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  await desk.saveService({ name: 'Fourth' }, '');
  expect(linesOf((await desk.tap(OWNER, 'showServices')).result).at(-1)).toBe('Fourth');
});

it('is deleted once nothing needs it; until then it can be taken off the page', async () => {
  await request();
  const [{ id } = { id: '' }] = await desk.bookings();
  const params = { service: desk.service };
  const asked = await desk.tap(OWNER, 'askDeleteService', params);
  expect(actionNames(asked.result)).not.toContain('deleteService');
  expect(textsOf((await desk.tap(OWNER, 'deleteService', params)).result)).toContain('not over: 1');
  expect(actionsOf(asked.result).map(({ action }) => action)).toContain('hideService');
  await desk.tap(OWNER, 'hideService', params);
  expect(await own()).toMatchObject({ offered: false });
  await desk.tap(MEI, 'declineBooking', { booking: id });
  expect(textsOf((await desk.tap(MEI, 'deleteService', params)).result)).toContain('not allowed');
  await desk.tap(OWNER, 'deleteService', params);
  expect(await services()).toEqual([]);
  expect(await desk.only()).toMatchObject({ state: 'declined', serviceName: 'Lesson' });
});

it('at an address has a place and no link', async () => {
  await change({ place: 'address', address: 'ul. Prosta 20, Warszawa' });
  await request();
  const [{ id } = { id: '' }] = await desk.bookings();
  await desk.accept(MEI, id);
  const [event] = await ours();
  expect(event).toMatchObject({ location: 'ul. Prosta 20, Warszawa' });
  expect(event).not.toHaveProperty('conferenceData');
  expect((await desk.mail()).at(-1)!.body).toContain('ul. Prosta 20');
});

it('that is not offered is neither shown nor taken', async () => {
  const [start = 0] = await desk.openTimes();
  await change({ options: [] });
  expect(await desk.request(start)).toMatchObject({ ok: false, field: 'service' });
  const page = await (await fetch(`${desk.url}/macros/s/sandbox/exec`)).text();
  expect(page).not.toContain('Lesson');
});

it('reminds a day before unless its owner chooses other times, and takes only times that can be chosen', async () => {
  const stored = async () => (await desk.records<Service>('service'))[0]!;
  expect(await stored()).toMatchObject({ reminders: [1440], followUp: null });
  expect(textsOf((await desk.tap(OWNER, 'editService', { service: desk.service })).result)).toContain('1 day before');
  await change({ reminders: ['120', '10080', '7', 'x'], followUp: '1440' });
  expect(await stored()).toMatchObject({ reminders: [10_080, 120], followUp: 1440 });
  const part = await desk.tap(OWNER, 'editServicePart', { service: desk.service, part: 'mails' });
  expect(textsOf(part.result)).toContain('Remind clients by e-mail');
  expect(textsOf((await desk.tap(OWNER, 'editService', { service: desk.service })).result)).toContain(
    '7 days before · 2 hours before · 1 day after the end',
  );
  await change({ reminders: [], followUp: '' });
  expect(await stored()).toMatchObject({ reminders: [], followUp: null });
  expect(textsOf((await desk.tap(OWNER, 'editService', { service: desk.service })).result)).toContain('No reminders');
});
