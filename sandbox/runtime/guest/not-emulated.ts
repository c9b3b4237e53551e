/** Members that JavaScript itself, JSON, a promise, a console or a test looks for on any object. */
const PASS = new Set<string>(['then', 'toJSON', 'constructor', 'valueOf', 'asymmetricMatch', 'nodeType', 'inspect']);

/**
 * An object of a service: a member that it does not have throws instead of being undefined. As text it is its name, as
 * objects of Apps Script's services are.
 */
export function guarded<T extends object>(name: string, target: T): T {
  const toString = () => name;
  return new Proxy(target, {
    get(object, member, receiver) {
      if (member === 'toString' && !Object.prototype.hasOwnProperty.call(object, member)) return toString;
      if (typeof member === 'symbol' || member in object || PASS.has(member)) {
        return Reflect.get(object, member, receiver) as unknown;
      }
      throw new Error(`not emulated: ${name}.${member}`);
    },
  });
}
