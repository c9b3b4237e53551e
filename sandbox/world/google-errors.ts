import type { ApiAnswer } from '../protocol';

interface KnownError {
  domain: 'global' | 'calendar' | 'usageLimits';
  message: string;
  locationType?: 'parameter' | 'header';
  location?: string;
}

/** Google's errors by reason (https://developers.google.com/workspace/calendar/api/guides/errors). */
const ERRORS: Readonly<Record<string, KnownError>> = {
  badRequest: { domain: 'global', message: 'Bad Request' },
  timeRangeEmpty: {
    domain: 'calendar',
    message: 'The specified time range is empty.',
    locationType: 'parameter',
    location: 'timeMax',
  },
  authError: { domain: 'global', message: 'Invalid Credentials', locationType: 'header', location: 'Authorization' },
  userRateLimitExceeded: { domain: 'usageLimits', message: 'User Rate Limit Exceeded' },
  rateLimitExceeded: { domain: 'usageLimits', message: 'Rate Limit Exceeded' },
  quotaExceeded: { domain: 'usageLimits', message: 'Calendar usage limits exceeded.' },
  forbidden: { domain: 'global', message: 'Forbidden' },
  insufficientPermissions: { domain: 'global', message: 'Request had insufficient authentication scopes.' },
  forbiddenForNonOrganizer: {
    domain: 'calendar',
    message: 'Shared properties can only be changed by the organizer of the event.',
  },
  notFound: { domain: 'global', message: 'Not Found' },
  duplicate: { domain: 'global', message: 'The requested identifier already exists.' },
  conflict: { domain: 'global', message: 'Conflict' },
  fullSyncRequired: {
    domain: 'calendar',
    message: 'Sync token is no longer valid, a full sync is required.',
    locationType: 'parameter',
    location: 'syncToken',
  },
  updatedMinTooLongAgo: {
    domain: 'calendar',
    message: 'The requested minimum modification time lies too far in the past.',
    locationType: 'parameter',
    location: 'updatedMin',
  },
  deleted: { domain: 'global', message: 'Resource has been deleted' },
  conditionNotMet: {
    domain: 'global',
    message: 'Precondition Failed',
    locationType: 'header',
    location: 'If-Match',
  },
  backendError: { domain: 'global', message: 'Backend Error' },
};

const USUAL: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'authError',
  403: 'rateLimitExceeded',
  404: 'notFound',
  409: 'duplicate',
  410: 'fullSyncRequired',
  412: 'conditionNotMet',
  429: 'rateLimitExceeded',
};

/** The reason that Google most often gives with a status. */
export function usualReason(status: number): string {
  return USUAL[status] ?? 'backendError';
}

/** An error of the Calendar API as its HTTP answer. */
export function errorBody(status: number, reason: string): ApiAnswer {
  const { message, domain, ...where } = ERRORS[reason] ?? { domain: 'global', message: reason };
  const error = { errors: [{ domain, reason, message, ...where }], code: status, message };
  return { status, headers: {}, body: { error } };
}
