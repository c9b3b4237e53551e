import type { Interval } from '../booking/time/intervals';
import { MINUTE } from '../booking/time/time';
import type { BusyBlock } from '../desk/ports/records';
import { inWholeMinutes } from '../desk/times/busy';

/**
 * Blocks with their tags as one text: a block is its start, counted from the previous one's, its length, both in
 * minutes, and its tag, all in base 36: about 15 characters. Rounds outwards to whole minutes: a block may close a
 * little too much, never too little.
 *
 * @param blocks in order of their start
 */
export function packTagged(blocks: readonly BusyBlock[]): string {
  let last = 0;
  return blocks
    .map(({ start, end, tag }) => {
      const from = Math.floor(start / MINUTE);
      const packed = `${(from - last).toString(36)}.${(Math.ceil(end / MINUTE) - from).toString(36)}.${tag}`;
      last = from;
      return packed;
    })
    .join(';');
}

/** The inverse of packTagged. Throws TypeError for any other text. */
export function unpackTagged(text: string): BusyBlock[] {
  if (text === '') return [];
  let last = 0;
  return text.split(';').map((packed) => {
    const [ahead = '', length = '', tag = ''] = packed.split('.');
    last += parseInt(ahead, 36);
    const end = last + parseInt(length, 36);
    if (Number.isNaN(end) || tag === '') throw new TypeError(`busy time: "${packed}" is no block`);
    return { start: last * MINUTE, end: end * MINUTE, tag };
  });
}

// Busy time without tags: for each stretch the minutes since the one before, and its own minutes, see packNumber. The
// characters are those that JSON and a property store keep as one byte each: no quote, no backslash, no space.
const DIGITS = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n))
  .filter((one) => one !== '"' && one !== '\\')
  .join('');
const BASE = DIGITS.length;

/** First characters below ONE are a number of five minutes each, below TWO the first of two digits, below THREE of three. */
const ONE = 40;
const TWO = 85;
const THREE = BASE - 1;
/** How many digits follow the last character of all. */
const LONG = 6;

/**
 * Busy time as one text: three or four characters a stretch. Rounds outwards to whole minutes.
 *
 * @param times in order, apart
 */
export function packTimes(times: readonly Interval[]): string {
  let last = 0;
  return inWholeMinutes(times)
    .map(({ start, end }) => {
      const packed = packNumber(start / MINUTE - last) + packNumber((end - start) / MINUTE);
      last = end / MINUTE;
      return packed;
    })
    .join('');
}

/** The inverse of packTimes. Throws TypeError for any other text. */
export function unpackTimes(text: string): Interval[] {
  const times: Interval[] = [];
  let at = 0;
  let last = 0;
  const next = (): number => {
    const first = digit(text, at++);
    if (first < ONE) return first * 5;
    const [more, high] = first < TWO ? [1, first - ONE] : first < THREE ? [2, first - TWO] : [LONG, 0];
    let number = high;
    for (let n = 0; n < more; n++) number = number * BASE + digit(text, at++);
    return number;
  };
  while (at < text.length) {
    const start = last + next();
    last = start + next();
    if (last === start) throw new TypeError('busy time: a stretch of no length');
    times.push({ start: start * MINUTE, end: last * MINUTE });
  }
  return times;
}

function packNumber(number: number): string {
  if (number % 5 === 0 && number < 5 * ONE) return DIGITS.charAt(number / 5);
  if (number < (TWO - ONE) * BASE) return DIGITS.charAt(ONE + Math.floor(number / BASE)) + digits(number % BASE, 1);
  const square = BASE * BASE;
  if (number < (THREE - TWO) * square)
    return DIGITS.charAt(TWO + Math.floor(number / square)) + digits(number % square, 2);
  return DIGITS.charAt(THREE) + digits(number, LONG);
}

function digits(number: number, count: number): string {
  let text = '';
  let left = number;
  for (let n = 0; n < count; n++) {
    text = DIGITS.charAt(left % BASE) + text;
    left = Math.floor(left / BASE);
  }
  return text;
}

function digit(text: string, at: number): number {
  const value = at < text.length ? DIGITS.indexOf(text.charAt(at)) : -1;
  if (value < 0) throw new TypeError(`busy time: no digit at ${at}`);
  return value;
}
