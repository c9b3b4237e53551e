import type { ExecutionRecord } from '../../sandbox/protocol';
import { loadProject } from '../../sandbox/runtime/project';
import { saveInEditor } from '../../sandbox/server/editor';
import { panelExecution } from '../../sandbox/server/panel';
import { tapsOf } from '../support/cards';
import { Sandbox, useSandbox } from '../support/sandbox-process';
import { callsOf, JAN, Lab, MEI, NOW, outcome } from '../support/script-lab';

type Json = Record<string, unknown>;

// Projects as they are published, in folders of their own, run as they are.

const folder = (name: string) => `test/samples/${name}`;
const labs: Lab[] = [];
const open = (name: string) => {
  const lab = new Lab(loadProject(folder(name)));
  lab.world.calendar.ensureUser(MEI, { name: 'Mei', timeZone: 'Europe/Warsaw' });
  labs.push(lab);
  return lab;
};
afterAll(() => Promise.all(labs.map((lab) => lab.close())));

const said = ({ logs }: ExecutionRecord) => logs.map(({ message }) => message);

/** The Calendar API as a user, for what happens around a script. */
function api(lab: Lab, method: string, params: Json = {}, body?: Json): Json {
  const { status, body: answer } = lab.world.calendar.request({
    user: MEI,
    method: `calendar.${method}`,
    params: { ...(method.startsWith('events.') && { calendarId: 'primary' }), ...params },
    ...(body !== undefined && { body }),
  });
  if (status >= 400) throw new Error(JSON.stringify(answer));
  return answer as Json;
}

const itemsOf = (lab: Lab) => api(lab, 'events.list').items as Json[];

const add = (lab: Lab, summary: string, start: string, more: Json = {}) =>
  api(
    lab,
    'events.insert',
    {},
    {
      summary,
      start: { dateTime: `${start}:00Z` },
      end: { dateTime: `${start}:30Z` },
      ...more,
    },
  );

it('calendar-list reads the list page by page', async () => {
  const lab = open('calendar-list');
  expect(said(await lab.run('logMyCalendars'))).toEqual([`${MEI} <${MEI}> owner (primary)`]);
  const ids = ['Team', 'Holidays', 'Rooms'].map((summary) => {
    const { id } = api(lab, 'calendars.insert', {}, { summary });
    return `${summary} <${String(id)}> owner`;
  });
  const record = await lab.run('logMyCalendars');
  expect(said(record).sort()).toEqual([...ids, `${MEI} <${MEI}> owner (primary)`].sort());
  expect([record.result, callsOf(record).length]).toEqual([4, 2]);
});

it('create-with-guests books a lunch for tomorrow and sends invitations', async () => {
  const lab = open('create-with-guests');
  const id = await lab.value('bookLunch');
  expect(api(lab, 'events.get', { eventId: id })).toMatchObject({
    summary: 'Lunch',
    location: 'Corner Bistro',
    colorId: '11',
    // Noon of the script's zone.
    start: { dateTime: '2026-11-22T12:00:00+01:00' },
    attendees: [{ email: 'anna@studio.example' }, { email: 'piotr@client.example' }],
    reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 30 }] },
  });
  const mail = lab.world.mailbox.all().map(({ to, calendar }) => [to[0], calendar?.kind]);
  expect(mail.sort()).toEqual([
    ['anna@studio.example', 'invitation'],
    ['piotr@client.example', 'invitation'],
  ]);
});

it('create-with-guests tells what went wrong', async () => {
  const lab = open('create-with-guests');
  lab.world.faults.set([{ service: 'Calendar', method: 'Events.insert', status: 403, reason: 'quotaExceeded' }]);
  const record = await lab.run('bookLunch');
  expect([record.result, said(record)]).toEqual([
    null,
    ['Not booked: API call to calendar.events.insert failed with error: Calendar usage limits exceeded.'],
  ]);
});

