import { basename } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExecutionRecord, FaultRule } from '../protocol';
import type { Project } from '../runtime/project';
import type { Runtime } from '../runtime/runtime';
import { FIXTURES } from '../world/fixtures/index';
import { COST_PROFILES, type CostProfile } from '../world/costs';
import type { FetchRule } from '../world/fetches';
import { ERROR_LANGUAGES } from '../world/localized-errors';
import type { World } from '../world/world';
import { makeConference, saveInEditor } from './editor';
import {
  BadRequest,
  durationOf,
  emailOf,
  instantOf,
  isObject,
  objectOf,
  optionalText,
  textOf,
  type Json,
} from './input';
import { panelExecution } from './panel';

const SWITCHES = ['foreignErrors', 'refuseUndefined'] as const;

/** Puts the world back to the beginning of a fixture. */
export function resetTo(world: World, name: string): void {
  const fill = FIXTURES[name];
  if (fill === undefined) throw new BadRequest(`fixture: one of ${Object.keys(FIXTURES).join(', ')} is expected`);
  world.reset();
  fill(world);
}

/** The control API: what tests and the host page do to the world. JSON in, JSON out. */
export function controlRoutes(app: FastifyInstance, world: World, runtime: Runtime, project: Project): void {
  const { addOn } = project.manifest;
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/sandbox/') && !isOwn(request)) {
      return reply.code(403).send({ error: 'the control API is for this machine: JSON, and a host of localhost' });
    }
  });
  const post = (path: string, answer: (body: Json) => unknown) =>
    app.post(`/sandbox/${path}`, async (request) => answer(objectOf(request.body)));

  post('reset', (body) => {
    resetTo(world, optionalText(body, 'fixture') ?? 'empty');
    return { ok: true };
  });
  const kept = new Map<string, string>();
  post('keep', (body) => {
    kept.set(textOf(body, 'name'), world.photograph());
    return { ok: true };
  });
  post('restore', (body) => {
    const photograph = kept.get(textOf(body, 'name'));
    if (photograph === undefined) throw new BadRequest('name: one that was kept is expected');
    world.goBackTo(photograph);
    return { ok: true };
  });
  post('clock', (body) => setClock(world, body));
  post('call', async (body) => {
    const args = body.args ?? [];
    if (!Array.isArray(args)) throw new BadRequest('args: a list is expected');
    return callAs(world, runtime, emailOf(body, 'as'), textOf(body, 'function'), args);
  });
  post('web-app', (body) => {
    world.webAppAddress = body.address === null ? null : optionalText(body, 'address');
    return { address: world.webAppAddress };
  });
  post('locks', async (body) => {
    const name = textOf(body, 'name');
    if (body.held !== false) return { held: await world.locks.acquire(name, ELSEWHERE, 0) };
    world.locks.release(name, ELSEWHERE);
    return { held: false };
  });
  post('deployer', (body) => {
    world.ensureUser(emailOf(body, 'email'));
    world.deployer = emailOf(body, 'email');
    return { deployer: world.deployer };
  });
  post('panel', (body) => runtime.execute(panelExecution(world, project, body)));
  post('editor', (body) => saveInEditor(world, runtime, addOn, body));
  post('conference', (body) => makeConference(world, runtime, addOn, body));
  post('triggers', async (body) =>
    body.run === 'due' ? { executions: await runtime.runDueTriggers() } : { triggers: world.triggers.all() },
  );
  post('deployments', (body) => {
    const uninstall = optionalText(body, 'uninstall');
    const install = optionalText(body, 'install');
    if (uninstall !== undefined) world.triggers.uninstall(uninstall);
    if (install !== undefined) world.triggers.install(install);
    return { deployment: world.triggers.deployment, uninstalled: world.triggers.uninstalled() };
  });
  post('users', (body) => {
    const name = optionalText(body, 'name');
    const timeZone = optionalText(body, 'timeZone');
    const locale = optionalText(body, 'locale');
    return world.calendar.ensureUser(emailOf(body, 'email'), {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { timeZone }),
      ...(locale !== undefined && { locale }),
    });
  });
  post('meet', (body) => {
    world.meet = { ms: durationOf(body.delay ?? 0, 'delay'), fail: body.fail === true };
    return world.meet;
  });
  post('log-ins', (body) => {
    world.severalLogIns = body.several === true;
    return { several: world.severalLogIns };
  });
  post('properties', (body) => {
    const values = Object.entries(objectOf(body.values, 'values')).map(([key, value]) => [key, String(value)]);
    world.properties.set(
      optionalText(body, 'store') ?? 'script',
      Object.fromEntries(values) as Record<string, string>,
      false,
    );
    return { ok: true };
  });
  post('costs', (body) => {
    world.costs = costsOf(body.profile);
    return { costs: world.costs };
  });
  post('switches', (body) => {
    for (const name of SWITCHES) world.switches[name] = flagIn(body, name) ?? world.switches[name];
    return world.switches;
  });
  post('quota', (body) => {
    const { limit } = numberIn(body, 'limit');
    if (limit !== undefined) world.mailQuota.limit = limit;
    if (body.wanders !== undefined) world.mailQuota.wanders = body.wanders === true;
    return { limit: world.mailQuota.limit, wanders: world.mailQuota.wanders };
  });
  post('schedule', (body) => {
    const { seed } = numberIn(body, 'seed');
    world.schedule = seed === undefined ? null : { seed };
    return { schedule: world.schedule };
  });
  post('pages', (body) => {
    const { size = 0, pages = 1 } = { ...numberIn(body, 'size'), ...numberIn(body, 'pages') };
    world.calendar.shortenPages(size, pages);
    return { size, pages };
  });
  post('gmail-event', (body) => world.calendar.addFromGmail(emailOf(body, 'as'), objectOf(body.event, 'event')).body);
  post('sync-tokens', (body) => {
    world.calendar.expireSyncTokens(optionalText(body, 'calendarId'));
    return { ok: true };
  });
  app.post('/sandbox/faults', async (request) => {
    world.faults.set(listOf(request.body, 'faults').map(faultOf));
    return { faults: world.faults.list() };
  });
  app.post('/sandbox/fetches', async (request) => {
    world.fetches.rules = listOf(request.body, 'fetches').map(fetchRuleOf);
    return { rules: world.fetches.rules };
  });
  // Those that have not hit yet.
  app.get('/sandbox/faults', async () => world.faults.list());
  app.get('/sandbox/mail', async () => world.mailbox.all());
  app.get('/sandbox/fetches', async () => world.fetches.all());
  app.get('/sandbox/executions', async () => world.executions);
  app.get('/sandbox/state', async () => stateOf(world));
  app.get('/sandbox/status', async () => statusOf(world));
  app.get('/sandbox/project', async () => ({
    name: addOn?.name ?? basename(project.dir),
    addOn,
    hasWebApp: project.manifest.webapp !== null,
  }));
}

