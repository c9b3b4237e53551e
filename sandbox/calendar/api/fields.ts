import { invalidParameter } from '../model/errors';
import { fieldsOf, type FieldSet } from './schema';

/** A parsed `fields` parameter: null means everything below. */
type Mask = Map<string, Mask | null>;

/** Masks that were parsed, by answer schema and text: clients ask with the same few again and again. */
const parsed = new Map<string, Mask>();

/**
 * Cuts an answer down to what a `fields` parameter asks for, such as `items(id,start/dateTime),nextPageToken`.
 *
 * @param schema name of the answer's schema: a field that it does not have is refused
 */
export function applyFields(answer: unknown, fields: string, schema: string | null): unknown {
  const key = `${schema ?? ''} ${fields}`;
  const mask = parsed.get(key) ?? parse(fields, schema);
  if (parsed.size > 1_000) parsed.clear();
  parsed.set(key, mask);
  return cut(answer, mask);
}

function refuse(fields: string): never {
  throw invalidParameter(`Invalid field selection ${fields}`, 'fields');
}

function parse(fields: string, schema: string | null): Mask {
  const text = fields.replace(/\s/g, '');
  const mask: Mask = new Map();
  const end = parseList(text, 0, mask);
  if (end !== text.length) refuse(fields);
  if (schema !== null) check(mask, { ref: schema });
  return mask;
}

/** Reads a comma-separated list into a mask. @returns where it ended */
function parseList(text: string, start: number, into: Mask): number {
  for (let at = start; ; at++) {
    const match = /^[\w*-]+(?:\/[\w*-]+)*/.exec(text.slice(at));
    if (match === null) return refuse(text);
    at += match[0].length;
    const names = match[0].split('/');
    const last = names.pop() ?? '';
    const level = names.reduce(below, into);
    if (text[at] === '(') {
      at = parseList(text, at + 1, below(level, last));
      if (text[at] !== ')') refuse(text);
      at++;
    } else level.set(last, null);
    if (text[at] !== ',') return at;
  }
}

function below(mask: Mask, name: string): Mask {
  const found = mask.get(name);
  if (found) return found;
  const made: Mask = new Map();
  mask.set(name, made);
  return made;
}

/** Refuses names that the schema does not have. */
function check(mask: Mask, schema: FieldSet): void {
  const known = fieldsOf(schema);
  for (const [name, inner] of mask) {
    if (name === '*' || known === 'any') continue;
    const field = known.get(name);
    if (field === undefined) refuse(name);
    if (inner !== null) check(inner, field);
  }
}

function cut(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const wanted = mask.has(name) ? mask.get(name) : mask.get('*');
    if (wanted !== undefined) kept[name] = wanted === null ? inner : cut(inner, wanted);
  }
  return kept;
}
