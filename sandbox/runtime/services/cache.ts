import { numberOf, textOf, textsOf } from './arguments';
import type { CallContext, Method } from './service';

function storeOf({ request }: CallContext, kind: unknown): string {
  return kind === 'user' ? `user:${request.as}` : 'script';
}

const keysOf = (keys: unknown): string[] => (Array.isArray(keys) ? keys.map((key) => textOf(key, 'key')) : []);

function put(c: CallContext, kind: unknown, key: unknown, value: unknown, seconds: unknown): void {
  const life = numberOf(seconds, 'expirationInSeconds');
  c.world.cache.put(storeOf(c, kind), textOf(key, 'key'), textOf(value, 'value'), life);
}

/** CacheService. */
export const cache: Record<string, Method> = {
  get: (c, kind, key) => c.world.cache.get(storeOf(c, kind), textOf(key, 'key')),
  getAll: (c, kind, keys) =>
    Object.fromEntries(
      keysOf(keys).flatMap((key) => {
        const value = c.world.cache.get(storeOf(c, kind), key);
        return value === null ? [] : [[key, value]];
      }),
    ),
  put,
  putAll: (c, kind, values, seconds) => {
    for (const [key, value] of Object.entries(textsOf(values))) put(c, kind, key, value, seconds);
  },
  remove: (c, kind, key) => c.world.cache.remove(storeOf(c, kind), textOf(key, 'key')),
  removeAll: (c, kind, keys) => {
    for (const key of keysOf(keys)) c.world.cache.remove(storeOf(c, kind), key);
  },
};
