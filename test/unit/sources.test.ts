import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The prefixes of citations that docs/sources.md explains. */
const prefixes = [...readFileSync(join(ROOT, 'docs/sources.md'), 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(
  ([, prefix]) => prefix!,
);

/** The texts of a file's comments, each on one line and without what is quoted as code. */
function commentsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found = source.match(/\/\*\*?.*?\*\/|^\s*\/\/[^\n]*(?:\n\s*\/\/[^\n]*)*|\s\/\/\s[^\n]*/gms) ?? [];
  return found.map((text) => text.replace(/\n\s*(\*|\/\/)\s?/g, ' ').replace(/`[^`]*`/g, ''));
}

/** The texts in square brackets in a file's comments, except those of Markdown links. */
function citationsOf(file: string): string[] {
  return commentsOf(file).flatMap((text) => [...text.matchAll(/\[([^[\]]+)\](?!\()/g)].map(([, cited]) => cited!));
}

const files = ['src', 'sandbox'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

describe('the sources of platform facts', () => {
  it('are cited by addresses that docs/sources.md explains', () => {
    const unknown = files.flatMap((file) =>
      citationsOf(file)
        .filter((cited) => !prefixes.some((prefix) => cited.startsWith(prefix)))
        .map((cited) => `${file}: [${cited}]`),
    );
    expect(unknown).toEqual([]);
  });

  it('are found in the comments of the code', () => {
    const cited = files.flatMap(citationsOf);
    expect(cited.length).toBeGreaterThan(40);
    expect(prefixes.filter((prefix) => !cited.some((one) => one.startsWith(prefix)))).toEqual([]);
  });
});
