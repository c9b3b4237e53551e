import { decideAndWrite } from '../team/access';
import { isOpen, newOffer, OFFER_LIMITS, type Offer } from '../../booking/offer';
import { done, refused, type Outcome } from '../../booking/refusal';
import { durationsOf, isGivenBy } from '../../booking/service';
import type { Instant } from '../../booking/time/time';
import type { RecordChange, Snapshot } from '../ports/store';
import { whoTakes } from '../times/open-times';
import { mayBookFor, roleOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { momentOf, type Moment } from '../ports/moment';

/** The times to be offered. */
export interface OfferRequest {
  serviceId: string;
  staffId: string;
  /** Minutes; `null` for the usual length. */
  duration: number | null;
  starts: readonly Instant[];
  /** Id of the request in whose place they are offered; its own time is free then. */
  instead?: string;
  /** Hours for which the times are held. */
  hours: number;
}

/** Staff offer open times to a client: from now on they are held, and nobody else can book them. */
export function offerTimes(desk: Desk, wanted: OfferRequest): Outcome<Offer> {
  return decideAndWrite<Offer>(desk, (snapshot) => {
    const offer = decideOffer(momentOf(desk, snapshot), wanted);
    if (!offer.ok) return offer;
    return done({ value: offer.value, changes: [{ put: 'offer', id: offer.value.id, value: offer.value }] });
  });
}

/** The offer, if this person may make it and its times are open. */
export function decideOffer(at: Moment, wanted: OfferRequest): Outcome<Offer> {
  const { me, snapshot } = at;
  const { serviceId, staffId } = wanted;
  if (!mayBookFor(roleOf(snapshot, me.email), staffId)) return refused('notAllowed', 'staff');
  const service = snapshot.get('service', serviceId);
  if (service === undefined) return refused('unknownService', 'service');
  if (snapshot.get('staff', staffId) === undefined || !isGivenBy(service, staffId))
    return refused('unknownStaff', 'staff');
  const duration = wanted.duration ?? service.duration;
  if (!durationsOf(service).includes(duration)) return refused('valueExpected', 'duration');
  const starts = [...new Set(wanted.starts)];
  if (starts.length === 0) return refused('required', 'starts');
  if (starts.length > OFFER_LIMITS.starts.max) return refused('tooMany', 'starts', { max: OFFER_LIMITS.starts.max });
  const isTaken = (start: Instant) => whoTakes(at, { service, duration, staffId }, start, wanted.instead) === null;
  if (starts.some(isTaken)) return refused('slotTaken', 'starts');
  return done(
    newOffer({ id: at.ids.secret(), staffId, by: me.email, duration, starts }, service, wanted.hours, at.now),
  );
}

/** Releases the times of an offer. */
export function releaseOffer(desk: Desk, offerId: string): Outcome<Offer> {
  return decideAndWrite<Offer>(
    desk,
    (snapshot) => {
      const offer = snapshot.get('offer', offerId);
      if (offer === undefined || !isOpen(offer, desk.now())) return refused('offerGone', 'offer');
      if (!mayBookFor(roleOf(snapshot, desk.me.email), offer.staffId)) {
        return refused('notAllowed', 'offer');
      }
      const released: Offer = { ...offer, state: 'released' };
      return done({ value: released, changes: [{ put: 'offer', id: offer.id, value: released }] });
    },
    'all',
  );
}

/** The offers that still hold times and that this person may release, the newest first. */
export function openOffers(at: Moment): Offer[] {
  const { snapshot } = at;
  const role = roleOf(snapshot, at.me.email);
  return snapshot
    .list('offer')
    .filter((offer) => isOpen(offer, at.now) && mayBookFor(role, offer.staffId))
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Offers that no longer hold anything. */
export function offersToForget(snapshot: Snapshot, now: Instant): RecordChange[] {
  return snapshot
    .list('offer')
    .filter((offer) => !isOpen(offer, now))
    .map(({ id }): RecordChange => ({ remove: 'offer', id }));
}
