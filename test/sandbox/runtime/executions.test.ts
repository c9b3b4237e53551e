import { callsOf, Lab, NOW, outcome } from '../../support/script-lab';

const CODE = `
const greet = (name) => 'hello ' + name;
let count = 0;
function raise() { return ++count; }
function nodeGlobals() {
  return ['process', 'require', 'module', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch',
    'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'crypto', 'performance', 'structuredClone', 'atob', 'btoa',
    'Blob', 'AbortController', 'Event', 'EventTarget', 'MessageChannel', 'WebAssembly', 'global', 'guest']
    .filter((name) => typeof globalThis[name] !== 'undefined');
}
function escape() {
  const ways = [() => globalThis.constructor, () => this.constructor, () => PropertiesService.getScriptProperties().constructor,
    () => { try { Calendar.x(); } catch (e) { return e.constructor; } }, () => console.log.constructor, () => Date.constructor];
  return ways.map((way) => {
    try { return way().constructor('return typeof process')(); } catch (error) { return 'undefined'; }
  });
}
function realm() {
  const thrown = (() => { try { CacheService.getScriptCache().put('a', 'b', 0); } catch (error) { return error; } })();
  const all = PropertiesService.getScriptProperties().getProperties();
  return [all instanceof Object, Utilities.base64Decode('YQ==') instanceof Array, thrown instanceof Error, thrown.name];
}
function clock() {
  const Sub = class extends Date {};
  return [Date.now(), new Date().getTime(), new Date(5).getTime(), typeof Date(), new Date().constructor === Date,
    new Date() instanceof Date, new Sub().getTime(), Date.UTC(2026, 0, 1), Date.length, Date.name,
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC' }).format()];
}
async function later() { await null; await Promise.resolve(); return 'done'; }
async function fails() { await null; throw new TypeError('no'); }
function never() { return new Promise(() => {}); }
function drops() { Promise.reject(new Error('nobody looks')); return 'fine'; }
function endless() { for (;;); }
function logs() {
  console.log('a %s and %d', 'b', 3.7); console.warn({ x: 1 }); console.error(new Error('e').message); Logger.log('l %s', 'm');
  console.time('t'); Utilities.sleep(1500); console.timeEnd('t');
  return Logger.getLog();
}
function work() {
  const properties = PropertiesService.getScriptProperties();
  properties.setProperty('a', '1').setProperty('b', '2');
  Utilities.getUuid(); Utilities.formatDate(new Date(), 'UTC', 'yyyy'); CardService.newCardBuilder();
  CacheService.getUserCache().put('k', 'v');
  ScriptApp.getService().getUrl();
  Session.getActiveUser().getEmail();
}
function values(which) {
  return { nothing: undefined, zero: 0, text: 'x', list: [1, { a: null }], date: new Date(0), fun: () => 1 }[which];
}
function card() { return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle('Hi')).build(); }
function cards() { return [card(), card()]; }
function page() {
  return HtmlService.createHtmlOutput('<p>').append('x').setTitle('T').addMetaTag('viewport', 'width=device-width')
    .setXFrameOptionsMode(HtmlService.XFrameOptionsMode.ALLOWALL).setFaviconUrl('https://i.example/i.png');
}
function text() { return ContentService.createTextOutput('{}').setMimeType(ContentService.MimeType.JSON).downloadAsFile('a.json'); }
function missing(which) {
  return { widget: () => CardService.newTextButton().setComposeAction(), service: () => SpreadsheetApp.getActive(),
    member: () => XmlService.createElement('a'), typo: () => Utilities.doNothing(), drive: () => Drive.Files, deep: () => ScriptApp.newTrigger('x').forForm('y') }[which]();
}
const kindOf = (object, member) => typeof object[member] + ' ' + (member in object);
function kinds() {
  return [kindOf(CardService.newTextInput(), 'setNothing'), kindOf(Utilities, 'base64Encode'),
    kindOf(SpreadsheetApp, 'nothing'), kindOf(CardService.Icon, 'UNICORN'), kindOf(LockService, 'constructor')];
}
function quiet() { return [String(PropertiesService), JSON.stringify({ a: LockService.getDocumentLock() })]; }
function secret_() { return 1; }
const Tools = { add(a, b) { return a + b; } };
`;

let lab: Lab;
beforeAll(() => {
  lab = new Lab(CODE, {
    dependencies: { enabledAdvancedServices: [{ userSymbol: 'Drive', version: 'v3', serviceId: 'drive' }] },
  });
});
afterAll(() => lab.close());

describe('a script', () => {
  it('begins from nothing each time', async () => {
    expect([await lab.value('raise'), await lab.value('raise')]).toEqual([1, 1]);
  });

  it('finds no Node global, and no way to one', async () => {
    expect(await lab.value('nodeGlobals')).toEqual([]);
    expect(new Set((await lab.value('escape')) as string[])).toEqual(new Set(['undefined']));
  });

  it('gets objects and errors of its own realm from services', async () => {
    expect(await lab.value('realm')).toEqual([true, true, true, 'Exception']);
  });

  it('sees the clock of the sandbox wherever JavaScript shows the time', async () => {
    expect(await lab.value('clock')).toEqual([
      NOW,
      NOW,
      5,
      'string',
      true,
      true,
      NOW,
      Date.UTC(2026, 0, 1),
      7,
      'Date',
      '21/11/2026',
    ]);
  });

  it('sees a clock that is moved while it sleeps', async () => {
    const { logs, result } = await lab.run('logs');
    expect(logs.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'log a b and 3',
      'warn {"x":1}',
      'error e',
      'info l m',
      'debug t: 1500ms',
    ]);
    expect(result).toBe('l m\n');
  });
});

