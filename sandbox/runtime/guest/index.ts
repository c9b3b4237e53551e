import { advancedServices } from './advanced';
import { CardService } from './card-service/index';
import { ConferenceDataService } from './conference-data';
import { consoleService, Logger } from './console';
import { ContentService, HtmlService } from './html';
import { callHost, connectHost } from './host';
import { guarded } from './not-emulated';
import { serialise } from './result';
import * as services from './services';
import { Utilities } from './utilities';

/** Services of other products: naming one is fine, using one says that it is not here. */
const ABSENT = [
  'SpreadsheetApp',
  'DocumentApp',
  'DriveApp',
  'FormApp',
  'SlidesApp',
  'CalendarApp',
  'XmlService',
  'Jdbc',
];

type End = (ending: string) => void;

/**
 * Fills a fresh context with the services of Apps Script, and answers with the function that runs one of the script's.
 * This is the value of the whole guest script.
 */
export function setUp(hostCall: (service: string, method: string, args: string) => string, boot: string) {
  connectHost(hostCall, boot);
  const globals: Record<string, unknown> = {
    CardService: guarded('CardService', CardService),
    ConferenceDataService: guarded('ConferenceDataService', ConferenceDataService),
    HtmlService: guarded('HtmlService', HtmlService),
    ContentService: guarded('ContentService', ContentService),
    Utilities: guarded('Utilities', Utilities),
    Logger: guarded('Logger', Logger),
    console: consoleService,
    ...services.all(),
    ...advancedServices(),
    Date: sandboxDate(),
  };
  for (const name of ABSENT) globals[name] = guarded(name, {});
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly']) Reflect.deleteProperty(globalThis, name);
  return begin;
}

/** Runs a top-level function and tells its end, also when that is a promise. */
function begin(name: string, kind: string, argsJson: string, end: End): void {
  const fail = (error: unknown) => end(JSON.stringify({ ok: false, error: describe(error) }));
  const finish = (value: unknown) => {
    try {
      end(JSON.stringify({ ok: true, result: JSON.stringify(serialise(value)) }));
    } catch (error) {
      fail(error);
    }
  };
  try {
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || (kind === 'page' && name.endsWith('_'))) throw notFound(name);
    // Indirect eval sees top-level const and let too, as Apps Script does.
    const found: unknown = (0, eval)(`typeof ${name} === 'function' ? ${name} : undefined`);
    if (typeof found !== 'function') throw notFound(name);
    const result: unknown = Reflect.apply(found, undefined, JSON.parse(argsJson) as unknown[]);
    if (result instanceof Promise) result.then(finish, fail);
    else finish(result);
  } catch (error) {
    fail(error);
  }
}

function notFound(name: string): Error {
  const error = new Error(`Script function not found: ${name}`);
  error.name = 'ScriptError';
  return error;
}

function describe(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return stack === undefined ? { name, message } : { name, message, stack };
}

/** Date, its "now" being the sandbox's. */
function sandboxDate(): DateConstructor {
  const now = () => Number(callHost('Clock', 'now'));
  return new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new Date(now()).toString(),
    get: (target, member, receiver) => (member === 'now' ? now : (Reflect.get(target, member, receiver) as unknown)),
  });
}
