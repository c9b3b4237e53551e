import { Sandbox, type FormValue } from '../support/sandbox-process';
import { aRequest, bookings, CLIENT, MEI, openDesk, openTimes, ourEvents, saveService } from '../support/studio';

let sandbox: Sandbox;
let service: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

/** The owner changes the service in its form. */
const change = (inputs: Record<string, FormValue>) => saveService(sandbox, service, inputs);

async function request(): Promise<Record<string, unknown>> {
  const [start = 0] = await openTimes(sandbox, service);
  return sandbox.page('sendRequest', aRequest(service, start));
}

const ours = async () => (await ourEvents(sandbox)).filter(({ calendarId }) => calendarId === MEI);

it('with prepayment makes event and link only once it is paid', async () => {
  await change({ options: ['offered', 'prepayment'] });
  await request();
  const [{ id } = { id: '' }] = await bookings(sandbox);
  await sandbox.panel(MEI, { action: 'acceptBooking', parameters: { booking: id } });
  expect((await bookings(sandbox))[0]).toMatchObject({ state: 'awaitingPayment', event: null, link: null });
  expect(await ours()).toEqual([]);
  await sandbox.panel(MEI, { action: 'markBookingPaid', parameters: { booking: id } });
  expect((await bookings(sandbox))[0]).toMatchObject({ state: 'confirmed', link: { status: 'ready' } });
  expect(await ours()).toHaveLength(1);
  await sandbox.panel(MEI, { action: 'cancelBooking', parameters: { booking: id }, inputs: { reason: 'ill' } });
  expect((await bookings(sandbox))[0]).toMatchObject({ state: 'cancelled', flags: ['refundDue'] });
  expect(await ours()).toEqual([]);
  expect((await sandbox.mail()).at(-1)!.body).toContain('ill');
});

it('that confirms automatically tells the client at once, and sends the link once the calendar’s owner has written the event', async () => {
  await change({ options: ['offered', 'autoAccept'] });
  expect(await request()).toMatchObject({ ok: true, state: 'confirmed' });
  const told = async () => (await sandbox.mail()).filter((mail) => mail.to[0] === CLIENT).map(({ body }) => body);
  expect(await told()).toEqual([expect.stringContaining('przyjdzie w osobnej wiadomości')]);
  await sandbox.post('clock', { advance: 'PT1H' });
  await sandbox.settle();
  expect(await ours()).toHaveLength(1);
  expect((await told()).slice(1)).toEqual([expect.stringContaining('https://meet.google.com/')]);
});

it('at an address has a place and no link', async () => {
  await change({ place: 'address', address: 'ul. Prosta 20, Warszawa' });
  await request();
  const [{ id } = { id: '' }] = await bookings(sandbox);
  await sandbox.panel(MEI, { action: 'acceptBooking', parameters: { booking: id } });
  const [event] = await ours();
  expect(event).toMatchObject({ location: 'ul. Prosta 20, Warszawa' });
  expect(event).not.toHaveProperty('conferenceData');
  expect((await sandbox.mail()).at(-1)!.body).toContain('ul. Prosta 20');
});

it('that is not offered is neither shown nor taken', async () => {
  const [start = 0] = await openTimes(sandbox, service);
  await change({ options: [] });
  expect(await sandbox.page('sendRequest', aRequest(service, start))).toMatchObject({ ok: false, field: 'service' });
  const page = await (await fetch(`${sandbox.url}/macros/s/sandbox/exec`)).text();
  expect(page).not.toContain('Lesson');
});
