// What a firing of the calendar trigger costs, by how much has changed: the product and the way of Google's guide.
import { fileURLToPath } from 'node:url';
import { CHANGES } from './changes.mjs';
import { MEI, settle } from './desk.mjs';
import { fire } from './firing.mjs';
import { median, result } from './measure.mjs';
import { startSandbox } from './sandbox-process.mjs';

const SIZES = [1, 10, 100, 1_000, 2_500];

/** Calls are the same each time; the time is judged where most has changed. */
const runsOf = (size, name) => (name === 'product' && size === SIZES.at(-1) ? 3 : 1);

const CONTENDERS = [
  { name: 'product', project: undefined },
  { name: 'quickstart', project: fileURLToPath(new URL('./quickstart', import.meta.url)) },
];

export async function run() {
  const measured = [];
  for (const { name, project } of CONTENDERS) {
    const sandbox = await startSandbox(project);
    try {
      for (const change of CHANGES) measured.push(...(await sizes(sandbox, name, change)));
    } finally {
      await sandbox.stop();
    }
  }
  const results = CHANGES.flatMap((change) => {
    const rows = measured.filter((row) => row.what === change.what);
    return [...rows.map(shown), ...judged(rows, change)];
  });
  return { title: 'A firing of the calendar trigger: script time, service calls, cost at Google', results };
}

/** Every size that fits; and where the largest does not, as many as do. */
async function sizes(sandbox, name, change) {
  const begin = () => change.begin(sandbox, name, SIZES.at(-1));
  let world = await begin();
  // The first firing in a world warms up.
  await firing(sandbox, world, 1);
  const fitting = SIZES.filter((size) => size <= world.size);
  const rows = [];
  for (const size of fitting.length < SIZES.length ? [...fitting, world.size] : fitting) {
    const firings = [];
    while (firings.length < runsOf(size, name)) {
      if (change.beginsAnew) world = await begin();
      firings.push(await firing(sandbox, world, size));
    }
    rows.push({ what: change.what, name, size, ...firings.at(-1), ms: median(firings.map(({ ms }) => ms)) });
  }
  return rows;
}

/** Another trigger that is due at the same moment does the same work: then it is done again. */
async function firing(sandbox, world, size) {
  for (let tries = 0; tries < 3; tries++) {
    await world.change(size);
    const measured = await fire(sandbox, MEI);
    if (measured !== null) await world.check?.(size);
    await settle(sandbox);
    if (measured !== null) return measured;
  }
  throw new Error('other triggers are due all the time');
}

function shown({ what, name, size, ms, listMs, cost, calls, lists, pages, reads, looks, writes, mails, error }) {
  const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const note = [
    `its lists by HTTP ${listMs} ms`,
    `${(cost / 1_000).toFixed(2)} s at Google`,
    `${many(lists, 'list')} in ${many(pages, 'page')}`,
    `${many(reads, 'read')}, ${looks} small`,
    many(writes, 'write'),
    many(mails, 'mail'),
    ...(error === undefined ? [] : [`ended with: ${error}`]),
  ].join(', ');
  const label = `${what}, ${size.toLocaleString('en-US')}: ${name}`;
  return { ...result(label, ms, 'ms', { note }), listMs, cost, calls, lists, pages, reads, looks, writes, mails };
}

/** What should hold of the product for any number of changes. */
function judged(rows, { what, moreLists }) {
  const ours = rows.filter(({ name }) => name === 'product');
  const most = (of) => Math.max(...ours.map(of));
  const target = (label, of, below) => result(`${what}, any number: ${label}`, most(of), '', { below });
  // The first are claimed with what they tell of; each further write notes ten, and claims the next.
  const notes = ({ mails }) => Math.ceil(mails / 10);
  return [
    target('pages of changes', (row) => row.changePages, 1),
    target('lists in all', (row) => row.lists, 1 + moreLists),
    target('store reads of everything', (row) => row.reads, 1),
    target('small store reads, but one for ten mails', (row) => row.looks - notes(row), 1),
    target('store writes, but one for ten mails', (row) => row.writes - notes(row), 1),
  ];
}
