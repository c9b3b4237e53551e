// How the slot engine grows: a large team, and one person with more and more busy time.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { slotCase, TEAM } from './cases.mjs';
import { freshEngine } from './engine.mjs';
import { median, result, time } from './measure.mjs';

const BLOCKS = [1_000, 10_000, 100_000];

export async function run() {
  const results = await team();
  results.push(...(await growth('in 90 days', () => 90)));
  results.push(...(await growth('at 33 a day', (blocks) => blocks / 33)));
  // As Google hands them out.
  results.push(...(await growth('at 33 a day, in order', (blocks) => blocks / 33, true)));
  return { title: 'Slot engine in a bare V8 context (ES2019 script, no globals of Node)', results };
}

/**
 * Each execution of an add-on begins with nothing compiled: that first answer is what counts. In a process of its own,
 * because V8 keeps what it has learned, and what it has to clear away, from one context to the next.
 */
async function team() {
  const program = fileURLToPath(new URL('./first-answer.mjs', import.meta.url));
  const firsts = Array.from({ length: 9 }, () => Number(execFileSync(process.execPath, [program])));
  const warm = await time(freshEngine()(slotCase(TEAM)));
  const label = `${TEAM.staff} people, ${TEAM.days} days, ${TEAM.blocks} blocks each`;
  return [
    result(`${label}: first answer in a process`, median(firsts), 'ms', { below: 50 }),
    result(`${label}: warmed up`, warm, 'ms', { below: 50 }),
  ];
}

async function growth(how, daysOf, isSorted = false) {
  const points = [];
  const results = [];
  for (const blocks of BLOCKS) {
    const answer = freshEngine()(slotCase({ days: Math.ceil(daysOf(blocks)), blocks, isSorted }));
    const slots = answer().length;
    const ms = await time(answer);
    points.push({ size: blocks + slots, ms });
    const note = `${slots.toLocaleString('en-US')} starts`;
    results.push(result(`1 person, ${blocks.toLocaleString('en-US')} blocks ${how}`, ms, 'ms', { note }));
  }
  const fitted = exponent(points);
  return [...results, result(`exponent of time against blocks + starts, ${how}`, fitted, '', { below: 1.1 })];
}

/** The slope of the straight line that fits log time against log size best. */
function exponent(points) {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i] - my)));
  return covariance / mean(xs.map((x) => (x - mx) ** 2));
}
