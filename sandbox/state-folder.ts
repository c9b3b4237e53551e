import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World, WorldState } from './world/world';

/** A state folder that cannot be used, in words for who started the sandbox. */
export class StateError extends Error {
  override name = 'StateError';
}

const STATE_VERSION = 2;

/** Where the world is kept between two runs. One sandbox at a time has it: two would write over one another's world. */
export class StateFolder {
  private readonly file: string;
  private readonly lock: string;
  private timer: NodeJS.Timeout | null = null;

  /** Takes the folder. Throws StateError where another sandbox has it. */
  constructor(private readonly dir: string) {
    this.file = join(dir, 'state.json');
    this.lock = join(dir, 'lock');
    mkdirSync(dir, { recursive: true });
    const holder = this.holder();
    if (holder !== null) {
      throw new StateError(
        `Another sandbox (process ${holder}) keeps its state in ${dir}. Choose another folder: npm start -- --state DIR`,
      );
    }
    // The sandbox that had it ended without giving it back.
    rmSync(this.lock, { force: true });
    writeFileSync(this.lock, String(process.pid), { flag: 'wx' });
    process.once('exit', () => rmSync(this.lock, { force: true }));
  }

  /** Forgets what was kept. */
  clear(): void {
    rmSync(this.file, { force: true });
  }

  /** The world as it was kept; null where there is none. Throws StateError for what cannot be read. */
  read(): WorldState | null {
    if (!existsSync(this.file)) return null;
    try {
      // Written by this class; another version's is refused by its number.
      const { version, world } = JSON.parse(readFileSync(this.file, 'utf8')) as { version: number; world: WorldState };
      if (version === STATE_VERSION) return world;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw new StateError(`${this.file} cannot be read. Start over with: npm start -- --fresh`);
  }

  /** Writes the world down a moment after it has changed, whole or not at all. @returns saves at once */
  keep(world: World): () => void {
    const save = () => {
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
      mkdirSync(this.dir, { recursive: true });
      writeFileSync(`${this.file}.new`, JSON.stringify({ version: STATE_VERSION, world: world.save() }));
      renameSync(`${this.file}.new`, this.file);
    };
    world.onChange(() => {
      this.timer ??= setTimeout(save, 1_000).unref();
    });
    return save;
  }

  /** The process that has the folder; null where none lives. */
  private holder(): number | null {
    if (!existsSync(this.lock)) return null;
    const pid = Number(readFileSync(this.lock, 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null;
    try {
      process.kill(pid, 0);
      return pid;
    } catch (error) {
      // EPERM: it lives, and is somebody else's.
      return error instanceof Error && 'code' in error && error.code === 'EPERM' ? pid : null;
    }
  }
}
