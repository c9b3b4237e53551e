import type { Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import type { BrokenRecord, StoreUsage } from './store';

/** A booking in the archive: what it is looked for by, and all of it when it is asked for. */
export interface Archived extends Pick<Booking, 'id' | 'reference' | 'serviceName' | 'client' | 'start' | 'end'> {
  /** @throws TypeError if what is stored of it is damaged */
  booking(): Booking;
}

/** How much is in an archive. */
export interface ArchiveState extends StoreUsage {
  count: number;
  /** The latest time that a booking in it ended; `null` if there is none. */
  until: Instant | null;
  /** How many have been exported since they came in: the first ones. */
  exported: number;
  /** When the latest of those ended. */
  exportedUntil: Instant | null;
  /** Parts that cannot be read: they are left as they are. */
  broken: readonly BrokenRecord[];
}

/**
 * Finished bookings that have left the store, in the order in which they came. It belongs to the account at work: nobody
 * else's execution can read it.
 */
export interface Archive {
  state(): ArchiveState;
  /**
   * A booking that is there already is replaced.
   *
   * @returns the ids that are safely there; the others did not fit
   */
  add(bookings: readonly Booking[]): string[];
  get(id: string): Booking | undefined;
  /** All bookings with these words in them (booking/search.ts), the latest first. */
  find(text: string): readonly Archived[];
  /** All bookings that say anything about the person with an address. @param email lower case */
  mentioning(email: string): Booking[];
  /** In their order. */
  page(from: number, count: number): Booking[];
  /** So many, the first ones, have been exported. */
  noteExported(count: number): void;
  /** Removes those that were exported. @returns how many */
  purgeExported(): number;
  /** Puts others in their places: same ids. @returns how many there were */
  replace(bookings: readonly Booking[]): number;
}
