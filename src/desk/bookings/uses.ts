import { isOpen } from '../../booking/offer';
import type { Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';

/** How many live bookings and open offers need a service: while there are any, it cannot disappear. */
export function usesOf(snapshot: Snapshot, serviceId: string, now: Instant): number {
  const bookings = snapshot.bookings.live(null).filter((booking) => booking.serviceId === serviceId);
  const offers = snapshot.list('offer').filter((offer) => offer.serviceId === serviceId && isOpen(offer, now));
  return bookings.length + offers.length;
}
