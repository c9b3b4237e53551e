/** Objects of card and conference services know their documented JSON. */
interface Printable {
  printJson(): string;
}

function isPrintable(value: object): value is Printable {
  return 'printJson' in value && typeof value.printJson === 'function';
}

/** Objects of the HTML and content services say how the outside sees them. */
export const RESULT: unique symbol = Symbol('result');

function hasResult(value: object): value is { [RESULT](): unknown } {
  return RESULT in value && typeof value[RESULT] === 'function';
}

/** What a function returned, as plain JSON for the outside. */
export function serialise(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(serialise);
  if (typeof value !== 'object' || value === null) return value;
  if (hasResult(value)) return value[RESULT]();
  return isPrintable(value) ? (JSON.parse(value.printJson()) as unknown) : value;
}
