// Arguments come from a script: they are looked at before they are used, and refused in the words of Apps Script.

/** A text argument. */
export function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`Invalid argument: ${name}`);
  return value;
}

/** A number argument. */
export function numberOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || Number.isNaN(value)) throw new Error(`Invalid argument: ${name}`);
  return value;
}

/** An object of texts. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  );
}

/** A plain object; anything else is an empty one. */
export function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** Whether a value is a plain object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes as Apps Script has them, signed or not. */
export function bytesOf(value: unknown): Buffer {
  if (!Array.isArray(value)) throw new Error('Invalid argument: value');
  return Buffer.from(value.map((byte) => Number(byte) & 255));
}
