import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { PAGE_FUNCTIONS } from '../../src/web/page-functions';
import { HANDLERS } from '../../src/cards/handlers';
import { textsOf, tapOn, whatRan, actionsOf } from '../support/cards';
import { OWNER, MEI, CLIENT, NOW, aRequest } from '../support/studio';
import { useClosedDesk } from '../support/desk';
import type { Settings } from '../../src/desk/ports/records';

const STRANGER = '';
const ELSEWHERE = 'stranger@gmail.com';
const COLLEAGUE = 'colleague@studio.example';

/** Functions that answer anybody, and what of. */
const PUBLIC = new Set<string>(['doGet', 'doPost', ...PAGE_FUNCTIONS]);

/** What a refused visitor may hear: nothing of the desk. */
const SILENCE = [
  'Slotkeeper does not do this for you here.',
  'The script completed but the returned value is not a supported return type.',
];

const desk = useClosedDesk();

/** Every function of the built script that google.script.run can name. */
function topLevelFunctions(): string[] {
  const context: Record<string, unknown> = vm.createContext({});
  vm.runInContext(readFileSync('dist/main.js', 'utf8'), context);
  return Object.keys(context).filter((name) => typeof context[name] === 'function' && !name.endsWith('_'));
}

/** All that a visitor could change. */
async function everything() {
  const { properties, calendar, triggers, mailbox } = await desk.get('state');
  return { properties, calendar, triggers, mailbox };
}

/** A desk with something of everything, which belongs to the account that the web app runs as. */
async function busyDesk() {
  await desk.open();
  const booking = await desk.acceptedBooking();
  const [, start] = await desk.openTimes();
  await desk.request(start!);
  const [request] = (await desk.records<{ id: string; state: string }>('booking')).filter(
    ({ state }) => state === 'requested',
  );
  return { service: desk.service, booking, request: request!, start: start! };
}

/** One event that tells every function what it could wish for, as the most knowing visitor would forge it. */
async function forgedEvent(busy: Awaited<ReturnType<typeof busyDesk>>) {
  const { triggers } = await desk.post<{ triggers: { id: string; user: string }[] }>('triggers', {});
  const { booking, request, service, start } = busy;
  const texts = {
    business: 'Taken over',
    team: ELSEWHERE,
    managers: ELSEWHERE,
    email: ELSEWHERE,
    publicPage: 'https://elsewhere.example/exec',
    jitsiDomain: 'elsewhere.example',
    name: 'Taken over',
    service,
    duration: '30',
    reason: 'none',
    events: 'both',
    next: 'everything',
    note: 'Taken over',
    start: String(start),
    starts: String(start),
    zone: 'Europe/Warsaw',
    writeCalendar: OWNER,
    busyCalendars: OWNER,
    staff: '*',
  };
  return {
    commonEventObject: {
      platform: 'WEB',
      hostApp: 'CALENDAR',
      userLocale: 'en',
      timeZone: { id: 'Europe/Warsaw', offset: '3600000' },
      parameters: { booking: request.id, service, staff: '*', start: String(start) },
      formInputs: Object.fromEntries(
        Object.entries(texts).map(([name, value]) => [name, { stringInputs: { value: [value] } }]),
      ),
    },
    calendar: { id: booking.event?.eventId, calendarId: booking.event?.calendarId },
    authMode: 'FULL',
    // Of somebody else's trigger: the visitor's own, where they are of the team.
    triggerUid: triggers.find(({ user }) => user === MEI)!.id,
    calendarId: OWNER,
    eventId: booking.event?.eventId,
    parameter: { code: 'a code', state: 'a state', login: 'a login' },
  };
}

it('the built script has the functions that Google calls, few enough to read them all', () => {
  const names = topLevelFunctions();
  expect(names).toEqual(
    expect.arrayContaining([
      ...['onHomepage', 'onHourlyTick', 'onCardAction', 'universalSync', 'finishLogin', 'getSettingsUrl'],
      ...PUBLIC,
    ]),
  );
  expect(names.length).toBeLessThanOrEqual(25);
});

