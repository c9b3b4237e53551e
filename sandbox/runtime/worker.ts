import { readFileSync } from 'node:fs';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import vm from 'node:vm';
import type { AnswerMessage, RunMessage, WorkerMessage } from './bridge';
import { SIGNAL } from './bridge';

/** What the main thread hands a worker at its birth. */
interface WorkerData {
  guestFile: string;
  port: MessagePort;
  signal: SharedArrayBuffer;
}

// Handed over by runtime.ts, which makes the worker.
const data = workerData as WorkerData;
const signal = new Int32Array(data.signal);
const guest = new vm.Script(readFileSync(data.guestFile, 'utf8'), { filename: 'guest.js' });
const compiled = new Map<string, vm.Script>();

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** One service call: the script stands still until the main thread has answered. */
function hostCall(service: string, method: string, args: string): string {
  Atomics.store(signal, SIGNAL.answered, 0);
  say({ type: 'call', service, method, args });
  Atomics.wait(signal, SIGNAL.answered, 0);
  const received: { message: AnswerMessage } | undefined = receiveMessageOnPort(data.port);
  if (received === undefined) throw new Error('the sandbox woke a script without an answer');
  return received.message.answer;
}

function compile(name: string, source: string): vm.Script {
  const key = `${name}\n${source}`;
  let script = compiled.get(key);
  if (script === undefined) {
    script = new vm.Script(source, { filename: name });
    compiled.set(key, script);
  }
  return script;
}

/** The end of an execution, as the guest tells it: JSON text. */
type GuestEnd = (ending: string) => void;

type Begin = (name: string, kind: string, args: string, end: GuestEnd) => void;
type SetUp = (call: typeof hostCall, boot: string) => Begin;

type Ending = { ok: true; result: string } | { ok: false; error: { name: string; message: string } };

async function run(message: RunMessage): Promise<void> {
  // A context of its own for each execution: nothing is left from the one before, and nothing of Node is in it.
  const context = vm.createContext({}, { microtaskMode: 'afterEvaluate' });
  // The value of the guest script: guest/index.ts, setUp.
  const setUp = guest.runInContext(context) as SetUp;
  const boot = JSON.stringify({ html: message.html, advanced: message.advanced, zone: message.scriptTimeZone });
  const begin = setUp(hostCall, boot);
  const ending = await new Promise<string>((resolve) => {
    const end: GuestEnd = resolve;
    try {
      for (const { name, source } of message.scripts) compile(name, source).runInContext(context);
      begin(message.function, message.kind, message.args, end);
    } catch (error) {
      resolve(JSON.stringify({ ok: false, error: describe(error) }));
    }
    // Promises of the script go on only inside an evaluation.
    vm.runInContext('0', context);
  });
  const parsed = JSON.parse(ending) as Ending;
  say({ type: 'end', ...parsed });
}

function describe(error: unknown): { name: string; message: string; stack?: string } {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error as { name?: unknown; message?: unknown; stack?: unknown };
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : String(error),
    ...(typeof stack === 'string' && { stack }),
  };
}

parentPort?.on('message', (message: RunMessage) => {
  run(message).catch((error: unknown) => say({ type: 'end', ok: false, error: describe(error) }));
});
