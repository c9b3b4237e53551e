// What a request costs at Google, and how long clients wait who send theirs at once: a model made of measured calls.
import { DAY, NOW, openDesk, stored } from './desk.mjs';
import { result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

const CLIENT = {
  name: 'Piotr Zieliński',
  email: 'piotr@client.example',
  phone: '+48 600 700 800',
  note: '',
  zone: 'Europe/Warsaw',
};

export async function run() {
  const { ms, calls } = await oneRequest();
  const count = (service, method) =>
    calls.filter((call) => call.service === service && method.test(call.method)).length;
  const alone = slowest(calls, [0]);
  const at = (gap, many) =>
    slowest(
      calls,
      Array.from({ length: many }, (_, i) => i * gap),
    ) / 1_000;
  return {
    title: 'A request for a time: calls of one, and what clients wait by the costs of the profile "google"',
    results: [
      result('script time of one', ms, 'ms'),
      result('calls', calls.length, '', { below: 14 }),
      result('store reads', count('PropertiesService', /^get/), '', { below: 2 }),
      result('store writes', count('PropertiesService', /^(set|delete)/), '', { below: 2 }),
      result('one alone waits', alone / 1_000, 's'),
      result('30 at once: the slowest waits', at(0, 30), 's', { below: 7 }),
      // Without a queue nobody waits for more than the one before.
      result('60 a minute, evenly: the slowest against one alone', (at(1_000, 60) * 1_000) / alone, '', { below: 1.5 }),
    ],
  };
}

/** The calls of one request that a client sends, with what each costs at Google. */
async function oneRequest() {
  const sandbox = await startSandbox();
  try {
    await openDesk(sandbox);
    const [service] = (await stored(sandbox)).flatMap(([key]) => /^service:(.+)$/.exec(key)?.[1] ?? []);
    const ask = { service, staff: '', locale: 'pl', duration: 0 };
    const { starts } = await answerOf(sandbox, 'readOpenTimes', { ...ask, from: NOW, to: NOW + 14 * DAY });
    await sandbox.post('/sandbox/costs', { profile: 'google' });
    await answerOf(sandbox, 'sendRequest', {
      ...ask,
      ...CLIENT,
      start: starts[0],
      requestKey: 'bench',
      offer: '',
      place: '',
    });
    const executions = JSON.parse(await sandbox.get('/sandbox/executions'));
    const { calls, startedAt, endedAt } = executions.filter((one) => one.function === 'sendRequest').at(-1);
    return { calls, ms: endedAt - startedAt - calls.reduce((sum, { cost }) => sum + cost, 0) };
  } finally {
    await sandbox.stop();
  }
}

async function answerOf(sandbox, name, input) {
  const answer = JSON.parse(await sandbox.post('/macros/s/sandbox/run', { function: name, args: [input] }));
  if (!answer.ok || answer.result.ok === false) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.result;
}

/**
 * How long the slowest waits of those who begin at these times, milliseconds: each goes through the calls one by one,
 * and who asks for a lock that another has gets it when all who asked before have had it.
 */
function slowest(calls, begins) {
  const clients = begins.map((begin) => ({ begin, at: begin, next: 0 }));
  const held = new Map();
  const waiting = new Map();
  const isDone = ({ next }) => next >= calls.length;
  const lockOf = ({ args }) => String(args[0]);
  for (;;) {
    const ready = clients.filter((client) => !isDone(client) && !client.waits);
    if (ready.length === 0) break;
    const client = ready.reduce((first, other) => (other.at < first.at ? other : first));
    const call = calls[client.next];
    const lock = call.service === 'LockService' ? lockOf(call) : null;
    if (lock !== null && /Lock$/.test(call.method) && call.method !== 'releaseLock') {
      if (held.get(lock) !== undefined && held.get(lock) !== client) {
        client.waits = true;
        waiting.set(lock, [...(waiting.get(lock) ?? []), client]);
        continue;
      }
      held.set(lock, client);
    }
    client.at += call.cost;
    client.next += 1;
    if (call.method === 'releaseLock') {
      const [first, ...others] = waiting.get(lock) ?? [];
      waiting.set(lock, others);
      held.set(lock, first);
      if (first !== undefined) Object.assign(first, { waits: false, at: Math.max(first.at, client.at) });
    }
  }
  if (!clients.every(isDone)) throw new Error('a lock is never released');
  return Math.max(...clients.map(({ begin, at }) => at - begin));
}
