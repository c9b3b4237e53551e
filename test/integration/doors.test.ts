import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { PAGE_FUNCTIONS } from '../../src/web/page-functions';
import { Sandbox } from '../sandbox-process';
import { acceptedBooking, aRequest, CLIENT, MEI, openDesk, openTimes, OWNER } from './desk';

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

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await Sandbox.start()));
afterAll(() => sandbox.stop());

/** Every function of the built script that google.script.run can name. */
function topLevelFunctions(): string[] {
  const context: Record<string, unknown> = vm.createContext({});
  vm.runInContext(readFileSync('dist/main.js', 'utf8'), context);
  return Object.keys(context).filter((name) => typeof context[name] === 'function' && !name.endsWith('_'));
}

/** All that a visitor could change. */
async function everything() {
  const { properties, calendar, triggers, mailbox } = await sandbox.get('state');
  return { properties, calendar, triggers, mailbox };
}

/** A desk with something of everything, which belongs to the account that the web app runs as. */
async function busyDesk() {
  const { service } = await openDesk(sandbox);
  const booking = await acceptedBooking(sandbox, service);
  const [, start] = await openTimes(sandbox, service);
  await sandbox.page('sendRequest', aRequest(service, start!));
  const [request] = (await sandbox.records<{ id: string; state: string }>('booking')).filter(
    ({ state }) => state === 'requested',
  );
  return { service, booking, request: request!, start: start! };
}

/** One event that tells every function what it could wish for, as the most knowing visitor would forge it. */
async function forgedEvent(desk: Awaited<ReturnType<typeof busyDesk>>) {
  const { triggers } = await sandbox.post<{ triggers: { id: string; user: string }[] }>('triggers', {});
  const { booking, request, service, start } = desk;
  const texts = {
    business: 'Taken over',
    team: ELSEWHERE,
    managers: ELSEWHERE,
    email: ELSEWHERE,
    publicPage: 'https://elsewhere.example/exec',
    conferenceDomain: 'elsewhere.example',
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

it('finds the functions that Google calls in the built script', () => {
  expect(topLevelFunctions()).toEqual(
    expect.arrayContaining(['onHomepage', 'onHourlyTick', 'setUp', 'universalSync', 'finishLogin', 'getSettingsUrl']),
  );
});

describe('a visitor of the public page whose deployer owns the desk', () => {
  const WALK = 180_000;

  it(
    'changes nothing and hears nothing by any function of the script',
    async () => {
      const desk = await busyDesk();
      const event = await forgedEvent(desk);
      const before = await everything();
      for (const name of topLevelFunctions()) {
        // Nobody, somebody of another domain, a colleague outside the team, staff who are not the owner.
        const visits = [STRANGER, ELSEWHERE, COLLEAGUE, MEI].map(async (visitor) => {
          const answer = await sandbox.run(visitor, name, ...(visitor === COLLEAGUE ? [] : [event]));
          const heard = JSON.stringify(answer);
          const told = [CLIENT, MEI, OWNER, desk.booking.reference].filter((secret) => heard.includes(secret));
          const isSilent = !answer.ok && SILENCE.includes(answer.error?.message ?? '');
          return { name, visitor, told, isRefused: PUBLIC.has(name) || isSilent };
        });
        for (const visit of await Promise.all(visits)) {
          const { visitor } = visit;
          expect(visit).toEqual({ name, visitor, told: [], isRefused: true });
        }
      }
      expect(await everything()).toEqual(before);
    },
    WALK,
  );

  it('finds no desk to take over', async () => {
    await sandbox.reset('studio', '2026-11-21T06:00:00Z');
    const event = { commonEventObject: { formInputs: { business: { stringInputs: { value: ['Mine'] } } } } };
    for (const name of ['setUp', 'addTeamMember', 'saveSettingsForm']) await sandbox.run(STRANGER, name, event);
    expect(await sandbox.records('settings')).toEqual([]);
  });

  it.each(['eval', 'Object', 'Function', 'constructor', 'toString', 'PropertiesService', 'doGet.call'])(
    'reaches no function that the script does not have: %s',
    async (name) => {
      expect(await sandbox.run(STRANGER, name, '1 + 1')).toMatchObject({ ok: false, error: { name: 'ScriptError' } });
    },
  );
});

it('a trigger of the account runs although Google does not say who is at the keyboard', async () => {
  await openDesk(sandbox);
  const { kind, ok } = await sandbox.call(MEI, 'onHourlyTick');
  expect({ kind, ok }).toEqual({ kind: 'trigger', ok: true });
});
