type Remembered = 'zone' | 'clock';

/** What this browser was told to remember at an earlier visit; empty if nothing. */
export function remembered(name: Remembered): string {
  return using((storage) => storage.getItem(`slotkeeper-${name}`)) ?? '';
}

/** Remembers a choice for the next visit, where the browser allows it. */
export function remember(name: Remembered, value: string): void {
  using((storage) => {
    storage.setItem(`slotkeeper-${name}`, value);
    return null;
  });
}

/**
 * Google shows the page in a frame of another site: a browser that keeps such frames from storing anything throws as soon
 * as the storage is named. The choice then lasts as long as the page.
 */
function using(use: (storage: Storage) => string | null): string | null {
  try {
    return use(window.localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
