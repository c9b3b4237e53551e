// Writes the tables of what is emulated into README.md, from Google's descriptions: node sandbox/tables.mjs [--check]
import { build } from 'esbuild';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { buildSandbox } from './build.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../build/sandbox', import.meta.url));
const require = createRequire(import.meta.url);

await buildSandbox();
const file = `${out}/tables.cjs`;
await build({
  entryPoints: [`${here}validate/tables.ts`],
  outfile: file,
  bundle: true,
  platform: 'node',
  external: ['esbuild', 'typescript'],
});
const { apiTable, classRows, classTable } = require(file);
const types = require.resolve('@types/google-apps-script/package.json').replace(/package\.json$/, '');
const rows = await classRows(types, here, out);
await rm(file);

const between = (text, name, content) => {
  const [begin, end] = [`<!-- ${name}: made by tables.mjs -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`README.md has no place for the table "${name}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
};

const readme = `${here}README.md`;
const standing = await readFile(readme, 'utf8');
const filled = between(between(standing, 'Calendar API', apiTable()), 'Apps Script', classTable(rows));
const options = await prettier.resolveConfig(readme);
const text = await prettier.format(filled, { ...options, parser: 'markdown' });
if (!process.argv.includes('--check')) await writeFile(readme, text);
else if (text !== standing) {
  console.error('sandbox/README.md: its tables are out of date: npm run tables');
  process.exitCode = 1;
}
