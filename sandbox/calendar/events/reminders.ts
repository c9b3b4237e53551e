import { isObject } from '../model/json';
import { ApiFailure, invalid } from '../model/errors';
import type { EventResource, Reminder } from '../model/resources';
import type { Draft } from './draft';
import { mergePatch } from './merge-patch';

/** Limits of reminders (discovery document, Event.reminders and EventReminder.minutes). */
const MOST_OVERRIDES = 5;
const MOST_MINUTES = 40_320;

/** Reminders of the calendar's owner: the calendar's defaults, or at most five of the event's own. */
export function applyReminders({ before, body, whole }: Draft, event: EventResource): void {
  const given = body.reminders;
  if (given === undefined && !whole) return;
  const merged = whole ? given : mergePatch(before.reminders, given);
  if (!isObject(merged)) {
    delete event.reminders;
    return;
  }
  const overrides = Array.isArray(merged.overrides) ? merged.overrides.map(reminderOf) : [];
  const useDefault = merged.useDefault === true;
  if (useDefault && overrides.length > 0) {
    throw new ApiFailure(
      400,
      'cannotUseDefaultRemindersAndSpecifyOverride',
      'Cannot specify both default reminders and overrides at the same time.',
      undefined,
      'calendar',
    );
  }
  if (overrides.length > MOST_OVERRIDES) throw invalid('Too many reminders.');
  event.reminders = { useDefault, ...(overrides.length > 0 && { overrides }) };
}

/** A reminder as a body has it, or the refusal. */
export function reminderOf(given: unknown): Reminder {
  const { method, minutes } = isObject(given) ? given : {};
  if (method !== 'email' && method !== 'popup') throw invalid('Invalid reminder method.');
  if (typeof minutes !== 'number' || minutes < 0 || minutes > MOST_MINUTES) throw invalid('Invalid reminder minutes.');
  return { method, minutes };
}
