// One firing of the calendar trigger: what it asks of Google and how long it takes.
import { setTimeout as pause } from 'node:timers/promises';

/** The sandbox writes its state down this long after a change; a firing should not have to wait for it. */
const STATE_IS_SAVED = 1_100;

/** Google tells of a change some time after it, when nobody is writing any more. */
const LATER = 'PT20S';

/**
 * Lets the trigger tell of what has changed.
 *
 * @returns {ms, listMs, cost, calls, lists, pages, changePages, reads, looks, writes, mails, error}; reads are of
 *   everything in the store, looks of one small value of it. Or null when another trigger was due as well
 */
export async function fire(sandbox, calendarId) {
  const { triggers } = JSON.parse(await sandbox.post('/sandbox/triggers', {}));
  const handler = triggers.find((trigger) => trigger.calendarId === calendarId)?.handler;
  if (handler === undefined) throw new Error(`no trigger follows ${calendarId}`);
  await pause(STATE_IS_SAVED);
  await sandbox.post('/sandbox/clock', { advance: LATER });
  await sandbox.post('/sandbox/costs', { profile: 'google' });
  const { executions } = JSON.parse(await sandbox.post('/sandbox/triggers', { run: 'due' }));
  await sandbox.post('/sandbox/costs', { profile: null });
  const [execution] = executions;
  if (executions.length !== 1 || execution.function !== handler) return null;
  return { ...measured(execution), listMs: await listsAgain(sandbox, execution) };
}

/** Lists are most of the emulator's own work. What they take is told by asking for them once more, by HTTP. */
async function listsAgain(sandbox, { as, calls }) {
  const before = performance.now();
  for (const { service, method, args } of calls) {
    if (service !== 'Calendar' || method !== 'Events.list') continue;
    const { calendarId, ...query } = Object.assign({}, ...args.filter(isObject));
    const path = `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`;
    await sandbox.get(`${path}?${new URLSearchParams(query)}`, as);
  }
  return Math.round(performance.now() - before);
}

const isObject = (value) => typeof value === 'object' && value !== null;

function measured({ calls, startedAt, endedAt, error }) {
  const cost = calls.reduce((sum, call) => sum + call.cost, 0);
  const lists = calls.filter((call) => call.service === 'Calendar' && /^Events\.(list|instances)$/.test(call.method));
  const options = lists.map(({ args }) => Object.assign({}, ...args.filter(isObject)));
  const inStores = calls.filter(({ service }) => service === 'PropertiesService');
  // The product's store is the script's; what an account notes for itself is not counted.
  const shared = inStores.filter(({ args }) => args[0] === 'script');
  const store = (verb) => (shared.length > 0 ? shared : inStores).filter(({ method }) => verb.test(method)).length;
  return {
    // The clock runs, and each call moves it on by its cost: the rest is the machine's own.
    ms: endedAt - startedAt - cost,
    cost,
    calls: tally(calls.map(({ service, method }) => `${service}.${method}`)),
    lists: options.filter(({ pageToken }) => !pageToken).length,
    pages: lists.length,
    changePages: options.filter(({ syncToken }) => syncToken).length,
    reads: store(/^getProperties$/),
    looks: store(/^getProperty$/),
    writes: store(/^(set|delete)/),
    mails: calls.filter(({ method }) => method === 'sendEmail').length,
    ...(error !== undefined && { error: error.message }),
  };
}

function tally(names) {
  const counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
