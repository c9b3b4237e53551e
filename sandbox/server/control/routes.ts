import type { Project } from '../../runtime/project';
import type { Runtime } from '../../runtime/runtime';
import type { World } from '../../world/world';
import { makeConference, saveInEditor } from '../editor';
import { BadRequest, durationOf, emailOf, objectOf, optionalText, optionalWhole, textOf, type Json } from '../input';
import { panelExecution } from '../panel';
import { callAs, holdLock, projectOf, resetTo, setClock, stateOf, statusOf } from './answers';
import {
  readCall,
  readClock,
  readCosts,
  readFaults,
  readFetches,
  readProperties,
  readSwitches,
  readUser,
} from './bodies';

/** What the control API works on. */
export interface Controlled {
  world: World;
  runtime: Runtime;
  project: Project;
  /** Photographs of the world by name. */
  kept: Map<string, string>;
}

/** One path of the control API below /sandbox/: JSON in, JSON out. */
export interface ControlRoute {
  method: 'GET' | 'POST';
  path: string;
  /** Reads the body and answers it. Throws BadRequest for a body that is not understood; then nothing has happened. */
  answer: (body: unknown, controlled: Controlled) => unknown;
}

const get = (path: string, answer: (controlled: Controlled) => unknown): ControlRoute => ({
  method: 'GET',
  path,
  answer: (_, controlled) => answer(controlled),
});

/** `read` makes of the body what `answer` takes; the body is an object. */
const post = <T>(
  path: string,
  read: (body: Json) => T,
  answer: (wanted: T, controlled: Controlled) => unknown,
): ControlRoute => ({
  method: 'POST',
  path,
  answer: (body, controlled) => answer(read(objectOf(body)), controlled),
});

/** The same where the body is a list. */
const postList = <T>(
  path: string,
  read: (body: unknown) => T,
  answer: (wanted: T, controlled: Controlled) => unknown,
): ControlRoute => ({ method: 'POST', path, answer: (body, controlled) => answer(read(body), controlled) });

/** For what reads its body where it uses it. */
const asItIs = (body: Json) => body;

