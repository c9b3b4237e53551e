import fc from 'fast-check';
import type { SentMail } from '../../sandbox/protocol';
import { deskTexts } from '../../src/i18n/index';
import type { LinkPage } from '../../src/web/link-api';
import { times } from '../support/calendar-api';
import { textsOf } from '../support/cards';
import { useTeam } from '../support/desk';
import { promises, quiet } from '../support/promises';
import { ANNA, CLIENT, DAY, HOUR, MEI, OWNER } from '../support/studio';

// What people do by the links in e-mails: a client with their booking, staff with a request.

const desk = useTeam();

interface Answer {
  ok: boolean;
  page?: LinkPage;
  starts?: number[];
  code?: string;
  message?: string;
}

const GONE = { ok: true, page: expect.objectContaining({ kind: 'gone' }) as unknown };

const byClient = (token: string, wish: object) => desk.page<Answer>('changeByLink', { token, locale: 'en', ...wish });
const byStaff = (token: string, wish: object) => desk.page<Answer>('answerByLink', { token, locale: 'en', ...wish });
/** Accepts what the page shows: the request at its time. */
const acceptBy = async (token: string) => {
  const start = (await desk.bookings()).find(({ state }) => state === 'requested')?.start ?? 0;
  return byStaff(token, { wish: 'accept', start });
};
const cancel = (token: string, reason = '') => byClient(token, { wish: 'cancel', reason });
const move = (token: string, start: number) => byClient(token, { wish: 'move', start });

/** The token of the last link of a kind that somebody was sent. */
async function linkOf(kind: 'booking' | 'answer' | 'offer', to: string): Promise<string> {
  const bodies = (await desk.mail()).filter((mail) => mail.to.includes(to)).map(({ body }) => body);
  const found = bodies.flatMap((body) => [...body.matchAll(new RegExp(`[?&]${kind}=(\\S+)`, 'g'))].map((m) => m[1]!));
  return found.pop()!;
}

const clientLink = () => linkOf('booking', CLIENT);
const staffLink = () => linkOf('answer', MEI);

/** The data of the page at an address. */
async function pageAt(query: string): Promise<LinkPage> {
  const outer = await (await fetch(`${desk.url}/macros/s/sandbox/exec?${query}`)).text();
  const inner = outer
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return JSON.parse(/type="application\/json">\s*(\{.*?\})\s*<\/script>/s.exec(inner)![1]!) as LinkPage;
}

/** Mei takes it, so that there is one person to tell. */
async function requested(change: Record<string, unknown> = {}) {
  const [start] = await desk.timesOf(desk.mei);
  await desk.request(start!, { staff: desk.mei, ...change });
  return desk.requested();
}

async function accepted(change: Record<string, unknown> = {}) {
  const { id } = await requested(change);
  await desk.accept(MEI, id);
  await desk.settle();
  return desk.booking(id);
}

const subjectsTo = (mails: readonly SentMail[], to: string) =>
  mails.filter((mail) => mail.to.includes(to)).map(({ subject }) => subject);

async function expectPromises(): Promise<void> {
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
}

const lastOf = async (id: string) =>
  (await desk.booking(id)).history.filter(({ what }) => !what.startsWith('mail')).pop();

