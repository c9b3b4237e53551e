import { DAYS, MONTHS, piecesOf } from './names';
import { offsetMinutes, offsetText, zoneName } from './zones';

/** A moment as a pattern's letters see it: the wall clock is read off with the UTC methods of `wall`. */
interface Moment {
  wall: Date;
  offset: number;
  at: number;
  zone: string;
}

/**
 * Utilities.formatDate: patterns of Java's SimpleDateFormat, English names
 * (https://developers.google.com/apps-script/reference/utilities).
 */
export function formatDate(at: number, zone: string, pattern: string): string {
  const offset = offsetMinutes(at, zone);
  const moment = { wall: new Date(at + offset * 60_000), offset, at, zone };
  return piecesOf(pattern)
    .map((piece) => ('text' in piece ? piece.text : field(piece.letter, piece.length, moment)))
    .join('');
}

const DAY = 86_400_000;

/** Day of the year, the first being 1. */
const dayOfYear = (wall: Date) => Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / DAY) + 1;

/** Weeks begin on Sunday, the first of a year or month being the one with its first day: Java's rules for en-US. */
const weekOf = (day: number, weekDay: number) => Math.floor((day - 1 + ((weekDay - day + 1 + 371) % 7)) / 7) + 1;

const FIELDS: Readonly<Record<string, (moment: Moment, length: number) => number | string>> = {
  G: ({ wall }) => (wall.getUTCFullYear() > 0 ? 'AD' : 'BC'),
  y: ({ wall }, length) => year(wall.getUTCFullYear(), length),
  Y: ({ wall }, length) => year(weekYear(wall), length),
  M: ({ wall }, length) => (length >= 3 ? named(MONTHS, wall.getUTCMonth(), length) : wall.getUTCMonth() + 1),
  L: ({ wall }, length) => (length >= 3 ? named(MONTHS, wall.getUTCMonth(), length) : wall.getUTCMonth() + 1),
  d: ({ wall }) => wall.getUTCDate(),
  D: ({ wall }) => dayOfYear(wall),
  F: ({ wall }) => Math.floor((wall.getUTCDate() - 1) / 7) + 1,
  w: ({ wall }) => (weekYear(wall) > wall.getUTCFullYear() ? 1 : weekOf(dayOfYear(wall), wall.getUTCDay())),
  W: ({ wall }) => weekOf(wall.getUTCDate(), wall.getUTCDay()),
  E: ({ wall }, length) => named(DAYS, wall.getUTCDay(), length),
  u: ({ wall }) => wall.getUTCDay() || 7,
  a: ({ wall }) => (wall.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: ({ wall }) => wall.getUTCHours(),
  k: ({ wall }) => wall.getUTCHours() || 24,
  h: ({ wall }) => wall.getUTCHours() % 12 || 12,
  K: ({ wall }) => wall.getUTCHours() % 12,
  m: ({ wall }) => wall.getUTCMinutes(),
  s: ({ wall }) => wall.getUTCSeconds(),
  S: ({ wall }) => wall.getUTCMilliseconds(),
  Z: ({ offset }) => offsetText(offset, ''),
  X: ({ offset }, length) => isoOffset(offset, length),
  z: ({ at, zone }, length) => zoneName(at, zone, length >= 4 ? 'long' : 'short'),
};

function field(letter: string, length: number, moment: Moment): string {
  const value = FIELDS[letter]?.(moment, length);
  if (value === undefined) throw new Error(`not emulated: Utilities.formatDate pattern ${letter}`);
  return typeof value === 'number' ? String(value).padStart(length, '0') : value;
}

function year(value: number, length: number): string {
  return length === 2 ? String(value).slice(-2) : String(value).padStart(length, '0');
}

/** The year that a week belongs to: the last days of December may be in the first week of the next. */
function weekYear(wall: Date): number {
  const saturday = new Date(wall.getTime() + (6 - wall.getUTCDay()) * DAY);
  return saturday.getUTCFullYear();
}

function named(names: readonly string[], index: number, length: number): string {
  const name = names[index] ?? '';
  return length >= 4 ? name : name.slice(0, 3);
}

function isoOffset(offset: number, length: number): string {
  if (offset === 0) return 'Z';
  return length === 1 ? offsetText(offset, '').slice(0, 3) : offsetText(offset, length >= 3 ? ':' : '');
}
