import type { RequestAnswer, RequestForm, TimesAnswer, TimesQuestion } from '../public-api';
import { callDesk } from './parts/script';

/** Asks the desk for open times. */
export function askTimes(question: TimesQuestion): Promise<TimesAnswer> {
  return callDesk('readOpenTimes', question);
}

/** Sends a request for a time. If it is sent again, its key finds the booking that it made. */
export function askForBooking(form: RequestForm): Promise<RequestAnswer> {
  return callDesk('sendRequest', form);
}
