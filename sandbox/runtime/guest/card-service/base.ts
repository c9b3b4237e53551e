import { guarded } from '../not-emulated';

export type Json = Record<string, unknown>;

/** An object that has a place in a card. */
export interface Part {
  toCard(): Json;
}

const PARTS = new WeakMap<object, Part>();

/** Hands a builder to the script: guarded, and known again when it is put into another one. */
export function builder<T extends object>(name: string, make: (self: () => T) => T & Part): T & Part {
  let proxy: (T & Part) | null = null;
  const self = () => {
    if (proxy === null) throw new Error(`${name} is used before it is made`);
    return proxy;
  };
  const target = make(self);
  proxy = guarded(name, target);
  PARTS.set(proxy, target);
  return proxy;
}

/** The JSON of a part that a script hands in. */
export function cardOf(value: unknown, what: string): Json {
  const part = typeof value === 'object' && value !== null ? PARTS.get(value) : undefined;
  if (part === undefined) throw new Error(`Invalid argument: ${what}`);
  return part.toCard();
}

/** A text argument. */
export function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`Invalid argument: ${what}`);
}

/** One of an enumeration's values. */
export function oneOf(value: unknown, values: Readonly<Record<string, string>>, what: string): string {
  const found = Object.values(values).find((known) => known === value);
  if (found === undefined) throw new Error(`Invalid argument: ${what}`);
  return found;
}

/** Drops what was never set, so that JSON stays short. */
export function compact(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}

/** An enumeration whose names are its values, as Google's JSON has them. */
export function names<const N extends string>(...list: readonly N[]): Readonly<Record<N, N>> {
  return Object.fromEntries(list.map((name) => [name, name])) as Record<N, N>;
}
