import { request } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../support/sandbox-process';

const USER = 'mei@studio.example';

const MANIFEST = {
  timeZone: 'Europe/Warsaw',
  runtimeVersion: 'V8',
  dependencies: { enabledAdvancedServices: [{ userSymbol: 'Calendar', version: 'v3', serviceId: 'calendar' }] },
  oauthScopes: ['calendar.events', 'script.scriptapp', 'userinfo.email'].map(
    (name) => `https://www.googleapis.com/auth/${name}`,
  ),
  webapp: { access: 'ANYONE_ANONYMOUS', executeAs: 'USER_DEPLOYING' },
  addOns: { common: { name: 'Demo', logoUrl: 'x', homepageTrigger: { runFunction: 'home' } }, calendar: {} },
};

const CODE = `
let count = 0;
const greet = (name) => 'hello ' + name;
function home() { return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle('Hi')).build(); }
function raise() { return ++count; }
function nodeGlobals() { return ['process', 'require', 'Buffer', 'setTimeout', 'fetch', 'URL', 'TextEncoder', 'performance'].filter((n) => typeof globalThis[n] !== 'undefined'); }
function sameRealm() { return [PropertiesService.getScriptProperties().getProperties() instanceof Object, [] instanceof Array, Calendar.Events.list('primary').items instanceof Array]; }
function now() { return [Date.now(), new Date().getTime(), new Date(5).getTime(), typeof Date()]; }
function localHour() { return new Date(Date.UTC(2026, 6, 1, 12)).getHours(); }
async function later() { await null; console.log('later %s', 1); return 'done'; }
function big(size) { PropertiesService.getScriptProperties().setProperty('big', 'x'.repeat(size)); }
function missing() { return CardService.newTextButton().setComposeAction(); }
function absent() { return SpreadsheetApp.getActive(); }
function mail() { MailApp.sendEmail('a@x.example', 's', 'b'); }
function gone() { try { Calendar.Events.get('primary', 'nothing'); } catch (e) { return [e.name, e.message, e.details.code, e instanceof Error]; } }
function timers() { ScriptApp.newTrigger('raise').timeBased().everyMinutes(30).create(); }
function follow() { for (let i = 0; i < 21; i++) ScriptApp.newTrigger('raise').forUserCalendar('${USER}').onEventUpdated().create(); }
function add(n) {
  const lock = LockService.getScriptLock();
  if (!lock.tryLock(5000)) return 'busy';
  const p = PropertiesService.getScriptProperties();
  p.setProperty('sum', String(Number(p.getProperty('sum')) + n));
  lock.releaseLock();
  return p.getProperty('sum');
}
function bytes() { return [Utilities.base64Encode('zażółć'), Utilities.newBlob('ż').getBytes(), Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, 'a').length]; }
function dates() { return Utilities.formatDate(new Date(Date.UTC(2026, 10, 1, 17, 5)), 'America/New_York', "EEE, d MMM yyyy HH:mm:ss Z 'o''clock' XXX"); }
function template() { const t = HtmlService.createTemplate('<? for (const x of list) { ?><i><?= x ?></i><? } ?>'); t.list = ['<b>', 'c']; return t.evaluate().setTitle('T'); }
function doPost(e) { return ContentService.createTextOutput(JSON.stringify({ got: e.postData.contents, a: e.parameter.a })).setMimeType(ContentService.MimeType.JSON); }
function doGet() { return ContentService.createTextOutput(Session.getActiveUser().getEmail() + ' / ' + Session.getEffectiveUser().getEmail()); }
function secret_() { return 1; }
`;

let dir: string;
let sandbox: Sandbox;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'project-'));
  writeFileSync(join(dir, 'appsscript.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(dir, 'Code.gs'), CODE);
  sandbox = await new Sandbox(dir).start();
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(dir, { recursive: true });
});
beforeEach(() => sandbox.reset('empty', '2026-11-21T06:00:00Z'));

