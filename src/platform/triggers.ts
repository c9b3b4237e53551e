import type { TriggerGateway, TriggersWanted } from '../desk/ports/ports';
import { isOwnMistake, messageOf } from './service-error';

/** The functions that triggers run, by the kind of trigger. */
export const TRIGGER_FUNCTIONS = { calendarChange: 'onCalendarChange', tick: 'onHourlyTick' } as const;

export type TriggerFunction = (typeof TRIGGER_FUNCTIONS)[keyof typeof TRIGGER_FUNCTIONS];

/**
 * The triggers of the account at work: one for each calendar, and an hourly one, the shortest that an add-on may have
 * (https://developers.google.com/workspace/add-ons/concepts/editor-triggers).
 */
export function triggerGateway(): TriggerGateway {
  return {
    ensure: (wanted) => {
      const have = orTrouble(() => {
        if (wanted.remakes) removeAll(false);
        return wantedTriggers(wanted);
      });
      if (typeof have === 'string') {
        return { tick: have, calendars: wanted.calendarIds.map((calendarId) => ({ calendarId, message: have })) };
      }
      const missing = wanted.calendarIds.filter((id) => !have.calendars.has(sourceOf(id, wanted.email)));
      if (!wanted.makes) {
        const notYet = (calendarId: string) => ({ calendarId, message: 'not made yet' });
        return { tick: have.tick ? null : 'not made yet', calendars: missing.map(notYet) };
      }
      return { tick: have.tick ? null : createTick(), calendars: missing.flatMap(createFor) };
    },
    remove: ({ keepTick }) => removeAll(keepTick),
  };
}

/** The existing triggers, one each; duplicates and, if wanted, triggers of other calendars are removed. */
function wantedTriggers({ email, calendarIds, exclusive, makes }: TriggersWanted): {
  tick: boolean;
  calendars: Set<string>;
} {
  const wanted = new Set(calendarIds.map((id) => sourceOf(id, email)));
  const calendars = new Set<string>();
  let tick = false;
  for (const trigger of ScriptApp.getProjectTriggers()) {
    const isTick = trigger.getHandlerFunction() === TRIGGER_FUNCTIONS.tick;
    // Google promises neither to spell a calendar as it was given nor to name one at all.
    const given: string | null = isTick ? null : trigger.getTriggerSourceId();
    const source = given === null ? '' : sourceOf(given, email);
    const isDouble = isTick ? tick : calendars.has(source);
    const isStray = exclusive && source !== '' && !wanted.has(source);
    if (isStray || (isDouble && makes)) ScriptApp.deleteTrigger(trigger);
    else if (isTick) tick = true;
    else calendars.add(source);
  }
  return { tick, calendars };
}

/** One spelling for each calendar: for its owner, their own is also called `primary`. */
function sourceOf(calendarId: string, email: string): string {
  const plain = calendarId.toLowerCase();
  return plain === 'primary' ? email : plain;
}

function removeAll(keepTick: boolean): void {
  for (const trigger of ScriptApp.getProjectTriggers()) {
    const isTick = trigger.getHandlerFunction() === TRIGGER_FUNCTIONS.tick;
    if (!isTick || !keepTick) ScriptApp.deleteTrigger(trigger);
  }
}

/** A business may forbid timers, and an account has room for 20 triggers: that must not undo what was just stored. */
function createTick(): string | null {
  return orTrouble(() => {
    ScriptApp.newTrigger(TRIGGER_FUNCTIONS.tick).timeBased().everyHours(1).create();
    return null;
  });
}

/**
 * One calendar that Google refuses (a contacts' birthday calendar, say) must not keep the others from their triggers.
 */
function createFor(calendarId: string): { calendarId: string; message: string }[] {
  const trouble = orTrouble(() => {
    ScriptApp.newTrigger(TRIGGER_FUNCTIONS.calendarChange).forUserCalendar(calendarId).onEventUpdated().create();
    return null;
  });
  return trouble === null ? [] : [{ calendarId, message: trouble }];
}

/** What the service says if it refuses. */
function orTrouble<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (isOwnMistake(error)) throw error;
    return messageOf(error);
  }
}
