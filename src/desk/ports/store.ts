import type { RecordKind, RecordKinds } from './records';

/** All records as they were at one moment. */
export interface Snapshot {
  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined;
  /** All readable records of a kind, by id. */
  all<K extends RecordKind>(kind: K): ReadonlyMap<string, RecordKinds[K]>;
  /** The same without their ids. */
  list<K extends RecordKind>(kind: K): readonly RecordKinds[K][];
  /** Stored values that are not valid records: reported, skipped, never overwritten. */
  broken(): readonly BrokenRecord[];
  /** Times of unreadable bookings, if their times can be read: they are not known to be free. */
  lostTimes(): readonly LostTime[];
  readonly usage: StoreUsage;
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
   * One unit of work: takes the script lock, reads everything in one call, lets `decide` choose and writes its changes
   * in at most one call.
   *
   * @throws StoreBusyError if the lock could not be taken in time; nothing has happened then
   * @throws StoreFullError if the changes do not fit; nothing has been written then
   * @throws BrokenRecordError if a change would overwrite an unreadable record; nothing has been written then
   */
  update<T>(decide: (snapshot: Snapshot) => Decision<T>, fill?: Fill): T;
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
