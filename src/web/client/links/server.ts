import type { LinkAnswer, LinkCall } from '../../link-api';

type LinkFunction = 'changeByLink' | 'answerByLink';

interface Runner extends Record<LinkFunction, (input: LinkCall) => void> {
  withSuccessHandler(handler: (answer: unknown) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
}

interface GoogleHistory {
  push(state: string, params: null, hash: null): void;
  replace(state: string, params: null, hash: null): void;
  setChangeHandler(handler: (event: { state: unknown }) => void): void;
}

declare const google: { script: { run: Runner; history?: GoogleHistory } };

/** How long a failed call waits before its second try, milliseconds. */
const PAUSE = 700;

/** Asks the desk. A call that fails is sent once more: what was done the first time is not done again. */
export async function ask(name: LinkFunction, call: LinkCall): Promise<LinkAnswer> {
  try {
    return await run(name, call);
  } catch {
    await new Promise((goOn) => setTimeout(goOn, PAUSE));
    return run(name, call);
  }
}

/** google.script.run as a promise. The answer comes from the same build as this page. */
function run(name: LinkFunction, call: LinkCall): Promise<LinkAnswer> {
  return new Promise((resolve, reject) => {
    const runner = google.script.run
      .withSuccessHandler((answer) => resolve(answer as LinkAnswer))
      .withFailureHandler((error) => reject(error));
    runner[name](call);
  });
}

/** Notes a view in the browser's history, which the page's frame has only through Google. */
export function noteView(view: string, how: 'push' | 'replace'): void {
  google.script.history?.[how](view, null, null);
}

/** Reports the browser's Back and Forward. */
export function onTurn(handler: (state: unknown) => void): void {
  google.script.history?.setChangeHandler(({ state }) => handler(state));
}
