import { basename } from 'node:path';
import type { ClockReading, ExecutionRecord, ProjectInfo, WorldStatus } from '../../protocol';
import type { Project } from '../../runtime/project';
import type { Runtime } from '../../runtime/runtime';
import type { World } from '../../world/world';
import { isObject } from '../input';
import { fixtureOf, type readCall, type readClock } from './bodies';

/** Puts the world back to the beginning of a fixture. Throws BadRequest for a name that is none. */
export function resetTo(world: World, name: string): void {
  const fill = fixtureOf(name);
  world.reset();
  fill(world);
}

/** Sets, moves and starts the clock, in this order; what becomes due happens. */
export function setClock(world: World, { now, advance, runs }: ReturnType<typeof readClock>): ClockReading {
  if (now !== undefined) world.clock.set(now);
  if (advance !== undefined) world.clock.advance(advance);
  if (runs) world.clock.run();
  world.locks.expire();
  world.calendar.settle();
  world.changed('clock');
  return { now: world.clock.now(), running: world.clock.running };
}

/**
 * If one of this user's triggers names the function, it runs as that trigger runs it: what the caller says about the
 * event is added to what Google says. Any other function runs as from the editor, with its user at the keyboard.
 */
export function callAs(
  world: World,
  runtime: Runtime,
  { as, name, args }: ReturnType<typeof readCall>,
): Promise<ExecutionRecord> {
  const [event] = args;
  const said = isObject(event) ? event : {};
  const own = world.triggers.of(as).filter(({ handler }) => handler === name);
  const trigger = own.find(({ calendarId }) => calendarId === said.calendarId) ?? own[0];
  if (trigger === undefined) return runtime.execute({ kind: 'call', as, function: name, args });
  // A message about no calendar is one that a test makes up on purpose.
  return runtime.runTrigger(trigger, { calendarId: undefined, ...said });
}

/** The execution that holds a lock because a test wants it held. */
const ELSEWHERE = 'an execution elsewhere';

/** Takes a lock for an execution elsewhere, or releases it; answers whether that execution holds it now. */
export async function holdLock(world: World, name: string, held: boolean): Promise<boolean> {
  if (held) return world.locks.acquire(name, ELSEWHERE, 0);
  world.locks.release(name, ELSEWHERE);
  return false;
}

/** Everything but the executions, which are many and have a list of their own. */
export function stateOf(world: World) {
  const { executions: _, ...state } = world.save();
  const { clock, deployer, properties } = world;
  return {
    ...state,
    now: clock.now(),
    running: clock.running,
    users: world.calendar.users(),
    deployer,
    propertyUse: properties.use,
  };
}

/** What the host page shows besides calendars. */
export function statusOf(world: World): WorldStatus {
  const now = world.clock.now();
  return {
    now,
    running: world.clock.running,
    users: world.calendar.users(),
    deployer: world.deployer,
    problems: world.problems,
    dueTriggers: world.triggers.all().filter(({ due }) => due !== null && due <= now).length,
    counts: {
      mail: world.mailbox.all().length,
      executions: world.executions.length,
      failed: world.executions.filter(({ ok }) => !ok).length,
    },
  };
}

/** What the host page shows of the project. */
export function projectOf({ dir, manifest: { addOn, webapp } }: Project): ProjectInfo {
  return { name: addOn?.name ?? basename(dir), addOn, hasWebApp: webapp !== null };
}