describe('a visitor of the public page whose deployer owns the desk', () => {
  const WALK = 180_000;

  it(
    'changes nothing and hears nothing by any function of the script, nor by any tap that they forge',
    async () => {
      const busy = await busyDesk();
      const event = await forgedEvent(busy);
      const before = await everything();
      const functions = topLevelFunctions().map((name) => ({ name, action: '', sent: event }));
      const taps = Object.keys(HANDLERS).map((action) => {
        const { function: name, parameters } = tapOn(action, event.commonEventObject.parameters);
        return { name, action, sent: { ...event, commonEventObject: { ...event.commonEventObject, parameters } } };
      });
      for (const { name, action, sent } of [...functions, ...taps]) {
        // Nobody, somebody of another domain, a colleague outside the team, staff who are not the owner.
        const visits = [STRANGER, ELSEWHERE, COLLEAGUE, MEI].map(async (visitor) => {
          const isBare = visitor === COLLEAGUE && action === '';
          const answer = await desk.run(visitor, name, ...(isBare ? [] : [sent]));
          const heard = JSON.stringify(answer);
          const told = [CLIENT, MEI, OWNER, busy.booking.reference].filter((secret) => heard.includes(secret));
          const isSilent = !answer.ok && SILENCE.includes(answer.error?.message ?? '');
          return { name, action, visitor, told, isRefused: PUBLIC.has(name) || isSilent };
        });
        for (const visit of await Promise.all(visits)) {
          const { visitor } = visit;
          expect(visit).toEqual({ name, action, visitor, told: [], isRefused: true });
        }
      }
      expect(await everything()).toEqual(before);
    },
    WALK,
  );

  it('finds no desk to take over', async () => {
    await desk.reset('studio', '2026-11-21T06:00:00Z');
    const formInputs = { business: { stringInputs: { value: ['Mine'] } } };
    for (const action of ['setUp', 'addTeamMember', 'saveSettingsForm']) {
      const { function: name, parameters } = tapOn(action);
      await desk.run(STRANGER, name, { commonEventObject: { formInputs, parameters } });
    }
    expect(await desk.records('settings')).toEqual([]);
  });

  it.each([
    'setUp',
    'acceptBooking',
    'eval',
    'Object',
    'Function',
    'constructor',
    'toString',
    'PropertiesService',
    'doGet.call',
  ])('reaches no function that the script does not have: %s', async (name) => {
    expect(await desk.run(STRANGER, name, '1 + 1')).toMatchObject({ ok: false, error: { name: 'ScriptError' } });
  });
});

describe('a tap of somebody of the team', () => {
  it.each(['', 'nothing', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'onHourlyTick', 'setup', 'setUp '])(
    'that names an unknown action is refused before anything is read: “%s”',
    async (action) => {
      const record = await desk.panel(MEI, { action, locale: 'pl' });
      expect(record.ok).toBe(true);
      expect(textsOf(record.result)).toContain('Nie ma takiej akcji.');
      expect(actionsOf(record.result).map((one) => one.action)).toEqual(['goHome']);
      expect(new Set(record.calls.map(({ service }) => service))).toEqual(new Set(['Session']));
      expect(record.logs.map(({ message }) => message)).toEqual(['refused: there is no such action']);
    },
  );

  it('that names an action by another parameter is refused as well', async () => {
    const record = await desk.panel(MEI, {
      function: 'onCardAction',
      parameters: { action: 'goHome' },
      locale: 'en',
    });
    expect(textsOf(record.result)).toContain('There is no such action.');
  });

  it('is in the log with the name of its action, and nothing else', async () => {
    await desk.open();
    const record = await desk.tap(MEI, 'showHours');
    expect({ name: record.function, action: whatRan(record) }).toEqual({ name: 'onCardAction', action: 'showHours' });
    expect(record.logs.map(({ message }) => message)).toEqual(['action: showHours']);
  });
});

it('a trigger of the account runs although Google does not say who is at the keyboard', async () => {
  await desk.open();
  const { kind, ok } = await desk.call(MEI, 'onHourlyTick');
  expect({ kind, ok }).toEqual({ kind: 'trigger', ok: true });
});

const ANNA = 'anna@studio.example';
const HICCUP = "We're sorry, a server error occurred while reading from storage. Error code INTERNAL.";

async function settings(): Promise<Settings> {
  return (await desk.records<Settings>('settings'))[0]!;
}

/** A tap of somebody who reads English. */
function tap(as: string, name: string, inputs: Record<string, string> = {}, parameters: Record<string, string> = {}) {
  return desk.tap(as, name, parameters, inputs);
}

