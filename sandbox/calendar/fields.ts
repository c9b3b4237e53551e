import { invalid } from './errors';

/** A parsed `fields` parameter: null means everything below. */
type Mask = Map<string, Mask | null>;

/** Cuts an answer down to what a `fields` parameter asks for: `items(id,start/dateTime),nextPageToken`. */
export function applyFields(answer: unknown, fields: string): unknown {
  const mask: Mask = new Map();
  const rest = parse(fields.replace(/\s/g, ''), 0, mask);
  if (rest !== fields.replace(/\s/g, '').length) throw invalid(`Invalid field selection ${fields}`, 'fields');
  return cut(answer, mask);
}

function parse(text: string, start: number, into: Mask): number {
  let at = start;
  for (;;) {
    const match = /^[\w*-]+(?:\/[\w*-]+)*/.exec(text.slice(at));
    if (match === null) throw invalid(`Invalid field selection ${text}`, 'fields');
    at += match[0].length;
    let level = into;
    const names = match[0].split('/');
    const last = names.pop() ?? '';
    for (const name of names) level = below(level, name);
    if (text[at] === '(') {
      at = parse(text, at + 1, below(level, last));
      if (text[at] !== ')') throw invalid(`Invalid field selection ${text}`, 'fields');
      at++;
    } else level.set(last, null);
    if (text[at] !== ',') return at;
    at++;
  }
}

function below(mask: Mask, name: string): Mask {
  const found = mask.get(name);
  if (found) return found;
  const made: Mask = new Map();
  mask.set(name, made);
  return made;
}

function cut(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const all = mask.get('*');
  const kept: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const wanted = mask.has(name) ? mask.get(name) : mask.has('*') ? all : undefined;
    if (wanted !== undefined) kept[name] = wanted === null ? inner : cut(inner, wanted);
  }
  return kept;
}
