import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';

const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'host.js': 'text/javascript; charset=utf-8',
  'host.css': 'text/css; charset=utf-8',
};

/** How soon after a change the triggers run that it made due. */
const TRIGGER_DELAY = 400;

/**
 * The host page, and the news of the world for it. While a page listens, due triggers run automatically, as at Google.
 * Without one they run only when a test asks for it.
 */
export function hostRoutes(app: FastifyInstance, world: World, runtime: Runtime, dir: string): void {
  for (const [name, type] of Object.entries(TYPES)) {
    const serve = () => readFileSync(join(dir, name));
    app.get(name === 'index.html' ? '/' : `/host/${name}`, async (_, reply) =>
      reply.header('content-type', type).send(serve()),
    );
  }

  const listeners = new Set<ServerResponse>();
  let scheduled: NodeJS.Timeout | null = null;
  const runSoon = () => {
    if (listeners.size === 0 || scheduled !== null || !runtime.hasDueTriggers()) return;
    scheduled = setTimeout(() => {
      scheduled = null;
      runtime.runDueTriggers().then(runSoon, (error: unknown) => app.log.error(error));
    }, TRIGGER_DELAY);
  };
  world.onChange((change) => {
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(change)}\n\n`);
    runSoon();
  });
  // With a running clock, triggers become due although nothing changes the world.
  const heartbeat = setInterval(runSoon, 5_000);
  heartbeat.unref();

  app.get('/sandbox/events', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    reply.raw.write(': listening\n\n');
    listeners.add(reply.raw);
    request.raw.on('close', () => listeners.delete(reply.raw));
    runSoon();
  });
  app.addHook('preClose', async () => {
    clearInterval(heartbeat);
    if (scheduled !== null) clearTimeout(scheduled);
    for (const listener of listeners) listener.end();
  });
}
