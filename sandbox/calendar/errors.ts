import type { ApiAnswer } from '../protocol';

/** An error answer of the API, thrown inside the engine. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly where?: { locationType: string; location: string },
    readonly domain = 'global',
  ) {
    super(message);
  }
}

/** The error body that Google answers with [workspace/calendar/api/guides/errors]. */
export function errorAnswer(failure: ApiFailure): ApiAnswer {
  const { status, reason, message, where, domain } = failure;
  return {
    status,
    headers: {},
    body: { error: { errors: [{ domain, reason, message, ...where }], code: status, message } },
  };
}

export const notFound = () => new ApiFailure(404, 'notFound', 'Not Found');

export const forbidden = (message = 'Forbidden') => new ApiFailure(403, 'forbidden', message);

export const readOnly = () =>
  new ApiFailure(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.', undefined, 'calendar');

export const invalid = (message: string, parameter?: string) =>
  new ApiFailure(
    400,
    'invalid',
    message,
    parameter === undefined ? undefined : { locationType: 'parameter', location: parameter },
  );

export const required = (what: string) => new ApiFailure(400, 'required', `Missing ${what}.`);

export const duplicate = () => new ApiFailure(409, 'duplicate', 'The requested identifier already exists.');

export const deleted = () => new ApiFailure(410, 'deleted', 'Resource has been deleted');

export const tokenInvalid = () =>
  new ApiFailure(
    410,
    'fullSyncRequired',
    'Sync token is no longer valid, a full sync is required.',
    { locationType: 'parameter', location: 'syncToken' },
    'calendar',
  );

export const preconditionFailed = () =>
  new ApiFailure(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' });
