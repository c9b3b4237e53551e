import type { Service } from '../service';
import type { Instant } from '../time/time';

/** Somebody who could take a booking. */
export interface Candidate {
  staffId: string;
  weight: number;
  /** When they last got a booking of the service; `null` if never. */
  lastBooked: Instant | null;
  /** How many bookings of the service they have had recently. */
  booked: number;
}

/** How long a booking counts if a service is assigned by weight, milliseconds: 30 days. */
export const WEIGHT_MEMORY = 30 * 86_400_000;

/**
 * Which of the free people gets a booking, by the service's way of assigning; `null` if nobody is free. It is asked
 * inside the lock, about those who are free at that moment.
 *
 * @param candidates in the order of the service's staff, or of the team
 */
export function chooseStaff(service: Pick<Service, 'assignment'>, candidates: readonly Candidate[]): string | null {
  const rank = RANKS[service.assignment];
  let best: Candidate | null = null;
  for (const candidate of candidates) if (best === null || rank(candidate) < rank(best)) best = candidate;
  return best?.staffId ?? null;
}

const RANKS: Record<Service['assignment'], (candidate: Candidate) => number> = {
  firstFree: () => 0,
  leastRecent: ({ lastBooked }) => lastBooked ?? -Infinity,
  // The person who would be furthest behind their share even with this booking.
  byWeight: ({ booked, weight }) => (booked + 1) / weight,
};
