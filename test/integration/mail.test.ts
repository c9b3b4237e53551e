import type { Booking } from '../../src/booking/booking';
import { Sandbox, textsOf } from '../support/sandbox-process';
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
} from '../support/studio';
import { promises, quiet } from '../support/promises';

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
  sandbox.panel(as, { action: name, parameters: { booking: id, ...parameters }, inputs });
const hour = () => sandbox.post('clock', { advance: 'PT1H' });
const tick = (as: string) => sandbox.call(as, 'onHourlyTick', {});
const now = async ({ id }: Booking) => (await bookings(sandbox)).find((b) => b.id === id)!;
const happened = async (booking: Booking) =>
  (await now(booking)).history.flatMap(({ what, detail = '' }) =>
    what.startsWith('mail') ? [`${what} ${detail}`] : [],
  );
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
  expect(await happened(booking)).toEqual(['mailSent clientConfirmed', 'mailSent staffConfirmed']);
});

it('an address that cannot be reached is said on its booking, and other mail goes out', async () => {
  const lost = await ask({ email: 'nobody@nowhere.invalid' }, -1);
  const other = await ask({ requestKey: 'another-request' }, 6);
  expect(await happened(other)).toHaveLength(2);
  const elevenHours = async () => {
    await sandbox.post('clock', { advance: 'PT11H' });
    await tick(OWNER);
  };
  await elevenHours();
  const waiting = textsOf((await tap(OWNER, 'showBooking', lost)).result);
  expect(waiting).toContain('An e-mail could not be sent yet');
  await tap(MEI, 'acceptBooking', lost);
  for (let n = 0; n < 9; n++) await elevenHours();
  expect(await happened(lost)).toContain('mailFailed clientConfirmed');
  expect(textsOf((await tap(OWNER, 'showBooking', lost)).result)).toContain(
    'An e-mail to the client may not have arrived',
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

it('a client who reads “confirmed” gets their e-mail at once; the link follows when it is ready', async () => {
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

it('a calendar that cannot be read keeps no mail from going out in the hourly tick', async () => {
  await noMail(2);
  const booking = await ask();
  await hour();
  await sandbox.faults([{ service: 'Calendar', method: 'Events.list', status: 500, times: 99 }]);
  const record = await tick(MEI);
  expect(await happened(booking)).toHaveLength(2);
  expect(record.logs.map(({ message }) => message).join('\n')).toContain('failed: tryLater: Backend Error');
});

it('who is asked to pay has the time to pay from then on, and hears of its end in its own words', async () => {
  await saveService(sandbox, service, { options: ['offered', 'prepayment'], hold: '3', timeToPay: '24' });
  const booking = await ask({}, -1);
  await sandbox.post('clock', { advance: 'PT2H' });
  await tap(MEI, 'acceptBooking', booking);
  await sandbox.post('clock', { advance: 'PT23H' });
  await tick(OWNER);
  expect((await now(booking)).state).toBe('awaitingPayment');
  await hour();
  await tick(OWNER);
  expect((await now(booking)).history.map(({ what }) => what)).toContain('unpaid');
  const told = (await toClient()).map(({ subject }) => subject);
  expect(told.at(-1)).toBe('Nieopłacone w terminie: Lesson');
  expect((await toClient()).at(-2)?.body).toContain('Prosimy o płatność do: ');
});

describe('a booking whose time is over', () => {
  const past = async () => textsOf((await sandbox.panel(OWNER, { locale: 'en' })).result).includes('Past bookings');
  const toEndAnd = async ({ end }: Booking, hours: number) => {
    await sandbox.post('clock', { now: end + hours * HOUR });
    await tick(OWNER);
    await tick(MEI);
  };

  it('is completed automatically a day later, and somebody can still say that nobody came', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await toEndAnd(booking, 23);
    expect([(await now(booking)).state, await past()]).toEqual(['confirmed', true]);
    await toEndAnd(booking, 24);
    expect([(await now(booking)).state, await past()]).toEqual(['completed', true]);
    expect((await tap(OWNER, 'markNoShow', booking)).ok).toBe(true);
    expect([(await now(booking)).state, await past()]).toEqual(['noShow', false]);
  });

  it('waits for an answer if the owner asks to be asked', async () => {
    const settings = { business: 'Studio', jitsiDomain: 'meet.jit.si', past: 'ask', pastHours: '2' };
    await sandbox.panel(OWNER, { action: 'saveSettingsForm', inputs: settings });
    const booking = await acceptedBooking(sandbox, service);
    await toEndAnd(booking, 400);
    expect([(await now(booking)).state, await past()]).toEqual(['confirmed', true]);
    await tap(OWNER, 'completeBooking', booking);
    expect([(await now(booking)).state, await past()]).toEqual(['completed', false]);
  });

  it('is not over where its event was moved ahead and nobody has read that yet', async () => {
    const booking = await acceptedBooking(sandbox, service);
    await sandbox.settle();
    const iso = (time: number) => ({ dateTime: new Date(time + 48 * HOUR).toISOString() });
    const body = { start: iso(booking.start), end: iso(booking.end) };
    await sandbox.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, body);
    await toEndAnd(booking, 24);
    expect(await now(booking)).toMatchObject({ state: 'confirmed', start: booking.start + 48 * HOUR });
  });
});
