import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CalendarEngine } from '../calendar/engine';
import { errorAnswer, invalidParameter, loginRequired, notFound, unauthorized } from '../calendar/errors';
import { CALENDAR_METHODS, type ApiMethod } from '../calendar/methods';
import type { ApiAnswer, ApiCall } from '../protocol';

const BASE = '/calendar/v3/';

/**
 * The Calendar API over HTTP: the paths of the discovery document. `Authorization: Bearer sandbox:<e-mail address>`
 * says who asks.
 *
 * @param intercept a fault that a test has asked for, answered instead
 */
export function calendarRoutes(
  app: FastifyInstance,
  engine: () => CalendarEngine,
  intercept: (call: ApiCall) => ApiAnswer | null | undefined = () => null,
): void {
  // One route for all: the framework's own parameters end at a hundred characters, an event's id at 1,024.
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: `${BASE}*`,
    handler: async (request, reply) => {
      const url = new URL(request.raw.url ?? '/', 'http://localhost');
      const answer = answerTo(request, url, (call) => intercept(call) ?? engine().request(call));
      return send(reply, answer, url.searchParams.get('prettyPrint') !== 'false');
    },
  });
}

function answerTo(request: FastifyRequest, url: URL, ask: (call: ApiCall) => ApiAnswer): ApiAnswer {
  const found = methodAt(verbOf(request), url.pathname.slice(BASE.length));
  if (found === null) return errorAnswer(notFound());
  const user = userOf(request);
  if (user === null) {
    return errorAnswer(request.headers.authorization === undefined ? loginRequired() : unauthorized());
  }
  const alt = url.searchParams.get('alt') ?? 'json';
  if (alt !== 'json')
    return errorAnswer(invalidParameter(`Invalid string value: '${alt}'. Allowed values: [json]`, 'alt'));
  return ask({
    user,
    method: found.method.id,
    params: { ...queryOf(url), ...found.params },
    headers: { ...header(request, 'if-match'), ...header(request, 'if-none-match') },
    ...(request.body !== undefined && request.body !== null && { body: request.body }),
  });
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
      params[name] = decodeURIComponent(value);
      return value !== '';
    });
    if (fits) return { method, params };
  }
  return null;
}

/** Google takes a method in a header where a client cannot send it. */
function verbOf(request: FastifyRequest): string {
  const override = request.headers['x-http-method-override'];
  return typeof override === 'string' && request.method === 'POST' ? override.toUpperCase() : request.method;
}

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

/** Who is signed in, by the sandbox's bearer token; null for nobody. */
export function userOf(request: FastifyRequest): string | null {
  return /^Bearer sandbox:([^\s@]+@[^\s@]+)$/.exec(request.headers.authorization ?? '')?.[1]?.toLowerCase() ?? null;
}

function header(request: FastifyRequest, name: 'if-match' | 'if-none-match'): Record<string, string> {
  const value = request.headers[name];
  return typeof value === 'string' ? { [name]: value } : {};
}

function send(reply: FastifyReply, answer: ApiAnswer, isPretty: boolean): FastifyReply {
  reply.code(answer.status).headers(answer.headers);
  if (answer.body === undefined) return reply.send();
  const text = JSON.stringify(answer.body, null, isPretty ? 1 : 0);
  return reply.header('content-type', 'application/json; charset=UTF-8').send(text);
}
