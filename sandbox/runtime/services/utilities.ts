import { createHash, createHmac, createSign, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesOf, isObject, textOf } from './arguments';
import type { Method } from './service';
import { readZip, writeZip } from './zip';

const signed = (buffer: Buffer): number[] => [...new Int8Array(buffer)];

/** Unpacks; what is no archive, or a broken one, is refused without the words of zlib. */
function unpacked<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Error('Invalid argument: blob');
  }
}

/** The parts of Utilities that need the machine. */
export const utilities: Record<string, Method> = {
  getUuid: () => randomUUID(),
  digest: (_, algorithm, value) => signed(createHash(textOf(algorithm, 'algorithm')).update(bytesOf(value)).digest()),
  hmac: (_, algorithm, value, key) =>
    signed(createHmac(textOf(algorithm, 'algorithm'), bytesOf(key)).update(bytesOf(value)).digest()),
  rsa: (_, algorithm, value, key) => {
    const sign = createSign(textOf(algorithm, 'algorithm')).update(bytesOf(value));
    try {
      return signed(sign.sign(textOf(key, 'key')));
    } catch {
      // What OpenSSL says about a broken key means nothing to who wrote the script.
      throw new Error('Invalid argument: key');
    }
  },
  gzip: (_, bytes) => signed(gzipSync(bytesOf(bytes))),
  ungzip: (_, bytes) => signed(unpacked(() => gunzipSync(bytesOf(bytes)))),
  zip: (_, files) =>
    signed(
      writeZip(
        (Array.isArray(files) ? files : [])
          .filter(isObject)
          .map((file) => ({ name: textOf(file.name, 'name'), bytes: bytesOf(file.bytes) })),
      ),
    ),
  unzip: (_, bytes) =>
    unpacked(() => readZip(bytesOf(bytes))).map((file) => ({ name: file.name, bytes: signed(file.bytes) })),
};
