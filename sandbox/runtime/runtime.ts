import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { CALENDAR_METHODS } from '../calendar/methods';
import type { CallRecord, ExecutionRecord, ExecutionRequest, LogLine, ServiceAnswer } from '../protocol';
import type { Trigger } from '../world/triggers';
import type { World } from '../world/world';
import { encodeAnswer, SIGNAL, type AdvancedService, type RunMessage, type WorkerMessage } from './bridge';
import type { Project } from './project';
import { mayCallApi, missingScope } from './scopes';
import { apiError, shortName, toServiceError } from './services/calendar';
import { SERVICES, shownName, type CallContext } from './services/index';

export interface RuntimeOptions {
  world: World;
  project: Project;
  webAppUrl: () => string;
  /** Folder of the built worker and guest. */
  buildDir: string;
}

/** An endless script is stopped after this much of the machine's time. */
const PATIENCE = 60_000;

/** A worker and its side of the conversation. */
interface Seat {
  worker: Worker;
  port: MessagePort;
  signal: Int32Array;
}

interface Running {
  id: string;
  request: ExecutionRequest;
  seat: Seat;
  context: CallContext;
  logs: LogLine[];
  calls: CallRecord[];
  startedAt: number;
  /** Whether the script stands still in a call that waits for something. */
  waits: boolean;
  end: (outcome: Pick<ExecutionRecord, 'ok' | 'result' | 'error'>) => void;
}

/** Runs functions of a project, each in a V8 context of its own, as Apps Script would. */
export class Runtime {
  private idle: Seat[] = [];
  private readonly running = new Map<string, Running>();
  private readonly advanced: Record<string, AdvancedService>;

  constructor(private readonly options: RuntimeOptions) {
    this.advanced = advancedOf(options.project);
    options.world.isAddOn = options.project.manifest.addOn !== null;
    // A script's local time is its manifest's zone. The zone belongs to the process, so workers begin with it.
    process.env.TZ = options.project.manifest.timeZone;
    this.idle.push(this.newSeat());
  }

  /** Runs a function. Executions that run at once take turns at their service calls. */
  async execute(request: ExecutionRequest): Promise<ExecutionRecord> {
    const { world, project } = this.options;
    world.ensureUser(request.as);
    const id = randomUUID().slice(0, 8);
    const startedAt = world.clock.now();
    const seat = this.idle.pop() ?? this.newSeat();
    const logs: LogLine[] = [];
    const calls: CallRecord[] = [];
    const outcome = await new Promise<Pick<ExecutionRecord, 'ok' | 'result' | 'error'>>((resolve) => {
      const context: CallContext = {
        world,
        execution: id,
        request,
        webAppUrl: this.options.webAppUrl(),
        activeUser: request.activeUser ?? request.as,
      };
      this.running.set(id, { id, request, seat, context, logs, calls, startedAt, waits: false, end: resolve });
      this.start(id, seat, request, project);
    });
    this.running.delete(id);
    world.locks.releaseAll(id);
    this.looseEnds();
    const record: ExecutionRecord = {
      id,
      kind: request.kind,
      as: request.as,
      function: request.function,
      startedAt,
      endedAt: world.clock.now(),
      ...outcome,
      logs,
      calls,
    };
    world.addExecution(record);
    return record;
  }

  /** Runs every trigger that is due now, one after another. What they set off themselves is due the next time. */
  async runDueTriggers(): Promise<ExecutionRecord[]> {
    const records: ExecutionRecord[] = [];
    for (const trigger of this.options.world.triggers.takeDue()) {
      records.push(
        await this.execute({
          kind: 'trigger',
          as: trigger.user,
          function: trigger.handler,
          args: [triggerEvent(trigger, this.options.world.clock.now())],
        }),
      );
    }
    return records;
  }

  hasDueTriggers(): boolean {
    return this.options.world.triggers.hasDue();
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    const seats = [...this.idle, ...[...this.running.values()].map((running) => running.seat)];
    this.idle = [];
    await Promise.all(seats.map((seat) => seat.worker.terminate()));
  }

