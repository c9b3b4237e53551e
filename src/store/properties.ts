import * as v from 'valibot';
import type { RecordKind, RecordKinds } from '../desk/records';
import { READERS, toStored } from './schemas';
import {
  BrokenRecordError,
  StoreFullError,
  type BrokenRecord,
  type Change,
  type Decision,
  type Snapshot,
  type Store,
} from './store';
import { utf8Length, splitByBytes } from './utf8';

/** The part of PropertiesService that the store uses: each method is one call out of the script. */
export interface PropertyBag {
  readAll(): Record<string, string>;
  write(values: Record<string, string>): void;
  /** Replaces everything by `values` in one call: the only way to remove several values at once. */
  replaceAll(values: Record<string, string>): void;
}

/** Runs work while no other execution of this script runs such work. */
export type Exclusive = <T>(work: () => T) => T;

/** Documented: 9 KB a value, 500 KB a store [guides/services/quotas]; some room is left for the key and for doubt. */
export const VALUE_LIMIT = 8_500;
export const STORE_LIMIT = 500_000;

interface Stored {
  /** Rises with each write. */
  version: number;
  data: unknown;
}

const PREFIX: Record<RecordKind, string> = {
  settings: 'settings:',
  service: 'service:',
  staff: 'staff:',
  booking: 'booking:',
  calendar: 'calendar:',
  conference: 'conference:',
  undo: 'undo:',
  rooms: 'rooms:',
  roomChoice: 'roomChoice:',
  offer: 'offer:',
  view: 'view:',
};

const head = v.union([
  v.object({ v: v.number(), d: v.unknown() }),
  v.object({ v: v.number(), parts: v.pipe(v.number(), v.integer(), v.minValue(2)) }),
]);

/**
 * Keeps records as script properties, one value a record: `booking:7k2…` → `{"v":3,"d":{…}}`. A record too long for
 * one value is cut into parts: `{"v":3,"parts":2}` with `booking:7k2…#0` and `#1`, each beginning with its version,
 * so that parts of two writings are never read as one.
 */
export function propertyStore(bag: PropertyBag, exclusive: Exclusive): Store {
  let last: PropertySnapshot | null = null;
  const read = () => (last = new PropertySnapshot(bag.readAll()));
  return {
    read,
    seen: () => last ?? read(),
    update: <T>(decide: (snapshot: Snapshot) => Decision<T>): T =>
      exclusive(() => {
        const snapshot = read();
        const { changes, result } = decide(snapshot);
        last = commit(bag, snapshot, changes);
        return result;
      }),
  };
}

/** Writes the changes, and answers what is there then. */
function commit(bag: PropertyBag, snapshot: PropertySnapshot, changes: readonly Change[]): PropertySnapshot {
  if (changes.length === 0) return snapshot;
  const written: Record<string, string> = {};
  const removed = new Set<string>();
  for (const change of changes) {
    if ('put' in change) Object.assign(written, snapshot.encode(change.put, change.id, change.value));
    else {
      for (const key of snapshot.keysOf(change.remove, change.id)) removed.add(key);
    }
  }
  const kept = Object.entries(snapshot.values).filter(([key]) => !removed.has(key));
  const after = { ...Object.fromEntries(kept), ...written };
  const size = sizeOf(after);
  // What makes a full store smaller is welcome.
  if (size > STORE_LIMIT && size > sizeOf(snapshot.values)) throw new StoreFullError(`${size} bytes of ${STORE_LIMIT}`);
  if (removed.size > 0) bag.replaceAll(after);
  else bag.write(written);
  return new PropertySnapshot(after);
}

function sizeOf(values: Record<string, string>): number {
  return Object.entries(values).reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
}

class PropertySnapshot implements Snapshot {
  private readonly parsed = new Map<RecordKind, Map<string, RecordKinds[RecordKind]>>();
  private readonly versions = new Map<string, number>();
  private readonly problems = new Map<string, BrokenRecord>();

  constructor(readonly values: Record<string, string>) {}

  get usage() {
    return { used: sizeOf(this.values), limit: STORE_LIMIT };
  }

  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined {
    return this.all(kind).get(id);
  }

  all<K extends RecordKind>(kind: K): ReadonlyMap<string, RecordKinds[K]> {
    const known = this.parsed.get(kind);
    // The map under a kind holds records of that kind: it was filled by parse(kind).
    if (known !== undefined) return known as Map<string, RecordKinds[K]>;
    const records = this.parse(kind);
    this.parsed.set(kind, records);
    return records;
  }

  broken(): readonly BrokenRecord[] {
    for (const kind of Object.keys(PREFIX)) if (isKind(kind)) this.all(kind);
    return [...this.problems.values()];
  }

  /** The values under which a record is to be written. */
  encode<K extends RecordKind>(kind: K, id: string, value: RecordKinds[K]): Record<string, string> {
    this.all(kind);
    const key = PREFIX[kind] + id;
    const problem = this.problems.get(key);
    if (problem !== undefined) throw new BrokenRecordError(`${key}: ${problem.problem}`);
    const version = (this.versions.get(key) ?? 0) + 1;
    const data = JSON.stringify(toStored(kind, value));
    const whole = `{"v":${version},"d":${data}}`;
    if (utf8Length(whole) <= VALUE_LIMIT) return { [key]: whole };
    const parts = splitByBytes(data, VALUE_LIMIT - 20);
    const values: Record<string, string> = { [key]: `{"v":${version},"parts":${parts.length}}` };
    parts.forEach((part, index) => (values[`${key}#${index}`] = `${version}|${part}`));
    return values;
  }

  /** The names of a record's value and of all its parts. */
  keysOf(kind: RecordKind, id: string): string[] {
    const key = PREFIX[kind] + id;
    return Object.keys(this.values).filter((name) => name === key || name.startsWith(`${key}#`));
  }

  private parse<K extends RecordKind>(kind: K): Map<string, RecordKinds[K]> {
    const records = new Map<string, RecordKinds[K]>();
    for (const key of Object.keys(this.values)) {
      if (!key.startsWith(PREFIX[kind]) || key.includes('#')) continue;
      try {
        const stored = this.assemble(key);
        const reading = READERS[kind](stored.data);
        if (!reading.ok) throw new TypeError(reading.problem);
        this.versions.set(key, stored.version);
        records.set(key.slice(PREFIX[kind].length), reading.value);
      } catch (error) {
        // Not swallowed: it is what broken() reports, and what encode() refuses to write over.
        this.problems.set(key, { key, problem: error instanceof Error ? error.message : String(error) });
      }
    }
    return records;
  }

  private assemble(key: string): Stored {
    const first = v.parse(head, JSON.parse(this.values[key] ?? ''));
    if ('d' in first) return { version: first.v, data: first.d };
    let text = '';
    for (let index = 0; index < first.parts; index++) {
      const part = this.values[`${key}#${index}`] ?? '';
      const mark = `${first.v}|`;
      if (!part.startsWith(mark))
        throw new TypeError(`part ${index} of ${first.parts} is missing or of another version`);
      text += part.slice(mark.length);
    }
    return { version: first.v, data: JSON.parse(text) };
  }
}

function isKind(name: string): name is RecordKind {
  return name in PREFIX;
}
