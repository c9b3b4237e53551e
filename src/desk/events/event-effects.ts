import { type Booking, type Effect } from '../../booking/booking';
import type { StaffMember } from '../../booking/staff';
import type { Snapshot } from '../ports/store';
import { roleOf, settingsOf } from '../team/people';
import { CalendarError, type Desk, type Actor } from '../ports/ports';
import { momentOf, type Moment } from '../ports/moment';
import type { CalendarEffect, BookingUpdate, EventResult } from './event-result';
import { resultFor } from './event-result';
import { putEvent } from './put-event';
import { removeEvent, leaveEvent, bringBack, changeClient, newLink } from './change-event';

/**
 * Carries out the Calendar tasks of a booking's outbox, if it is this person's calendar, or one that the owner, a
 * manager or the web app's account at work may write to. If an event has to be created under another id, those who share it come along.
 */
export function settleEvents(desk: Desk, snapshot: Snapshot, booking: Booking): EventResult[] {
  const at = momentOf(desk, snapshot);
  const settled: EventResult[] = [];
  // One reading of the event serves all tasks that bring it in line.
  let isPut = false;
  for (const effect of booking.outbox) {
    if (effect.kind === 'mail' || !mayCarryOut(desk, snapshot, booking, effect)) continue;
    if (effect.kind !== 'putEvent') {
      settled.push(
        ...attempt(at, booking, effect, () => [resultFor(booking, carryOut(desk, snapshot, booking, effect))]),
      );
    } else if (!isPut) {
      isPut = true;
      settled.push(...attempt(at, booking, effect, () => putEvent(desk, snapshot, booking, effect)));
    }
  }
  return settled;
}

/** An event that was left behind is in the calendar of the staff member who had the booking then. */
function whoseCalendar(booking: Booking, effect: CalendarEffect): string {
  return ('staffId' in effect ? effect.staffId : undefined) ?? booking.staffId;
}

function mayCarryOut(desk: Desk, snapshot: Snapshot, booking: Booking, effect: CalendarEffect): boolean {
  const staff = snapshot.get('staff', whoseCalendar(booking, effect));
  if (staff === undefined || staff.syncPaused) return false;
  if (staff.email === desk.me.email) return true;
  const calendarId = 'calendarId' in effect ? effect.calendarId : booking.event?.calendarId;
  // Only their owner can move an event between calendars: both have to be theirs.
  if (calendarId === undefined || effect.kind === 'bringBack' || !writesForOthers(snapshot, desk.me)) return false;
  try {
    return desk.calendar.canWrite(calendarId);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`effect ${effect.id} left to its owner: ${error.message}`);
    return false;
  }
}

/** The owner, managers, and the account that the web app runs as: what a client or a link decides is written at once. */
function writesForOthers(snapshot: Snapshot, { email }: Actor): boolean {
  return roleOf(snapshot, email).managesAll || (email !== '' && settingsOf(snapshot)?.deployer === email);
}

/** A staff member whose calendar still has to be written to, and the bookings that wait for it. */
export interface WaitingBookings {
  staff: StaffMember;
  bookings: Booking[];
}

/** The bookings with changes that still have to be written to this person's own calendar. */
export function waitingFor(snapshot: Snapshot, me: Actor, bookings: readonly Booking[]): Booking[] {
  const { staff } = roleOf(snapshot, me.email);
  if (staff === null || staff.syncPaused) return [];
  const isTheirs = (booking: Booking) => (e: Effect) => e.kind !== 'mail' && whoseCalendar(booking, e) === staff.id;
  return bookings.filter((booking) => booking.outbox.some(isTheirs(booking)));
}

/** What waits for people other than the reader: only they can write to their calendars. */
export function waitingForOthers(snapshot: Snapshot, me: Actor, bookings: readonly Booking[]): WaitingBookings[] {
  const waiting = new Map<string, WaitingBookings>();
  for (const booking of bookings) {
    const ids = booking.outbox.flatMap((effect) => (effect.kind === 'mail' ? [] : [whoseCalendar(booking, effect)]));
    for (const id of new Set(ids)) {
      const staff = snapshot.get('staff', id);
      if (staff === undefined || staff.email === me.email) continue;
      const known = waiting.get(id) ?? { staff, bookings: [] };
      known.bookings.push(booking);
      waiting.set(id, known);
    }
  }
  return [...waiting.values()];
}

function carryOut(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Exclude<CalendarEffect, { kind: 'putEvent' }>,
): BookingUpdate {
  switch (effect.kind) {
    case 'removeEvent':
      return removeEvent(desk, snapshot, booking, effect);
    case 'leaveEvent':
      return leaveEvent(desk, booking, effect);
    case 'bringBack':
      return bringBack(desk, snapshot, booking, effect);
    case 'changeClient':
      return changeClient(desk, snapshot, booking, effect);
    case 'newLink':
      return newLink(desk, snapshot, booking, effect);
  }
}

/** A failed effect is kept, with Google's words; the next execution tries again. */
function attempt(at: Moment, booking: Booking, effect: CalendarEffect, work: () => EventResult[]): EventResult[] {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    at.log(`effect ${effect.id} ${effect.kind} failed: ${error.kind}: ${error.message}`);
    const { message } = error;
    const noted = (e: Effect) => (e.id === effect.id ? { ...e, attempts: e.attempts + 1, error: message } : e);
    return [resultFor(booking, (current) => ({ ...current, outbox: current.outbox.map(noted) }))];
  }
}
