import { decideAndWrite } from '../team/access';
import type { Booking } from '../../booking/booking';
import { readByHand, type FilledForm } from '../../booking/form';
import { done, refused, type Outcome } from '../../booking/refusal';
import { durationsOf, isGivenBy, type Service } from '../../booking/service';
import { isConnected, type StaffMember } from '../../booking/staff';
import { isInstant, MINUTE } from '../../booking/time/time';
import type { RecordChange } from '../ports/store';
import { withFlagsOfOthers } from '../times/overlaps';
import { atItsTime, whoTakes, withTimeFlags } from '../times/open-times';
import { deliver } from '../outbox/outbox';
import { withMailClaimed, type ClaimedMail } from '../outbox/mail-claims';
import { mayBookFor, roleOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { acceptAtOnce, asRequest, GRACE, newBooking, placeFor, repeatOf, type BookingRequest } from './request';
import { syncBusyCalendars } from '../sync/sync';
import { momentOf, type Moment } from '../ports/moment';
import { withoutEffects } from '../../booking/outbox';

/** How a service with advance payment is paid this time. */
export const MANUAL_PAYMENTS = ['await', 'paid', 'none'] as const;
export type ManualPayment = (typeof MANUAL_PAYMENTS)[number];

/** What staff enter for a client who calls: a client's request, plus what only staff may enter. */
export interface ManualBooking extends Omit<BookingRequest, 'offer' | 'code' | keyof FilledForm> {
  /** As the client has told them, by the id of the question; none is needed. */
  answers: FilledForm['answers'];
  /** Otherwise it waits to be accepted, like a client's own request. */
  confirm: boolean;
  payment: ManualPayment;
  /** Even a time that is not open, or over a busy calendar; never over another booking. */
  anyTime: boolean;
}

/**
 * Staff enter a booking. Refused with `notOpen` if only the rules for clients say no, with `slotTaken` if something is
 * at that time, see atItsTime.
 */
export function bookManually(desk: Desk, wanted: ManualBooking): Outcome<Booking> {
  syncBusyCalendars(desk);
  const outcome = decideAndWrite<{ booking: Booking; claimed: ClaimedMail[] }>(desk, (snapshot) => {
    const at = momentOf(desk, snapshot);
    const repeated = repeatOf(snapshot, wanted.requestKey, desk.me.email);
    if (repeated !== null) return done({ value: { booking: repeated, claimed: [] }, changes: [] });
    const decided = decide(at, wanted);
    if (!decided.ok) return decided;
    const all = withFlagsOfOthers(at, new Map([[decided.value.id, decided.value]]));
    const changes = [...all].map(([id, value]): RecordChange => ({ put: 'booking', id, value }));
    const first = withMailClaimed(desk, snapshot, changes, { only: [decided.value.id] });
    return done({ value: { booking: decided.value, claimed: first.claimed }, changes: first.changes });
  });
  if (!outcome.ok) return outcome;
  const { booking, claimed } = outcome.value;
  deliver(desk, [booking.id], { claimed });
  return done(desk.store.seen().get('booking', booking.id) ?? booking);
}

function decide(at: Moment, wanted: ManualBooking): Outcome<Booking> {
  const { me } = at;
  const service = at.snapshot.get('service', wanted.serviceId);
  if (service === undefined) return refused('unknownService', 'service');
  const duration = wanted.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  if (wanted.start <= at.now) return refused('pastTime', 'start');
  if (!isInstant(wanted.start + duration * MINUTE)) return refused('timeExpected', 'start');
  const place = placeFor(service, wanted.place, wanted.client);
  if (!place.ok) return place;
  const form = readByHand(service.questions, wanted.answers, at.now);
  if (!form.ok) return form;
  const staff = chooseStaff(at, service, duration, wanted);
  if (!staff.ok) return staff;
  const { client, start, requestKey } = wanted;
  const parts = {
    service,
    staff: staff.value,
    client,
    start,
    duration,
    place: place.value,
    requestKey,
    form: form.value,
    by: me.email,
  };
  const made = newBooking(at, parts);
  const atTime = atItsTime(at, made, wanted.anyTime);
  if (!atTime.ok) return atTime;
  const paid = withPayment(at, service, withTimeFlags(at, atTime.value), wanted.payment);
  const { writeCalendar } = staff.value;
  const told = (booking: Booking) => (staff.value.email === me.email ? withoutStaffMail(booking) : booking);
  if (!wanted.confirm) return done(told(asRequest(paid)));
  if (writeCalendar === null) return refused('notConnected', 'staff');
  const accepted = acceptAtOnce(at, paid, writeCalendar, me.email);
  return accepted.ok ? done(told(accepted.value)) : accepted;
}

/** Nobody needs an e-mail about what they have entered themselves. */
function withoutStaffMail(booking: Booking): Booking {
  return withoutEffects(booking, (e) => e.kind === 'mail' && e.template.startsWith('staff'));
}

/** The owner and managers choose anybody who offers the service; everybody else enters their own bookings. */
function chooseStaff(
  at: Moment,
  service: Service,
  duration: number,
  { staffId, start, anyTime }: ManualBooking,
): Outcome<StaffMember> {
  const { snapshot } = at;
  const role = roleOf(snapshot, at.me.email);
  if (staffId !== null && !mayBookFor(role, staffId)) return refused('notAllowed', 'staff');
  if (staffId === null && !role.managesAll) return refused('notAllowed', 'staff');
  if (staffId !== null && !isGivenBy(service, staffId)) return refused('unknownStaff', 'staff');
  const open = whoTakes(at, { service, duration, staffId, grace: GRACE }, start);
  const chosen = open ?? (anyTime ? staffId : null);
  const staff = chosen === null ? undefined : snapshot.get('staff', chosen);
  if (staff !== undefined) return isConnected(staff) ? done(staff) : refused('notConnected', 'staff');
  // A closed time can only be given to a named person.
  if (staffId === null) return refused(anyTime ? 'required' : 'notOpen', anyTime ? 'staff' : 'start');
  const asked = snapshot.get('staff', staffId);
  if (asked === undefined) return refused('unknownStaff', 'staff');
  return isConnected(asked) ? refused('notOpen', 'start') : refused('notConnected', 'staff');
}

function withPayment(at: Moment, service: Service, booking: Booking, payment: ManualPayment): Booking {
  if (!service.prepayment || payment === 'await') return booking;
  return { ...booking, prepayment: false, paidAt: payment === 'paid' ? at.now : null };
}
