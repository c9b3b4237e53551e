import type { WayIn } from '../../desk/ports/rooms';

/** A phone number in E.164, `+` and up to 15 digits, or `null` if it is not one. */
export function e164(text: string): string | null {
  // A zero in brackets is dialled within the country only.
  const digits = text.replace(/\(0\)/g, '').replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '');
  const whole = digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
  return /^\+[1-9]\d{4,14}$/.test(whole) ? whole : null;
}

/**
 * A number that dials into a room and enters its code: a comma is a pause of two seconds, followed by the keys to press
 * (RFC 3966 leaves pauses to the phone; Calendar's own numbers have them like this). `null` if it is not a phone
 * number.
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

/** The keys of a code, ended by the hash key. */
export function keysOf(code: string): string {
  const digits = code.replace(/[\s-]/g, '');
  return /^\d+$/.test(digits) ? `${digits}#` : '';
}
