interface Entry {
  value: string;
  until: number;
}

/**
 * CacheService: 100 KB a value, 250 characters a key, six hours at most
 * (https://developers.google.com/apps-script/reference/cache/cache).
 */
export class CacheStores {
  private stores = new Map<string, Map<string, Entry>>();

  constructor(private readonly now: () => number) {}

  get(store: string, key: string): string | null {
    const entry = this.stores.get(store)?.get(key);
    return entry === undefined || entry.until <= this.now() ? null : entry.value;
  }

  put(store: string, key: string, value: string, seconds: number): void {
    if (key.length > 250) throw new Error('Argument too large: key');
    if (Buffer.byteLength(value) > 100 * 1024) throw new Error('Argument too large: value');
    if (!(seconds >= 1 && seconds <= 21_600)) throw new Error('Invalid argument: expirationInSeconds');
    const entries = this.stores.get(store) ?? new Map<string, Entry>();
    entries.set(key, { value, until: this.now() + seconds * 1000 });
    this.stores.set(store, entries);
  }

  remove(store: string, key: string): void {
    this.stores.get(store)?.delete(key);
  }

  clear(): void {
    this.stores.clear();
  }
}
