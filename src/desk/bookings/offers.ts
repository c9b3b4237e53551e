import { isOpen, newOffer, OFFER_LIMITS, type Offer } from '../../booking/offer';
import { done, refused, type Outcome } from '../../booking/refusal';
import { durationsOf, isGivenBy } from '../../booking/service';
import type { Instant } from '../../booking/time/time';
import type { RecordChange, Snapshot } from '../ports/store';
import { whoTakes } from '../times/open-times';
import { mayBookFor, roleOf } from '../team/people';
import type { Desk } from '../ports/ports';

/** What is to be offered. */
export interface OfferRequest {
  serviceId: string;
  staffId: string;
  /** Minutes; null: the usual length. */
  duration: number | null;
  starts: readonly Instant[];
  /** For which the times are held. */
  hours: number;
}

/** Staff offer open times to somebody: from now on they are held, and nobody else can book them. */
export function offerTimes(desk: Desk, wish: OfferRequest): Outcome<Offer> {
  return desk.store.update<Outcome<Offer>>((snapshot) => {
    const offer = decide(desk, snapshot, wish);
    const changes: RecordChange[] = offer.ok ? [{ put: 'offer', id: offer.value.id, value: offer.value }] : [];
    return { changes, result: offer };
  });
}

function decide(desk: Desk, snapshot: Snapshot, wish: OfferRequest): Outcome<Offer> {
  const { serviceId, staffId } = wish;
  if (!mayBookFor(roleOf(snapshot, desk.me.email), staffId)) return refused('notAllowed', 'staff');
  const service = snapshot.get('service', serviceId);
  if (service === undefined) return refused('unknownService', 'service');
  if (snapshot.get('staff', staffId) === undefined || !isGivenBy(service, staffId))
    return refused('unknownStaff', 'staff');
  const duration = wish.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  const starts = [...new Set(wish.starts)];
  if (starts.length === 0) return refused('required', 'starts');
  if (starts.length > OFFER_LIMITS.starts.max) return refused('tooMany', 'starts', { max: OFFER_LIMITS.starts.max });
  const isTaken = (start: Instant) => whoTakes(desk, snapshot, { service, duration, staffId }, start) === null;
  if (starts.some(isTaken)) return refused('slotTaken', 'starts');
  return done(
    newOffer({ id: desk.ids.secret(), staffId, by: desk.me.email, duration, starts }, service, wish.hours, desk.now()),
  );
}

/** Gives the times of an offer free. */
export function releaseOffer(desk: Desk, offerId: string): Outcome<Offer> {
  return desk.store.update<Outcome<Offer>>((snapshot) => {
    const offer = snapshot.get('offer', offerId);
    if (offer === undefined || !isOpen(offer, desk.now()))
      return { changes: [], result: refused('offerGone', 'offer') };
    if (!mayBookFor(roleOf(snapshot, desk.me.email), offer.staffId)) {
      return { changes: [], result: refused('notAllowed', 'offer') };
    }
    const released: Offer = { ...offer, state: 'released' };
    return { changes: [{ put: 'offer', id: offer.id, value: released }], result: done(released) };
  });
}

/** The offers that still hold times which this person may give away, the newest first. */
export function openOffers(desk: Desk, snapshot: Snapshot): Offer[] {
  const role = roleOf(snapshot, desk.me.email);
  return [...snapshot.all('offer').values()]
    .filter((offer) => isOpen(offer, desk.now()) && mayBookFor(role, offer.staffId))
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Offers that hold nothing any more. */
export function offersToForget(snapshot: Snapshot, now: Instant): RecordChange[] {
  return [...snapshot.all('offer').values()]
    .filter((offer) => !isOpen(offer, now))
    .map(({ id }): RecordChange => ({ remove: 'offer', id }));
}
