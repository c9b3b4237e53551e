import { exception } from '../core/exception';

/** Bytes as Apps Script has them: signed. */
export type Bytes = number[];

const signed = (byte: number) => (byte > 127 ? byte - 256 : byte);

/** Text as bytes; US_ASCII knows no more than 127 signs. */
export function encodeText(text: string, charset = 'UTF_8'): Bytes {
  if (isAscii(charset)) return Array.from(text, (sign) => (sign.charCodeAt(0) < 128 ? sign.charCodeAt(0) : 63));
  if (isLatin1(charset)) {
    return Array.from(text, (sign) => signed(sign.charCodeAt(0) < 256 ? sign.charCodeAt(0) : 63));
  }
  // encodeURIComponent is the one UTF-8 encoder of bare JavaScript; half a surrogate pair is what it cannot take.
  const whole = text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '$1?');
  const bytes: Bytes = [];
  const escaped = encodeURIComponent(whole);
  for (let at = 0; at < escaped.length; at++) {
    if (escaped.charAt(at) !== '%') bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(signed(parseInt(escaped.slice(at + 1, at + 3), 16)));
      at += 2;
    }
  }
  return bytes;
}

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Bytes, charset = 'UTF_8'): string {
  const one = (byte: number) => String.fromCharCode(byte & 255);
  if (isAscii(charset) || isLatin1(charset)) return bytes.map(one).join('');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const { point, length } = codePoint(bytes, at);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

const REPLACEMENT = 0xfffd;

function codePoint(bytes: Bytes, at: number): { point: number; length: number } {
  const first = (bytes[at] ?? 0) & 255;
  if (first < 0x80) return { point: first, length: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  let point = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = (bytes[at + i] ?? 0) & 255;
    if (first < 0xc2 || first > 0xf4 || (next & 0xc0) !== 0x80) return { point: REPLACEMENT, length: 1 };
    point = (point << 6) | (next & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  return { point: point > 0x10ffff || isSurrogate ? REPLACEMENT : point, length };
}

const isAscii = (charset: string) => /^us[-_]?ascii$/i.test(charset);
const isLatin1 = (charset: string) => /^(iso[-_]?8859[-_]?1|latin1|windows-1252)$/i.test(charset);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map(Array.from(`${ALPHABET}-_`, (sign, index) => [sign, index > 63 ? index - 2 : index]));

/** Base 64 of bytes. */
export function base64(bytes: Bytes): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const group = ((a & 255) << 16) | ((b & 255) << 8) | (c & 255);
    for (let j = 0; j < 4; j++) {
      text += i + j > bytes.length ? '=' : ALPHABET.charAt((group >> (18 - 6 * j)) & 63);
    }
  }
  return text;
}

/** Bytes of base 64, ordinary or web-safe, with or without padding. */
export function unbase64(text: string): Bytes {
  const bytes: Bytes = [];
  let group = 0;
  let bits = 0;
  for (const sign of text.replace(/[\s=]/g, '')) {
    const value = VALUES.get(sign);
    if (value === undefined) throw exception('Could not decode string.');
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(signed((group >> bits) & 255));
    }
  }
  return bytes;
}
