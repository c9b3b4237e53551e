import * as v from 'valibot';
import type { Booking } from '../booking/booking';
import { mentions } from '../booking/erase';
import { searchFor } from '../booking/search';
import type { Archive, Archived, ArchiveState } from '../desk/ports/archive';
import type { BrokenRecord } from '../desk/ports/store';
import { fromColumns, toColumns } from './archive-columns';
import { bytesOfDenseText, denseText } from './dense-text';
import { type Exclusive, type PropertyBag } from './properties';
import { utf8Length } from './utf8';
import { STORE_LIMIT, VALUE_LIMIT } from './property-snapshot';

/** gzip, as Apps Script offers it. */
export interface Zip {
  zip(text: string): number[];
  /** @throws if these are not the bytes of a text */
  unzip(bytes: number[]): string;
}

const PREFIX = 'archive:';
const PART = /^archive:(\d+)#(\d+)$/;
/** Every part says which writing it belongs to, and how many parts that has: parts of two are never read as one. */
const MARK = /^(\d+)\.(\d+)\.(\d+)\|/;
/** How many of each volume's bookings, the first ones, have been exported: `{"1":5200}`. */
const EXPORTED = `${PREFIX}exported`;
const exportedCounts = v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(0)));

/**
 * From this size on a volume is closed. What repeats is stored once in each volume, so large ones take less for each
 * booking; but a volume is written anew with every move into it, and what damages it takes all of it.
 */
const VOLUME_LIMIT = 250_000;

interface Volume {
  number: number;
  version: number;
  /** Bytes of its parts. */
  size: number;
  keys: string[];
  bookings: readonly Archived[];
}

interface Contents {
  values: Record<string, string>;
  used: number;
  volumes: Volume[];
  /** Bookings by volume: how many of the first ones have been exported. */
  exported: Record<string, number>;
  /** No new volume may take this number or a lower one. */
  last: number;
  /** Values of former writings, and of volumes without bookings: they are removed with the next change. */
  stale: string[];
  broken: BrokenRecord[];
}

/**
 * Finished bookings in the properties of the account at work: no further permission is needed for them, and they have
 * 500 KB of their own. They are kept in volumes, `archive:1#0`, `archive:1#1` …: each is one text of columns, made small
 * and cut into values. Only the last volume grows. A volume that cannot be read is reported and left as it is.
 */
export function archiveIn(bag: PropertyBag, zip: Zip, exclusive: Exclusive): Archive {
  let last: Contents | null = null;
  const read = () => (last = contentsOf(bag.readAll(), zip));
  const seen = () => last ?? read();
  const change = <T>(work: (contents: Contents) => T): T =>
    exclusive(() => {
      const contents = read();
      last = null;
      return work(contents);
    });
  const write = writer(bag, zip);
  const all = () => seen().volumes.flatMap(({ bookings }) => bookings);
  return {
    state: () => stateOf(seen()),
    add: (bookings) => {
      // Those that an execution archived before it died: they may have changed since, and count as not exported then.
      const again = change((contents) => replaceIn(contents, bookings, write, true));
      return [...again, ...change((contents) => append(contents, bookings, write))];
    },
    get: (id) =>
      all()
        .find((one) => one.id === id)
        ?.booking(),
    find: (text) => latestFirst(all().filter(searchFor(text))),
    mentioning: (email) =>
      all()
        .map((one) => one.booking())
        .filter((booking) => mentions(booking, email)),
    page: (from, count) =>
      all()
        .slice(from, from + count)
        .map((one) => one.booking()),
    noteExported: (count) =>
      change(({ volumes }) => {
        let left = count;
        const counts = volumes.map(({ number, bookings }): [string, number] => {
          const taken = Math.min(left, bookings.length);
          left -= taken;
          return [String(number), taken];
        });
        bag.write({ [EXPORTED]: JSON.stringify(Object.fromEntries(counts)) });
      }),
    purgeExported: () => change((contents) => purge(contents, write)),
    replace: (bookings) => change((contents) => replaceIn(contents, bookings, write, false)).length,
  };
}

function latestFirst(found: readonly Archived[]): Archived[] {
  return [...found].sort((a, b) => b.start - a.start);
}

