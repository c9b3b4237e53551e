import type { Booking } from '../../src/booking/booking';
import type { ExecutionRecord } from '../../sandbox/protocol';
import { textsOf } from '../support/cards';
import { readCalendarFile } from '../support/ical';
import { OWNER, MEI, CLIENT, HOUR, aRequest } from '../support/studio';
import { useDesk } from '../support/desk';
import { promises, quiet } from '../support/promises';

const desk = useDesk();

const WAIT: [string, string] = ['MailApp', 'sendEmail'];
const noMail = (times: number) =>
  desk.faults([{ service: WAIT[0], method: WAIT[1], error: 'We’re sorry, a server error occurred.', times }]);

async function ask(change: Record<string, unknown> = {}, nth = 0): Promise<Booking> {
  const starts = await desk.openTimes();
  const request = aRequest(desk.service, starts.at(nth)!, change);
  await desk.page('sendRequest', request);
  return (await desk.bookings()).find(({ requestKey }) => requestKey === request.requestKey)!;
}
const happened = async (booking: Booking) =>
  (await desk.booking(booking.id)).history.flatMap(({ what, detail = '' }) =>
    what.startsWith('mail') ? [`${what} ${detail}`] : [],
  );
const toClient = async () => (await desk.mail()).filter(({ to }) => to.includes(CLIENT));

it('a quota that wanders loses no mail and sends none twice', async () => {
  await desk.post('quota', { wanders: true });
  const first = await ask();
  const second = await ask({ requestKey: 'second-request' }, 6);
  await desk.accept(OWNER, first.id);
  await desk.accept(MEI, second.id);
  await desk.tap(MEI, 'cancelBooking', { booking: second.id });
  for (const who of [OWNER, MEI, OWNER]) {
    await desk.advance('PT1H');
    await desk.tick(who);
  }
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
  const subjects = (await toClient()).map(({ subject, body }) => `${subject}\n${body}`);
  expect(new Set(subjects).size).toBe(subjects.length);
  expect(JSON.stringify((await desk.bookings()).map(({ history }) => history))).not.toContain('mailSentAgain');
});

it('a mail that a manager’s execution claimed goes out by another account, once, and the booking says so', async () => {
  const booking = await ask();
  await desk.faults([{ service: 'MailApp', method: 'sendEmail', crash: 'before' }]);
  expect((await desk.accept(OWNER, booking.id)).error?.name).toBe('Crash');
  await desk.tick(MEI);
  expect(await happened(booking)).not.toContain('mailSentAgain clientConfirmed');
  await desk.advance('PT10M');
  await desk.tick(MEI);
  expect(await happened(booking)).toContain('mailSentAgain clientConfirmed');
  expect((await toClient()).filter(({ subject }) => subject.startsWith('Rezerwacja potwierdzona'))).toHaveLength(1);
  expect(textsOf((await desk.tap(OWNER, 'showBooking', { booking: booking.id })).result)).toContain('perhaps twice');
});

it('two deaths at one mail leave it be, and a person is told', async () => {
  const booking = await ask();
  for (let death = 0; death < 2; death++) {
    await desk.faults([{ service: 'MailApp', method: 'sendEmail', crash: 'after' }]);
    await (death === 0 ? desk.accept(OWNER, booking.id) : desk.tick(OWNER));
    await desk.advance('PT11M');
  }
  await desk.tick(MEI);
  expect(await happened(booking)).toContain('mailUnsure clientConfirmed');
  expect((await desk.booking(booking.id)).flags).toContain('mailFailed');
  const resent = await desk.tap(MEI, 'resendMail', { booking: booking.id });
  expect(resent.ok).toBe(true);
  expect((await desk.booking(booking.id)).flags).not.toContain('mailFailed');
});

it('Google’s trouble with the quota is nobody’s trouble', async () => {
  await desk.faults([{ service: 'MailApp', method: 'getRemainingDailyQuota', error: 'Service error', times: 9 }]);
  const booking = await ask();
  expect((await desk.accept(MEI, booking.id)).ok).toBe(true);
  expect(await happened(booking)).toContain('mailSent clientConfirmed');
});

