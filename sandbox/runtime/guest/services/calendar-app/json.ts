/** A resource of the Calendar API, as it came. */
export type Json = Record<string, unknown>;

/** Whether a value is a plain object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A resource that must be one. */
export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The resources of a list. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text field; '' when it is not there. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
