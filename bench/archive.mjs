// How many finished bookings a desk takes before it asks for an export: by filling one.
import { finishedBookings } from './finished-bookings.mjs';
import { DAY, NOW, openDesk } from './desk.mjs';
import { result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

const OWNER = 'owner@studio.example';

/** As many as are put into the store at once; what did not warn before them may warn after any of them. */
const ROUND = 150;

export async function run() {
  const sandbox = await startSandbox();
  try {
    await openDesk(sandbox);
    // The last of them ended longer ago than they stay in the store.
    const bookings = finishedBookings(NOW - 95 * DAY - 60 * 7 * DAY);
    let before = { count: 0, used: 0 };
    for (;;) {
      const some = bookings.take(ROUND);
      const values = some.map((one) => [`booking:${one.id}`, JSON.stringify({ v: 1, d: one })]);
      await sandbox.post('/sandbox/properties', { store: 'script', values: Object.fromEntries(values) });
      await execute(sandbox, 'onHourlyTick');
      const state = await gauge(sandbox);
      if (state.count !== before.count + ROUND)
        throw new Error(`${state.count} in the archive, ${before.count} before`);
      if (await isAskedFor(sandbox)) break;
      before = state;
    }
    const search = await searched(sandbox);
    return {
      title: `An archive that is filled until its owner is asked to export it: ${bookings.clients()} clients`,
      results: [
        result('finished bookings before that', before.count, '', { atLeast: 9_000 }),
        result('a booking in the archive', before.used / before.count, 'bytes'),
        result('searching all of it: script time', search.ms, 'ms'),
        result('searching all of it: calls', search.calls, ''),
      ],
    };
  } finally {
    await sandbox.stop();
  }
}

async function execute(sandbox, name, rest = { args: [{}] }) {
  const path = name === 'onHourlyTick' ? '/sandbox/call' : '/sandbox/panel';
  const record = JSON.parse(await sandbox.post(path, { as: OWNER, function: name, ...rest }));
  if (!record.ok) throw new Error(`${name}: ${JSON.stringify(record.error)}`);
  return record;
}

/** What the desk knows of the archive. */
async function gauge(sandbox) {
  const { properties } = JSON.parse(await sandbox.get('/sandbox/state'));
  return JSON.parse(properties.script[`archive:${OWNER}`]).d;
}

async function isAskedFor(sandbox) {
  const { result: card } = await execute(sandbox, 'onHomepage');
  return JSON.stringify(card).includes('The archive of finished bookings is');
}

async function searched(sandbox) {
  const parameters = { cardAction: 'searchBookings' };
  const formInputs = { search: { stringInputs: { value: ['anna meet'] } } };
  let ms = Infinity;
  let calls = 0;
  for (let i = 0; i < 5; i++) {
    const record = await execute(sandbox, 'onCardAction', { parameters, formInputs });
    calls = record.calls.length;
    ms = Math.min(ms, record.endedAt - record.startedAt - record.calls.reduce((sum, { cost }) => sum + cost, 0));
  }
  return { ms, calls };
}
