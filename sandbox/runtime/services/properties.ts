import { textOf, textsOf } from './arguments';
import type { CallContext, Method } from './service';

function storeOf({ request }: CallContext, kind: unknown): string {
  return kind === 'user' ? `user:${request.as}` : 'script';
}

const METHODS: Record<string, Method> = {
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

const isRead = (method: string) => method.startsWith('get');

/** How many values a call is about: those that it gives, or those that it is given; one where it names one. */
function valuesOf(c: CallContext, method: string, [kind, values]: readonly unknown[]): number {
  if (method === 'setProperties') return Object.keys(textsOf(values)).length;
  if (method.endsWith('Property')) return 1;
  return Object.keys(c.world.properties.all(storeOf(c, kind))).length;
}

/** PropertiesService. Each call is counted. */
export const properties: Record<string, Method> = Object.fromEntries(
  Object.entries(METHODS).map(([name, method]): [string, Method] => [
    name,
    (c, ...args) => {
      c.world.properties.count(isRead(name) ? 'reads' : 'writes', valuesOf(c, name, args));
      return method(c, ...args);
    },
  ]),
);
