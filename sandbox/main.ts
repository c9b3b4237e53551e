import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProject, ProjectError } from './runtime/project';
import { Runtime } from './runtime/runtime';
import { createApp } from './server/app';
import { resetTo } from './server/control';
import { StateError, StateFolder } from './state-folder';
import { World, type WorldState } from './world/world';

/** What the command line asks for. */
interface Options {
  port: number;
  fresh: boolean;
  project: string;
  state: string;
  strict: boolean;
  /** Nothing is kept on the disk. */
  forgetful: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      fresh: { type: 'boolean', default: false },
      project: { type: 'string', default: 'dist' },
      state: { type: 'string', default: '.sandbox' },
      strict: { type: 'boolean', default: false },
      forgetful: { type: 'boolean', default: false },
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
    forgetful: values.forgetful,
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
  const folder = options.forgetful ? null : openFolder(options);
  const kept = readKept(folder);
  if (kept === null) resetTo(world, 'studio');
  else world.load(kept);

  let address = '';
  const webAppUrl = () => `${address}/macros/s/sandbox/exec`;
  const runtime = new Runtime({ world, project, webAppUrl, buildDir: __dirname });
  const app = createApp({ world, runtime, project, hostDir: join(__dirname, 'host') });
  try {
    await app.listen({ port: options.port, host: 'localhost' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    fail(`Port ${options.port} is in use. Choose another one: npm start -- --port ${options.port + 1}`);
  }
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  address = `http://localhost:${port}`;

  const save = folder?.keep(world) ?? (() => undefined);
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

function openFolder({ state, fresh }: Options): StateFolder {
  try {
    const folder = new StateFolder(state);
    if (fresh) folder.clear();
    return folder;
  } catch (error) {
    if (error instanceof StateError) fail(error.message);
    throw error;
  }
}

function readKept(folder: StateFolder | null): WorldState | null {
  try {
    return folder?.read() ?? null;
  } catch (error) {
    if (error instanceof StateError) fail(error.message);
    throw error;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
