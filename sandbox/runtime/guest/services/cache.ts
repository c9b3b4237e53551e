import { callHost } from '../core/host';
import { guarded } from '../core/not-emulated';

/**
 * Seconds that a value lives where the script does not say
 * (https://developers.google.com/apps-script/reference/cache/cache).
 */
const USUAL = 600;

function cache(store: 'script' | 'user') {
  const call = (method: string, ...args: unknown[]) => callHost('Cache', method, [store, ...args]);
  return guarded('Cache', {
    get: (key: string) => call('get', key) ?? null,
    getAll: (keys: string[]) => call('getAll', keys),
    put: (key: string, value: unknown, seconds = USUAL) => (call('put', key, String(value), seconds), null),
    putAll: (values: Record<string, unknown>, seconds = USUAL) => {
      const all = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
      call('putAll', all, seconds);
    },
    remove: (key: string) => (call('remove', key), null),
    removeAll: (keys: string[]) => void call('removeAll', keys),
  });
}

export const CacheService = {
  getScriptCache: () => cache('script'),
  getUserCache: () => cache('user'),
  // A standalone script has no document.
  getDocumentCache: () => null,
};
