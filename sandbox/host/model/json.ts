export type Json = Record<string, unknown>;

/** Whether a value is a plain object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list. */
export const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A text; anything else is an empty one. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A number, also one that is written as text; anything else is the fallback. */
export function number(value: unknown, fallback: number): number {
  const found = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof found === 'number' && Number.isFinite(found) ? found : fallback;
}
