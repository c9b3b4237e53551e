import type { Service } from '../service';
import type { Instant } from '../time/time';

/** Somebody who could take a booking. */
export interface Candidate {
  staffId: string;
  weight: number;
  /** When they were last given a booking of the service; null: never. */
  lastBooked: Instant | null;
  /** How many bookings of the service they have had lately. */
  booked: number;
}

/** For how long a booking counts where a service is given by weights, milliseconds: 30 days. */
export const WEIGHT_MEMORY = 30 * 86_400_000;

/**
 * Who of those who are free gets a booking, by the service's way of sharing; null if nobody is free. It is asked inside
 * the lock, of those who are free at that moment.
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
  // Who is furthest behind their share once they have this one too.
  byWeight: ({ booked, weight }) => (booked + 1) / weight,
};
