import type { FormValue } from '../support/sandbox-process';
import { MEI, CLIENT } from '../support/studio';
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
