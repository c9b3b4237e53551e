import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionKind, ExecutionRecord, HtmlResult, TextResult } from '../protocol';
import type { Project } from '../runtime/project';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';
import { userOf } from './calendar-routes';
import { isObject, objectOf, textOf } from './input';

/** One-time answers of ContentService that were not fetched yet. */
const MOST_ECHOES = 200;

/** The web app of the project, at the addresses that Google gives it. */
export function webApp(app: FastifyInstance, world: World, runtime: Runtime, project: Project): void {
  const echoes = new Map<string, TextResult>();
  const run = (request: FastifyRequest, kind: ExecutionKind, name: string, args: unknown[]) => {
    const visitor = visitorOf(request) ?? '';
    const asVisitor = project.manifest.webapp?.executeAs === 'USER_ACCESSING' && visitor !== '';
    return runtime.execute({
      kind,
      as: asVisitor ? visitor : world.deployer,
      activeUser: asVisitor || isOfDomain(visitor, world.deployer) ? visitor : '',
      function: name,
      args,
    });
  };
  const serve = async (request: FastifyRequest, reply: FastifyReply, name: 'doGet' | 'doPost') => {
    const execution = await run(request, 'webapp', name, [webEvent(request)]);
    return present(reply, execution, echoes);
  };
  for (const path of ['exec', 'dev']) {
    app.get(`/macros/s/sandbox/${path}`, (request, reply) => serve(request, reply, 'doGet'));
    app.post(`/macros/s/sandbox/${path}`, (request, reply) => serve(request, reply, 'doPost'));
  }
  // ContentService answers by a redirect to a one-time address [guides/content].
  app.get<{ Params: { id: string } }>('/macros/echo/:id', async (request, reply) => {
    const output = echoes.get(request.params.id);
    echoes.delete(request.params.id);
    if (output === undefined) return reply.code(404).send('Not found');
    return reply.header('content-type', `${output.mimeType}; charset=utf-8`).send(output.content);
  });
  // Where an authorization elsewhere comes back to, with a state token: at the script's address and at the web app's
  // [reference/script/state-token-builder].
  for (const path of ['d', 's']) {
    app.get(`/macros/${path}/sandbox/usercallback`, async (request, reply) => {
      const event = webEvent(request);
      const token = world.stateTokens.find(event.parameter.state ?? '');
      // The function runs as who comes back, and the token is good for who ran the script that made it only
      // (googleworkspace/apps-script-oauth2#74, #449). A browser that does not say who it is, is that person's.
      const isTheirs = token !== null && token.user === (visitorOf(request) ?? token.user);
      if (!isTheirs) {
        reply.code(400).header('content-type', 'text/html; charset=utf-8');
        return reply.send(errorPage('The state token is invalid or has expired. Please try again.'));
      }
      const args = Object.entries(token.args);
      const back = {
        ...event,
        parameter: { ...event.parameter, ...token.args },
        parameters: { ...event.parameters, ...Object.fromEntries(args.map(([name, value]) => [name, [value]])) },
      };
      return present(
        reply,
        await runtime.execute({ kind: 'webapp', as: token.user, function: token.method, args: [back] }),
        echoes,
      );
    });
  }
  // google.script.run: the page's calls, handed on by the outer page.
  app.post('/macros/s/sandbox/run', async (request) => {
    const body = objectOf(request.body);
    const args = Array.isArray(body.args) ? body.args : [];
    const { ok, result, error } = await run(request, 'page', textOf(body, 'function'), args);
    return { ok, result, error };
  });
}

/** Whether the script may know who comes, where it runs as its owner [reference/base/session, getActiveUser]. */
function isOfDomain(visitor: string, owner: string): boolean {
  const [domain, ofOwner] = [visitor, owner].map((email) => email.replace(/^.*@/, ''));
  return visitor === owner || (domain === ofOwner && domain !== 'gmail.com');
}

/** Who comes: as a request says itself, or as the host page has signed in. */
function visitorOf(request: FastifyRequest): string | null {
  const cookie = /(?:^|; )user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return userOf(request) ?? (cookie === undefined ? null : decodeURIComponent(cookie));
}

/** The event object of doGet and doPost [guides/web]. */
function webEvent(request: FastifyRequest) {
  const queryString = request.url.split('?')[1] ?? '';
  const contents =
    typeof request.body === 'string' ? request.body : request.body === undefined ? '' : JSON.stringify(request.body);
  const type = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
  const isForm = type === 'application/x-www-form-urlencoded';
  const pairs = [...new URLSearchParams(queryString), ...(isForm ? new URLSearchParams(contents) : [])];
  const parameters: Record<string, string[]> = {};
  for (const [name, value] of pairs) parameters[name] = [...(parameters[name] ?? []), value];
  const isPost = request.method === 'POST';
  return {
    queryString,
    parameter: Object.fromEntries(
      Object.entries(parameters).map(([name, values]): [string, string] => [name, values[0] ?? '']),
    ),
    parameters,
    contextPath: '',
    contentLength: isPost ? Buffer.byteLength(contents) : -1,
    ...(isPost && { postData: { type, contents, length: Buffer.byteLength(contents), name: 'postData' } }),
  };
}