it('list-next-ten lists what comes, in the zone of the script', async () => {
  const lab = open('list-next-ten');
  expect(said(await lab.run('logNextTen'))).toEqual(['Nothing is coming up.']);
  add(lab, 'past', '2026-11-21T05:00');
  add(lab, 'later', '2026-12-30T09:00');
  add(lab, 'soon', '2026-11-21T23:30');
  const time = { timeZone: 'UTC' };
  add(lab, 'class', '2026-11-23T09:00', {
    start: { dateTime: '2026-11-23T09:00:00Z', ...time },
    end: { dateTime: '2026-11-23T10:00:00Z', ...time },
    recurrence: ['RRULE:FREQ=DAILY;COUNT=9'],
  });
  api(lab, 'events.insert', {}, { start: { date: '2026-11-22' }, end: { date: '2026-11-23' } });
  const lines = (await lab.value('logNextTen')) as string[];
  expect(lines).toHaveLength(10);
  expect(lines.slice(0, 4)).toEqual([
    '2026-11-22 (no title)',
    '2026-11-22 00:30 soon',
    '2026-11-23 10:00 class',
    '2026-11-24 10:00 class',
  ]);
});

it('synced-events reads only what has changed, until its token has had its day', async () => {
  const lab = open('synced-events');
  const ids = ['a', 'b', 'c'].map((title) => add(lab, title, '2026-11-23T09:00').id);
  expect(await lab.value('logChanges')).toEqual(['a', 'b', 'c']);
  expect(await lab.value('logChanges')).toEqual([]);
  lab.world.clock.advance(1_000);
  api(lab, 'events.patch', { eventId: ids[0] }, { summary: 'a2' });
  api(lab, 'events.delete', { eventId: ids[1] });
  expect((await lab.value('logChanges')) as string[]).toEqual(expect.arrayContaining(['a2', `gone ${String(ids[1])}`]));
  // Somebody else has a token of their own.
  expect(outcome(await lab.runAs(JAN, 'logChanges'))).toEqual([]);
  lab.world.calendar.expireSyncTokens();
  const record = await lab.run('logChanges');
  expect(said(record)).toEqual(['The sync token is no longer valid; all events are read again.', 'a2', 'c']);
  expect(record.calls.find(({ ok }) => !ok)?.error?.details).toMatchObject({ code: 410 });
  expect(await lab.value('logChanges')).toEqual([]);
});

describe('between two calls of a script', () => {
  /** Runs a script and, while it sleeps, somebody else's change. */
  const both = async (name: string, call: [string, ...unknown[]], change: string) => {
    const lab = open(name);
    // The first call of the other comes when the event is there: the order is drawn from the seed.
    for (let seed = 1; seed < 50; seed++) {
      lab.world.reset();
      lab.world.clock.set(NOW);
      lab.world.schedule = { seed };
      const [record, other] = await Promise.all([lab.run(...call), lab.run('rename', change)]);
      if (other.ok) return { lab, record };
    }
    throw new Error('no seed lets the other change the event');
  };

  it('conditional-update moves an event that nobody has touched', async () => {
    const lab = open('conditional-update');
    const record = await lab.run('moveUnlessChanged');
    expect([record.result, record.endedAt - record.startedAt]).toEqual(['moved', 30_000]);
    expect(said(record)).toEqual(['Moved to Room 2']);
  });

  it("conditional-update leaves another's change alone", async () => {
    const { lab, record } = await both('conditional-update', ['moveUnlessChanged'], 'Budget');
    const [event] = itemsOf(lab);
    expect([record.result, event!.summary, event!.location]).toEqual([412, 'Budget', 'Room 1']);
    expect(said(record)).toEqual([
      'Not moved: API call to calendar.events.update failed with error: Precondition Failed',
    ]);
  });

  it('conditional-fetch reads an event only when it has changed', async () => {
    const lab = open('conditional-fetch');
    const quiet = await lab.run('watch', 3);
    expect([quiet.result, said(quiet)]).toEqual([['Stand-up'], ['no change', 'no change', 'no change']]);
    const { record } = await both('conditional-fetch', ['watch', 20], 'Sit-down');
    expect(record.result).toEqual(['Stand-up', 'Sit-down']);
    expect(said(record).filter((line) => line !== 'no change')).toEqual(['now: Sit-down']);
  });
});

