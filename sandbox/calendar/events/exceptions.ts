import { originalStartOf } from '../model/recurrence';
import type { Attendee, EventResource } from '../model/resources';
import { shapeOf, type CalendarRecord, type CalendarStore } from '../state/store';

/** What an instance has of its own, whatever its series says. */
const INSTANCES_OWN = new Set([
  'id',
  'etag',
  'created',
  'updated',
  'start',
  'end',
  'recurrence',
  'recurringEventId',
  'originalStartTime',
  'status',
  'sequence',
  'attendees',
  'organizer',
]);

/**
 * A change of a series reaches its exceptions in what they do not have otherwise themselves. An exception whose place
 * in the series is gone goes too.
 */
export function carryToExceptions(
  store: CalendarStore,
  calendar: CalendarRecord,
  before: EventResource,
  after: EventResource,
): void {
  if (before.recurrence === undefined || after.status === 'cancelled') return;
  const hasNewShape = JSON.stringify(shapeOf(before)) !== JSON.stringify(shapeOf(after));
  for (const { event } of calendar.events.exceptionsOf(after.id)) {
    if (event.status === 'cancelled') continue;
    const isGone = hasNewShape && !stillIn(after, event.id, calendar);
    const next = isGone ? { ...event, status: 'cancelled' } : carried(event, before, after);
    if (JSON.stringify(next) !== JSON.stringify(event)) store.put(calendar, next);
  }
}

function stillIn(master: EventResource, id: string, calendar: CalendarRecord): boolean {
  return master.recurrence !== undefined && originalStartOf(master, id, calendar.timeZone) !== null;
}

function carried(exception: EventResource, before: EventResource, after: EventResource): EventResource {
  const next: EventResource = { ...exception };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (INSTANCES_OWN.has(name)) continue;
    const [was, is, own] = [before[name], after[name], exception[name]].map((value) => JSON.stringify(value));
    if (was === is || own !== was) continue;
    if (after[name] === undefined) Reflect.deleteProperty(next, name);
    else next[name] = after[name];
  }
  const attendees = mergedAttendees(exception.attendees, before.attendees, after.attendees);
  if (attendees.length > 0) next.attendees = attendees;
  else delete next.attendees;
  return next;
}

/** Guests who came to the series come, who left leaves, and a new answer to the series counts. */
function mergedAttendees(own: Attendee[] = [], before: Attendee[] = [], after: Attendee[] = []): Attendee[] {
  const was = new Map(before.map((attendee) => [attendee.email, attendee]));
  const is = new Map(after.map((attendee) => [attendee.email, attendee]));
  const kept = own
    .filter(({ email }) => is.has(email) || !was.has(email))
    .map((attendee) => {
      const now = is.get(attendee.email);
      const answered = now !== undefined && now.responseStatus !== was.get(attendee.email)?.responseStatus;
      return answered ? { ...attendee, ...now } : attendee;
    });
  const has = new Set(kept.map(({ email }) => email));
  return [...kept, ...after.filter(({ email }) => !was.has(email) && !has.has(email))];
}
