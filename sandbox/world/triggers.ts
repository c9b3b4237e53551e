/** What a script asked for with ScriptApp.newTrigger. */
export interface TriggerSpec {
  handler: string;
  source: 'CALENDAR' | 'CLOCK';
  calendarId?: string;
  everyMinutes?: number;
  everyHours?: number;
  everyDays?: number;
  everyWeeks?: number;
  after?: number;
  at?: number;
}

export interface Trigger {
  id: string;
  /** Who made it: it runs as this user. */
  user: string;
  handler: string;
  source: 'CALENDAR' | 'CLOCK';
  calendarId: string | null;
  /** Milliseconds between two runs; null for one that runs once. */
  every: number | null;
  /** When it is due; null for a calendar trigger whose calendar has not changed. */
  due: number | null;
}

/** Triggers a user may have in one script [guides/services/quotas]. */
const LIMIT = 20;

const MINUTE = 60_000;

export class Triggers {
  private triggers: Trigger[] = [];
  private next = 1;

  constructor(
    private readonly now: () => number,
    private readonly isAddOn: () => boolean,
  ) {}

  /** Throws in Google's words what Google refuses. */
  create(user: string, spec: TriggerSpec): Trigger {
    if (this.of(user).length >= LIMIT) {
      throw new Error(
        'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
      );
    }
    const every = spec.source === 'CLOCK' ? interval(spec) : null;
    if (every !== null && every < 60 * MINUTE && this.isAddOn()) {
      // [PLATFORM: §5; mail-merge-for-gmail#165]
      throw new Error('The recurrence interval for an Add-on trigger must be at least one hour.');
    }
    const trigger: Trigger = {
      id: `trigger-${String(this.next++)}`,
      user,
      handler: spec.handler,
      source: spec.source,
      calendarId: spec.calendarId ?? null,
      every,
      due: spec.source === 'CLOCK' ? (spec.at ?? this.now() + (spec.after ?? every ?? 0)) : null,
    };
    this.triggers.push(trigger);
    return trigger;
  }

  of(user: string): Trigger[] {
    return this.triggers.filter((trigger) => trigger.user === user);
  }

  all(): readonly Trigger[] {
    return this.triggers;
  }

  delete(user: string, id: string): void {
    this.triggers = this.triggers.filter((trigger) => trigger.id !== id || trigger.user !== user);
  }

  /** Google announces a change of a calendar; several before the trigger runs are one. */
  calendarChanged(calendarId: string): void {
    for (const trigger of this.triggers) if (trigger.calendarId === calendarId) trigger.due ??= this.now();
  }

  hasDue(): boolean {
    return this.triggers.some((trigger) => trigger.due !== null && trigger.due <= this.now());
  }

  /** Takes what is due: changes that its runs make are due the next time. */
  takeDue(): Trigger[] {
    const now = this.now();
    const due = this.triggers.filter((trigger) => trigger.due !== null && trigger.due <= now);
    for (const trigger of due) {
      if (trigger.source === 'CALENDAR') trigger.due = null;
      else if (trigger.every !== null) trigger.due = nextAfter(trigger.due ?? now, trigger.every, now);
    }
    this.triggers = this.triggers.filter((t) => !(due.includes(t) && t.source === 'CLOCK' && t.every === null));
    return due;
  }

  save(): { triggers: Trigger[]; next: number } {
    return { triggers: this.triggers, next: this.next };
  }

  load(state: { triggers: Trigger[]; next: number }): void {
    this.triggers = state.triggers;
    this.next = state.next;
  }
}

/** Runs that a leap of the clock passed over are not made up for. */
function nextAfter(due: number, every: number, now: number): number {
  return due + every * (Math.floor((now - due) / every) + 1);
}

function interval(spec: TriggerSpec): number | null {
  if (spec.everyMinutes !== undefined) return spec.everyMinutes * MINUTE;
  if (spec.everyHours !== undefined) return spec.everyHours * 60 * MINUTE;
  if (spec.everyDays !== undefined) return spec.everyDays * 24 * 60 * MINUTE;
  return spec.everyWeeks === undefined ? null : spec.everyWeeks * 7 * 24 * 60 * MINUTE;
}
