import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ABSENT } from '../runtime/guest/core/absent';
import { loadProject } from '../runtime/project';
import { Runtime } from '../runtime/runtime';
import { World } from '../world/world';
import { classesOf } from './emulated-table';

export { coverageTable as apiTable } from '../calendar/coverage';

/** The namespaces of Apps Script that the sandbox has something of, by the files of `@types/google-apps-script`. */
const NAMESPACES = [
  'base',
  'cache',
  'calendar',
  'card-service',
  'conference-data',
  'content',
  'gmail',
  'html',
  'lock',
  'mail',
  'properties',
  'script',
  'url-fetch',
  'utilities',
  'xml-service',
];

/** Dialogs of editors, files of Drive, messages of Gmail, JavaScript's own, and what is only passed in. */
const ELSEWHERE =
  /^base\/(Browser|Button|ButtonSet|ColorType|Date|DateConstructor|Menu|MimeType|PromptResponse|RgbColor|Ui)$|^gmail\/Gmail(?!App$)|Parameters$/;

const MANIFEST = {
  timeZone: 'Etc/UTC',
  runtimeVersion: 'V8',
  webapp: { executeAs: 'USER_DEPLOYING', access: 'ANYONE_ANONYMOUS' },
};

export interface ClassRow {
  namespace: string;
  name: string;
  emulated: string[];
  missing: string[];
  /** What is missing and deprecated. */
  formerly: string[];
}

/**
 * Which class members of `@types/google-apps-script` are emulated: asked of the objects that a script gets.
 *
 * @param typesDir folder of the declarations
 * @param buildDir folder of the built sandbox
 */
export async function classRows(typesDir: string, sourceDir: string, buildDir: string): Promise<ClassRow[]> {
  const namespaces = NAMESPACES.map((namespace) => ({
    namespace,
    text: readFileSync(join(typesDir, `google-apps-script.${namespace}.d.ts`), 'utf8'),
  }));
  const wanted = namespaces.flatMap(({ namespace, text }) => {
    const whole = classesOf(text, true);
    return [...classesOf(text)]
      .map(([name, members]) => ({ namespace, name, members, all: whole.get(name) ?? [], key: `${namespace}/${name}` }))
      .filter(({ key, members }) => members.length > 0 && !ELSEWHERE.test(key));
  });
  const has = await emulated(Object.fromEntries(wanted.map(({ key, all }) => [key, all])), sourceDir, buildDir);
  return wanted.map(({ namespace, name, members, all, key }) => {
    const there = has[key] ?? [];
    const missing = all.filter((member) => !there.includes(member));
    return {
      namespace,
      name,
      emulated: members.filter((member) => there.includes(member)),
      missing: missing.filter((member) => members.includes(member)),
      formerly: missing.filter((member) => !members.includes(member)),
    };
  });
}

/** What the guest throws for: what is missing of the classes that are there, and all of the services that are not. */
export function missingMembers(rows: readonly ClassRow[], typesDir: string): Record<string, string> {
  const found = new Map<string, readonly string[]>();
  for (const { name, emulated: has, missing, formerly } of rows) {
    if (has.length > 0) found.set(name, [...(found.get(name) ?? []), ...missing, ...formerly]);
  }
  for (const file of readdirSync(typesDir).filter((one) => /^google-apps-script\..*\.d\.ts$/.test(one))) {
    const classes = classesOf(readFileSync(join(typesDir, file), 'utf8'), true);
    for (const name of ABSENT) found.set(name, [...(found.get(name) ?? []), ...(classes.get(name) ?? [])]);
  }
  return Object.fromEntries(
    [...found].flatMap(([name, members]) =>
      members.length === 0 ? [] : [[name, [...new Set(members)].sort().join(' ')]],
    ),
  );
}

async function emulated(classes: object, sourceDir: string, buildDir: string): Promise<Record<string, string[]>> {
  const dir = mkdtempSync(join(tmpdir(), 'classes-'));
  writeFileSync(join(dir, 'appsscript.json'), JSON.stringify(MANIFEST));
  copyFileSync(join(sourceDir, 'validate/every-class.gs'), join(dir, 'Code.gs'));
  const world = new World();
  world.fetches.rules = [{ url: 'https://answers.example/', body: '' }];
  const runtime = new Runtime({ world, project: loadProject(dir), webAppUrl: () => 'http://localhost/', buildDir });
  rmSync(dir, { recursive: true });
  const record = await runtime.execute({
    kind: 'call',
    as: 'x@studio.example',
    function: 'emulatedMembers',
    args: [classes],
  });
  await runtime.close();
  if (!record.ok) throw new Error(record.error?.stack ?? 'no answer');
  return record.result as Record<string, string[]>;
}

/** The rows as Markdown: what is missing is named, what is there is counted. */
export function classTable(rows: readonly ClassRow[]): string {
  const lines = rows.map(({ namespace, name, emulated: has, missing }) => {
    const count = `${has.length} of ${has.length + missing.length}`;
    const shown = has.length === 0 ? 'all' : missing.map((member) => `\`${member}\``).join(', ');
    return `| ${namespace} | ${name} | ${count} | ${shown} |`;
  });
  return ['| Namespace | Class | Emulated | Not emulated |', '| --- | --- | --- | --- |', ...lines].join('\n');
}