function present(reply: FastifyReply, execution: ExecutionRecord, echoes: Map<string, TextResult>): FastifyReply {
  const { ok, result, error } = execution;
  reply.header('content-type', 'text/html; charset=utf-8');
  if (!ok) return reply.send(errorPage(`${error?.name ?? 'Error'}: ${error?.message ?? ''}`));
  if (isHtml(result)) {
    // [reference/html/html-output, setXFrameOptionsMode]
    if (result.xFrameOptions !== 'ALLOWALL') reply.header('x-frame-options', 'SAMEORIGIN');
    return reply.send(outerPage(result));
  }
  if (isText(result)) {
    const id = randomUUID();
    echoes.set(id, result);
    for (const old of [...echoes.keys()].slice(0, -MOST_ECHOES)) echoes.delete(old);
    return reply.redirect(`/macros/echo/${id}`, 302);
  }
  return reply.send(errorPage('The script completed but did not return anything.'));
}

const isHtml = (value: unknown): value is HtmlResult => isObject(value) && value.type === 'html';
const isText = (value: unknown): value is TextResult => isObject(value) && value.type === 'text';

function errorPage(message: string): string {
  return `<!doctype html><title>Error</title><p style="font:16px sans-serif;margin:40px">${escapeHtml(message)}</p>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/**
 * The page that Google puts around a script's own: title and meta tags are its, the script's HTML stands in a frame
 * that may not touch it. The frame has no origin of its own, so that a page cannot lean on the sandbox's; what it asks
 * by google.script.run goes by messages, as at Google.
 */
function outerPage(output: HtmlResult): string {
  const metas = output.metaTags.map(
    ({ name, content }) => `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`,
  );
  const icon = output.faviconUrl === null ? '' : `<link rel="icon" href="${escapeHtml(output.faviconUrl)}">`;
  const allowed =
    'allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads allow-top-navigation-by-user-activation';
  return `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(output.title)}</title>${metas.join('')}${icon}
<style>html,body{margin:0;height:100%}iframe{display:block;width:100%;height:100%;border:0}</style></head>
<body><iframe title="${escapeHtml(output.title)}" sandbox="${allowed}" srcdoc="${escapeHtml(withRunner(output.content))}"></iframe>
<script>${OUTER_SCRIPT}</script></body></html>`;
}

/** The page's side of google.script.run goes before anything of the page's own. */
function withRunner(html: string): string {
  const runner = `<script>${INNER_SCRIPT}</script>`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + runner) : runner + html;
}

const INNER_SCRIPT = `(() => {
  const waiting = new Map(); let next = 1;
  addEventListener('message', (event) => {
    const call = waiting.get(event.data && event.data.call); if (!call) return; waiting.delete(event.data.call);
    if (event.data.ok) call.success && call.success(event.data.result, call.user);
    else { const error = new Error(event.data.error ? event.data.error.message : 'failed'); error.name = (event.data.error && event.data.error.name) || 'Error';
      if (call.failure) call.failure(error, call.user); else console.error(error); }
  });
  const refuse = (value) => { if (typeof value === 'function' || value instanceof Date) throw new TypeError('Failed due to illegal value in property');
    if (value && typeof value === 'object') Object.values(value).forEach(refuse); };
  const runner = (call) => new Proxy({}, { get: (_, name) =>
    name === 'withSuccessHandler' ? (success) => runner({ ...call, success }) :
    name === 'withFailureHandler' ? (failure) => runner({ ...call, failure }) :
    name === 'withUserObject' ? (user) => runner({ ...call, user }) :
    (...args) => { refuse(args); const id = next++; waiting.set(id, call); parent.postMessage({ call: id, function: name, args }, '*'); } });
  window.google = { script: { run: runner({}), host: { close() {}, setHeight() {}, setWidth() {} }, url: { getLocation: (f) => f({ hash: '', parameter: {}, parameters: {} }) }, history: { push() {}, replace() {}, setChangeHandler() {} } } };
})();`;

const OUTER_SCRIPT = `addEventListener('message', async (event) => {
  const frame = document.querySelector('iframe'); if (event.source !== frame.contentWindow || !event.data || !event.data.call) return;
  const reply = (answer) => frame.contentWindow.postMessage({ call: event.data.call, ...answer }, '*');
  try {
    const response = await fetch('/macros/s/sandbox/run', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ function: event.data.function, args: event.data.args }) });
    reply(await response.json());
  } catch (error) { reply({ ok: false, error: { name: 'NetworkError', message: String(error) } }); }
});`;
