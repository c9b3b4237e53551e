import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ExecutionKind, ExecutionRecord } from '../../sandbox/protocol';
import { loadProject, type Project } from '../../sandbox/runtime/project';
import { Runtime } from '../../sandbox/runtime/runtime';
import { World } from '../../sandbox/world/world';

export const MEI = 'mei@studio.example';
export const JAN = 'jan@studio.example';

/** A Saturday. */
export const NOW = Date.parse('2026-11-21T06:00:00Z');

export const CALENDAR_SERVICE = {
  dependencies: { enabledAdvancedServices: [{ userSymbol: 'Calendar', version: 'v3', serviceId: 'calendar' }] },
};

export const ADD_ON = {
  addOns: { common: { name: 'Demo', logoUrl: 'https://demo.example/logo.png' }, calendar: {} },
};

/** Full names of scopes. */
export const scopes = (...names: string[]) => names.map((name) => `https://www.googleapis.com/auth/${name}`);

/** Puts a project into a folder of its own. */
export function projectFolder(files: Record<string, string>, manifest: object = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'project-'));
  writeFileSync(
    join(dir, 'appsscript.json'),
    JSON.stringify({ timeZone: 'Etc/UTC', runtimeVersion: 'V8', ...manifest }),
  );
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), source);
  }
  return dir;
}

function projectOf(files: Record<string, string>, manifest: object): Project {
  const dir = projectFolder(files, manifest);
  const project = loadProject(dir);
  rmSync(dir, { recursive: true });
  return project;
}

const isProject = (source: object): source is Project => 'scripts' in source && Array.isArray(source.scripts);

/** A project with a Google of its own, in this process. Its clock does not move. */
export class Lab {
  readonly world = new World();
  readonly project: Project;
  readonly runtime: Runtime;

  /** @param source one script, files by name, or a project that is there already */
  constructor(
    source: string | Record<string, string> | Project,
    manifest: object = {},
    options: { poolSize?: number; patience?: number } = {},
  ) {
    const buildDir = resolve('build/sandbox');
    if (!existsSync(buildDir)) throw new Error('Nothing is built yet: run "npm run build", or "npm test", which does.');
    const files = typeof source === 'string' ? { 'Code.gs': source } : source;
    this.project = isProject(files) ? files : projectOf(files, manifest);
    this.world.clock.set(NOW);
    this.runtime = new Runtime({
      world: this.world,
      project: this.project,
      webAppUrl: () => 'http://localhost:8787/macros/s/sandbox/exec',
      buildDir,
      ...options,
    });
  }

  close(): Promise<void> {
    return this.runtime.close();
  }

  /** A new world at the same time; the script stays. */
  startOver(): void {
    this.world.reset();
    this.world.clock.set(NOW);
  }

  /** Runs a function as Mei. */
  run(name: string, ...args: unknown[]): Promise<ExecutionRecord> {
    return this.runAs(MEI, name, ...args);
  }

  runAs(as: string, name: string, ...args: unknown[]): Promise<ExecutionRecord> {
    return this.runtime.execute({ kind: 'call', as, function: name, args });
  }

  runKind(kind: ExecutionKind, name: string, ...args: unknown[]): Promise<ExecutionRecord> {
    return this.runtime.execute({ kind, as: MEI, function: name, args });
  }

  /** What a function returns; an error as `name: message`. */
  async value(name: string, ...args: unknown[]): Promise<unknown> {
    return outcome(await this.run(name, ...args));
  }
}

/** Opens labs for the tests of a file, and closes them at its end. */
export function useLabs<Given extends unknown[]>(newLab: (...given: Given) => Lab): (...given: Given) => Lab {
  const labs: Lab[] = [];
  afterAll(() => Promise.all(labs.map((lab) => lab.close())));
  return (...given) => {
    const lab = newLab(...given);
    labs.push(lab);
    return lab;
  };
}

/** The result of an execution, or its error as `name: message`. */
export function outcome({ ok, result, error }: ExecutionRecord): unknown {
  return ok ? result : `${error!.name}: ${error!.message}`;
}

/** The calls of an execution as `Service.method`. */
export function callsOf({ calls }: ExecutionRecord): string[] {
  return calls.map(({ service, method }) => `${service}.${method}`);
}
