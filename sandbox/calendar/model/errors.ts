import type { ApiAnswer } from '../../protocol';

/** Where in a request the fault lies, as Google's error bodies say it. */
interface Where {
  locationType: 'parameter' | 'header';
  location: string;
}

/** An error answer of the API, thrown inside the engine. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly where?: Where,
    readonly domain = 'global',
  ) {
    super(message);
  }
}

/** The error body that Google answers with (https://developers.google.com/workspace/calendar/api/guides/errors). */
export function errorAnswer(failure: ApiFailure): ApiAnswer {
  const { status, reason, message, where, domain } = failure;
  return {
    status,
    headers: {},
    body: { error: { errors: [{ domain, reason, message, ...where }], code: status, message } },
  };
}

const parameter = (location: string): Where => ({ locationType: 'parameter', location });

/** No such thing, or nothing that the caller may know of. */
export const notFound = () => new ApiFailure(404, 'notFound', 'Not Found');

/** No valid bearer token. */
export const unauthorized = () =>
  new ApiFailure(401, 'authError', 'Invalid Credentials', { locationType: 'header', location: 'Authorization' });

/** No credentials at all. */
export const loginRequired = () =>
  new ApiFailure(401, 'required', 'Login Required.', { locationType: 'header', location: 'Authorization' });

/** A token that was not given for this (https://developers.google.com/workspace/calendar/api/auth). */
export const forbiddenScopes = () =>
  new ApiFailure(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');

/** A body that is no JSON. */
export const parseError = () => new ApiFailure(400, 'parseError', 'Parse Error');

/** Not allowed, for a reason in words. */
export const forbidden = (message = 'Forbidden') => new ApiFailure(403, 'forbidden', message);

/** The calendar is visible, but the caller's role on it is too low. */
export const tooLowRole = (needed: string) =>
  new ApiFailure(
    403,
    'requiredAccessLevel',
    `You need to have ${needed} access to this calendar.`,
    undefined,
    'calendar',
  );

/**
 * A guest's copy was asked to change what only the organizer may
 * (https://developers.google.com/workspace/calendar/api/guides/errors).
 */
export const forbiddenForNonOrganizer = () =>
  new ApiFailure(
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer of the event.',
    undefined,
    'calendar',
  );

/** A value in a body that cannot be. */
export const invalid = (message: string, location?: string) =>
  new ApiFailure(400, 'invalid', message, location === undefined ? undefined : parameter(location));

/** A parameter, or a combination of parameters, that cannot be. */
export const badRequest = (message: string, location: string) =>
  new ApiFailure(400, 'badRequest', message, parameter(location));

/** A parameter outside its type, range or enumeration. */
export const invalidParameter = (message: string, location: string) =>
  new ApiFailure(400, 'invalidParameter', message, parameter(location));

/** Something that must be given is not. */
export const required = (message: string, location?: string) =>
  new ApiFailure(400, 'required', message, location === undefined ? undefined : parameter(location));

/** An end before its start (https://developers.google.com/workspace/calendar/api/guides/errors). */
export const timeRangeEmpty = (location?: string) =>
  new ApiFailure(
    400,
    'timeRangeEmpty',
    'The specified time range is empty.',
    location === undefined ? undefined : parameter(location),
    'calendar',
  );

/**
 * Something that events of this type cannot have or do
 * (https://developers.google.com/workspace/calendar/api/guides/event-types).
 */
export const eventTypeRestriction = (message: string) =>
  new ApiFailure(400, 'eventTypeRestriction', message, undefined, 'calendar');

/** The id is taken, perhaps by a deleted event. */
export const duplicate = () => new ApiFailure(409, 'duplicate', 'The requested identifier already exists.');

/** The event was deleted before. */
export const deleted = () => new ApiFailure(410, 'deleted', 'Resource has been deleted');

/**
 * The sync token is expired, or was made for something else
 * (https://developers.google.com/workspace/calendar/api/guides/errors and
 * https://developers.google.com/workspace/calendar/api/guides/sync).
 */
export const fullSyncRequired = () =>
  new ApiFailure(
    410,
    'fullSyncRequired',
    'Sync token is no longer valid, a full sync is required.',
    parameter('syncToken'),
    'calendar',
  );

/** updatedMin is before what Google remembers (https://developers.google.com/workspace/calendar/api/guides/errors). */
export const updatedMinTooLongAgo = () =>
  new ApiFailure(
    410,
    'updatedMinTooLongAgo',
    'The requested minimum modification time lies too far in the past.',
    parameter('updatedMin'),
    'calendar',
  );

/** If-Match does not hold (https://developers.google.com/workspace/calendar/api/guides/errors). */
export const preconditionFailed = () =>
  new ApiFailure(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' });

/** What the sandbox does not do. */
export const notEmulated = (what: string) => new ApiFailure(501, 'notImplemented', `not emulated: ${what}`);
