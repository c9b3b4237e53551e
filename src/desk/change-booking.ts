import { withFlag, withoutFlag, type Booking, type Invitations } from '../booking/booking';
import { done, refused, type Outcome } from '../booking/refusal';
import type { Instant } from '../booking/time';
import { transition, type Command } from '../booking/transition';
import type { Snapshot } from '../store/store';
import { bookingIsFree, collidesWithBooking } from './open-times';
import { deliver } from './outbox';
import { mayChange, roleOf } from './people';
import type { Desk, Me } from './ports';
import { standFor } from './stand';
import { syncBusyCalendars } from './sync';

/** What staff can do to a booking from a card. */
export type StaffAction =
  | { kind: 'accept'; overBusy: boolean; invitations?: Invitations }
  | { kind: 'markPaid'; overBusy: boolean; invitations?: Invitations }
  | { kind: 'decline'; reason: string }
  | { kind: 'cancel'; reason: string; invitations?: Invitations }
  | { kind: 'followCalendar' }
  | { kind: 'putBack' }
  | { kind: 'complete' }
  | { kind: 'noShow' }
  | { kind: 'retryLink' }
  | { kind: 'reschedule'; start: Instant; end: Instant };

/**
 * Staff or owner act on a booking: the record and what follows from it change under one lock, then the event and the
 * mail are seen to. Confirming looks at the person's calendars first, where it is their own execution.
 *
 * Refused with `slotTaken` when something stands at the time; `overBusy` overrules a busy calendar, never a booking.
 */
export function changeBooking(desk: Desk, me: Me, bookingId: string, action: StaffAction): Outcome<Booking> {
  if (action.kind === 'accept' || action.kind === 'markPaid') syncBusyCalendars(desk, me);
  const outcome = desk.store.update<Outcome<Booking>>((snapshot) => {
    const decided = decideChange(desk, snapshot, me, bookingId, action);
    if (!decided.ok) return { changes: [], result: decided };
    return { changes: [{ put: 'booking', id: bookingId, value: decided.value }], result: decided };
  });
  if (!outcome.ok) return outcome;
  deliver(desk, me, [bookingId]);
  return done(desk.store.read().get('booking', bookingId) ?? outcome.value);
}

function decideChange(
  desk: Desk,
  snapshot: Snapshot,
  me: Me,
  bookingId: string,
  action: StaffAction,
): Outcome<Booking> {
  const booking = snapshot.get('booking', bookingId);
  if (booking === undefined) return refused('unknownBooking', 'booking');
  if (!mayChange(roleOf(snapshot, me.email), booking)) return refused('notAllowed', 'booking');
  const command = commandFor(desk, snapshot, me, booking, action);
  if (!command.ok) return command;
  const once = ('invitations' in action ? action.invitations : undefined) ?? booking.invitations;
  const changed = transition({ ...booking, invitations: once }, command.value, desk.now());
  if (!changed.ok || !('overBusy' in action)) return changed;
  return mayStandThere(desk, snapshot, changed.value, action.overBusy);
}

/** Confirming needs the time to be free, or a person who says that it shall be so all the same. */
function mayStandThere(desk: Desk, snapshot: Snapshot, booking: Booking, overBusy: boolean): Outcome<Booking> {
  if (bookingIsFree(desk, snapshot, booking)) return done(withoutFlag(booking, 'overlap'));
  if (!overBusy)
    return refused('slotTaken', 'start', { overrule: collidesWithBooking(desk, snapshot, booking) ? 0 : 1 });
  if (collidesWithBooking(desk, snapshot, booking)) return refused('slotTaken', 'start', { overrule: 0 });
  return done(withFlag(booking, 'overlap'));
}

function commandFor(desk: Desk, snapshot: Snapshot, me: Me, booking: Booking, action: StaffAction): Outcome<Command> {
  const by = me.email;
  switch (action.kind) {
    case 'accept':
    case 'markPaid': {
      const calendarId = snapshot.get('staff', booking.staffId)?.writeCalendar ?? null;
      if (calendarId === null) return refused('notConnected', 'staff');
      return done({ kind: action.kind, by, ...standFor(desk, snapshot, booking, calendarId) });
    }
    case 'decline':
    case 'cancel':
      return done({ kind: action.kind, by, reason: action.reason });
    case 'reschedule':
      return done({ kind: 'reschedule', by, start: action.start, end: action.end });
    case 'complete':
    case 'noShow':
    case 'retryLink':
    case 'followCalendar':
    case 'putBack':
      return done({ kind: action.kind, by });
  }
}
