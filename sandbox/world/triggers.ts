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
  /** Which deployment of the script made it: it runs as long as that is installed. */
  deployment: string;
  source: 'CALENDAR' | 'CLOCK';
  calendarId: string | null;
  /** When a clock trigger runs; null for a calendar trigger. */
  rule: ClockRule | null;
  /** When it is due; null for a calendar trigger whose calendar has not changed. */
  due: number | null;
}

/** All triggers, as they are kept. */
export interface TriggerState {
  triggers: Trigger[];
  deployment: string;
  uninstalled: string[];
}

/** Triggers a user may have in one script (https://developers.google.com/apps-script/guides/services/quotas). */
const LIMIT = 20;

const HOUR = 3_600_000;

/**
 * The installable triggers of all users. A script makes one of a calendar by `ScriptApp.newTrigger`
 * (runtime/guest/services/script-app.ts, runtime/services/script-app.ts). A write to an event of that calendar
 * (calendar/state/store.ts) is told to the world (world.ts), which makes the trigger due here. What is due runs with
 * Google's event object (runtime/runtime.ts, runtime/trigger-event.ts): soon, while a host page is open
 * (server/host.ts), or when a test says so (server/control/routes.ts).
 */
export class Triggers {
  /** The deployment that runs now. */
  deployment = 'published';
  private triggers: Trigger[] = [];
  private gone = new Set<string>();

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
      // https://developers.google.com/workspace/add-ons/concepts/editor-triggers
      throw new Error('The recurrence interval for an Add-on trigger must be at least one hour.');
    }
    const trigger: Trigger = {
      id: uniqueId(),
      user,
      handler: spec.handler,
      deployment: this.deployment,
      source: spec.source,
      calendarId: spec.source === 'CALENDAR' ? spec.calendarId : null,
      rule,
      due: rule === null ? null : firstTime(rule, this.now()),
    };
    this.triggers.push(trigger);
    return trigger;
  }

  /** From here on another deployment of the script runs. */
  install(deployment: string): void {
    this.deployment = deployment;
    this.gone.delete(deployment);
  }

  /** Takes a deployment away. Its triggers stay in their owners' lists, and run no more. */
  uninstall(deployment: string): void {
    this.gone.add(deployment);
  }

  uninstalled(): string[] {
    return [...this.gone];
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
    return this.triggers.some((trigger) => this.isDue(trigger));
  }

  /** Takes what is due: changes that its runs make are due the next time. */
  takeDue(): Trigger[] {
    const now = this.now();
    const due = this.triggers.filter((trigger) => this.isDue(trigger));
    for (const trigger of due) {
      trigger.due = trigger.rule === null ? null : nextTime(trigger.rule, trigger.due ?? now, now);
    }
    // A trigger that runs once is gone after it.
    this.triggers = this.triggers.filter((trigger) => trigger.rule === null || trigger.due !== null);
    return due;
  }

  save(): TriggerState {
    return { triggers: this.triggers, deployment: this.deployment, uninstalled: this.uninstalled() };
  }

  load({ triggers, deployment, uninstalled }: TriggerState): void {
    this.triggers = triggers;
    this.deployment = deployment;
    this.gone = new Set(uninstalled);
  }

  private isDue({ due, deployment }: Trigger): boolean {
    return due !== null && due <= this.now() && !this.gone.has(deployment);
  }
}

/** As long as Google's, and as hard to guess: a script may take it for a proof that Google calls. */
function uniqueId(): string {
  return String(randomBytes(8).readBigUInt64BE());
}