describe('a function', () => {
  it('is any top-level name, or a method of one', async () => {
    expect(await lab.value('greet', 'you')).toBe('hello you');
    expect(await lab.value('Tools.add', 2, 3)).toBe(5);
    expect(await lab.value('nothing')).toBe('ScriptError: Script function not found: nothing');
    expect(await lab.value('1+1')).toBe('ScriptError: Script function not found: 1+1');
  });

  it('is hidden from pages when its name ends with an underscore', async () => {
    expect(await lab.value('secret_')).toBe(1);
    expect(outcome(await lab.runKind('page', 'secret_'))).toBe('ScriptError: Script function not found: secret_');
  });

  it('may promise its result', async () => {
    expect(await lab.value('later')).toBe('done');
    expect(await lab.value('fails')).toBe('TypeError: no');
    expect(await lab.value('never')).toBeNull();
    expect(await lab.value('drops')).toBe('fine');
    expect(await lab.value('raise')).toBe(1);
  });

  it('that never ends is stopped', async () => {
    const impatient = new Lab(CODE, {}, { patience: 1_000 });
    expect(await impatient.value('endless')).toBe('Exception: Exceeded maximum execution time');
    expect(await impatient.value('raise')).toBe(1);
    await impatient.close();
  });
});

describe('the record of an execution', () => {
  it('lists the calls that leave the script, in order', async () => {
    const record = await lab.run('work');
    expect(callsOf(record)).toEqual([
      'PropertiesService.setProperty',
      'PropertiesService.setProperty',
      'CacheService.put',
      'ScriptApp.getServiceUrl',
      'Session.getActiveUser',
    ]);
    expect(record.calls[0]).toMatchObject({ args: ['script', 'a', '1'], ok: true, cost: 0 });
    expect(lab.world.executions.at(-1)).toEqual(record);
  });

  it('names the line of the script that failed, and nothing of the sandbox', async () => {
    const { error } = await lab.run('missing', 'typo');
    expect(error!.stack).toMatch(/Code\.gs:\d+/);
    expect(error!.stack).not.toMatch(/guest\.js|worker\.cjs|node:/);
  });

  it.each([
    ['nothing', null],
    ['zero', 0],
    ['text', 'x'],
    ['list', [1, { a: null }]],
    ['date', '1970-01-01T00:00:00.000Z'],
    ['fun', null],
  ])('holds a plain result as JSON: %s', async (which, expected) => {
    expect(await lab.value('values', which)).toEqual(expected);
  });

  it('holds cards, pages and texts as the outside sees them', async () => {
    const card = { header: { title: 'Hi' } };
    expect(await lab.value('card')).toMatchObject(card);
    expect(await lab.value('cards')).toMatchObject([card, card]);
    expect(await lab.value('page')).toEqual({
      type: 'html',
      content: '<p>x',
      title: 'T',
      faviconUrl: 'https://i.example/i.png',
      metaTags: [{ name: 'viewport', content: 'width=device-width' }],
      xFrameOptions: 'ALLOWALL',
    });
    expect(await lab.value('text')).toEqual({
      type: 'text',
      content: '{}',
      mimeType: 'application/json',
      fileName: 'a.json',
    });
  });
});

describe('what is not emulated', () => {
  it.each([
    ['widget', 'TextButton.setComposeAction'],
    ['service', 'SpreadsheetApp.getActive'],
    ['member', 'XmlService.createElement'],
    ['drive', 'Drive.Files'],
    ['deep', 'TriggerBuilder.forForm'],
  ])('says so when it is used: %s', async (which, name) => {
    expect(await lab.value('missing', which)).toBe(`Error: not emulated: ${name}`);
  });

  it('is not there where Google has nothing either: a script may look', async () => {
    const nothing = 'undefined false';
    expect(await lab.value('kinds')).toEqual([nothing, 'function true', nothing, nothing, 'function true']);
    expect(await lab.value('missing', 'typo')).toBe('TypeError: Utilities.doNothing is not a function');
  });

  it('does not stand in the way of printing an object', async () => {
    expect(await lab.value('quiet')).toEqual(['PropertiesService', '{"a":null}']);
  });
});

describe('executions at once', () => {
  it('are not lost when there are more of them than workers are kept', async () => {
    const small = new Lab(CODE, {}, { poolSize: 1 });
    const records = await Promise.all(Array.from({ length: 6 }, (_, n) => small.run('greet', n)));
    expect(records.map(outcome)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `hello ${n}`));
    await small.close();
  });

  it('end when the sandbox is reset, and leave no trace in the new one', async () => {
    const old = new Lab(CODE);
    const running = old.run('endless');
    await old.run('raise');
    old.world.reset();
    expect(outcome(await running)).toBe('Crash: the sandbox was reset');
    expect(old.world.executions).toEqual([]);
    await old.close();
  });
});
