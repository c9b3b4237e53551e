import type { CallRecord, ExecutionRecord, ExecutionRequest, LogLine, ServiceAnswer } from '../protocol';
import { costOf } from '../world/costs';
import { errorBody } from '../world/google-errors';
import type { Fault } from '../world/faults';
import type { AdvancedService, CallMessage, RunMessage, WorkerMessage } from './bridge';
import type { Project } from './project';
import { mayCallApi, grantedScopes, missingScope } from './scopes';
import type { Seat } from './seat';
import { apiError, apiId, toServiceError } from './services/calendar';
import { SERVICES } from './services/index';
import type { CallContext, Service } from './services/service';
import type { Turns } from './turns';

/** How an execution ended. */
export type Outcome = Pick<ExecutionRecord, 'ok' | 'result' | 'error'>;

/**
 * How long a script may run (https://developers.google.com/apps-script/guides/services/quotas); callbacks of an add-on
 * are stopped sooner.
 */
const MINUTE = 60_000;
const TIME_LIMIT = 6 * MINUTE;
const CALLBACK_LIMIT = MINUTE / 2;

const TOO_LONG = { name: 'Exception', message: 'Exceeded maximum execution time' };

/** What an execution is made of. */
export interface ExecutionParts {
  seat: Seat;
  project: Project;
  advanced: Record<string, AdvancedService | null>;
  context: CallContext;
  turns: Turns;
  /** An endless loop is stopped after this much of the machine's time, milliseconds. */
  patience: number;
  /** Called before a script continues, to update its view of the clock. */
  beforeGoingOn: () => void;
}

/** One run of a function: its service calls are carried out here, one after another. */
export class Execution {
  readonly logs: LogLine[] = [];
  readonly calls: CallRecord[] = [];
  readonly request: ExecutionRequest;
  /** Whether the worker can take another execution after this one. */
  seatIsGood = true;
  /** Time of the sandbox's clock that went by inside of this execution's own service calls. */
  private spent = 0;
  private end: ((outcome: Outcome) => void) | null = null;

  constructor(
    readonly id: string,
    private readonly parts: ExecutionParts,
  ) {
    this.request = parts.context.request;
  }

  private get limit(): number {
    const { kind } = this.request;
    return kind === 'card' || kind === 'conference' ? CALLBACK_LIMIT : TIME_LIMIT;
  }

