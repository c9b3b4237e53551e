// What every execution begins with: the whole script is read and run in a context in which there is nothing yet.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { result } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** As many characters of plain minified code: copies of Temporal's polyfill, each with names of its own. */
async function plainScript(length) {
  const built = await build({
    stdin: { contents: `export { Temporal } from 'temporal-polyfill';`, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'plain',
    target: 'es2019',
    supported: { bigint: true },
  });
  const { text } = built.outputFiles[0];
  return text.repeat(Math.ceil(length / text.length)).slice(0, Math.round(length / text.length) * text.length);
}

let evaluations = 0;

/** Milliseconds of the processor. V8 remembers a text that it has compiled: another text each time. */
function evaluate(text) {
  const context = vm.createContext(Object.create(null));
  const another = `${text}//${evaluations++}`;
  const before = process.cpuUsage();
  new vm.Script(another).runInContext(context);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

export async function run() {
  const script = await readFile(`${root}dist/main.js`, 'utf8');
  const plain = await plainScript(script.length);
  const least = [Infinity, Infinity];
  for (let i = 0; i < 40; i++) {
    // In turns, so that both have the machine in the same mood.
    [script, plain].forEach((text, which) => (least[which] = Math.min(least[which], evaluate(text))));
  }
  const [ours, theirs] = least;
  const perCharacter = theirs / plain.length;
  return {
    title: 'Evaluating the script in a fresh context: processor time',
    results: [
      result('our script', ours, 'ms', { note: `${script.length.toLocaleString('en-US')} characters` }),
      result('plain code', theirs, 'ms', { note: `${plain.length.toLocaleString('en-US')} characters` }),
      result('ours against plain code of the same length', ours / (perCharacter * script.length), '', { below: 1 }),
    ],
  };
}
