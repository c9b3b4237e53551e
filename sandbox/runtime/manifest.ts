import type { AddOnManifest } from '../protocol';
import { ProjectError } from './project-error';

/** The parts of appsscript.json that decide how a project runs. */
export interface Manifest {
  timeZone: string;
  oauthScopes: string[] | null;
  /** Prefixes of the addresses that UrlFetchApp may ask; null: any. */
  urlFetchWhitelist: string[] | null;
  webapp: { executeAs: 'USER_ACCESSING' | 'USER_DEPLOYING'; access: string } | null;
  advancedServices: { userSymbol: string; serviceId: string; version: string }[];
  addOn: AddOnManifest | null;
}

type Json = Record<string, unknown>;

const ACCESS = ['METADATA', 'READ', 'WRITE', 'READ_WRITE'] as const;
const EXECUTE_AS = ['USER_ACCESSING', 'USER_DEPLOYING'] as const;
const WEB_ACCESS = ['MYSELF', 'DOMAIN', 'ANYONE', 'ANYONE_ANONYMOUS'] as const;

/** Reads a manifest; names as in apps-script/manifest of Google's documentation. Throws ProjectError. */
export function readManifest(json: string): Manifest {
  const manifest = objectOf(parse(json), 'the whole');
  const webapp = optional(manifest.webapp, (value) => objectOf(value, 'webapp'));
  const dependencies = objectOf(manifest.dependencies ?? {}, 'dependencies');
  return {
    timeZone: zoneOf(manifest.timeZone),
    oauthScopes: optional(manifest.oauthScopes, (value) => textsOf(value, 'oauthScopes')),
    urlFetchWhitelist: optional(manifest.urlFetchWhitelist, prefixesOf),
    webapp: webapp && {
      executeAs: oneOf(webapp.executeAs ?? 'USER_DEPLOYING', EXECUTE_AS, 'webapp.executeAs'),
      access: oneOf(webapp.access ?? 'MYSELF', WEB_ACCESS, 'webapp.access'),
    },
    advancedServices: listOf(dependencies.enabledAdvancedServices, 'dependencies.enabledAdvancedServices').map(
      (service) => ({
        userSymbol: textOf(service.userSymbol, 'enabledAdvancedServices.userSymbol'),
        serviceId: textOf(service.serviceId, 'enabledAdvancedServices.serviceId'),
        version: textOf(service.version, 'enabledAdvancedServices.version'),
      }),
    ),
    addOn: optional(manifest.addOns, (value) => readAddOn(objectOf(value, 'addOns'))),
  };
}

function readAddOn(addOns: Json): AddOnManifest {
  const common = objectOf(addOns.common, 'addOns.common');
  // Without this key the add-on is off in Calendar; it is still an add-on.
  const calendar = objectOf(addOns.calendar ?? {}, 'addOns.calendar');
  const homepage = objectOf(calendar.homepageTrigger ?? common.homepageTrigger ?? {}, 'homepageTrigger');
  const runFunction = (name: string) =>
    optional(calendar[name], (value) => textOf(objectOf(value, name).runFunction, `${name}.runFunction`));
  return {
    name: textOf(common.name, 'addOns.common.name'),
    logoUrl: textOf(common.logoUrl, 'addOns.common.logoUrl'),
    homepage: homepage.enabled === false ? null : optionalText(homepage.runFunction, 'homepageTrigger.runFunction'),
    eventOpen: runFunction('eventOpenTrigger'),
    eventUpdate: runFunction('eventUpdateTrigger'),
    currentEventAccess: optional(calendar.currentEventAccess, (value) =>
      oneOf(value, ACCESS, 'addOns.calendar.currentEventAccess'),
    ),
    settingsUrlFunction: optionalText(calendar.createSettingsUrlFunction, 'createSettingsUrlFunction'),
    useLocaleFromApp: common.useLocaleFromApp === true,
    universalActions: listOf(common.universalActions, 'universalActions').map((action) => ({
      label: textOf(action.label, 'universalActions.label'),
      runFunction: optionalText(action.runFunction, 'universalActions.runFunction'),
      openLink: optionalText(action.openLink, 'universalActions.openLink'),
    })),
    conferenceSolutions: solutionsOf(calendar.conferenceSolution),
  };
}

/**
 * All four fields are required (https://developers.google.com/apps-script/manifest/calendar-addons). Ids are numbers in
 * published add-ons, Jitsi's among them, and Google does not strictly enforce that each id is used once
 * (https://developers.google.com/apps-script/reference/conference-data/conference-data-builder,
 * setConferenceSolutionId).
 */
function solutionsOf(value: unknown): AddOnManifest['conferenceSolutions'] {
  return listOf(value, 'conferenceSolution').map((solution) => ({
    id: textOf(typeof solution.id === 'number' ? String(solution.id) : solution.id, 'conferenceSolution.id'),
    name: textOf(solution.name, 'conferenceSolution.name'),
    logoUrl: textOf(solution.logoUrl, 'conferenceSolution.logoUrl'),
    onCreateFunction: textOf(solution.onCreateFunction, 'conferenceSolution.onCreateFunction'),
  }));
}

/**
 * Full `https://` addresses with a path, one leading wildcard at most
 * (https://developers.google.com/apps-script/manifest/allowlist-url).
 */
function prefixesOf(value: unknown): string[] {
  const prefixes = textsOf(value, 'urlFetchWhitelist');
  const bad = prefixes.find((prefix) => !/^https:\/\/(\*\.)?[^*/]+\/[^*]*$/.test(prefix));
  if (bad !== undefined) wrong('urlFetchWhitelist', `"${bad}" is not an https:// address with a path`);
  return prefixes;
}

function zoneOf(value: unknown): string {
  if (value === undefined) return 'Etc/UTC';
  const zone = textOf(value, 'timeZone');
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    wrong('timeZone', `"${zone}" is not a time zone`);
  }
  return zone;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ProjectError(`appsscript.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wrong(field: string, what: string): never {
  throw new ProjectError(`appsscript.json, ${field}: ${what}.`);
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === undefined ? null : read(value);
}

function objectOf(value: unknown, field: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) wrong(field, 'an object is expected');
  return Object.fromEntries(Object.entries(value));
}

function listOf(value: unknown, field: string): Json[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) wrong(field, 'a list is expected');
  return value.map((item) => objectOf(item, field));
}

function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') wrong(field, 'a text is expected');
  return value;
}

function optionalText(value: unknown, field: string): string | null {
  return optional(value, (text) => textOf(text, field));
}

function textsOf(value: unknown, field: string): string[] {
  if (!Array.isArray(value)) wrong(field, 'a list of texts is expected');
  return value.map((item) => textOf(item, field));
}

function oneOf<T extends string>(value: unknown, known: readonly T[], field: string): T {
  return known.find((one) => one === value) ?? wrong(field, `one of ${known.join(', ')} is expected`);
}