  private newSeat(): Seat {
    const { port1, port2 } = new MessageChannel();
    const signal = new SharedArrayBuffer(4);
    const { buildDir } = this.options;
    const worker = new Worker(join(buildDir, 'worker.cjs'), {
      workerData: { guestFile: join(buildDir, 'guest.js'), port: port2, signal },
      transferList: [port2],
    });
    worker.unref();
    return { worker, port: port1, signal: new Int32Array(signal) };
  }

  private start(id: string, seat: Seat, request: ExecutionRequest, project: Project): void {
    const timer = setTimeout(() => {
      this.kill(id, { name: 'Exception', message: 'Exceeded maximum execution time' });
    }, PATIENCE);
    const running = this.running.get(id);
    if (running === undefined) return;
    const { end } = running;
    const hear = (message: WorkerMessage) => {
      if (message.type === 'log') running.logs.push(message.line);
      else if (message.type === 'call') void this.answer(running, message.service, message.method, message.args);
      else {
        this.idle.push(seat);
        running.end(
          message.ok
            ? { ok: true, result: JSON.parse(message.result) as unknown }
            : { ok: false, error: message.error },
        );
      }
    };
    const fail = (error: Error) => running.end({ ok: false, error: { name: error.name, message: error.message } });
    running.end = (outcome) => {
      clearTimeout(timer);
      seat.worker.off('message', hear).off('error', fail);
      end(outcome);
    };
    seat.worker.on('message', hear).on('error', fail);
    const message: RunMessage = {
      function: request.function,
      kind: request.kind,
      args: JSON.stringify(request.args),
      scripts: project.scripts,
      html: project.html,
      advanced: this.advanced,
      scriptTimeZone: project.manifest.timeZone,
    };
    seat.worker.postMessage(message);
  }

  /** One service call of a script: carried out, noted, answered. */
  private async answer(running: Running, service: string, method: string, argsJson: string): Promise<void> {
    const args: unknown = JSON.parse(argsJson);
    const list: unknown[] = Array.isArray(args) ? args : [];
    if (service === 'Log') {
      running.logs.push({ level: levelOf(method), message: String(list[0]), at: this.options.world.clock.now() });
      this.reply(running, { value: null });
      return;
    }
    const known = SERVICES[service];
    const handler = known?.methods[method];
    if (known === undefined || handler === undefined) {
      this.reply(running, { error: { name: 'Error', message: `not emulated: ${service}.${method}` } });
      return;
    }
    if (!known.remote) {
      this.reply(running, await outcomeOf(() => handler(running.context, ...list)));
      return;
    }
    const { world } = this.options;
    const record: CallRecord = {
      service: shownName(service),
      method,
      args: list,
      ok: true,
      at: world.clock.now(),
      cost: 0,
    };
    running.calls.push(record);
    const fault = world.faults.meet(record.service, method);
    if (fault?.kind === 'crash' && fault.when === 'before') {
      this.crash(running, record);
      return;
    }
    const answer =
      fault?.kind === 'error'
        ? { error: fault.error }
        : fault?.kind === 'status'
          ? { error: toServiceError(apiError(apiId(method), errorAnswer(fault.status, fault.reason))) }
          : (this.refusal(service, method) ?? (await this.carryOut(running, () => handler(running.context, ...list))));
    if (fault?.kind === 'crash') {
      this.crash(running, record);
      return;
    }
    if ('error' in answer) {
      record.ok = false;
      record.error = answer.error;
    }
    this.reply(running, answer);
  }

  /** Carries a call out; one that waits for a lock lets the clock run on when nobody else can go on. */
  private async carryOut(running: Running, work: () => unknown): Promise<ServiceAnswer> {
    running.waits = true;
    const pending = outcomeOf(work);
    this.looseEnds();
    const answer = await pending;
    running.waits = false;
    return answer;
  }

