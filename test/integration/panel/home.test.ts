import { textsOf, linksOn, cardsIn, linesOf, actionsOf, actionNames, mainButtons } from '../../support/cards';
import { OWNER, MEI, ANNA, MANAGER, DAY } from '../../support/studio';
import type { FormValue } from '../../support/sandbox-process';
import { useTeam } from '../../support/desk';

const desk = useTeam();

async function request(staff: string, n: number): Promise<void> {
  const open = await desk.timesOf(staff);
  const answer = await desk.request(open[n]!, { staff, email: `client${n}@client.example`, name: `Client ${n}` });
  expect(answer).toMatchObject({ ok: true });
}

it('begins with what waits for a person: the oldest request first, with all that a decision needs', async () => {
  await request(desk.mei, 2);
  await desk.advance('PT1M');
  await request(desk.mei, 0);
  const card = await desk.home(MEI);
  expect(linesOf(card).slice(0, 2)).toEqual(['Client 2', 'Client 0']);
  expect(textsOf(card)).toContain('2 requests are waiting for you');
  expect(actionNames(card).filter((name) => name === 'acceptBooking')).toHaveLength(2);
});

it('accepts at one tap: the card that answers lacks the request and says so, and the booking is among today’s and the next', async () => {
  await request(desk.mei, 0);
  await request(desk.mei, 1);
  const [accept] = actionsOf(await desk.home(MEI)).filter(({ action: name }) => name === 'acceptBooking');
  const answer = await desk.panel(MEI, { ...accept!, locale: 'en' });
  expect(textsOf(answer.result)).toMatch(/^Accepted\. The client has been told\.$/m);
  expect(textsOf(answer.result)).toContain('1 request is waiting for you');
  const accepted = (await desk.bookings()).find(({ state }) => state === 'confirmed')!;
  expect(linksOn(answer.result)).toContain(accepted.link!.uri);
});

it('flags a request over which something else has been planned since', async () => {
  await request(desk.mei, 0);
  const [booking] = await desk.bookings();
  await desk.api(MEI, 'POST', `calendars/${MEI}/events`, {
    summary: 'Sudden',
    start: { dateTime: new Date(booking!.start).toISOString() },
    end: { dateTime: new Date(booking!.end).toISOString() },
  });
  await desk.settle();
  expect(textsOf(await desk.home(MEI))).toContain('Something else is planned at this time');
});

it('shows what awaits payment with a button for it', async () => {
  await desk.saveService({ options: ['offered', 'prepayment'] });
  await request(desk.mei, 0);
  const [booking] = await desk.bookings();
  await desk.accept(MEI, booking!.id);
  const card = await desk.home(MEI);
  expect(textsOf(card)).toContain('1 booking awaits payment');
  const paid = actionsOf(card).find(({ action: name }) => name === 'markBookingPaid')!;
  await desk.panel(MEI, paid);
  expect((await desk.bookings())[0]).toMatchObject({ state: 'confirmed' });
});

describe('mine and the team’s', () => {
  it('is a choice of those in charge who take bookings too, and it is kept', async () => {
    await desk.saveSettings({ managers: [MANAGER, MEI].join('\n') });
    await request(desk.mei, 0);
    await request(desk.anna, 1);
    expect(textsOf(await desk.home(MEI))).toContain('2 requests are waiting for you');
    await desk.submit(MEI, 'chooseScope', { scope: 'mine' });
    expect(textsOf(await desk.home(MEI))).toContain('1 request is waiting for you');
    expect(textsOf(await desk.home(MANAGER))).toContain('2 requests are waiting for you');
    expect(actionNames(await desk.home(MANAGER))).not.toContain('chooseScope');
  });

  it('staff see their own only, and cannot choose', async () => {
    await request(desk.mei, 0);
    await request(desk.anna, 1);
    const card = await desk.home(ANNA);
    expect(textsOf(card)).toContain('Client 1');
    expect(textsOf(card)).not.toContain('Client 0');
    expect(actionNames(card)).not.toContain('chooseScope');
    const refused = await desk.submit(ANNA, 'chooseScope', { scope: 'team' });
    expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    expect(await desk.records('scope')).toEqual([]);
  });
});

describe('search', () => {
  beforeEach(async () => {
    await request(desk.mei, 0);
    await request(desk.anna, 1);
  });
  const searchAs = async (who: string, search: string) =>
    linesOf((await desk.submit(who, 'searchBookings', { search })).result);

  it('finds by name, address and booking number, for staff among their own', async () => {
    const [first] = await desk.bookings();
    expect(await searchAs(OWNER, 'client 0')).toEqual(['Client 0']);
    expect(await searchAs(OWNER, first!.reference.toLowerCase())).toEqual([first!.client.name]);
    expect(await searchAs(ANNA, 'client')).toEqual(['Client 1']);
    expect(await searchAs(ANNA, 'Client 0')).toEqual([]);
  });

  it('says so when there is nothing, and asks for a word when there is none', async () => {
    const none = await desk.submit(MEI, 'searchBookings', { search: 'zzz' });
    expect(textsOf(none.result)).toContain('No booking matches “zzz”.');
    const empty = await desk.submit(MEI, 'searchBookings', { search: ' ' });
    expect(textsOf(empty.result)).toContain('Search: This must not be empty.');
  });
});

