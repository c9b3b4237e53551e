import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionRecord, ExecutionRequest, HtmlResult, TextResult } from '../protocol';
import type { Project } from '../runtime/project';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';
import { userOfToken } from '../apis/http';
import { isObject, objectOf, textOf } from './input';
import { errorPage, outerPage } from './outer-page';

/** One-time answers of ContentService that were not fetched yet. */
const MOST_ECHOES = 200;

const SEVERAL_LOG_INS =
  "We're sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.";

interface Served {
  world: World;
  runtime: Runtime;
  project: Project;
  /** Answers of ContentService by the id of their one-time address. */
  echoes: Map<string, TextResult>;
}

/** The web app of the project, at the addresses that Google gives it. */
export function webApp(app: FastifyInstance, world: World, runtime: Runtime, project: Project): void {
  const served: Served = { world, runtime, project, echoes: new Map() };
  for (const path of ['exec', 'dev'] as const) {
    app.get(`/macros/s/sandbox/${path}`, (request, reply) => serve(served, request, reply, path));
    app.post(`/macros/s/sandbox/${path}`, (request, reply) => serve(served, request, reply, path));
  }
  // ContentService answers by a redirect to a one-time address
  // (https://developers.google.com/apps-script/guides/content).
  app.get<{ Params: { id: string } }>('/macros/echo/:id', async (request, reply) =>
    answerEcho(served, request.params.id, reply),
  );
  // An authorization elsewhere returns here with a state token: to the script's address or to the web app's
  // (https://developers.google.com/apps-script/reference/script/state-token-builder).
  for (const path of ['d', 's']) {
    app.get(`/macros/${path}/sandbox/usercallback`, (request, reply) => callBack(served, request, reply));
  }
  // google.script.run: the page's calls, handed on by the outer page.
  app.post('/macros/s/sandbox/run', (request) => callFromPage(served, request));
}

/** Runs a function as the web app does: as its owner or as the visitor. */
function run(
  { world, runtime, project }: Served,
  request: FastifyRequest,
  wanted: Pick<ExecutionRequest, 'kind' | 'function' | 'args' | 'path'>,
): Promise<ExecutionRecord> {
  const visitor = visitorOf(request) ?? '';
  const asVisitor = project.manifest.webapp?.executeAs === 'USER_ACCESSING' && visitor !== '';
  return runtime.execute({
    ...wanted,
    as: asVisitor ? visitor : world.deployer,
    activeUser: asVisitor || isOfDomain(visitor, world.deployer) ? visitor : '',
  });
}

const isStranger = ({ world }: Served, request: FastifyRequest) =>
  !isOfDomain(visitorOf(request) ?? '', world.deployer);

async function serve(
  served: Served,
  request: FastifyRequest,
  reply: FastifyReply,
  path: 'exec' | 'dev',
): Promise<FastifyReply> {
  const name = request.method === 'POST' ? 'doPost' : 'doGet';
  const execution = await run(served, request, { kind: 'webapp', function: name, args: [webEvent(request)], path });
  return present(served, request, reply, execution);
}

function answerEcho({ echoes }: Served, id: string, reply: FastifyReply): FastifyReply {
  const output = echoes.get(id);
  echoes.delete(id);
  if (output === undefined) return reply.code(404).send('Not found');
  reply.header('access-control-allow-origin', '*');
  // https://developers.google.com/apps-script/reference/content/text-output#downloadAsFile(String)
  if (output.fileName !== null) reply.header('content-disposition', `attachment; filename="${output.fileName}"`);
  return reply.header('content-type', `${output.mimeType}; charset=utf-8`).send(output.content);
}

async function callBack(served: Served, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const event = webEvent(request);
  const token = served.world.stateTokens.find(event.parameter.state ?? '');
  // The function runs as the person who returns, and a token is valid only for the user whose script made it
  // (googleworkspace/apps-script-oauth2#74, #449). A browser that does not say who it is counts as that user's.
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
  const execution = await served.runtime.execute({
    kind: 'webapp',
    as: token.user,
    function: token.method,
    args: [back],
  });
  return present(served, request, reply, execution);
}

async function callFromPage(served: Served, request: FastifyRequest) {
  // Google's own words for a visitor who is logged in to several accounts, whatever the function
  // (https://github.com/enuchi/React-Google-Apps-Script/issues/46).
  if (served.world.severalLogIns) return { ok: false, error: { name: 'ScriptError', message: SEVERAL_LOG_INS } };
  const body = objectOf(request.body);
  const args = Array.isArray(body.args) ? body.args : [];
  const wanted = { kind: 'page' as const, function: textOf(body, 'function'), args, path: 'exec' as const };
  const { ok, result, error } = await run(served, request, wanted);
  return { ok, result, error };
}

/**
 * Whether the script may know who comes, where it runs as its owner
 * (https://developers.google.com/apps-script/reference/base/session, getActiveUser).
 */
function isOfDomain(visitor: string, owner: string): boolean {
  const [domain, ofOwner] = [visitor, owner].map((email) => email.replace(/^.*@/, ''));
  return visitor === owner || (domain === ofOwner && domain !== 'gmail.com');
}

/** The visitor: as the request says, or as signed in on the host page. */
function visitorOf(request: FastifyRequest): string | null {
  const cookie = /(?:^|; )user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return userOfToken(request.headers.authorization) ?? (cookie === undefined ? null : decodeURIComponent(cookie));
}

/** The event object of doGet and doPost (https://developers.google.com/apps-script/guides/web). */
function webEvent(request: FastifyRequest) {
  const queryString = request.url.split('?')[1] ?? '';
  const contents =
    typeof request.body === 'string' ? request.body : request.body === undefined ? '' : JSON.stringify(request.body);
  const type = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
  const isForm = type === 'application/x-www-form-urlencoded';
  const pairs = [...new URLSearchParams(queryString), ...(isForm ? new URLSearchParams(contents) : [])];
  const named = new Map<string, string[]>();
  for (const [name, value] of pairs) named.set(name, [...(named.get(name) ?? []), value]);
  const parameters = Object.fromEntries(named);
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

function present(
  served: Served,
  request: FastifyRequest,
  reply: FastifyReply,
  { ok, result, error }: ExecutionRecord,
): FastifyReply {
  reply.header('content-type', 'text/html; charset=utf-8');
  if (!ok) return reply.send(errorPage(`${error?.name ?? 'Error'}: ${error?.message ?? ''}`));
  if (isHtml(result)) {
    // (https://developers.google.com/apps-script/reference/html/html-output, setXFrameOptionsMode)
    if (result.xFrameOptions !== 'ALLOWALL') reply.header('x-frame-options', 'SAMEORIGIN');
    return reply.send(outerPage(result, isStranger(served, request)));
  }
  if (isText(result)) {
    const { echoes } = served;
    const id = randomUUID();
    echoes.set(id, result);
    for (const old of [...echoes.keys()].slice(0, -MOST_ECHOES)) echoes.delete(old);
    return reply.redirect(`/macros/echo/${id}`, 302);
  }
  return reply.send(errorPage('The script completed but did not return anything.'));
}

const isHtml = (value: unknown): value is HtmlResult => isObject(value) && value.type === 'html';
const isText = (value: unknown): value is TextResult => isObject(value) && value.type === 'text';
