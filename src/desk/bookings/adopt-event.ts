import { isShared, withHistory, type Booking, type Client } from '../../booking/booking';
import { done, refused, type Outcome } from '../../booking/refusal';
import { isGivenBy } from '../../booking/service';
import { isConnected, type StaffMember } from '../../booking/staff';
import { MINUTE } from '../../booking/time/time';
import { pendingLink } from '../../booking/placement';
import type { Snapshot } from '../ports/store';
import { asStaff, type Ruling } from '../team/access';
import { withTimeFlags } from '../times/open-times';
import { deliver } from '../outbox/outbox';
import type { Desk, ObservedEvent } from '../ports/ports';
import { calendarRecordId } from '../ports/records';
import { keepNotes, recordWithout, withoutEvent } from '../sync/calendar-notes';
import { newBooking, type BookingParts } from './request';
import { momentOf, type Moment } from '../ports/moment';
import { withEffects } from '../../booking/outbox';
import { lowerFlag } from '../../booking/flags';

/** What staff enter about their own event that becomes a booking. */
export interface Adoption {
  calendarId: string;
  eventId: string;
  serviceId: string;
  client: Client;
  /** Whether the client gets our confirmation e-mail. */
  tellsClient: boolean;
}

/**
 * Turns an existing event in the calendar of this person's bookings into a booking. The event stays as it is; from then
 * on the booking follows it. An online service's event without a link is given one.
 */
export function adoptEvent(desk: Desk, adoption: Adoption): Outcome<Booking> {
  const { calendarId, eventId } = adoption;
  const seen = desk.calendar.get(calendarId, eventId);
  const without = withoutEvent(desk, desk.store.seen(), calendarId, eventId);
  const outcome = asStaff(desk, (staff, snapshot) => {
    const decided = decide(momentOf(desk, snapshot), staff, seen, adoption);
    const id = calendarRecordId(staff.email, calendarId);
    const calendar = snapshot.get('calendar', id);
    if (!decided.ok || calendar === undefined) return decided;
    // The event was an ordinary one so far; from now on it is the booking's own time.
    const { value, changes } = decided.value;
    const after = recordWithout(calendar, eventId, without);
    return done({ value, changes: [...changes, { put: 'calendar', id, value: after }] });
  });
  if (!outcome.ok) return outcome;
  keepNotes(desk, calendarId, without?.rest ?? null);
  deliver(desk, [outcome.value.id]);
  return done(desk.store.seen().get('booking', outcome.value.id) ?? outcome.value);
}

function decide(
  at: Moment,
  staff: StaffMember,
  event: ObservedEvent | null,
  adoption: Adoption,
): Outcome<Ruling<Booking>> {
  const { now, snapshot } = at;
  const { calendarId, eventId, serviceId, client } = adoption;
  if (!isConnected(staff)) return refused('notConnected', 'staff');
  const service = snapshot.get('service', serviceId);
  if (service === undefined || !isGivenBy(service, staff.id)) return refused('unknownService', 'service');
  if (isBooked(snapshot, eventId)) return refused('alreadyDone');
  const isAlone = event?.status === 'exists' && !event.isSeries && event.seriesId === null;
  if (!isAlone || event.span === null || calendarId !== staff.writeCalendar) return refused('notThisEvent');
  if (event.allDay) return refused('allDayEvent', 'start');
  if (event.span.end <= now) return refused('pastTime', 'start');
  const made = bookingOf(at, event, { staff, service, client });
  const booking: Booking = {
    ...made,
    ...event.span,
    state: 'confirmed',
    hold: service.hold,
    timeToPay: service.timeToPay,
    holdUntil: null,
    prepayment: false,
    event: { calendarId, eventId, written: true, span: event.span },
    history: [],
  };
  const linked = withLinkOf(at, booking, event);
  const told = adoption.tellsClient ? withEffects(linked, [{ kind: 'mail', template: 'clientConfirmed' }]) : linked;
  const noted = withHistory(told, { at: now, by: staff.email, what: 'adopted' });
  // It may overlap other events, since its owner put it there; overlapping another booking is a different matter.
  const value = lowerFlag(withTimeFlags(at, noted), 'overPlan');
  return done({ value, changes: [{ put: 'booking', id: value.id, value }] });
}

/** In any calendar: a guest's copy of a booking's event has the same id, and is not another event. */
function isBooked(snapshot: Snapshot, eventId: string): boolean {
  return snapshot.bookings.ofEvent(eventId).some(({ state }) => state === 'confirmed');
}

function bookingOf(
  at: Moment,
  event: ObservedEvent,
  people: Pick<BookingParts, 'staff' | 'service' | 'client'>,
): Booking {
  const { service, staff } = people;
  const { start, end } = event.span ?? { start: 0, end: 0 };
  const online = service.places.find(({ kind }) => kind === 'meet');
  const [first = { kind: 'meet' as const }] = service.places;
  const place = event.link.status === 'none' ? first : (online ?? { kind: 'meet' as const });
  const duration = Math.round((end - start) / MINUTE);
  const requestKey = at.ids.secret();
  const made = newBooking(at, {
    ...people,
    start,
    duration,
    place,
    requestKey,
    by: staff.email,
  });
  // Its guests are its own: no other booking shares it.
  return isShared(made) ? { ...made, capacity: 1 } : made;
}

function withLinkOf(at: Moment, booking: Booking, event: ObservedEvent): Booking {
  const { now } = at;
  if (event.link.status === 'ready') {
    const { uri, phones } = event.link;
    return { ...booking, link: { status: 'ready', uri, since: now, attempt: 1, phones } };
  }
  if (booking.place.kind !== 'meet') return booking;
  const asking: Booking = { ...booking, link: pendingLink(1, now) };
  return withEffects(asking, [{ kind: 'putEvent' }]);
}
