import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CalendarEngine } from '../calendar/engine';
import { ApiFailure, errorAnswer } from '../calendar/errors';
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
  intercept: (call: ApiCall) => ApiAnswer | null = () => null,
): void {
  for (const method of CALENDAR_METHODS) {
    app.route({
      method: method.httpMethod,
      url: BASE + method.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const user = userOf(request);
        if (user === null) return send(reply, errorAnswer(unauthorized()));
        const call = callOf(method, user, request);
        return send(reply, intercept(call) ?? engine().request(call));
      },
    });
  }
}

function unauthorized(): ApiFailure {
  return new ApiFailure(401, 'authError', 'Invalid Credentials', { locationType: 'header', location: 'Authorization' });
}

/** Who is signed in, by the sandbox's bearer token; null for nobody. */
export function userOf(request: FastifyRequest): string | null {
  return /^Bearer sandbox:([^\s@]+@[^\s@]+)$/.exec(request.headers.authorization ?? '')?.[1]?.toLowerCase() ?? null;
}

function callOf(method: ApiMethod, user: string, request: FastifyRequest): ApiCall {
  const query: unknown = request.query;
  const params: unknown = request.params;
  const header = (name: 'if-match' | 'if-none-match') => {
    const value = request.headers[name];
    return typeof value === 'string' ? { [name]: value } : {};
  };
  return {
    user,
    method: method.id,
    params: { ...(typeof query === 'object' ? query : {}), ...(typeof params === 'object' ? params : {}) },
    headers: { ...header('if-match'), ...header('if-none-match') },
    ...(request.body !== undefined && request.body !== null && { body: request.body }),
  };
}

function send(reply: FastifyReply, answer: ApiAnswer): FastifyReply {
  reply.code(answer.status).headers(answer.headers);
  return answer.body === undefined
    ? reply.send()
    : reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body));
}
