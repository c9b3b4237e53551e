import type { Instant } from '../../booking/time/time';
import { StoreBusyError, type Change, type Snapshot } from '../ports/store';
import { planOf } from './rooms';
import type { Desk, Me } from '../ports/ports';
import { BOOKING_ROOMS, type EventConference } from '../ports/records';
import { ProviderError, type Meeting } from '../ports/rooms';
import { readyProvider, serverSettingsOf } from './settings';
import { madeAt, tryLater, wished } from './room-tasks';

/** What a try came to: how the record changes. It is applied to the record as it stands by then. */
type Settled = (id: string, current: EventConference) => Change;

/**
 * Carries out what records of rooms say is still to be done at their providers, as far as this person may: with an
 * account of their own, or with the desk's secrets. What fails stays, with the reason, for a later execution.
 *
 * @param options `atOnce`: also what was to wait after a failure, since its reason is gone
 */
export function settleRooms(desk: Desk, me: Me, { atOnce = false }: { atOnce?: boolean } = {}): void {
  const until = atOnce ? Infinity : desk.now();
  if (due(desk, desk.store.seen(), me, until).length === 0) return;
  try {
    desk.rooms.alone(() => settle(desk, me, until));
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    desk.log(`rooms left for later: ${error.message}`);
  }
}

/** Whether this person could carry something out now. */
export function hasRoomWork(desk: Desk, snapshot: Snapshot, me: Me): boolean {
  return due(desk, snapshot, me, desk.now()).length > 0;
}

/** Rooms with something to be done by then that this person can do. */
function due(desk: Desk, snapshot: Snapshot, me: Me, until: Instant): [string, EventConference][] {
  const settings = serverSettingsOf(snapshot);
  return [...snapshot.all('conference')].filter(([, { wish, calendarId, provider, email }]) => {
    if (wish === null || wish.after > until) return false;
    // What an editor asked for, it asks for again; nobody else needs a room that no event shows.
    if (wish.kind === 'create' && calendarId !== BOOKING_ROOMS) return false;
    return email === me.email || !desk.rooms.provider(provider, settings).can.login;
  });
}

function settle(desk: Desk, me: Me, until: Instant): void {
  // Tries are counted before they are begun: one that dies is known to have been.
  const begun = desk.store.update((snapshot) => {
    const all = due(desk, snapshot, me, until).map(([id, c]): [string, EventConference] => [
      id,
      c.wish === null ? c : { ...c, wish: { ...c.wish, attempts: c.wish.attempts + 1 } },
    ]);
    return { changes: all.map(([id, value]): Change => ({ put: 'conference', id, value })), result: all };
  });
  const settled = new Map<string, Settled>();
  for (const [id, conference] of begun) {
    if (desk.timeLeft() <= 0) break;
    settled.set(id, attempt(desk, conference));
  }
  if (settled.size === 0) return;
  desk.store.update((snapshot) => ({
    changes: [...settled].flatMap(([id, apply]): Change[] => {
      const current = snapshot.get('conference', id);
      return current === undefined ? [] : [apply(id, current)];
    }),
    result: null,
  }));
}

function attempt(desk: Desk, conference: EventConference): Settled {
  try {
    return carryOut(desk, conference);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { provider, wish } = conference;
    desk.log(`${provider}: ${wish?.kind ?? ''} failed: ${error.trouble}: ${error.message}`);
    return (id, current) => {
      const later = current.wish === null ? null : tryLater(current.wish, desk.now(), error.message);
      return { put: 'conference', id, value: { ...current, wish: later } };
    };
  }
}

function carryOut(desk: Desk, conference: EventConference): Settled {
  const { wish, meeting } = conference;
  const provider = readyProvider(desk, desk.store.seen(), conference.provider);
  const plan = planOf(conference);
  if (wish?.kind === 'remove') {
    provider.remove(meeting, plan);
    return (id, current) => ({ put: 'conference', id, value: { ...current, wish: null } });
  }
  if (wish?.kind === 'create' || meeting === null) return created(provider.create(plan), conference);
  const told = provider.update(meeting, plan);
  return (id, current) => ({ put: 'conference', id, value: afterUpdate(conference, current, told) });
}

function created(meeting: Meeting, made: EventConference): Settled {
  return (id, current) => madeAt(id, current, { ...made, meeting });
}

/** What changed while the provider was being told is told next; a room of bookings that is gone is made anew. */
function afterUpdate(told: EventConference, current: EventConference, answer: 'done' | 'gone'): EventConference {
  if (current.state === 'ended') return current;
  if (answer === 'gone') {
    const again = current.calendarId === BOOKING_ROOMS;
    return { ...current, meeting: again ? null : current.meeting, wish: again ? wished('create') : null };
  }
  const same = (['start', 'end', 'title', 'repeats'] as const).every((key) => told[key] === current[key]);
  return { ...current, wish: same ? null : wished('update') };
}
