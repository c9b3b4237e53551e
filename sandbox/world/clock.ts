/** The one clock of a sandbox. Everything that asks for the time, in the emulated Google or in a script, asks this. */
export interface Clock {
  /** The current instant, epoch milliseconds. */
  now(): number;
  /** Whether time passes. A clock that a test has set is stopped until it is advanced or run. */
  readonly running: boolean;
  /** Stops the clock at an instant (epoch milliseconds). */
  set(at: number): void;
  /** Moves the clock on by `ms` milliseconds; a running clock keeps running from there. */
  advance(ms: number): void;
  /** Lets time pass again from the clock's current instant. */
  run(): void;
}

/** What a snapshot of the sandbox keeps of its clock. */
export type ClockState = { mode: 'frozen'; at: number } | { mode: 'running'; ahead: number };

export class SandboxClock implements Clock {
  private state: ClockState = { mode: 'running', ahead: 0 };

  /** @param realNow the machine's clock, epoch milliseconds */
  constructor(private readonly realNow: () => number = Date.now) {}

  now(): number {
    return this.state.mode === 'frozen' ? this.state.at : this.realNow() + this.state.ahead;
  }

  get running(): boolean {
    return this.state.mode === 'running';
  }

  set(at: number): void {
    this.state = { mode: 'frozen', at };
  }

  advance(ms: number): void {
    this.state =
      this.state.mode === 'frozen'
        ? { mode: 'frozen', at: this.state.at + ms }
        : { mode: 'running', ahead: this.state.ahead + ms };
  }

  run(): void {
    this.state = { mode: 'running', ahead: this.now() - this.realNow() };
  }

  save(): ClockState {
    return this.state;
  }

  load(state: ClockState): void {
    this.state = state;
  }
}
