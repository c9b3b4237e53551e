// What Apps Script's services throw is documented by its members only, not by its prototype: it may come from another
// realm. So nothing here asks `instanceof`.

/** What a thrown value says; an object without a message says its own text. */
export function messageOf(error: unknown): string {
  const message = property(error, 'message');
  return typeof message === 'string' ? message : String(error);
}

/** The name of a thrown value's kind, such as `Exception`; else the type of the value. */
export function nameOf(error: unknown): string {
  const name = property(error, 'name');
  return typeof name === 'string' ? name : typeof error;
}

/** Whether a thrown value is a mistake in this script, and no answer of a service. */
export function isOwnMistake(error: unknown): boolean {
  return ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError'].includes(nameOf(error));
}

/** A member of anything that may be an object. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