it('the last mails of a day are kept for what somebody relies on, and the owner is told that others wait', async () => {
  await desk.post('quota', { limit: 9 });
  const booking = await ask();
  expect(await desk.mail()).toEqual([]);
  expect(textsOf(await desk.home(OWNER))).not.toContain('have been waiting for hours');
  await desk.advance('PT2H');
  await desk.tick(OWNER);
  expect(textsOf(await desk.home(OWNER))).toContain('2 e-mails have been waiting for hours');
  expect(textsOf(await desk.home(MEI))).not.toContain('have been waiting for hours');
  await desk.accept(OWNER, booking.id);
  expect(await happened(booking)).toEqual(['mailSent clientConfirmed', 'mailSent staffConfirmed']);
});

it('an address that cannot be reached is said on its booking, and other mail goes out', async () => {
  const lost = await ask({ email: 'nobody@nowhere.invalid' }, -1);
  const other = await ask({ requestKey: 'another-request' }, 6);
  expect(await happened(other)).toHaveLength(2);
  const elevenHours = async () => {
    await desk.advance('PT11H');
    await desk.tick(OWNER);
  };
  await elevenHours();
  const waiting = textsOf((await desk.tap(OWNER, 'showBooking', { booking: lost.id })).result);
  expect(waiting).toContain('An e-mail could not be sent yet');
  await desk.accept(MEI, lost.id);
  for (let n = 0; n < 9; n++) await elevenHours();
  expect(await happened(lost)).toContain('mailFailed clientConfirmed');
  expect(textsOf((await desk.tap(OWNER, 'showBooking', { booking: lost.id })).result)).toContain(
    'An e-mail to the client may not have arrived',
  );
  const client = { name: 'Piotr', email: CLIENT, phone: '', note: '' };
  await desk.tap(MEI, 'saveClient', { booking: lost.id }, client);
  expect((await desk.booking(lost.id)).flags).not.toContain('mailFailed');
  expect((await toClient()).at(-1)?.body).toContain(lost.reference);
});

it('who is given another address twice while mail fails gets one mail', async () => {
  const booking = await desk.acceptedBooking();
  await noMail(4);
  const client = { name: 'Piotr', phone: '', note: '' };
  await desk.tap(MEI, 'saveClient', { booking: booking.id }, { ...client, email: 'one@client.example' });
  await desk.tap(MEI, 'saveClient', { booking: booking.id }, { ...client, email: 'two@client.example' });
  await quiet(desk);
  const told = (await desk.mail()).filter(({ to }) => to.some((address) => /^(one|two)@/.test(address)));
  expect(told.map(({ to }) => to)).toEqual([['two@client.example']]);
});

it('what is moved twice while mail fails is told once: the time it has, and the time the client knew', async () => {
  const booking = await desk.acceptedBooking();
  await quiet(desk);
  const before = (await toClient()).length;
  await noMail(9);
  const to = (hours: number) =>
    desk.tap(
      MEI,
      'rescheduleBooking',
      { booking: booking.id, anyTime: 'yes' },
      { start: String(booking.start + hours * HOUR) },
    );
  await to(24);
  await to(48);
  await quiet(desk);
  const told = (await toClient()).slice(before);
  expect(told).toHaveLength(1);
  const day = (at: number) => new Intl.DateTimeFormat('pl', { timeZone: 'Europe/Warsaw', day: 'numeric' }).format(at);
  expect(told[0]!.body).toMatch(new RegExp(`Poprzedni termin: .*\\b${day(booking.start)}\\b`));
  expect(told[0]!.body).toMatch(new RegExp(`\n\\S+, ${day(booking.start + 48 * HOUR)} \\S+ \\d{4}\n`));
  await noMail(9);
  await to(24);
  await to(48);
  expect((await quiet(desk)).concat(await promises(desk))).toEqual([]);
  // Moved and moved back before anybody heard of it.
  expect((await toClient()).slice(before)).toHaveLength(1);
});

