import { textsOf, actionsOf, choicesOn } from '../../support/cards';
import { OWNER, MEI, ANNA, MANAGER, CLIENT } from '../../support/studio';
import { useTeam } from '../../support/desk';

const desk = useTeam();
let starts: number[];
beforeEach(async () => {
  starts = (await meisTimes()).filter((_, i) => i % 4 === 0).slice(0, 3);
});

const meisTimes = () => desk.timesOf(desk.mei);

const offer = (who = MEI, change: Record<string, string | string[]> = {}) =>
  desk.submit(who, 'saveOffer', {
    service: desk.service,
    staff: desk.mei,
    starts: starts.map(String),
    hours: '48',
    language: 'pl',
    ...change,
  });

interface OfferRecord {
  id: string;
  state: string;
}
const offers = () => desk.records<OfferRecord>('offer');
const take = async (start: number, change: Record<string, unknown> = {}) => {
  const [one] = await offers();
  return desk.request(start, { offer: one!.id, ...change });
};

it('holds the times, and writes a text in the client’s language with a link for each', async () => {
  const answer = await offer();
  const text = textsOf(answer.result);
  const [one] = await offers();
  expect(text).toContain('listopada');
  for (const start of starts) expect(text).toContain(`?offer=${one!.id}&time=${start}`);
  const open = await meisTimes();
  for (const start of starts) expect(open).not.toContain(start);
  expect(one!.id.length).toBeGreaterThanOrEqual(32);
});

it('shows the times by day, with the client’s own clock, and sends them to a known client in their language and zone', async () => {
  const [start] = await meisTimes();
  await desk.request(start!, { staff: desk.mei, zone: 'America/New_York', locale: 'es' });
  const { id } = await desk.only();
  // Whoever only asks is nobody that staff know.
  expect(choicesOn((await desk.tap(MEI, 'offerTimes')).result)).not.toContain(id);
  await desk.accept(MEI, id);
  const again = { again: 'yes' };
  const form = await desk.tap(MEI, 'offerTimes', again, { known: id });
  const shown = textsOf(form.result);
  expect(shown).toContain('Monday, November 23, 2026');
  expect(shown).toContain('9:30 AM (for them: Sun, Nov 22, 8:30 PM)');
  expect(shown).toContain(CLIENT);
  // Another day's times are a field of their own, and what is typed afterwards stays.
  const days = await desk.tap(MEI, 'offerTimes', { ...again, known: id }, { known: id, email: 'new@client.example' });
  expect(textsOf(days.result)).toContain('new@client.example');
  const before = (await desk.mail()).length;
  const given = { known: id, email: CLIENT, zone: 'America/New_York', language: 'es' };
  const answer = await offer(MEI, { ...given, starts: [String(starts[1])], starts1: [String(starts[2])] });
  expect(textsOf(answer.result)).toContain(`Sent to ${CLIENT}.`);
  const [sent, ...more] = await desk.mailsAfter(before);
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ to: [CLIENT], subject: 'Horas para usted: Lesson' });
  expect(sent!.body).toContain('domingo, 22 de noviembre de 2026');
  expect(sent!.body).toContain('America/New_York');
});

it('holds the times even if Google refuses the e-mail, and says why it was not sent', async () => {
  await desk.faults([{ service: 'MailApp', method: 'sendEmail', times: 1, error: 'Too many e-mails' }]);
  const answer = await offer(MEI, { email: CLIENT });
  expect(textsOf(answer.result)).toContain('The e-mail was not sent:');
  expect(await offers()).toHaveLength(1);
});

