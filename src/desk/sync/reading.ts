import { longestHorizon } from '../../booking/service';
import { makerOf, type Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import type { Interval } from '../../booking/time/intervals';
import { DAY } from '../../booking/time/time';
import { EVER, type Snapshot } from '../ports/store';
import { existingInstance } from '../events/own-instance';
import { afterChanges, blocksOf, inOrder, needsList, type IsOurs } from '../times/busy';
import { staffByEmail, calendarsOf } from '../team/people';
import {
  CalendarError,
  goneEvent,
  type Actor,
  type BusyItem,
  type CalendarChanges,
  type Desk,
  type ObservedEvent,
  type Reach,
} from '../ports/ports';
import {
  calendarRecordId,
  NO_NOTES,
  OUTDATED_MARK,
  type BusyBlock,
  type CalendarNotes,
  type CalendarProblem,
  type CalendarSync,
  type SyncProgress,
} from '../ports/records';
import { marked, type MarkedBlocks } from './calendar-notes';
import { bookingsOfEvent, ownBookingsOfEvent } from '../events/event-placement';

const WINDOW_BACK = DAY;
/** Further than the last time that can be booked: it has a length and buffers, and the window moves once a day. */
const WINDOW_AHEAD = 8 * DAY;

/** The window is moved forward by listing everything once a day. */
const WINDOW_SLACK = DAY;

/** An event as Google shows it, and the calendar in which it was found if that is not the one that was read. */
export interface FoundEvent {
  event: ObservedEvent;
  movedTo: string | null;
}

/** The stored values that a reading continued from. */
export interface ReadFrom {
  syncToken: string | null;
  pageToken: string | null;
  /** The mark of the busy time that it changes. */
  mark: string;
}

/** What Google said about one calendar, not yet in the store. */
export interface CalendarReading {
  calendarId: string;
  /** It counts only while these are still the stored ones. */
  from: ReadFrom;
  full: boolean;
  events: ObservedEvent[];
  /** Events of bookings among those listed, and those that a full list lacks. */
  ours: FoundEvent[];
  /** The same for events that contain one of our rooms. */
  rooms: FoundEvent[];
  /** Where it stopped, with what has been read so far; `null` if it is complete. */
  progress: { at: SyncProgress; notes: CalendarNotes } | null;
  syncToken: string | null;
  /** All busy time; `null` if the events say what has changed. */
  busy: { known: Interval; named: BusyBlock[] } | null;
  /** The time of each ordinary event, as it is now; `null` if none has changed. */
  foreign: MarkedBlocks | null;
  /** Ids of events that count as ordinary ones here: if one of them has become a booking's, the reading is too old. */
  ordinary: string[];
  problem: CalendarProblem | null;
  calls: number;
}

/**
 * A booking's own event does not count as busy; the other instances of a series that it became do, and so does a
 * colleague's booking, which takes their time.
 */
export function isOursIn(snapshot: Snapshot, email: string, calendarId: string): IsOurs {
  const staffId = staffByEmail(snapshot, email)?.id;
  return ({ id, seriesId, start }) =>
    bookingsOfEvent(snapshot, calendarId, seriesId ?? id).some((booking) => {
      if (booking.staffId !== staffId) return false;
      const { instanceId } = booking.event ?? {};
      return seriesId === null || (instanceId === undefined ? booking.start === start : instanceId === id);
    });
}

/**
 * Asks Google what has changed in a calendar of this person since the last time, or for everything where there is no
 * valid token. It stops after a page when time runs out, and the next one continues from there. `null` if the calendar
 * is no longer followed, or is paused.
 */
export function readCalendar(desk: Desk, snapshot: Snapshot, calendarId: string): CalendarReading | null {
  const calendar = snapshot.get('calendar', calendarRecordId(desk.me.email, calendarId));
  const isPaused = staffByEmail(snapshot, desk.me.email)?.syncPaused === true;
  if (calendar === undefined || isPaused) return null;
  const before = desk.calendar.calls();
  const goesOn = goesOnFrom(desk, calendar);
  const blank: CalendarReading = {
    calendarId,
    from: fromOf(calendar),
    full: calendar.syncToken === null || goesOn !== null,
    events: [],
    ours: [],
    rooms: [],
    progress: null,
    syncToken: calendar.syncToken,
    busy: null,
    foreign: null,
    ordinary: [],
    problem: null,
    calls: 0,
  };
  try {
    const asked = { snapshot, calendar, goesOn };
    const read = goesOn?.at.phase === 'busy' ? blank : readChanges(desk, asked, blank);
    const whole = read.progress === null ? readBusy(desk, asked, read) : read;
    return { ...whole, calls: desk.calendar.calls() - before };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`sync of a calendar of ${desk.me.email} failed: ${error.kind}: ${error.message}`);
    const kind = error.kind === 'tryLater' ? 'failed' : error.kind;
    // A reading that cannot continue starts over: its page tokens may be the cause.
    const problem = { kind, at: desk.now(), message: error.message };
    return { ...blank, problem, calls: desk.calendar.calls() - before };
  }
}

