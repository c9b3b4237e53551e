// Builds the add-on into dist/: one script, the manifest, the HTML files. That folder is what clasp pushes, and what
// the sandbox runs.
import { build as esbuild } from 'esbuild';
import { EsbuildPlugin } from 'esbuild-loader';
import GasPlugin from 'gas-webpack-plugin';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import webpack from 'webpack';
import { buildSandbox } from './sandbox/build.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = `${root}dist`;

// Apps Script's parser knows no static or private class fields.
const SYNTAX = 'es2019';

/**
 * The minified script may grow to this, with room for what is planned. Reading it is the price of every execution's
 * start: code costs several times as much as texts of the same length, which are only parsed when they are used: it has
 * a limit of its own.
 */
const SCRIPT_LIMIT = 780_000;
const CODE_LIMIT = 440_000;

/** A page may grow to this: most visitors have a phone. */
const PAGE_LIMIT = 102_400;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  checkTypes(),
  buildScript(),
  buildPage('page', 'page'),
  buildPage('link', 'links/page'),
  copyManifest(),
  buildSandbox(),
]);
await checkEntryPoints();
await printSizes();

/** A missing message, a wrong placeholder or a missing entry point is a type error, and so ends the build. */
async function checkTypes() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const projects = ['tsconfig.json', 'src/web/client/tsconfig.json'];
  await Promise.all(
    projects.map(async (project) => {
      try {
        await promisify(execFile)(process.execPath, [tsc, '-p', root + project]);
      } catch (error) {
        throw new Error(`Type check of ${project} failed:\n${error.stdout}`);
      }
    }),
  );
}

/**
 * esbuild joins the sources first and leaves out what nobody uses; webpack alone would keep all of a library's unused
 * functions, which esbuild's minifier does not remove inside a function (175 kB instead of 100 kB). Then webpack with
 * gas-webpack-plugin makes the top-level functions, and esbuild minifies.
 */
async function buildScript() {
  const joined = `${root}build/addon/main.js`;
  await esbuild({
    entryPoints: [`${root}src/main.ts`],
    bundle: true,
    outfile: joined,
    format: 'esm',
    target: SYNTAX,
    charset: 'utf8',
    plugins: [textsAsText()],
  });
  const script = await readFile(joined, 'utf8');
  const id = createHash('sha256').update(script).digest('hex').slice(0, 12);
  await writeFile(joined, script.replace('%BUILD_ID%', id));
  await runWebpack(joined);
}

/**
 * Each language of the desk as one text of JSON, parsed when it is first asked for: an execution begins with reading the
 * whole script, and speaks one or two of six languages. The names of the messages are there once.
 */
function textsAsText() {
  let messages;
  const allMessages = async (path) => {
    const found = Object.entries((await importSource(path)).DESK_MESSAGES).map(([locale, texts]) => [locale, texts()]);
    const keys = Object.keys(found[0][1]);
    return { keys, ...Object.fromEntries(found.map(([locale, texts]) => [locale, keys.map((key) => texts[key])])) };
  };
  const setup = ({ onLoad, onResolve }) => {
    onLoad({ filter: /\/src\/i18n\/desk-messages\.ts$/ }, async ({ path }) => {
      messages = await allMessages(path);
      const locales = Object.keys(messages).filter((name) => name !== 'keys');
      const imports = locales.map((locale, i) => `import text${i} from 'texts:${locale}';`);
      const parts = locales.map((locale, i) => `${JSON.stringify(locale)}: parsed(text${i})`);
      const contents = `
        import keys from 'texts:keys';
        ${imports.join('')}
        const parsed = (json) => {
          let texts;
          const parse = () => {
            const values = JSON.parse(json);
            return Object.fromEntries(JSON.parse(keys).map((key, i) => [key, values[i]]));
          };
          return () => (texts = texts || parse());
        };
        export const DESK_MESSAGES = { ${parts.join(',')} };`;
      return { contents, loader: 'js' };
    });
    onResolve({ filter: /^texts:/ }, ({ path }) => ({ path: path.slice('texts:'.length), namespace: 'texts' }));
    onLoad({ filter: /./, namespace: 'texts' }, ({ path }) => ({
      contents: JSON.stringify(messages[path]),
      loader: 'text',
    }));
  };
  return { name: 'texts-as-text', setup };
}

