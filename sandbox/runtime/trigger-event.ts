import { Temporal } from 'temporal-polyfill';
import type { Trigger } from '../world/triggers';

/** What Google hands to a trigger's function (https://developers.google.com/apps-script/guides/triggers/events). */
export function triggerEvent(trigger: Trigger, now: number): object {
  if (trigger.source === 'CALENDAR') {
    return { authMode: 'FULL', calendarId: trigger.calendarId, triggerUid: trigger.id };
  }
  const at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  return {
    authMode: 'FULL',
    triggerUid: trigger.id,
    timezone: 'UTC',
    year: at.year,
    month: at.month,
    'day-of-month': at.day,
    'day-of-week': at.dayOfWeek,
    'week-of-year': at.weekOfYear,
    hour: at.hour,
    minute: at.minute,
    second: at.second,
  };
}
