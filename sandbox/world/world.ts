import { callProblems } from '../calendar/api/conformance';
import { CalendarEngine, type CalendarState } from '../calendar/engine';
import type { ExecutionRecord, SentMail } from '../protocol';
import { CacheStores } from './cache';
import { SandboxClock, type ClockState } from './clock';
import type { CostProfile } from './costs';
import { Faults } from './faults';
import { FetchLog } from './fetches';
import { Locks } from './locks';
import { MailQuota } from './mail-quota';
import { Mailbox } from './mailbox';
import { PropertyStores } from './properties';
import { StateTokens } from './state-tokens';
import { Triggers, type TriggerState } from './triggers';

/** What changed, for the page that shows the world. */
export type WorldChange = 'calendar' | 'execution' | 'mail' | 'clock' | 'state';

/** What is kept between two runs of the sandbox. */
export interface WorldState {
  clock: ClockState;
  calendar: CalendarState;
  mailbox: { sent: SentMail[]; next: number };
  properties: Record<string, Record<string, string>>;
  triggers: TriggerState;
  executions: ExecutionRecord[];
  stateTokenKey?: string;
  deployer: string;
}

/** The seed decides which of several waiting executions continues, so that a race can be replayed. */
export interface Schedule {
  seed: number;
}

/** How Google might behave where its documentation is silent: a correct script is correct with each of them on. */
export interface Switches {
  /** What services throw is of another realm: no instance of the script's own Error. */
  foreignErrors: boolean;
  /** A call of an advanced service with something undefined in it is refused. */
  refuseUndefined: boolean;
}

/** Executions that are remembered. */
const EXECUTIONS_KEPT = 500;

/** All of the emulated Google. */
export class World {
  readonly clock = new SandboxClock();
  mailbox = new Mailbox();
  mailQuota = new MailQuota();
  calendar: CalendarEngine;
  properties = new PropertyStores();
  cache: CacheStores;
  locks: Locks;
  triggers: Triggers;
  stateTokens: StateTokens;
  readonly faults = new Faults();
  readonly fetches = new FetchLog();
  executions: ExecutionRecord[] = [];
  /** Whether the project that runs here is an add-on: some rules are stricter for those. */
  isAddOn = false;
  /** Scopes of the manifest that nobody has granted: consent to each of them alone is coming [apps-script/concepts/scopes]. */
  withheld: readonly string[] = [];
  /** How long a Meet link takes to be made, and whether that fails. */
  meet = { ms: 0, fail: false };
  /** Whether visitors of the web app are logged in to several Google accounts: their google.script.run calls fail. */
  severalLogIns = false;
  /** What service calls cost on the sandbox's clock; null: nothing. */
  costs: CostProfile | null = null;
  /** Null: executions continue in order of arrival. */
  schedule: Schedule | null = null;
  /** Whether every call of the Calendar API is held against Google's description of it. */
  isStrict = false;
  switches: Switches = { foreignErrors: false, refuseUndefined: false };
  /** What it does not know of calls and answers since the start. */
  readonly problems: string[] = [];
  /** What a script is told of its web app's address; undefined: what it is. */
  webAppAddress: string | null | undefined = undefined;
  /** Who deployed the web app; empty until there is a user. */
  private deployedBy = '';
  private readonly listeners = new Set<(change: WorldChange) => void>();

  constructor() {
    const now = () => this.clock.now();
    this.cache = new CacheStores(now);
    this.locks = new Locks(now);
    this.triggers = this.newTriggers();
    this.stateTokens = new StateTokens(now);
    this.calendar = this.newCalendar();
  }

  /** The account that the web app runs as: the one that deployed it, else the first user. */
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

  /** Lets time pass, with all that this brings about. */
  advance(ms: number): void {
    this.clock.advance(ms);
    this.locks.expire();
    this.calendar.settle();
    this.changed('clock');
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
    this.mailQuota = new MailQuota();
    this.properties = new PropertyStores();
    this.cache.clear();
    this.locks = new Locks(() => this.clock.now());
    this.triggers = this.newTriggers();
    this.stateTokens = new StateTokens(() => this.clock.now());
    this.calendar = this.newCalendar();
    this.costs = null;
    this.schedule = null;
    this.faults.set([]);
    this.fetches.clear();
    this.executions = [];
    this.meet = { ms: 0, fail: false };
    this.withheld = [];
    this.severalLogIns = false;
    this.switches = { foreignErrors: false, refuseUndefined: this.isStrict };
    this.deployedBy = '';
    this.webAppAddress = undefined;
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
      stateTokenKey: this.stateTokens.save(),
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
    if (state.stateTokenKey !== undefined) this.stateTokens.load(state.stateTokenKey);
    this.deployedBy = state.deployer;
    this.changed('state');
  }

  /**
   * All that there is now, as text, for `goBackTo`. Caches are left out: Google may empty them at any time; so are
   * former executions.
   */
  photograph(): string {
    return JSON.stringify({ state: { ...this.save(), executions: [] }, meet: this.meet });
  }

  /** Puts everything back to where it was when `photograph` was asked for; faults and costs are taken away. */
  goBackTo(photograph: string): void {
    // Written by photograph() of this very process.
    const { state, meet } = JSON.parse(photograph) as { state: WorldState; meet: World['meet'] };
    this.reset();
    this.load(state);
    this.meet = meet;
    this.changed('clock');
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
      watch: (call, answer) => {
        if (this.isStrict) this.problems.push(...callProblems(call, answer));
      },
      onChange: ({ calendarId }) => {
        this.triggers.calendarChanged(calendarId);
        this.changed('calendar');
      },
    });
    return engine;
  }
}