it('a confirmation waits if its event could not be written, and nobody is in doubt about it', async () => {
  const booking = await ask();
  await desk.faults([{ service: 'Calendar', method: 'Events.insert', status: 500, times: 99 }]);
  await desk.accept(MEI, booking.id);
  const confirmed = async () =>
    (await toClient()).filter(({ subject }) => subject.startsWith('Rezerwacja potwierdzona'));
  expect(await confirmed()).toEqual([]);
  const { outbox } = await desk.booking(booking.id);
  expect(outbox.flatMap((effect) => (effect.kind === 'mail' ? [effect.claim] : []))).toEqual([null]);
  await desk.faults([]);
  await desk.tick(MEI);
  const [event] = await desk.ourEvents();
  expect((await confirmed()).map(({ body }) => body.includes(String(event!.hangoutLink)))).toEqual([true]);
  expect(await happened(booking)).toContain('mailSent clientConfirmed');
});

describe('how often Google is called', () => {
  const counted = ({ calls }: ExecutionRecord) => {
    const store = calls.filter(({ service, args }) => service === 'PropertiesService' && args[0] === 'script');
    const times = (verb: RegExp) => store.filter(({ method }) => verb.test(method)).length;
    return {
      // One list for each calendar that closes times comes on top.
      isShort: calls.filter(({ method }) => method !== 'Events.list').length <= 13,
      reads: times(/^getProperties$/),
      looks: times(/^getProperty$/),
      writes: times(/^(set|delete)/),
    };
  };
  const last = async (name: string) =>
    counted((await desk.get<ExecutionRecord[]>('executions')).filter((one) => one.function === name).at(-1)!);

  it('a request and its acceptance read the store once and write it twice, and a run with nothing to do writes nothing of bookings', async () => {
    // The keys of links are made with the first e-mail.
    await ask({ requestKey: 'the-first-one-0001' }, -1);
    await desk.advance('PT1M');
    const booking = await ask();
    expect(await last('sendRequest')).toEqual({ isShort: true, reads: 1, looks: 1, writes: 2 });
    await desk.advance('PT1M');
    expect(counted(await desk.accept(MEI, booking.id))).toEqual({ isShort: true, reads: 1, looks: 2, writes: 2 });
    await desk.settle();
    for (const who of [MEI, OWNER]) {
      await desk.advance('PT1H');
      await desk.settle();
      await desk.advance('PT1M');
      const { reads, looks, writes } = counted(await desk.tick(who));
      expect({ who, reads: reads + looks <= 2, writes: writes <= 1 }).toEqual({ who, reads: true, writes: true });
    }
  });
});

it('a mail that is not true any more is not sent', async () => {
  const booking = await ask();
  await noMail(1);
  await desk.accept(MEI, booking.id);
  await desk.tap(MEI, 'cancelBooking', { booking: booking.id });
  await quiet(desk);
  expect((await happened(booking)).slice(2)).toEqual(['mailSent clientCancelled']);
});

it('a client who reads “confirmed” gets their e-mail at once; the link follows when it is ready', async () => {
  await desk.saveService({ options: ['offered', 'autoAccept'] });
  const booking = await ask();
  expect(booking.state).toBe('confirmed');
  const [first] = await toClient();
  expect(first?.body).not.toContain('https://');
  await desk.tick(MEI);
  const [event] = await desk.ourEvents();
  const [, second, ...more] = await toClient();
  expect(second?.body).toContain(event!.hangoutLink);
  expect(more).toEqual([]);
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
});

it('the executions of two accounts at once send each mail once', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    await desk.open();
    await noMail(2);
    await ask();
    await desk.advance('PT1H');
    await desk.post('schedule', { seed });
    await Promise.all([desk.tick(OWNER), desk.tick(MEI), desk.tick(OWNER)]);
    await desk.post('schedule', {});
    expect((await desk.mail()).map(({ to }) => to[0]).sort()).toEqual([MEI, CLIENT]);
  }
});

it('a calendar that cannot be read keeps no mail from going out in the hourly tick', async () => {
  await noMail(2);
  const booking = await ask();
  await desk.advance('PT1H');
  await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 500, times: 99 }]);
  const record = await desk.tick(MEI);
  expect(await happened(booking)).toHaveLength(2);
  expect(record.logs.map(({ message }) => message).join('\n')).toContain('failed: tryLater: Backend Error');
});

