import type { Booking } from '../../src/booking/booking';
import { Sandbox, textsOf } from '../sandbox-process';
import {
  acceptedBooking,
  aRequest,
  bookings,
  CLIENT,
  HOUR,
  MEI,
  openDesk,
  openTimes,
  OWNER,
  ourEvents,
  saveService,
} from './desk';
import { promises, quiet } from './promises';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());

let service = '';
beforeEach(async () => {
  ({ service } = await openDesk(sandbox));
});

const WAIT: [string, string] = ['MailApp', 'sendEmail'];
const noMail = (times: number) =>
  sandbox.faults([{ service: WAIT[0], method: WAIT[1], error: 'We’re sorry, a server error occurred.', times }]);

async function ask(change: Record<string, unknown> = {}, nth = 0): Promise<Booking> {
  const starts = await openTimes(sandbox, service);
  const request = aRequest(service, starts.at(nth)!, change);
  await sandbox.page('sendRequest', request);
  return (await bookings(sandbox)).find(({ requestKey }) => requestKey === request.requestKey)!;
}

const tap = (as: string, name: string, { id }: Booking, inputs = {}, parameters = {}) =>
  sandbox.panel(as, { function: name, parameters: { booking: id, ...parameters }, inputs });
const hour = () => sandbox.post('clock', { advance: 'PT1H' });
const tick = (as: string) => sandbox.call(as, 'onHourlyTick', {});
const now = async ({ id }: Booking) => (await bookings(sandbox)).find((b) => b.id === id)!;
const happened = async (booking: Booking) =>
  (await now(booking)).history.flatMap(({ what, detail = '' }) => (/^mail/.test(what) ? [`${what} ${detail}`] : []));
const toClient = async () => (await sandbox.mail()).filter(({ to }) => to.includes(CLIENT));

it('a quota that wanders loses no mail and sends none twice', async () => {
  await sandbox.post('quota', { wanders: true });
  const first = await ask();
  const second = await ask({ requestKey: 'second-request' }, 6);
  await tap(OWNER, 'acceptBooking', first);
  await tap(MEI, 'acceptBooking', second);
  await tap(MEI, 'cancelBooking', second);
  for (const who of [OWNER, MEI, OWNER]) {
    await hour();
    await tick(who);
  }
  expect([...(await quiet(sandbox)), ...(await promises(sandbox))]).toEqual([]);
  const subjects = (await toClient()).map(({ subject, body }) => `${subject}\n${body}`);
  expect(new Set(subjects).size).toBe(subjects.length);
  expect(textsOf((await bookings(sandbox)).map(({ history }) => history))).not.toContain('mailSentAgain');
});

it('a mail that a manager’s execution claimed goes out by another account, once, and the booking says so', async () => {
  const booking = await ask();
  await sandbox.faults([{ service: 'MailApp', method: 'sendEmail', crash: 'before' }]);
  expect((await tap(OWNER, 'acceptBooking', booking)).error?.name).toBe('Crash');
  await tick(MEI);
  expect(await happened(booking)).not.toContain('mailSentAgain clientConfirmed');
  await sandbox.post('clock', { advance: 'PT10M' });
  await tick(MEI);
  expect(await happened(booking)).toContain('mailSentAgain clientConfirmed');
  expect((await toClient()).filter(({ subject }) => subject.startsWith('Potwierdzenie'))).toHaveLength(1);
  expect(textsOf((await tap(OWNER, 'showBooking', booking)).result)).toContain('perhaps twice');
});

it('two deaths at one mail leave it be, and a person is told', async () => {
  const booking = await ask();
  for (let death = 0; death < 2; death++) {
    await sandbox.faults([{ service: 'MailApp', method: 'sendEmail', crash: 'after' }]);
    await (death === 0 ? tap(OWNER, 'acceptBooking', booking) : tick(OWNER));
    await sandbox.post('clock', { advance: 'PT11M' });
  }
  await tick(MEI);
  expect(await happened(booking)).toContain('mailUnsure clientConfirmed');
  expect((await now(booking)).flags).toContain('mailFailed');
  const resent = await tap(MEI, 'resendMail', booking);
  expect(resent.ok).toBe(true);
  expect((await now(booking)).flags).not.toContain('mailFailed');
});

it('Google’s trouble with the quota is nobody’s trouble', async () => {
  await sandbox.faults([{ service: 'MailApp', method: 'getRemainingDailyQuota', error: 'Service error', times: 9 }]);
  const booking = await ask();
  expect((await tap(MEI, 'acceptBooking', booking)).ok).toBe(true);
  expect(await happened(booking)).toContain('mailSent clientConfirmed');
});