describe('a property store that fails', () => {
  it('for a moment is asked again', async () => {
    await desk.open();
    await desk.faults([{ service: 'PropertiesService', method: '*', times: 2, error: HICCUP }]);
    const { ok, result } = await desk.panel(MEI, { locale: 'en' });
    expect(ok).toBe(true);
    expect(textsOf(result)).toContain('Studio Nowak');
  });

  it('for longer is told at every door, without a word of the desk, and changes nothing', async () => {
    await desk.open();
    const [start] = await desk.openTimes();
    const before = await everything();
    await desk.faults([{ service: 'PropertiesService', method: '*', times: 1000, error: HICCUP }]);
    const calendar = { calendarId: MEI, eventId: 'anevent' };
    for (const run of [
      () => desk.panel(MEI, { locale: 'en' }),
      () => desk.panel(MEI, { locale: 'en', open: calendar }),
      () => desk.panel(MEI, { locale: 'en', open: calendar, trigger: 'eventUpdate' }),
      () => tap(MEI, 'showHours'),
      () => desk.panel(MEI, { function: 'universalSync', locale: 'en' }),
    ]) {
      const record = await run();
      const { ok, result } = record;
      const name = whatRan(record);
      expect({ name, ok, says: textsOf(result) }).toEqual({
        name,
        ok: true,
        says: expect.stringContaining('Google did not answer') as unknown,
      });
      expect(JSON.stringify(result)).not.toContain('Studio Nowak');
    }
    const page = await desk.openPage();
    expect(page).toContain('Google did not answer');
    expect(page).not.toContain('INTERNAL');
    const { ok, error } = await desk.run(STRANGER, 'sendRequest', aRequest(desk.service, start!));
    expect({ ok, message: error?.message }).toEqual({ ok: false, message: 'Google did not answer. Try again.' });
    await desk.faults([]);
    expect(await everything()).toEqual(before);
  });
});

it('a tap waits five seconds for somebody who is at work, then says so', async () => {
  await desk.open();
  await desk.post('locks', { name: 'script', held: true });
  const { ok, result, startedAt, endedAt } = await tap(MEI, 'pauseSync');
  await desk.post('locks', { name: 'script', held: false });
  expect(ok).toBe(true);
  expect(textsOf(result)).toContain('Someone else is changing');
  expect(endedAt - startedAt).toBeLessThanOrEqual(6_000);
});

it('a request that was written is confirmed to the client although Google does not tell the mail quota', async () => {
  await desk.open();
  const [start] = await desk.openTimes();
  await desk.faults([{ service: 'MailApp', method: 'getRemainingDailyQuota', times: 9, error: 'Service error' }]);
  expect(await desk.request(start!)).toMatchObject({ ok: true });
  expect(await desk.bookings()).toHaveLength(1);
});

it('a lock that cannot be released does not hide what was done', async () => {
  await desk.open();
  const [start] = await desk.openTimes();
  await desk.faults([{ service: 'LockService', method: 'releaseLock', times: 9, error: 'Service error' }]);
  expect(await desk.request(start!)).toMatchObject({ ok: true });
});

describe('the address of the booking page', () => {
  it('is asked for until somebody has opened the page, and never one that only editors can open', async () => {
    await desk.reset('studio', NOW);
    await tap(OWNER, 'setUp', { business: 'Studio', service: 'Lesson', duration: '30', team: MEI });
    expect((await settings()).publicPage).toBe('');
    expect(textsOf((await tap(OWNER, 'goHome')).result)).toContain('has no address yet');
    await desk.openPage('dev');
    expect((await settings()).publicPage).toBe('');
    await desk.openPage();
    expect(await settings()).toMatchObject({ publicPage: `${desk.url}/macros/s/sandbox/exec`, deployer: OWNER });
  });

  it('is written without the domain that Google may put into it', async () => {
    await desk.reset('studio', NOW);
    await tap(OWNER, 'setUp', { business: 'Studio', service: 'Lesson', duration: '30', team: MEI });
    await desk.post('web-app', { address: 'https://script.google.com/a/macros/studio.example/s/abc/exec' });
    await desk.openPage();
    expect((await settings()).publicPage).toBe('https://script.google.com/macros/s/abc/exec');
  });

  it('is refused where it ends in /dev', async () => {
    await desk.open();
    const inputs = { business: 'Studio', jitsiDomain: 'meet.jit.si', managers: '' };
    const publicPage = 'https://script.google.com/macros/s/abc/dev';
    const { result } = await tap(OWNER, 'saveSettingsForm', { ...inputs, publicPage });
    expect(textsOf(result)).toContain('does not end in /dev');
    expect((await settings()).publicPage).not.toContain('/dev');
  });

  it('belongs to the account of the owner: another one is pointed out to them', async () => {
    await desk.open();
    await desk.post('deployer', { email: ANNA });
    await desk.openPage();
    expect(textsOf((await tap(OWNER, 'goHome')).result)).toContain(`The booking page runs as ${ANNA}`);
    expect(textsOf((await tap(MEI, 'goHome')).result)).not.toContain('The booking page runs as');
  });
});

