import { withHistory, type Booking, type NewEffect } from '../../booking/booking';
import { done, type Outcome } from '../../booking/refusal';
import { PLAIN_RULES, type StaffMember } from '../../booking/staff';
import { EVER, type RecordChange, type Snapshot } from '../ports/store';
import { asStaff } from '../team/access';
import { deliver } from '../outbox/outbox';
import { roleOf, calendarsOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { syncCalendar } from './sync';
import { momentOf, type Moment } from '../ports/moment';
import { unreadCalendar } from '../ports/records';
import { withEffects, withoutPlans } from '../../booking/outbox';
import { refundIfPaid } from '../../booking/flags';
import { withoutEvent } from '../../booking/placement';

/** What happens to upcoming bookings and their events when a connection starts over. */
export const RESET_EVENTS = ['leave', 'google', 'slotkeeper', 'both'] as const;
/** What is read then. */
export const RESET_NEXT = ['changes', 'everything'] as const;

export interface ResetChoice {
  events: (typeof RESET_EVENTS)[number];
  next: (typeof RESET_NEXT)[number];
}

/** Reads all calendars that this person follows, as far as time allows. */
export function syncNow(desk: Desk): void {
  const own = calendarsOf(desk.store.seen(), desk.me.email);
  // The calendar that has waited longest comes first, so that repeated runs reach all of them.
  own.sort((a, b) => (a.syncedAt ?? 0) - (b.syncedAt ?? 0));
  for (const { calendarId } of own) if (desk.timeLeft() > 0) syncCalendar(desk, calendarId);
  deliver(desk, null);
}

/** Stops reading and writing this person's calendars, or resumes and catches up. */
export function pauseSync(desk: Desk, syncPaused: boolean): Outcome<StaffMember> {
  const outcome = asStaff(desk, (staff) => {
    const value = { ...staff, syncPaused };
    return done({ value, changes: [{ put: 'staff', id: staff.id, value }] });
  });
  if (outcome.ok && !syncPaused) syncNow(desk);
  return outcome;
}

/** This person's upcoming bookings that have an event. */
export function bookingsWithEvents(at: Moment, staff: StaffMember): Booking[] {
  return at.snapshot.bookings
    .live(staff.id, { start: at.now, end: EVER.end })
    .filter(({ state, event, end }) => state === 'confirmed' && event !== null && end > at.now);
}

/**
 * Starts this person's connection over. Deletions in Google go through the outbox: if interrupted, the next execution
 * continues them. Nobody is mailed.
 */
export function resetConnection(desk: Desk, choice: ResetChoice): Outcome<StaffMember> {
  const outcome = asStaff(desk, (staff, snapshot) => {
    const concerned = new Set(choice.events === 'leave' ? [] : bookingsWithEvents(momentOf(desk, snapshot), staff));
    const events = new Set([...concerned].map(({ event }) => event?.eventId));
    const asked = new Set([...concerned, ...snapshot.bookings.withWork()]);
    const changes: RecordChange[] = [...asked].flatMap((booking): RecordChange[] => {
      const begun = concerned.has(booking) ? resetBooking(desk, booking, choice.events) : booking;
      const value = withGuestsLeavingAlone(begun, events);
      return value === booking ? [] : [{ put: 'booking', id: booking.id, value }];
    });
    for (const [id, calendar] of snapshot.all('calendar')) {
      if (calendar.email !== desk.me.email) continue;
      const unread = unreadCalendar(desk.me.email, calendar.calendarId, calendar.name, calendar.readsBusy);
      changes.push({ put: 'calendar', id, value: { ...unread, skipsExisting: choice.next === 'changes' } });
    }
    return done({ value: staff, changes });
  });
  if (outcome.ok) syncNow(desk);
  return outcome;
}

function resetBooking(desk: Desk, booking: Booking, events: ResetChoice['events']): Booking {
  const { event } = booking;
  if (event === null) return booking;
  const { calendarId, eventId, instanceId } = event;
  const { staffId } = booking;
  // The card says that nobody is told, so Google must not tell them either. The other times of a series are the
  // person's own.
  const own = { calendarId, eventId, ...(instanceId !== undefined && { instanceId }) };
  const removal: NewEffect = { kind: 'removeEvent', ...own, silent: true, staffId };
  const removes = events === 'slotkeeper' ? [] : [removal];
  // A booking that stays shows that it has no event; one that ends shows whether its client is owed a refund.
  const cut = events === 'google' ? withoutEvent(booking) : cancelledSilently(booking);
  return withHistory(withEffects(cut, removes), { at: desk.now(), by: desk.me.email, what: 'reset' });
}

/**
 * Clients who still have to leave one of these events leave it as guests: whether the event goes too was chosen with
 * the reset.
 */
function withGuestsLeavingAlone(booking: Booking, events: ReadonlySet<string | undefined>): Booking {
  const outbox = booking.outbox.map((effect) =>
    effect.kind === 'leaveEvent' && events.has(effect.eventId) ? { ...effect, keepsEvent: true as const } : effect,
  );
  return outbox.every((effect, n) => effect === booking.outbox[n]) ? booking : { ...booking, outbox };
}

function cancelledSilently(booking: Booking): Booking {
  return refundIfPaid({ ...withoutPlans(booking), state: 'cancelled', event: null, link: null, question: null });
}

/**
 * Removes this person's connection: triggers, tokens, busy times and their own rules. Their bookings stay, and so do
 * the events unless their removal is requested.
 */
export function disconnect(desk: Desk, removeEvents: boolean): Outcome<StaffMember> {
  if (removeEvents) {
    const emptied = resetConnection(desk, { events: 'google', next: 'changes' });
    if (!emptied.ok) return emptied;
  }
  const followed = calendarsOf(desk.store.seen(), desk.me.email).map(({ calendarId }) => calendarId);
  const outcome = asStaff(desk, (staff, snapshot) => {
    const plain: StaffMember = {
      ...staff,
      ...PLAIN_RULES,
      overrides: [],
      absences: [],
      busyCalendars: [],
      writeCalendar: null,
    };
    const calendars = [...snapshot.all('calendar')].filter(([, calendar]) => calendar.email === desk.me.email);
    const changes: RecordChange[] = [
      { put: 'staff', id: staff.id, value: plain },
      ...calendars.map(([id]): RecordChange => ({ remove: 'calendar', id })),
      { remove: 'account', id: desk.me.email },
    ];
    return done({ value: plain, changes });
  });
  if (!outcome.ok) return outcome;
  desk.notes.forget(followed);
  // The owner's hourly tick continues, since the public page's work depends on it. So does that of a person whose
  // deletions are still pending.
  const after = desk.store.seen();
  desk.triggers.remove({ keepTick: roleOf(after, desk.me.email).isOwner || hasRemovals(after, outcome.value) });
  return outcome;
}

/** Whether an event still has to be removed from this person's calendar: only they can do it. */
function hasRemovals(snapshot: Snapshot, staff: StaffMember): boolean {
  const isTheirs = (booking: Booking) =>
    booking.outbox.some(
      (e) => (e.kind === 'removeEvent' || e.kind === 'leaveEvent') && (e.staffId ?? booking.staffId) === staff.id,
    );
  return snapshot.bookings.withWork().some(isTheirs);
}
