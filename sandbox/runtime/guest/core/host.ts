import type { ServiceError } from '../../../protocol';
import type { Boot } from '../../bridge';

/** The way out of the script's context. Set once, before any script runs. */
interface Host {
  /** JSON text in, JSON text out. */
  call(service: string, method: string, args: string): string;
  /** The sandbox's clock, epoch milliseconds. */
  now(): number;
  /** An error of another realm, from JSON. */
  foreignError(json: string): unknown;
}

let host: Host = {
  call() {
    throw new Error('the guest has not been set up');
  },
  now: () => 0,
  foreignError: () => null,
};

interface Answer {
  value?: unknown;
  error?: ServiceError;
}

export let boot: Boot = { html: {}, advanced: {}, zone: 'Etc/UTC', refusesUndefined: false, strict: false };

/** Gives the guest its way out. */
export function connectHost(way: Host, bootJson: string): void {
  host = way;
  boot = JSON.parse(bootJson) as Boot;
}

/** Calls a service of the emulated Google. Its errors are thrown as errors of this realm. */
export function callHost(service: string, method: string, args: readonly unknown[] = []): unknown {
  const answer = JSON.parse(host.call(service, method, JSON.stringify(args.map(plain)))) as Answer;
  if (answer.error !== undefined) throw serviceError(answer.error);
  return answer.value;
}

/** The sandbox's clock. */
export function now(): number {
  return host.now();
}

/** An argument as JSON keeps it: what is undefined stays a place. */
function plain(value: unknown): unknown {
  return value === undefined ? null : value;
}

/** An error as Apps Script services throw it. */
function serviceError(error: ServiceError): unknown {
  if (error.foreign === true) return host.foreignError(JSON.stringify(error));
  const thrown = new Error(error.message);
  thrown.name = error.name;
  if (error.details !== undefined) Object.defineProperty(thrown, 'details', { value: error.details, enumerable: true });
  return thrown;
}

/** Text of a host answer. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
