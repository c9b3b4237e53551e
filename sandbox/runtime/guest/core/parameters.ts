import { exception } from './exception';
import { NO_MATCH, Part, partOf, type Json, type Parameter } from './builder';

/** A text, nothing that could become one. */
export const text: Parameter = (value) => (typeof value === 'string' ? value : NO_MATCH);

/** A text or another primitive, which becomes one. */
export const printable: Parameter = (value) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : NO_MATCH;

export const bool: Parameter = (value) => (typeof value === 'boolean' ? value : NO_MATCH);

/** A text of at most so many characters. */
export const textOf =
  (most: number, what: string): Parameter =>
  (value) => {
    if (typeof value !== 'string') return NO_MATCH;
    if (value.length > most) throw exception(`Argument too large: ${what} (at most ${most} characters)`);
    return value;
  };

/** A text of a form. */
export const textLike =
  (form: RegExp, what: string): Parameter =>
  (value) => {
    if (typeof value !== 'string') return NO_MATCH;
    if (!form.test(value)) throw exception(`Invalid argument: ${what}`);
    return value;
  };

/** A whole number within bounds. */
export const integer =
  (what: string, least = -(2 ** 31), most = 2 ** 31 - 1): Parameter =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return NO_MATCH;
    if (value < least || value > most) throw exception(`Invalid argument: ${what}`);
    return value;
  };

/** A number above zero. */
export const positive =
  (what: string): Parameter =>
  (value) => {
    if (typeof value !== 'number') return NO_MATCH;
    if (!(value > 0 && value < Infinity)) throw exception(`Invalid argument: ${what}`);
    return value;
  };

/** One of an enumeration's values. */
export const oneOf = (values: Readonly<Record<string, string>>): Parameter => {
  const known = new Set<unknown>(Object.values(values));
  return (value) => (known.has(value) ? value : NO_MATCH);
};

/** An object of one of the named classes. */
export const part =
  (...names: readonly string[]): Parameter =>
  (value) => {
    const found = partOf(value);
    return found !== undefined && names.includes(found.name) ? found : NO_MATCH;
  };

/** An object of one of the named classes, of whose JSON its holder makes something else. */
export const partAs =
  (names: readonly string[], change: (json: Json, name: string) => Json): Parameter =>
  (value) => {
    const found = partOf(value);
    if (found === undefined || !names.includes(found.name)) return NO_MATCH;
    return new Part(found.service, found.name, () => change(found.json(), found.name));
  };

/** An array. */
export const list =
  (of: Parameter): Parameter =>
  (value) => {
    if (!Array.isArray(value)) return NO_MATCH;
    const values = value.map(of);
    return values.includes(NO_MATCH) ? NO_MATCH : values;
  };
