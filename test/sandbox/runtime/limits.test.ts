import { loadProject, ProjectError } from '../../../sandbox/runtime/project';
import { COST_PROFILES } from '../../../sandbox/world/costs';
import {
  ADD_ON,
  CALENDAR_SERVICE,
  callsOf,
  JAN,
  Lab,
  MEI,
  outcome,
  projectFolder,
  scopes,
  useLabs,
} from '../../support/script-lab';

const CODE = `
const at = (hour) => ({ dateTime: '2026-11-23T' + String(hour).padStart(2, '0') + ':00:00Z' });
const DO = {
  list: () => Calendar.Events.list('primary').items.length,
  insert: () => Calendar.Events.insert({ start: at(9), end: at(10) }, 'primary').status,
  calendars: () => Calendar.CalendarList.list().items.length,
  freebusy: () => Calendar.Freebusy.query({ timeMin: at(0).dateTime, timeMax: at(9).dateTime, items: [] }).kind,
  app: () => CalendarApp.getAllCalendars().length,
  write: () => CalendarApp.createCalendar('x').getName(),
  mail: () => MailApp.sendEmail('a@x.example', 's', 'b') ?? 'sent',
  gmail: () => { GmailApp.sendEmail('a@x.example', 's', 'b'); return 'sent'; },
  fetch: () => UrlFetchApp.fetch('https://a.example/').getResponseCode(),
  trigger: () => ScriptApp.newTrigger('use').timeBased().everyHours(1).create().getHandlerFunction(),
  follow: () => ScriptApp.newTrigger('use').forUserCalendar('${MEI}').onEventUpdated().create().getHandlerFunction(),
  email: () => Session.getActiveUser().getEmail(),
  locale: () => Session.getActiveUserLocale(),
  free: () => {
    PropertiesService.getUserProperties().setProperty('a', '1'); CacheService.getUserCache().put('a', '1');
    LockService.getUserLock().tryLock(1); ScriptApp.getService().getUrl(); Utilities.sleep(1);
    return Session.getScriptTimeZone();
  },
};
function use(what) { return String(DO[what]()); }
function costly() {
  const began = Date.now();
  PropertiesService.getScriptProperties().getProperty('a');
  CacheService.getScriptCache().get('a');
  DO.insert();
  Utilities.getUuid(); console.log('free');
  return Date.now() - began;
}
function repeat(times) {
  const properties = PropertiesService.getScriptProperties();
  for (let i = 1; i <= times; i++) { properties.setProperty('count', i); Utilities.sleep(10000); }
  return 'done';
}
function patient(times) { for (let i = 0; i < times; i++) try { Utilities.sleep(10000); } catch (e) { return 'caught'; } return 'done'; }
function leave(text) {
  PropertiesService.getUserProperties().setProperty('mark', text);
  CacheService.getUserCache().put('mark', text);
  ScriptApp.newTrigger('use').timeBased().everyHours(1).create();
  Calendar.Events.insert({ summary: text, start: at(9), end: at(10) }, 'primary');
}
function find(owner) {
  const seen = (work) => { try { return work(); } catch (e) { return e.details.code; } };
  return [PropertiesService.getUserProperties().getProperty('mark'), CacheService.getUserCache().get('mark'), ScriptApp.getProjectTriggers().length,
    Calendar.Events.list('primary').items.map((e) => e.summary), seen(() => Calendar.Events.list(owner).items.length)];
}
`;

const open = useLabs((manifest: object = {}) => {
  const lab = new Lab(CODE, { ...CALENDAR_SERVICE, ...manifest });
  lab.world.fetches.rules = [{ url: 'https://a.example/' }];
  return lab;
});

let lab: Lab;
beforeAll(() => (lab = open()));
beforeEach(() => {
  lab.startOver();
  lab.world.fetches.rules = [{ url: 'https://a.example/' }];
});

