/**
 * Google's documented limits (https://developers.google.com/apps-script/guides/services/quotas): 9 KB a value, 500 KB a
 * store.
 */
const VALUE_LIMIT = 9 * 1024;
const STORE_LIMIT = 500 * 1024;

type Values = Record<string, string>;

/**
 * What a day's quota of reads and writes is taken from. Google does not say whether a call for all properties is one of
 * them, or each value of it: both are counted.
 */
export interface PropertyUse {
  calls: { reads: number; writes: number };
  values: { reads: number; writes: number };
}

/** The script's properties and each user's. */
export class PropertyStores {
  readonly use: PropertyUse = { calls: { reads: 0, writes: 0 }, values: { reads: 0, writes: 0 } };
  private stores: Record<string, Values> = {};

  /** Notes a call of a script, and how many values it was about. */
  count(kind: 'reads' | 'writes', values: number): void {
    this.use.calls[kind] += 1;
    this.use.values[kind] += values;
  }

  /** @param store `script`, or `user:` with an address */
  all(store: string): Values {
    return { ...this.stores[store] };
  }

  get(store: string, key: string): string | null {
    const values = this.stores[store];
    return values !== undefined && Object.hasOwn(values, key) ? (values[key] ?? null) : null;
  }

  /** Writes all or nothing. Throws in Google's words when a limit is passed. */
  set(store: string, values: Values, replace: boolean): void {
    const next = replace ? { ...values } : { ...this.stores[store], ...values };
    for (const [key, value] of Object.entries(values)) {
      if (Buffer.byteLength(value) > VALUE_LIMIT) throw new Error(`Argument too large: value`);
      if (key === '') throw new Error('Invalid argument: key');
    }
    const size = Object.entries(next).reduce((sum, [k, v]) => sum + Buffer.byteLength(k) + Buffer.byteLength(v), 0);
    if (size > STORE_LIMIT)
      throw new Error('You have exceeded the property storage quota. Please remove some properties and try again.');
    this.stores[store] = next;
  }

  remove(store: string, key: string): void {
    const next = { ...this.stores[store] };
    Reflect.deleteProperty(next, key);
    this.stores[store] = next;
  }

  clear(store: string): void {
    this.stores[store] = {};
  }

  save(): Record<string, Values> {
    return this.stores;
  }

  load(state: Record<string, Values>): void {
    this.stores = state;
  }
}
