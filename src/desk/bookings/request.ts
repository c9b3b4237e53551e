import { holdFrom, referenceOf, withHistory, type Booking, type Client } from '../../booking/booking';
import { NO_FORM, readForm, type FilledForm, type FormResult } from '../../booking/form';
import { neededPhone } from '../../booking/fields';
import { done, refused, type Outcome } from '../../booking/refusal';
import { isOpen } from '../../booking/offer';
import { durationsOf, guestLimitOf, isGivenBy, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import { MINUTE, type Instant } from '../../booking/time/time';
import { transition } from '../../booking/transition';
import type { RecordChange, Snapshot } from '../ports/store';
import { isBlocked } from '../limits/blocked';
import { asksForCode, codeRefusal } from '../limits/email-code';
import { overLimit, refusalKeys, rememberedRefusal, rememberRefusal, wasAnyRefused } from '../limits/request-limits';
import { bookingIsFree, whoTakes } from '../times/open-times';
import { deliver } from '../outbox/outbox';
import { withMailClaimed, type ClaimedMail, type MailScope } from '../outbox/mail-claims';
import { forgetQuota, quotaKey, quotaNow, rememberedQuota, type MailQuota } from '../outbox/mail-quota';
import type { Desk } from '../ports/ports';
import { placementFor } from '../events/event-placement';
import { momentOf, type Moment } from '../ports/moment';
import type { Place } from '../../booking/place';
import { withEffects } from '../../booking/outbox';

/** What a client sends. Texts are trimmed and within their limits, the zone is one that exists. */
export interface BookingRequest extends FilledForm {
  serviceId: string;
  /** `null` for anyone available. */
  staffId: string | null;
  start: Instant;
  /** Minutes, one of the service's lengths; `null` for the usual one. */
  duration: number | null;
  /** One of the service's kinds of place; `null` if there is no choice. */
  place: Place['kind'] | null;
  client: Client;
  /** Chosen by the client's page for one submission; sent again, it finds the booking that it made. */
  requestKey: string;
  /** Id of the offer whose link was used; empty if none. */
  offer: string;
  /** The code that was sent to the client's address; empty if none was entered. */
  code: string;
}

/**
 * How long a client may take to fill in the form: a time that was offered when they started is not too close when they
 * finish.
 */
export const GRACE = 15 * MINUTE;

/**
 * A client requests a time. The last check and the booking happen under one lock: of two requests for the last place
 * one is refused with `slotTaken`. Too many requests are refused, see request-limits.ts.
 *
 * @param desk.me the account that the public page runs as: it sends the mail
 */
export function requestBooking(desk: Desk, request: BookingRequest): Outcome<Booking> {
  const { client } = request;
  const soughtAt = desk.now();
  const known = desk.memory.get([...refusalKeys(client), quotaKey(desk)]);
  const remembered = request.offer === '' ? rememberedRefusal(known, client) : null;
  if (remembered !== null) return { ok: false, refusal: remembered };
  // A request is decided under the lock, but where requests are being refused each is looked at before: a thousand that
  // are refused keep nobody waiting.
  const first = wasAnyRefused(known) ? answerTo(momentOf(desk, desk.store.seen()), request) : null;
  const sought = { told: rememberedQuota(known[quotaKey(desk)]), at: soughtAt };
  let made: MadeBooking = first ?? makeBooking(desk, request, sought, false);
  const isStillToMake = made.isNew && made.claimed === undefined;
  // A code is asked for last: nobody is sent one for a time that they could not have.
  const confirms = isStillToMake && mustConfirm(desk.store.seen(), request);
  const code = confirms ? codeRefusal(desk, { ...client, code: request.code }) : null;
  if (isStillToMake && code === null) made = makeBooking(desk, request, sought, true);
  const { mail, claimed = [] } = made;
  const outcome: Outcome<Booking> = code === null ? made.outcome : { ok: false, refusal: code };
  if (outcome.ok) deliver(desk, [outcome.value.id], { clientWaits: true, ...mail, claimed });
  else rememberRefusal(desk, client, outcome.refusal, code !== null || made.isTheirs);
  // The code is an e-mail too, and of no booking.
  if (code?.code === 'codeSent') forgetQuota(desk);
  return outcome;
}

interface RequestOutcome {
  outcome: Outcome<Booking>;
  /** Whether there is a booking to write. */
  isNew: boolean;
  /** Whether a refusal is for this client alone: it is not remembered, as other refusals are. */
  isTheirs?: boolean;
}

/** The result of a request, given these records. A repeat finds only what the same person made on the same page. */
function answerTo(at: Moment, request: BookingRequest): RequestOutcome {
  const { snapshot } = at;
  // Who was offered a time is welcome.
  if (request.offer === '' && isBlocked(snapshot, request.client.email))
    return { outcome: refused('tooManyRequests'), isNew: false, isTheirs: true };
  const repeated = repeatOf(snapshot, request.requestKey, 'client');
  if (repeated !== null && repeated.client.email === request.client.email)
    return { outcome: done(repeated), isNew: false };
  if (request.offer !== '') return ifNew(takeOffer(at, request));
  const tooMuch = overLimit(snapshot, request.client, at.now);
  return tooMuch === null
    ? ifNew(decideRequest(at, request))
    : { outcome: { ok: false, refusal: tooMuch }, isNew: false };
}

function ifNew(outcome: Outcome<Booking>): RequestOutcome {
  return { outcome, isNew: outcome.ok };
}

/** The booking that a submission has made already. @param by who made it, as in HistoryEntry */
export function repeatOf(snapshot: Snapshot, requestKey: string, by: string): Booking | null {
  if (requestKey === '') return null;
  return snapshot.bookings.byRequestKey(requestKey).find(({ history }) => history[0]?.by === by) ?? null;
}

/** What has come of a request, and what is needed to deliver its e-mails. */
interface MadeBooking extends RequestOutcome {
  /** How many e-mails can be sent. */
  mail?: Pick<MailScope, 'quota' | 'quotaSoughtAt'>;
  /** Missing if nothing has been written. */
  claimed?: ClaimedMail[];
}

/** What the cache said of how many e-mails can be sent, and when. */
interface SoughtQuota {
  told: MailQuota | null;
  at: Instant;
}

/** Whether the client has to confirm their address first. */
function mustConfirm(snapshot: Snapshot, { offer }: BookingRequest): boolean {
  return offer === '' && asksForCode(snapshot);
}

/**
 * Decides under the lock: what was open a moment ago may have been taken since. Its e-mails are claimed with it.
 *
 * @param isConfirmed whether the client has confirmed their address; if they have to and have not, nothing is written
 */
function makeBooking(
  desk: Desk,
  request: BookingRequest,
  { told, at }: SoughtQuota,
  isConfirmed: boolean,
): MadeBooking {
  return desk.store.update<MadeBooking>((snapshot) => {
    const answer = answerTo(momentOf(desk, snapshot), request);
    const { outcome: decided, isNew } = answer;
    const quota = told === null ? undefined : quotaNow(told, snapshot);
    const mail = { quota, quotaSoughtAt: at };
    const isMade = decided.ok && isNew && (isConfirmed || !mustConfirm(snapshot, request));
    if (!isMade) return { changes: [], result: { ...answer, mail } };
    const offer = request.offer === '' ? null : (snapshot.get('offer', request.offer) ?? null);
    const changes: RecordChange[] = [{ put: 'booking', id: decided.value.id, value: decided.value }];
    // The first link used wins: the other times are then open again.
    if (offer !== null) changes.push({ put: 'offer', id: offer.id, value: { ...offer, state: 'used' } });
    const scope = { only: [decided.value.id], clientWaits: true, ...mail };
    const first = withMailClaimed(desk, snapshot, changes, scope);
    return { changes: first.changes, result: { ...answer, mail, claimed: first.claimed } };
  });
}

function decideRequest(at: Moment, request: BookingRequest): Outcome<Booking> {
  const { snapshot } = at;
  const service = snapshot.get('service', request.serviceId);
  if (!service?.offered) return refused('unknownService', 'service');
  if (request.staffId !== null) {
    const asked = snapshot.get('staff', request.staffId);
    if (asked === undefined || !isGivenBy(service, asked.id)) return refused('unknownStaff', 'staff');
  }
  const now = at.now;
  if (request.start <= now) return refused('pastTime', 'start');
  const duration = request.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  const place = placeFor(service, request.place, request.client);
  if (!place.ok) return place;
  const form = formFor(service, request, now);
  if (!form.ok) return form;
  // Who takes the booking is decided here, inside the lock, among those who are free now.
  const staffId = whoTakes(at, { service, duration, staffId: request.staffId, grace: GRACE }, request.start);
  const staff = staffId === null ? undefined : snapshot.get('staff', staffId);
  if (staff === undefined) return refused('slotTaken', 'start');
  const booking = newBooking(at, {
    service,
    staff,
    ...request,
    duration,
    place: place.value,
    form: form.value,
    by: 'client',
  });
  // Asked by the rule for every later decision too: no request is stored that could not be accepted (docs/design.md).
  if (!bookingIsFree(at, booking)) return refused('slotTaken', 'start');
  if (!service.autoAccept || staff.writeCalendar === null) return done(asRequest(booking));
  return acceptAtOnce(at, booking, staff.writeCalendar, 'system');
}

/** A time that staff have offered: it was accepted when it was offered. */
function takeOffer(at: Moment, request: BookingRequest): Outcome<Booking> {
  const { now, snapshot } = at;
  const offer = snapshot.get('offer', request.offer);
  if (offer === undefined || !isOpen(offer, now)) return refused('offerGone', 'offer');
  if (!offer.starts.includes(request.start)) return refused('slotTaken', 'start');
  if (request.start <= now) return refused('pastTime', 'start');
  const service = snapshot.get('service', offer.serviceId);
  const staff = snapshot.get('staff', offer.staffId);
  if (service === undefined) return refused('unknownService', 'service');
  if (staff === undefined) return refused('unknownStaff', 'staff');
  if (staff.writeCalendar === null) return refused('notConnected', 'staff');
  const place = placeFor(service, request.place, request.client);
  if (!place.ok) return place;
  const form = formFor(service, request, now);
  if (!form.ok) return form;
  const { duration } = offer;
  const parts = { service, staff, ...request, duration, place: place.value, form: form.value, by: 'client' };
  const made = newBooking(at, parts);
  // The offer's own hold does not block it; new events in the calendar do.
  if (!bookingIsFree(at, made, undefined, offer.id)) return refused('slotTaken', 'start');
  return acceptAtOnce(at, made, staff.writeCalendar, offer.by);
}

/** A booking that is accepted as it is made. @param by who has accepted it, as in HistoryEntry */
export function acceptAtOnce(at: Moment, booking: Booking, calendarId: string, by: string): Outcome<Booking> {
  const placement = placementFor(at, booking, calendarId);
  const outcome = transition(booking, { kind: 'accept', by, ...placement }, at.now);
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
  if (place.kind !== 'weCall') return done(place);
  const phone = neededPhone(client.phone);
  return phone.ok ? done(place) : phone;
}

function formFor(service: Service, filled: FilledForm, now: Instant): Outcome<FormResult> {
  return readForm({ ...service, guests: guestLimitOf(service) }, filled, now);
}

/** What a booking is made of. */
export interface BookingParts {
  service: Service;
  staff: StaffMember;
  client: Client;
  start: Instant;
  /** Minutes. */
  duration: number;
  place: Place;
  requestKey: string;
  /** What the client answered; nothing where they were not asked. */
  form?: FormResult;
  /** Who makes it, as in HistoryEntry. */
  by: string;
}

/** A booking that has only been requested: no e-mail yet, no event. */
export function newBooking(at: Moment, made: BookingParts): Booking {
  const { service, staff, client, start, duration, place, requestKey, by } = made;
  const now = at.now;
  const id = freshId(at);
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
    offer: '',
    event: null,
    generation: 0,
    link: null,
    flags: [],
    question: null,
    invitations: null,
    ...(made.form ?? NO_FORM),
    remindedUntil: 0,
    outbox: [],
    nextEffect: 1,
    requestKey,
    createdAt: now,
    history: [],
  };
  const held = { ...booking, holdUntil: holdFrom(booking, now) };
  return withHistory(held, { at: now, by, what: by === 'client' ? 'requested' : 'bookedManually' });
}

function freshId(at: Moment): string {
  const { ids, snapshot } = at;
  let id = ids.booking();
  while (snapshot.bookings.byReference(referenceOf(id)) !== undefined) id = ids.booking();
  return id;
}