/** The stored values that a reading of a calendar begins from. */
function fromOf({ syncToken, progress, mark }: CalendarSync): ReadFrom {
  return { syncToken, pageToken: progress?.pageToken ?? null, mark };
}

/** Where an interrupted reading continues; `null` if there is none, or its notes are lost: then it begins again. */
function goesOnFrom(desk: Desk, { calendarId, progress }: CalendarSync): CalendarReading['progress'] {
  const notes = progress === null ? null : desk.notes.read('reading', calendarId, progress.mark);
  return progress === null || notes === null ? null : { at: progress, notes };
}

/** What a reading knows before it asks Google. */
interface Asked {
  snapshot: Snapshot;
  calendar: CalendarSync;
  goesOn: CalendarReading['progress'];
}

function readChanges(desk: Desk, { snapshot, calendar, goesOn }: Asked, blank: CalendarReading): CalendarReading {
  const { calendarId } = calendar;
  const window = goesOn?.at.window ?? windowAt(snapshot, desk.now());
  const { changes, expired, full } = fetchChanges(desk, calendar, goesOn, window);
  const { events } = changes;
  const listed = new Set(events.map(({ id }) => id));
  const rooms = roomsIn(snapshot, desk.me, calendarId);
  const isKnown = (id: string) => rooms.has(id) || bookingsOfEvent(snapshot, calendarId, id).length > 0;
  const seen = [...new Set([...(expired ? [] : (goesOn?.notes.seen ?? [])), ...[...listed].filter(isKnown)])];
  const found = events.flatMap((event) => ourEvent(desk, snapshot, calendarId, event));
  const withRoom = (some: readonly ObservedEvent[]) =>
    some
      .filter(({ id }) => rooms.has(id))
      .map((event) =>
        event.status === 'exists' ? { event, movedTo: null } : elsewhere(desk, snapshot, calendarId, event),
      );
  if (changes.status === 'partial') {
    const { pageToken } = changes;
    const stopped = stoppedAt(desk, { phase: 'changes', window, pageToken, syncToken: null }, { ...NO_NOTES, seen });
    const ours = found.map((one) => instead(desk, snapshot, calendarId, one));
    return { ...blank, full, events, ours, rooms: withRoom(events), progress: stopped };
  }
  const missed = full ? lookForMissed(desk, snapshot, calendarId, new Set(seen)) : [];
  // Events of rooms that are missing from the list are looked up by id too.
  const missedRooms = full ? [...rooms].filter((id) => !seen.includes(id)) : [];
  const ofRooms = missedRooms.map((id) => desk.calendar.get(calendarId, id) ?? goneEvent(id));
  const ours = [...found, ...missed].map((one) => instead(desk, snapshot, calendarId, one));
  const shown = [...events, ...ofRooms];
  return { ...blank, full, events: shown, ours, rooms: withRoom(shown), syncToken: changes.syncToken };
}

interface FetchedChanges {
  changes: Exclude<CalendarChanges, { status: 'tokenExpired' }>;
  /** Whether the token that was kept is no longer good. */
  expired: boolean;
  /** Whether everything was listed, not only what has changed. */
  full: boolean;
}

function stoppedAt(
  desk: Desk,
  position: Omit<SyncProgress, 'mark'>,
  notes: CalendarNotes,
): NonNullable<CalendarReading['progress']> {
  return { at: { ...position, mark: desk.notes.markOf(notes) }, notes };
}

function fetchChanges(
  desk: Desk,
  { calendarId, syncToken }: CalendarSync,
  goesOn: CalendarReading['progress'],
  window: Interval,
): FetchedChanges {
  const from = goesOn === null ? syncToken : null;
  const hasTime = () => desk.timeLeft() > 0;
  // Changes since a token are read to the end: only then is the new token valid.
  const mayGoOn = from === null ? hasTime : () => true;
  const first = desk.calendar.changes(calendarId, from, { window, pageToken: goesOn?.at.pageToken ?? null, mayGoOn });
  if (first.status !== 'tokenExpired') return { changes: first, expired: false, full: from === null };
  const changes = desk.calendar.changes(calendarId, null, { window, pageToken: null, mayGoOn: hasTime });
  if (changes.status === 'tokenExpired')
    throw new CalendarError('failed', 'a full list was refused as an expired token');
  return { changes, expired: true, full: true };
}

