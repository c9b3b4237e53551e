import { readFileSync } from 'node:fs';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import vm from 'node:vm';
import type { AnswerMessage, RunMessage, WorkerBirth, WorkerMessage } from './bridge';
import { CLOCK, SIGNAL } from './bridge';

// Handed over by seat.ts, which makes the worker.
const birth = workerData as WorkerBirth & { port: MessagePort };
process.env.TZ = birth.zone;
const signal = new Int32Array(birth.signal);
const clock = new Float64Array(birth.clock);
const guest = new vm.Script(readFileSync(birth.guestFile, 'utf8'), { filename: 'guest.js' });
/** Compiled when the first execution needs them: what is wrong with a script is that execution's failure. */
let compiled: vm.Script[] | null = null;

/** The guest's ways out of its context. */
interface Host {
  call(service: string, method: string, args: string): string;
  now(): number;
  /** An error, from JSON, that is no instance of the script's own Error. */
  foreignError(json: string): unknown;
}

/** The end of an execution, as the guest tells it: JSON text. */
type GuestEnd = (ending: string) => void;
type Begin = (name: string, kind: string, args: string, end: GuestEnd) => void;
type SetUp = (host: Host, boot: string) => Begin;
type Ending = { ok: true; result: string } | { ok: false; error: { name: string; message: string } };

const host: Host = {
  /** One service call: the script waits until the main thread has answered. */
  call(service, method, args) {
    Atomics.store(signal, SIGNAL.answered, 0);
    say({ type: 'call', service, method, args });
    // A notice may come late, after the answer that it is about has been seen: only the flag itself counts.
    while (Atomics.load(signal, SIGNAL.answered) === 0) Atomics.wait(signal, SIGNAL.answered, 0);
    const received: { message: AnswerMessage } | undefined = receiveMessageOnPort(birth.port);
    if (received === undefined) throw new Error('the sandbox woke a script without an answer');
    return received.message.answer;
  },
  now: () => (clock[CLOCK.stopped] === 1 ? (clock[CLOCK.at] ?? 0) : Math.floor(Date.now() + (clock[CLOCK.ahead] ?? 0))),
  foreignError: (json) => (abroad ??= vm.runInNewContext(ABROAD) as (json: string) => unknown)(json),
};

/** Makes an error in a realm of its own; that realm is empty too. */
const ABROAD = `(json) => {
  const { name, message, details } = JSON.parse(json);
  return Object.assign(new Error(message), { name }, details === undefined ? {} : { details });
}`;
let abroad: ((json: string) => unknown) | null = null;

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function scripts(): vm.Script[] {
  return (compiled ??= birth.scripts.map(({ name, source }) => new vm.Script(source, { filename: name })));
}

/** A script whose promises never settle simply ends: nothing could wake it any more. */
const NOTHING = JSON.stringify({ ok: true, result: 'null' });

function run(message: RunMessage): Ending {
  // Each execution has its own context: nothing is left from the one before, and nothing of Node is in it. Its global
  // object does not inherit from this realm, so that a script cannot reach it.
  const global: object = Object.create(null) as object;
  const context = vm.createContext(global, { microtaskMode: 'afterEvaluate' });
  // The value of the guest script: guest/index.ts, setUp.
  const setUp = guest.runInContext(context) as SetUp;
  const begin = setUp(host, JSON.stringify(message.boot));
  let ending = NOTHING;
  try {
    for (const script of scripts()) script.runInContext(context);
    begin(message.function, message.kind, message.args, (told) => {
      ending = told;
    });
    // Promises of the script go on only inside an evaluation.
    vm.runInContext('0', context);
  } catch (error) {
    return { ok: false, error: describe(error) };
  }
  return JSON.parse(ending) as Ending;
}

/** An error of any realm. */
function describe(error: unknown): { name: string; message: string; stack?: string } {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error as { name?: unknown; message?: unknown; stack?: unknown };
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    ...(typeof stack === 'string' && { stack }),
  };
}

// A promise that a script drops is of no interest to Apps Script; it must not end the worker either.
process.on('unhandledRejection', () => undefined);

parentPort?.on('message', (message: RunMessage) => {
  say({ type: 'end', ...run(message) });
});
