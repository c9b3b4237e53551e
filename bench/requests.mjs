// What a request costs at Google, and how long clients wait who send theirs at once: a model made of measured calls.
import { DAY, NOW, openDesk, settle, stored } from './desk.mjs';
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
  const { first, usual, crowded } = await measured();
  const count = (service, method) =>
    first.calls.filter((call) => call.service === service && method.test(call.method)).length;
  const evenly = (gap, many) => Array.from({ length: many }, (_, i) => i * gap);
  const model = ({ calls }, begins) => slowest({ calls, crowded: crowded.calls }, begins);
  const alone = model(usual, [0]).waits;
  const minute = model(usual, evenly(1_000, 60));
  const crowd = (label, one) => {
    const { waits, unnoted } = model(one, evenly(0, 30));
    const note = `with its e-mails sent; ${unnoted} are left to be noted by whoever writes next`;
    return result(label, waits / 1_000, 's', { below: 7, note });
  };
  return {
    title: 'A request for a time: calls of one, and what clients wait by the costs of the profile "google"',
    results: [
      result('script time of one', usual.ms, 'ms'),
      result('calls, the first one in hours', first.calls.length, '', { below: 14 }),
      result('calls, others', usual.calls.length, '', { below: 14 }),
      result('store reads', count('PropertiesService', /^get/), '', { below: 2 }),
      result('store reads of everything', count('PropertiesService', /^getProperties$/), '', { below: 1 }),
      result('store writes', count('PropertiesService', /^(set|delete)/), '', { below: 2 }),
      result('one alone waits', alone / 1_000, 's'),
      crowd('30 at once: the slowest waits', usual),
      crowd('30 at once, the first ones in hours: the slowest waits', first),
      // Without a queue nobody waits for more than the one before.
      result('60 a minute, evenly: the slowest against one alone', minute.waits / alone, '', { below: 1.5 }),
    ],
  };
}

/**
 * The calls of requests that clients send, with what each costs at Google: the first one in hours, which asks how many
 * e-mails can be sent; another one; and one that cannot have the lock a second time.
 */
async function measured() {
  const sandbox = await startSandbox();
  try {
    await openDesk(sandbox);
    const [service] = (await stored(sandbox)).flatMap(([key]) => /^service:(.+)$/.exec(key)?.[1] ?? []);
    const ask = { service, staff: '', locale: 'pl', duration: 0 };
    const { starts } = await answerOf(sandbox, 'readOpenTimes', { ...ask, from: NOW, to: NOW + 14 * DAY });
    await settle(sandbox);
    const send = async (nth) => {
      await sandbox.post('/sandbox/costs', { profile: 'google' });
      await answerOf(sandbox, 'sendRequest', {
        ...ask,
        ...CLIENT,
        email: `piotr${nth}@client.example`,
        start: starts[4 * nth],
        requestKey: `bench-${nth}`,
        offer: '',
        place: '',
      });
      await sandbox.post('/sandbox/costs', { profile: null });
      const executions = JSON.parse(await sandbox.get('/sandbox/executions'));
      const { calls, startedAt, endedAt } = executions.filter((one) => one.function === 'sendRequest').at(-1);
      return { calls, ms: endedAt - startedAt - calls.reduce((sum, { cost }) => sum + cost, 0) };
    };
    // The keys of the links in e-mails are made with the first e-mail of a desk's life.
    await send(0);
    // The cache forgets.
    await sandbox.post('/sandbox/clock', { advance: 'PT7H' });
    await settle(sandbox);
    const first = await send(1);
    const usual = await send(2);
    const busy = { service: 'LockService', method: 'tryLock', nth: 2, error: 'others are writing' };
    await sandbox.post('/sandbox/faults', [busy]);
    return { first, usual, crowded: await send(3) };
  } finally {
    await sandbox.stop();
  }
}

async function answerOf(sandbox, name, input) {
  const answer = JSON.parse(await sandbox.post('/macros/s/sandbox/run', { function: name, args: [input] }));
  if (!answer.ok || answer.result.ok === false) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.result;
}

const is = (method) => (call) => call.method === method;

/**
 * How long the slowest waits of those who begin at these times, milliseconds, and how many have left their e-mails to be
 * noted by another in the end. Each goes through the calls one by one:
 *
 * - Who asks for the lock while another has it gets it when all who asked before have had it, or goes on without it, by
 *   the calls of a crowded request, when the time has passed for which the call says that it waits.
 * - Whoever notes e-mails after others have written reads everything once more, and asks the cache what others have left.
 * - Whoever is about to ask Google how many e-mails can be sent, and has waited, asks the cache again before, and Google
 *   only if nobody has told the cache by then.
 */
function slowest({ calls, crowded }, begins) {
  const [readAll, askCache] = ['getProperties', 'getAll'].map((method) => calls.find(is(method)).cost);
  const withoutLock = crowded.slice(crowded.findLastIndex(is('tryLock')) + 1);
  const clients = begins.map((begin) => ({ begin, at: begin, left: [...calls], wrote: 0, isNoted: true }));
  let holder = null;
  let queue = [];
  let writes = 0;
  let quotaTold = Infinity;

  const costOf = (client, { method, cost }) => {
    const isChanged = client.wrote !== writes;
    if (method === 'getProperty' && isChanged) return cost + readAll;
    if (method === 'sendEmail' && isChanged && !client.left.some(is('sendEmail'))) return cost + askCache;
    if (method === 'getRemainingDailyQuota' && client.at - client.begin >= 1_000)
      return quotaTold <= client.at ? askCache : askCache + cost;
    return cost;
  };
  const goOn = (client) => {
    const call = client.left.shift();
    client.at += costOf(client, call);
    if (call.method === 'putAll') quotaTold = Math.min(quotaTold, client.at);
    if (call.method === 'setProperties') {
      // The second time it notes what others have left, too.
      if (client.wrote > 0) for (const one of clients) if (one.left.length === 0) one.isNoted = true;
      client.wrote = ++writes;
    }
    if (call.method === 'releaseLock') holder = null;
  };
  const giveUp = (client) => {
    client.at = client.until;
    Object.assign(client, { left: [...withoutLock], isNoted: false });
  };
  const handOver = (at) => {
    while (holder === null && queue.length > 0) {
      const next = queue.shift();
      if (next.until < at) giveUp(next);
      else {
        holder = next;
        next.at = Math.max(next.at, at);
        goOn(next);
      }
    }
  };

  for (;;) {
    const ready = clients.filter((client) => client.left.length > 0 && !queue.includes(client));
    if (ready.length === 0) break;
    const client = ready.reduce((first, other) => (other.at < first.at ? other : first));
    for (const tired of queue.filter(({ until }) => until < client.at)) giveUp(tired);
    queue = queue.filter(({ until }) => until >= client.at);
    const [call] = client.left;
    if (call.method === 'tryLock') {
      client.until = client.at + call.args[1];
      queue.push(client);
    } else goOn(client);
    handOver(client.at);
  }
  return {
    waits: Math.max(...clients.map(({ begin, at }) => at - begin)),
    unnoted: clients.filter(({ isNoted }) => !isNoted).length,
  };
}