function stateOf({ used, volumes, exported, broken }: Contents): ArchiveState {
  const bookings = volumes.flatMap((volume) => volume.bookings);
  const mailed = volumes.flatMap(({ number, bookings: some }) => some.slice(0, exported[number] ?? 0));
  return {
    used,
    limit: STORE_LIMIT,
    count: bookings.length,
    until: latestEnd(bookings),
    exported: mailed.length,
    exportedUntil: latestEnd(mailed),
    broken,
  };
}

function latestEnd(bookings: readonly Archived[]): number | null {
  return bookings.length === 0 ? null : bookings.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
}

function contentsOf(values: Record<string, string>, zip: Zip): Contents {
  const contents: Contents = {
    values,
    used: sizeOf(Object.entries(values)),
    volumes: [],
    exported: {},
    last: 0,
    stale: [],
    broken: [],
  };
  const numbers = new Map<number, string[]>();
  for (const key of Object.keys(values).filter((one) => one.startsWith(PREFIX) && one !== EXPORTED)) {
    const number = Number(PART.exec(key)?.[1] ?? NaN);
    if (Number.isNaN(number)) contents.broken.push({ key, problem: 'not a part of a volume' });
    else numbers.set(number, [...(numbers.get(number) ?? []), key]);
  }
  for (const [number, keys] of [...numbers].sort(([a], [b]) => a - b)) {
    contents.last = number;
    // What cannot be read is reported, and never written over.
    attempt(contents.broken, `${PREFIX}${number}`, () => {
      const volume = volumeOf(number, keys, values, zip);
      const isEmpty = volume.bookings.length === 0;
      contents.stale.push(...keys.filter((key) => isEmpty || !volume.keys.includes(key)));
      if (!isEmpty) contents.volumes.push(volume);
    });
  }
  attempt(contents.broken, EXPORTED, () => {
    contents.exported = v.parse(exportedCounts, JSON.parse(values[EXPORTED] ?? '{}'));
  });
  return contents;
}

function attempt(broken: BrokenRecord[], key: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    broken.push({ key, problem: error instanceof Error ? error.message : String(error) });
  }
}

function volumeOf(number: number, keys: string[], values: Record<string, string>, zip: Zip): Volume {
  const parts = keys.map((key) => {
    const value = values[key] ?? '';
    const [mark = '', version, index, count] = MARK.exec(value) ?? [];
    const text = value.slice(mark.length);
    return { key, version: Number(version), index: Number(index), count: Number(count), text };
  });
  const newest = [...new Set(parts.map(({ version }) => version))].sort((a, b) => b - a);
  for (const version of newest) {
    // What is left of another writing is none of this one.
    const own = parts.filter((part) => part.version === version).sort((a, b) => a.index - b.index);
    if (own.length !== own[0]?.count || own.some(({ index }, i) => index !== i)) continue;
    const bookings = fromColumns(zip.unzip(bytesOfDenseText(own.map(({ text }) => text).join(''))));
    const ownKeys = own.map(({ key }) => key);
    return { number, version, size: sizeOf(ownKeys.map((key) => [key, values[key] ?? ''])), keys: ownKeys, bookings };
  }
  throw new TypeError('a part is missing');
}

function sizeOf(entries: readonly (readonly [string, string])[]): number {
  return entries.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
}

/** A volume as it is to be. */
interface Rewriting {
  volume: Volume;
  bookings: readonly Booking[];
  /** How many of its bookings have been exported. */
  exported: number;
}

/** Writes volumes in one call, if they fit. What is left of former ones is removed after that. @returns whether they fit */
type Write = (contents: Contents, rewritings: readonly Rewriting[]) => boolean;

function writer(bag: PropertyBag, zip: Zip): Write {
  return ({ values, used, exported, stale }, rewritings) => {
    const written: Record<string, string> = {};
    const counts = new Map(Object.entries(exported));
    let size = used;
    for (const { volume, bookings, exported: count } of rewritings) {
      if (count > 0) counts.set(String(volume.number), count);
      else counts.delete(String(volume.number));
      size -= volume.size;
      Object.assign(written, partsOf(volume, bookings, zip));
    }
    const noted = JSON.stringify(Object.fromEntries(counts));
    if (noted !== JSON.stringify(exported)) {
      written[EXPORTED] = noted;
      size -= EXPORTED in values ? sizeOf([[EXPORTED, values[EXPORTED] ?? '']]) : 0;
    }
    size += sizeOf(Object.entries(written));
    // What makes a full archive smaller always fits.
    if (size > STORE_LIMIT && size > used) return false;
    const outdated = rewritings.flatMap(({ volume }) => volume.keys);
    bag.write(written);
    // If the execution dies here, these parts belong to no whole writing any more.
    bag.remove([...outdated, ...stale].filter((key) => !(key in written)));
    // A volume without bookings said until now that what was left of it is nothing.
    const emptied = rewritings.filter(({ bookings }) => bookings.length === 0);
    bag.remove(emptied.map(({ volume }) => `${PREFIX}${volume.number}#0`));
    return true;
  };
}

