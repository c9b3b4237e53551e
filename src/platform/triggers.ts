import type { TriggerGateway } from '../desk/ports';

/** Functions that triggers run, by what they are told of. */
export const TRIGGER_FUNCTIONS = { calendarChange: 'onCalendarChange', tick: 'onHourlyTick' } as const;

export type TriggerFunction = (typeof TRIGGER_FUNCTIONS)[keyof typeof TRIGGER_FUNCTIONS];

/**
 * The triggers of the account at work: one for each calendar, and an hourly one, the shortest that an add-on may have
 * [concepts/editor-triggers].
 */
export function triggerGateway(): TriggerGateway {
  return {
    ensure: (calendarIds, options) => {
      const standing = ScriptApp.getProjectTriggers();
      const wanted = new Set(calendarIds);
      const have = new Set<string>();
      let ticks = false;
      for (const trigger of standing) {
        const isTick = trigger.getHandlerFunction() === TRIGGER_FUNCTIONS.tick;
        const source = isTick ? '' : trigger.getTriggerSourceId();
        const isDouble = isTick ? ticks : have.has(source);
        const isStray = !isTick && options.exclusive && !wanted.has(source);
        if (isDouble || isStray) ScriptApp.deleteTrigger(trigger);
        else if (isTick) ticks = true;
        else have.add(source);
      }
      if (!ticks) ScriptApp.newTrigger(TRIGGER_FUNCTIONS.tick).timeBased().everyHours(1).create();
      return calendarIds.filter((id) => !have.has(id)).flatMap(createFor);
    },
    remove: ({ keepTick }) => {
      for (const trigger of ScriptApp.getProjectTriggers()) {
        const isTick = trigger.getHandlerFunction() === TRIGGER_FUNCTIONS.tick;
        if (!isTick || !keepTick) ScriptApp.deleteTrigger(trigger);
      }
    },
  };
}

/** One calendar that Google refuses (a contacts' birthday calendar, say) must not keep the others from their triggers. */
function createFor(calendarId: string): { calendarId: string; message: string }[] {
  try {
    ScriptApp.newTrigger(TRIGGER_FUNCTIONS.calendarChange).forUserCalendar(calendarId).onEventUpdated().create();
    return [];
  } catch (error) {
    return [{ calendarId, message: error instanceof Error ? error.message : String(error) }];
  }
}
