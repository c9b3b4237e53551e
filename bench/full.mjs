// A desk whose store is as full as leaves room for a change of each booking: what a booking takes, and what Home costs there.
import { MEI, openDesk, openDeskWithBookings, stored } from './desk.mjs';
import { result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

export async function run() {
  const sandbox = await startSandbox();
  try {
    await openDesk(sandbox);
    const empty = await home(sandbox);
    const { length: bookings } = await openDeskWithBookings(sandbox, Infinity);
    const records = (await stored(sandbox)).filter(([key]) => key.startsWith('booking:'));
    const bytes = records.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    const full = await home(sandbox);
    return {
      title: `A desk with ${bookings} bookings ahead of it`,
      results: [
        result('a confirmed booking in the store', bytes / records.length, 'bytes', { below: 600 }),
        result('Home: script time, no booking', empty.ms, 'ms'),
        result('Home: script time', full.ms, 'ms'),
        result('Home: calls', full.calls, '', { below: 5 }),
        result('Home: store reads', full.reads, '', { below: 1 }),
        result('Home: store writes', full.writes, '', { below: 0 }),
      ],
    };
  } finally {
    await sandbox.stop();
  }
}

/** Opens the panel a few times: the quickest, and what it asks of Google. */
async function home(sandbox) {
  let ms = Infinity;
  let calls = [];
  for (let i = 0; i < 8; i++) {
    const record = JSON.parse(await sandbox.post('/sandbox/panel', { as: MEI, function: 'onHomepage' }));
    if (!record.ok) throw new Error(`Home: ${JSON.stringify(record.error)}`);
    calls = record.calls;
    ms = Math.min(ms, record.endedAt - record.startedAt - calls.reduce((sum, { cost }) => sum + cost, 0));
  }
  const store = (verb) => calls.filter((call) => call.service === 'PropertiesService' && verb.test(call.method)).length;
  return { ms, calls: calls.length, reads: store(/^get/), writes: store(/^(set|delete)/) };
}
