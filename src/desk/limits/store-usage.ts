import type { StoreUsage } from '../ports/store';

/**
 * From here on the owner is told, and finished bookings are moved out: before requests are refused, see
 * request-limits.ts.
 */
const FULL = 0.7;

/** Whether the owner should know that the store is filling up. */
export function isNearlyFull(usage: StoreUsage): boolean {
  return usage.used > usage.limit * FULL;
}
