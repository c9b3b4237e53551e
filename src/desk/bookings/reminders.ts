import { PLANNED_WITHIN, reachOf, withReminders } from '../../booking/reminders';
import type { Booking } from '../../booking/booking';
import { MINUTE, type Instant } from '../../booking/time/time';
import type { Desk } from '../ports/ports';
import type { RecordChange, Snapshot } from '../ports/store';

/**
 * Puts the reminders and follow-ups that have come due into the outboxes of their bookings, whoever's they are: the
 * first hourly tick after they are due plans them, and the outbox sends them. Answers how many there are.
 */
export function planReminders(desk: Desk): number {
  if (dueIn(desk.store.seen(), desk.now()).length === 0) return 0;
  return desk.store.update((snapshot) => {
    const changes = dueIn(snapshot, desk.now());
    return { changes, result: changes.length };
  });
}

function dueIn(snapshot: Snapshot, now: Instant): RecordChange[] {
  return bookingsInReach(snapshot, now).flatMap((booking): RecordChange[] => {
    const service = snapshot.get('service', booking.serviceId);
    const value = service === undefined ? booking : withReminders(booking, service, now);
    return value === booking ? [] : [{ put: 'booking', id: booking.id, value }];
  });
}

/** Those that a reminder or a follow-up may be due for. */
function bookingsInReach(snapshot: Snapshot, now: Instant): Booking[] {
  const { bookings } = snapshot;
  const { before, after } = reachOf(snapshot.list('service'));
  const since = after < 0 ? now : now - after * MINUTE - PLANNED_WITHIN;
  if (before === 0 && after < 0) return [];
  const live = bookings.live(null, { start: since, end: now + before * MINUTE + 1 });
  return after < 0 ? [...live] : [...live, ...bookings.finished(null, { start: since, end: now + 1 })];
}
