import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Project } from '../../runtime/project';
import type { Runtime } from '../../runtime/runtime';
import type { World } from '../../world/world';
import { CONTROL_ROUTES } from './routes';

export { resetTo } from './answers';

/** The control API: what tests and the host page do to the world. */
export function controlRoutes(app: FastifyInstance, world: World, runtime: Runtime, project: Project): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/sandbox/') && !isOwn(request)) {
      return reply.code(403).send({ error: 'the control API is for this machine: JSON, and a host of localhost' });
    }
  });
  const controlled = { world, runtime, project, kept: new Map<string, string>() };
  for (const { method, path, answer } of CONTROL_ROUTES) {
    app.route({ method, url: `/sandbox/${path}`, handler: async ({ body }) => answer(body, controlled) });
  }
}

const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request can only come from a test or from the host page. A page of another site could send plain text to
 * this machine, and could read the answer through a host name of its own that leads here.
 */
function isOwn({ method, headers }: FastifyRequest): boolean {
  const isJson = (headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
  return OWN_HOST.test(headers.host ?? '') && (method !== 'POST' || isJson);
}
