import { isLive, ownIdsOf, type Booking } from '../../booking/booking';
import { obstacles, type Obstacle } from '../../booking/slots/reasons';
import type { StaffMember } from '../../booking/staff';
import type { StaffTime } from '../../booking/slots/staff-time';
import { EVER, type RecordChange, type Snapshot } from '../ports/store';
import { tagOf } from './busy';
import { aroundOf, near, NOTHING, staffTime, takingBookings, type PendingBookings } from './known-time';
import type { Desk } from '../ports/ports';
import { calendarRecordId } from '../ports/records';
import { momentOf, type Moment } from '../ports/moment';
import { flagByFacts } from '../../booking/flags';

/** The booking with flags for what is at its time by now: another booking, an event of a busy calendar. */
export function withOverlapFlag(at: Moment, booking: Booking, changed: PendingBookings = NOTHING): Booking {
  const { snapshot } = at;
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return booking;
  return markedBy(staffTime(at, staff, [], booking), takingBookings(at, near(booking, []), changed), booking);
}

/**
 * @param time what is known about its staff member's calendars
 * @param taking its staff member's bookings, itself included
 */
function markedBy(time: StaffTime, taking: readonly Booking[], booking: Booking): Booking {
  const bookings = taking.filter(({ id }) => id !== booking.id);
  const found = obstacles({ ...time, bookings }, booking);
  const plans = found.filter(({ kind }) => kind === 'busy');
  const others = found.filter(({ kind }) => kind === 'booking' || kind === 'full');
  return flagByFacts(flagByFacts(booking, 'overlap', factsOf(booking, others)), 'overPlan', factsOf(booking, plans));
}

/** The reason for a flag, as a hash, since nothing of busy calendars is stored twice. */
function factsOf({ start, end }: Booking, found: readonly Obstacle[]): string | null {
  return found.length === 0 ? null : tagOf(JSON.stringify([start, end, found]));
}

/**
 * The flags that have to change because bookings or busy times have: of these people's live upcoming bookings, those
 * whose flags do not match the facts, corrected.
 *
 * @param changed bookings as they are about to be written
 */
export function reflagged(at: Moment, staffIds: ReadonlySet<string>, changed: PendingBookings = NOTHING): Booking[] {
  const { now, snapshot } = at;
  return [...staffIds].flatMap((staffId) => {
    const staff = snapshot.get('staff', staffId);
    const ahead = { start: now, end: EVER.end };
    const stored = snapshot.bookings.live(staffId, ahead).filter(({ id }) => !changed.has(id));
    const pending = [...changed.values()].filter((b) => b.staffId === staffId && isLive(b));
    const own = [...stored, ...pending].filter(({ end }) => end > now);
    if (staff === undefined || own.length === 0) return [];
    const taking = takingBookings(at, { staffId, around: aroundOf(ahead), except: [] }, changed);
    const time = staffTime(at, staff, []);
    return own.flatMap((booking) => {
      const mine = hasOwnBlock(snapshot, staff, booking) ? staffTime(at, staff, [], booking) : time;
      const followed = flagByFacts(markedBy(mine, taking, booking), 'unfollowed', unfollowedFacts(snapshot, booking));
      return followed === booking ? [] : [followed];
    });
  });
}

/**
 * Whether one of the booking's own events still counts as busy time, such as one that it has just been moved away from.
 */
function hasOwnBlock(snapshot: Snapshot, staff: StaffMember, booking: Booking): boolean {
  const tags = new Set(ownIdsOf(booking).map(tagOf));
  return staff.busyCalendars.some((calendarId) =>
    snapshot.get('calendar', calendarRecordId(staff.email, calendarId))?.named.some(({ tag }) => tags.has(tag)),
  );
}

/** While its event is in a calendar that nobody reads, changes to it there stay unknown. */
function unfollowedFacts(snapshot: Snapshot, { state, event }: Booking): string | null {
  if (state !== 'confirmed' || event === null) return null;
  const isRead = snapshot.list('calendar').some(({ calendarId }) => calendarId === event.calendarId);
  return isRead ? null : event.calendarId;
}

/** The changes that keep flags true when bookings change: for everybody whose time is affected. */
export function withFlagsOfOthers(at: Moment, changed: PendingBookings): Map<string, Booking> {
  const touched = [...changed.values()].flatMap((after) => {
    const before = at.snapshot.get('booking', after.id);
    return takesTheSame(before, after) ? [] : [before?.staffId ?? after.staffId, after.staffId];
  });
  const all = new Map(changed);
  if (touched.length > 0) for (const booking of reflagged(at, new Set(touched), changed)) all.set(booking.id, booking);
  return all;
}

function takesTheSame(before: Booking | undefined, after: Booking): boolean {
  return (
    before?.staffId === after.staffId &&
    before.start === after.start &&
    before.end === after.end &&
    isLive(before) === isLive(after)
  );
}

/** Corrects flags, of these people or, by default, of everybody; writes nothing if they are right. */
export function keepOverlapFlags(desk: Desk, staffIds: readonly string[] | null = null): void {
  const decide = (snapshot: Snapshot): RecordChange[] => {
    const whose = new Set(staffIds ?? snapshot.all('staff').keys());
    return reflagged(momentOf(desk, snapshot), whose).map((value) => ({ put: 'booking', id: value.id, value }));
  };
  if (staffIds?.length === 0 || decide(desk.store.seen()).length === 0) return;
  desk.store.update((snapshot) => ({ changes: decide(snapshot), result: null }), 'all');
}
