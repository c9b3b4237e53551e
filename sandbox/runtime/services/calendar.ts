import { CALENDAR_METHODS } from '../../calendar/api/methods';
import type { ApiAnswer, ServiceError } from '../../protocol';
import { callFailed } from '../../world/localized-errors';
import { objectOf, textsOf } from './arguments';
import type { CallContext, Method } from './service';

/** The advanced Calendar service: every method of the discovery document, on the same engine as the HTTP server. */
export const advancedCalendar: Record<string, Method> = Object.fromEntries(
  CALENDAR_METHODS.map(({ id }): [string, Method] => [
    shortName(id),
    (c, path, options, body, headers) => {
      const params = { ...objectOf(options), ...objectOf(path) };
      const answer = ask(c, id, params, body, headers);
      // Google's client takes whatever is no success for a failure, also what has not changed since If-None-Match.
      if (answer.status >= 300) throw apiError(id, answer);
      return answer.body ?? null;
    },
  ]),
);

function ask(c: CallContext, id: string, params: Record<string, unknown>, body: unknown, headers: unknown): ApiAnswer {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(textsOf(headers))) lower[name.toLowerCase()] = value;
  return c.world.calendar.request({
    user: c.request.as,
    method: id,
    params,
    headers: lower,
    ...(body !== null && body !== undefined && { body }),
  });
}

/** `calendar.events.list` → `Events.list`, as scripts write it. */
export function shortName(id: string): string {
  const [, collection = '', method = ''] = id.split('.');
  return `${collection.charAt(0).toUpperCase()}${collection.slice(1)}.${method}`;
}

/** `Events.list` → `calendar.events.list` */
export function apiId(method: string): string {
  return `calendar.${method.charAt(0).toLowerCase()}${method.slice(1)}`;
}

/** Scripts say remove: delete is a word of the language. */
export function scriptName(method: string): string {
  return method.replace(/\.delete$/, '.remove');
}

/** An error answer as Apps Script throws it. */
export class ApiError extends Error {
  override name = 'GoogleJsonResponseException';
  constructor(
    message: string,
    readonly details: unknown,
  ) {
    super(message);
  }
}

/** An answer without a body says no more than its status. */
const NOT_MODIFIED = { code: 304, message: 'Not Modified' };

/** The exception that an advanced service throws for an error answer. @param language of its user, default English */
export function apiError(id: string, answer: ApiAnswer, language?: string): ApiError {
  const details = answer.status === 304 ? NOT_MODIFIED : objectOf(objectOf(answer.body).error);
  return new ApiError(callFailed(id, String(details.message ?? ''), language), details);
}

/** Any error of a service as JSON. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ApiError) return { name: error.name, message: error.message, details: error.details };
  if (error instanceof Error) return { name: 'Exception', message: error.message };
  return { name: 'Exception', message: String(error) };
}