const DAY = { dateInput: { msSinceEpoch: String(Date.parse('2026-12-01T00:00:00Z')) } };
const FORM = {
  name: { stringInputs: { value: ['Soup'] } },
  kinds: { stringInputs: { value: ['veg', 'hot'] } },
  day: DAY,
};

/** What a tap leads to. */
interface Answer {
  renderActions: { action: { navigations?: Json[]; notification?: { text: string } } };
  stateChanged?: boolean;
}

/** Somewhere a side panel can be tapped. */
interface Panel {
  reset(): unknown;
  tap(body: Json): Promise<ExecutionRecord>;
  stop?(): Promise<void>;
}

async function hereIn(name: string): Promise<Panel> {
  const { world, runtime, project } = open(name);
  return { reset: () => world.reset(), tap: (body) => runtime.execute(panelExecution(world, project, body)) };
}

async function byCommandLine(name: string): Promise<Panel> {
  const sandbox = await new Sandbox(folder(name)).start();
  return {
    reset: () => sandbox.reset('empty', '2026-11-21T06:00:00Z'),
    tap: (body) => sandbox.post('panel', body),
    stop: () => sandbox.stop(),
  };
}

describe.each([
  ['in this process', hereIn],
  ['by the command line', byCommandLine],
])('card-navigation %s', (_, start) => {
  let panel: Panel;
  beforeAll(async () => (panel = await start('card-navigation')));
  afterAll(() => panel.stop?.());
  beforeEach(() => panel.reset());

  /** What a tap in the side panel leads to. */
  const tap = async <T = Answer>(body: Json = {}): Promise<T> =>
    outcome(await panel.tap({ as: MEI, timeZone: 'Asia/Tokyo', ...body })) as T;

  it('begins with a list and a form', async () => {
    const card = await tap<Json>();
    expect(card).toMatchObject({ name: 'list', header: { title: 'Your meals' } });
    expect(tapsOf(card)).toEqual([{ function: 'addMeal', parameters: {}, text: 'Add' }]);
  });

  it('adds what the form says, pushes a card, and comes back', async () => {
    const added = await tap({ function: 'addMeal', formInputs: FORM });
    expect(added).toMatchObject({ stateChanged: true });
    const { navigations, notification } = added.renderActions.action;
    expect([notification!.text, Object.keys(navigations![0]!)]).toEqual(['Added.', ['updateCard']]);
    expect(JSON.stringify(navigations)).toContain('1 Dec Asia/Tokyo');

    const button = tapsOf(navigations).find(({ text }) => text === 'Open')!;
    const opened = await tap({ function: button.function, parameters: button.parameters });
    expect(opened.renderActions.action.navigations).toEqual([
      { pushCard: expect.objectContaining({ name: 'meal', header: { title: 'Soup', subtitle: 'veg, hot' } }) as Json },
    ]);
    expect(tapsOf(opened).map((action) => action.function)).toEqual(['deleteMeal', 'goBack']);
    expect((await tap({ function: 'goBack' })).renderActions.action.navigations).toEqual([{ pop: true }]);

    const deleted = await tap({ function: 'deleteMeal', parameters: { index: '0' } });
    expect(deleted.renderActions.action.navigations!.map((step) => Object.keys(step)[0])).toEqual([
      'popToRoot',
      'updateCard',
    ]);
    expect(JSON.stringify(deleted)).not.toContain('Soup');
  });

  it('asks for what is missing', async () => {
    for (const formInputs of [undefined, { name: { stringInputs: { value: [''] } } }]) {
      const { renderActions } = await tap({ function: 'addMeal', ...(formInputs !== undefined && { formInputs }) });
      expect(renderActions.action).toEqual({ notification: { text: 'A meal needs a name.' } });
    }
  });

  it('begins again by its universal action', async () => {
    await tap({ function: 'addMeal', formInputs: FORM });
    const { renderActions } = await tap({ function: 'startAgain' });
    expect(JSON.stringify(renderActions.action.navigations)).not.toContain('Soup');
    expect(renderActions.action.navigations).toEqual([{ pushCard: expect.objectContaining({ name: 'list' }) as Json }]);
  });

  it('knows the event that is open, saved or not', async () => {
    expect(JSON.stringify(await tap({ open: { calendarId: MEI } }))).toContain('Save the event first.');
    expect(JSON.stringify(await tap({ open: { calendarId: MEI, eventId: 'abc12' } }))).toContain('Event abc12');
  });
});

