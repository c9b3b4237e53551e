import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readManifest, type Manifest } from './manifest';
import { ProjectError } from './project-error';
import { checkSyntax } from './syntax';

export { ProjectError } from './project-error';

/** A folder with an Apps Script project in it, read. */
export interface Project {
  dir: string;
  manifest: Manifest;
  /** Script files in the order in which Apps Script would load them: by name. */
  scripts: { name: string; source: string }[];
  /** HTML files by name without extension. */
  html: Record<string, string>;
}

/** Reads a project folder as clasp would push it. Throws ProjectError. */
export function loadProject(dir: string): Project {
  const manifestFile = join(dir, 'appsscript.json');
  if (!existsSync(manifestFile)) throw new ProjectError(`${dir} has no appsscript.json: it is no Apps Script project.`);
  const files = filesIn(dir);
  const names = files.filter((file) => /\.(js|gs)$/.test(file));
  if (names.length === 0) throw new ProjectError(`${dir} has no .js or .gs file.`);
  const twice = names.find((name) => name.endsWith('.js') && names.includes(name.replace(/js$/, 'gs')));
  if (twice !== undefined) {
    // In Apps Script both would have the same name; clasp refuses to push them.
    throw new ProjectError(`Conflicting files found: ${twice} and ${twice.replace(/js$/, 'gs')}`);
  }
  const scripts = names.map((name) => ({ name, source: readFileSync(join(dir, name), 'utf8') }));
  for (const { name, source } of scripts) checkSyntax(name, source);
  return {
    dir,
    manifest: readManifest(readFileSync(manifestFile, 'utf8')),
    scripts,
    html: Object.fromEntries(
      files
        .filter((file) => file.endsWith('.html'))
        .map((name) => [name.replace(/\.html$/, ''), readFileSync(join(dir, name), 'utf8')]),
    ),
  };
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replace(/\\/g, '/'))
    .sort();
}
