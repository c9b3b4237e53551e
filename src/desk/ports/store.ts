import type { Booking } from '../../booking/booking';
import type { Interval } from '../../booking/time/intervals';
import type { Instant } from '../../booking/time/time';
import type { RecordKind, RecordKinds } from './records';

/** The kinds of which a desk has few: they may be asked for all at once, bookings may not. */
export type FewKind = Exclude<RecordKind, 'booking'>;

/** All records as they were at one moment. */
export interface Snapshot {
  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined;
  /** All readable records of a kind, by id. */
  all<K extends FewKind>(kind: K): ReadonlyMap<string, RecordKinds[K]>;
  /** The same without their ids. */
  list<K extends FewKind>(kind: K): readonly RecordKinds[K][];
  readonly bookings: BookingQuestions;
  /** Stored values that are not valid records: reported, skipped, never overwritten. */
  broken(): readonly BrokenRecord[];
  /** Times of unreadable bookings, if their times can be read: they are not known to be free. */
  lostTimes(): readonly LostTime[];
  readonly usage: StoreUsage;
}

/** All of time. */
export const EVER: Interval = { start: -8.64e15, end: 8.64e15 };

/**
 * What is asked about bookings, of which there may be many: one index answers each question, whatever keeps the records.
 * Only readable records answer. Where two are alike in the order that is named, the one with the lower id comes first.
 * test/unit/store/questions.test.ts holds each store to them.
 */
export interface BookingQuestions {
  /**
   * Live ones of a person, or of everybody (`null`), in order of their start: those whose time touches a stretch, with
   * their buffers. If there is an open question about a moved event, its new time counts too.
   */
  live(staffId: string | null, stretch?: Interval): readonly Booking[];
  /** Those that wait for an answer or for a payment, of everybody; the one that was made first comes first. */
  waiting(): readonly Booking[];
  /**
   * Finished ones of a person, or of everybody (`null`), that ended within a stretch; the one that ended first comes
   * first.
   *
   * @param limit how many at most
   */
  finished(staffId: string | null, ended?: Interval, limit?: number): readonly Booking[];
  /** Those with anything in their outbox, of everybody; the one that was made first comes first. */
  withWork(): readonly Booking[];
  /**
   * Those of a person, or of everybody (`null`), that may need attention, see mayNeedAttention; in order of their start.
   */
  needingAttention(staffId: string | null): readonly Booking[];
  /** Those whose event has this id, in any calendar and any state; the one that was made first comes first. */
  ofEvent(eventId: string): readonly Booking[];
  /** Those with this join link, in any state; the one that was made first comes first. */
  withLink(uri: string): readonly Booking[];
  /** The one with this number that people quote. */
  byReference(reference: string): Booking | undefined;
  /** Those that this submission has made; the one that was made first comes first. */
  byRequestKey(requestKey: string): readonly Booking[];
  /** Those made after an instant, whoever's and in any state; the one that was made last comes first. */
  madeSince(since: Instant): readonly Booking[];
  /**
   * What a person was given of a service after an instant, in any state, or else the one that they were given last; the
   * one that was made last comes first.
   */
  given(serviceId: string, staffId: string, since: Instant): readonly Booking[];
  /**
   * Any ones, in order of their ids: for a search or an export, which has to see everything.
   *
   * @param after the id of the last one of the page before; empty for the first page
   */
  page(after: string, size: number): readonly Booking[];
}

/** What is left of a booking whose record is damaged. */
export interface LostTime {
  staffId: string;
  start: number;
  end: number;
}

export interface BrokenRecord {
  /** Name of the stored value, as an administrator sees it in the store. */
  key: string;
  problem: string;
}

/** Bytes used, and bytes available. */
export interface StoreUsage {
  used: number;
  limit: number;
}

export type RecordChange =
  { [K in RecordKind]: { put: K; id: string; value: RecordKinds[K] } }[RecordKind] | { remove: RecordKind; id: string };

/** The decision of a unit of work: its changes are written together or not at all. */
export interface Decision<T> {
  changes: readonly RecordChange[];
  result: T;
}

/**
 * How much of the store a unit of work may fill: all of it where it frees room, or notes what has already happened, so
 * that a full desk can still be worked free; for everything else a reserve is left.
 */
export type Fill = 'allButReserve' | 'all';

export interface Store {
  /** Everything as it is now: one call out of the script, no lock. For showing, not for deciding. */
  read(): Snapshot;
  /**
   * Everything as this execution last saw it, including its own writes: no call if it has been read before. For what is
   * shown.
   */
  seen(): Snapshot;
  /**
   * One unit of work: takes the script lock, lets `decide` choose among everything as it is now, and writes its changes
   * in one call. If nobody has written since this execution last read, only that is asked, in a small call.
   *
   * @param patience milliseconds that it waits for others; as long as this execution may unless said
   * @throws StoreBusyError if the lock could not be taken in time; nothing has happened then
   * @throws StoreFullError if the changes do not fit; nothing has been written then
   * @throws BrokenRecordError if a change would overwrite an unreadable record; nothing has been written then
   */
  update<T>(decide: (snapshot: Snapshot) => Decision<T>, fill?: Fill, patience?: number): T;
  /**
   * Rewrites records of former versions as this version writes them, in one unit of work; they say the same as before.
   * No lock and no call if there are none among those that this execution has seen.
   *
   * @param most how many at most
   * @returns how many are left
   * @throws StoreBusyError if the lock could not be taken in time; nothing has happened then
   */
  renew(most: number): number;
}

export class StoreBusyError extends Error {
  override name = 'StoreBusyError';
}

export class StoreFullError extends Error {
  override name = 'StoreFullError';
}

export class BrokenRecordError extends Error {
  override name = 'BrokenRecordError';
}
