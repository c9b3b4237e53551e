import { join } from 'node:path';
import { MessageChannel, SHARE_ENV, Worker, type MessagePort } from 'node:worker_threads';
import type { ServiceAnswer } from '../protocol';
import type { Project } from './project';
import { encodeAnswer, SIGNAL, type RunMessage, type WorkerBirth, type WorkerMessage } from './bridge';

/** A worker thread with the main thread's side of the conversation. One execution at a time sits here. */
export class Seat {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly signal: Int32Array;

  /**
   * @param buildDir folder of the built worker and guest
   * @param project whose scripts run here
   */
  constructor(buildDir: string, clock: SharedArrayBuffer, { scripts, manifest: { timeZone: zone } }: Project) {
    const { port1, port2 } = new MessageChannel();
    const signal = new SharedArrayBuffer(4);
    const birth: WorkerBirth = { guestFile: join(buildDir, 'guest.js'), signal, clock, zone, scripts };
    this.worker = new Worker(join(buildDir, 'worker.cjs'), {
      workerData: { ...birth, port: port2 },
      transferList: [port2],
      // A time zone counts in the environment of the process only.
      env: SHARE_ENV,
    });
    this.worker.unref();
    this.port = port1;
    this.signal = new Int32Array(signal);
  }

  /** Starts an execution. @returns stops listening */
  begin(message: RunMessage, hear: (message: WorkerMessage) => void, fail: (error: Error) => void): () => void {
    this.worker.on('message', hear).on('error', fail);
    this.worker.postMessage(message);
    return () => void this.worker.off('message', hear).off('error', fail);
  }

  /** Wakes the script with the answer to its call. */
  reply(answer: ServiceAnswer): void {
    this.port.postMessage({ answer: encodeAnswer(answer) });
    Atomics.store(this.signal, SIGNAL.answered, 1);
    Atomics.notify(this.signal, SIGNAL.answered);
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }
}
