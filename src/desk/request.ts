import { holdFrom, withEffects, withHistory, type Booking, type Client } from '../booking/booking';
import { done, refused, type Outcome } from '../booking/refusal';
import { isOpen } from '../booking/offer';
import { durationsOf, isGivenBy, type Place, type Service } from '../booking/service';
import type { StaffMember } from '../booking/staff';
import { MINUTE, type Instant } from '../booking/time';
import { transition } from '../booking/transition';
import type { Change, Snapshot } from '../store/store';
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
  /** Id of the offer whose link was used; empty: none. */
  offer: string;
}

/**
 * A client asks for a time. The check and the booking happen under one lock: of two requests for the last place one is
 * refused with `slotTaken`.
 *
 * @param me the account that the public page runs as: it sends the mail
 */
export function requestBooking(desk: Desk, me: Me, request: BookingRequest): Outcome<Booking> {
  const outcome = desk.store.update<Outcome<Booking>>((snapshot) => {
    const repeated = [...snapshot.all('booking').values()].find((b) => b.requestKey === request.requestKey);
    if (repeated !== undefined) return { changes: [], result: done(repeated) };
    const offer = request.offer === '' ? null : (snapshot.get('offer', request.offer) ?? null);
    const decided = request.offer === '' ? decideRequest(desk, snapshot, request) : takeOffer(desk, snapshot, request);
    if (!decided.ok) return { changes: [], result: decided };
    const changes: Change[] = [{ put: 'booking', id: decided.value.id, value: decided.value }];
    // The first link used wins: with it the other times are open again.
    if (offer !== null) changes.push({ put: 'offer', id: offer.id, value: { ...offer, state: 'used' } });
    return { changes, result: decided };
  });
  if (outcome.ok) deliver(desk, me, [outcome.value.id], { clientWaits: true });
  return outcome;
}

function decideRequest(desk: Desk, snapshot: Snapshot, request: BookingRequest): Outcome<Booking> {
  const service = snapshot.get('service', request.serviceId);
  if (!service?.offered) return refused('unknownService', 'service');
  if (request.staffId !== null) {
    const asked = snapshot.get('staff', request.staffId);
    if (asked === undefined || !isGivenBy(service, asked.id)) return refused('unknownStaff', 'staff');
  }
  const now = desk.now();
  if (request.start <= now) return refused('pastTime', 'start');
  const duration = request.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  const place = placeFor(service, request.place, request.client);
  if (!place.ok) return place;
  // Who takes it is settled here, inside the lock, among those who are free now.
  const staffId = whoTakes(desk, snapshot, { service, duration, staffId: request.staffId }, request.start);
  const staff = staffId === null ? undefined : snapshot.get('staff', staffId);
  if (staff === undefined) return refused('slotTaken', 'start');
  const booking = newBooking(desk, snapshot, {
    service,
    staff,
    ...request,
    duration,
    place: place.value,
    by: 'client',
  });
  if (!bookingIsFree(desk, snapshot, booking)) return refused('slotTaken', 'start');
  if (!service.autoAccept || staff.writeCalendar === null) return done(asRequest(booking));
  return accepted(desk, snapshot, booking, staff.writeCalendar, 'system');
}

/** A time that staff have offered: it was accepted when it was offered. */
function takeOffer(desk: Desk, snapshot: Snapshot, request: BookingRequest): Outcome<Booking> {
  const offer = snapshot.get('offer', request.offer);
  if (offer === undefined || !isOpen(offer, desk.now())) return refused('offerGone', 'offer');
  if (!offer.starts.includes(request.start)) return refused('slotTaken', 'start');
  if (request.start <= desk.now()) return refused('pastTime', 'start');
  const service = snapshot.get('service', offer.serviceId);
  const staff = snapshot.get('staff', offer.staffId);
  if (service === undefined) return refused('unknownService', 'service');
  if (staff === undefined) return refused('unknownStaff', 'staff');
  if (staff.writeCalendar === null) return refused('notConnected', 'staff');
  const place = placeFor(service, request.place, request.client);
  if (!place.ok) return place;
  const { duration } = offer;
  const made = newBooking(desk, snapshot, { service, staff, ...request, duration, place: place.value, by: 'client' });
  // The offer's own hold is not in its way; what has come into the calendar since is.
  if (!bookingIsFree(desk, snapshot, made, undefined, offer.id)) return refused('slotTaken', 'start');
  return accepted(desk, snapshot, made, staff.writeCalendar, offer.by);
}

/** A booking that is accepted as it is made. @param by who has accepted it, as in HistoryEntry */
export function accepted(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  calendarId: string,
  by: string,
): Outcome<Booking> {
  const stand = standFor(desk, snapshot, booking, calendarId);
  const outcome = transition(booking, { kind: 'accept', by, ...stand }, desk.now());
  return outcome.ok ? done(withEffects(outcome.value, [mail('staffConfirmed')])) : outcome;
}

/** A booking that waits to be accepted. */
export function asRequest(booking: Booking): Booking {
  return withEffects(booking, [mail('clientRequested'), mail('staffRequested')]);
}

function mail<T extends 'clientRequested' | 'staffRequested' | 'staffConfirmed'>(template: T) {
  return { kind: 'mail' as const, template };
}

/** The place that the client chose; where we call them, we need their number. */
export function placeFor(service: Service, kind: Place['kind'] | null, client: Client): Outcome<Place> {
  const [only, second] = service.places;
  const place = kind === null && second === undefined ? only : service.places.find((p) => p.kind === kind);
  if (place === undefined) return refused(kind === null ? 'required' : 'valueExpected', 'place');
  return place.kind === 'weCall' && client.phone === '' ? refused('required', 'phone') : done(place);
}

/** What a booking is made of. */
interface Made {
  service: Service;
  staff: StaffMember;
  client: Client;
  start: Instant;
  /** Minutes. */
  duration: number;
  place: Place;
  requestKey: string;
  /** Who makes it, as in HistoryEntry. */
  by: string;
}

/** A booking that is requested and nothing more: no mail yet, no event. */
export function newBooking(desk: Desk, snapshot: Snapshot, made: Made): Booking {
  const { service, staff, client, start, duration, place, requestKey, by } = made;
  const now = desk.now();
  const id = freshId(desk, snapshot);
  const booking: Booking = {
    id,
    reference: referenceOf(id),
    state: 'requested',
    serviceId: service.id,
    serviceName: service.name,
    staffId: staff.id,
    client,
    staffNote: '',
    start,
    end: start + duration * MINUTE,
    place,
    bufferBefore: service.bufferBefore,
    bufferAfter: service.bufferAfter,
    capacity: service.capacity,
    prepayment: service.prepayment,
    paidAt: null,
    hold: service.hold,
    timeToPay: service.timeToPay,
    holdUntil: null,
    event: null,
    generation: 0,
    link: null,
    flags: [],
    question: null,
    invitations: null,
    outbox: [],
    nextEffect: 1,
    requestKey,
    createdAt: now,
    history: [],
  };
  const held = { ...booking, holdUntil: holdFrom(booking, now) };
  return withHistory(held, { at: now, by, what: by === 'client' ? 'requested' : 'bookedByHand' });
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
