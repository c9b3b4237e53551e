import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateError, StateFolder } from '../../sandbox/state-folder';
import { World } from '../../sandbox/world/world';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'state-'))));
afterEach(() => rmSync(dir, { recursive: true }));

it('keeps a world, and gives it back', () => {
  const world = new World();
  world.ensureUser('mei@studio.example');
  new StateFolder(dir).keep(world)();
  expect(new StateFolder(dir).read()?.calendar.users).toMatchObject([{ email: 'mei@studio.example' }]);
});

it('is refused while another sandbox has it, which is named', () => {
  writeFileSync(join(dir, 'lock'), String(process.ppid));
  expect(() => new StateFolder(dir)).toThrow(StateError);
  expect(() => new StateFolder(dir)).toThrow(
    `Another sandbox (process ${process.ppid}) keeps its state in ${dir}. Choose another folder: npm start -- --state DIR`,
  );
});

it('is free again when the sandbox that had it has died', () => {
  writeFileSync(join(dir, 'lock'), '4194305');
  expect(new StateFolder(dir).read()).toBeNull();
});

it('is refused if its world cannot be read, and can be started over', () => {
  writeFileSync(join(dir, 'state.json'), '{');
  const folder = new StateFolder(dir);
  expect(() => folder.read()).toThrow('cannot be read');
  folder.clear();
  expect([folder.read(), existsSync(join(dir, 'state.json'))]).toEqual([null, false]);
});
