import { Blob, blobBytes } from './blob';
import { noSignature } from '../core/builder';
import { base64, encodeText, unbase64, type Bytes } from './bytes';
import { exception } from '../core/exception';
import { boot, callHost } from '../core/host';
import { formatDate } from './dates/format';
import { parseDate } from './dates/parse';
import { formatString } from './format-string';
import { parseCsv } from './parse-csv';

const DIGESTS = { MD2: 'md2', MD5: 'md5', SHA_1: 'sha1', SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512' };
const MACS = {
  HMAC_MD5: 'md5',
  HMAC_SHA_1: 'sha1',
  HMAC_SHA_256: 'sha256',
  HMAC_SHA_384: 'sha384',
  HMAC_SHA_512: 'sha512',
};
const RSA = { RSA_SHA_1: 'RSA-SHA1', RSA_SHA_256: 'RSA-SHA256' };

type Data = string | Bytes;

const bytesOf = (value: Data, charset?: string): Bytes => {
  if (typeof value === 'string') return encodeText(value, charset);
  if (Array.isArray(value)) return value;
  throw exception('Invalid argument: value');
};

const webSafe = (text: string) => text.replace(/\+/g, '-').replace(/\//g, '_');

function compute(method: string, ...args: unknown[]): Bytes {
  if (args[0] === DIGESTS.MD2) throw new Error('not emulated: Utilities.DigestAlgorithm.MD2');
  return bytesFrom(callHost('Utilities', method, args));
}

function bytesFrom(value: unknown): Bytes {
  return Array.isArray(value) ? value.map(Number) : [];
}

/**
 * Digests take a text for US-ASCII where nothing else is said
 * (https://github.com/derekantrican/GAS-ICS-Sync/issues/414).
 */
const DIGEST_CHARSET = 'US_ASCII';

const hmac = (algorithm: string, value: Data, key: Data, charset = DIGEST_CHARSET) =>
  compute('hmac', algorithm, bytesOf(value, charset), bytesOf(key, charset));

const rsa = (algorithm: string, value: Data, key: string, charset?: string) =>
  compute('rsa', algorithm, bytesOf(value, charset), key);

function zip(blobs: readonly unknown[], name = 'archive.zip') {
  const files = blobs.map((blob) => {
    const { bytes, name: title } = blobBytes(blob);
    return { name: title, bytes };
  });
  return Blob(bytesFrom(callHost('Utilities', 'zip', [files])), 'application/zip', name);
}

function unzip(blob: unknown) {
  const files = callHost('Utilities', 'unzip', [blobBytes(blob).bytes]);
  return (Array.isArray(files) ? files : []).map((file: { name: string; bytes: Bytes }) =>
    Blob(file.bytes, null, file.name).setContentTypeFromExtension(),
  );
}

function gzip(blob: unknown, name?: string) {
  const { bytes } = blobBytes(blob);
  return Blob(bytesFrom(callHost('Utilities', 'gzip', [bytes])), 'application/x-gzip', name ?? 'archive.gz');
}

function ungzip(blob: unknown) {
  const { bytes, name } = blobBytes(blob);
  return Blob(bytesFrom(callHost('Utilities', 'ungzip', [bytes])), null, name.replace(/\.gz$/, ''));
}

/** As many arguments as a method takes at most: one more, and Google finds no such method. */
const MOST_ARGUMENTS: Readonly<Record<string, number>> = {
  base64Decode: 2,
  base64DecodeWebSafe: 2,
  base64Encode: 2,
  base64EncodeWebSafe: 2,
  computeDigest: 3,
  computeHmacSha256Signature: 3,
  computeHmacSignature: 4,
  computeRsaSha1Signature: 3,
  computeRsaSha256Signature: 3,
  computeRsaSignature: 4,
  formatDate: 3,
  getUuid: 0,
  gzip: 2,
  newBlob: 3,
  parseCsv: 2,
  parseDate: 3,
  sleep: 1,
  ungzip: 1,
  unzip: 1,
  zip: 2,
};

function limited(name: string, member: unknown): unknown {
  const most = MOST_ARGUMENTS[name];
  if (typeof member !== 'function' || most === undefined) return member;
  return (...args: unknown[]): unknown => {
    if (args.length > most) throw noSignature(args, `Utilities.${name}`);
    return Reflect.apply(member, undefined, args);
  };
}

const members = {
  Charset: { US_ASCII: 'US_ASCII', UTF_8: 'UTF_8' },
  DigestAlgorithm: DIGESTS,
  MacAlgorithm: MACS,
  RsaAlgorithm: RSA,
  base64Encode: (value: Data, charset?: string) => base64(bytesOf(value, charset)),
  base64EncodeWebSafe: (value: Data, charset?: string) => webSafe(base64(bytesOf(value, charset))),
  base64Decode: (text: string) => unbase64(text),
  base64DecodeWebSafe: (text: string) => unbase64(text),
  computeDigest: (algorithm: string, value: Data, charset = DIGEST_CHARSET) =>
    compute('digest', algorithm, bytesOf(value, charset)),
  computeHmacSignature: hmac,
  computeHmacSha256Signature: (value: Data, key: Data, charset?: string) => hmac('sha256', value, key, charset),
  computeRsaSignature: rsa,
  computeRsaSha1Signature: (value: Data, key: string, charset?: string) => rsa(RSA.RSA_SHA_1, value, key, charset),
  computeRsaSha256Signature: (value: Data, key: string, charset?: string) => rsa(RSA.RSA_SHA_256, value, key, charset),
  getUuid: () => String(callHost('Utilities', 'getUuid')),
  sleep: (ms: number) => void callHost('Clock', 'sleep', [ms]),
  newBlob: (data: Data, contentType: string | null = null, name: string | null = null) =>
    Blob(data, contentType ?? (typeof data === 'string' ? 'text/plain' : null), name),
  formatDate: (date: unknown, zone: string, pattern: string) => {
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw exception('Invalid argument: date');
    return formatDate(date.getTime(), zone || boot.zone, pattern);
  },
  parseDate: (text: string, zone: string, pattern: string) => new Date(parseDate(text, zone || boot.zone, pattern)),
  formatString,
  parseCsv,
  jsonParse: (text: string) => JSON.parse(text) as unknown,
  jsonStringify: (value: unknown) => JSON.stringify(value),
  zip,
  unzip,
  gzip,
  ungzip,
};

export const Utilities: object = Object.fromEntries(
  Object.entries(members).map(([name, member]) => [name, limited(name, member)]),
);
