import type { Service } from './service';
import { HOUR, MINUTE, type Instant } from './time/time';
import type { TakenTime } from './time/intervals';

/**
 * Open times that staff have offered to a client, held until one of them is booked through its link, the offer is
 * released, or it expires. The first link used wins; the other times are open again.
 */
export interface Offer {
  /** Part of the links: nobody may guess it. */
  id: string;
  serviceId: string;
  staffId: string;
  /** Minutes. */
  duration: number;
  /** In order. */
  starts: Instant[];
  /** Minutes, as the service had them when the times were taken. */
  bufferBefore: number;
  bufferAfter: number;
  /** Clients that may share each time, as the service had it then. */
  capacity: number;
  /** E-mail address of who made it. */
  by: string;
  createdAt: Instant;
  /** Until when the times are held. */
  until: Instant;
  state: 'open' | 'used' | 'released';
}

export const OFFER_LIMITS = { starts: { min: 1, max: 10 } } as const;

/** For how many hours times can be held. */
export const OFFER_HOURS = [4, 24, 48, 72, 168] as const;

/** Whether the times are still held. */
export function isOpen(offer: Offer, now: Instant): boolean {
  return offer.state === 'open' && offer.until > now;
}

/** The times that an offer holds, as the slot rules see them. */
export function heldBy(offer: Offer): TakenTime[] {
  const { bufferBefore, bufferAfter, serviceId, staffId, capacity, duration } = offer;
  return offer.starts.map((start) => ({
    start,
    end: start + duration * MINUTE,
    bufferBefore,
    bufferAfter,
    serviceId,
    staffId,
    capacity,
    reference: '',
  }));
}

/**
 * A new offer. A hold never outlives the last of its times.
 *
 * @param starts at least one; sorted here
 * @param hours for which the times are held
 */
export function newOffer(
  { id, staffId, by, duration, starts }: Pick<Offer, 'id' | 'staffId' | 'by' | 'duration' | 'starts'>,
  service: Service,
  hours: number,
  now: Instant,
): Offer {
  const sorted = [...starts].sort((a, b) => a - b);
  const last = sorted[sorted.length - 1] ?? now;
  return {
    id,
    serviceId: service.id,
    staffId,
    duration,
    starts: sorted,
    bufferBefore: service.bufferBefore,
    bufferAfter: service.bufferAfter,
    capacity: service.capacity,
    by,
    createdAt: now,
    until: Math.min(now + hours * HOUR, last),
    state: 'open',
  };
}