it('who is asked to pay has the time to pay from then on, and hears of its end in its own words', async () => {
  await desk.saveService({ options: ['offered', 'prepayment'], hold: '3', timeToPay: '24' });
  const booking = await ask({}, -1);
  await desk.advance('PT2H');
  await desk.accept(MEI, booking.id);
  await desk.advance('PT23H');
  await desk.tick(OWNER);
  expect((await desk.booking(booking.id)).state).toBe('awaitingPayment');
  await desk.advance('PT1H');
  await desk.tick(OWNER);
  expect((await desk.booking(booking.id)).history.map(({ what }) => what)).toContain('unpaid');
  const told = (await toClient()).map(({ subject }) => subject);
  expect(told.at(-1)).toMatch(/^Nieopłacone w terminie: Lesson, /);
  expect((await toClient()).at(-2)?.body).toContain('Prosimy o płatność do: ');
});

describe('a booking whose time is over', () => {
  const past = async () => textsOf(await desk.home(OWNER)).includes('How did it go?');
  const toEndAnd = async ({ end }: Booking, hours: number) => {
    await desk.post('clock', { now: end + hours * HOUR });
    await desk.tick(OWNER);
    await desk.tick(MEI);
  };

  it('is completed automatically a day later, and somebody can still say that nobody came', async () => {
    const booking = await desk.acceptedBooking();
    await toEndAnd(booking, 23);
    expect([(await desk.booking(booking.id)).state, await past()]).toEqual(['confirmed', true]);
    await toEndAnd(booking, 24);
    expect([(await desk.booking(booking.id)).state, await past()]).toEqual(['completed', true]);
    expect((await desk.tap(OWNER, 'markNoShow', { booking: booking.id })).ok).toBe(true);
    expect([(await desk.booking(booking.id)).state, await past()]).toEqual(['noShow', false]);
  });

  it('waits for an answer if the owner asks to be asked', async () => {
    const settings = { business: 'Studio', jitsiDomain: 'meet.jit.si', past: 'ask', pastHours: '2' };
    await desk.submit(OWNER, 'saveSettingsForm', settings);
    const booking = await desk.acceptedBooking();
    await toEndAnd(booking, 400);
    expect([(await desk.booking(booking.id)).state, await past()]).toEqual(['confirmed', true]);
    await desk.tap(OWNER, 'completeBooking', { booking: booking.id });
    expect([(await desk.booking(booking.id)).state, await past()]).toEqual(['completed', false]);
  });

  it('is not over where its event was moved ahead and nobody has read that yet', async () => {
    const booking = await desk.acceptedBooking();
    await desk.settle();
    const iso = (time: number) => ({ dateTime: new Date(time + 48 * HOUR).toISOString() });
    const body = { start: iso(booking.start), end: iso(booking.end) };
    await desk.api(MEI, 'PATCH', `calendars/${MEI}/events/${booking.event!.eventId}`, body);
    await toEndAnd(booking, 24);
    expect(await desk.booking(booking.id)).toMatchObject({ state: 'confirmed', start: booking.start + 48 * HOUR });
  });
});