describe('conference', () => {
  const API = 'https://rooms.example/api/rooms';
  const ROOM = { id: 'r1', url: 'https://rooms.example/r1', phone: '+48123456789', pin: '77' };
  const event = {
    summary: 'Review',
    start: { dateTime: '2026-11-23T09:00:00Z' },
    end: { dateTime: '2026-11-23T10:00:00Z' },
  };
  const save = (lab: Lab, body: Json = {}) =>
    saveInEditor(lab.world, lab.runtime, lab.project.manifest.addOn, { as: MEI, event, solution: 'room', ...body });

  it('opens a room for an event that does not exist yet, and follows it', async () => {
    const lab = open('conference');
    lab.world.fetches.rules = [{ url: API, method: 'post', status: 201, body: JSON.stringify(ROOM) }, { url: API }];
    const { ok, event: saved } = await save(lab);
    expect([ok, saved]).toEqual([
      true,
      expect.objectContaining({
        conferenceData: expect.objectContaining({
          conferenceId: 'r1',
          conferenceSolution: expect.objectContaining({ key: { type: 'addOn' }, name: 'Rooms' }) as Json,
          entryPoints: [
            { entryPointType: 'video', uri: ROOM.url, passcode: '77' },
            { entryPointType: 'phone', uri: 'tel:+48123456789', pin: '77' },
          ],
          notes: 'Doors open <b>five minutes</b> before.',
        }) as Json,
      }),
    ]);
    const [asked] = lab.world.fetches.all();
    expect(JSON.parse(asked!.payload)).toEqual({ title: 'A new event', key: (saved as { id: string }).id });
    const [told] = await lab.runtime.runDueTriggers();
    expect(outcome(told!)).toEqual(['r1: Review']);
    expect(lab.world.fetches.all().at(-1)).toMatchObject({
      url: `${API}/r1`,
      method: 'PUT',
      payload: '{"title":"Review"}',
    });
    await save(lab, { eventId: (saved as { id: string }).id });
    expect(lab.world.triggers.all()).toHaveLength(1);
  });

  it.each([
    [
      401,
      { type: 'AUTHENTICATION', authenticationUrl: expect.stringMatching(/sign-in\?state=[\w-]{100,}$/) as string },
    ],
    [503, { type: 'TEMPORARY' }],
  ])('says why there is no room: %d', async (status, error) => {
    const lab = open('conference');
    lab.world.fetches.rules = [{ url: API, status }];
    expect(await save(lab)).toMatchObject({ ok: false, event: null, conferenceData: { error } });
    expect(itemsOf(lab)).toEqual([]);
  });

  it('has settings', async () => {
    expect(await open('conference').value('settingsUrl')).toBe('https://rooms.example/settings');
  });
});

