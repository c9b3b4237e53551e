import * as v from 'valibot';
import { BOOKING_STATES } from '../booking/booking';
import type { RecordKind, RecordKinds } from '../desk/ports/records';
import { formOf, readForm } from './forms';
import { toStored } from './schemas';
import {
  BrokenRecordError,
  StoreFullError,
  type BrokenRecord,
  type RecordChange,
  type Decision,
  type Fill,
  type LostTime,
  type Snapshot,
  type Store,
  type FewKind,
  type BookingQuestions,
} from '../desk/ports/store';
import { utf8Length, splitByBytes } from './utf8';
import { BookingIndex } from './booking-questions';

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

/**
 * Documented: 9 KB a value, 500 KB a store [apps-script/guides/services/quotas]; some room is left for the key and as a
 * margin.
 */
export const VALUE_LIMIT = 8_500;
export const STORE_LIMIT = 500_000;

/** The part that is kept for what frees room: a few hundred declined or cancelled bookings. */
export const STORE_RESERVE = 25_000;

interface StoredRecord {
  /** Goes up with each write. */
  version: number;
  /** See forms.ts. */
  form: number;
  data: unknown;
}

const PREFIX: Record<RecordKind, string> = {
  settings: 'settings:',
  service: 'service:',
  staff: 'staff:',
  booking: 'booking:',
  calendar: 'calendar:',
  room: 'room:',
  undo: 'undo:',
  roomSettings: 'roomSettings:',
  roomChoice: 'roomChoice:',
  offer: 'offer:',
  scope: 'scope:',
  account: 'account:',
  linkKeys: 'linkKeys:',
  archive: 'archive:',
};

const form = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1);

const head = v.union([
  v.object({ v: v.number(), f: form, d: v.unknown() }),
  v.object({ v: v.number(), f: form, parts: v.pipe(v.number(), v.integer(), v.minValue(2)) }),
]);

/**
 * Keeps records as script properties, one value a record: `booking:7k2…` → `{"v":3,"f":2,"d":{…}}`, with the number of the
 * writing and the form of the data (forms.ts). A record too long for one value is cut into parts: `{"v":3,"parts":2}` with `booking:7k2…#0` and `#1`, each beginning with its version, so that
 * parts of two writings are never read as one. `#` and `%` in an id are written as `%23` and `%25`: Google's own
 * calendars have such ids (`en.polish#holiday@group.v.calendar.google.com`). A record under a key of a former version,
 * which did not do so, is read, and moves to its right key when it is written.
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

/**
 * The key of a value that every commit changes, in the same call as its records: a snapshot with this value is still
 * how things are, and an execution that has one need not read everything again. It begins with the time of the commit.
 */
const STAMP = 'stamp';

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

/** Without the stamp, whose length varies: a change that frees room must never be refused because of it. */
function sizeOf(values: Record<string, string>): number {
  const records = Object.entries(values).filter(([key]) => key !== STAMP);
  return records.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
}

/** What an execution has parsed, by kind and the name of the value: text that has not changed is not parsed again. */
type ParsedRecords = Map<RecordKind, Map<string, ParsedRecord<RecordKinds[RecordKind]>>>;

interface ParsedRecord<T> {
  /** With all parts. */
  text: string;
  version: number;
  form: number;
  value: T;
}

class PropertySnapshot implements Snapshot {
  private readonly parsed = new Map<RecordKind, Map<string, RecordKinds[RecordKind]>>();
  private readonly versions = new Map<string, number>();
  private readonly problems = new Map<string, BrokenRecord>();
  private readonly formerKeys = new Map<string, string[]>();
  private readonly formerRecords: RecordChange[] = [];
  private index: BookingIndex | null = null;

  constructor(
    readonly values: Record<string, string>,
    private readonly before: ParsedRecords,
  ) {}

  get usage() {
    return { used: sizeOf(this.values), limit: STORE_LIMIT };
  }

  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined {
    return this.records(kind).get(id);
  }

  get bookings(): BookingQuestions {
    return (this.index ??= new BookingIndex(this.records('booking')));
  }

  all<K extends FewKind>(kind: K): ReadonlyMap<string, RecordKinds[K]> {
    return this.records(kind);
  }

  private records<K extends RecordKind>(kind: K): ReadonlyMap<string, RecordKinds[K]> {
    const known = this.parsed.get(kind);
    // The map under a kind holds records of that kind: it was filled by parse(kind).
    if (known !== undefined) return known as Map<string, RecordKinds[K]>;
    const records = this.parse(kind);
    this.parsed.set(kind, records);
    return records;
  }

  list<K extends FewKind>(kind: K): readonly RecordKinds[K][] {
    return [...this.all(kind).values()];
  }

  broken(): readonly BrokenRecord[] {
    for (const kind of Object.keys(PREFIX)) if (isKind(kind)) this.records(kind);
    return [...this.problems.values()];
  }

  /** Readable records that are kept as a former version kept them: each put as it is, which writes it as this one does. */
  former(): readonly RecordChange[] {
    for (const kind of Object.keys(PREFIX)) if (isKind(kind)) this.records(kind);
    return this.formerRecords;
  }

  lostTimes(): readonly LostTime[] {
    this.records('booking');
    const texts = [...this.problems.values()].filter(({ key }) => key.startsWith(PREFIX.booking));
    return texts.flatMap(({ key }) => lostTime(this.whole(key)));
  }

  /** A record's text with all its parts, valid or not. */
  private whole(key: string): string {
    return this.keysAt(key)
      .map((name) => this.values[name] ?? '')
      .join('');
  }

