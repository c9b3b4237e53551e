import { withHistory, type Booking } from '../../booking/booking';
import { isConnected } from '../../booking/staff';
import type { RecordChange, Snapshot } from '../ports/store';
import { alignWithEvent } from '../events/align';
import { afterChanges, inWholeMinutes } from '../times/busy';
import { alignEventRooms } from '../rooms/rooms';
import { settleRooms } from '../rooms/room-outbox';
import { isOverdue, type PendingBookings } from '../times/known-time';
import { reflagged } from '../times/overlaps';
import { withTimeFlags } from '../times/open-times';
import { deliver } from '../outbox/outbox';
import { withMailClaimed, type ClaimedMail } from '../outbox/mail-claims';
import { withRecords } from '../times/overlay';
import { policiesOf, staffByEmail, calendarsOf } from '../team/people';
import type { Desk, Actor } from '../ports/ports';
import { isNamed, isOursIn, readCalendar, type FoundEvent, type CalendarReading } from './reading';
import { keepNotes, recordWithout, withoutEvent, type WithoutEvent } from './calendar-notes';
import {
  calendarRecordId,
  NO_NOTES,
  RUNS_KEPT,
  type CalendarSync,
  type Policies,
  type SyncRun,
  unreadCalendar,
} from '../ports/records';
import { calendarsWithEvents, ownBookingsOfEvent } from '../events/event-placement';
import { momentOf, type Moment } from '../ports/moment';
import { flagByFacts } from '../../booking/flags';

/**
 * Brings records and busy time in step with a calendar of this person: what changed since the last time, or everything
 * where there is no valid token. The new token is written together with the changes that led to it. A reading that runs
 * out of time is stored as far as it got, and the next one continues from there.
 */
export function syncCalendar(desk: Desk, calendarId: string): void {
  continueReading(desk, readCalendar(desk, desk.store.seen(), calendarId));
}

/**
 * The same for several calendars: those in which nothing has changed are noted in one write at the end. Each is a part
 * of its own, which is done even if another failed.
 */
export function syncCalendars(desk: Desk, calendarIds: readonly string[]): (() => void)[] {
  const quiet: CalendarReading[] = [];
  const parts = calendarIds.map((calendarId) => () => {
    const reading = readCalendar(desk, desk.store.seen(), calendarId);
    if (reading !== null && isQuiet(reading)) quiet.push(reading);
    else continueReading(desk, reading);
  });
  return [...parts, () => noteQuiet(desk, quiet)];
}

function noteQuiet(desk: Desk, readings: readonly CalendarReading[]): void {
  if (readings.length === 0) return;
  const read = readings.map((reading): AppliedReading => ({ ...reading, left: leftByMoves(desk, reading) }));
  desk.store.update((snapshot) => {
    const at = momentOf(desk, snapshot);
    return { changes: read.flatMap((one) => applyReading(at, one).changes), result: null };
  }, 'all');
}

function continueReading(desk: Desk, first: CalendarReading | null): void {
  const touched = new Set<string>();
  const claimed: ClaimedMail[] = [];
  let rooms = false;
  let repeated = 0;
  for (let reading = first; reading !== null; reading = readCalendar(desk, desk.store.seen(), reading.calendarId)) {
    const read: AppliedReading = { ...reading, left: leftByMoves(desk, reading) };
    const applied = desk.store.update((snapshot) => {
      const { changes, result } = applyReading(momentOf(desk, snapshot), read);
      // More is to be read first: their e-mails can wait.
      if (read.progress !== null) return { changes, result: { ...result, claimed: [] } };
      const mail = withMailClaimed(desk, snapshot, changes, { only: result.bookings });
      return { changes: mail.changes, result: { ...result, claimed: mail.claimed } };
    }, 'all');
    keepNotesOf(desk, read, applied);
    for (const id of applied.bookings) touched.add(id);
    claimed.push(...applied.claimed);
    rooms = rooms || applied.rooms;
    const goesOn = reading.problem === null && (reading.progress !== null || (applied.isTooOld && repeated++ < 2));
    if (!goesOn || desk.timeLeft() <= 0) break;
  }
  if (touched.size > 0) deliver(desk, [...touched], { claimed });
  if (rooms) settleRooms(desk);
}

/**
 * Reads all calendars that close this person's times before a decision that depends on them. If nothing has changed,
 * nothing is written: the token stays valid, and the person behind a card waits no longer than necessary.
 */
export function syncBusyCalendars(desk: Desk): void {
  const snapshot = desk.store.seen();
  for (const calendar of calendarsOf(snapshot, desk.me.email)) {
    if (!calendar.readsBusy) continue;
    const reading = readCalendar(desk, snapshot, calendar.calendarId);
    const wasUnknown = calendar.problem !== null || isOverdue(snapshot, calendar, desk.now());
    if (reading !== null && (wasUnknown || !isQuiet(reading))) continueReading(desk, reading);
  }
}

