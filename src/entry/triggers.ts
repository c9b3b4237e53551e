import type { Desk } from '../desk/ports/ports';
import { syncNow } from '../desk/sync/connection';
import { syncCalendar } from '../desk/sync/sync';
import { tick } from '../desk/tick';
import { readFields } from '../web/parse';

/** Calendar trigger: something changed in a calendar; Google does not say what. */
export function calendarChanged(desk: Desk, event: unknown): void {
  const calendarId = readFields(event)('calendarId');
  if (typeof calendarId === 'string') syncCalendar(desk, calendarId);
  // A message without a calendar may be about any of them.
  else syncNow(desk);
}

/** Hourly trigger. */
export function hourPassed(desk: Desk): void {
  tick(desk);
}
