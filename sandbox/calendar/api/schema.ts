import { textOf } from '../model/json';
import discovery from '../../google/calendar-v3-discovery.json';

/** A schema of the discovery document, or a part of one. */
interface RawSchema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  properties?: Record<string, RawSchema>;
  additionalProperties?: RawSchema;
  items?: RawSchema;
}

const schemas: Record<string, RawSchema> = discovery.schemas;

/** A named schema, or a part of one. */
export type FieldSet = RawSchema & { ref?: string };

function resolve(schema: FieldSet): RawSchema {
  const name = schema.ref ?? schema.$ref;
  if (name === undefined) return schema;
  const found = schemas[name];
  if (found === undefined) throw new Error(`the discovery document has no schema ${name}`);
  return found;
}

/** The fields below a schema, an array's being those of its items; `any` where names are free. */
export function fieldsOf(schema: FieldSet): ReadonlyMap<string, FieldSet> | 'any' {
  const found = resolve(schema);
  if (found.items !== undefined) return fieldsOf(found.items);
  if (found.additionalProperties !== undefined || found.type === 'any') return 'any';
  return new Map(Object.entries(found.properties ?? {}));
}

/** What is wrong with a value, and where. */
export interface Problem {
  /**
   * `loose`: another type than declared, which Google still reads (a number for a text); `format`: a text that
   * does not have its declared form.
   */
  kind: 'type' | 'loose' | 'format' | 'unknown';
  /** `attendees[0].email` */
  path: string;
  message: string;
}

/** A value as a schema has it, unknown fields left out, and what was wrong with it. */
export interface Checked {
  value: unknown;
  problems: Problem[];
}

/** Checks a value against a schema of the discovery document. Null means "not there", as in a patch. */
export function checkAgainst(schema: string, value: unknown): Checked {
  const problems: Problem[] = [];
  return { value: walk({ ref: schema }, value, '', problems), problems };
}

function walk(schema: FieldSet, value: unknown, path: string, problems: Problem[]): unknown {
  if (value === null || value === undefined) return value;
  const found = resolve(schema);
  const wrong = (expected: string): null => {
    problems.push({ kind: 'type', path, message: `${path === '' ? 'body' : path}: ${expected} is expected` });
    return null;
  };
  switch (found.type) {
    case 'array':
      if (!Array.isArray(value)) return wrong('a list');
      return value.map((item: unknown, i) => walk(found.items ?? {}, item, `${path}[${i}]`, problems));
    case 'object':
      if (typeof value !== 'object' || Array.isArray(value)) return wrong('an object');
      return walkObject(found, value, path, problems);
    case 'boolean':
    case 'integer':
    case 'string':
      return walkPrimitive(found, value, path, problems);
    case undefined:
    default:
      return value;
  }
}

const EXPECTED = { boolean: 'true or false', integer: 'a whole number', string: 'a text' };

// The offset may be missing where a time zone is named (discovery document, EventDateTime.dateTime).
const FORMATS: Record<string, RegExp> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/,
  int64: /^-?\d+$/,
};

function walkPrimitive(schema: RawSchema, value: unknown, path: string, problems: Problem[]): unknown {
  const type = schema.type === 'boolean' || schema.type === 'integer' ? schema.type : 'string';
  const format = FORMATS[schema.format ?? ''];
  if (typeof value === 'string' && format?.test(value) === false) {
    problems.push({ kind: 'format', path, message: `${path}: a ${schema.format ?? ''} is expected` });
  }
  const is = type === 'integer' ? Number.isInteger(value) : typeof value === type;
  if (is) return value;
  const read = typeof value === 'object' ? undefined : READ[type](textOf(value));
  problems.push({
    kind: read === undefined ? 'type' : 'loose',
    path,
    message: `${path}: ${EXPECTED[type]} is expected`,
  });
  return read;
}

const READ = {
  boolean: (text: string) => (text === 'true' ? true : text === 'false' ? false : undefined),
  integer: (text: string) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
  string: (text: string) => text,
};

function walkObject(schema: RawSchema, value: object, path: string, problems: Problem[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const field = schema.properties?.[name] ?? schema.additionalProperties;
    const where = path === '' ? name : `${path}.${name}`;
    if (field !== undefined) kept[name] = walk(field, inner, where, problems);
    else problems.push({ kind: 'unknown', path: where, message: `${where}: the discovery document has no such field` });
  }
  return kept;
}
