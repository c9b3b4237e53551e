import { textOf, textsOf } from './arguments';
import type { CallContext, Method } from './index';

function storeOf({ request }: CallContext, kind: unknown): string {
  return kind === 'user' ? `user:${request.as}` : 'script';
}

/** PropertiesService. */
export const properties: Record<string, Method> = {
  getProperty: (c, kind, key) => c.world.properties.get(storeOf(c, kind), textOf(key, 'key')),
  getProperties: (c, kind) => c.world.properties.all(storeOf(c, kind)),
  getKeys: (c, kind) => Object.keys(c.world.properties.all(storeOf(c, kind))),
  setProperty: (c, kind, key, value) =>
    c.world.properties.set(storeOf(c, kind), { [textOf(key, 'key')]: textOf(value, 'value') }, false),
  setProperties: (c, kind, values, replace) =>
    c.world.properties.set(storeOf(c, kind), textsOf(values), replace === true),
  deleteProperty: (c, kind, key) => c.world.properties.remove(storeOf(c, kind), textOf(key, 'key')),
  deleteAllProperties: (c, kind) => c.world.properties.clear(storeOf(c, kind)),
};