  /** Runs the function to its end. */
  async run(): Promise<Outcome> {
    const { seat, turns } = this.parts;
    const timer = setTimeout(() => this.kill(TOO_LONG), Math.min(this.limit, this.parts.patience));
    turns.join(this.id);
    let stopListening = (): void => undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.end = resolve;
      this.parts.beforeGoingOn();
      stopListening = seat.begin(
        this.startMessage(),
        (message) => this.hear(message),
        (error) => this.kill({ name: error.name, message: error.message }),
      );
    });
    this.end = null;
    stopListening();
    clearTimeout(timer);
    return outcome;
  }

  /** Ends it in the middle: its worker is gone, what it did stays. */
  kill(error: { name: string; message: string }): void {
    if (this.end === null) return;
    this.seatIsGood = false;
    void this.parts.seat.terminate();
    this.end({ ok: false, error });
  }

  private startMessage(): RunMessage {
    const { project, advanced } = this.parts;
    return {
      function: this.request.function,
      kind: this.request.kind,
      args: JSON.stringify(this.request.args),
      boot: {
        html: project.html,
        advanced,
        zone: project.manifest.timeZone,
        refusesUndefined: this.parts.context.world.switches.refuseUndefined,
        strict: this.parts.context.world.isStrict,
      },
    };
  }

  private hear(message: WorkerMessage): void {
    if (message.type === 'call') {
      this.answer(message).catch((error: unknown) => {
        // A fault of the sandbox itself: it shows as the end of the execution.
        this.kill({ name: 'SandboxError', message: error instanceof Error ? (error.stack ?? '') : String(error) });
      });
    } else if (message.ok) {
      this.end?.({ ok: true, result: JSON.parse(message.result) as unknown });
    } else {
      this.end?.({ ok: false, error: message.error });
    }
  }

  private async answer({ service: name, method, args }: CallMessage): Promise<void> {
    const parsed: unknown = JSON.parse(args);
    const list: unknown[] = Array.isArray(parsed) ? parsed : [];
    if (name === 'Log') {
      this.logs.push({ level: levelOf(method), message: String(list[0]), at: this.parts.context.world.clock.now() });
      this.reply({ value: null });
      return;
    }
    const service = SERVICES[name];
    const handler = service?.methods[method];
    if (service === undefined || handler === undefined) {
      this.reply({ error: { name: 'Error', message: `not emulated: ${name}.${method}` } });
      return;
    }
    const work = () => handler(this.parts.context, ...list);
    if (service.local) {
      this.reply(await outcomeOf(work));
      return;
    }
    const answer = await this.parts.turns.take(this.id, async () => {
      const { clock } = this.parts.context.world;
      const began = clock.now();
      const done = await this.carryOut(service, name, method, list, work);
      this.spent += Math.max(0, clock.now() - began);
      return done;
    });
    if (answer === null) return;
    if (this.spent > this.limit) this.kill(TOO_LONG);
    else this.reply(answer);
  }

  /** One service call in its turn; null where the execution died of it. */
  private async carryOut(
    service: Service,
    name: string,
    method: string,
    args: unknown[],
    work: () => unknown,
  ): Promise<ServiceAnswer | null> {
    if (service.shown === null) return outcomeOf(work);
    const { world } = this.parts.context;
    const shownMethod = service.shownMethod?.(method) ?? method;
    const cost = costOf(world.costs, service.shown, shownMethod);
    const record: CallRecord = {
      service: service.shown,
      method: shownMethod,
      args,
      ok: true,
      at: world.clock.now(),
      cost,
    };
    this.calls.push(record);
    const fault = world.faults.meet(record.service, record.method);
    if (fault?.kind === 'crash' && fault.when === 'before') return this.crash(record);
    const answer = faultAnswer(fault, method) ?? this.refusal(name, method) ?? (await outcomeOf(work));
    if (cost > 0) world.advance(cost);
    if (fault?.kind === 'crash') return this.crash(record);
    if ('error' in answer) {
      record.ok = false;
      record.error = answer.error;
    }
    return answer;
  }

  /** Google's refusal of a call whose scope the manifest lacks, or nobody has granted. */
  private refusal(service: string, method: string): ServiceAnswer | null {
    const { project, context } = this.parts;
    const granted = grantedScopes(project.manifest.oauthScopes, context.world.withheld);
    const missing = missingScope(granted, service, method);
    if (missing !== null) return { error: { name: 'Exception', message: missing } };
    if (service !== 'advanced:calendar' || mayCallApi(granted, apiId(method))) return null;
    return { error: toServiceError(apiError(apiId(method), errorBody(403, 'insufficientPermissions'))) };
  }

  private reply(answer: ServiceAnswer): void {
    if (this.end === null) return;
    this.parts.beforeGoingOn();
    const isForeign = 'error' in answer && this.parts.context.world.switches.foreignErrors;
    this.parts.seat.reply(isForeign ? { error: { ...answer.error, foreign: true } } : answer);
  }

  private crash(record: CallRecord): null {
    record.ok = false;
    this.kill({ name: 'Crash', message: `the execution died at ${record.service}.${record.method}` });
    return null;
  }
}

function faultAnswer(fault: Fault | null, method: string): ServiceAnswer | null {
  if (fault?.kind === 'error') return { error: fault.error };
  if (fault?.kind !== 'status') return null;
  const { status, reason, manner } = fault;
  const error = toServiceError(apiError(apiId(method), errorBody(status, reason), manner.localized));
  const seen = manner.bare === true ? { name: 'Exception', message: error.message } : error;
  return { error: { ...seen, ...(manner.foreign === true && { foreign: true }) } };
}

async function outcomeOf(work: () => unknown): Promise<ServiceAnswer> {
  try {
    return { value: (await work()) ?? null };
  } catch (error) {
    // Not swallowed: it is thrown again, in the script.
    return { error: toServiceError(error) };
  }
}

function levelOf(method: string): LogLine['level'] {
  const levels = ['debug', 'info', 'log', 'warn', 'error'] as const;
  return levels.find((level) => level === method) ?? 'log';
}
