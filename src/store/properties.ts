import { StoreFullError, type RecordChange, type Decision, type Fill, type Store } from '../desk/ports/store';
import { STORE_LIMIT, type ParsedRecords, PropertySnapshot, sizeOf, STAMP } from './property-snapshot';

/** The part of PropertiesService that the store uses: each method is one call out of the script. */
export interface PropertyBag {
  readAll(): Record<string, string>;
  readOne(key: string): string | null;
  write(values: Record<string, string>): void;
  /** One call for each key. */
  remove(keys: readonly string[]): void;
  /** Replaces everything by `values` in one call: the only way to remove several values at once. */
  replaceAll(values: Record<string, string>): void;
}

/** Runs work while no other execution of this script runs such work. */
export type Exclusive = <T>(work: () => T, patience?: number) => T;

/** The part that is kept for what frees room: a few hundred declined or cancelled bookings. */
export const STORE_RESERVE = 25_000;

/**
 * Keeps records as script properties, one value a record: `booking:7k2…` → `{"v":3,"f":2,"d":{…}}`, with the number of
 * the writing and the form of the data (forms.ts). A record too long for one value is cut into parts: `{"v":3,"parts":2}`
 * with `booking:7k2…#0` and `#1`, each beginning with its version, so that parts of two writings are never read as one.
 * `#` and `%` in an id are written as `%23` and `%25`: Google's own calendars have such ids
 * (`en.polish#holiday@group.v.calendar.google.com`). A record under a key of a former version, which did not do so, is
 * read, and moves to its right key when it is written.
 */
export function propertyStore(bag: PropertyBag, exclusive: Exclusive): Store {
  const parsed: ParsedRecords = new Map();
  let last: PropertySnapshot | null = null;
  /** Whether `last` is whole: no write can have been under way while it was read. */
  let isWhole = false;
  const read = (isAlone: boolean) => {
    const began = Date.now();
    last = new PropertySnapshot(bag.readAll(), parsed);
    isWhole = isAlone || isSettled(last.values[STAMP], began);
    return last;
  };
  /** Under the lock: the last snapshot if nothing has been written since, otherwise everything as it is now. */
  const current = () => {
    const stamp = last?.values[STAMP];
    const mayStand = isWhole && stamp !== undefined && stamp !== NO_STAMP;
    return last !== null && mayStand && bag.readOne(STAMP) === stamp ? last : read(true);
  };
  const update = <T>(
    decide: (snapshot: PropertySnapshot) => Decision<T>,
    fill: Fill = 'allButReserve',
    patience?: number,
  ): T =>
    exclusive(() => {
      const snapshot = current();
      const { changes, result } = decide(snapshot);
      const values = commit(bag, snapshot, changes, fill === 'all' ? STORE_LIMIT : STORE_LIMIT - STORE_RESERVE);
      if (values !== snapshot.values) last = new PropertySnapshot(values, parsed);
      isWhole = true;
      return result;
    }, patience);
  return {
    read: () => read(false),
    seen: () => last ?? read(false),
    update,
    renew: (most) => {
      if ((last ?? read(false)).former().length === 0) return 0;
      return update((snapshot) => {
        const former = snapshot.former();
        return { changes: former.slice(0, most), result: Math.max(0, former.length - most) };
      }, 'all');
    },
  };
}

/** Stands there while values are removed one by one, and after it: no snapshot counts as current then. */
const NO_STAMP = '-';

function newStamp(): string {
  return `${Date.now()}-${Math.random()}`;
}

/**
 * Milliseconds for which a commit may still have been under way, including its repetitions. Nobody promises that who
 * reads without the lock meanwhile sees all of it or nothing.
 */
const UNDER_WAY = 10_000;

/** Whether the last commit was over when the reading began. */
function isSettled(stamp: string | undefined, began: number): boolean {
  return stamp !== undefined && parseInt(stamp, 10) + UNDER_WAY <= began;
}

/** Up to this many values are written one by one; beyond it, writing everything at once is cheaper. */
const FEW = 10;

/** Writes the changes, and answers what is stored then. @param limit bytes that may be used */
function commit(
  bag: PropertyBag,
  snapshot: PropertySnapshot,
  changes: readonly RecordChange[],
  limit: number,
): Record<string, string> {
  if (changes.length === 0) return snapshot.values;
  const written: Record<string, string> = {};
  const removed = new Set<string>();
  const outdated = new Set<string>();
  for (const change of changes) {
    if ('put' in change) {
      const values = snapshot.encode(change.put, change.id, change.value);
      Object.assign(written, values);
      // Former keys, and parts of a record that was longer.
      for (const key of snapshot.keysOf(change.put, change.id)) if (!(key in values)) outdated.add(key);
    } else {
      for (const key of snapshot.keysOf(change.remove, change.id)) removed.add(key);
    }
  }
  const isKept = (key: string) => !removed.has(key) && !outdated.has(key);
  const kept = Object.entries(snapshot.values).filter(([key]) => isKept(key));
  const putsNothing = Object.keys(written).length === 0;
  const removesOne = putsNothing && changes.length === 1 && removed.size <= FEW;
  written[STAMP] = removesOne ? NO_STAMP : newStamp();
  const after = { ...Object.fromEntries(kept), ...written };
  const size = sizeOf(after);
  // Changes that make a full store smaller are always accepted.
  if (size > limit && size > sizeOf(snapshot.values)) throw new StoreFullError(`${size} bytes of ${limit}`);
  if (removed.size > 0 && !removesOne) bag.replaceAll(after);
  else {
    bag.write(written);
    // One record can be removed key by key, its head first: without that its parts mean nothing. Everything else is
    // written at once or not at all; if the execution dies here, what is outdated is ignored beside the right key.
    bag.remove([...removed, ...outdated]);
  }
  return after;
}