/** @returns {Promise<void>} */
function runWebpack(entry) {
  const compiler = webpack({
    mode: 'production',
    target: ['web', 'es5'],
    devtool: false,
    context: root,
    entry,
    output: { path: dist, filename: 'main.js', environment: { arrowFunction: true, const: true } },
    resolve: { extensions: ['.ts', '.js'] },
    module: { rules: [{ test: /\.[jt]s$/, loader: 'esbuild-loader', options: { target: SYNTAX, charset: 'utf8' } }] },
    plugins: [new GasPlugin({ comment: false })],
    optimization: {
      // With the plugin's own default format the minifier drops the top-level functions.
      minimizer: [new EsbuildPlugin({ target: SYNTAX, format: undefined, charset: 'utf8' })],
    },
    performance: { hints: false },
    stats: 'errors-warnings',
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error) return reject(error);
      if (stats.hasErrors()) return reject(new Error(stats.toString('errors-only')));
      compiler.close((closing) => (closing ? reject(closing) : resolve()));
    });
  });
}

/** @returns {Promise<void>} */
async function copyManifest() {
  await writeFile(`${dist}/appsscript.json`, await readFile(`${root}appsscript.json`));
}

/** A page: its script and style inside its HTML, as HtmlService serves one file. */
async function buildPage(name, source) {
  const client = `${root}src/web/client`;
  const [script, style, html] = await Promise.all([
    bundleForBrowser(`${client}/${source}.ts`),
    bundleForBrowser(`${client}/${source}.css`),
    readFile(`${client}/page.html`, 'utf8'),
  ]);
  checkComments(script);
  const page = html
    .replace('/*STYLE*/', () => style)
    .replace('/*SCRIPT*/', () => script.replace(/<\/script/g, '<\\/script'));
  await writeFile(`${dist}/${name}.html`, page);
}

/**
 * HtmlService takes `//` and `/*` for the beginning of a comment, wherever they stand in a script
 * (https://github.com/enuchi/React-Google-Apps-Script/issues/157): the minified script may have none, not even in a text.
 */
