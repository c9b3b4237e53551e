import missing from './not-emulated.json';

/**
 * Members that Google's classes have and those here do not, by class, separated by spaces: made by sandbox/tables.mjs
 * from `@types/google-apps-script`.
 */
const MISSING = new Map(Object.entries(missing).map(([name, members]) => [name, new Set(members.split(' '))]));

/**
 * An object of a service: a member that Google's has and this one does not throws when it is asked for. One that
 * Google's does not have either is undefined, so that a script can look whether it is there. As text the object is its
 * name, as objects of Apps Script's services are.
 */
export function guarded<T extends object>(name: string, target: T): T {
  const toString = () => name;
  const known = MISSING.get(name);
  return new Proxy(target, {
    get(object, member, receiver) {
      if (member === 'toString' && !Object.prototype.hasOwnProperty.call(object, member)) return toString;
      if (typeof member === 'string' && !(member in object) && known?.has(member) === true) {
        throw new Error(`not emulated: ${name}.${member}`);
      }
      return Reflect.get(object, member, receiver) as unknown;
    },
  });
}

/** Members that JavaScript itself, JSON, a promise or a console looks for on any object. */
const ANY_OBJECT = new Set<string>(['then', 'toJSON', 'constructor', 'valueOf', 'toString', 'inspect']);

/** A service that is not here: what it has at Google throws, or, where nothing says what that is, everything. */
export function absent(name: string): object {
  if (MISSING.has(name)) return guarded(name, {});
  return new Proxy(
    {},
    {
      get(object, member, receiver) {
        if (typeof member === 'symbol' || ANY_OBJECT.has(member))
          return Reflect.get(object, member, receiver) as unknown;
        throw new Error(`not emulated: ${name}.${member}`);
      },
    },
  );
}
