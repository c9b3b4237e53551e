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
  const seconds = (begins, how) => slowest(how, begins);
  const evenly = (gap, many) => Array.from({ length: many }, (_, i) => i * gap);
  const known = { calls: usual.calls, crowded: crowded.calls };
  const asking = { calls: first.calls, crowded: crowded.calls, asks: true };
  const alone = seconds([0], known).waits;
  const minute = seconds(evenly(1_000, 60), known);
  const atOnce = seconds(evenly(0, 30), known);
  const atFirst = seconds(evenly(0, 30), asking);
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
      result('30 at once: the slowest waits', atOnce.waits / 1_000, 's', {
        below: 7,
        note: `its e-mails sent; ${atOnce.left} left to be noted by whoever writes next`,
      }),
      result('30 at once, the first ones in hours: the slowest waits', atFirst.waits / 1_000, 's', {
        below: 7,
        note: `its e-mails sent; ${atFirst.left} left to be noted by whoever writes next`,
      }),
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

const isLock = ({ service, method }) => service === 'LockService' && /Lock$/.test(method) && method !== 'releaseLock';
const isRelease = ({ method }) => method === 'releaseLock';

/**
 * How long the slowest waits of those who begin at these times, milliseconds, and how many leave their e-mails to be
 * noted by another. Each goes through the calls one by one. Who asks for a lock that another has gets it when all who
 * asked before have had it, or goes on without it when the time has passed for which the call says that it waits: then
 * the calls of a crowded request follow. Whoever notes e-mails after others have written reads everything once more,
 * and asks the cache what others have left to note.
 *
 * @param how.asks whether these calls ask Google how many e-mails can be sent: only those do who come to it before one
 *   of them has told the others, whom asking the cache once more costs as much as the first time
 */
function slowest({ calls, crowded, asks = false }, begins) {
  const costOf = (service, method) => calls.find((one) => one.service === service && one.method === method).cost;
  const [readAll, cache] = [costOf('PropertiesService', 'getProperties'), costOf('CacheService', 'getAll')];
  const clients = begins.map((begin) => ({ begin, at: begin, next: 0, calls, since: 0, isLeft: false }));
  const isDone = (client) => client.next >= client.calls.length;
  let holder = null;
  let waiting = [];
  let writes = 0;
  let quotaKnownAt = Infinity;
  const goOn = (client, cost) => Object.assign(client, { at: client.at + cost, next: client.next + 1 });
  const giveUp = (client, limit) => {
    const own = crowded.slice(crowded.findIndex((call, i) => isLock(call) && i > crowded.findIndex(isLock)) + 1);
    Object.assign(client, { at: client.at + limit, calls: own, next: 0, isLeft: true, limit: undefined });
  };
  const take = (client, at) => {
    holder = client;
    Object.assign(client, { at: Math.max(client.at, at), limit: undefined });
    goOn(client, client.calls[client.next].cost);
  };
  for (;;) {
    const ready = clients.filter((client) => !isDone(client) && !waiting.includes(client));
    if (ready.length === 0) break;
    const client = ready.reduce((first, other) => (other.at < first.at ? other : first));
    // Who has waited long enough by now goes on without the lock.
    const tired = waiting.find((one) => one.at + one.limit <= client.at);
    if (tired !== undefined) {
      waiting = waiting.filter((one) => one !== tired);
      giveUp(tired, tired.limit);
      continue;
    }
    const call = client.calls[client.next];
    if (isLock(call)) {
      client.limit = call.args[1];
      if (holder === null) take(client, client.at);
      else waiting.push(client);
      continue;
    }
    let { cost } = call;
    const isAsking = asks && call.service === 'MailApp' && call.method === 'getRemainingDailyQuota';
    if (isAsking && client.at - client.begin > 1_000) cost = cache + (quotaKnownAt <= client.at ? 0 : cost);
    if (call.method === 'putAll') quotaKnownAt = Math.min(quotaKnownAt, client.at + cost);
    if (call.method === 'getProperty' && client.since !== writes) cost += readAll;
    if (call.method === 'setProperties') client.since = ++writes;
    const isLastMail =
      call.method === 'sendEmail' && !client.calls.slice(client.next + 1).some(({ method }) => method === 'sendEmail');
    if (isLastMail && client.since !== writes) cost += cache;
    if (
      call.method === 'setProperties' &&
      client.calls.slice(0, client.next).some(({ method }) => method === 'sendEmail')
    )
      for (const one of clients) if (isDone(one)) one.isLeft = false;
    goOn(client, cost);
    if (isRelease(call)) {
      holder = null;
      const [first, ...others] = waiting;
      waiting = others;
      if (first !== undefined) {
        if (first.at + first.limit < client.at) giveUp(first, first.limit);
        else take(first, client.at);
        // Nobody has it: the next one who waits does.
        while (holder === null && waiting.length > 0) {
          const [next, ...rest] = waiting;
          waiting = rest;
          if (next.at + next.limit < client.at) giveUp(next, next.limit);
          else take(next, client.at);
        }
      }
    }
  }
  if (!clients.every(isDone)) throw new Error('a lock is never released');
  return {
    waits: Math.max(...clients.map(({ begin, at }) => at - begin)),
    left: clients.filter(({ isLeft }) => isLeft).length,
  };
}
