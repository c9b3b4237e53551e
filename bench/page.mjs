// The public page of a large desk: how many bytes doGet answers with, the first times included.
import { MEI, openDesk, stored } from './desk.mjs';
import { result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

const PEOPLE = 50;
const SERVICES = 30;

/** Copies of the desk's one person and one service, under names of their own. */
async function grow(sandbox) {
  const all = await stored(sandbox);
  const one = (kind) => {
    const [key, value] = all.find(([name, text]) => name.startsWith(`${kind}:`) && !text.includes('owner@'));
    return { id: key.slice(kind.length + 1), key, value };
  };
  const values = {};
  const copy = (kind, count, change) => {
    const { id, key, value } = one(kind);
    for (let i = 1; i < count; i++) {
      const other = id.slice(0, -3) + String(i).padStart(3, '0');
      const { v, d } = JSON.parse(value.replaceAll(id, other));
      values[key.replace(id, other)] = JSON.stringify({ v, d: { ...d, ...change(i) } });
    }
  };
  copy('staff', PEOPLE, (i) => ({ name: `Person Number ${i}`, email: MEI.replace('mei', `mei${i}`) }));
  copy('service', SERVICES, (i) => ({ name: `A lesson of the kind ${i}` }));
  await sandbox.post('/sandbox/properties', { store: 'script', values });
}

export async function run() {
  const sandbox = await startSandbox();
  try {
    await openDesk(sandbox);
    const small = await page(sandbox);
    await grow(sandbox);
    const large = await page(sandbox, { service: 'A lesson of the kind 1' });
    const started = large.start;
    if (started.services.length !== SERVICES || started.team.length !== PEOPLE || started.times.gaps.length === 0) {
      throw new Error('a void case: the page does not have everything');
    }
    return {
      title: 'The public page as doGet answers it',
      results: [
        result('a person and a service', small.bytes, 'bytes'),
        result(`${PEOPLE} people, ${SERVICES} services`, large.bytes, 'bytes', { below: 106_000 }),
        result('of these, data', large.data, 'bytes', { note: `${started.times.gaps.length} first times among them` }),
      ],
    };
  } finally {
    await sandbox.stop();
  }
}

/** What HtmlService is given, and the data in it. */
async function page(sandbox, parameter = {}) {
  const call = { as: MEI, function: 'doGet', args: [{ parameter }] };
  const { ok, result: answer, error } = JSON.parse(await sandbox.post('/sandbox/call', call));
  if (!ok) throw new Error(`doGet: ${JSON.stringify(error)}`);
  const [, data] = /<script id="start" type="application\/json">([^<]*)</.exec(answer.content);
  return { bytes: Buffer.byteLength(answer.content), data: Buffer.byteLength(data), start: JSON.parse(data) };
}
