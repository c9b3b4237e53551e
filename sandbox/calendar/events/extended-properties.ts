import { isObject, textOf } from '../model/json';
import { invalid } from '../model/errors';
import type { EventResource } from '../model/resources';
import type { Draft } from './draft';

/** Limits of extended properties (https://developers.google.com/workspace/calendar/api/guides/extended-properties). */
const LONGEST_KEY = 44;
const LONGEST_VALUE = 1_024;
const MOST_PROPERTIES = 300;
const MOST_BYTES = 32 * 1_024;

/** Properties are merged by a patch, a null takes one away; an update replaces them. */
export function applyExtendedProperties({ before, body, whole }: Draft, event: EventResource): void {
  const given = body.extendedProperties;
  if (given === undefined && !whole) return;
  const next: NonNullable<EventResource['extendedProperties']> = {};
  if (given !== null) {
    for (const kind of ['private', 'shared'] as const) {
      const properties = isObject(given) ? given[kind] : undefined;
      const existing = whole || properties === null ? {} : (before.extendedProperties?.[kind] ?? {});
      const merged = merge(existing, isObject(properties) ? properties : {});
      if (Object.keys(merged).length > 0) next[kind] = merged;
    }
  }
  checkSize(next);
  if (Object.keys(next).length > 0) event.extendedProperties = next;
  else delete event.extendedProperties;
}

/** Keys that are too long are dropped, values that are too long are cut, both without a word. */
function merge(existing: Record<string, string>, given: Record<string, unknown>): Record<string, string> {
  const merged = { ...existing };
  for (const [key, value] of Object.entries(given)) {
    if (key.length > LONGEST_KEY) continue;
    if (value === null || value === undefined) Reflect.deleteProperty(merged, key);
    else merged[key] = textOf(value).slice(0, LONGEST_VALUE);
  }
  return merged;
}

function checkSize(properties: NonNullable<EventResource['extendedProperties']>): void {
  const pairs = Object.values(properties).flatMap((kind) => Object.entries(kind));
  const bytes = pairs.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (pairs.length > MOST_PROPERTIES || bytes > MOST_BYTES)
    throw invalid('The extended properties exceed their limits.');
}
