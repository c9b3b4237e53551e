import { withEffects, withHistory, type Booking, type Client } from '../booking/booking';
import { done, refused, type Outcome } from '../booking/refusal';
import { durationsOf, isGivenBy, type Place, type Service } from '../booking/service';
import type { StaffMember } from '../booking/staff';
import { HOUR, MINUTE, type Instant } from '../booking/time';
import { transition } from '../booking/transition';
import type { Snapshot } from '../store/store';
import { bookingIsFree, whoTakes } from './open-times';
import { deliver } from './outbox';
import type { Desk, Me } from './ports';
import { standFor } from './stand';

/** What a client sends. Texts are trimmed and within their limits, the zone is one that exists. */
export interface BookingRequest {
  serviceId: string;
  /** Null: whoever is free. */
  staffId: string | null;
  start: Instant;
  /** Minutes, one of the service's; null: the usual one. */
  duration: number | null;
  /** One of the service's kinds of place; null where there is no choice. */
  place: Place['kind'] | null;
  client: Client;
  /** Chosen by the client's page for one submission; sent again, it finds the booking that it made. */
  requestKey: string;
}

/**
 * A client asks for a time. The check and the booking happen under one lock: of two requests for the last place one is
 * refused with `slotTaken`.
 *
 * @param me the account that the public page runs as: it sends the mail
 */
export function requestBooking(desk: Desk, me: Me, request: BookingRequest): Outcome<Booking> {
  const outcome = desk.store.update<Outcome<Booking>>((snapshot) => {
    const decided = decideRequest(desk, snapshot, request);
    if (!decided.ok) return { changes: [], result: decided };
    const booking = decided.value;
    const known = snapshot.get('booking', booking.id) !== undefined;
    return { changes: known ? [] : [{ put: 'booking', id: booking.id, value: booking }], result: decided };
  });
  if (outcome.ok) deliver(desk, me, [outcome.value.id]);
  return outcome;
}

function decideRequest(desk: Desk, snapshot: Snapshot, request: BookingRequest): Outcome<Booking> {
  const service = snapshot.get('service', request.serviceId);
  if (!service?.offered) return refused('unknownService', 'service');
  if (request.staffId !== null) {
    const asked = snapshot.get('staff', request.staffId);
    if (asked === undefined || !isGivenBy(service, asked.id)) return refused('unknownStaff', 'staff');
  }
  const repeated = [...snapshot.all('booking').values()].find((b) => b.requestKey === request.requestKey);
  if (repeated !== undefined) return done(repeated);
  const now = desk.now();
  if (request.start <= now) return refused('pastTime', 'start');
  const duration = request.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  const place = placeFor(service, request);
  if (!place.ok) return place;
  // Who takes it is settled here, inside the lock, among those who are free now.
  const staffId = whoTakes(desk, snapshot, { service, duration, staffId: request.staffId }, request.start);
  const staff = staffId === null ? undefined : snapshot.get('staff', staffId);
  if (staff === undefined) return refused('slotTaken', 'start');
  const booking = newBooking(desk, snapshot, { service, staff, request, duration, place: place.value });
  if (!bookingIsFree(desk, snapshot, booking)) return refused('slotTaken', 'start');
  if (!service.autoAccept || staff.writeCalendar === null) {
    return done(withEffects(booking, [mail('clientRequested'), mail('staffRequested')]));
  }
  const stand = standFor(desk, snapshot, booking, staff.writeCalendar);
  const accepted = transition(booking, { kind: 'accept', by: 'system', ...stand }, now);
  return accepted.ok ? done(withEffects(accepted.value, [mail('staffConfirmed')])) : accepted;
}

function mail<T extends 'clientRequested' | 'staffRequested' | 'staffConfirmed'>(template: T) {
  return { kind: 'mail' as const, template };
}

/** The place that the client chose; where we call them, we need their number. */
function placeFor(service: Service, request: BookingRequest): Outcome<Place> {
  const [only, second] = service.places;
  const place =
    request.place === null && second === undefined ? only : service.places.find((p) => p.kind === request.place);
  if (place === undefined) return refused(request.place === null ? 'required' : 'valueExpected', 'place');
  return place.kind === 'weCall' && request.client.phone === '' ? refused('required', 'phone') : done(place);
}

interface Made {
  service: Service;
  staff: StaffMember;
  request: BookingRequest;
  /** Minutes. */
  duration: number;
  place: Place;
}

function newBooking(desk: Desk, snapshot: Snapshot, { service, staff, request, duration, place }: Made): Booking {
  const now = desk.now();
  const id = freshId(desk, snapshot);
  const booking: Booking = {
    id,
    reference: referenceOf(id),
    state: 'requested',
    serviceId: service.id,
    serviceName: service.name,
    staffId: staff.id,
    client: request.client,
    start: request.start,
    end: request.start + duration * MINUTE,
    place,
    bufferBefore: service.bufferBefore,
    bufferAfter: service.bufferAfter,
    capacity: service.capacity,
    prepayment: service.prepayment,
    paidAt: null,
    // A hold never outlives the time it holds.
    holdUntil: Math.min(now + service.hold * HOUR, request.start),
    event: null,
    link: null,
    flags: [],
    question: null,
    invitations: null,
    outbox: [],
    nextEffect: 1,
    requestKey: request.requestKey,
    createdAt: now,
    history: [],
  };
  return withHistory(booking, { at: now, by: 'client', what: 'requested' });
}

/** The first six characters of the id, upper case: unique among the stored bookings. */
function referenceOf(id: string): string {
  return id.slice(0, 6).toUpperCase();
}

function freshId(desk: Desk, snapshot: Snapshot): string {
  const taken = new Set([...snapshot.all('booking').values()].map((booking) => booking.reference));
  let id = desk.ids.booking();
  while (taken.has(referenceOf(id))) id = desk.ids.booking();
  return id;
}
