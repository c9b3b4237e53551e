import { CalendarEngine, type CalendarState } from '../calendar/engine';
import type { ExecutionRecord } from '../protocol';
import { CacheStores } from './cache';
import { SandboxClock, type ClockState } from './clock';
import { Faults } from './faults';
import { FetchLog } from './fetches';
import { Locks } from './locks';
import { Mailbox, type SentMail } from './mailbox';
import { PropertyStores } from './properties';
import { Triggers, type Trigger } from './triggers';

/** What changed, for whoever shows the world. */
export type WorldChange = 'calendar' | 'execution' | 'mail' | 'clock' | 'state';

/** What is kept between two runs of the sandbox. */
export interface WorldState {
  clock: ClockState;
  calendar: CalendarState;
  mailbox: { sent: SentMail[]; next: number };
  properties: Record<string, Record<string, string>>;
  triggers: { triggers: Trigger[]; next: number };
  executions: ExecutionRecord[];
  deployer: string;
}

/** Executions that are remembered. */
const EXECUTIONS_KEPT = 500;

/** All of the emulated Google. */
export class World {
  readonly clock = new SandboxClock();
  mailbox = new Mailbox();
  calendar: CalendarEngine;
  properties = new PropertyStores();
  cache: CacheStores;
  locks: Locks;
  triggers: Triggers;
  readonly faults = new Faults();
  readonly fetches = new FetchLog();
  executions: ExecutionRecord[] = [];
  /** Whether the project that runs here is an add-on: some rules are stricter for those. */
  isAddOn = false;
  /** How long a Meet link takes to be made, and whether that fails. */
  meet = { ms: 0, fail: false };
  /** Who deployed the web app; empty until there is a user. */
  private deployedBy = '';
  private readonly listeners = new Set<(change: WorldChange) => void>();

  constructor() {
    const now = () => this.clock.now();
    this.cache = new CacheStores(now);
    this.locks = new Locks(now);
    this.triggers = this.newTriggers();
    this.calendar = this.newCalendar();
  }

  /** The account that the web app runs as: whoever deployed it, else the first user there is. */
  get deployer(): string {
    return this.deployedBy || (this.calendar.users()[0]?.email ?? 'owner@example.com');
  }

  set deployer(email: string) {
    this.deployedBy = email;
  }

  /** An address not yet known becomes a user with a primary calendar. */
  ensureUser(email: string): void {
    this.calendar.ensureUser(email);
  }

  addExecution(record: ExecutionRecord): void {
    this.executions.push(record);
    if (this.executions.length > EXECUTIONS_KEPT) this.executions.shift();
    this.changed('execution');
  }

  onChange(listener: (change: WorldChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(change: WorldChange): void {
    for (const listener of this.listeners) listener(change);
  }

  /** Back to an empty Google. The clock stays as it is. */
  reset(): void {
    this.mailbox = new Mailbox();
    this.properties = new PropertyStores();
    this.cache.clear();
    this.locks = new Locks(() => this.clock.now());
    this.triggers = this.newTriggers();
    this.calendar = this.newCalendar();
    this.faults.set([]);
    this.fetches.clear();
    this.executions = [];
    this.meet = { ms: 0, fail: false };
    this.deployedBy = '';
    this.changed('state');
  }

  save(): WorldState {
    return {
      clock: this.clock.save(),
      calendar: this.calendar.save(),
      mailbox: this.mailbox.save(),
      properties: this.properties.save(),
      triggers: this.triggers.save(),
      executions: this.executions,
      deployer: this.deployedBy,
    };
  }

  load(state: WorldState): void {
    this.clock.load(state.clock);
    this.calendar.load(state.calendar);
    this.mailbox.load(state.mailbox);
    this.properties.load(state.properties);
    this.triggers.load(state.triggers);
    this.executions = state.executions;
    this.deployedBy = state.deployer;
    this.changed('state');
  }

  private newTriggers(): Triggers {
    return new Triggers(
      () => this.clock.now(),
      () => this.isAddOn,
    );
  }

  private newCalendar(): CalendarEngine {
    const engine = new CalendarEngine({
      clock: this.clock,
      mailbox: this.mailbox,
      meetDelay: () => this.meet,
      onChange: ({ calendarId }) => {
        this.triggers.calendarChanged(calendarId);
        this.changed('calendar');
      },
    });
    return engine;
  }
}
