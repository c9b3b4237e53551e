import { randomUUID } from 'node:crypto';
import type { ExecutionRecord, ExecutionRequest } from '../protocol';
import type { Trigger } from '../world/triggers';
import type { World } from '../world/world';
import { advancedServices } from './advanced';
import { CLOCK, type AdvancedService } from './bridge';
import { Execution } from './execution';
import type { Project } from './project';
import { Seat } from './seat';
import { triggerEvent } from './trigger-event';
import { Turns } from './turns';

export interface RuntimeOptions {
  world: World;
  project: Project;
  webAppUrl: () => string;
  /** Folder of the built worker and guest. */
  buildDir: string;
  /** Workers that are kept ready; more are made when more executions run at once. */
  poolSize?: number;
  /** Milliseconds of the machine's time after which an endless loop is stopped. */
  patience?: number;
}

const PATIENCE = 60_000;

/** Runs functions of a project, each in a V8 context of its own, as Apps Script would. */
export class Runtime {
  private idle: Seat[] = [];
  private readonly running = new Map<string, Execution>();
  private readonly forgotten = new Set<string>();
  private readonly advanced: Record<string, AdvancedService | null>;
  private readonly turns: Turns;
  private readonly clockMemory = new SharedArrayBuffer(CLOCK.size * Float64Array.BYTES_PER_ELEMENT);
  private readonly clockView = new Float64Array(this.clockMemory);
  private readonly stopListening: () => void;

  constructor(private readonly options: RuntimeOptions) {
    const { world, project } = options;
    this.advanced = advancedServices(project);
    this.turns = new Turns(() => world);
    world.isAddOn = project.manifest.addOn !== null;
    this.stopListening = world.onChange((change) => {
      if (change === 'clock') this.showClock();
      if (change === 'state') this.forget();
    });
    this.idle.push(this.newSeat());
  }

  /** Runs a function. Executions that run at once take turns at their service calls. */
  async execute(request: ExecutionRequest): Promise<ExecutionRecord> {
    const { world, project, webAppUrl } = this.options;
    world.ensureUser(request.as);
    const id = randomUUID().slice(0, 8);
    const startedAt = world.clock.now();
    const seat = this.idle.pop() ?? this.newSeat();
    const execution = new Execution(id, {
      seat,
      project,
      advanced: this.advanced,
      turns: this.turns,
      patience: this.options.patience ?? PATIENCE,
      beforeGoingOn: () => this.showClock(),
      context: {
        world,
        project,
        execution: id,
        request,
        webAppUrl: addressFor(request, world, webAppUrl()),
        activeUser: request.activeUser ?? (request.kind === 'trigger' ? '' : request.as),
      },
    });
    this.running.set(id, execution);
    const outcome = await execution.run();
    this.running.delete(id);
    world.locks.releaseAll(id);
    this.turns.leave(id);
    if (execution.seatIsGood) this.keep(seat);
    const { logs, calls } = execution;
    const { kind, as, function: name } = request;
    const endedAt = world.clock.now();
    const record: ExecutionRecord = { id, kind, as, function: name, startedAt, endedAt, ...outcome, logs, calls };
    if (!this.forgotten.delete(id)) world.addExecution(record);
    return record;
  }

  /** Runs every trigger that is due now, one after another. What they set off themselves is due the next time. */
  async runDueTriggers(): Promise<ExecutionRecord[]> {
    const records: ExecutionRecord[] = [];
    for (const trigger of this.options.world.triggers.takeDue()) records.push(await this.runTrigger(trigger, {}));
    return records;
  }

  /** Runs a trigger's function as Google would. @param event fields that take the place of the event's own */
  runTrigger(trigger: Trigger, event: object): Promise<ExecutionRecord> {
    return this.execute({
      kind: 'trigger',
      as: trigger.user,
      function: trigger.handler,
      args: [{ ...triggerEvent(trigger, this.options.world.clock.now()), ...event }],
    });
  }

  hasDueTriggers(): boolean {
    return this.options.world.triggers.hasDue();
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    this.stopListening();
    for (const execution of this.running.values()) execution.kill({ name: 'Crash', message: 'the sandbox was closed' });
    const seats = this.idle;
    this.idle = [];
    await Promise.all(seats.map((seat) => seat.terminate()));
  }

  private newSeat(): Seat {
    const { buildDir, project } = this.options;
    return new Seat(buildDir, this.clockMemory, project);
  }

  private keep(seat: Seat): void {
    if (this.idle.length < (this.options.poolSize ?? 4)) this.idle.push(seat);
    else void seat.terminate();
  }

  /** After a reset, what still runs in the old world is stopped and forgotten. */
  private forget(): void {
    for (const [id, execution] of this.running) {
      this.forgotten.add(id);
      execution.kill({ name: 'Crash', message: 'the sandbox was reset' });
    }
  }

  /** Writes the clock where scripts read it. */
  private showClock(): void {
    const { clock } = this.options.world;
    const now = clock.now();
    this.clockView[CLOCK.at] = now;
    this.clockView[CLOCK.ahead] = now - Date.now();
    this.clockView[CLOCK.stopped] = clock.running ? 0 : 1;
  }
}

/**
 * What ScriptApp.getService().getUrl() tells: the address of the deployment in a run of the web app itself, the
 * editor's elsewhere (https://developers.google.com/apps-script/reference/script/service#getUrl()), or what a test
 * wants.
 */
function addressFor({ kind, path }: ExecutionRequest, world: World, exec: string): string | null {
  if (world.webAppAddress !== undefined) return world.webAppAddress;
  const isDeployed = (kind === 'webapp' || kind === 'page') && path !== 'dev';
  return isDeployed ? exec : exec.replace(/exec$/, 'dev');
}
