import Fastify, { type FastifyInstance } from 'fastify';
import { apisOf } from '../apis';
import type { Project } from '../runtime/project';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';
import { controlRoutes } from './control';
import { googleApiRoutes } from './google-apis';
import { hostRoutes } from './host';
import { BadRequest } from './input';
import { webApp } from './web-app';

export interface AppOptions {
  world: World;
  runtime: Runtime;
  project: Project;
  /** Folder of the built host page. */
  hostDir: string;
}

/** The sandbox over HTTP: Google's API, the web app, the control API, the host page. */
export function createApp({ world, runtime, project, hostDir }: AppOptions): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });
  // A web app gets its body as it came; JSON is for the control routes.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    const isScript =
      request.url.startsWith('/macros/s/sandbox/exec') || request.url.startsWith('/macros/s/sandbox/dev');
    if (isScript) return done(null, text);
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(text));
    } catch {
      // What is wrong with the JSON is the sender's to know.
      done(new BadRequest('body: JSON is expected'));
    }
  });
  app.setErrorHandler((error, _, reply) => {
    if (error instanceof BadRequest) return reply.code(400).send({ error: error.message });
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return reply.code(500).send({ error: message });
  });
  googleApiRoutes(app, apisOf(world, null));
  controlRoutes(app, world, runtime, project);
  webApp(app, world, runtime, project);
  hostRoutes(app, world, runtime, hostDir);
  return app;
}
