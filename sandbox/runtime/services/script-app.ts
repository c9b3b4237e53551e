import type { Trigger, TriggerSpec } from '../../world/triggers';
import { objectOf, textOf } from './arguments';
import type { Method } from './index';

function shown(trigger: Trigger) {
  return {
    id: trigger.id,
    handler: trigger.handler,
    source: trigger.source,
    sourceId: trigger.calendarId ?? '',
    eventType: trigger.source === 'CALENDAR' ? 'ON_EVENT_UPDATED' : 'CLOCK',
  };
}

function specOf(value: unknown): TriggerSpec {
  const spec = objectOf(value);
  const number = (name: string) => (typeof spec[name] === 'number' ? { [name]: spec[name] } : {});
  return {
    handler: textOf(spec.handler, 'functionName'),
    source: spec.source === 'CALENDAR' ? 'CALENDAR' : 'CLOCK',
    ...(spec.source === 'CALENDAR' && { calendarId: textOf(spec.calendarId, 'emailId') }),
    ...number('everyMinutes'),
    ...number('everyHours'),
    ...number('everyDays'),
    ...number('everyWeeks'),
    ...number('after'),
    ...number('at'),
  };
}

/** ScriptApp: a user sees only the triggers they made. */
export const scriptApp: Record<string, Method> = {
  createTrigger: (c, spec) => {
    const read = specOf(spec);
    if (read.calendarId !== undefined) {
      const answer = c.world.calendar.request({
        user: c.request.as,
        method: 'calendar.calendarList.get',
        params: { calendarId: read.calendarId },
      });
      if (answer.status !== 200) throw new Error(`Calendar not found: ${read.calendarId}`);
    }
    return shown(c.world.triggers.create(c.request.as, read));
  },
  getProjectTriggers: (c) => c.world.triggers.of(c.request.as).map(shown),
  deleteTrigger: (c, id) => c.world.triggers.delete(c.request.as, textOf(id, 'trigger')),
  getServiceUrl: (c) => c.webAppUrl,
};