it('the last mails of a day are kept for what somebody relies on', async () => {
  await sandbox.post('quota', { limit: 9 });
  const booking = await ask();
  expect(await sandbox.mail()).toEqual([]);
  await tap(OWNER, 'acceptBooking', booking);
  expect(await happened(booking)).toEqual(['mailSent clientConfirmed']);
});

it('an address that cannot be reached is said on its booking, and other mail goes out', async () => {
  const lost = await ask({ email: 'nobody@nowhere.invalid' }, -1);
  const other = await ask({ requestKey: 'another-request' }, 6);
  expect(await happened(other)).toHaveLength(2);
  for (let day = 0; day < 10; day++) {
    await sandbox.post('clock', { advance: 'PT11H' });
    await tick(OWNER);
    if (day === 0) {
      const waiting = textsOf((await tap(OWNER, 'showBooking', lost)).result);
      expect(waiting).toContain('A mail could not be sent yet');
      await tap(MEI, 'acceptBooking', lost);
    }
  }
  expect(await happened(lost)).toContain('mailFailed clientConfirmed');
  expect(textsOf((await tap(OWNER, 'showBooking', lost)).result)).toContain(
    'A mail to the client may not have arrived',
  );
  const client = { name: 'Piotr', email: CLIENT, phone: '', note: '' };
  await tap(MEI, 'saveClient', lost, client);
  expect((await now(lost)).flags).not.toContain('mailFailed');
  expect((await toClient()).at(-1)?.body).toContain(lost.reference);
});

it('who is given another address twice while mail fails gets one mail', async () => {
  const booking = await acceptedBooking(sandbox, service);
  await noMail(4);
  const client = { name: 'Piotr', phone: '', note: '' };
  await tap(MEI, 'saveClient', booking, { ...client, email: 'one@client.example' });
  await tap(MEI, 'saveClient', booking, { ...client, email: 'two@client.example' });
  await quiet(sandbox);
  const told = (await sandbox.mail()).filter(({ to }) => to.some((address) => /^(one|two)@/.test(address)));
  expect(told.map(({ to }) => to)).toEqual([['two@client.example']]);
});

it('what is moved twice while mail fails is told once: the time it has, and the time the client knew', async () => {
  const booking = await acceptedBooking(sandbox, service);
  await quiet(sandbox);
  const before = (await toClient()).length;
  await noMail(9);
  const to = (hours: number) =>
    tap(MEI, 'rescheduleBooking', booking, { start: String(booking.start + hours * HOUR) }, { anyTime: 'yes' });
  await to(24);
  await to(48);
  await quiet(sandbox);
  const told = (await toClient()).slice(before);
  expect(told).toHaveLength(1);
  const day = (at: number) => new Intl.DateTimeFormat('pl', { timeZone: 'Europe/Warsaw', day: 'numeric' }).format(at);
  expect(told[0]!.body).toMatch(new RegExp(`Poprzedni termin: .*\\b${day(booking.start)}\\b`));
  expect(told[0]!.body).toMatch(new RegExp(`Termin: .*\\b${day(booking.start + 48 * HOUR)}\\b`));
  await noMail(9);
  await to(24);
  await to(48);
  expect((await quiet(sandbox)).concat(await promises(sandbox))).toEqual([]);
  // Moved and moved back before anybody heard of it.
  expect((await toClient()).slice(before)).toHaveLength(1);
});

it('a mail that is not true any more is not sent', async () => {
  const booking = await ask();
  await noMail(1);
  await tap(MEI, 'acceptBooking', booking);
  await tap(MEI, 'cancelBooking', booking);
  await quiet(sandbox);
  expect((await happened(booking)).slice(2)).toEqual(['mailSent clientCancelled']);
});

it('whoever reads “confirmed” has their mail at once; the link follows when it is there', async () => {
  await saveService(sandbox, service, { options: ['offered', 'autoAccept'] });
  const booking = await ask();
  expect(booking.state).toBe('confirmed');
  const [first] = await toClient();
  expect(first?.body).not.toContain('https://');
  await tick(MEI);
  const [event] = await ourEvents(sandbox);
  const [, second, ...more] = await toClient();
  expect(second?.body).toContain(event!.hangoutLink);
  expect(more).toEqual([]);
  expect([...(await quiet(sandbox)), ...(await promises(sandbox))]).toEqual([]);
});

it('the executions of two accounts at once send each mail once', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    ({ service } = await openDesk(sandbox));
    await noMail(2);
    await ask();
    await hour();
    await sandbox.post('schedule', { seed });
    await Promise.all([tick(OWNER), tick(MEI), tick(OWNER)]);
    await sandbox.post('schedule', {});
    expect((await sandbox.mail()).map(({ to }) => to[0]).sort()).toEqual([MEI, CLIENT]);
  }
});
