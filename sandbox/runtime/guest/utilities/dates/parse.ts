import { exception } from '../../core/exception';
import { DAYS, MONTHS, piecesOf, type Piece } from './names';
import { instantOfWall } from './zones';

interface Found {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  isPm: boolean | null;
  /** Minutes east of UTC, where the text names an offset. */
  offset: number | null;
}

/** Utilities.parseDate: the instant that a text means by a pattern of Java's SimpleDateFormat. */
export function parseDate(text: string, zone: string, pattern: string): number {
  const found: Found = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0, isPm: null, offset: null };
  const pieces = piecesOf(pattern);
  let rest = text;
  pieces.forEach((piece, index) => {
    const length = take(rest, piece, pieces[index + 1], found);
    if (length === null) throw exception(`Unparseable date: "${text}"`);
    rest = rest.slice(length);
  });
  const hour = found.isPm === null ? found.hour : (found.hour % 12) + (found.isPm ? 12 : 0);
  const wall = new Date(0);
  wall.setUTCFullYear(found.year, found.month - 1, found.day);
  wall.setUTCHours(hour, found.minute, found.second, found.ms);
  return found.offset === null ? instantOfWall(wall.getTime(), zone) : wall.getTime() - found.offset * 60_000;
}

const NUMBERS: Readonly<Record<string, keyof Found>> = {
  y: 'year',
  M: 'month',
  L: 'month',
  d: 'day',
  H: 'hour',
  k: 'hour',
  h: 'hour',
  K: 'hour',
  m: 'minute',
  s: 'second',
  S: 'ms',
};

/** Reads one piece off the beginning of a text. @returns how much of it; null if it does not fit */
function take(rest: string, piece: Piece, next: Piece | undefined, found: Found): number | null {
  if ('text' in piece) return rest.startsWith(piece.text) ? piece.text.length : null;
  const { letter, length } = piece;
  if ((letter === 'M' || letter === 'L') && length >= 3)
    return takeName(rest, MONTHS, (month) => (found.month = month + 1));
  if (letter === 'E') return takeName(rest, DAYS, () => undefined);
  if (letter === 'a') return takeName(rest, ['AM', 'PM'], (half) => (found.isPm = half === 1));
  if (letter === 'Z' || letter === 'X' || letter === 'z') return takeOffset(rest, found);
  const name = NUMBERS[letter];
  if (name === undefined) throw new Error(`not emulated: Utilities.parseDate pattern ${letter}`);
  // Digits that touch the next field are told apart by the pattern's width.
  const touches = next !== undefined && 'letter' in next && next.letter in NUMBERS;
  const digits = (touches ? new RegExp(`^\\d{1,${length}}`) : /^\s*\d+/).exec(rest)?.[0];
  if (digits === undefined) return null;
  const value = Number(digits);
  Object.assign(found, {
    [name]: letter === 'y' && length <= 2 && digits.trim().length <= 2 ? 2000 + value : value % hours(letter),
  });
  return digits.length;
}

/** k counts 1–24, so that 24 is midnight. */
const hours = (letter: string) => (letter === 'k' ? 24 : Infinity);

function takeName(rest: string, names: readonly string[], found: (index: number) => void): number | null {
  const lower = rest.toLowerCase();
  for (const [index, name] of names.entries()) {
    for (const form of [name, name.slice(0, 3)]) {
      if (!lower.startsWith(form.toLowerCase())) continue;
      found(index);
      return form.length;
    }
  }
  return null;
}

function takeOffset(rest: string, found: Found): number | null {
  const match = /^(?:Z|(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?|GMT|UTC)/.exec(rest);
  if (match === null) return null;
  const [whole, sign, hours = '0', minutes = '0'] = match;
  found.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return whole.length;
}
