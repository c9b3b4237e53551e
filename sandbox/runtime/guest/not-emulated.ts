/** Members that JavaScript itself, JSON or a test looks for on any object. */
const PASS = new Set<string>([
  'then',
  'toJSON',
  'constructor',
  'toString',
  'valueOf',
  'asymmetricMatch',
  'nodeType',
  'inspect',
]);

/** An object of a service: a member that it does not have throws instead of being undefined. */
export function guarded<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, member, receiver) {
      if (typeof member === 'symbol' || member in object || PASS.has(member)) {
        return Reflect.get(object, member, receiver) as unknown;
      }
      throw new Error(`not emulated: ${name}.${member}`);
    },
  });
}
