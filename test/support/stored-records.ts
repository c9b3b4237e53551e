import { readForm } from '../../src/store/forms';

/** Records of a kind in the add-on's store, also those that are kept in parts. */
export function storedRecords<T>(properties: Readonly<Record<string, string>>, kind: string): T[] {
  return Object.entries(properties)
    .filter(([key]) => key.startsWith(`${kind}:`) && !key.includes('#'))
    .map(([key, text]) => {
      const whole = JSON.parse(text) as { v: number; f?: number; d?: unknown; parts?: number };
      const mark = `${whole.v}|`.length;
      const parts = Array.from({ length: whole.parts ?? 0 }, (_, n) => properties[`${key}#${n}`] ?? '');
      const data: unknown = whole.d ?? JSON.parse(parts.map((part) => part.slice(mark)).join(''));
      if (kind !== 'booking' && kind !== 'calendar') return data as T;
      const read = readForm(kind, whole.f ?? 1, data);
      if (!read.ok) throw new Error(`${key}: ${read.problem}`);
      return read.value as T;
    });
}