  /** The values under which a record is to be written. */
  encode<K extends RecordKind>(kind: K, id: string, value: RecordKinds[K]): Record<string, string> {
    this.records(kind);
    const key = keyOf(kind, id);
    const problem = this.problems.get(key);
    if (problem !== undefined) throw new BrokenRecordError(`${problem.key}: ${problem.problem}`);
    const version = (this.versions.get(key) ?? 0) + 1;
    const data = JSON.stringify(toStored(kind, value));
    const marks = formOf(kind) === 1 ? `{"v":${version}` : `{"v":${version},"f":${formOf(kind)}`;
    const whole = `${marks},"d":${data}}`;
    if (utf8Length(key) + utf8Length(whole) <= VALUE_LIMIT) return { [key]: whole };
    const parts = splitByBytes(data, VALUE_LIMIT - utf8Length(key) - 20);
    const values: Record<string, string> = { [key]: `${marks},"parts":${parts.length}}` };
    parts.forEach((part, index) => (values[`${key}#${index}`] = `${version}|${part}`));
    return values;
  }

  /** The names of a record's value and of all its parts, the value first. */
  keysOf(kind: RecordKind, id: string): string[] {
    return [...this.keysAt(keyOf(kind, id)), ...this.formerKeysOf(kind, id)];
  }

  /** The same for keys under which former versions kept the record. */
  private formerKeysOf(kind: RecordKind, id: string): string[] {
    this.records(kind);
    return (this.formerKeys.get(keyOf(kind, id)) ?? []).flatMap((key) => this.keysAt(key));
  }

  private keysAt(key: string): string[] {
    const isPart = (name: string) => name.startsWith(`${key}#`) && /^#\d+$/.test(name.slice(key.length));
    const parts = Object.keys(this.values).filter(isPart);
    return key in this.values ? [key, ...parts] : parts;
  }

  private parse<K extends RecordKind>(kind: K): Map<string, RecordKinds[K]> {
    const records = new Map<string, RecordKinds[K]>();
    for (const name of Object.keys(this.values)) {
      if (!name.startsWith(PREFIX[kind]) || this.isPart(name)) continue;
      const id = idOf(kind, name);
      const key = keyOf(kind, id);
      if (name !== key) {
        this.formerKeys.set(key, [...(this.formerKeys.get(key) ?? []), name]);
        // It has been rewritten since.
        if (key in this.values) continue;
      }
      try {
        const { version, form, value } = this.parseOne(kind, name);
        this.versions.set(key, version);
        records.set(id, value);
        // What has just been read as a record of a kind is put as one of that kind.
        if (form < formOf(kind) || name !== key) this.formerRecords.push({ put: kind, id, value } as RecordChange);
      } catch (error) {
        // Not swallowed: broken() reports it, and encode() refuses to overwrite it.
        this.problems.set(key, { key: name, problem: error instanceof Error ? error.message : String(error) });
      }
    }
    return records;
  }

  /** @throws if the text is no record of this kind */
  private parseOne<K extends RecordKind>(kind: K, name: string): ParsedRecord<RecordKinds[K]> {
    // What is under a kind was parsed as that kind, here.
    const before = (this.before.get(kind) ?? new Map()) as Map<string, ParsedRecord<RecordKinds[K]>>;
    this.before.set(kind, before);
    let text = this.values[name] ?? '';
    for (let index = 0; `${name}#${index}` in this.values; index++) text += this.values[`${name}#${index}`] ?? '';
    const known = before.get(name);
    if (known?.text === text) return known;
    const { version, form, data } = this.assemble(name);
    const reading = readForm(kind, form, data);
    if (!reading.ok) throw new TypeError(reading.problem);
    const one = { text, version, form, value: reading.value };
    before.set(name, one);
    return one;
  }

  /** Whether a value is or was a part of a record: it names the version that it belongs to. */
  private isPart(name: string): boolean {
    const cut = /^(.*)#\d+$/s.exec(name);
    return cut !== null && ((cut[1] ?? '') in this.values || /^\d+\|/.test(this.values[name] ?? ''));
  }

  private assemble(key: string): StoredRecord {
    const first = v.parse(head, JSON.parse(this.values[key] ?? ''));
    if ('d' in first) return { version: first.v, form: first.f, data: first.d };
    let text = '';
    for (let index = 0; index < first.parts; index++) {
      const part = this.values[`${key}#${index}`] ?? '';
      const mark = `${first.v}|`;
      if (!part.startsWith(mark))
        throw new TypeError(`part ${index} of ${first.parts} is missing or of another version`);
      text += part.slice(mark.length);
    }
    return { version: first.v, form: first.f, data: JSON.parse(text) };
  }
}

function keyOf(kind: RecordKind, id: string): string {
  return PREFIX[kind] + id.replace(/%/g, '%25').replace(/#/g, '%23');
}

/** The inverse of keyOf. */
function idOf(kind: RecordKind, key: string): string {
  return key.slice(PREFIX[kind].length).replace(/%23/g, '#').replace(/%25/g, '%');
}

const LIVE = /"state":"(?:requested|awaitingPayment|confirmed)"/;

/**
 * The time of a booking from a text that may be cut off or unreadable. Quotes in people's texts are escaped, so that
 * none of them is taken for a field. A state that says that it is over is believed.
 */
function lostTime(text: string): LostTime[] {
  const staffId = /"staffId":"([^"\\]*)"/.exec(text)?.[1];
  const times = /"start":(\d{1,14}),"end":(\d{1,14})[,}]/.exec(text);
  const state = /"state":"[^"]*"/.exec(text)?.[0];
  const isOver = state !== undefined && !LIVE.test(state) && BOOKING_STATES.some((one) => state.includes(`"${one}"`));
  if (staffId === undefined || times === null || isOver) return [];
  return [{ staffId, start: Number(times[1]), end: Number(times[2]) }];
}

function isKind(name: string): name is RecordKind {
  return name in PREFIX;
}
