import { boot, callHost } from './host';
import { formatDate } from './format-date';

/** Bytes as Apps Script has them: signed. */
type Bytes = number[];

const signed = (byte: number) => (byte > 127 ? byte - 256 : byte);

function utf8(text: string): Bytes {
  // encodeURIComponent is the one UTF-8 encoder of bare JavaScript.
  const escaped = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Array.from(escaped, (sign) => signed(sign.charCodeAt(0)));
}

function fromUtf8(bytes: Bytes): string {
  return decodeURIComponent(bytes.map((byte) => `%${(byte & 255).toString(16).padStart(2, '0')}`).join(''));
}

const bytesOf = (value: string | Bytes): Bytes => (typeof value === 'string' ? utf8(value) : value);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(value: string | Bytes): string {
  const bytes = bytesOf(value).map((byte) => byte & 255);
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    for (let j = 0; j < 4; j++) {
      text += i + j > bytes.length ? '=' : (ALPHABET[(group >> (18 - 6 * j)) & 63] ?? '');
    }
  }
  return text;
}

function unbase64(text: string): Bytes {
  const bytes: Bytes = [];
  let group = 0;
  let bits = 0;
  for (const sign of text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) throw new Error('Could not decode string.');
    group = (group << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(signed((group >> bits) & 255));
    }
  }
  return bytes;
}

const webSafe = (text: string) => text.replace(/\+/g, '-').replace(/\//g, '_');

function crypto(method: string, ...args: unknown[]): Bytes {
  return callHost('Utilities', method, args) as Bytes;
}

function blob(data: string | Bytes, contentType: string | null, name: string | null) {
  const bytes = bytesOf(data);
  return {
    getBytes: () => bytes,
    getDataAsString: () => fromUtf8(bytes),
    getContentType: () => contentType,
    getName: () => name,
    toJSON: () => ({
      base64: base64(bytes),
      mimeType: contentType ?? 'application/octet-stream',
      name: name ?? 'file',
    }),
  };
}

export const Utilities = {
  Charset: { US_ASCII: 'US_ASCII', UTF_8: 'UTF_8' },
  DigestAlgorithm: { MD5: 'md5', SHA_1: 'sha1', SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512' },
  MacAlgorithm: {
    HMAC_MD5: 'md5',
    HMAC_SHA_1: 'sha1',
    HMAC_SHA_256: 'sha256',
    HMAC_SHA_384: 'sha384',
    HMAC_SHA_512: 'sha512',
  },
  base64Encode: (value: string | Bytes) => base64(value),
  base64EncodeWebSafe: (value: string | Bytes) => webSafe(base64(value)),
  base64Decode: (text: string) => unbase64(text),
  base64DecodeWebSafe: (text: string) => unbase64(text),
  computeDigest: (algorithm: string, value: string | Bytes) => crypto('digest', algorithm, bytesOf(value)),
  computeHmacSignature: (algorithm: string, value: string | Bytes, key: string | Bytes) =>
    crypto('hmac', algorithm, bytesOf(value), bytesOf(key)),
  computeHmacSha256Signature: (value: string | Bytes, key: string | Bytes) =>
    crypto('hmac', 'sha256', bytesOf(value), bytesOf(key)),
  computeRsaSha256Signature: (value: string | Bytes, key: string) => crypto('rsa', bytesOf(value), key),
  getUuid: () => String(callHost('Utilities', 'getUuid')),
  sleep: (ms: number) => void callHost('Utilities', 'sleep', [ms]),
  newBlob: (data: string | Bytes, contentType: string | null = null, name: string | null = null) =>
    blob(data, contentType, name),
  formatDate: (date: Date, zone: string, pattern: string) => formatDate(date.getTime(), zone || boot.zone, pattern),
  formatString: (format: string, ...values: unknown[]) =>
    format.replace(/%[sd]/g, (mark) => (values.length === 0 ? mark : String(values.shift()))),
  jsonParse: (text: string) => JSON.parse(text) as unknown,
  jsonStringify: (value: unknown) => JSON.stringify(value),
};