describe('who has left', () => {
  it('may do nothing any more, and leaves no earlier than their bookings are settled', async () => {
    await desk.open();
    const { id } = await desk.acceptedBooking();
    const [mei] = await desk.records<{ id: string }>('staff');
    const early = await tap(OWNER, 'removeMember', {}, { staff: mei!.id });
    expect(textsOf(early.result)).toContain('bookings that are not settled yet: 1');
    await tap(MEI, 'cancelBooking', {}, { booking: id });
    expect(textsOf((await tap(MEI, 'removeMember', {}, { staff: mei!.id })).result)).toContain(
      'You are not allowed to do this',
    );
    expect(textsOf((await tap(OWNER, 'askRemoveMember', {}, { staff: mei!.id })).result)).toContain('from the team?');
    await tap(OWNER, 'nameHeir', { email: MEI });
    await tap(OWNER, 'removeMember', {}, { staff: mei!.id });
    expect(await desk.records('staff')).toEqual([]);
    expect(textsOf((await tap(MEI, 'takeDesk')).result)).toContain('You are not allowed to do this');
    expect(await settings()).toMatchObject({ owner: OWNER, heir: '' });
    expect(await desk.records('calendar')).toEqual([]);
    const before = await desk.records('booking');
    expect(textsOf((await tap(MEI, 'goHome')).result)).toContain('Not in the team yet');
    expect((await desk.call(MEI, 'onHourlyTick')).ok).toBe(true);
    expect((await desk.call(MEI, 'onCalendarChange', { calendarId: MEI })).ok).toBe(true);
    expect(await desk.records('booking')).toEqual(before);
    expect((await tap(OWNER, 'goHome')).ok).toBe(true);
  });
});

describe('a desk that is handed over', () => {
  it('changes hands when who was named accepts, and not before', async () => {
    await desk.open();
    expect(textsOf((await tap(OWNER, 'askHandDesk')).result)).toContain('Enter the e-mail address of the new owner');
    expect(textsOf((await tap(MEI, 'nameHeir', { email: MEI })).result)).toContain('You are not allowed to do this');
    await tap(OWNER, 'nameHeir', { email: ANNA });
    expect(await settings()).toMatchObject({ owner: OWNER, heir: ANNA });
    expect(textsOf((await tap(MEI, 'takeDesk')).result)).toContain('You are not allowed to do this');
    expect(textsOf((await tap(ANNA, 'goHome')).result)).toContain('wants to hand the booking desk');
    await tap(ANNA, 'refuseDesk');
    expect(await settings()).toMatchObject({ owner: OWNER, heir: '' });
    await tap(OWNER, 'nameHeir', { email: ANNA });
    await tap(ANNA, 'takeDesk');
    expect(await settings()).toMatchObject({ owner: ANNA, heir: '', managers: [OWNER] });
    const { triggers } = await desk.post<{ triggers: { user: string; handler: string }[] }>('triggers', {});
    expect(triggers).toContainEqual(expect.objectContaining({ user: ANNA, handler: 'onHourlyTick' }));
    expect(textsOf((await tap(ANNA, 'goHome')).result)).toContain(`The booking page runs as ${OWNER}`);
  });
});

it('a colleague learns that a time is closed, not which plans and hours of others close it', async () => {
  await desk.open();
  await tap(OWNER, 'addTeamMember', { email: ANNA });
  const start = Date.parse('2026-11-22T03:00:00Z');
  const ask = (as: string) => desk.submit(as, 'explainTime', { service: desk.service, time: { moment: start } });
  // Each reads of their own hours, and in their colleague's place that one word.
  for (const [asks, own, other] of [
    [MEI, 'Mei Lin', 'Anna'],
    [ANNA, 'Anna', 'Mei Lin'],
  ] as const) {
    const told = textsOf((await ask(asks)).result);
    expect(told).toMatch(new RegExp(`^${own}\n.*outside working hours`, 'm'));
    expect(told).toMatch(new RegExp(`^${other}\nclosed; only they, the owner and managers see why$`, 'm'));
  }
});

it('the execution log names nobody', async () => {
  await desk.open();
  await desk.faults([{ service: 'Calendar', method: 'Events.list', times: 50, status: 404 }]);
  await desk.call(MEI, 'onCalendarChange', { calendarId: MEI });
  const executions = await desk.get<{ logs: { message: string }[] }[]>('executions');
  expect(executions.flatMap(({ logs }) => logs.map(({ message }) => message)).join(' ')).not.toMatch(/@\w+\.example/);
});