it('gives the first link that is used its time, accepted already, and the others free', async () => {
  await offer();
  const page = await (await fetch(`${desk.url}/macros/s/sandbox/exec?offer=${(await offers())[0]!.id}`)).text();
  expect(page).toContain(String(starts[2]));
  expect(await take(starts[1]!)).toMatchObject({ ok: true, state: 'confirmed' });
  await desk.tick();
  expect(await desk.bookings()).toMatchObject([{ state: 'confirmed', start: starts[1], staffId: desk.mei }]);
  expect((await desk.ourEvents()).map(({ calendarId }) => calendarId)).toContain(MEI);
  // Confirmed at once, by the account of the page; the link comes when the event has one.
  const told = (await desk.mail()).filter(({ to }) => to[0] === CLIENT).map(({ body }) => body);
  expect(told).toEqual([
    expect.stringContaining('przyjdzie w osobnej wiadomości'),
    expect.stringContaining('https://meet.google.com/'),
  ]);
  const open = await meisTimes();
  expect(open).toEqual(expect.arrayContaining([starts[0]!, starts[2]!]));
  expect(open).not.toContain(starts[1]);
  expect(await take(starts[0]!, { email: 'late@client.example' }).catch(() => ({ code: 'offerGone' }))).toMatchObject({
    code: 'offerGone',
  });
});

it('makes one booking of two links used at once', async () => {
  await offer();
  const answers = await Promise.all([
    take(starts[0]!, { requestKey: 'first-key' }),
    take(starts[2]!, { requestKey: 'second-key' }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await desk.bookings()).toHaveLength(1);
});

it('takes no time that was not offered, and none over what has come into the calendar since', async () => {
  await offer();
  const [other] = (await meisTimes()).slice(-1);
  expect(await take(other!)).toMatchObject({ ok: false, code: 'slotTaken' });
  await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
    summary: 'Sudden',
    start: { dateTime: new Date(starts[0]!).toISOString() },
    end: { dateTime: new Date(starts[0]! + 1_800_000).toISOString() },
  });
  await desk.settle();
  expect(await take(starts[0]!)).toMatchObject({ ok: false, code: 'slotTaken' });
  expect(await take(starts[1]!)).toMatchObject({ ok: true });
});

it('ends when its time is up or it is released, and its times are open again', async () => {
  await offer();
  const card = await desk.tap(MEI, 'offerTimes');
  const release = actionsOf(card.result).find(({ action: name }) => name === 'releaseOffer')!;
  await desk.panel(MEI, release);
  expect(await meisTimes()).toEqual(expect.arrayContaining(starts));
  await offer(MEI, { hours: '4' });
  await desk.advance('PT5H');
  expect(await meisTimes()).toEqual(expect.arrayContaining([starts[2]!]));
  expect(await take(starts[2]!)).toMatchObject({ ok: false, code: 'offerGone' });
  // What holds nothing any more is forgotten.
  await desk.tick();
  expect(await offers()).toEqual([]);
});

it('ends when its person leaves the team: the page offers none of its times', async () => {
  await offer();
  const [one] = await offers();
  await desk.tap(OWNER, 'removeMember', { staff: desk.mei });
  expect(await desk.records('staff')).toHaveLength(1);
  expect(await desk.request(starts[0]!, { offer: one!.id })).toMatchObject({
    code: 'offerGone',
  });
  expect(await offers()).toEqual([]);
});

it('is of one’s own times, but for those in charge', async () => {
  await offer(ANNA);
  const made = await desk.records<{ staffId: string }>('offer');
  expect(made.filter(({ staffId }) => staffId === desk.mei)).toEqual([]);
  await offer(MANAGER);
  expect((await desk.records<{ staffId: string }>('offer')).filter(({ staffId }) => staffId === desk.mei)).toHaveLength(
    1,
  );
  const [one] = (await desk.records<{ id: string; staffId: string }>('offer')).filter((o) => o.staffId === desk.mei);
  const refused = await desk.tap(ANNA, 'releaseOffer', { offer: one!.id });
  expect(textsOf(refused.result)).toContain('not allowed');
});

it.each([
  ['no time', { starts: [] }, 'Times: This must not be empty.'],
  ['a time that is taken', { starts: ['1798700000000'] }, 'no longer open'],
  ['a zone that is none', { zone: 'Nowhere' }, 'time zone such as'],
  ['an address that is none', { email: 'x' }, 'for example name@example.com'],
])('refuses %s, and holds nothing', async (_, change, message) => {
  const refused = await offer(MEI, change);
  expect(textsOf(refused.result)).toContain(message);
  expect(await offers()).toEqual([]);
});

it('needs a booking page that its links lead to', async () => {
  await desk.saveSettings({ publicPage: '' });
  expect(textsOf((await offer()).result)).toContain('Address of the booking page: This must not be empty.');
});
