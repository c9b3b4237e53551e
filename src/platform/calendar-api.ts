import { GoogleApiError, type CalendarApi } from '../calendar/api';

/** The advanced Calendar service, its errors as values that say status and reason. */
export function calendarApi(): CalendarApi {
  return {
    listCalendars: (options) => call(() => service().CalendarList.list(options)),
    getCalendar: (calendarId, options) => call(() => service().CalendarList.get(calendarId, options)),
    listEvents: (calendarId, options) => call(() => service().Events.list(calendarId, options)),
    getEvent: (calendarId, eventId, options) => call(() => service().Events.get(calendarId, eventId, options)),
    insertEvent: (body, calendarId, options) => call(() => service().Events.insert(body, calendarId, options)),
    patchEvent: (body, calendarId, eventId, options, headers = {}) =>
      call(() => service().Events.patch(body, calendarId, eventId, options, headers)),
    moveEvent: (calendarId, eventId, to, options) =>
      call(() => service().Events.move(calendarId, eventId, to, options)),
    removeEvent: (calendarId, eventId, options) => call(() => service().Events.remove(calendarId, eventId, options)),
  };
}

/** The part of the service that is used; the published types make every collection optional. */
interface CalendarService {
  CalendarList: { list(options: object): unknown; get(calendarId: string, options: object): unknown };
  Events: {
    list(calendarId: string, options: object): unknown;
    get(calendarId: string, eventId: string, options: object): unknown;
    insert(body: object, calendarId: string, options: object): unknown;
    patch(body: object, calendarId: string, eventId: string, options: object, headers: object): unknown;
    move(calendarId: string, eventId: string, destination: string, options: object): unknown;
    remove(calendarId: string, eventId: string, options: object): void;
  };
}

function service(): CalendarService {
  const { CalendarList, Events } = Calendar ?? {};
  if (CalendarList === undefined || Events === undefined) {
    throw new Error('The advanced Calendar service is not enabled in the manifest.');
  }
  return { CalendarList, Events };
}

function call<T>(request: () => T): T {
  try {
    return request();
  } catch (error) {
    throw toApiError(error);
  }
}

/**
 * GoogleJsonResponseException carries `details` with code and errors; its message has words of Apps Script before
 * Google's own, so the code decides [PLATFORM: §7 "Thrown in Apps Script"].
 */
function toApiError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const details = property(error, 'details');
  const code = property(details, 'code');
  if (typeof code !== 'number') {
    // Thrown by the service without an answer: a quota of Apps Script, an empty response. Worth another try.
    const isQuota = /too many times|Empty response|Internal error|timed out/i.test(error.message);
    return isQuota ? new GoogleApiError(503, 'backendError', error.message) : error;
  }
  const errors = property(details, 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const reason = property(first, 'reason');
  const message = property(details, 'message');
  return new GoogleApiError(
    code,
    typeof reason === 'string' ? reason : '',
    typeof message === 'string' ? message : error.message,
  );
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