/** From now on reads calendars that contain events of this person's bookings and are not followed yet. */
export function followEvents(desk: Desk): void {
  const decide = (snapshot: Snapshot): RecordChange[] => {
    const staff = staffByEmail(snapshot, desk.me.email);
    if (staff === null || !isConnected(staff)) return [];
    return [...calendarsWithEvents(snapshot, staff.id)].flatMap((calendarId): RecordChange[] => {
      const id = calendarRecordId(desk.me.email, calendarId);
      if (snapshot.get('calendar', id) !== undefined) return [];
      return [{ put: 'calendar', id, value: unreadCalendar(desk.me.email, calendarId, '', false) }];
    });
  };
  if (decide(desk.store.seen()).length === 0) return;
  desk.store.update((snapshot) => ({ changes: decide(snapshot), result: null }));
}

function isQuiet({ full, events, progress, busy, problem }: CalendarReading): boolean {
  return !full && events.length === 0 && progress === null && busy === null && problem === null;
}

interface SyncResult {
  /** Ids of the bookings that followed. */
  bookings: string[];
  rooms: boolean;
  /** Whether anything came of the reading. */
  isWritten: boolean;
  /** What it is about has changed since, so that Google has to be asked again. */
  isTooOld: boolean;
  /** The records in this account's name that lost an event's time. */
  calendars: ReadonlyMap<string, CalendarSync>;
}

const NO_RESULT: SyncResult = {
  bookings: [],
  rooms: false,
  isWritten: false,
  isTooOld: false,
  calendars: new Map(),
};

/** A reading, and what is left of calendars into which it found events of bookings to have moved. */
interface AppliedReading extends CalendarReading {
  left: ReadonlyMap<string, WithoutEvent>;
}

function leftByMoves(desk: Desk, { ours }: CalendarReading): ReadonlyMap<string, WithoutEvent> {
  const snapshot = desk.store.seen();
  const left = new Map<string, WithoutEvent>();
  for (const { event, movedTo } of ours) {
    const without = movedTo === null ? null : withoutEvent(desk, snapshot, movedTo, event.id);
    if (movedTo !== null && without !== null) left.set(movedTo, without);
  }
  return left;
}

/** Writes the notes to what has been written of a reading. */
function keepNotesOf(desk: Desk, reading: AppliedReading, { isWritten, calendars }: SyncResult): void {
  const { calendarId, progress, problem, from, foreign, left } = reading;
  if (!isWritten || problem !== null) return;
  if (progress !== null) desk.notes.write('reading', calendarId, progress.notes);
  else if (from.pageToken !== null) desk.notes.write('reading', calendarId, NO_NOTES);
  if (progress === null) keepNotes(desk, calendarId, foreign);
  for (const [other, { rest }] of left) {
    const isIts = calendars.get(calendarRecordId(desk.me.email, other))?.mark === rest?.mark;
    if (isIts) keepNotes(desk, other, rest);
  }
}

function applyReading(at: Moment, reading: AppliedReading): { changes: RecordChange[]; result: SyncResult } {
  const { me, snapshot } = at;
  const id = calendarRecordId(me.email, reading.calendarId);
  const calendar = snapshot.get('calendar', id);
  // Disconnected, or another execution was faster: its changes are stored, ours are the same or older.
  if (calendar === undefined || !isFrom(calendar, reading)) return { changes: [], result: NO_RESULT };
  // An event has become a booking's meanwhile: its time is no longer an ordinary one's.
  if (calendar.mark !== reading.from.mark || reading.ordinary.some((event) => isNamed(snapshot, event)))
    return { changes: [], result: { ...NO_RESULT, isTooOld: true } };
  const bookings = new Map<string, Booking>();
  const calendars = new Map<string, CalendarSync>([[id, calendar]]);
  for (const found of reading.ours) follow(at, reading, found, { bookings, calendars });
  const next = calendars.get(id) ?? calendar;
  calendars.set(id, calendarAfter(at, next, reading, bookings.size));
  const followed = [...bookings.keys()];
  // Only now is it known where everything is.
  const after = withRecords(snapshot, { calendar: calendars });
  for (const [key, aligned] of bookings) bookings.set(key, flagged({ ...at, snapshot: after }, aligned, bookings));
  const touched = [...bookings.values()].map(({ staffId }) => staffId);
  const own = staffByEmail(snapshot, me.email);
  const concerned = new Set(own === null ? touched : [own.id, ...touched]);
  for (const booking of reflagged({ ...at, snapshot: after }, concerned, bookings)) bookings.set(booking.id, booking);
  const rooms = roomChanges(at, reading);
  const changes: RecordChange[] = [
    ...rooms,
    ...[...calendars].map(([key, value]): RecordChange => ({ put: 'calendar', id: key, value })),
    ...[...bookings].map(([key, value]): RecordChange => ({ put: 'booking', id: key, value })),
  ];
  const result = { bookings: followed, rooms: rooms.length > 0, isWritten: true, isTooOld: false, calendars };
  return { changes, result };
}

