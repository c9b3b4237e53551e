import type { PushMessage } from './store';

/** Sends a message to a watcher and does not wait for what becomes of it; a watcher that is gone misses it. */
export function postMessage({ address, headers }: PushMessage): void {
  fetch(address, { method: 'POST', headers }).catch((error: unknown) => {
    console.warn(`push to ${address}: ${error instanceof Error ? error.message : String(error)}`);
  });
}
