import { DAY } from '../booking/time/time';
import { zoneBetween, type OffsetLookup } from '../booking/time/zones';
import { CalendarError, type ObservedEvent } from '../desk/ports/ports';
import { readCanWrite, type MidnightOf } from './answers';
import type { CalendarApi } from './api';
import { statusOf } from './retries';

/** One calendar as the person at work reaches it. */
export interface CalendarAccess {
  /** With retries: what it throws is a CalendarError. */
  api: CalendarApi;
  calendarId: string;
  offsets: OffsetLookup;
  /** What an answer about one event says. */
  readonly observed: (answer: unknown) => ObservedEvent;
}

/** The fields of an event that are read. */
export const EVENT_FIELDS =
  'id,etag,status,summary,start(date,dateTime),end(date,dateTime),transparency,eventType,recurrence,' +
  'recurringEventId,originalStartTime(date,dateTime),hangoutLink,' +
  'conferenceData(entryPoints(entryPointType,uri,label,pin),createRequest(requestId,status)),attendees(email,self,responseStatus)';

export /** Midnights of one zone: its clock changes are looked up only around the dates that are asked for. */
function midnightsIn(zone: string, offsets: OffsetLookup): MidnightOf {
  return (wall) => zoneBetween(zone, offsets, wall - DAY, wall + DAY).instantOf(wall);
}

/** 412: somebody has changed the event since it was read. */
export function unlessChanged<T>(request: () => T): T | 'changed' {
  try {
    return request();
  } catch (error) {
    if (error instanceof CalendarError && statusOf(error) === 412) return 'changed';
    throw error;
  }
}

/**
 * 404 and 410 for an event mean that it does not exist, which is what the caller asked about. A calendar that may no
 * longer be seen answers the same; the event may still exist there, so nothing is concluded.
 *
 * @throws CalendarError `noAccess` for such a calendar
 */
export function orGone<T>(access: CalendarAccess, gone: T, request: () => T): T {
  try {
    return request();
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'gone') throw error;
    if (!isReachable(access)) throw new CalendarError('noAccess', `the calendar cannot be reached: ${error.message}`);
    return gone;
  }
}

/** A person cannot write to a calendar that is not in their list. */
export function canWrite({ api, calendarId }: CalendarAccess): boolean {
  try {
    return readCanWrite(api.getCalendar(calendarId, { fields: 'accessRole' }));
  } catch (error) {
    if (error instanceof CalendarError && (error.kind === 'gone' || error.kind === 'noAccess')) return false;
    throw error;
  }
}

function isReachable({ api, calendarId }: CalendarAccess): boolean {
  try {
    api.getCalendar(calendarId, { fields: 'id' });
    return true;
  } catch (error) {
    if (error instanceof CalendarError && (error.kind === 'gone' || error.kind === 'noAccess')) return false;
    throw error;
  }
}