const result = async (name: string, ...args: unknown[]) => {
  const execution = await sandbox.call(USER, name, ...args);
  return execution.ok ? execution.result : `${execution.error!.name}: ${execution.error!.message}`;
};

describe('an execution', () => {
  it('begins from nothing each time, in a world without Node', async () => {
    expect([await result('raise'), await result('raise')]).toEqual([1, 1]);
    expect(await result('nodeGlobals')).toEqual([]);
    expect(await result('sameRealm')).toEqual([true, true, true]);
  });

  it('sees the clock of the sandbox and the zone of its manifest', async () => {
    const at = Date.parse('2026-11-21T06:00:00Z');
    expect(await result('now')).toEqual([at, at, 5, 'string']);
    expect(await result('localHour')).toBe(14);
  });

  it('runs any top-level function, also one that promises, and names one that is missing', async () => {
    expect(await result('greet', 'you')).toBe('hello you');
    const later = await sandbox.call(USER, 'later');
    expect(later).toMatchObject({ ok: true, result: 'done', logs: [{ level: 'log', message: 'later 1' }] });
    expect(await result('nothing')).toBe('ScriptError: Script function not found: nothing');
  });

  it('answers with the markup of a card and with what a web page is made of', async () => {
    expect(await result('home')).toEqual({ header: { title: 'Hi' }, sections: [] });
    expect(await result('template')).toMatchObject({ type: 'html', content: '<i>&lt;b&gt;</i><i>c</i>', title: 'T' });
  });
});

describe('services', () => {
  it('refuse what Google refuses: sizes, scopes, timers, too many triggers', async () => {
    expect(await result('big', 9_216)).toBeNull();
    expect(await result('big', 9_217)).toContain('Argument too large');
    expect(await result('mail')).toContain('You do not have permission to call MailApp.sendEmail');
    expect(await result('timers')).toContain('must be at least one hour');
    expect(await result('follow')).toContain('too many triggers');
  });

  it('throw on what Google has and is not emulated', async () => {
    expect(await result('missing')).toContain('not emulated: TextButton.setComposeAction');
    expect(await result('absent')).toContain('not emulated: SpreadsheetApp.getActive');
  });

  it('throw errors of Google APIs as Apps Script does', async () => {
    expect(await result('gone')).toEqual([
      'GoogleJsonResponseException',
      'API call to calendar.events.get failed with error: Not Found',
      404,
      true,
    ]);
  });

  it('reckon with bytes and dates as Java does', async () => {
    expect(await result('bytes')).toEqual([Buffer.from('zażółć').toString('base64'), [-59, -68], 16]);
    expect(await result('dates')).toBe("Sun, 1 Nov 2026 12:05:00 -0500 o'clock -05:00");
  });
});

describe('executions at once', () => {
  it('take turns at a lock, none of them lost', async () => {
    await Promise.all([1, 2, 3, 4, 5, 6].map((n) => sandbox.call(USER, 'add', n)));
    expect(await result('add', 0)).toBe('21');
  });

  it('die where a test says, leave what they did, and let go of their locks', async () => {
    await sandbox.faults([{ service: 'PropertiesService', method: 'setProperty', crash: true }]);
    const crashed = await sandbox.call(USER, 'add', 5);
    expect(crashed).toMatchObject({ ok: false, error: { name: 'Crash' } });
    expect(await result('add', 1)).toBe('6');
    await sandbox.faults([{ service: 'Calendar', method: 'Events.get', status: 503 }]);
    expect(await result('gone')).toEqual(expect.arrayContaining([503]));
  });
});

