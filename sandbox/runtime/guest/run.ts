import type { ExecutionError } from '../../protocol';
import { serialise } from './result';

type End = (ending: string) => void;

/** Runs a top-level function and tells its end, also when that is a promise. */
export function begin(name: string, kind: string, argsJson: string, end: End): void {
  const fail = (error: unknown) => end(JSON.stringify({ ok: false, error: describe(error) }));
  const finish = (value: unknown) => {
    try {
      end(JSON.stringify({ ok: true, result: resultText(value) }));
    } catch (error) {
      fail(error);
    }
  };
  try {
    // Names that end with an underscore are private to the server [guides/html/communication].
    if (kind === 'page' && name.endsWith('_')) throw notFound(name);
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
  // Indirect eval sees top-level const and let too, as Apps Script does.
  const found: unknown = (0, eval)(`typeof ${first} === 'undefined' ? undefined : ${name}`);
  if (typeof found !== 'function') throw notFound(name);
  return found as (...args: unknown[]) => unknown;
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
