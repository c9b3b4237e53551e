import { holdHasRunOut, isLive } from '../booking/booking';
import { transition } from '../booking/transition';
import type { Change, Snapshot } from '../store/store';
import { archiveFinished, type Archive } from './archive';
import { conferencesToForget } from './conference';
import { endAbandonedDrafts } from './conference-drafts';
import { settleRooms } from './conference-outbox';
import { offersToForget } from './offers';
import { deliver } from './outbox';
import { roleOf, staffByEmail } from './people';
import type { Desk, Me } from './ports';
import { syncCalendar } from './sync';
import { noteTriggers } from './trigger-notes';

/**
 * What is done once an hour for each person: holds that ran out end, announcements that got lost are made up for, what
 * waits in the outbox is carried out, and the owner's tick keeps the store small.
 */
export function tick(desk: Desk, me: Me, archive: Archive): void {
  expireHolds(desk);
  const snapshot = desk.store.read();
  const calendars = [...snapshot.all('calendar').values()].filter((calendar) => calendar.email === me.email);
  const failures = desk.triggers.ensure(
    calendars.map((calendar) => calendar.calendarId),
    { exclusive: true },
  );
  noteTriggers(desk, me, failures);
  for (const calendar of calendars) syncCalendar(desk, me, calendar.calendarId);
  endAbandonedDrafts(desk, me);
  settleRooms(desk, me);
  forgetWhatIsOver(desk, me);
  deliver(desk, me, null);
  if (roleOf(snapshot, me.email).isOwner) archiveFinished(desk, archive);
}

/** Requests that nobody answered in time end, and their time is open again. */
function expireHolds(desk: Desk): void {
  const now = desk.now();
  const hasOld = [...desk.store.read().all('booking').values()].some((booking) => holdHasRunOut(booking, now));
  if (!hasOld) return;
  desk.store.update((snapshot) => {
    const changes: Change[] = [];
    for (const booking of snapshot.all('booking').values()) {
      if (!holdHasRunOut(booking, now)) continue;
      const expired = transition(booking, { kind: 'expire', by: 'system' }, now);
      if (expired.ok) changes.push({ put: 'booking', id: booking.id, value: expired.value });
    }
    return { changes, result: null };
  });
}

/** Records that serve nothing any more: rooms and offers that are over, calendars of this person that nothing needs. */
function forgetWhatIsOver(desk: Desk, me: Me): void {
  const needed = changesToForget(desk.store.read(), desk, me);
  if (needed.length === 0) return;
  desk.store.update((snapshot) => ({ changes: changesToForget(snapshot, desk, me), result: null }));
}

function changesToForget(snapshot: Snapshot, desk: Desk, me: Me): Change[] {
  const staff = staffByEmail(snapshot, me.email);
  const chosen = new Set([...(staff?.busyCalendars ?? []), ...(staff?.writeCalendar ? [staff.writeCalendar] : [])]);
  const rooms = conferencesToForget(snapshot, desk.now());
  const gone = new Set(rooms.flatMap((change) => ('remove' in change ? [change.id] : [])));
  const withRoom = new Set(
    [...snapshot.all('conference')].flatMap(([id, c]) => (c.email === me.email && !gone.has(id) ? [c.calendarId] : [])),
  );
  // An event that somebody moved into another calendar is followed there.
  const withEvent = new Set(
    [...snapshot.all('booking').values()].flatMap((b) => (isLive(b) && b.event !== null ? [b.event.calendarId] : [])),
  );
  const isNeeded = (id: string) => chosen.has(id) || withRoom.has(id) || withEvent.has(id);
  const calendars = [...snapshot.all('calendar')]
    .filter(([, c]) => c.email === me.email && !isNeeded(c.calendarId))
    .map(([id]): Change => ({ remove: 'calendar', id }));
  return [...rooms, ...calendars, ...offersToForget(snapshot, desk.now())];
}
