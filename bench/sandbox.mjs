// The emulated Google: large calendars, through the engine and over HTTP, and how fast it starts.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { cpuTime, median, once, result, time } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

const USER = 'bench@studio.example';
const FIRST = Date.parse('2030-01-01T00:00:00Z');
const HOUR = 3_600_000;
const WINDOW = 'timeMin=2030-06-03T00:00:00Z&timeMax=2030-06-10T00:00:00Z&singleEvents=true&orderBy=startTime';

/** The lists that are asked for: a whole calendar's pages, and what the host page and a sync ask. */
const LISTS = {
  'first page of 250': '',
  'page of 2,500': 'maxResults=2500',
  'a week, single events': WINDOW,
};

/** Half an hour in each hour from 2030 on; every five hundredth repeats weekly. */
function event(i, spacing = HOUR) {
  const start = FIRST + i * spacing;
  const time = (at) => ({ dateTime: new Date(at).toISOString(), timeZone: 'Europe/Warsaw' });
  return {
    summary: `Event ${i}`,
    start: time(start),
    end: time(start + HOUR / 2),
    ...(i % 500 === 0 && { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=20'] }),
  };
}

async function loadEngine() {
  const source = `
    import { CalendarEngine } from './sandbox/calendar/engine';
    import { SandboxClock } from './sandbox/world/clock';
    import { Mailbox } from './sandbox/world/mailbox';
    export const newEngine = () => new CalendarEngine({ clock: new SandboxClock(), mailbox: new Mailbox() });`;
  const built = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString('base64')}`);
}

function ask(engine, method, params, body) {
  const call = { user: USER, method: `calendar.events.${method}`, params: { calendarId: 'primary', ...params }, body };
  const answer = engine.request(call);
  if (answer.status !== 200) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer.body;
}

function fill(engine, count, spacing) {
  engine.ensureUser(USER, { timeZone: 'Europe/Warsaw' });
  for (let i = 0; i < count; i++) ask(engine, 'insert', {}, event(i, spacing));
}

const listed = (query) => Object.fromEntries(new URLSearchParams(query));

function tenThousand(newEngine) {
  const engine = newEngine();
  fill(engine, 10_000);
  const results = [];
  for (const [name, query] of Object.entries(LISTS)) {
    const list = () => ask(engine, 'list', listed(query));
    const note = many(list().items.length);
    results.push(result(`10,000 events, engine: ${name}`, cpuTime(list), 'ms', { note }));
  }
  return results;
}

const many = (events) => {
  if (events === 0) throw new Error('a void case: the list is empty');
  return `${events.toLocaleString('en-US')} events`;
};

async function hundredThousand(newEngine, weekOfTenThousand) {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc');
  collect();
  const before = process.memoryUsage().heapUsed;
  const engine = newEngine();
  // Closer together, or they would reach past the year 2040, where no calendar has its events.
  const filling = await once(() => fill(engine, 100_000, HOUR / 10));
  collect();
  const heap = (process.memoryUsage().heapUsed - before) / 1e6;
  const list = () => ask(engine, 'list', listed(WINDOW));
  const events = list().items.length;
  const week = cpuTime(list);
  return [
    result('100,000 events: heap', heap, 'MB'),
    result('100,000 events: inserting them all', filling, 'ms'),
    result('100,000 events, engine: a week, single events', week, 'ms', { note: many(events) }),
    // It has ten times as many events in it, and as many series to look at in all.
    result('100,000 events: the week against that of 10,000', week / weekOfTenThousand, '', { below: 10 }),
  ];
}

async function overHttp() {
  const starts = [];
  for (let i = 0; i < 5; i++) {
    const started = await startSandbox();
    starts.push(started.startMs);
    await started.stop();
  }
  const sandbox = await startSandbox();
  try {
    const reset = (fixture) => sandbox.post('/sandbox/reset', { fixture });
    const results = [result('start of the process to its ready: line', median(starts), 'ms')];
    for (const fixture of ['empty', 'studio']) {
      results.push(result(`reset to "${fixture}" over HTTP`, await time(() => reset(fixture)), 'ms'));
    }
    const events = '/calendar/v3/calendars/primary/events';
    let next = 0;
    const filler = async () => {
      while (next < 10_000) await sandbox.post(events, event(next++), USER);
    };
    const filling = await once(() => Promise.all(Array.from({ length: 8 }, filler)));
    results.push(result('10,000 events, HTTP: inserting them all', filling, 'ms'));
    for (const [name, query] of Object.entries(LISTS)) {
      const list = () => sandbox.get(`${events}?${query}`, USER);
      const note = `${JSON.parse(await list()).items.length} events`;
      results.push(result(`10,000 events, HTTP: ${name}`, await time(list), 'ms', { note }));
    }
    const full = await once(() => reset('studio'));
    results.push(result('reset to "studio" over HTTP, from 10,000 events', full, 'ms'));
    return results;
  } finally {
    await sandbox.stop();
  }
}

export async function run() {
  const { newEngine } = await loadEngine();
  const small = tenThousand(newEngine);
  const large = await hundredThousand(newEngine, small.at(-1).value);
  const results = [...small, ...large, ...(await overHttp())];
  return { title: 'The sandbox', results };
}
