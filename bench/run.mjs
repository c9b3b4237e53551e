// npm run bench [-- --json] [-- --only slots|scale|sync|sandbox|zones|cold|page|full|store|archive|requests]; bench/README.md says more.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printPart } from './print.mjs';

// Some of the references reckon in the machine's zone; servers stand in UTC.
process.env.TZ = 'UTC';

const parts = {
  slots: () => import('./slots.mjs'),
  scale: () => import('./scale.mjs'),
  sync: () => import('./sync.mjs'),
  sandbox: () => import('./sandbox.mjs'),
  zones: () => import('./zones.mjs'),
  cold: () => import('./cold.mjs'),
  page: () => import('./page.mjs'),
  full: () => import('./full.mjs'),
  store: () => import('./store.mjs'),
  archive: () => import('./archive.mjs'),
  requests: () => import('./requests.mjs'),
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const names = Object.keys(parts);
if (values.only !== undefined && !names.includes(values.only)) {
  console.error(`--only: one of ${names.join(', ')} is expected`);
  process.exit(1);
}

/** Each part in a process of its own: none inherits another's heap. */
function inOwnProcess(name) {
  const program = fileURLToPath(import.meta.url);
  const answer = execFileSync(process.execPath, [program, '--json', '--only', name], { maxBuffer: 1e8 });
  return JSON.parse(answer).parts[name];
}

// What else the machine was doing is part of the numbers.
const report = {
  node: process.version,
  at: new Date().toISOString(),
  cpus: cpus().length,
  load: loadavg()[0],
  parts: {},
};
if (!values.json) console.log(`Node ${report.node}, ${report.cpus} CPUs, load ${report.load.toFixed(1)} at the start`);
for (const name of values.only === undefined ? names : [values.only]) {
  const part = values.only === undefined ? inOwnProcess(name) : await (await parts[name]()).run();
  report.parts[name] = part;
  if (!values.json) printPart(part);
}
if (values.json) console.log(JSON.stringify(report, null, 2));

const missed = Object.entries(report.parts).flatMap(([name, { results }]) =>
  results
    .filter(({ passes, error }) => passes === false || error !== undefined)
    .map(({ label }) => `${name}: ${label}`),
);
if (missed.length > 0) {
  console.error(`\n${missed.length} missed:\n  ${missed.join('\n  ')}`);
  process.exitCode = 1;
}