describe('a client, by the link to their booking', () => {
  it('cancels with a reason: the event goes, both are told, and the history says who it was', async () => {
    const { id } = await accepted();
    const before = (await desk.mail()).length;
    const answer = await cancel(await clientLink(), 'Ill.\nSorry');
    expect(answer).toMatchObject({ ok: true, page: { booking: { state: 'cancelled', ended: { by: 'client' } } } });
    expect(await lastOf(id)).toMatchObject({ what: 'cancelled', by: 'client', detail: 'Ill.\nSorry' });
    const mails = await desk.mailsAfter(before);
    expect(subjectsTo(mails, CLIENT)).toHaveLength(1);
    expect(mails.find(({ to }) => to.includes(MEI))!.body).toContain('Ill.\n> Sorry');
    // Who holds a link may be a stranger who has typed this address.
    expect(mails.find(({ to }) => to.includes(CLIENT))!.body).not.toContain('Sorry');
    await desk.tick(MEI);
    expect(await desk.ourEvents()).toEqual([]);
    // Sent again, it has happened; and the link still shows it.
    expect(await cancel(await clientLink())).toMatchObject({ ok: true, page: { booking: { state: 'cancelled' } } });
    expect(await pageAt(`booking=${await clientLink()}`)).toMatchObject({ booking: { state: 'cancelled' } });
    expect(await move(await clientLink(), (await desk.timesOf(desk.mei))[3]!)).toMatchObject({ ok: true });
    expect((await desk.booking(id)).state).toBe('cancelled');
    await expectPromises();
  });

  it('moves to an open time of the same person and nowhere else, and staff are told', async () => {
    const { id, start } = await accepted();
    const token = await clientLink();
    const { starts } = await byClient(token, { wish: 'times', from: start - DAY, to: start + 7 * DAY });
    const before = (await desk.mail()).length;
    const wanted = starts!.at(-1)!;
    expect(await move(token, start + 5 * 60_000)).toMatchObject({ ok: false, code: 'notOpen' });
    expect(await move(token, wanted)).toMatchObject({
      ok: true,
      page: { booking: { state: 'confirmed', start: wanted } },
    });
    expect(await lastOf(id)).toMatchObject({ what: 'rescheduled', by: 'client' });
    const mails = await desk.mailsAfter(before);
    expect([subjectsTo(mails, CLIENT).length, subjectsTo(mails, MEI).length]).toEqual([1, 1]);
    await desk.tick(MEI);
    expect((await desk.ourEvents()).map(({ start: at }) => Date.parse((at as { dateTime: string }).dateTime))).toEqual([
      wanted,
    ]);
    await expectPromises();
  });

  it('has the link to their booking in every e-mail', async () => {
    const { id, start } = await accepted();
    await desk.tap(MEI, 'rescheduleBooking', { booking: id, anyTime: 'yes' }, { start: String(start + 2 * HOUR) });
    await desk.tap(MEI, 'cancelBooking', { booking: id });
    const mails = (await desk.mail()).filter(({ to, source }) => to.includes(CLIENT) && source === 'script');
    expect(mails.map(({ body }) => /[?&]booking=\S+/.test(body))).toEqual([true, true, true, true]);
  });

  it('reads on their page what they answered, and so does whoever is asked', async () => {
    const question = { questions: 'Level', kind: 'text' };
    await desk.tap(OWNER, 'saveQuestion', { service: desk.service, question: '' }, question);
    const [service] = await desk.records<{ questions: { id: string }[] }>('service');
    await requested({ answers: { [service!.questions[0]!.id]: 'Advanced' } });
    const answers = [{ label: 'Level', value: 'Advanced' }];
    expect(await pageAt(`booking=${await clientLink()}`)).toMatchObject({ booking: { answers, guests: [] } });
    expect(await pageAt(`answer=${await staffLink()}`)).toMatchObject({ request: { answers } });
  });

  it('withdraws a request, whatever the deadlines for bookings', async () => {
    await desk.saveService({ cancelDeadline: '720 h', rescheduleDeadline: '720 h' });
    await requested();
    expect(await cancel(await clientLink())).toMatchObject({ page: { booking: { state: 'cancelled' } } });
    expect(await acceptBy(await staffLink())).toEqual(GONE);
    await expectPromises();
  });

  it('is refused after the deadlines, each for itself, and told how to reach the business', async () => {
    await desk.saveService({ cancelDeadline: '24 h', rescheduleDeadline: '2 h' });
    const times = await desk.timesOf(desk.mei);
    const { id, start } = await accepted({ start: times[0] });
    const until = async (ms: number) => desk.post('clock', { now: new Date(start - ms).toISOString() });
    await until(24 * HOUR);
    await desk.tick(MEI);
    expect(await cancel(await clientLink())).toMatchObject({ ok: false, code: 'tooLate' });
    await until(2 * HOUR);
    await desk.tick(MEI);
    expect(await move(await clientLink(), (await desk.timesOf(desk.mei)).at(-1)!)).toMatchObject({
      ok: false,
      code: 'tooLate',
    });
    expect(await desk.booking(id)).toMatchObject({ state: 'confirmed', start });
  });

  it('cannot move a request that nobody has answered in time, and withdraws it', async () => {
    await desk.saveService({ hold: '4' });
    const { id, start } = await requested({ start: (await desk.timesOf(desk.mei)).at(-1) });
    await desk.post('clock', { now: new Date((await desk.booking(id)).holdUntil!).toISOString() });
    const [other] = await desk.timesOf(desk.mei);
    expect(await move(await clientLink(), other!)).toMatchObject({ ok: false, code: 'tooLate' });
    expect((await desk.booking(id)).start).toBe(start);
    expect(await cancel(await clientLink())).toMatchObject({ page: { booking: { state: 'cancelled' } } });
  });

  it('moves one booking at most five times a day', async () => {
    const { start } = await accepted();
    const token = await clientLink();
    const { starts } = await byClient(token, { wish: 'times', from: start, to: start + 7 * DAY });
    const codes: (string | undefined)[] = [];
    for (let n = 1; n <= 6; n++) codes.push((await move(token, starts![n * 2]!)).code);
    expect(codes).toEqual([...Array<undefined>(5).fill(undefined), 'tooManyMoves']);
  });

  it('keeps it in their calendar by a file that names the same event', async () => {
    const { event } = await accepted();
    const answer = await fetch(`${desk.url}/macros/s/sandbox/exec?as=ics&booking=${await clientLink()}`);
    expect(answer.headers.get('content-type')).toContain('text/calendar');
    const text = await answer.text();
    expect(text).toContain(`UID:${event!.eventId}@google.com`);
    expect(text).toContain('METHOD:PUBLISH');
  });

  it('has no file of what is not confirmed', async () => {
    await requested();
    const answer = await fetch(`${desk.url}/macros/s/sandbox/exec?as=ics&booking=${await clientLink()}`);
    expect(answer.headers.get('content-type')).toContain('text/html');
    // Nor can these pages be put under another site's buttons, even where the booking page may be.
    await desk.saveSettings({ framing: 'yes' });
    for (const query of [`booking=${await clientLink()}`, `answer=${await staffLink()}`, 'booking=x', 'answer=x'])
      expect((await fetch(`${desk.url}/macros/s/sandbox/exec?${query}`)).headers.get('x-frame-options')).toBe(
        'SAMEORIGIN',
      );
  });
});

