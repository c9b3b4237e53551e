import type { World } from '../world/world';

/** Where an execution is: in its own code, at a service call that waits for its turn, or inside a call. */
type Place = 'runs' | 'asks' | 'acts';

interface Member {
  /** In the order in which executions began, which no thread can change. */
  order: number;
  place: Place;
  /** Carries its waiting call out. */
  go: (() => void) | null;
}

/**
 * Decides whose service call is carried out next. Without a schedule, calls run in order of arrival. With one, every
 * execution waits until all of them are at a call; then one continues, drawn from the seed: the same seed gives the
 * same interleaving.
 */
export class Turns {
  private readonly members = new Map<string, Member>();
  private began = 0;
  private draw: { schedule: object; next: () => number } | null = null;

  constructor(private readonly world: () => World) {}

  join(id: string): void {
    this.members.set(id, { order: this.began++, place: 'runs', go: null });
  }

  leave(id: string): void {
    this.members.delete(id);
    this.proceed();
  }

  /** Carries a service call out when it is its turn. */
  async take<T>(id: string, work: () => Promise<T>): Promise<T> {
    const member = this.members.get(id);
    if (member === undefined) throw new Error(`execution ${id} is over`);
    if (this.world().schedule !== null) {
      await new Promise<void>((go) => {
        member.place = 'asks';
        member.go = go;
        this.proceed();
      });
    }
    member.place = 'acts';
    const done = work();
    this.proceed();
    try {
      return await done;
    } finally {
      member.place = 'runs';
    }
  }

  /** Lets the next one go, and those give up who wait for a lock that nobody is left to free. */
  private proceed(): void {
    const waiting = new Set(this.world().locks.waiting());
    const members = [...this.members].map(([id, member]) => ({ ...member, waits: waiting.has(id) }));
    const asking = members.filter(({ place }) => place === 'asks').sort((a, b) => a.order - b.order);
    const someoneGoesOn = members.some(({ place, waits }) => place !== 'asks' && !waits);
    if (asking.length > 0) {
      if (!someoneGoesOn) this.pick(asking);
    } else {
      this.giveUp(someoneGoesOn);
    }
  }

  private pick(asking: readonly { order: number }[]): void {
    const chosen = asking[Math.floor(this.random() * asking.length)];
    for (const member of this.members.values()) {
      if (member.order !== chosen?.order) continue;
      const { go } = member;
      member.place = 'acts';
      member.go = null;
      go?.();
    }
  }

  /**
   * A timeout runs on the sandbox's clock. While that is stopped, the timeout is reached once nobody can free a lock.
   */
  private giveUp(someoneGoesOn: boolean): void {
    const { locks, clock } = this.world();
    const deadline = locks.nextDeadline();
    if (deadline === null) return;
    if (clock.running) {
      setTimeout(() => this.world().locks.expire(), Math.max(0, deadline - clock.now()) + 1).unref();
    } else if (!someoneGoesOn) {
      this.world().advance(Math.max(0, deadline - clock.now()));
    }
  }

  private random(): number {
    const { schedule } = this.world();
    if (schedule === null) return 0;
    if (this.draw?.schedule !== schedule) this.draw = { schedule, next: generator(schedule.seed) };
    return this.draw.next();
  }
}

/** Mulberry32: a small generator whose numbers depend on nothing but the seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
