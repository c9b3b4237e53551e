import { byId } from './dom';

/** How long a line is to be read. */
const SHOWN_MS = 5_000;

let hiding: number | undefined;

/** Shows a line for a moment. */
export function toast(text: string): void {
  const line = byId('toast');
  line.textContent = text;
  line.classList.add('shown');
  clearTimeout(hiding);
  hiding = setTimeout(() => line.classList.remove('shown'), SHOWN_MS);
}

/** What went wrong, in words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Does something that takes a while, and says so if it fails. */
export function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => toast(wordsOf(error)));
}
