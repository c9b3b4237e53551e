/** The way out of the script's context: JSON text in, JSON text out. Set once, before any script runs. */
type HostCall = (service: string, method: string, args: string) => string;

let hostCall: HostCall = () => {
  throw new Error('the guest has not been set up');
};

interface Answer {
  value?: unknown;
  error?: { name: string; message: string; details?: unknown };
}

/** What the guest is told at its start. */
export interface Boot {
  html: Record<string, string>;
  advanced: Record<
    string,
    { serviceId: string; collections: Record<string, Record<string, { params: string[]; hasBody: boolean }>> }
  >;
  zone: string;
}

export let boot: Boot = { html: {}, advanced: {}, zone: 'Etc/UTC' };

/** Gives the guest its way out. */
export function connectHost(call: HostCall, bootJson: string): void {
  hostCall = call;
  boot = JSON.parse(bootJson) as Boot;
}

/** Calls a service of the emulated Google. Its errors are thrown as errors of this realm. */
export function callHost(service: string, method: string, args: readonly unknown[] = []): unknown {
  const answer = JSON.parse(hostCall(service, method, JSON.stringify(args.map(plain)))) as Answer;
  if (answer.error !== undefined) throw serviceError(answer.error);
  return answer.value;
}

/** An argument as JSON keeps it: what is undefined stays a place. */
function plain(value: unknown): unknown {
  return value === undefined ? null : value;
}

/** An error as Apps Script services throw it. */
function serviceError(error: { name: string; message: string; details?: unknown }): Error {
  const thrown = new Error(error.message);
  thrown.name = error.name;
  if (error.details !== undefined) Object.defineProperty(thrown, 'details', { value: error.details, enumerable: true });
  return thrown;
}

/** Text of a host answer. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
