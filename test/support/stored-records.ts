import { unpackBooking } from '../../src/store/packed-booking';

/** Records of a kind in the add-on's store, also those that are kept in parts. */
export function storedRecords<T>(properties: Readonly<Record<string, string>>, kind: string): T[] {
  return Object.entries(properties)
    .filter(([key]) => key.startsWith(`${kind}:`) && !key.includes('#'))
    .map(([key, text]) => {
      const whole = JSON.parse(text) as { v: number; d?: unknown; parts?: number };
      const mark = `${whole.v}|`.length;
      const parts = Array.from({ length: whole.parts ?? 0 }, (_, n) => properties[`${key}#${n}`] ?? '');
      return unpackBooking(whole.d ?? JSON.parse(parts.map((part) => part.slice(mark)).join(''))) as T;
    });
}
