import type { Call } from '../api/call';
import type { Entry } from '../state/event-table';
import { instanceOf, originalStarts, withoutRecurrence, type Window } from '../model/recurrence';
import type { EventResource, EventShape } from '../model/resources';
import type { CalendarRecord } from '../state/store';
import { instantOf } from '../model/times';
import type { SyncToken } from '../state/tokens';
import { expand, isInside, touches, type Occurrence } from './find';
import { eventFilter } from './filter';

/** What has changed in a calendar since a sync token, deleted events and instances that are gone among it. */
export function changesSince(
  call: Call,
  calendar: CalendarRecord,
  token: SyncToken,
  query: Window & { single: boolean },
): Occurrence[] {
  const isWanted = eventFilter(call);
  const found = new Map<string, Occurrence>();
  const add = (occurrence: Occurrence) => {
    if (isWanted(occurrence.event)) found.set(occurrence.event.id, occurrence);
  };
  for (const entry of calendar.events.all()) {
    if (entry.seq <= token.seq) continue;
    const changed = query.single
      ? changedInstances(calendar, entry, token, query)
      : changedEvents(calendar, entry, token);
    changed.forEach(add);
  }
  return [...found.values()];
}

/** A changed event; a cancelled instance brings its series and the other exceptions along. */
function changedEvents(calendar: CalendarRecord, entry: Entry, token: SyncToken): Occurrence[] {
  if (!touches(calendar, entry, token) && !touchedBefore(calendar, entry, token)) return [];
  const { recurringEventId, status } = entry.event;
  if (recurringEventId === undefined || status !== 'cancelled') return [entry];
  const master = calendar.events.get(recurringEventId);
  if (master === undefined || master.event.status === 'cancelled') return [entry];
  // They come in the place of this change, so that pages stay in order.
  const along = [master, ...calendar.events.exceptionsOf(recurringEventId)].filter(
    ({ event }) => event !== entry.event,
  );
  return [entry, ...along.filter(({ seq }) => seq <= token.seq).map((other) => ({ ...other, seq: entry.seq }))];
}

/** Whether an event was inside the window when the token was made: then its leaving is news. */
function touchedBefore(calendar: CalendarRecord, entry: Entry, token: SyncToken): boolean {
  return shapesSince(entry, token).some((shape) => shapeTouches(calendar, shape, token));
}

function shapesSince(entry: Entry, token: SyncToken): EventShape[] {
  return (entry.former ?? []).filter(({ until }) => until > token.seq).map(({ shape }) => shape);
}

function shapeTouches(calendar: CalendarRecord, shape: EventShape, window: Window): boolean {
  if (shape.recurrence !== undefined) return originalStarts(shape, calendar.timeZone, window).length > 0;
  return isInside(spanOf(shape, calendar), window);
}

const spanOf = (shape: EventShape, { timeZone }: CalendarRecord) => ({
  start: instantOf(shape.start, timeZone),
  end: instantOf(shape.end, timeZone),
});

/** With singleEvents a change of a series is a change of each of its instances; those that are gone are cancelled. */
function changedInstances(calendar: CalendarRecord, entry: Entry, token: SyncToken, window: Window): Occurrence[] {
  const current = instancesOf(calendar, entry, window);
  const ids = new Set(current.map(({ event }) => event.id));
  const gone = shapesSince(entry, token)
    .flatMap((shape) => instancesOfShape(calendar, entry, shape, window))
    .filter(({ event }) => !ids.has(event.id) && !isException(calendar, event.id));
  const left = current.length === 0 && entry.event.recurrence === undefined && touchedBefore(calendar, entry, token);
  return [...current, ...gone, ...(left ? [entry] : [])];
}

/** Exceptions are entries of their own, with changes of their own. */
const isException = (calendar: CalendarRecord, id: string) =>
  calendar.events.get(id)?.event.recurringEventId !== undefined;

function instancesOf(calendar: CalendarRecord, entry: Entry, window: Window): Occurrence[] {
  if (entry.event.recurrence === undefined) return isInside(entry, window) ? [entry] : [];
  const all = expand(calendar, entry, window).map((instance) => ({ ...instance, seq: entry.seq }));
  // A cancelled exception is told when it is cancelled, not at each change of its series.
  return all.filter(({ event }) => event.status !== 'cancelled' || entry.event.status === 'cancelled');
}

/** The instances of a former shape, as cancelled events; of a plain event that became a series, the event itself. */
function instancesOfShape(calendar: CalendarRecord, entry: Entry, shape: EventShape, window: Window): Occurrence[] {
  const then: EventResource = { ...withoutRecurrence(entry.event), ...shape, status: 'cancelled' };
  const { ordinal, seq } = entry;
  if (shape.recurrence === undefined) {
    const becameSeries = entry.event.recurrence !== undefined;
    return becameSeries ? [{ event: then, ...spanOf(shape, calendar), ordinal, seq }] : [];
  }
  return originalStarts(shape, calendar.timeZone, window).map((original) => {
    const instance = instanceOf(then, original);
    return { event: instance, ...spanOf(instance, calendar), ordinal, seq };
  });
}