function partsOf({ number, version }: Volume, bookings: readonly Booking[], zip: Zip): Record<string, string> {
  const text = denseText(zip.zip(toColumns(bookings)));
  const length = VALUE_LIMIT - `${PREFIX}${number}#99${version + 1}.99.99|`.length;
  const count = Math.ceil(text.length / length);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${PREFIX}${number}#${i}`,
      `${version + 1}.${i}.${count}|${text.slice(i * length, (i + 1) * length)}`,
    ]),
  );
}

/** @returns the ids of those that were not there yet and are now: as many as there is room for */
function append(contents: Contents, bookings: readonly Booking[], write: Write): string[] {
  const there = new Set(contents.volumes.flatMap((volume) => volume.bookings.map(({ id }) => id)));
  let fresh = bookings.filter(({ id }) => !there.has(id));
  const { volume, before } = openVolume(contents);
  const exported = contents.exported[volume.number] ?? 0;
  for (; fresh.length > 0; fresh = fresh.slice(0, Math.floor(fresh.length / 2))) {
    if (write(contents, [{ volume, bookings: [...before, ...fresh], exported }])) break;
  }
  return fresh.map(({ id }) => id);
}

/** The last volume and what is in it, if there is room and all of it can be read; otherwise a new one. */
function openVolume({ volumes, last, broken }: Contents): { volume: Volume; before: Booking[] } {
  const volume = volumes[volumes.length - 1];
  if (volume?.number === last && volume.size < VOLUME_LIMIT) {
    const before: Booking[] = [];
    attempt(broken, `${PREFIX}${last}`, () => before.push(...volume.bookings.map((one) => one.booking())));
    if (before.length > 0) return { volume, before };
  }
  return { volume: { number: last + 1, version: 0, size: 0, keys: [], bookings: [] }, before: [] };
}

/**
 * @param newly whether those that are different then have to be exported again
 * @returns the ids of those that are there
 */
function replaceIn(contents: Contents, bookings: readonly Booking[], write: Write, newly: boolean): string[] {
  const wanted = new Map(bookings.map((booking) => [booking.id, booking]));
  const there: string[] = [];
  const rewritings: Rewriting[] = [];
  for (const volume of contents.volumes) {
    const places = volume.bookings.flatMap(({ id }, place) => (wanted.has(id) ? [place] : []));
    if (places.length === 0) continue;
    const stored = volume.bookings.map((one) => one.booking());
    const after = stored.map((booking) => wanted.get(booking.id) ?? booking);
    there.push(...places.flatMap((place) => after[place]?.id ?? []));
    const changed = places.filter((place) => textOf(stored[place]) !== textOf(after[place]));
    const [first] = changed;
    if (first === undefined) continue;
    const exported = contents.exported[volume.number] ?? 0;
    rewritings.push({ volume, bookings: after, exported: newly ? Math.min(exported, first) : exported });
  }
  // The caller keeps what is not said to be there.
  if (rewritings.length > 0 && !write(contents, rewritings)) return [];
  return there;
}

function textOf(booking: Booking | undefined): string {
  return booking === undefined ? '' : toColumns([booking]);
}

function purge(contents: Contents, write: Write): number {
  let count = 0;
  const rewritings: Rewriting[] = [];
  for (const volume of contents.volumes) {
    const exported = contents.exported[volume.number] ?? 0;
    if (exported === 0) continue;
    count += exported;
    const bookings = volume.bookings.slice(exported).map((one) => one.booking());
    rewritings.push({ volume, bookings, exported: 0 });
  }
  if (rewritings.length > 0) write(contents, rewritings);
  return count;
}
