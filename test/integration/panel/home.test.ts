import { actionsOf, Sandbox, textsOf } from '../../support/sandbox-process';
import { aRequest, bookings, DAY, MEI, OWNER, saveService } from '../../support/studio';
import { ANNA, MANAGER, openTeam, saveSettings, tap, timesOf } from '../../support/team';

let sandbox: Sandbox;
let service: string;
let mei: string;
let anna: string;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  ({ service, mei, anna } = await openTeam(sandbox));
});

const home = async (who: string, locale = 'en') => (await sandbox.panel(who, { locale })).result;
const names = (card: unknown) => actionsOf(card).map(({ action: name }) => name);

async function request(staff: string, n: number): Promise<void> {
  const open = await timesOf(sandbox, service, staff);
  const answer = await sandbox.page(
    'sendRequest',
    aRequest(service, open[n]!, { staff, email: `client${n}@client.example`, name: `Client ${n}` }),
  );
  expect(answer).toMatchObject({ ok: true });
}

/** Texts of the lines of a card, in order. */
function linesOf(card: unknown): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    if ('decoratedText' in node) found.push((node.decoratedText as { text: string }).text);
    Object.values(node).forEach(walk);
  };
  walk(card);
  return found;
}

interface CardJson {
  sections: { header?: string; widgets: unknown[] }[];
}

/** The card that an answer shows, whatever it does with it. */
function cardIn(result: unknown): CardJson {
  if (typeof result === 'object' && result !== null && 'sections' in result) return result as CardJson;
  let found: CardJson | null = null;
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    if ('sections' in node) found = node as CardJson;
    else Object.values(node).forEach(walk);
  };
  walk(result);
  return found!;
}

it('begins with what waits for a person: the oldest request first, with all that a decision needs', async () => {
  await request(mei, 2);
  await sandbox.post('clock', { advance: 'PT1M' });
  await request(mei, 0);
  const card = await home(MEI);
  expect(linesOf(card).slice(0, 2)).toEqual(['Client 2', 'Client 0']);
  expect(textsOf(card)).toContain('2 requests are waiting for you');
  expect(names(card).filter((name) => name === 'acceptBooking')).toHaveLength(2);
});

it('accepts at one tap: the card that answers lacks the request and says so, and the booking is among today’s and the next', async () => {
  await request(mei, 0);
  await request(mei, 1);
  const [accept] = actionsOf(await home(MEI)).filter(({ action: name }) => name === 'acceptBooking');
  const answer = await sandbox.panel(MEI, { ...accept!, locale: 'en' });
  expect(textsOf(answer.result)).toContain('"text":"Accepted. The client has been told."');
  expect(textsOf(answer.result)).toContain('1 request is waiting for you');
  const accepted = (await bookings(sandbox)).find(({ state }) => state === 'confirmed')!;
  expect(textsOf(answer.result)).toContain(accepted.link!.uri);
});

it('flags a request over which something else has been planned since', async () => {
  await request(mei, 0);
  const [booking] = await bookings(sandbox);
  await sandbox.api(MEI, 'POST', `calendars/${MEI}/events`, {
    summary: 'Sudden',
    start: { dateTime: new Date(booking!.start).toISOString() },
    end: { dateTime: new Date(booking!.end).toISOString() },
  });
  await sandbox.settle();
  expect(textsOf(await home(MEI))).toContain('Something else is planned at this time');
});

it('shows what awaits payment with a button for it', async () => {
  await saveService(sandbox, service, { options: ['offered', 'prepayment'] });
  await request(mei, 0);
  const [booking] = await bookings(sandbox);
  await tap(sandbox, MEI, 'acceptBooking', booking!.id);
  const card = await home(MEI);
  expect(textsOf(card)).toContain('1 booking awaits payment');
  const paid = actionsOf(card).find(({ action: name }) => name === 'markBookingPaid')!;
  await sandbox.panel(MEI, paid);
  expect((await bookings(sandbox))[0]).toMatchObject({ state: 'confirmed' });
});

describe('mine and the team’s', () => {
  it('is a choice of those in charge who take bookings too, and it is kept', async () => {
    await saveSettings(sandbox, { managers: [MANAGER, MEI].join('\n') });
    await request(mei, 0);
    await request(anna, 1);
    expect(textsOf(await home(MEI))).toContain('2 requests are waiting for you');
    await sandbox.panel(MEI, { action: 'chooseScope', inputs: { scope: 'mine' } });
    expect(textsOf(await home(MEI))).toContain('1 request is waiting for you');
    expect(textsOf(await home(MANAGER))).toContain('2 requests are waiting for you');
    expect(names(await home(MANAGER))).not.toContain('chooseScope');
  });

  it('staff see their own only, and cannot choose', async () => {
    await request(mei, 0);
    await request(anna, 1);
    const card = await home(ANNA);
    expect(textsOf(card)).toContain('Client 1');
    expect(textsOf(card)).not.toContain('Client 0');
    expect(names(card)).not.toContain('chooseScope');
    const refused = await sandbox.panel(ANNA, { action: 'chooseScope', locale: 'en', inputs: { scope: 'team' } });
    expect(textsOf(refused.result)).toContain('You are not allowed to do this');
    expect(await sandbox.records('scope')).toEqual([]);
  });
});

