import { isObject } from '../model/json';
import type { Attendee, EventResource } from '../model/resources';
import type { CalendarStore } from '../state/store';
import { instantOf } from '../model/times';

/**
 * The answer that a guest's own calendar gives to a new invitation: out of office and focus time decline what overlaps
 * with them where their owner wants that (discovery document, EventOutOfOfficeProperties.autoDeclineMode).
 */
export function autoResponse(store: CalendarStore, guest: Attendee, event: EventResource): Attendee | null {
  const home = store.calendars.get(guest.email);
  if (home === undefined || event.recurrence !== undefined) return null;
  const start = instantOf(event.start, home.timeZone);
  const end = instantOf(event.end, home.timeZone);
  for (const other of home.events.near({ timeMin: start, timeMax: end })) {
    const { eventType, status } = other.event;
    if ((eventType !== 'outOfOffice' && eventType !== 'focusTime') || status === 'cancelled') continue;
    if (other.end <= start || other.start >= end) continue;
    const properties = other.event[`${eventType}Properties`];
    const { autoDeclineMode, declineMessage } = isObject(properties) ? properties : {};
    if (autoDeclineMode === 'declineNone' || autoDeclineMode === undefined) continue;
    const comment = typeof declineMessage === 'string' ? { comment: declineMessage } : {};
    return { ...guest, responseStatus: 'declined', ...comment };
  }
  return null;
}