  /** Where every execution waits for a lock and the clock stands still, the first to give up gives up. */
  private looseEnds(): void {
    const { world } = this.options;
    const waiting = new Set(world.locks.waiting());
    const deadline = world.locks.nextDeadline();
    if (deadline === null) return;
    const someoneGoesOn = [...this.running.keys()].some((id) => !waiting.has(id));
    if (world.clock.running) {
      setTimeout(() => world.locks.expire(), Math.max(0, deadline - world.clock.now()) + 1).unref();
    } else if (!someoneGoesOn) {
      world.clock.set(Math.max(deadline, world.clock.now()));
      world.locks.expire();
    }
  }

  private refusal(service: string, method: string): ServiceAnswer | null {
    const granted = this.options.project.manifest.oauthScopes;
    const missing = missingScope(granted, service, method);
    if (missing !== null) return { error: { name: 'Exception', message: missing } };
    if (service !== 'advanced:calendar' || mayCallApi(granted, apiId(method))) return null;
    const answer = errorAnswer(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
    return { error: toServiceError(apiError(apiId(method), answer)) };
  }

  private reply(running: Running, answer: ServiceAnswer): void {
    if (!this.running.has(running.id)) return;
    running.seat.port.postMessage({ answer: encodeAnswer(answer) });
    Atomics.store(running.seat.signal, SIGNAL.answered, 1);
    Atomics.notify(running.seat.signal, SIGNAL.answered);
  }

  private crash(running: Running, record: CallRecord): void {
    record.ok = false;
    this.kill(running.id, { name: 'Crash', message: `the execution died at ${record.service}.${record.method}` });
  }

  /** Ends an execution in the middle: its worker is gone, what it did stays. */
  private kill(id: string, error: { name: string; message: string }): void {
    const running = this.running.get(id);
    if (running === undefined) return;
    void running.seat.worker.terminate();
    running.end({ ok: false, error });
  }
}

async function outcomeOf(work: () => unknown): Promise<ServiceAnswer> {
  try {
    return { value: (await work()) ?? null };
  } catch (error) {
    // Not swallowed: it is thrown again, in the script.
    return { error: toServiceError(error) };
  }
}

function errorAnswer(status: number, reason: string, message = 'Backend Error') {
  const error = { code: status, message, errors: [{ domain: 'global', reason, message }] };
  return { status, headers: {}, body: { error } };
}

/** `Events.list` → `calendar.events.list` */
function apiId(method: string): string {
  return `calendar.${method.charAt(0).toLowerCase()}${method.slice(1)}`;
}

function levelOf(method: string): LogLine['level'] {
  const levels = ['debug', 'info', 'log', 'warn', 'error'] as const;
  return levels.find((level) => level === method) ?? 'log';
}

/** The advanced services of a manifest, from the discovery document. */
function advancedOf({ manifest }: Project): Record<string, AdvancedService> {
  const services: Record<string, AdvancedService> = {};
  for (const { userSymbol, serviceId } of manifest.advancedServices) {
    if (serviceId !== 'calendar') continue;
    const collections: AdvancedService['collections'] = {};
    for (const method of CALENDAR_METHODS) {
      const [collection = '', name = ''] = shortName(method.id).split('.');
      collections[collection] = {
        ...collections[collection],
        [name]: { params: method.pathParams, hasBody: method.body !== null },
      };
    }
    services[userSymbol] = { serviceId, collections };
  }
  return services;
}

/** What Google hands to a trigger's function [guides/triggers/events]. */
function triggerEvent(trigger: Trigger, now: number): unknown {
  if (trigger.source === 'CALENDAR') {
    return { authMode: 'FULL', calendarId: trigger.calendarId, triggerUid: trigger.id };
  }
  const at = new Date(now);
  return {
    authMode: 'FULL',
    triggerUid: trigger.id,
    timezone: 'UTC',
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    'day-of-month': at.getUTCDate(),
    'day-of-week': at.getUTCDay() || 7,
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}
