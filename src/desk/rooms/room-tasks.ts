import { HOUR, MINUTE, type Instant } from '../../booking/time/time';
import type { RecordChange } from '../ports/store';
import type { Room, RoomTask } from '../ports/records';

/** After a failure the next try waits, longer each time. */
const FIRST_WAIT = 2 * MINUTE;
const LONGEST_WAIT = 6 * HOUR;

/** How often a failing task is tried before it is given up: for two days and more. */
const MOST_ATTEMPTS = 16;

/** Something that now has to be done at a provider. */
export function newTask(kind: RoomTask['kind']): RoomTask {
  return { kind, attempts: 0, after: 0, error: null };
}

/** The task after a failed try; `null` once it is given up. */
export function tryLater(task: RoomTask, now: Instant, error: string): RoomTask | null {
  if (task.attempts >= MOST_ATTEMPTS) return null;
  const wait = Math.min(FIRST_WAIT * 2 ** Math.max(0, task.attempts - 1), LONGEST_WAIT);
  return { ...task, after: now + wait, error };
}

/** The record once its room exists; a room that was given up meanwhile is removed again. */
export function madeAt(id: string, current: Room, made: Room): RecordChange {
  const { meeting, uri } = made;
  const task = current.state === 'ended' && current.task === null ? newTask('remove') : current.task;
  const isDone = current.task?.kind === 'create';
  return { put: 'room', id, value: { ...current, meeting, uri, task: isDone ? null : task } };
}
