// Only the members of what Apps Script's services throw are documented, not its prototype: it may come from another
// realm. So nothing here uses `instanceof`.

/** The message of a thrown value; an object without a message gives its own text. */
export function messageOf(error: unknown): string {
  const message = property(error, 'message');
  return typeof message === 'string' ? message : String(error);
}

/** The name of a thrown value's kind, such as `Exception`; else the type of the value. */
export function nameOf(error: unknown): string {
  const name = property(error, 'name');
  return typeof name === 'string' ? name : typeof error;
}

/** Whether a thrown value is a bug in this script rather than a service's answer. */
export function isOwnMistake(error: unknown): boolean {
  return ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError'].includes(nameOf(error));
}

/** A property of anything that may be an object. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
