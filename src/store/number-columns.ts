import * as v from 'valibot';

/** Base 60: hours and minutes fall into places of their own. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx';
const BASE = DIGITS.length;

/**
 * Numbers as a text that gzip makes small: what each is above the least of them, its first digits together, then its
 * second ones. Numbers that are not whole are a plain list.
 */
export const numberColumn = v.union([
  v.array(v.number()),
  v.object({ least: v.number(), count: v.pipe(v.number(), v.integer(), v.minValue(0)), digits: v.string() }),
]);

export type NumberColumn = v.InferOutput<typeof numberColumn>;

export function packNumbers(numbers: readonly number[]): NumberColumn {
  if (numbers.length === 0 || !numbers.every(Number.isSafeInteger)) return [...numbers];
  const least = numbers.reduce((a, b) => Math.min(a, b));
  const most = numbers.reduce((a, b) => Math.max(a, b)) - least;
  if (!Number.isSafeInteger(most)) return [...numbers];
  let digits = '';
  for (let unit = largestUnit(most); unit >= 1; unit /= BASE)
    for (const number of numbers) digits += DIGITS.charAt(Math.floor((number - least) / unit) % BASE);
  return { least, count: numbers.length, digits };
}

function largestUnit(most: number): number {
  let unit = 1;
  while (most / unit >= BASE) unit *= BASE;
  return unit;
}

/** What is no digit becomes NaN. */
export function unpackNumbers(column: NumberColumn): number[] {
  if (Array.isArray(column)) return column;
  const { least, count, digits } = column;
  return Array.from({ length: count }, (_, i) => {
    let value = 0;
    for (let at = i; at < digits.length; at += count) {
      const digit = DIGITS.indexOf(digits.charAt(at));
      value = value * BASE + (digit < 0 ? NaN : digit);
    }
    return least + value;
  });
}
