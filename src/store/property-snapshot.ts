import * as v from 'valibot';
import { BOOKING_STATES } from '../booking/booking';
import type { RecordKind, RecordKinds } from '../desk/ports/records';
import { formOf, readForm } from './forms';
import { toStored } from './schemas';
import {
  BrokenRecordError,
  type BrokenRecord,
  type RecordChange,
  type LostTime,
  type Snapshot,
  type FewKind,
  type BookingQuestions,
} from '../desk/ports/store';
import { utf8Length, splitByBytes } from './utf8';
import { BookingIndex } from './booking-questions';

/**
 * Documented: 9 KB a value, 500 KB a store [apps-script/guides/services/quotas]; some room is left for the key and as a
 * margin.
 */
export const VALUE_LIMIT = 8_500;

export const STORE_LIMIT = 500_000;

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
 * The key of a value that every commit changes, in the same call as its records: a snapshot with this value is still
 * how things are, and an execution that has one need not read everything again. It begins with the time of the commit.
 */
export const STAMP = 'stamp';

/** Without the stamp, whose length varies: a change that frees room must never be refused because of it. */
export function sizeOf(values: Record<string, string>): number {
  const records = Object.entries(values).filter(([key]) => key !== STAMP);
  return records.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
}

/** What an execution has parsed, by kind and the name of the value: text that has not changed is not parsed again. */
export type ParsedRecords = Map<RecordKind, Map<string, ParsedRecord<RecordKinds[RecordKind]>>>;

interface ParsedRecord<T> {
  /** With all parts. */
  text: string;
  version: number;
  form: number;
  value: T;
}

/** The records as they were when these values were read; each kind is parsed when it is first asked for. */
export class PropertySnapshot implements Snapshot {
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