describe('the file for the client’s calendar', () => {
  const filesToClient = async () =>
    (await toClient()).flatMap(({ attachments = [], body }) =>
      attachments.map(({ name, mimeType, base64 }) => {
        const text = Buffer.from(base64, 'base64').toString('utf8');
        return { name, mimeType, body, entry: readCalendarFile(text) };
      }),
    );

  it('keeps one entry: confirmed, moved, cancelled', async () => {
    const booking = await desk.acceptedBooking();
    const start = booking.start + 24 * HOUR;
    await desk.tap(MEI, 'rescheduleBooking', { booking: booking.id, anyTime: 'yes' }, { start: String(start) });
    await quiet(desk);
    await desk.tap(MEI, 'cancelBooking', { booking: booking.id }, { reason: '' });
    await quiet(desk);
    const files = await filesToClient();
    expect(files.map(({ entry }) => [entry.method, entry.start])).toEqual([
      ['PUBLISH', booking.start],
      ['PUBLISH', start],
      ['CANCEL', start],
    ]);
    expect(new Set(files.map(({ entry }) => entry.uid))).toEqual(new Set([`${booking.event!.eventId}@google.com`]));
    const sequences = files.map(({ entry }) => entry.sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(files[0]).toMatchObject({ name: `${booking.reference}.ics`, mimeType: 'text/calendar' });
    expect(files[0]!.body).toContain('Załączony plik dodaje ją do Twojego kalendarza.');
    expect(files[2]!.body).toContain('Załączony plik usuwa ją z Twojego kalendarza.');
  });

  it('does not come where Google invites the client', async () => {
    await desk.saveService({ invitations: 'externalOnly' });
    await desk.acceptedBooking();
    expect(await filesToClient()).toEqual([]);
    expect((await toClient()).at(-1)?.body).not.toContain('Załączony plik');
  });
});

describe('reminders', () => {
  const remind = (reminders: string[], followUp = '') => desk.saveService({ reminders, followUp });
  const goTo = async (now: number) => {
    await desk.post('clock', { now });
    await desk.tick(OWNER);
    await desk.tick(MEI);
  };
  const subjects = async () => (await toClient()).map(({ subject }) => subject.split(':')[0]);

  it('go out at the service’s times, once each, whoever’s tick comes first, and thanks afterwards', async () => {
    await remind(['1440', '120'], '60');
    const booking = await desk.acceptedBooking();
    const before = (await subjects()).length;
    await goTo(booking.start - 25 * HOUR);
    expect((await subjects()).slice(before)).toEqual([]);
    for (const hours of [24, 23, 3, 2, 1, 0, -1, -1.5, -2, -3]) await goTo(booking.start - hours * HOUR);
    expect((await subjects()).slice(before)).toEqual(['Przypomnienie', 'Przypomnienie', 'Dziękujemy za wizytę']);
    const [first, second, thanks] = (await toClient()).slice(before);
    expect([first!.at, second!.at]).toEqual([booking.start - 24 * HOUR, booking.start - 2 * HOUR]);
    expect(first!.body).toContain(booking.link!.uri);
    expect(thanks!.body).not.toContain(booking.link!.uri);
  });

  it('give way to other mail, and are not sent any more once their booking has begun', async () => {
    await remind(['120']);
    const booking = await desk.acceptedBooking();
    const before = (await subjects()).length;
    await desk.post('quota', { limit: (await desk.mail()).length + 5 });
    await goTo(booking.start - 2 * HOUR);
    expect((await desk.booking(booking.id)).outbox).toMatchObject([{ kind: 'mail', template: 'clientReminder' }]);
    await desk.post('quota', { limit: 1_500 });
    await goTo(booking.start);
    expect((await subjects()).slice(before)).toEqual([]);
    expect((await desk.booking(booking.id)).outbox).toEqual([]);
  });

  it('of a hundred bookings go out in one tick, with time to spare', async () => {
    await remind(['1440']);
    await desk.post('quota', { limit: 1_500 });
    const booking = await desk.acceptedBooking();
    const many = Array.from({ length: 100 }, (_, n) => {
      const id = `many${String(n).padStart(8, '0')}`;
      const client = { ...booking.client, email: `many${n}@client.example` };
      const start = booking.start + n * 60_000;
      const times = { start, end: start + HOUR, requestKey: id, reference: `M${String(n).padStart(5, '0')}` };
      return { ...booking, ...times, id, client, outbox: [], event: null, link: null, place: { kind: 'weCall' } };
    });
    const values = many.map((one) => [`booking:${one.id}`, JSON.stringify({ v: 1, d: one })] as const);
    await desk.post('properties', { values: Object.fromEntries(values) });
    await desk.post('clock', { now: booking.start - 22 * HOUR });
    const { calls } = await desk.tick(OWNER);
    const sent = (await desk.mail()).filter(({ to }) => to[0]?.startsWith('many'));
    expect(new Set(sent.map(({ to }) => to[0])).size).toBe(100);
    expect(sent).toHaveLength(100);
    // Each is claimed, sent and noted in five calls: a lock and its release, a small read, a write, the mail. Even at half
    // a second a call that is over within an execution's six minutes.
    expect(calls.length).toBeLessThan(100 * 6);
    await desk.tick(MEI);
    expect((await desk.mail()).filter(({ to }) => to[0]?.startsWith('many'))).toHaveLength(100);
    // What was remembered of the quota does not count them: the next execution asks Google.
    const known = (await desk.get<ExecutionRecord[]>('executions')).length;
    await ask({ requestKey: 'after-a-hundred' }, -1);
    const since = (await desk.get<ExecutionRecord[]>('executions')).slice(known).flatMap((one) => one.calls);
    expect(since.map(({ method }) => method)).toContain('getRemainingDailyQuota');
  });
});
