import type { EventRef } from '../../booking/booking';
import type { Desk, ObservedEvent } from '../ports/ports';

/**
 * The instance of a series that is the booking: the same as before, or the first, whose id is different if the whole
 * series was moved. `null` if neither exists.
 */
export function existingInstance(
  desk: Desk,
  calendarId: string,
  series: ObservedEvent,
  known: string | undefined,
): ObservedEvent | null {
  const same = known === undefined ? null : desk.calendar.get(calendarId, known);
  if (same?.status === 'exists') return same;
  const first = desk.calendar.firstInstance(calendarId, series);
  return first?.status === 'exists' ? first : null;
}

/**
 * The id under which Google has a booking's own event now: the id of its instance changes when somebody moves the
 * series or makes it a single event again, which may not have been read yet.
 */
export function ownEventId(
  desk: Desk,
  { calendarId, eventId, instanceId }: Pick<EventRef, 'calendarId' | 'eventId' | 'instanceId'>,
): string {
  if (instanceId === undefined || desk.calendar.get(calendarId, instanceId)?.status === 'exists')
    return instanceId ?? eventId;
  const series = desk.calendar.get(calendarId, eventId);
  if (series?.status !== 'exists') return instanceId;
  return series.isSeries ? (existingInstance(desk, calendarId, series, undefined)?.id ?? instanceId) : eventId;
}