it('a stranger who brings the team along closes nobody’s time but that of who gives the booking', async () => {
  await desk.saveService({ options: ['offered', 'autoAccept'], guestLimit: '3' });
  const before = await desk.timesOf(desk.anna);
  const start = (await desk.timesOf(desk.mei)).find((one) => before.includes(one))!;
  const brought = { staff: desk.mei, requestKey: 'brought', guests: [ANNA, MEI, 'ola@client.example'] };
  expect(await desk.request(start, brought)).toMatchObject({ state: 'confirmed' });
  await desk.tick(MEI);
  await desk.tick(ANNA);
  const [event] = (await desk.ourEvents()) as { attendees?: { email: string }[] }[];
  expect(event!.attendees!.map(({ email }) => email)).toEqual(['ola@client.example', CLIENT]);
  expect(await desk.timesOf(desk.anna)).toContain(start);
});

describe('a text that is no link of ours', () => {
  it('opens nothing, with the same words for all, and changes nothing', async () => {
    await accepted();
    const [first, second] = [await clientLink(), ''];
    const other = await desk.timesOf(desk.anna);
    await desk.request(other[8]!, { staff: desk.anna, email: 'eve@client.example' });
    const foreign = await linkOf('booking', 'eve@client.example');
    const [code, , until] = first.split('.');
    const id = foreign.split('.')[1]!;
    const answerLink = await linkOf('answer', ANNA);
    const dead = [
      second,
      'x',
      first.slice(0, -1),
      `${code}.${id}.${until}`,
      `${code}.${first.split('.')[1]}.${(parseInt(until!, 36) + 1).toString(36)}`,
      answerLink,
    ];
    const before = await desk.bookings();
    const answers = [];
    for (const token of dead) answers.push(JSON.stringify(await cancel(token)));
    expect(new Set(answers.map((text) => text.replace(/"now":\d+/, '"now":0'))).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toEqual(GONE);
    const pages = await Promise.all(dead.slice(1).map((token) => pageAt(`booking=${token}`)));
    expect(new Set(pages.map((page) => JSON.stringify({ ...page, now: 0 }))).size).toBe(1);
    expect(await acceptBy(first)).toEqual(GONE);
    const letters = 'a b y z 0 1 9 - _ .'.split(' ');
    const mutation = fc.tuple(fc.nat({ max: first.length - 1 }), fc.constantFrom(...letters));
    const mutated = fc.sample(mutation, 60).map(([i, letter]) => first.slice(0, i) + letter + first.slice(i + 1));
    for (const token of mutated.filter((one) => one !== first)) expect(await cancel(token)).toEqual(GONE);
    expect(await desk.bookings()).toEqual(before);
  });

  it('is what a link becomes for another address, after a month, and under new keys', async () => {
    const { id, end } = await accepted();
    const token = await clientLink();
    const inputs = { name: 'Piotr', email: 'piotr@work.example', phone: '', note: '' };
    await desk.tap(MEI, 'saveClient', { booking: id }, inputs);
    expect(await cancel(token)).toEqual(GONE);
    const second = await linkOf('booking', 'piotr@work.example');
    expect(await pageAt(`booking=${second}`)).toMatchObject({ kind: 'booking' });
    await desk.post('clock', { now: new Date(end + 30 * DAY).toISOString() });
    expect(await pageAt(`booking=${second}`)).toMatchObject({ kind: 'gone' });
  });

  it('is what a link becomes a month after the booking, also if it was sent for a later time', async () => {
    const [first, ...later] = await desk.timesOf(desk.mei);
    const { id, end } = await accepted({ start: later.at(-1) });
    const token = await clientLink();
    expect(await move(token, first!)).toMatchObject({ ok: true });
    const moved = await desk.booking(id);
    expect(moved.end).toBeLessThan(end - DAY);
    await desk.post('clock', { now: new Date(moved.end + 30 * DAY).toISOString() });
    expect(await pageAt(`booking=${token}`)).toMatchObject({ kind: 'gone' });
  });

  it('is never in the execution log', async () => {
    await accepted();
    const [mine, theirs] = [await clientLink(), await staffLink()];
    await cancel(mine);
    await acceptBy(theirs);
    const logs = JSON.stringify((await desk.get<{ logs: unknown }[]>('executions')).map(({ logs }) => logs));
    const [keys] = await desk.records<{ client: string; staff: string }>('linkKeys');
    for (const secret of [mine, theirs, keys!.client, keys!.staff]) expect(logs).not.toContain(secret);
  });
});

describe('a staff member, by the link in a request', () => {
  it('decides nothing by opening it, accepts once, and the history says who it was', async () => {
    const { id } = await requested();
    const token = await staffLink();
    expect(await pageAt(`answer=${token}`)).toMatchObject({
      kind: 'answer',
      request: { state: 'requested', isFree: true },
    });
    expect((await desk.booking(id)).state).toBe('requested');
    const before = (await desk.mail()).length;
    expect(await acceptBy(token)).toMatchObject({ page: { request: { state: 'confirmed' } } });
    expect(await lastOf(id)).toMatchObject({ what: 'accepted', by: MEI });
    // The client is told at once; nobody but Mei may write to her calendar, and Home says so.
    const [told] = (await desk.mailsAfter(before)).filter(({ to }) => to.includes(CLIENT));
    expect(told!.body).toContain(deskTexts('pl')('mail.linkFollows'));
    expect(textsOf(await desk.home(OWNER))).toContain('Not yet in the calendar of Mei Lin');
    expect(await pageAt(`answer=${token}`)).toMatchObject({ kind: 'gone' });
    expect(await byStaff(token, { wish: 'decline', reason: '' })).toEqual(GONE);
    await desk.tick(MEI);
    await desk.settle();
    expect(await desk.ourEvents()).toHaveLength(1);
    await expectPromises();
  });

  it('accepts, and the event is there at once where the page’s account may write', async () => {
    await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'writer', scope: { type: 'user', value: OWNER } });
    await desk.api(OWNER, 'POST', 'users/me/calendarList', { id: MEI });
    const { id } = await requested();
    expect(await acceptBy(await staffLink())).toMatchObject({
      page: { request: { isWritten: true } },
    });
    expect(await desk.ourEvents()).toHaveLength(1);
    expect((await desk.booking(id)).event!.written).toBe(true);
    await desk.tick(MEI);
    await expectPromises();
  });

  it('accepts for a page that runs as an account outside the desk: what it may write is written', async () => {
    const page = 'page@studio.example';
    await desk.post('deployer', { email: page });
    await desk.openPage();
    await desk.api(MEI, 'POST', `calendars/${MEI}/acl`, { role: 'writer', scope: { type: 'user', value: page } });
    await desk.api(page, 'POST', 'users/me/calendarList', { id: MEI });
    await requested();
    expect(await acceptBy(await staffLink())).toMatchObject({
      page: { request: { isWritten: true } },
    });
    await desk.saveService({ options: ['offered', 'autoAccept'] });
    const [, start] = await desk.timesOf(desk.mei);
    expect(await desk.request(start!, { staff: desk.mei })).toMatchObject({ state: 'confirmed' });
    expect(await desk.ourEvents()).toHaveLength(2);
  });

  it('does not accept a time that they have not seen', async () => {
    const { id, start } = await requested();
    const [mine, theirs] = [await clientLink(), await staffLink()];
    const { starts } = await byClient(mine, { wish: 'times', from: start, to: start + 7 * DAY });
    await move(mine, starts!.at(-1)!);
    expect(await byStaff(theirs, { wish: 'accept', start })).toMatchObject({
      code: 'timeChanged',
      page: { request: { start: starts!.at(-1) } },
    });
    // The e-mail about the new time leads to an answer, too.
    expect(await acceptBy(await staffLink())).toMatchObject({ page: { request: { state: 'confirmed' } } });
    expect((await desk.booking(id)).start).toBe(starts!.at(-1));
  });

  it('declines with a message to the client', async () => {
    await requested();
    const before = (await desk.mail()).length;
    const answer = await byStaff(await staffLink(), { wish: 'decline', reason: 'I am away.' });
    expect(answer).toMatchObject({ page: { request: { state: 'declined' } } });
    const [mail] = (await desk.mailsAfter(before)).filter(({ to }) => to.includes(CLIENT));
    expect(mail!.body).toContain('I am away.');
    expect(await pageAt(`booking=${await clientLink()}`)).toMatchObject({
      booking: {
        state: 'declined',
        ended: { by: 'staff', who: 'Mei Lin', reason: 'I am away.' },
        again: expect.stringMatching(`service=${desk.service}&staff=${desk.mei}&lang=pl.*&email=piotr%40`) as unknown,
      },
    });
    await expectPromises();
  });

  it('proposes other times: the client gets one link to all of them, and the request ends', async () => {
    const { id, start } = await requested();
    const token = await staffLink();
    const { starts } = await byStaff(token, { wish: 'times', from: start - DAY, to: start + 7 * DAY });
    const wanted = [starts![4]!, starts![8]!];
    expect(await byStaff(token, { wish: 'propose', starts: [], reason: '' })).toMatchObject({
      ok: false,
      code: 'required',
    });
    expect(await byStaff(token, { wish: 'propose', starts: wanted, reason: '' })).toMatchObject({
      page: { request: { state: 'declined' } },
    });
    const offer = await linkOf('offer', CLIENT);
    expect((await desk.booking(id)).offer).toBe(offer);
    expect(await pageAt(`booking=${await clientLink()}`)).toMatchObject({
      booking: { offer: expect.stringContaining(offer) as unknown },
    });
    expect(await desk.timesOf(desk.mei)).not.toContain(wanted[0]);
    expect(await desk.request(wanted[1]!, { offer, requestKey: 'from an offer' })).toMatchObject({
      ok: true,
      state: 'confirmed',
    });
  });

  it('is refused a time that something else has taken', async () => {
    const { start, end } = await requested();
    await desk.inCalendar().make({ summary: 'Dentist', ...times(start, end) });
    await desk.settle();
    const token = await staffLink();
    expect(await pageAt(`answer=${token}`)).toMatchObject({ request: { isFree: false } });
    expect(await acceptBy(token)).toMatchObject({ ok: false, code: 'slotTaken' });
    expect(await desk.requested()).toBeDefined();
    // The link still declines.
    expect(await byStaff(token, { wish: 'decline', reason: '' })).toMatchObject({
      page: { request: { state: 'declined' } },
    });
  });

  it('who has left the team, or handed it over, decides nothing', async () => {
    const first = await requested();
    const token = await staffLink();
    await desk.tap(MEI, 'handOverBooking', { booking: first.id, overBusy: 'yes' }, { staff: desk.anna });
    expect((await desk.booking(first.id)).staffId).toBe(desk.anna);
    expect(await acceptBy(token)).toEqual(GONE);
    const theirs = await linkOf('answer', ANNA);
    await desk.tap(OWNER, 'handOverBooking', { booking: first.id, overBusy: 'yes' }, { staff: desk.mei });
    await desk.tap(OWNER, 'removeMember', { staff: desk.anna });
    expect((await desk.records<{ id: string }>('staff')).map(({ id }) => id)).not.toContain(desk.anna);
    expect(await acceptBy(theirs)).toEqual(GONE);
    expect(await desk.booking(first.id)).toMatchObject({ state: 'requested', staffId: desk.mei });
    // Mei has it again, and with it an answer to give.
    expect(await acceptBy(await staffLink())).toMatchObject({
      page: { request: { state: 'confirmed' } },
    });
  });

  it('who has handed it over decides nothing from the former e-mail, also as a manager', async () => {
    await desk.saveSettings({ managers: MEI });
    const { id, start } = await requested();
    const token = await staffLink();
    await desk.tap(MEI, 'handOverBooking', { booking: id, overBusy: 'yes' }, { staff: desk.anna });
    const { starts } = await byStaff(await linkOf('answer', ANNA), { wish: 'times', from: start, to: start + 7 * DAY });
    expect(starts).not.toEqual([]);
    expect(await pageAt(`answer=${token}`)).toMatchObject({ kind: 'gone' });
    expect(await byStaff(token, { wish: 'propose', starts: [starts!.at(-1)], reason: '' })).toEqual(GONE);
    expect(await desk.booking(id)).toMatchObject({ state: 'requested', staffId: desk.anna });
  });

  it('proposes other times: what overlapped the request is no longer marked', async () => {
    const confirmed = await accepted();
    const [start] = await desk.timesOf(desk.mei);
    const { id } = await requested({ start, email: 'eve@client.example' });
    await desk.inCalendar().edit(confirmed.event!.eventId, times(start!, start! + 30 * 60_000));
    await desk.settle();
    expect((await desk.booking(confirmed.id)).flags).toContain('overlap');
    const { starts } = await byStaff(await staffLink(), { wish: 'times', from: start!, to: start! + 7 * DAY });
    await byStaff(await staffLink(), { wish: 'propose', starts: [starts!.at(-1)], reason: '' });
    expect((await desk.booking(id)).state).toBe('declined');
    expect((await desk.booking(confirmed.id)).flags).toEqual([]);
  });

  it('finds a link of three days ago dead', async () => {
    await desk.saveService({ hold: '336' });
    const times = await desk.timesOf(desk.mei);
    await requested({ start: times.at(-1) });
    const token = await staffLink();
    await desk.advance('P3D');
    expect(await acceptBy(token)).toEqual(GONE);
  });
});