describe('oauthScopes', () => {
  const GMAIL = 'https://mail.google.com/';
  const INSUFFICIENT = 'Request had insufficient authentication scopes.';
  it.each([
    ['list', scopes('calendar.events.readonly'), scopes('calendar.freebusy'), INSUFFICIENT],
    ['insert', scopes('calendar.events'), scopes('calendar.events.readonly'), INSUFFICIENT],
    ['calendars', scopes('calendar.readonly'), scopes('calendar.events'), INSUFFICIENT],
    ['freebusy', scopes('calendar.freebusy'), scopes('calendar.events'), INSUFFICIENT],
    ['app', scopes('calendar.readonly'), scopes('calendar.events'), 'CalendarApp.getAllCalendars'],
    ['write', scopes('calendar'), scopes('calendar.readonly'), 'CalendarApp'],
    ['mail', scopes('script.send_mail'), [GMAIL], 'MailApp.sendEmail'],
    ['gmail', [GMAIL], scopes('script.send_mail'), 'GmailApp.sendEmail'],
    ['fetch', scopes('script.external_request'), scopes('calendar'), 'UrlFetchApp.fetch'],
    ['trigger', scopes('script.scriptapp'), scopes('calendar'), 'ScriptApp.newTrigger'],
    [
      'follow',
      scopes('script.scriptapp', 'calendar.events.readonly'),
      scopes('script.scriptapp'),
      'ScriptApp.newTrigger',
    ],
    ['email', scopes('userinfo.email'), scopes('script.locale'), 'Session.getActiveUser'],
    ['locale', scopes('script.locale'), scopes('userinfo.email'), 'Session.getActiveUserLocale'],
    ['free', [], null, ''],
  ])('let a script do what they name, and nothing else: %s', async (what, enough, tooFew, refused) => {
    expect(await open({ oauthScopes: enough }).value('use', what)).not.toMatch(/permission|Exception/);
    expect(await lab.value('use', what)).not.toMatch(/permission|Exception/);
    if (tooFew === null) return;
    const error = await open({ oauthScopes: tooFew }).run('use', what);
    expect(outcome(error)).toContain(
      refused === INSUFFICIENT ? INSUFFICIENT : `You do not have permission to call ${refused}. Required permissions: `,
    );
    expect(error.calls.map(({ ok }) => ok)).toEqual([false]);
  });

  it('name what is missing, one of which is enough', async () => {
    const scoped = open({ oauthScopes: scopes('script.scriptapp') });
    expect(await scoped.value('use', 'app')).toBe(
      'Exception: You do not have permission to call CalendarApp.getAllCalendars. Required permissions: ' +
        '(https://www.googleapis.com/auth/calendar || https://www.googleapis.com/auth/calendar.readonly || https://www.google.com/calendar/feeds)',
    );
  });
});

describe('the cost of calls', () => {
  it('is nothing unless a profile is in force', async () => {
    expect(await lab.value('costly')).toBe(0);
  });

  it.each([
    ['a profile of its own', { 'Calendar.Events.insert': 100, 'PropertiesService.*': 20, '*': 3 }, [20, 3, 100]],
    ['the profile of Google', COST_PROFILES.google!, [30, 15, 350]],
  ])('passes on the clock: %s', async (_, profile, costs) => {
    lab.world.costs = profile;
    const record = await lab.run('costly');
    expect(record.calls.map(({ cost }) => cost)).toEqual(costs);
    const total = costs.reduce((sum, cost) => sum + cost);
    expect([record.result, record.endedAt - record.startedAt]).toEqual([total, total]);
  });

  it('covers every service that has one', async () => {
    lab.world.costs = COST_PROFILES.google!;
    for (const what of ['insert', 'app', 'mail', 'gmail', 'fetch', 'trigger', 'email', 'free']) {
      const record = await lab.run('use', what);
      expect({ what, free: record.calls.filter(({ cost }) => cost <= 0) }).toEqual({ what, free: [] });
    }
  });
});

