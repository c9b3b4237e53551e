// What the bodies of the control API say, read field by field before anything happens.
import type { FaultRule } from '../../protocol';
import { COST_PROFILES, type CostProfile } from '../../world/costs';
import type { FetchRule } from '../../world/fetches';
import { FIXTURES } from '../../world/fixtures/index';
import { ERROR_LANGUAGES } from '../../world/localized-errors';
import {
  BadRequest,
  durationOf,
  emailOf,
  instantOf,
  isObject,
  objectOf,
  optionalFlag,
  optionalText,
  optionalWhole,
  textOf,
  type Json,
} from '../input';

/** The name of a fixture, and the function that fills a world with it. */
export function fixtureOf(name: string) {
  const fill = FIXTURES[name];
  if (fill === undefined) throw new BadRequest(`fixture: one of ${Object.keys(FIXTURES).join(', ')} is expected`);
  return fill;
}

/** `now` and `advance` in epoch milliseconds and milliseconds, undefined where the clock is not to be set or moved. */
export function readClock(body: Json) {
  return {
    now: body.now === undefined ? undefined : instantOf(body.now, 'now'),
    advance: body.advance === undefined ? undefined : durationOf(body.advance, 'advance'),
    runs: body.run === true,
  };
}

/** A function to call as a user. */
export function readCall(body: Json) {
  const args = body.args ?? [];
  if (!Array.isArray(args)) throw new BadRequest('args: a list is expected');
  const list: unknown[] = args;
  return { as: emailOf(body, 'as'), name: textOf(body, 'function'), args: list };
}

/** The profile of a user; only what is to change. */
export function readUser(body: Json) {
  const name = optionalText(body, 'name');
  const timeZone = optionalText(body, 'timeZone');
  const locale = optionalText(body, 'locale');
  return {
    email: emailOf(body, 'email'),
    profile: {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { timeZone }),
      ...(locale !== undefined && { locale }),
    },
  };
}

/** Values for a property store; whatever is no text becomes one, as in the script's settings. */
export function readProperties(body: Json) {
  const values = Object.entries(objectOf(body.values, 'values')).map(([key, value]): [string, string] => [
    key,
    String(value),
  ]);
  return { store: optionalText(body, 'store') ?? 'script', values: Object.fromEntries(values) };
}

/** A profile by name, milliseconds by `Service.method`, or null for none. */
export function readCosts({ profile }: Json): CostProfile | null {
  if (profile === null || profile === undefined) return null;
  if (typeof profile === 'string' && COST_PROFILES[profile] !== undefined) return COST_PROFILES[profile];
  if (isObject(profile) && Object.values(profile).every((ms) => typeof ms === 'number' && ms >= 0)) {
    return Object.fromEntries(Object.entries(profile).map(([call, ms]) => [call, Number(ms)]));
  }
  const names = Object.keys(COST_PROFILES).join(', ');
  throw new BadRequest(`profile: ${names}, milliseconds by "Service.method", or null is expected`);
}

/** The switches that are to change. */
export function readSwitches(body: Json) {
  return {
    foreignErrors: optionalFlag(body, 'foreignErrors'),
    refuseUndefined: optionalFlag(body, 'refuseUndefined'),
  };
}

/** The list of faults to come. */
export function readFaults(body: unknown): FaultRule[] {
  return listOf(body, 'faults').map(faultOf);
}

/** How addresses outside this machine answer. */
export function readFetches(body: unknown): FetchRule[] {
  return listOf(body, 'fetches').map(fetchRuleOf);
}

function listOf(body: unknown, what: string): Json[] {
  if (!Array.isArray(body)) throw new BadRequest(`${what}: a list is expected`);
  return body.map((item: unknown) => objectOf(item, what));
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
    ...wholeNumber(rule, 'nth'),
    ...wholeNumber(rule, 'times'),
    ...wholeNumber(rule, 'status'),
    ...(error !== undefined && { error }),
    ...(reason !== undefined && { reason }),
    ...(isCrash && { crash }),
    ...(localized !== undefined && { localized }),
    ...(optionalFlag(rule, 'bare') === true && { bare: true }),
    ...(optionalFlag(rule, 'foreign') === true && { foreign: true }),
  };
}

function fetchRuleOf(rule: Json): FetchRule {
  const method = optionalText(rule, 'method');
  const body = rule.body;
  return {
    url: textOf(rule, 'url'),
    ...(method !== undefined && { method }),
    ...(rule.to !== undefined && { to: textOf(rule, 'to') }),
    ...wholeNumber(rule, 'status'),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(isObject(rule.headers) && {
      headers: Object.fromEntries(Object.entries(rule.headers).map(([name, value]) => [name, String(value)])),
    }),
  };
}

/** A whole number under its name, or nothing: to be spread into a rule. */
function wholeNumber(rule: Json, name: string): Record<string, number> {
  const value = optionalWhole(rule, name);
  return value === undefined ? {} : { [name]: value };
}
