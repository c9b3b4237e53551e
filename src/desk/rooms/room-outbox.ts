import type { Instant } from '../../booking/time/time';
import { StoreBusyError, type RecordChange } from '../ports/store';
import { planOf } from './rooms';
import type { Desk } from '../ports/ports';
import { BOOKING_ROOMS, type Room } from '../ports/records';
import { ProviderError, type Meeting } from '../ports/rooms';
import { readyProvider, serverSettingsOf } from './settings';
import { madeAt, tryLater, newTask } from './room-tasks';
import { momentOf, type Moment } from '../ports/moment';

/** The result of a try: how the record changes. It is applied to the record as it is by then. */
type RoomUpdate = (id: string, current: Room) => RecordChange;

/**
 * Carries out what the records of rooms say still has to be done at their providers, if this person may: with their own
 * account, or with the desk's secrets. What fails stays, with the reason, for a later execution.
 *
 * @param options `atOnce`: include what should wait after a failure, since its cause is gone
 */
export function settleRooms(desk: Desk, { atOnce = false }: { atOnce?: boolean } = {}): void {
  const until = atOnce ? Infinity : desk.now();
  if (due(momentOf(desk, desk.store.seen()), until).length === 0) return;
  try {
    desk.rooms.alone(() => settle(desk, until));
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    desk.log(`rooms left for later: ${error.message}`);
  }
}

/** Whether this person could carry out anything now. */
export function hasRoomWork(at: Moment): boolean {
  return due(at, at.now).length > 0;
}

/** Rooms with something due by then that this person can do. */
function due(at: Moment, until: Instant): [string, Room][] {
  const { snapshot } = at;
  const settings = serverSettingsOf(snapshot);
  return [...snapshot.all('room')].filter(([, { task, calendarId, provider, email }]) => {
    if (task === null || task.after > until) return false;
    // The editor will request its room again; nobody else needs a room that no event shows.
    if (task.kind === 'create' && calendarId !== BOOKING_ROOMS) return false;
    return email === at.me.email || !at.abilities(provider, settings).login;
  });
}

function settle(desk: Desk, until: Instant): void {
  // Tries are counted before they start, so that one that dies is known about.
  const begun = desk.store.update((snapshot) => {
    const all = due(momentOf(desk, snapshot), until).map(([id, c]): [string, Room] => [
      id,
      c.task === null ? c : { ...c, task: { ...c.task, attempts: c.task.attempts + 1 } },
    ]);
    return { changes: all.map(([id, value]): RecordChange => ({ put: 'room', id, value })), result: all };
  }, 'all');
  const settled = new Map<string, RoomUpdate>();
  for (const [id, room] of begun) {
    if (desk.timeLeft() <= 0) break;
    settled.set(id, attempt(desk, room));
  }
  if (settled.size === 0) return;
  desk.store.update(
    (snapshot) => ({
      changes: [...settled].flatMap(([id, apply]): RecordChange[] => {
        const current = snapshot.get('room', id);
        return current === undefined ? [] : [apply(id, current)];
      }),
      result: null,
    }),
    'all',
  );
}

function attempt(desk: Desk, room: Room): RoomUpdate {
  try {
    return carryOut(desk, room);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { provider, task } = room;
    desk.log(`${provider}: ${task?.kind ?? ''} failed: ${error.trouble}: ${error.message}`);
    return (id, current) => {
      const later = current.task === null ? null : tryLater(current.task, desk.now(), error.message);
      return { put: 'room', id, value: { ...current, task: later } };
    };
  }
}

function carryOut(desk: Desk, room: Room): RoomUpdate {
  const { task, meeting } = room;
  const provider = readyProvider(desk, desk.store.seen(), room.provider);
  const plan = planOf(room);
  if (task?.kind === 'remove') {
    provider.remove(meeting, plan);
    return (id, current) => ({ put: 'room', id, value: { ...current, task: null } });
  }
  if (task?.kind === 'create' || meeting === null) return noteCreated(provider.create(plan), room);
  const told = provider.update(meeting, plan);
  return (id, current) => ({ put: 'room', id, value: afterUpdate(room, current, told) });
}

function noteCreated(meeting: Meeting, made: Room): RoomUpdate {
  return (id, current) => madeAt(id, current, { ...made, meeting });
}

/** Changes made while the provider was being called are sent next; a missing room of bookings is made again. */
function afterUpdate(told: Room, current: Room, answer: 'done' | 'gone'): Room {
  if (current.state === 'ended') return current;
  if (answer === 'gone') {
    const again = current.calendarId === BOOKING_ROOMS;
    return { ...current, meeting: again ? null : current.meeting, task: again ? newTask('create') : null };
  }
  const same = (['start', 'end', 'title', 'repeats'] as const).every((key) => told[key] === current[key]);
  return { ...current, task: same ? null : newTask('update') };
}
