import type { WayIn } from '../desk/ports/rooms';

/** A telephone number as E.164 has it, `+` and up to 15 digits, or null for what is none. */
export function e164(text: string): string | null {
  // A zero in brackets is dialled within the country only.
  const digits = text.replace(/\(0\)/g, '').replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '');
  const whole = digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
  return /^\+[1-9]\d{4,14}$/.test(whole) ? whole : null;
}

/**
 * A number that dials into a room by itself: a comma is a pause of two seconds, what follows are the keys pressed then
 * (RFC 3966 leaves pauses to the telephone; Calendar's own numbers have them so). Null for what is no number.
 */
export function phoneWay(
  number: string,
  keys: readonly string[],
  rest: Omit<WayIn, 'kind' | 'uri'> = {},
): WayIn | null {
  const dialled = e164(number);
  if (dialled === null) return null;
  const pressed = keys.filter((key) => key !== '').map((key, i) => `${i === 0 ? ',,' : ',,,,'}${key}`);
  return { kind: 'phone', uri: `tel:${dialled}${pressed.join('')}`, ...rest };
}

/** The keys of a code, ended by the hash that says so. */
export function keysOf(code: string): string {
  const digits = code.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? `${digits}#` : '';
}