describe('search', () => {
  beforeEach(async () => {
    await request(mei, 0);
    await request(anna, 1);
  });
  const searchAs = async (who: string, search: string) =>
    linesOf((await sandbox.panel(who, { action: 'searchBookings', locale: 'en', inputs: { search } })).result);

  it('finds by name, address and booking number, for staff among their own', async () => {
    const [first] = await bookings(sandbox);
    expect(await searchAs(OWNER, 'client 0')).toEqual(['Client 0']);
    expect(await searchAs(OWNER, first!.reference.toLowerCase())).toEqual([first!.client.name]);
    expect(await searchAs(ANNA, 'client')).toEqual(['Client 1']);
    expect(await searchAs(ANNA, 'Client 0')).toEqual([]);
  });

  it('says so when there is nothing, and asks for a word when there is none', async () => {
    const none = await sandbox.panel(MEI, { action: 'searchBookings', locale: 'en', inputs: { search: 'zzz' } });
    expect(textsOf(none.result)).toContain('No booking matches “zzz”.');
    const empty = await sandbox.panel(MEI, { action: 'searchBookings', locale: 'en', inputs: { search: ' ' } });
    expect(textsOf(empty.result)).toContain('Search: This must not be empty.');
  });
});

it('pages through long lists, and stays within what a card may hold', async () => {
  for (let n = 0; n < 26; n++) await request(n % 2 === 0 ? mei : anna, n);
  const card = cardIn(await home(OWNER));
  expect(card.sections.flatMap(({ widgets }) => widgets).length).toBeLessThanOrEqual(100);
  const more = actionsOf(card).find(({ action: name }) => name === 'showList')!;
  expect(more).toMatchObject({ text: 'Show 21 more' });
  const seen: string[] = [];
  let next: { action: string; parameters: Record<string, string> } | undefined = more;
  while (next !== undefined) {
    const page = await sandbox.panel(OWNER, { ...next, locale: 'en' });
    expect(cardIn(page.result).sections.flatMap(({ widgets }) => widgets).length).toBeLessThanOrEqual(100);
    seen.push(...linesOf(page.result));
    next = actionsOf(page.result).find(({ text }) => text === 'Next page');
  }
  expect(new Set(seen).size).toBe(26);
  expect(seen).toHaveLength(26);
});

it('says what to do next where nobody has booked yet', async () => {
  expect(names(await home(MEI))).toEqual(expect.arrayContaining(['copyBookingLink', 'newBooking', 'offerTimes']));
  await saveSettings(sandbox, { publicPage: '' });
  expect(textsOf(await home(MEI))).toContain('The booking page has no address yet');
});

it('gives the next open times and the booking link as text to take along', async () => {
  const times = await sandbox.panel(MEI, { action: 'copyOpenTimes', locale: 'pl', timeZone: 'Europe/Warsaw' });
  const text = textsOf(times.result);
  expect(text).toContain('poniedziałek, 23 listopada 2026, 2:00');
  expect(text).toContain(`${sandbox.url}/macros/s/sandbox/exec`);
  const link = await sandbox.panel(MEI, { action: 'copyBookingLink', locale: 'en' });
  expect(textsOf(link.result)).toContain(`"value":"${sandbox.url}/macros/s/sandbox/exec"`);
});

it('groups what comes by today and later, and shows today first', async () => {
  await request(mei, 0);
  const [booking] = await bookings(sandbox);
  await tap(sandbox, MEI, 'acceptBooking', booking!.id);
  const headers = (card: unknown) => cardIn(card).sections.map(({ header = '' }) => header);
  expect(headers(await home(MEI))).toEqual(
    expect.arrayContaining(['Today, Saturday, November 21, 2026', 'Upcoming bookings']),
  );
  await sandbox.post('clock', { now: new Date(booking!.start - DAY / 24).toISOString() });
  expect(headers(await home(MEI))).not.toContain('Upcoming bookings');
});

it('speaks the language and the zone that a person connected with, where Calendar says neither', async () => {
  await request(mei, 0);
  await sandbox.call(MEI, 'onHourlyTick', {});
  const { result } = await sandbox.call(MEI, 'onHomepage', {});
  expect(textsOf(result)).toContain('上午9:00');
});

it('lets a manager who has not connected go on with the desk, and asks them to connect', async () => {
  await sandbox.panel(OWNER, { action: 'addTeamMember', inputs: { email: MANAGER } });
  await request(mei, 0);
  const card = await home(MANAGER);
  expect(names(card)).toEqual(expect.arrayContaining(['chooseCalendars', 'acceptBooking']));
});

it('shows with a request the client’s own time, phone and note, and leaves it above an offer to undo', async () => {
  const [start] = await timesOf(sandbox, service, mei);
  const details = {
    phone: '+1 212 555 0100',
    note: 'Only by daylight',
    zone: 'America/New_York',
    requestKey: 'daylight',
  };
  await sandbox.page('sendRequest', aRequest(service, start!, { staff: mei, ...details }));
  const saved = await sandbox.panel(MEI, {
    action: 'saveLimits',
    locale: 'en',
    inputs: { dayCap: '9', weekCap: '', weight: '1' },
  });
  const shown = textsOf(saved.result);
  expect(shown).toContain('For them: Sun, Nov 22, 8:00 PM–8:30 PM (America/New_York)');
  expect(shown).toContain('+1 212 555 0100');
  expect(shown).toContain('“Only by daylight”');
  expect(shown.indexOf('Limits changed.')).toBeGreaterThan(shown.indexOf('acceptBooking'));
});

it('tells an owner who takes no bookings that there is nothing of theirs to synchronise, and not to ask the owner', async () => {
  const menu = await sandbox.panel(OWNER, { function: 'universalSync', locale: 'en' });
  expect(textsOf(menu.result)).toContain('You take no bookings yourself');
  const hours = textsOf((await sandbox.panel(OWNER, { action: 'showHours', locale: 'en' })).result);
  expect(hours).toContain('add yourself under Team');
  expect(hours).not.toContain('Ask the owner');
});