it('pages through long lists, and stays within what a card may hold', async () => {
  for (let n = 0; n < 26; n++) await request(n % 2 === 0 ? desk.mei : desk.anna, n);
  const card = cardsIn(await desk.home(OWNER))[0]!;
  expect(card.sections.flatMap(({ widgets = [] }) => widgets).length).toBeLessThanOrEqual(100);
  const more = actionsOf(card).find(({ action: name }) => name === 'showList')!;
  expect(more).toMatchObject({ text: 'Show 21 more' });
  const seen: string[] = [];
  let next: { action: string; parameters: Record<string, string> } | undefined = more;
  while (next !== undefined) {
    const page = await desk.panel(OWNER, { ...next, locale: 'en' });
    expect(cardsIn(page.result)[0]!.sections.flatMap(({ widgets = [] }) => widgets).length).toBeLessThanOrEqual(100);
    seen.push(...linesOf(page.result));
    next = actionsOf(page.result).find(({ text }) => text === 'Next page');
  }
  expect(new Set(seen).size).toBe(26);
  expect(seen).toHaveLength(26);
});

it('says what to do next where nobody has booked yet', async () => {
  expect(actionNames(await desk.home(MEI))).toEqual(expect.arrayContaining(['showLinks', 'newBooking', 'offerTimes']));
  await desk.saveSettings({ publicPage: '' });
  expect(textsOf(await desk.home(MEI))).toContain('The booking page has no address yet');
});

it('gives the next open times and the booking link as text to take along', async () => {
  const times = await desk.panel(MEI, { action: 'copyOpenTimes', locale: 'pl', timeZone: 'Europe/Warsaw' });
  const text = textsOf(times.result);
  expect(text).toContain('poniedziałek, 23 listopada 2026, 2:00');
  expect(text).toContain(`${desk.url}/macros/s/sandbox/exec`);
});

it('gives links for a service and a person, and what shows the page on a website once the owner allows it', async () => {
  await desk.saveService({ name: 'Choir & "solo"' }, '');
  const page = `${desk.url}/macros/s/sandbox/exec`;
  const link = async (as: string, inputs: Record<string, FormValue> = {}) =>
    textsOf((await desk.tap(as, 'showLinks', {}, inputs)).result);
  expect((await link(MEI)).split('\n')).toContain(page);
  expect(await link(MEI, { service: desk.service, staff: desk.mei })).toContain(
    `${page}?service=${desk.service}&staff=${desk.mei}`,
  );
  expect(await link(MEI)).toContain('The owner can allow it');
  expect(await link(MEI)).not.toContain('<iframe');
  expect((await desk.tap(MEI, 'allowFraming')).result).toBeTruthy();
  expect(await link(MEI)).not.toContain('<iframe');
  await desk.tap(OWNER, 'allowFraming');
  const choir = (await desk.records<{ id: string; name: string }>('service')).find(({ name }) => name !== 'Lesson')!;
  const snippets = await link(OWNER, { service: choir.id });
  expect(snippets).toContain(`src="${page}?service=${choir.id}" title="Choir &#38; &#34;solo&#34;"`);
});

it('shows the open times of each service, and their text with the link of that service', async () => {
  await desk.saveService({ name: 'Choir', duration: '90' }, '');
  const choir = (await desk.records<{ id: string; name: string }>('service')).find(({ name }) => name === 'Choir')!;
  expect(textsOf(await desk.home(MEI))).toContain('Next open times: Lesson');
  const other = await desk.tap(MEI, 'chooseOpen', {}, { openService: choir.id });
  expect(textsOf(other.result)).toContain('Next open times: Choir');
  expect(textsOf(other.result)).toContain('9:00 AM–10:30 AM');
  const text = actionsOf(other.result).find(({ action }) => action === 'copyOpenTimes')!;
  expect(textsOf((await desk.panel(MEI, { ...text, locale: 'en' })).result)).toContain(`exec?service=${choir.id}`);
});

it('has one most prominent button: the first thing that waits', async () => {
  await request(desk.mei, 0);
  await request(desk.mei, 4);
  expect(mainButtons(await desk.home(MEI))).toEqual(['Accept']);
  for (const { id } of await desk.bookings()) await desk.accept(MEI, id);
  expect(mainButtons(await desk.home(MEI))).toEqual(['New booking']);
});

it('has a list of past bookings, however they went, the latest first', async () => {
  expect(textsOf((await desk.tap(MEI, 'showList', { list: 'history' })).result)).toContain('No past bookings yet.');
  for (const n of [0, 3, 6]) await request(desk.mei, n);
  const [first, second] = (await desk.bookings()).sort((a, b) => a.start - b.start);
  await desk.accept(MEI, first!.id);
  await desk.tap(MEI, 'declineBooking', { booking: second!.id });
  await desk.advance('P3D');
  await desk.tick();
  const list = await desk.tap(MEI, 'showList', { list: 'history' });
  expect(linesOf(list.result)).toHaveLength(3);
  expect(textsOf(list.result)).toMatch(/Declined[^]*Completed/);
  expect(linesOf((await desk.tap(ANNA, 'showList', { list: 'history' })).result)).toEqual([]);
});

