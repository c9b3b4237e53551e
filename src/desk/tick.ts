import { holdHasRunOut } from '../booking/booking';
import { transition } from '../booking/transition';
import { StoreFullError, type RecordChange } from './ports/store';
import { archiveFinished, dropRunOutRequests } from './archive/move';
import { roomsToForget } from './rooms/rooms';
import { endAbandonedDrafts } from './rooms/drafts';
import { settleRooms } from './rooms/room-outbox';
import { keepOverlapFlags } from './times/overlaps';
import { offersToForget } from './bookings/offers';
import { forgetQuota } from './outbox/mail-quota';
import { deliver } from './outbox/outbox';
import { endPast } from './bookings/past';
import { planReminders } from './bookings/reminders';
import { roleOf, staffByEmail, calendarsOf } from './team/people';
import type { Desk } from './ports/ports';
import { eachOnItsOwn, type Step } from './outbox/steps';
import { followEvents, syncCalendars } from './sync/sync';
import { tickTriggers } from './sync/trigger-status';
import { momentOf, type Moment } from './ports/moment';

/**
 * What is done once an hour for each person: expired holds end, lost notifications are made up for, the outbox is
 * carried out, and the owner's tick keeps the store small. Each step is done even if others fail: a store that is full,
 * or a calendar that cannot be read, keeps no mail from going out.
 */
export function tick(desk: Desk): void {
  const snapshot = desk.store.seen();
  const calendars = calendarsOf(snapshot, desk.me.email);
  const { isOwner } = roleOf(snapshot, desk.me.email);
  const makesRoom: Step[] = isOwner ? [['archive', () => archiveFinished(desk)]] : [];
  const renews: Step[] = isOwner ? [['records of former versions', () => renewRecords(desk)]] : [];
  const parts = syncCalendars(
    desk,
    calendars.map(({ calendarId }) => calendarId),
  );
  const sync = parts.map((part): Step => ['sync', part]);
  let reminders = 0;
  eachOnItsOwn(desk, [
    // First of all, since a full store accepts none of what follows.
    ['strangers', () => dropRunOutRequests(desk)],
    ...makesRoom,
    ['holds', () => expireHolds(desk)],
    ['triggers', () => tickTriggers(desk)],
    ...sync,
    // After the reading: an event that was moved to a later time is not over.
    ['past bookings', () => endPast(desk)],
    ['drafts of rooms', () => endAbandonedDrafts(desk)],
    ['rooms', () => settleRooms(desk)],
    ['forgetting', () => forgetWhatIsOver(desk)],
    ['calendars of bookings', () => followEvents(desk)],
    // After the reading and the past bookings: who did not come is not thanked.
    ['reminders', () => void (reminders = planReminders(desk))],
    ['outbox', () => deliver(desk, null)],
    [
      'mail quota',
      () => {
        if (reminders > 0) forgetQuota(desk);
      },
    ],
    // Including people whose own executions have stopped.
    ['marks', () => keepOverlapFlags(desk)],
    // Last, since it can wait.
    ...renews,
  ]);
}

/** How many records are rewritten under one lock: clients wait for it. */
const RENEWED_AT_ONCE = 25;

/** Records that an earlier version of the script wrote are written as this one does, so that former forms die out. */
function renewRecords(desk: Desk): void {
  while (desk.timeLeft() > 0 && desk.store.renew(RENEWED_AT_ONCE) > 0);
}

/** Requests that nobody answered in time end, and their time is open again. */
function expireHolds(desk: Desk): void {
  const waiting = desk.store.seen().bookings.waiting();
  const old = waiting.filter((booking) => holdHasRunOut(booking, desk.now()));
  if (old.length === 0) return;
  const ids = old.map(({ id }) => id);
  try {
    expire(desk, ids);
  } catch (error) {
    if (!(error instanceof StoreFullError)) throw error;
    // As many as there is room for: ended bookings are archived sooner or later.
    for (const id of ids) expire(desk, [id]);
  }
}

function expire(desk: Desk, ids: readonly string[]): void {
  const now = desk.now();
  desk.store.update((snapshot) => {
    const changes: RecordChange[] = [];
    for (const id of ids) {
      const booking = snapshot.get('booking', id);
      if (booking === undefined || !holdHasRunOut(booking, now)) continue;
      const expired = transition(booking, { kind: 'expire', by: 'system' }, now);
      if (expired.ok) changes.push({ put: 'booking', id, value: expired.value });
    }
    return { changes, result: null };
  }, 'all');
}

/** Records that are no longer needed: past rooms and offers, and this person's unused calendars. */
function forgetWhatIsOver(desk: Desk): void {
  const needed = changesToForget(momentOf(desk, desk.store.seen()));
  if (needed.length === 0) return;
  const before = calendarsOf(desk.store.seen(), desk.me.email).map(({ calendarId }) => calendarId);
  desk.store.update((snapshot) => ({ changes: changesToForget(momentOf(desk, snapshot)), result: null }));
  const after = new Set(calendarsOf(desk.store.seen(), desk.me.email).map(({ calendarId }) => calendarId));
  const forgotten = before.filter((calendarId) => !after.has(calendarId));
  if (forgotten.length > 0) desk.notes.forget(forgotten);
}

function changesToForget(at: Moment): RecordChange[] {
  const { me, now, snapshot } = at;
  const staff = staffByEmail(snapshot, me.email);
  const chosen = new Set([...(staff?.busyCalendars ?? []), ...(staff?.writeCalendar ? [staff.writeCalendar] : [])]);
  const rooms = roomsToForget(snapshot, now);
  const gone = new Set(rooms.flatMap((change) => ('remove' in change ? [change.id] : [])));
  const withRoom = new Set(
    [...snapshot.all('room')].flatMap(([id, c]) => (c.email === me.email && !gone.has(id) ? [c.calendarId] : [])),
  );
  // An event that somebody moved to another calendar is followed there.
  const live = snapshot.bookings.live(null);
  const withEvent = new Set(live.flatMap(({ event }) => (event === null ? [] : [event.calendarId])));
  const isNeeded = (id: string) => chosen.has(id) || withRoom.has(id) || withEvent.has(id);
  const calendars = [...snapshot.all('calendar')]
    .filter(([, c]) => c.email === me.email && !isNeeded(c.calendarId))
    .map(([id]): RecordChange => ({ remove: 'calendar', id }));
  return [...rooms, ...calendars, ...offersToForget(snapshot, now)];
}
