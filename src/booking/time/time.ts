/** An instant: epoch milliseconds, UTC. */
export type Instant = number;

/** Beyond it, about 3,100 years from 1970, nothing is booked, and calculations in whole minutes would go wrong. */
export const LAST_INSTANT = 1e14;

/** Whether a number is a usable instant: since 1970, and not beyond LAST_INSTANT. */
export function isInstant(value: number): value is Instant {
  return Number.isInteger(value) && value >= 0 && value <= LAST_INSTANT;
}

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
