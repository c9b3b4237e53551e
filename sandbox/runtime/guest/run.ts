import type { ExecutionError } from '../../protocol';
import { serialise } from './core/result';

/** What a fresh context holds besides the script: the language's own names and the services. */
const builtins = new Map<string, unknown>();

/** Notes what is there before the script is loaded. */
export function noteBuiltins(): void {
  for (const name of Object.getOwnPropertyNames(globalThis)) builtins.set(name, Reflect.get(globalThis, name));
}

type End = (ending: string) => void;

/** Runs a top-level function and tells its end, also when that is a promise. */
export function begin(name: string, kind: string, argsJson: string, end: End): void {
  const fail = (error: unknown) => end(JSON.stringify({ ok: false, error: describe(error) }));
  const finish = (value: unknown) => {
    try {
      end(JSON.stringify({ ok: true, result: kind === 'page' ? plainText(value) : resultText(value) }));
    } catch (error) {
      fail(error);
    }
  };
  try {
    // A page can call top-level functions only, and none whose name ends with an underscore: those are private to the
    // server (https://developers.google.com/apps-script/guides/html/communication).
    if (kind === 'page' && (name.endsWith('_') || name.includes('.'))) throw notFound(name);
    const result: unknown = Reflect.apply(find(name), undefined, JSON.parse(argsJson) as unknown[]);
    if (result instanceof Promise) result.then(finish, fail);
    else finish(result);
  } catch (error) {
    fail(error);
  }
}

/** The result as JSON; what JSON does not know, a function for instance, is nothing. */
function resultText(value: unknown): string {
  const json: unknown = JSON.stringify(serialise(value));
  return typeof json === 'string' ? json : 'null';
}

/** A top-level function, or a method of a top-level object. */
function find(name: string): (...args: unknown[]) => unknown {
  if (!/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(name)) throw notFound(name);
  const [first = ''] = name.split('.');
  if (isBuiltin(first)) throw notFound(name);
  // Indirect eval sees top-level const and let too, as Apps Script does.
  const found: unknown = (0, eval)(`typeof ${first} === 'undefined' ? undefined : ${name}`);
  if (typeof found !== 'function') throw notFound(name);
  return found as (...args: unknown[]) => unknown;
}

/** Also what the global object inherits; a script's own function of the same name is the script's. */
function isBuiltin(name: string): boolean {
  if (!(name in globalThis)) return false;
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  return own === undefined || (builtins.has(name) && builtins.get(name) === own.value);
}

/**
 * What a page gets: primitives, and objects and arrays of them
 * (https://developers.google.com/apps-script/guides/html/communication). An object of a service, a card or an
 * HtmlOutput for instance, never leaves the server this way.
 */
function plainText(value: unknown): string {
  if (!isPlain(value)) {
    const error = new Error('The script completed but the returned value is not a supported return type.');
    error.name = 'ScriptError';
    throw error;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return false;
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

function notFound(name: string): Error {
  const error = new Error(`Script function not found: ${name}`);
  error.name = 'ScriptError';
  return error;
}

/** Frames of the sandbox itself say nothing about the script. */
const OWN_FRAME = /guest\.js|worker\.cjs|node:|evalmachine/;

function describe(error: unknown): ExecutionError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  if (name === 'AuthorizationException') return { name, message, authorization: authorizationOf(error) };
  if (stack === undefined) return { name, message };
  const frames = stack.split('\n').filter((line) => !(/^\s+at /.test(line) && OWN_FRAME.test(line)));
  return { name, message, stack: frames.join('\n') };
}

/** What CardService.newAuthorizationException() carries, for Calendar to ask the person. */
function authorizationOf(error: object): NonNullable<ExecutionError['authorization']> {
  const said = (field: string) => String(Reflect.get(error, field) ?? '');
  return {
    url: said('authorizationUrl'),
    resource: said('resourceDisplayName'),
    callback: said('customUiCallback') || null,
  };
}