/** All paths but the stream of events: docs/control-api.md explains them in this order. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  // The world as a whole.
  post(
    'reset',
    (body) => optionalText(body, 'fixture') ?? 'empty',
    (fixture, { world }) => {
      resetTo(world, fixture);
      return { ok: true };
    },
  ),
  post(
    'keep',
    (body) => textOf(body, 'name'),
    (name, { world, kept }) => {
      kept.set(name, world.photograph());
      return { ok: true };
    },
  ),
  post(
    'restore',
    (body) => textOf(body, 'name'),
    (name, { world, kept }) => {
      const photograph = kept.get(name);
      if (photograph === undefined) throw new BadRequest('name: one that was kept is expected');
      world.goBackTo(photograph);
      return { ok: true };
    },
  ),
  post('clock', readClock, (wanted, { world }) => setClock(world, wanted)),

  // What runs, and as whom.
  post('call', readCall, (wanted, { world, runtime }) => callAs(world, runtime, wanted)),
  post(
    'deployer',
    (body) => emailOf(body, 'email'),
    (email, { world }) => {
      world.ensureUser(email);
      world.deployer = email;
      return { deployer: email };
    },
  ),
  post(
    'web-app',
    (body) => (body.address === null ? null : optionalText(body, 'address')),
    (address, { world }) => {
      world.webAppAddress = address;
      return { address };
    },
  ),
  post(
    'locks',
    (body) => ({ name: textOf(body, 'name'), held: body.held !== false }),
    async ({ name, held }, { world }) => ({ held: await holdLock(world, name, held) }),
  ),
  post('panel', asItIs, (body, { world, runtime, project }) => runtime.execute(panelExecution(world, project, body))),
  post('editor', asItIs, (body, { world, runtime, project }) =>
    saveInEditor(world, runtime, project.manifest.addOn, body),
  ),
  post('conference', asItIs, (body, { world, runtime, project }) =>
    makeConference(world, runtime, project.manifest.addOn, body),
  ),
  post(
    'triggers',
    (body) => body.run === 'due',
    async (runs, { world, runtime }) =>
      runs ? { executions: await runtime.runDueTriggers() } : { triggers: world.triggers.all() },
  ),
  post(
    'deployments',
    (body) => ({ install: optionalText(body, 'install'), uninstall: optionalText(body, 'uninstall') }),
    ({ install, uninstall }, { world: { triggers } }) => {
      if (uninstall !== undefined) triggers.uninstall(uninstall);
      if (install !== undefined) triggers.install(install);
      return { deployment: triggers.deployment, uninstalled: triggers.uninstalled() };
    },
  ),

  // How Google behaves.
  postList('faults', readFaults, (rules, { world }) => {
    world.faults.set(rules);
    return { faults: world.faults.list() };
  }),
  post('costs', readCosts, (costs, { world }) => {
    world.costs = costs;
    return { costs };
  }),
  post('switches', readSwitches, ({ foreignErrors, refuseUndefined }, { world: { switches } }) => {
    switches.foreignErrors = foreignErrors ?? switches.foreignErrors;
    switches.refuseUndefined = refuseUndefined ?? switches.refuseUndefined;
    return switches;
  }),
  post(
    'quota',
    (body) => ({ limit: optionalWhole(body, 'limit'), wanders: body.wanders }),
    ({ limit, wanders }, { world: { mailQuota } }) => {
      if (limit !== undefined) mailQuota.limit = limit;
      if (wanders !== undefined) mailQuota.wanders = wanders === true;
      return { limit: mailQuota.limit, wanders: mailQuota.wanders };
    },
  ),
  post(
    'schedule',
    (body) => optionalWhole(body, 'seed'),
    (seed, { world }) => {
      world.schedule = seed === undefined ? null : { seed };
      return { schedule: world.schedule };
    },
  ),
  post(
    'pages',
    (body) => ({ size: optionalWhole(body, 'size') ?? 0, pages: optionalWhole(body, 'pages') ?? 1 }),
    (wanted, { world }) => {
      world.calendar.shortenPages(wanted.size, wanted.pages);
      return wanted;
    },
  ),
  post(
    'meet',
    (body) => ({ ms: durationOf(body.delay ?? 0, 'delay'), fail: body.fail === true }),
    (meet, { world }) => {
      world.meet = meet;
      return meet;
    },
  ),
  post(
    'consent',
    (body) => (Array.isArray(body.withheld) ? body.withheld.filter((scope) => typeof scope === 'string') : []),
    (withheld, { world }) => {
      world.withheld = withheld;
      return { withheld };
    },
  ),
  post(
    'log-ins',
    (body) => body.several === true,
    (several, { world }) => {
      world.severalLogIns = several;
      return { several };
    },
  ),
  post(
    'sync-tokens',
    (body) => optionalText(body, 'calendarId'),
    (calendarId, { world }) => {
      world.calendar.expireSyncTokens(calendarId);
      return { ok: true };
    },
  ),
  postList('fetches', readFetches, (rules, { world }) => {
    world.fetches.rules = rules;
    return { rules };
  }),

  // What people do elsewhere.
  post('users', readUser, ({ email, profile }, { world }) => world.calendar.ensureUser(email, profile)),
  post(
    'gmail-event',
    (body) => ({ as: emailOf(body, 'as'), event: objectOf(body.event, 'event') }),
    ({ as, event }, { world }) => world.calendar.addFromGmail(as, event).body,
  ),
  post('properties', readProperties, ({ store, values }, { world }) => {
    world.properties.set(store, values, false);
    return { ok: true };
  }),

  // What there is now. Faults are listed until they hit.
  get('faults', ({ world }) => world.faults.list()),
  get('mail', ({ world }) => world.mailbox.all()),
  get('fetches', ({ world }) => world.fetches.all()),
  get('executions', ({ world }) => world.executions),
  get('state', ({ world }) => stateOf(world)),
  get('status', ({ world }) => statusOf(world)),
  get('project', ({ project }) => projectOf(project)),
];
