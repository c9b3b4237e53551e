import { randomBytes } from 'node:crypto';
import { clockRule, firstTime, nextTime, type ClockRule, type ClockSpec } from './trigger-times';

/** What a script asked for with ScriptApp.newTrigger. */
export type TriggerSpec = { handler: string } & (
  { source: 'CALENDAR'; calendarId: string } | { source: 'CLOCK'; clock: ClockSpec }
);

export interface Trigger {
  id: string;
  /** Who made it: it runs as this user. */
  user: string;
  handler: string;
  source: 'CALENDAR' | 'CLOCK';
  calendarId: string | null;
  /** When a clock trigger runs; null for a calendar trigger. */
  rule: ClockRule | null;
  /** When it is due; null for a calendar trigger whose calendar has not changed. */
  due: number | null;
}

/** Triggers a user may have in one script [guides/services/quotas]. */
const LIMIT = 20;

const HOUR = 3_600_000;

/** The installable triggers of all users. */
export class Triggers {
  private triggers: Trigger[] = [];

  constructor(
    private readonly now: () => number,
    private readonly isAddOn: () => boolean,
  ) {}

  /** Throws in Google's words what Google refuses. */
  create(user: string, spec: TriggerSpec, scriptZone: string): Trigger {
    if (this.of(user).length >= LIMIT) {
      throw new Error(
        'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
      );
    }
    const rule = spec.source === 'CLOCK' ? clockRule(spec.clock, this.now(), scriptZone) : null;
    if (rule?.kind === 'every' && rule.ms < HOUR && this.isAddOn()) {
      // [guides: editor-triggers; mail-merge-for-gmail#165]
      throw new Error('The recurrence interval for an Add-on trigger must be at least one hour.');
    }
    const trigger: Trigger = {
      id: uniqueId(),
      user,
      handler: spec.handler,
      source: spec.source,
      calendarId: spec.source === 'CALENDAR' ? spec.calendarId : null,
      rule,
      due: rule === null ? null : firstTime(rule, this.now()),
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
      trigger.due = trigger.rule === null ? null : nextTime(trigger.rule, trigger.due ?? now, now);
    }
    // A trigger that runs once is gone after it.
    this.triggers = this.triggers.filter((trigger) => trigger.rule === null || trigger.due !== null);
    return due;
  }

  save(): { triggers: Trigger[] } {
    return { triggers: this.triggers };
  }

  load(state: { triggers: Trigger[] }): void {
    this.triggers = state.triggers;
  }
}

/** As long as Google's, and as hard to guess: a script may take it for a proof that Google calls. */
function uniqueId(): string {
  return String(randomBytes(8).readBigUInt64BE());
}
