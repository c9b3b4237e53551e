import { isObject } from '../model/json';

/**
 * Patch semantics: objects are merged, null takes away, arrays are replaced whole
 * (https://developers.google.com/workspace/calendar/api/guides/performance).
 */
export function mergePatch(before: unknown, patch: unknown): unknown {
  if (patch === null || patch === undefined) return undefined;
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(before) ? { ...before } : {};
  for (const [name, value] of Object.entries(patch)) {
    const next = mergePatch(merged[name], value);
    if (next === undefined) Reflect.deleteProperty(merged, name);
    else merged[name] = next;
  }
  return merged;
}