/** Busy time is listed as a whole if changes do not say enough, and once a day, which moves the window forward. */
function readBusy(desk: Desk, asked: Asked, reading: CalendarReading): CalendarReading {
  const { snapshot, calendar } = asked;
  const { known, problem, mark } = calendar;
  const goesOn = asked.goesOn?.at.phase === 'busy' ? asked.goesOn : null;
  const window = goesOn?.at.window ?? windowAt(snapshot, desk.now());
  const isStale = known === null || problem !== null || window.end - known.end > WINDOW_SLACK || mark === OUTDATED_MARK;
  const foreign = reading.events.filter(
    (event) => event.isSeries || bookingsOfEvent(snapshot, calendar.calendarId, event.id).length === 0,
  );
  // The event of an unreadable booking counts as an ordinary one: it closes its time.
  const isLost = snapshot.broken().some(({ key }) => key.startsWith('booking:'));
  if (!calendar.readsBusy) return reading;
  const needed = goesOn !== null || isLost || reading.full || isStale || needsList(foreign);
  if (needed) return listBusy(desk, asked, reading, { goesOn, window });
  // Changes of the person's own bookings say nothing about ordinary events: the notes need not be read for them.
  const isOurs = isOursIn(snapshot, calendar.email, calendar.calendarId);
  const isOrdinary = ({ id, span }: ObservedEvent) =>
    makerOf(id) === '' && !isOurs({ id, seriesId: null, start: span?.start ?? 0 });
  const ordinary = reading.events.filter(isOrdinary);
  if (ordinary.length === 0) return reading;
  const notes = desk.notes.read('busy', calendar.calendarId, mark);
  if (notes === null) return listBusy(desk, asked, reading, { goesOn, window });
  const counts = ({ id }: ObservedEvent) => !isNamed(snapshot, id);
  const ids = ordinary.filter(counts).map(({ id }) => id);
  return { ...reading, foreign: marked(desk, afterChanges(notes.foreign, ordinary, known, counts)), ordinary: ids };
}

/**
 * Whether an event is or was a booking's: what it makes busy is kept with its tag, since a booking does not block
 * itself.
 */
export function isNamed(snapshot: Snapshot, eventId: string): boolean {
  return makerOf(eventId) !== '' || snapshot.bookings.ofEvent(eventId).length > 0;
}

function listBusy(
  desk: Desk,
  { snapshot, calendar }: Asked,
  reading: CalendarReading,
  { goesOn, window }: { goesOn: CalendarReading['progress']; window: Interval },
): CalendarReading {
  const syncToken = goesOn?.at.syncToken ?? reading.syncToken;
  // Until it is complete, the token stays as it was.
  const stopAt = (pageToken: string, notes: CalendarNotes): CalendarReading => {
    const progress = stoppedAt(desk, { phase: 'busy', window, pageToken, syncToken }, notes);
    return { ...reading, syncToken: calendar.syncToken, progress };
  };
  if (goesOn === null && desk.timeLeft() <= 0) return stopAt('', NO_NOTES);
  const firstPage = goesOn === null || goesOn.at.pageToken === '';
  const reach: Reach = {
    window,
    pageToken: firstPage ? null : goesOn.at.pageToken,
    mayGoOn: () => desk.timeLeft() > 0,
  };
  const { items, pageToken } = desk.calendar.busy(calendar.calendarId, reach);
  const isOurs = isOursIn(snapshot, calendar.email, calendar.calendarId);
  const counted = items.filter((item) => !isOurs(item));
  const idOf = ({ id, seriesId }: BusyItem) => seriesId ?? id;
  const ordinary = counted.filter((item) => !isNamed(snapshot, idOf(item)));
  const names = counted.filter((item) => isNamed(snapshot, idOf(item)));
  const foreign = inOrder([...(goesOn?.notes.foreign ?? []), ...blocksOf(ordinary)]);
  const named = inOrder([...(goesOn?.notes.named ?? []), ...blocksOf(names)]);
  if (pageToken !== null) return stopAt(pageToken, { foreign, named, seen: [] });
  const ids = [...new Set(ordinary.map(idOf))];
  return { ...reading, syncToken, busy: { known: window, named }, foreign: marked(desk, foreign), ordinary: ids };
}

/**
 * The time whose busy events are kept: from a day ago to a little past the furthest time that a client can book, and past
 * the last booking there is.
 */
function windowAt(snapshot: Snapshot, now: Instant): Interval {
  const bookable = now + longestHorizon(snapshot.list('service')) * DAY;
  const beyond = snapshot.bookings.live(null, { start: bookable, end: EVER.end });
  const last = Math.max(bookable, ...beyond.map(({ end }) => end));
  return { start: now - WINDOW_BACK, end: last + WINDOW_AHEAD };
}