/** Rooms follow the events that contain them, even into another calendar. */
function roomChanges(at: Moment, { calendarId, events, rooms }: CalendarReading): RecordChange[] {
  const known = new Map(rooms.map((found) => [found.event.id, found]));
  const others = events.filter(({ id }) => !known.has(id)).map((event) => ({ event, movedTo: null }));
  return [...known.values(), ...others].flatMap((found) => alignEventRooms(at, calendarId, found));
}

function isFrom(calendar: CalendarSync, { from }: CalendarReading): boolean {
  return calendar.syncToken === from.syncToken && (calendar.progress?.pageToken ?? null) === from.pageToken;
}

interface PendingChanges {
  bookings: Map<string, Booking>;
  calendars: Map<string, CalendarSync>;
}

/** After starting over with new changes only, earlier changes are left for the person to decide. */
function policiesFor(snapshot: Snapshot, me: Actor, reading: CalendarReading): Policies {
  const calendar = snapshot.get('calendar', calendarRecordId(me.email, reading.calendarId));
  const asks = reading.full && calendar?.skipsExisting === true;
  return asks ? { moved: 'ask', stretched: 'ask', deleted: 'ask', linkRemoved: 'ask' } : policiesOf(snapshot);
}

/** The bookings of an event follow what Google shows of it, also into another calendar. */
function follow(at: Moment, reading: AppliedReading, found: FoundEvent, touched: PendingChanges): void {
  const { me, snapshot } = at;
  const { event, movedTo } = found;
  const ofThis = ownBookingsOfEvent(snapshot, me.email, reading.calendarId, event.seriesId ?? event.id);
  for (const before of ofThis) {
    const sofar = touched.bookings.get(before.id) ?? before;
    const there = movedTo === null ? sofar : inCalendar(at, sofar, movedTo);
    const aligned = alignWithEvent(there, event, at.now, policiesFor(snapshot, me, reading));
    if (aligned !== before) touched.bookings.set(aligned.id, aligned);
  }
  if (movedTo === null) return;
  // In its new calendar it was taken for an ordinary event.
  const key = calendarRecordId(me.email, movedTo);
  // A calendar that was not followed so far is followed from now on: it contains the booking's event.
  const other =
    touched.calendars.get(key) ?? snapshot.get('calendar', key) ?? unreadCalendar(me.email, movedTo, '', false);
  touched.calendars.set(key, recordWithout(other, event.id, reading.left.get(movedTo) ?? null));
}

function inCalendar(at: Moment, booking: Booking, calendarId: string): Booking {
  if (booking.event === null) return booking;
  const moved: Booking = { ...booking, event: { ...booking.event, calendarId } };
  const isHome = at.snapshot.get('staff', booking.staffId)?.writeCalendar === calendarId;
  return withHistory(flagByFacts(moved, 'movedAway', isHome ? null : calendarId), {
    at: at.now,
    by: 'calendar',
    what: 'movedToCalendar',
  });
}

function calendarAfter(at: Moment, calendar: CalendarSync, reading: CalendarReading, bookings: number): CalendarSync {
  const { now } = at;
  const { problem, syncToken, events, full, calls, busy, foreign } = reading;
  const progress = reading.progress?.at ?? null;
  const run: SyncRun = {
    at: now,
    changed: events.length,
    full,
    bookings,
    calls,
    error: problem?.message ?? null,
  };
  const noted: CalendarSync = { ...calendar, runs: [run, ...calendar.runs].slice(0, RUNS_KEPT), problem, progress };
  // A failed answer is not an empty one, and half an answer is not a whole one: what was known stays.
  if (problem !== null || progress !== null) return noted;
  const read: CalendarSync = { ...noted, syncToken, syncedAt: now, skipsExisting: false };
  const ordinary = foreign === null ? {} : { busy: inWholeMinutes(foreign.foreign), mark: foreign.mark };
  if (busy !== null) return { ...read, ...ordinary, ...busy };
  if (!calendar.readsBusy || calendar.known === null) return read;
  const isOurs = isOursIn(at.snapshot, calendar.email, calendar.calendarId);
  const named = afterChanges(
    calendar.named,
    events,
    calendar.known,
    ({ id, span }) => isNamed(at.snapshot, id) && !isOurs({ id, seriesId: null, start: span.start }),
  );
  return { ...read, ...ordinary, named };
}

/** A moved booking may now overlap another one, or be outside hours: that is shown, never reverted. */
function flagged(at: Moment, aligned: Booking, changed: PendingBookings): Booking {
  const before = at.snapshot.get('booking', aligned.id);
  const stayed = before?.start === aligned.start && before.end === aligned.end;
  return stayed ? aligned : withTimeFlags(at, aligned, changed);
}
