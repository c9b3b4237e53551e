import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import { answerGoogle, GOOGLE_PATHS, type GoogleApis } from '../apis';
import { jsonAnswer, type HttpAnswer, type HttpRequest } from '../apis/http';
import { errorAnswer, notFound } from '../calendar/model/errors';

/** What www.googleapis.com serves, over HTTP: the Calendar API, its batches and its description, and userinfo. */
export function googleApiRoutes(app: FastifyInstance, apis: Omit<GoogleApis, 'granted' | 'rootUrl'>): void {
  void app.register((scope, _, done) => {
    // Bodies are read where they are understood: what is no JSON is answered in Google's words.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    // One route for all of a path: the framework's own parameters end at a hundred characters, an event's id at 1,024.
    for (const url of Object.values(GOOGLE_PATHS)) {
      scope.route({
        method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url,
        handler: async (request, reply) => {
          const rootUrl = `http://${request.headers.host ?? 'localhost'}/`;
          const missing = errorAnswer(notFound());
          const answer = answerGoogle(httpRequest(request), { ...apis, granted: null, rootUrl });
          return send(request, reply, answer ?? jsonAnswer(missing.status, missing.body));
        },
      });
      scope.options(url, async (request, reply) => preflight(request, reply));
    }
    done();
  });
}

function httpRequest({ method, raw, headers, body }: FastifyRequest): HttpRequest {
  const single = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    method,
    target: raw.url ?? '/',
    headers: Object.fromEntries(single),
    body: typeof body === 'string' ? body : '',
  };
}

function send(request: FastifyRequest, reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply {
  reply.code(status).headers({ ...headers, ...corsHeaders(request) });
  if (body === '') return reply.send();
  if (!wantsGzip(request)) return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(gzipSync(body));
}

/**
 * Google compresses for who says so twice
 * (https://developers.google.com/workspace/calendar/api/guides/performance#gzip).
 */
function wantsGzip({ headers }: FastifyRequest): boolean {
  return [headers['accept-encoding'], headers['user-agent']].every((said) => said?.includes('gzip') === true);
}

/**
 * Google lets pages of any site ask, since nobody can guess a token. Everybody knows the sandbox's: pages of this
 * machine only.
 */
const OWN_ORIGIN = /^https?:\/\/(([\w-]+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

function corsHeaders({ headers: { origin } }: FastifyRequest): Record<string, string> {
  if (origin === undefined || !OWN_ORIGIN.test(origin)) return {};
  return { 'access-control-allow-origin': origin, vary: 'Origin, X-Origin, Referer' };
}

/** A browser asks first whether a page may send a token along. */
function preflight(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wanted = request.headers['access-control-request-headers'];
  const allowed = corsHeaders(request);
  if (Object.keys(allowed).length === 0) return reply.code(403).send();
  return reply
    .code(200)
    .headers({
      ...allowed,
      'access-control-allow-methods': 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT',
      'access-control-max-age': '3600',
      ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
    })
    .send();
}
