// The product's zone arithmetic against Temporal's polyfill, doing the same: wall time → instant.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { DAY, MINUTE } from './cases.mjs';
import { cpuTime, median, result } from './measure.mjs';

const FROM = Date.UTC(2030, 2, 1);
const DAYS = 60;
const ZONES = ['Europe/Warsaw', 'America/New_York'];

/** Every quarter of an hour of 60 days as wall times: both zones change to summer time in March. */
const wallTimes = [];
for (let wall = FROM; wall < FROM + DAYS * DAY; wall += 15 * MINUTE) wallTimes.push(wall);

/** Each ends in a function (zone, wall times) → instants, and takes nothing along that it does not need for it. */
const sources = {
  'own zones': `
    import { zoneBetween } from './src/booking/time/zones';
    import { zoneOffset } from './src/platform/zone-offsets';
    globalThis.toInstants = (name, walls) => {
      const zone = zoneBetween(name, zoneOffset, walls[0], walls[walls.length - 1]);
      return walls.map((wall) => zone.instantOf(wall));
    };`,
  'temporal-polyfill': `
    import { Temporal } from 'temporal-polyfill';
    globalThis.toInstants = (name, walls) =>
      walls.map((wall) => {
        const at = new Date(wall);
        return new Temporal.PlainDateTime(
          at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(),
        ).toZonedDateTime(name).epochMilliseconds;
      });`,
};

async function bundle(contents) {
  const built = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2019',
    // Temporal's polyfill needs BigInt, which is no matter of syntax there.
    supported: { bigint: true },
  });
  return built.outputFiles[0].text;
}

let evaluations = 0;

function evaluate(text) {
  const context = vm.createContext(Object.create(null));
  // V8 remembers a text that it has compiled once: another text each time, so that the compilation counts.
  const another = `${text}//${evaluations++}`;
  const before = performance.now();
  new vm.Script(another).runInContext(context);
  return { ms: performance.now() - before, context };
}

async function measure(text) {
  const startUp = median(Array.from({ length: 15 }, () => evaluate(text).ms));
  const { context } = evaluate(text);
  const convert = vm.runInContext(
    '(walls, zones) => { const all = JSON.parse(walls); return () => JSON.parse(zones).map((z) => toInstants(z, all)); }',
    context,
  )(JSON.stringify(wallTimes), JSON.stringify(ZONES));
  return { answer: JSON.stringify(convert()), ms: cpuTime(convert), startUp, text };
}

export async function run() {
  const measured = {};
  for (const [label, source] of Object.entries(sources)) measured[label] = await measure(await bundle(source));
  const { 'own zones': own, 'temporal-polyfill': temporal } = measured;
  const note = own.answer === temporal.answer ? 'same instants' : 'THE INSTANTS DIFFER';
  const results = Object.entries(measured).flatMap(([label, { ms, startUp, text }]) => [
    result(`${label}: conversions`, ms, 'ms', { note: `${(ms / own.ms).toFixed(0)}x` }),
    result(`${label}: evaluated in a fresh context`, startUp, 'ms', { note: `${(startUp / own.startUp).toFixed(0)}x` }),
    result(`${label}: minified`, text.length, 'bytes', { note: `${gzipSync(text).length} gzipped` }),
  ]);
  const count = (wallTimes.length * ZONES.length).toLocaleString('en-US');
  return { title: `${count} wall times → instants: ${DAYS} days, ${ZONES.join(' and ')}; ${note}`, results };
}