describe('at the same moment', () => {
  it.each([1, 2, 3])(
    'a client cancels while staff accept: one of them is told what the other did (seed %p)',
    async (seed) => {
      const { id } = await requested();
      const [mine, theirs] = [await clientLink(), await staffLink()];
      await desk.post('schedule', { seed });
      const [cancelled, accepting] = await Promise.all([cancel(mine), acceptBy(theirs)]);
      await desk.post('schedule', {});
      expect((await desk.booking(id)).state).toBe('cancelled');
      expect(cancelled).toMatchObject({ page: { booking: { state: 'cancelled' } } });
      expect(accepting.ok).toBe(true);
      await desk.tick(MEI);
      expect(await desk.ourEvents()).toEqual([]);
      await expectPromises();
    },
  );

  it.each([1, 2, 3])(
    'a client moves one booking twice: it is at one of the times, and so is its event (seed %p)',
    async (seed) => {
      const { id, start } = await accepted();
      const token = await clientLink();
      const { starts } = await byClient(token, { wish: 'times', from: start + DAY, to: start + 7 * DAY });
      await desk.post('schedule', { seed });
      await Promise.all([move(token, starts![0]!), move(token, starts![9]!)]);
      await desk.post('schedule', {});
      expect([starts![0], starts![9]]).toContain((await desk.booking(id)).start);
      await desk.tick(MEI);
      await expectPromises();
    },
  );

  it.each([1, 2, 3])('two bookings move to one time: one gets it (seed %p)', async (seed) => {
    const one = await accepted();
    const mine = await clientLink();
    const [, , , , second] = await desk.timesOf(desk.mei);
    await desk.request(second!, { staff: desk.mei, email: 'eve@client.example' });
    await desk.accept(MEI, (await desk.requested()).id);
    const hers = await linkOf('booking', 'eve@client.example');
    const { starts } = await byClient(mine, { wish: 'times', from: one.start + DAY, to: one.start + 7 * DAY });
    await desk.post('schedule', { seed });
    const answers = await Promise.all([move(mine, starts!.at(-1)!), move(hers, starts!.at(-1)!)]);
    await desk.post('schedule', {});
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)!.code).toMatch(/slotTaken|notOpen|busy/);
    await desk.tick(MEI);
    await expectPromises();
  });
});