function checkComments(script) {
  const at = script.search(/\/[/*]/);
  if (at >= 0) throw new Error(`The page's script has what HtmlService cuts off: ${script.slice(at - 40, at + 40)}`);
}

/** A page's texts in all languages, with the names of the messages once. */
function textsByPlace() {
  const setup = ({ onLoad }) => {
    onLoad({ filter: /\/src\/i18n\/(?:page|link)-messages\.ts$/ }, async ({ path }) => {
      const [[exported, catalogues]] = Object.entries(await importSource(path));
      const keys = Object.keys(catalogues.en());
      const texts = Object.entries(catalogues).map(([locale, all]) => {
        const messages = all();
        return `${JSON.stringify(locale)}: named(${JSON.stringify(keys.map((key) => messages[key]))})`;
      });
      const contents = `
        const keys = ${JSON.stringify(keys)};
        const named = (texts) => () => Object.fromEntries(keys.map((key, i) => [key, texts[i]]));
        export const ${exported} = { ${texts.join(',')} };`;
      return { contents, loader: 'js' };
    });
  };
  return { name: 'texts-by-place', setup };
}

async function bundleForBrowser(file) {
  const result = await esbuild({
    entryPoints: [file],
    plugins: [textsByPlace()],
    bundle: true,
    minify: true,
    write: false,
    target: 'es2020',
    format: 'iife',
    charset: 'utf8',
  });
  return shortNames(result.outputFiles[0].text.trim());
}

/** The names of a page's messages are there for people: a browser is content with shorter ones. */
function shortNames(script) {
  const names = new Map();
  return script.replace(/"(?:page|link)\.\w+"/g, (name) => {
    if (!names.has(name)) names.set(name, `"${names.size.toString(36)}"`);
    return names.get(name);
  });
}

/** Every function that Google calls by name has to be a top-level declaration of the script. */
async function checkEntryPoints() {
  const script = await readFile(`${dist}/main.js`, 'utf8');
  const manifest = await readFile(`${dist}/appsscript.json`, 'utf8');
  const declared = new Set([...script.matchAll(/(?:^|[;}\n])function ([A-Za-z_$][\w$]*)\(/g)].map((match) => match[1]));
  const inManifest = [...manifest.matchAll(/"(?:runFunction|onCreateFunction|createSettingsUrlFunction)":\s*"(\w+)"/g)];
  const wanted = [...inManifest.map((match) => match[1]), ...(await namesInSource()), 'doGet', 'doPost'];
  const missing = wanted.filter((name) => !declared.has(name));
  if (missing.length > 0) throw new Error(`No top-level function in dist/main.js for: ${missing.join(', ')}`);
}

/** The names that cards, triggers and google.script.run calls are typed with. */
async function namesInSource() {
  const { CARD_FUNCTION, LOGIN_FUNCTION, PAGE_FUNCTIONS, TRIGGER_FUNCTIONS } = await importSource(
    `${root}src/entry/names.ts`,
  );
  return [CARD_FUNCTION, LOGIN_FUNCTION, ...PAGE_FUNCTIONS, ...Object.values(TRIGGER_FUNCTIONS)];
}

/** What a module of the sources exports. */
async function importSource(file) {
  const result = await esbuild({ entryPoints: [file], bundle: true, write: false, format: 'esm' });
  const encoded = Buffer.from(result.outputFiles[0].text).toString('base64');
  return import(`data:text/javascript;base64,${encoded}`);
}

async function printSizes() {
  for (const file of ['main.js', 'page.html', 'link.html', 'appsscript.json']) {
    const { size } = await stat(`${dist}/${file}`);
    if (file.endsWith('.html')) checkLimit(`dist/${file}`, size, PAGE_LIMIT);
    const packed = gzipSync(await readFile(`${dist}/${file}`)).length;
    console.log(`dist/${file.padEnd(16)} ${kilobytes(size)} (${kilobytes(packed)} gzipped)`);
  }
  const parts = await partsOfScript();
  const line = parts.map(([name, size]) => `${name} ${kilobytes(size).trim()}`).join(', ');
  console.log(`dist/main.js has: ${line}`);
  const { size } = await stat(`${dist}/main.js`);
  const texts = parts.filter(([name]) => name.startsWith('texts')).reduce((sum, [, bytes]) => sum + bytes, 0);
  checkLimit('dist/main.js', size, SCRIPT_LIMIT);
  checkLimit('The code of dist/main.js', size - texts, CODE_LIMIT);
}

function checkLimit(what, size, limit) {
  if (size <= limit) return;
  throw new Error(`${what} has grown past ${kilobytes(limit)}: see what was added, or raise the limit on purpose.`);
}

/** What the script is made of, the largest part first: [name, bytes]. As minified on its own, so not to the byte. */
async function partsOfScript() {
  const { metafile } = await esbuild({
    entryPoints: [`${root}src/main.ts`],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: SYNTAX,
    charset: 'utf8',
    plugins: [textsAsText()],
  });
  const sizes = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
    const name = partOf(path);
    sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
  }
  return [...sizes].sort(([, a], [, b]) => b - a);
}

function partOf(path) {
  if (path.startsWith('texts:')) return path.replace(':', ' ');
  if (path.includes('node_modules/')) return 'libraries';
  return path.endsWith('holiday-table.ts') ? 'holidays' : path.split('/')[1];
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} kB`;
}