describe('the web app', () => {
  it('hands a post over as Google does and answers by a redirect', async () => {
    const response = await fetch(`${sandbox.url}/macros/s/sandbox/exec?a=1`, {
      method: 'POST',
      body: 'plain',
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.redirected).toBe(true);
    expect(response.headers.get('content-type')).toContain('application/json');
    // The one-time address may be read by any site's page.
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ got: 'plain', a: '1' });
  });

  it('takes a parameter of any name', async () => {
    const response = await fetch(`${sandbox.url}/macros/s/sandbox/exec?constructor=1&a=1&__proto__=2`);
    expect(response.status).toBe(200);
  });

  it('keeps functions that end with an underscore from the page', async () => {
    await expect(sandbox.page('secret_', null)).rejects.toThrow('Script function not found');
  });

  it.each([
    ['nobody', {}, ''],
    ['somebody of the owner’s domain', { authorization: 'Bearer sandbox:jan@studio.example' }, 'jan@studio.example'],
    ['somebody of another domain', { authorization: 'Bearer sandbox:eva@client.example' }, ''],
    ['the user whom the host page has signed in', { cookie: `a=b; user=${encodeURIComponent(USER)}` }, USER],
  ])('runs as its owner and knows of %s what Google tells', async (_, headers, known) => {
    await sandbox.post('users', { email: USER });
    const response = await fetch(`${sandbox.url}/macros/s/sandbox/exec`, { headers: new Headers(headers) });
    expect(await response.text()).toBe(`${known} / ${USER}`);
  });
});

describe('the control API', () => {
  it('names the field that is wrong', async () => {
    await expect(sandbox.post('reset', { fixture: 'moon' })).rejects.toThrow('empty, studio');
    await expect(sandbox.post('clock', { now: 'soon' })).rejects.toThrow('now:');
    await expect(sandbox.post('call', { as: 'nobody', function: 'raise' })).rejects.toThrow('as:');
    await expect(sandbox.post('faults', [{ method: 'x' }])).rejects.toThrow('service:');
  });

  it('is for this machine: plain text, and a host of another name, are refused and change nothing', async () => {
    await result('big', 5);
    const json = { 'content-type': 'application/json' };
    const refused = async (headers: Record<string, string>) =>
      new Promise<number | undefined>((done) => {
        const { port } = new URL(sandbox.url);
        const options = { host: 'localhost', port, path: '/sandbox/reset', method: 'POST', headers };
        request(options, (response) => done(response.resume().statusCode)).end('{}');
      });
    expect(await refused({ 'content-type': 'text/plain' })).toBe(403);
    expect(await refused({ ...json, host: 'rebound.example' })).toBe(403);
    const { properties } = await sandbox.get<{ properties: { script?: object } }>('state');
    expect(properties.script).toEqual({ big: 'xxxxx' });
  });

  it('counts reads and writes of properties both ways: by calls and by values', async () => {
    await result('add', 1);
    const { propertyUse } = await sandbox.get<{ propertyUse: unknown }>('state');
    expect(propertyUse).toEqual({ calls: { reads: 2, writes: 1 }, values: { reads: 2, writes: 1 } });
    await result('sameRealm');
    const { propertyUse: then } = await sandbox.get<{ propertyUse: unknown }>('state');
    expect(then).toEqual({ calls: { reads: 3, writes: 1 }, values: { reads: 3, writes: 1 } });
  });
});

describe('the Calendar API over HTTP', () => {
  const events = () => `${sandbox.url}/calendar/v3/calendars/primary/events`;
  const reasonOf = async (response: Response) => {
    const { error } = (await response.json()) as { error: { errors: { reason: string; message: string }[] } };
    return [response.status, error.errors[0]!.reason, error.errors[0]!.message];
  };

  it('asks nobody to log in, and refuses broken JSON, each in an error body of Google’s', async () => {
    expect(await reasonOf(await fetch(events()))).toEqual([401, 'required', 'Login Required.']);
    const broken = await fetch(events(), {
      method: 'POST',
      headers: { authorization: `Bearer sandbox:${USER}`, 'content-type': 'application/json' },
      body: '{',
    });
    expect(await reasonOf(broken)).toEqual([400, 'parseError', 'Parse Error']);
  });
});
