// Writes what is emulated, from Google's descriptions, as tables into docs/, and what is not for the guest: node
// sandbox/tables.mjs [--check]
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
const { apiTable, classRows, classTable, missingMembers } = require(file);
const types = require.resolve('@types/google-apps-script/package.json').replace(/package\.json$/, '');
const rows = await classRows(types, here, out);
await rm(file);

/** Writes a file, or with --check says that it is out of date. */
const keep = async (file, made, parser) => {
  const options = await prettier.resolveConfig(file);
  const text = await prettier.format(made, { ...options, parser });
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if (text !== (await readFile(file, 'utf8'))) {
    console.error(`${file}: out of date: npm run tables`);
    process.exitCode = 1;
  }
};

/** Puts a table between its two comments in a page. */
const fill = async (page, name, table) => {
  const file = `${here}docs/${page}`;
  const text = await readFile(file, 'utf8');
  const [begin, end] = [`<!-- ${name}: made by tables.mjs -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`${page} has no place for the table "${name}"`);
  await keep(file, `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`, 'markdown');
};

await fill('calendar-api.md', 'Calendar API', apiTable());
await fill('apps-script.md', 'Apps Script', classTable(rows));
await keep(`${here}runtime/guest/core/not-emulated.json`, JSON.stringify(missingMembers(rows, types)), 'json');
