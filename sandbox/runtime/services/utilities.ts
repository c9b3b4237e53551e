import { createHash, createHmac, createSign, randomUUID } from 'node:crypto';
import { bytesOf, numberOf, textOf } from './arguments';
import type { Method } from './index';

const signed = (buffer: Buffer): number[] => [...new Int8Array(buffer)];

/** The parts of Utilities that need the machine. */
export const utilities: Record<string, Method> = {
  getUuid: () => randomUUID(),
  digest: (_, algorithm, value) => signed(createHash(textOf(algorithm, 'algorithm')).update(bytesOf(value)).digest()),
  hmac: (_, algorithm, value, key) =>
    signed(createHmac(textOf(algorithm, 'algorithm'), bytesOf(key)).update(bytesOf(value)).digest()),
  rsa: (_, value, key) => signed(createSign('RSA-SHA256').update(bytesOf(value)).sign(textOf(key, 'key'))),
  // Sleeping takes the sandbox's time, not the machine's.
  sleep: (c, ms) => {
    c.world.clock.advance(numberOf(ms, 'milliseconds'));
    c.world.locks.expire();
    c.world.calendar.settle();
  },
};
