import { isOver, type Booking } from '../../booking/booking';
import { DAY } from '../../booking/time/time';
import { transition } from '../../booking/transition';
import { EVER, type RecordChange, type Snapshot } from '../ports/store';
import { settingsOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { calendarRecordId } from '../ports/records';
import { momentOf, type Moment } from '../ports/moment';

/** How long a past booking waits for its calendar to be read: its event may have been moved to a later time. */
const READING_PATIENCE = 14 * DAY;

/**
 * Bookings that took place are completed as many hours after their end as the owner has set; if the owner wants to be
 * asked, they stay on the list of past bookings. A person can still say that the client did not come.
 */
export function endPast(desk: Desk): void {
  if (pastIn(momentOf(desk, desk.store.seen())).length === 0) return;
  const now = desk.now();
  desk.store.update((snapshot) => {
    const changes = pastIn(momentOf(desk, snapshot)).flatMap((booking): RecordChange[] => {
      const ended = transition(booking, { kind: 'complete', by: 'system' }, now);
      return ended.ok ? [{ put: 'booking', id: booking.id, value: ended.value }] : [];
    });
    return { changes, result: null };
  }, 'all');
}

function pastIn(at: Moment): Booking[] {
  const { now, snapshot } = at;
  const past = settingsOf(snapshot)?.past;
  if (past?.mode !== 'complete') return [];
  return snapshot.bookings
    .live(null, { start: EVER.start, end: now })
    .filter((booking) => isOver(booking, past.hours, now) && !waitsForReading(snapshot, booking, now));
}

function waitsForReading(snapshot: Snapshot, { event, staffId, end }: Booking, now: number): boolean {
  const staff = snapshot.get('staff', staffId);
  if (event === null || staff === undefined || end + READING_PATIENCE <= now) return false;
  const calendar = snapshot.get('calendar', calendarRecordId(staff.email, event.calendarId));
  return calendar !== undefined && (calendar.syncedAt ?? 0) < end;
}
