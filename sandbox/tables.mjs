// Writes what is emulated, from Google's descriptions, as tables into README.md, and what is not for the guest: node sandbox/tables.mjs [--check]
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

const between = (text, name, content) => {
  const [begin, end] = [`<!-- ${name}: made by tables.mjs -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`README.md has no place for the table "${name}"`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
};

/** Writes a file, or with --check says that it is out of date. */
const keep = async (file, standing, made, parser) => {
  const options = await prettier.resolveConfig(file);
  const text = await prettier.format(made, { ...options, parser });
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if (text !== standing) {
    console.error(`${file}: out of date: npm run tables`);
    process.exitCode = 1;
  }
};

const readme = `${here}README.md`;
const standing = await readFile(readme, 'utf8');
const filled = between(between(standing, 'Calendar API', apiTable()), 'Apps Script', classTable(rows));
await keep(readme, standing, filled, 'markdown');
const members = `${here}runtime/guest/not-emulated.json`;
await keep(members, await readFile(members, 'utf8'), JSON.stringify(missingMembers(rows, types)), 'json');
