import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The parts of appsscript.json that decide how a project runs. */
export interface Manifest {
  timeZone: string;
  oauthScopes: string[] | null;
  webapp: { executeAs: 'USER_ACCESSING' | 'USER_DEPLOYING'; access: string } | null;
  advancedServices: { userSymbol: string; serviceId: string; version: string }[];
  addOn: AddOnManifest | null;
}

export interface AddOnManifest {
  name: string;
  logoUrl: string;
  homepage: string | null;
  eventOpen: string | null;
  eventUpdate: string | null;
  currentEventAccess: 'METADATA' | 'READ' | 'WRITE' | 'READ_WRITE' | null;
  settingsUrlFunction: string | null;
  useLocaleFromApp: boolean;
  universalActions: { label: string; runFunction: string | null; openLink: string | null }[];
  conferenceSolutions: { id: string; name: string; logoUrl: string; onCreateFunction: string }[];
}

/** A folder with an Apps Script project in it, read. */
export interface Project {
  dir: string;
  manifest: Manifest;
  /** Script files in the order in which Apps Script would load them: by name. */
  scripts: { name: string; source: string }[];
  /** HTML files by name without extension. */
  html: Record<string, string>;
}

/** What is wrong with a project folder, in words for who made it. */
export class ProjectError extends Error {
  override name = 'ProjectError';
}

/** Reads a project folder as clasp would push it. Throws ProjectError. */
export function loadProject(dir: string): Project {
  const manifestFile = join(dir, 'appsscript.json');
  if (!existsSync(manifestFile)) throw new ProjectError(`${dir} has no appsscript.json: it is no Apps Script project.`);
  const files = filesIn(dir);
  const scripts = files.filter((file) => /\.(js|gs)$/.test(file));
  if (scripts.length === 0) throw new ProjectError(`${dir} has no .js or .gs file.`);
  return {
    dir,
    manifest: readManifest(readFileSync(manifestFile, 'utf8')),
    scripts: scripts.map((name) => ({ name, source: readFileSync(join(dir, name), 'utf8') })),
    html: Object.fromEntries(
      files
        .filter((file) => file.endsWith('.html'))
        .map((name) => [name.replace(/\.html$/, ''), readFileSync(join(dir, name), 'utf8')]),
    ),
  };
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replace(/\\/g, '/'))
    .sort();
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Reads a manifest; names as in apps-script/manifest of Google's documentation. */
function readManifest(json: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new ProjectError(`appsscript.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const manifest = object(parsed);
  const webapp = isObject(manifest.webapp) ? manifest.webapp : null;
  const scopes = manifest.oauthScopes;
  return {
    timeZone: text(manifest.timeZone) || 'Etc/UTC',
    oauthScopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : null,
    webapp: webapp && {
      executeAs: webapp.executeAs === 'USER_ACCESSING' ? 'USER_ACCESSING' : 'USER_DEPLOYING',
      access: text(webapp.access),
    },
    advancedServices: list(object(manifest.dependencies).enabledAdvancedServices).map((service) => ({
      userSymbol: text(service.userSymbol),
      serviceId: text(service.serviceId),
      version: text(service.version),
    })),
    addOn: isObject(manifest.addOns) ? readAddOn(manifest.addOns) : null,
  };
}

function readAddOn(addOns: Json): AddOnManifest {
  const common = object(addOns.common);
  const calendar = object(addOns.calendar);
  const homepage = object(calendar.homepageTrigger ?? common.homepageTrigger);
  const access = calendar.currentEventAccess;
  return {
    name: text(common.name),
    logoUrl: text(common.logoUrl),
    homepage: homepage.enabled === false ? null : textOrNull(homepage.runFunction),
    eventOpen: textOrNull(object(calendar.eventOpenTrigger).runFunction),
    eventUpdate: textOrNull(object(calendar.eventUpdateTrigger).runFunction),
    currentEventAccess: ACCESS.find((known) => known === access) ?? null,
    settingsUrlFunction: textOrNull(calendar.createSettingsUrlFunction),
    useLocaleFromApp: common.useLocaleFromApp === true,
    universalActions: list(common.universalActions).map((action) => ({
      label: text(action.label),
      runFunction: textOrNull(action.runFunction),
      openLink: textOrNull(action.openLink),
    })),
    conferenceSolutions: list(calendar.conferenceSolution).map((solution) => ({
      id: text(solution.id),
      name: text(solution.name),
      logoUrl: text(solution.logoUrl),
      onCreateFunction: text(solution.onCreateFunction),
    })),
  };
}

const ACCESS = ['METADATA', 'READ', 'WRITE', 'READ_WRITE'] as const;
