import { ANYBODY } from '../calendar/state/access';
import {
  errorAnswer,
  forbiddenScopes,
  invalidParameter,
  loginRequired,
  notFound,
  parseError,
  unauthorized,
} from '../calendar/model/errors';
import { CALENDAR_METHODS, type ApiMethod } from '../calendar/api/methods';
import type { ApiAnswer, ApiCall } from '../protocol';
import { jsonAnswer, userOfToken, type HttpAnswer, type HttpRequest } from './http';

/** Where the Calendar API is (discovery document, basePath). */
export const CALENDAR_BASE = '/calendar/v3/';

/** Who answers the calls of the Calendar API. */
export interface CalendarAccess {
  ask: (call: ApiCall) => ApiAnswer;
  /** Whether the token was given for a method. */
  mayCall: (methodId: string) => boolean;
}

/**
 * The Calendar API over HTTP: the paths of the discovery document. `Authorization: Bearer sandbox:<e-mail address>`
 * says who asks.
 */
export function answerCalendar(request: HttpRequest, access: CalendarAccess): HttpAnswer {
  const url = new URL(request.target, 'http://localhost');
  const { status, headers, body } = answerTo(request, url, access);
  if (body === undefined) return { status, headers, body: '' };
  return jsonAnswer(status, body, { headers, pretty: url.searchParams.get('prettyPrint') !== 'false' });
}

function answerTo(request: HttpRequest, url: URL, { ask, mayCall }: CalendarAccess): ApiAnswer {
  const found = methodAt(verbOf(request), url.pathname.slice(CALENDAR_BASE.length));
  if (found === null) return errorAnswer(notFound());
  const { id } = found.method;
  const { authorization } = request.headers;
  const user = authorization === undefined ? userOfKey(url, id) : userOfToken(authorization);
  if (user === null) return errorAnswer(authorization === undefined ? loginRequired() : unauthorized());
  if (!mayCall(id)) return errorAnswer(forbiddenScopes());
  const alt = url.searchParams.get('alt') ?? 'json';
  if (alt !== 'json')
    return errorAnswer(invalidParameter(`Invalid string value: '${alt}'. Allowed values: [json]`, 'alt'));
  const body = bodyOf(request);
  if (body === null) return errorAnswer(parseError());
  return ask({
    user,
    method: id,
    params: { ...queryOf(url), ...found.params },
    headers: { ...header(request, 'if-match'), ...header(request, 'if-none-match') },
    ...body,
  });
}

/**
 * What an API key is enough for: reading what is public
 * (https://developers.google.com/workspace/guides/create-credentials#api-key).
 */
const FOR_KEYS: readonly string[] = [
  'calendar.calendars.get',
  'calendar.colors.get',
  'calendar.events.get',
  'calendar.events.instances',
  'calendar.events.list',
  'calendar.freebusy.query',
];

/** The caller with an API key, any text here: anybody. Null without one, and where a key is not enough. */
function userOfKey({ searchParams }: URL, methodId: string): string | null {
  return (searchParams.get('key') ?? '') !== '' && FOR_KEYS.includes(methodId) ? ANYBODY : null;
}

/** The body, read; null where it is no JSON. */
function bodyOf({ body }: HttpRequest): { body?: unknown } | null {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return value === null ? {} : { body: value };
  } catch (error) {
    // The caller answers it as Google does.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Methods by HTTP method and path, the path's parts read once. */
const ROUTES = CALENDAR_METHODS.map((method) => ({ method, parts: method.path.split('/') }))
  // `…/events/import` comes before `…/events/{eventId}`.
  .sort((a, b) => a.method.pathParams.length - b.method.pathParams.length);

function methodAt(verb: string, path: string): { method: ApiMethod; params: Record<string, string> } | null {
  const given = path.split('/');
  for (const { method, parts } of ROUTES) {
    if (method.httpMethod !== verb || parts.length !== given.length) continue;
    const params: Record<string, string> = {};
    const fits = parts.every((part, i) => {
      const value = given[i] ?? '';
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
      if (name === undefined) return part === value;
      params[name] = decoded(value);
      return params[name] !== '';
    });
    if (fits) return { method, params };
  }
  return null;
}

/** A part of a path; empty where its escapes mean nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // No calendar has such a name.
    if (error instanceof URIError) return '';
    throw error;
  }
}

/** Google takes a method in a header where a client cannot send it. */
function verbOf({ method, headers }: HttpRequest): string {
  const override = headers['x-http-method-override'];
  return override !== undefined && method === 'POST' ? override.toUpperCase() : method;
}

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

function header({ headers }: HttpRequest, name: 'if-match' | 'if-none-match'): Record<string, string> {
  const value = headers[name];
  return value === undefined ? {} : { [name]: value };
}