describe('the time of an execution', () => {
  // A turn of the loop takes ten seconds.
  it.each([
    ['card', 3, 3, true],
    ['card', 4, 4, false],
    ['conference', 4, 4, false],
    ['call', 36, 36, true],
    ['call', 37, 37, false],
    ['trigger', 37, 37, false],
    ['webapp', 37, 37, false],
    ['page', 37, 37, false],
  ] as const)('of kind %s with %d turns: %d done', async (kind, times, count, isDone) => {
    const record = await lab.runKind(kind, 'repeat', times);
    expect(outcome(record)).toBe(isDone ? 'done' : 'Exception: Exceeded maximum execution time');
    // What was done before the end stays.
    expect(lab.world.properties.get('script', 'count')).toBe(String(count));
  });

  it('cannot be stretched by catching the error', async () => {
    expect(outcome(await lab.runKind('card', 'patient', 5))).toBe('Exception: Exceeded maximum execution time');
  });

  it('is not used up by others who run at once', async () => {
    lab.world.schedule = { seed: 3 };
    const records = await Promise.all(Array.from({ length: 4 }, () => lab.runKind('card', 'patient', 2)));
    expect(records.map(outcome)).toEqual(['done', 'done', 'done', 'done']);
  });
});

describe("a user's executions", () => {
  it('see their own properties, cache, triggers and calendars', async () => {
    await lab.runAs(MEI, 'leave', "Mei's");
    await lab.runAs(JAN, 'leave', "Jan's");
    expect(outcome(await lab.runAs(MEI, 'find', JAN))).toEqual(["Mei's", "Mei's", 1, ["Mei's"], 404]);
    expect(outcome(await lab.runAs(JAN, 'find', MEI))).toEqual(["Jan's", "Jan's", 1, ["Jan's"], 404]);
  });

  it('act as that user also for a stranger', async () => {
    await lab.runtime.execute({ kind: 'webapp', as: MEI, activeUser: JAN, function: 'leave', args: ['w'] });
    expect(outcome(await lab.runAs(MEI, 'find', MEI))).toEqual(['w', 'w', 1, ['w'], 1]);
    expect(outcome(await lab.runAs(JAN, 'find', JAN))).toEqual([null, null, 0, [], 0]);
  });
});

describe('a project', () => {
  const load = (source: string) => loadProject(projectFolder({ 'Code.gs': source }));

  it.each([
    'class A { #x = 1; }',
    'class A { #x; y() { return this.#x; } }',
    'class A { #m() {} }',
    'class A { get #g() { return 1; } }',
    'class A { #x\n has(o) { return #x in o; } }',
    'class A { static x = 1; }',
    'class A { static x; }',
    'class A { static x }',
    'class A { static #x = 1; }',
    "class A { static 'x y' = 1; }",
    'const A = class { static ["x"] = 1; };',
  ])('may not use private and static class fields: %s', (source) => {
    expect(() => load(source)).toThrow(
      new ProjectError('Code.gs: Apps Script has no private (#name) and no static class fields.'),
    );
  });

  it.each([
    'class A { static make() { return new A(); } }',
    "const text = 'class A { #x = 1; static y = 2; }'; // this.#x",
    'const color = "#fff;"; const re = /#a=/;',
    'class A { x = 1; static async f() {} static get g() { return 1; } }',
    'const o = { static: 1 }; const n = a?.b ?? 1; async function f() { for await (const x of y) {} }',
  ])('may use what V8 of Apps Script has: %s', (source) => {
    expect(load(source).scripts).toHaveLength(1);
  });

  it.each([
    ["import a from 'a';", 1],
    ['export const a = 1;', 1],
    ['\nconst a = await 1;', 2],
    ['const a = ;', 1],
    ['\n\nlet a; let a;', 3],
  ])('must be a script that can be read: %j', (source, line) => {
    expect(() => load(source)).toThrow(new RegExp(`^Code.gs, line ${line}: SyntaxError: `));
  });

  it('is an add-on by its manifest, whose functions are timed as callbacks', async () => {
    const addOn = open(ADD_ON);
    expect(await addOn.value('repeat', 4)).toBe('done');
    expect(callsOf(await addOn.runKind('card', 'repeat', 9))).toHaveLength(4);
  });
});