/** The execution that holds a lock because a test wants it held. */
const ELSEWHERE = 'an execution elsewhere';

/**
 * A function that a trigger of this user runs, runs as that trigger does: what the caller says of the event is added to
 * what Google says. Any other runs as from the editor, at the keyboard of its account.
 */
function callAs(world: World, runtime: Runtime, as: string, name: string, args: unknown[]): Promise<ExecutionRecord> {
  const [event] = args;
  const said = isObject(event) ? event : {};
  const own = world.triggers.of(as).filter(({ handler }) => handler === name);
  const trigger = own.find(({ calendarId }) => calendarId === said.calendarId) ?? own[0];
  if (trigger === undefined) return runtime.execute({ kind: 'call', as, function: name, args });
  // A message about no calendar is one that a test makes up on purpose.
  return runtime.runTrigger(trigger, { calendarId: undefined, ...said });
}

const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request can come from a test or from the host page only: another site's page can post plain text to this
 * machine, and by a name of its own that leads here it could read what comes back.
 */
function isOwn({ method, headers }: FastifyRequest): boolean {
  const isJson = (headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
  return OWN_HOST.test(headers.host ?? '') && (method !== 'POST' || isJson);
}

/** Everything but the executions, which are many and have a list of their own. */
function stateOf(world: World) {
  const { executions: _, ...state } = world.save();
  const { clock, deployer, properties } = world;
  return {
    ...state,
    now: clock.now(),
    running: clock.running,
    users: world.calendar.users(),
    deployer,
    propertyUse: properties.use,
  };
}

/** What the host page shows besides calendars. */
function statusOf(world: World) {
  const now = world.clock.now();
  return {
    now,
    running: world.clock.running,
    users: world.calendar.users(),
    deployer: world.deployer,
    problems: world.problems,
    dueTriggers: world.triggers.all().filter(({ due }) => due !== null && due <= now).length,
    counts: {
      mail: world.mailbox.all().length,
      executions: world.executions.length,
      failed: world.executions.filter(({ ok }) => !ok).length,
    },
  };
}

/** A profile by name, milliseconds by `Service.method`, or null for none. */
function costsOf(profile: unknown): CostProfile | null {
  if (profile === null || profile === undefined) return null;
  if (typeof profile === 'string' && COST_PROFILES[profile] !== undefined) return COST_PROFILES[profile];
  if (isObject(profile) && Object.values(profile).every((ms) => typeof ms === 'number' && ms >= 0)) {
    return Object.fromEntries(Object.entries(profile).map(([call, ms]) => [call, Number(ms)]));
  }
  const names = Object.keys(COST_PROFILES).join(', ');
  throw new BadRequest(`profile: ${names}, milliseconds by "Service.method", or null is expected`);
}

function setClock(world: World, body: Json): { now: number; running: boolean } {
  if (body.now !== undefined) world.clock.set(instantOf(body.now, 'now'));
  if (body.advance !== undefined) world.clock.advance(durationOf(body.advance, 'advance'));
  if (body.run === true) world.clock.run();
  world.locks.expire();
  world.calendar.settle();
  world.changed('clock');
  return { now: world.clock.now(), running: world.clock.running };
}

function listOf(body: unknown, what: string): Json[] {
  if (!Array.isArray(body)) throw new BadRequest(`${what}: a list is expected`);
  return body.map((item: unknown) => objectOf(item, what));
}

function numberIn(rule: Json, name: string): Record<string, number> {
  const value = rule[name];
  if (value === undefined) return {};
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new BadRequest(`${name}: a whole number is expected`);
  return { [name]: value };
}

function flagIn(body: Json, name: string): boolean | undefined {
  const value = body[name];
  if (value !== undefined && typeof value !== 'boolean') throw new BadRequest(`${name}: true or false is expected`);
  return value;
}

function faultOf(rule: Json): FaultRule {
  const { crash } = rule;
  const isCrash = crash === true || crash === 'before' || crash === 'after';
  const error = optionalText(rule, 'error');
  const reason = optionalText(rule, 'reason');
  const localized = optionalText(rule, 'localized');
  if (localized !== undefined && !ERROR_LANGUAGES.includes(localized))
    throw new BadRequest(`localized: one of ${ERROR_LANGUAGES.join(', ')} is expected`);
  return {
    service: textOf(rule, 'service'),
    method: optionalText(rule, 'method') ?? '*',
    ...numberIn(rule, 'nth'),
    ...numberIn(rule, 'times'),
    ...numberIn(rule, 'status'),
    ...(error !== undefined && { error }),
    ...(reason !== undefined && { reason }),
    ...(isCrash && { crash }),
    ...(localized !== undefined && { localized }),
    ...(flagIn(rule, 'bare') === true && { bare: true }),
    ...(flagIn(rule, 'foreign') === true && { foreign: true }),
  };
}

function fetchRuleOf(rule: Json): FetchRule {
  const method = optionalText(rule, 'method');
  const body = rule.body;
  return {
    url: textOf(rule, 'url'),
    ...(method !== undefined && { method }),
    ...(rule.to !== undefined && { to: textOf(rule, 'to') }),
    ...numberIn(rule, 'status'),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(isObject(rule.headers) && {
      headers: Object.fromEntries(Object.entries(rule.headers).map(([name, value]) => [name, String(value)])),
    }),
  };
}
