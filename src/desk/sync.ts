import { isLive, withFlag, withoutFlag, type Booking } from '../booking/booking';
import type { Interval } from '../booking/intervals';
import { SERVICE_LIMITS } from '../booking/service';
import { DAY } from '../booking/time';
import type { Change, Snapshot } from '../store/store';
import { alignWithEvent, goneEvent } from './align';
import { alignConference } from './conference';
import { bookingIsFree, collidesWithBooking } from './open-times';
import { deliver } from './outbox';
import { CalendarError, type Desk, type Me, type ObservedEvent } from './ports';
import { bookingsOfEvent } from './stand';
import { calendarRecordId, type CalendarProblem, type CalendarSync } from './records';

/** Busy time is kept from a day ago to a little past the longest booking horizon there is. */
const WINDOW_BACK = DAY;
const WINDOW_AHEAD = (SERVICE_LIMITS.horizon.max + 8) * DAY;

/** The window is moved on when it has fallen this far behind. */
const WINDOW_SLACK = 7 * DAY;

/** What Google said of one calendar, not yet in the store. */
interface Reading {
  calendarId: string;
  /** The token that the changes start from. They count only while it is still the stored one. */
  from: string | null;
  events: ObservedEvent[];
  syncToken: string | null;
  /** Null: nothing of anybody else's changed. */
  busy: { known: Interval; blocks: Interval[] } | null;
  problem: CalendarProblem | null;
}

/**
 * Brings records and busy time in step with a calendar of this person: what changed since the last time, or everything
 * where there is no valid token. The new token is written together with the changes that it stands for.
 */
export function syncCalendar(desk: Desk, me: Me, calendarId: string): void {
  const reading = readCalendar(desk, desk.store.read(), me, calendarId);
  if (reading === null) return;
  const touched = desk.store.update((snapshot) => applyReading(desk, snapshot, me, reading));
  if (touched.length > 0) deliver(desk, me, touched);
}

/** Looks at all calendars that close this person's times, before something is decided on them. */
export function syncBusyCalendars(desk: Desk, me: Me): void {
  for (const calendar of desk.store.read().all('calendar').values()) {
    if (calendar.email === me.email && calendar.readsBusy) syncCalendar(desk, me, calendar.calendarId);
  }
}

function readCalendar(desk: Desk, snapshot: Snapshot, me: Me, calendarId: string): Reading | null {
  const calendar = snapshot.get('calendar', calendarRecordId(me.email, calendarId));
  // A trigger that outlived its calendar's place here: the hourly tick takes it away.
  if (calendar === undefined) return null;
  const now = desk.now();
  const window = { start: now - WINDOW_BACK, end: now + WINDOW_AHEAD };
  const from = calendar.syncToken;
  try {
    const known = from === null ? null : desk.calendar.changes(calendarId, from, window);
    const incremental = known?.status === 'ok';
    const changes = known?.status === 'ok' ? known : desk.calendar.changes(calendarId, null, window);
    if (changes.status !== 'ok') throw new CalendarError('failed', 'a full list was refused as an expired token');
    const missed = incremental ? [] : lookForMissed(desk, snapshot, calendarId, changes.events);
    const needsBusy = calendar.readsBusy && (!incremental || hasForeign(snapshot, calendar, changes.events, window));
    return {
      calendarId,
      from,
      events: [...changes.events, ...missed],
      syncToken: changes.syncToken,
      busy: needsBusy
        ? { known: window, blocks: desk.calendar.busy(calendarId, window, (id) => isOurs(snapshot, calendarId, id)) }
        : null,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`sync of a calendar of ${me.email} failed: ${error.kind}: ${error.message}`);
    const kind = error.kind === 'tryLater' ? 'failed' : error.kind;
    const problem = { kind, at: now, message: error.message };
    return { calendarId, from, events: [], syncToken: from, busy: null, problem };
  }
}

/** A full list has no entries for what was deleted: what it lacks is asked for by id. */
function lookForMissed(
  desk: Desk,
  snapshot: Snapshot,
  calendarId: string,
  listed: readonly ObservedEvent[],
): ObservedEvent[] {
  const ids = new Set(listed.map((event) => event.id));
  return [...snapshot.all('booking').values()]
    .filter((booking) => isLive(booking) && booking.end > desk.now())
    .flatMap((booking) => (booking.event?.calendarId === calendarId && booking.event.written ? [booking.event] : []))
    .filter((event) => !ids.has(event.eventId))
    .map((event) => desk.calendar.get(calendarId, event.eventId) ?? goneEvent(event.eventId));
}

function isOurs(snapshot: Snapshot, calendarId: string, eventId: string): boolean {
  // Identity is the event id, not a property that a copy carries along.
  return bookingsOfEvent(snapshot, calendarId, eventId).length > 0;
}

/** Whether busy time has to be read again: something changed that is not ours, or the window has fallen behind. */
function hasForeign(
  snapshot: Snapshot,
  calendar: CalendarSync,
  events: readonly ObservedEvent[],
  window: Interval,
): boolean {
  if (calendar.known === null || calendar.problem !== null) return true;
  if (window.end - calendar.known.end > WINDOW_SLACK) return true;
  return events.some((event) => !isOurs(snapshot, calendar.calendarId, event.id));
}

function applyReading(desk: Desk, snapshot: Snapshot, me: Me, reading: Reading) {
  const id = calendarRecordId(me.email, reading.calendarId);
  const calendar = snapshot.get('calendar', id);
  // Disconnected, or another execution was faster: its changes are in, ours are the same or older.
  if (calendar === undefined) return { changes: [], result: [] };
  if (calendar.syncToken !== reading.from) return { changes: [], result: [] };
  const now = desk.now();
  const next: CalendarSync = {
    ...calendar,
    syncToken: reading.syncToken,
    problem: reading.problem,
    ...(reading.busy !== null && { known: reading.busy.known, busy: reading.busy.blocks }),
    ...(reading.problem === null && { syncedAt: now }),
  };
  const changes: Change[] = [{ put: 'calendar', id, value: next }];
  const touched: string[] = [];
  for (const event of reading.events) {
    for (const booking of bookingsOfEvent(snapshot, reading.calendarId, event.id)) {
      const aligned = flagged(desk, snapshot, alignWithEvent(booking, event, now), booking);
      if (aligned !== booking) {
        changes.push({ put: 'booking', id: aligned.id, value: aligned });
        touched.push(aligned.id);
      }
    }
    changes.push(...alignConference(snapshot, reading.calendarId, event));
  }
  return { changes, result: touched };
}

/** A moved booking may stand on another one now: that is shown, never reverted. */
function flagged(desk: Desk, snapshot: Snapshot, aligned: Booking, before: Booking): Booking {
  const moved = aligned.start !== before.start || aligned.end !== before.end;
  if (!moved) return aligned;
  const clash = collidesWithBooking(desk, snapshot, aligned) || !bookingIsFree(desk, snapshot, aligned);
  return clash ? withFlag(aligned, 'overlap') : withoutFlag(aligned, 'overlap');
}