describe('web-page', () => {
  const sandbox = useSandbox(folder('web-page'));
  beforeEach(() => sandbox.reset('empty', '2026-11-21T06:00:00Z'));

  /** The page as the frame shows it. */
  const page = async (query = '') => {
    const html = await (await fetch(`${sandbox.url}/macros/s/sandbox/exec${query}`)).text();
    const inner = /srcdoc="([^"]*)"/.exec(html)?.[1] ?? '';
    const plain = inner
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
    return { html, plain };
  };

  it('shows a template with any content of the store', async () => {
    expect((await page('?greeting=Hi<b>')).plain).toContain('<h1>Hi&lt;b&gt;</h1>');
    await sandbox.page('sign', '</script><b>x');
    const { html, plain } = await page();
    expect(html).toContain('<title>Guest book</title><meta name="viewport"');
    expect(plain).toContain('font-family: sans-serif');
    expect(plain).toContain('<li>&lt;/script&gt;&lt;b&gt;x</li>');
    expect(plain).toContain("const first = '\\x3c\\x2fscript\\x3e\\x3cb\\x3ex';");
    expect(plain).not.toContain('Nobody yet');
  });

  it('answers google.script.run: a result, an error, nothing private', async () => {
    expect(await sandbox.page('sign', 'Ada')).toEqual({ count: 1, last: 'Ada' });
    await expect(sandbox.page('sign', '')).rejects.toThrow('Who are you?');
    await expect(sandbox.page('guests_', null)).rejects.toThrow('Script function not found');
  });

  it('loses nobody who signs at once with others', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `guest ${n}`);
    await Promise.all(names.map((name) => sandbox.page('sign', name)));
    const json = await fetch(`${sandbox.url}/macros/s/sandbox/exec?format=json`);
    expect(((await json.json()) as string[]).sort()).toEqual(names);
  });

  it('comes back by a state token, as long as that is good', async () => {
    const link = await sandbox.page<string>('invitation', 'Grace');
    expect(await (await fetch(`${sandbox.url}${link}`)).text()).toBe('signed: Grace');
    const atWebApp = link.replace('/macros/d/', '/macros/s/');
    expect(await (await fetch(`${sandbox.url}${atWebApp}&name=other`)).text()).toBe('signed: Grace');
    const others = { headers: { authorization: 'Bearer sandbox:somebody@else.example' } };
    expect((await fetch(`${sandbox.url}${link}`, others)).status).toBe(400);
    expect((await fetch(`${sandbox.url}${link.slice(0, -1)}`)).status).toBe(400);
    await sandbox.post('clock', { advance: 'PT3M' });
    const late = await fetch(`${sandbox.url}${link}`);
    expect([late.status, await late.text()]).toEqual([400, expect.stringContaining('expired')]);
  });

  it('may not be framed by others, as its output says nothing else', async () => {
    expect((await fetch(`${sandbox.url}/macros/s/sandbox/exec`)).headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('has a banner of Google’s for strangers only', async () => {
    const seenBy = async (email: string) => {
      const response = await fetch(`${sandbox.url}/macros/s/sandbox/exec`, {
        headers: { authorization: `Bearer sandbox:${email}` },
      });
      return response.text();
    };
    await sandbox.post('users', { email: 'owner@studio.example' });
    expect((await page()).html).toContain('created by a Google Apps Script user');
    expect(await seenBy('somebody@else.example')).toContain('created by a Google Apps Script user');
    expect(await seenBy('mei@studio.example')).not.toContain('created by a Google Apps Script user');
  });

  it('cannot be used by visitors with several accounts, if a test says so', async () => {
    await sandbox.post('log-ins', { several: true });
    await expect(sandbox.page('sign', 'Ada')).rejects.toThrow('PERMISSION_DENIED');
    await sandbox.post('log-ins', { several: false });
    expect(await sandbox.page('sign', 'Ada')).toMatchObject({ count: 1 });
  });

  it('takes a form', async () => {
    const response = await fetch(`${sandbox.url}/macros/s/sandbox/exec`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'Zoë & co' }),
    });
    expect(await response.text()).toBe('guest 1');
  });
});
