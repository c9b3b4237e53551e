import { CalendarError, type CalendarErrorKind } from '../desk/ports/ports';
import { GoogleApiError, type CalendarApi } from './api';

export interface RetryOptions {
  /** Milliseconds. */
  sleep: (ms: number) => void;
  /** From 0 to 1. */
  random: () => number;
  /** Called once for each request, retries included. */
  onCall: () => void;
}

/**
 * The API with short retries of what Google says to try again.
 *
 * @throws CalendarError for everything else, and where the retries did not help
 */
export function withRetries(api: CalendarApi, options: RetryOptions): CalendarApi {
  const ask = <T>(request: () => T) => retried(request, options);
  return {
    listCalendars: (...args) => ask(() => api.listCalendars(...args)),
    getCalendar: (...args) => ask(() => api.getCalendar(...args)),
    listEvents: (...args) => ask(() => api.listEvents(...args)),
    getEvent: (...args) => ask(() => api.getEvent(...args)),
    listInstances: (...args) => ask(() => api.listInstances(...args)),
    insertEvent: (...args) => ask(() => api.insertEvent(...args)),
    patchEvent: (...args) => ask(() => api.patchEvent(...args)),
    moveEvent: (...args) => ask(() => api.moveEvent(...args)),
    removeEvent: (...args) => {
      ask(() => {
        api.removeEvent(...args);
      });
    },
  };
}

/** Milliseconds. */
const RETRY_AFTER = [400, 1_200];

/**
 * Google's own failures and rate limits are tried again a little later; everything else is reported at once
 * [workspace/calendar/api/guides/errors].
 */
function retried<T>(request: () => T, { sleep, random, onCall }: RetryOptions): T {
  for (let tries = 0; ; tries++) {
    onCall();
    try {
      return request();
    } catch (error) {
      if (!(error instanceof GoogleApiError)) throw error;
      const kind = kindOf(error);
      const pause = RETRY_AFTER[tries];
      if (kind !== 'tryLater' || pause === undefined) {
        const told = new CalendarError(kind, error.message);
        told.answer = error;
        throw told;
      }
      // Executions that failed together should not try again together.
      sleep(Math.round(pause * (0.5 + random())));
    }
  }
}

function kindOf(error: GoogleApiError): CalendarErrorKind {
  const { status, reason } = error;
  if (status === 404 || status === 410) return 'gone';
  if (status === 429 || status >= 500) return 'tryLater';
  if (status === 403 && /RateLimitExceeded|quotaExceeded|calendarLimits/i.test(reason)) return 'tryLater';
  return status === 401 || status === 403 ? 'noAccess' : 'failed';
}

/** The HTTP status behind an error; 0 where Google said none. */
export function statusOf(error: CalendarError): number {
  return error.answer instanceof GoogleApiError ? error.answer.status : 0;
}
