interface Waiting {
  execution: string;
  deadline: number;
  settle(got: boolean): void;
}

interface Held {
  holder: string | null;
  queue: Waiting[];
}

/**
 * LockService: one holder at a time for each lock, waiting in order. A timeout runs on the sandbox's clock; while
 * that is stopped, the timeout is reached when nobody is left who could release the lock.
 */
export class Locks {
  private readonly locks = new Map<string, Held>();

  constructor(private readonly now: () => number) {}

  /** @param name `script`, or `user:` with an address */
  acquire(name: string, execution: string, patience: number): Promise<boolean> {
    const lock = this.lockOf(name);
    if (lock.holder === null || lock.holder === execution) {
      lock.holder = execution;
      return Promise.resolve(true);
    }
    if (patience <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      lock.queue.push({ execution, deadline: this.now() + patience, settle: resolve });
    });
  }

  holds(name: string, execution: string): boolean {
    return this.locks.get(name)?.holder === execution;
  }

  release(name: string, execution: string): void {
    const lock = this.lockOf(name);
    if (lock.holder !== execution) return;
    const next = lock.queue.shift();
    lock.holder = next?.execution ?? null;
    next?.settle(true);
  }

  /** An execution has ended, or died: what it held is free, what it waited for is not its business any more. */
  releaseAll(execution: string): void {
    for (const [name, lock] of this.locks) {
      lock.queue = lock.queue.filter((waiting) => waiting.execution !== execution);
      this.release(name, execution);
    }
  }

  /** Executions that wait for a lock. */
  waiting(): string[] {
    return [...this.locks.values()].flatMap((lock) => lock.queue.map((waiting) => waiting.execution));
  }

  /** The instant at which the first of those who wait gives up; null if nobody waits. */
  nextDeadline(): number | null {
    const deadlines = [...this.locks.values()].flatMap((lock) => lock.queue.map((waiting) => waiting.deadline));
    return deadlines.length === 0 ? null : Math.min(...deadlines);
  }

  /** Lets those give up whose time has come. */
  expire(): void {
    for (const lock of this.locks.values()) {
      const late = lock.queue.filter((waiting) => waiting.deadline <= this.now());
      lock.queue = lock.queue.filter((waiting) => waiting.deadline > this.now());
      for (const waiting of late) waiting.settle(false);
    }
  }

  private lockOf(name: string): Held {
    const lock = this.locks.get(name) ?? { holder: null, queue: [] };
    this.locks.set(name, lock);
    return lock;
  }
}
