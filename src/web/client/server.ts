import type { PageFunction } from '../page-functions';
import type { RequestAnswer, RequestForm, TimesAnswer, TimesQuestion } from '../public-api';

interface Runner extends Record<PageFunction, (input: unknown) => void> {
  withSuccessHandler(handler: (answer: unknown) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
}

declare const google: { script: { run: Runner } };

/** How long a failed call waits before its second try, milliseconds. */
const PAUSE = 700;

/** Asks the desk for open times. */
export function askTimes(question: TimesQuestion): Promise<TimesAnswer> {
  return call('readOpenTimes', question);
}

/** Sends a request for a time. If it is sent again, its key finds the booking that it made. */
export function askForBooking(form: RequestForm): Promise<RequestAnswer> {
  return call('sendRequest', form);
}

/** A call that is repeated once if it fails: most of Google's failures pass. */
async function call<T>(name: PageFunction, input: object): Promise<T> {
  try {
    return await run(name, input);
  } catch {
    await new Promise((goOn) => setTimeout(goOn, PAUSE));
    return run(name, input);
  }
}

/** google.script.run as a promise. The answer comes from the same build as this page. */
function run<T>(name: PageFunction, input: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const runner = google.script.run
      .withSuccessHandler((answer) => resolve(answer as T))
      .withFailureHandler((error) => reject(error));
    runner[name](input);
  });
}
