import { exception } from '../core/exception';
import { callHost } from '../core/host';
import { guarded } from '../core/not-emulated';

function properties(store: 'script' | 'user') {
  const call = (method: string, ...args: unknown[]) => callHost('Properties', method, [store, ...args]);
  const self: object = guarded('Properties', {
    getProperty: (key: string) => call('getProperty', key) ?? null,
    getProperties: () => call('getProperties'),
    getKeys: () => call('getKeys'),
    setProperty: (key: string, value: unknown) => (call('setProperty', key, String(value)), self),
    setProperties: (values: Record<string, unknown>, deleteAllOthers = false) => {
      if (typeof values !== 'object') throw exception('Invalid argument: properties');
      const all = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
      call('setProperties', all, deleteAllOthers);
      return self;
    },
    deleteProperty: (key: string) => (call('deleteProperty', key), self),
    deleteAllProperties: () => (call('deleteAllProperties'), self),
  });
  return self;
}

export const PropertiesService = {
  getScriptProperties: () => properties('script'),
  getUserProperties: () => properties('user'),
  // A standalone script has no document.
  getDocumentProperties: () => null,
};