/** Ids of the events into which this person has put one of our rooms. */
function roomsIn(snapshot: Snapshot, me: Actor, calendarId: string): Set<string> {
  const rooms = snapshot
    .list('room')
    .filter((room) => room.email === me.email && room.calendarId === calendarId && room.state === 'active');
  return new Set(rooms.map(({ eventId }) => eventId));
}

/** What a change means for bookings, if anything; an event deleted here may have been moved to another calendar. */
function ourEvent(desk: Desk, snapshot: Snapshot, calendarId: string, event: ObservedEvent): FoundEvent[] {
  const ofSeries =
    event.seriesId === null ? [] : ownBookingsOfEvent(snapshot, desk.me.email, calendarId, event.seriesId);
  const own = instanceOf(ofSeries, event);
  if (own !== null)
    return [own.status === 'exists' ? { event: own, movedTo: null } : ofItsSeries(desk, snapshot, calendarId, own)];
  if (ownBookingsOfEvent(snapshot, desk.me.email, calendarId, event.id).length === 0) return [];
  if (event.status === 'exists') return [{ event, movedTo: null }];
  return [elsewhere(desk, snapshot, calendarId, event)];
}

/** If an event was made recurring, the booking is the instance at its time. */
function instanceOf(bookings: readonly Booking[], event: ObservedEvent): ObservedEvent | null {
  const isIt = bookings.some(({ event: ref }) =>
    ref?.instanceId === undefined ? ref?.span.start === event.originalStart : ref.instanceId === event.id,
  );
  return isIt ? event : null;
}

/**
 * If an event was made recurring, the booking is one instance, which is read instead of the series: the same as before,
 * or the first, whose id is different if the whole series was moved.
 */
function instead(desk: Desk, snapshot: Snapshot, calendarId: string, found: FoundEvent): FoundEvent {
  const { event, movedTo } = found;
  if (!event.isSeries || event.status !== 'exists') return found;
  const where = movedTo ?? calendarId;
  const known = bookingsOfEvent(snapshot, calendarId, event.id).find((b) => b.event?.instanceId !== undefined)?.event
    ?.instanceId;
  const existing = existingInstance(desk, where, event, known);
  if (existing !== null) return { event: existing, movedTo };
  // An instance that was never seen cannot be missing: the series says everything.
  return known === undefined ? found : { event: { ...goneEvent(known), seriesId: event.id }, movedTo };
}

/**
 * An instance that was changed individually is also shown as cancelled if its series was moved, in time or to another
 * calendar, or no longer repeats: only the series tells whether somebody has deleted it.
 */
function ofItsSeries(desk: Desk, snapshot: Snapshot, calendarId: string, instance: ObservedEvent): FoundEvent {
  const seriesId = instance.seriesId ?? instance.id;
  const here = desk.calendar.get(calendarId, seriesId) ?? goneEvent(seriesId);
  const series =
    here.status === 'exists' ? { event: here, movedTo: null } : elsewhere(desk, snapshot, calendarId, here);
  const { event, movedTo } = series;
  if (event.status !== 'exists') return { event: instance, movedTo: null };
  if (!event.isSeries) return series;
  const existing = existingInstance(desk, movedTo ?? calendarId, event, instance.id);
  return { event: existing ?? instance, movedTo };
}

/** An event that is moved to another calendar keeps its id there: it is looked for before it counts as gone. */
function elsewhere(desk: Desk, snapshot: Snapshot, calendarId: string, event: ObservedEvent): FoundEvent {
  const followed = calendarsOf(snapshot, desk.me.email);
  const others = new Set([
    ...followed.map((calendar) => calendar.calendarId),
    ...desk.calendar.list().map(({ id }) => id),
  ]);
  others.delete(calendarId);
  for (const id of others) {
    const found = desk.calendar.get(id, event.id);
    if (found?.status === 'exists') return { event: found, movedTo: id };
  }
  return { event, movedTo: null };
}

/** A full list has no entries for deleted events: what it lacks is looked up by id, never assumed to be gone. */
function lookForMissed(desk: Desk, snapshot: Snapshot, calendarId: string, seen: ReadonlySet<string>): FoundEvent[] {
  const staffId = staffByEmail(snapshot, desk.me.email)?.id;
  const ahead = { start: desk.now(), end: EVER.end };
  const missed = new Set(
    (staffId === undefined ? [] : snapshot.bookings.live(staffId, ahead))
      .filter(({ end }) => end > desk.now())
      .flatMap(({ event }) => (event?.calendarId === calendarId && event.written ? [event.eventId] : []))
      .filter((id) => !seen.has(id)),
  );
  return [...missed].map((id) => {
    const event = desk.calendar.get(calendarId, id) ?? goneEvent(id);
    return event.status === 'exists' ? { event, movedTo: null } : elsewhere(desk, snapshot, calendarId, event);
  });
}
