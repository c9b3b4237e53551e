import { GoogleApiError, type CalendarApi } from '../calendar/api';
import { isOwnMistake, messageOf, property } from './service-error';

/** The advanced Calendar service, with its errors as values that have status and reason. */
export function calendarApi(): CalendarApi {
  return {
    listCalendars: (options) => call(() => service().CalendarList.list(options)),
    getCalendar: (calendarId, options) => call(() => service().CalendarList.get(calendarId, options)),
    listEvents: (calendarId, options) => call(() => service().Events.list(calendarId, options)),
    getEvent: (calendarId, eventId, options) => call(() => service().Events.get(calendarId, eventId, options)),
    listInstances: (calendarId, eventId, options) =>
      call(() => service().Events.instances(calendarId, eventId, options)),
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
    instances(calendarId: string, eventId: string, options: object): unknown;
    insert(body: object, calendarId: string, options: object): unknown;
    patch(body: object, calendarId: string, eventId: string, options: object, headers: object): unknown;
    move(calendarId: string, eventId: string, destination: string, options: object): unknown;
    remove(calendarId: string, eventId: string, options: object): void;
  };
}

function service(): CalendarService {
  const { CalendarList, Events } = Calendar ?? {};
  if (CalendarList === undefined || Events === undefined) {
    throw new ReferenceError('The advanced Calendar service is not enabled in the manifest.');
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
 * Google's own words in an error without a code: Apps Script puts words in the user's language before them and leaves
 * them unchanged.
 */
const ENGLISH_TAILS: readonly (readonly [RegExp, number])[] = [
  [/Sync token is no longer valid/, 410],
  [/Resource has been deleted/, 410],
  [/identifier already exists/, 409],
  [/Precondition Failed/, 412],
  [/Not Found\W*$/, 404],
  // A permission that was not granted or was withdrawn is named by its scope address.
  [/https:\/\/www\.googleapis\.com\/auth\//, 403],
];

/**
 * GoogleJsonResponseException carries `details` with code and errors; its message has words of Apps Script before
 * Google's own, so the code decides. Anything that a service throws without one (a quota of Apps Script, an empty
 * response, "a server error occurred", in any language) is worth another try.
 */
export function toApiError(error: unknown): unknown {
  if (isOwnMistake(error)) return error;
  const details = property(error, 'details');
  const code = property(details, 'code');
  const said = messageOf(error);
  if (typeof code !== 'number') {
    const known = ENGLISH_TAILS.find(([words]) => words.test(said))?.[1];
    return new GoogleApiError(known ?? 503, known === undefined ? 'backendError' : '', said);
  }
  const errors = property(details, 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const reason = property(first, 'reason');
  const message = property(details, 'message');
  return new GoogleApiError(
    code,
    typeof reason === 'string' ? reason : '',
    typeof message === 'string' ? message : said,
  );
}