it('lets the owner invite whom they add, by e-mail, again if need be, and rename everybody', async () => {
  const before = (await desk.mail()).length;
  const email = 'jan@studio.example';
  expect(textsOf((await desk.tap(OWNER, 'addTeamMember', {}, { email, invite: 'yes' })).result)).toContain(
    `Invitation sent to ${email}.`,
  );
  const jan = (await desk.records<{ id: string; email: string; name: string }>('staff')).find(
    (s) => s.email === email,
  )!;
  // Home leads there.
  const home = await desk.home(OWNER);
  expect(textsOf(home)).toContain(`Invite ${jan.name}`);
  const toJan = actionsOf(home).find(({ parameters }) => parameters.staff === jan.id)!;
  const invitation = await desk.panel(OWNER, { ...toJan, locale: 'en' });
  const [again] = actionsOf(invitation.result).filter(({ action: name }) => name === 'inviteMember');
  await desk.panel(OWNER, { ...again!, locale: 'en' });
  const sent = await desk.mailsAfter(before);
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
    [[email], 'Studio Nowak: connect your calendar'],
    [[email], 'Studio Nowak: connect your calendar'],
  ]);
  expect(sent[0]!.body).toContain('in the side panel');
  await desk.faults([{ service: 'MailApp', method: 'sendEmail', times: 1, error: 'Too many e-mails' }]);
  expect(textsOf((await desk.tap(OWNER, 'inviteMember', { staff: jan.id })).result)).toContain('was not sent');
  expect(textsOf((await desk.tap(OWNER, 'renameMember', { staff: jan.id }, { name: '' })).result)).toContain(
    'Name: This',
  );
  await desk.tap(OWNER, 'renameMember', { staff: jan.id }, { name: 'Jan K.' });
  await desk.tap(MEI, 'renameMember', { staff: jan.id }, { name: 'Nobody' });
  expect(linesOf((await desk.tap(OWNER, 'showTeam')).result)).toEqual(['Mei Lin', 'Anna', 'Jan K.']);
});

it('groups what comes by today and later, and shows today first', async () => {
  await request(desk.mei, 0);
  const [booking] = await desk.bookings();
  await desk.accept(MEI, booking!.id);
  const headers = (card: unknown) => cardsIn(card)[0]!.sections.map(({ header = '' }) => header);
  expect(headers(await desk.home(MEI))).toEqual(
    expect.arrayContaining(['Today, Saturday, November 21, 2026', 'Upcoming bookings']),
  );
  await desk.post('clock', { now: new Date(booking!.start - DAY / 24).toISOString() });
  expect(headers(await desk.home(MEI))).not.toContain('Upcoming bookings');
});

it('speaks the language and the zone that a person connected with, where Calendar says neither', async () => {
  await request(desk.mei, 0);
  await desk.tick();
  const { result } = await desk.call(MEI, 'onHomepage', {});
  expect(textsOf(result)).toContain('上午9:00');
});

it('lets a manager who has not connected go on with the desk, and asks them to connect', async () => {
  await desk.submit(OWNER, 'addTeamMember', { email: MANAGER });
  await request(desk.mei, 0);
  const card = await desk.home(MANAGER);
  expect(actionNames(card)).toEqual(expect.arrayContaining(['chooseCalendars', 'acceptBooking']));
});

it('shows with a request the client’s own time, phone and note, and leaves it above an offer to undo', async () => {
  const [start] = await desk.timesOf(desk.mei);
  const details = {
    phone: '+1 212 555 0100',
    note: 'Only by daylight',
    zone: 'America/New_York',
    requestKey: 'daylight',
  };
  await desk.request(start!, { staff: desk.mei, ...details });
  const saved = await desk.submit(MEI, 'saveLimits', { dayCap: '9', weekCap: '', weight: '1' });
  const shown = textsOf(saved.result);
  expect(shown).toContain('For them: Sun, Nov 22, 8:00 PM–8:30 PM (America/New_York)');
  expect(shown).toContain('+1 212 555 0100');
  expect(shown).toContain('“Only by daylight”');
  expect(shown).toMatch(/^Accept\n[^]*^Limits changed\.$/m);
});

it('tells an owner who takes no bookings that there is nothing of theirs to synchronise, and not to ask the owner', async () => {
  const menu = await desk.panel(OWNER, { function: 'universalSync', locale: 'en' });
  expect(textsOf(menu.result)).toContain('You take no bookings yourself');
  const hours = textsOf((await desk.tap(OWNER, 'showHours')).result);
  expect(hours).toContain('add yourself under Team');
  expect(hours).not.toContain('Ask the owner');
});
