import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProject, ProjectError } from './runtime/project';
import { Runtime } from './runtime/runtime';
import { createApp } from './server/app';
import { resetTo } from './server/control';
import { World, type WorldState } from './world/world';

/** What the command line asks for. */
interface Options {
  port: number;
  fresh: boolean;
  project: string;
  state: string;
  strict: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      fresh: { type: 'boolean', default: false },
      project: { type: 'string', default: 'dist' },
      state: { type: 'string', default: '.sandbox' },
      strict: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`--port: a number from 0 to 65535 is expected`);
  return {
    port,
    fresh: values.fresh,
    project: resolve(values.project),
    state: resolve(values.state),
    strict: values.strict,
  };
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions();
  const project = readProject(options.project);
  const world = new World();
  world.isStrict = options.strict;
  world.switches.refuseUndefined = options.strict;
  const stateFile = join(options.state, 'state.json');
  if (options.fresh) rmSync(options.state, { recursive: true, force: true });
  if (existsSync(stateFile)) world.load(readState(stateFile));
  else resetTo(world, 'studio');

  let address = '';
  const webAppUrl = () => `${address}/macros/s/sandbox/exec`;
  const runtime = new Runtime({ world, project, webAppUrl, buildDir: __dirname });
  const app = createApp({ world, runtime, project, hostDir: join(__dirname, 'host') });
  try {
    await app.listen({ port: options.port, host: 'localhost' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    fail(`Port ${String(options.port)} is in use. Choose another one: npm start -- --port ${String(options.port + 1)}`);
  }
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  address = `http://localhost:${String(port)}`;

  const save = keepState(world, options.state, stateFile);
  const end = async () => {
    save();
    await app.close();
    await runtime.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());

  console.log(`Calendar and side panel   ${address}/`);
  console.log(`Public page               ${webAppUrl()}`);
  console.log(`Calendar API              ${address}/calendar/v3/`);
  console.log(`ready: ${address}`);
}

function readProject(dir: string) {
  try {
    return loadProject(dir);
  } catch (error) {
    if (error instanceof ProjectError) fail(error.message);
    throw error;
  }
}

function readState(file: string): WorldState {
  try {
    // Written by keepState of this program; another version's is refused by its number.
    const { version, world } = JSON.parse(readFileSync(file, 'utf8')) as { version: number; world: WorldState };
    if (version === STATE_VERSION) return world;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return fail(`${file} cannot be read. Begin anew with: npm start -- --fresh`);
}

const STATE_VERSION = 1;

/** Writes the world down a moment after it has changed, whole or not at all. @returns saves at once */
function keepState(world: World, dir: string, file: string): () => void {
  let timer: NodeJS.Timeout | null = null;
  const save = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    mkdirSync(dir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ version: STATE_VERSION, world: world.save() }));
    renameSync(`${file}.new`, file);
  };
  world.onChange(() => {
    timer ??= setTimeout(save, 1_000).unref();
  });
  return save;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
