import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Pages that say where things are: their paths begin at the root or in `src`. */
const PAGES = [
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/design.md',
  ...readdirSync(join(ROOT, 'docs/decisions')).map((name) => join('docs/decisions', name)),
];

const FOLDERS = ['.ci', 'bench', 'docs', 'sandbox', 'src', 'test', 'tools'];

/** Every file and folder of the repository; what is built and downloaded is none. */
const known = [
  ...readdirSync(ROOT),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ),
];

/** The texts in backticks on a page, without its blocks of code. */
function quotesOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, quote]) => quote!);
}

/** `a/b.ts one two` names a file and what is in it; `*` is any part of a name. */
function isPath(word: string): boolean {
  return /^[\w.*-]+(\/[\w.*-]+)*\/?$/.test(word) && /\/|\.(ts|mjs|cjs|json|md|html|css|gs)$/.test(word);
}

function filesAt(path: string): string[] {
  const pattern = path.replace(/\/$/, '').replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*');
  const wanted = new RegExp(`^(src/)?${pattern}$`);
  return known.filter((one) => wanted.test(one));
}

function hasName(file: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(readFileSync(join(ROOT, file), 'utf8'));
}

/** The quotes that are paths, each as its words. */
function pathsOn(page: string): string[][] {
  return quotesOf(page)
    .map((quote) => quote.split(' '))
    .filter(([path]) => isPath(path!));
}

it('the map of the repository names paths', () => {
  expect(pathsOn('CONTRIBUTING.md').length).toBeGreaterThan(90);
  expect(pathsOn('docs/design.md').length).toBeGreaterThan(90);
});

describe.each(PAGES)('%s', (page) => {
  const quotes = pathsOn(page);

  it('names only files and folders that exist', () => {
    const missing = quotes.flatMap(([path]) => (filesAt(path!).length === 0 ? [path] : []));
    expect(missing).toEqual([]);
  });

  it('names after a file only what is in it', () => {
    const missing = quotes.flatMap(([path, ...names]) =>
      names.filter((name) => !filesAt(path!).every((file) => hasName(file, name))).map((name) => `${path!} ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
