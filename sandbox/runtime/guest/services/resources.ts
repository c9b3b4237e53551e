/**
 * Answers of advanced services are plain objects that also have a getter and a setter for each field: Google's samples
 * read `event.getId()` as well as `event.id`.
 */
const ACCESSORS: object = new Proxy(
  {},
  {
    get(_target, member, receiver): unknown {
      if (typeof member === 'symbol') return Reflect.get(Object.prototype, member, receiver) as unknown;
      const [, kind, name = ''] = /^(get|set|is)([A-Z].*)$/.exec(member) ?? [];
      const field = name.charAt(0).toLowerCase() + name.slice(1);
      if (kind === 'get' || kind === 'is') return () => (Reflect.get(receiver as object, field) as unknown) ?? null;
      if (kind === 'set') {
        return (value: unknown): unknown => {
          Reflect.set(receiver as object, field, value);
          return receiver;
        };
      }
      return Reflect.get(Object.prototype, member, receiver) as unknown;
    },
  },
);

/** Gives a JSON value, and all objects in it, their getters and setters. */
export function asResource<T>(value: T): T {
  if (Array.isArray(value)) for (const item of value) asResource(item);
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) asResource(item);
    Object.setPrototypeOf(value, ACCESSORS);
  }
  return value;
}
