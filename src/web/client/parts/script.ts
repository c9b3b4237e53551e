import type { PageFunction } from '../../page-functions';

// What a page reaches through Google: the desk's functions, and the browser's history, which its frame has only there.

interface Runner extends Record<PageFunction, (input: object) => void> {
  withSuccessHandler(handler: (answer: unknown) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
}

/** An entry of the browser's history, as the page that made it reads it. */
export type Entry = string | Readonly<Record<string, string | number>>;

interface GoogleHistory {
  push(entry: Entry, params: null, hash: null): void;
  replace(entry: Entry, params: null, hash: null): void;
  setChangeHandler(handler: (event: { state: unknown }) => void): void;
}

/** The history is there in a web app; without it a page only loses Back. */
declare const google: { script: { run: Runner; history?: GoogleHistory } };

/** How long a failed call waits before its second try, milliseconds. */
const PAUSE = 700;

/** Calls a function of the desk; once more if that fails, since most of Google's failures pass. */
export async function callDesk<T>(name: PageFunction, input: object): Promise<T> {
  try {
    return await run(name, input);
  } catch {
    await new Promise((goOn) => setTimeout(goOn, PAUSE));
    return run(name, input);
  }
}

/** google.script.run as a promise. The answer comes from the same build as the page. */
function run<T>(name: PageFunction, input: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const runner = google.script.run
      .withSuccessHandler((answer) => resolve(answer as T))
      .withFailureHandler((error) => reject(error));
    runner[name](input);
  });
}

/**
 * Notes an entry in the browser's history: as one more, or in place of the last one. The page's own address stays as it
 * is (https://developers.google.com/apps-script/guides/html/reference/history).
 */
export function noteEntry(entry: Entry, how: 'push' | 'replace'): void {
  google.script.history?.[how](entry, null, null);
}

/** Reports the browser's Back and Forward. */
export function onTurn(handler: (entry: unknown) => void): void {
  google.script.history?.setChangeHandler(({ state }) => handler(state));
}
