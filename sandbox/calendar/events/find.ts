import type { EventResource } from '../model/resources';
import { instanceOf, originalStartOf, originalStarts, type Window } from '../model/recurrence';
import type { Entry } from '../state/event-table';
import type { CalendarRecord } from '../state/store';
import { instantOf } from '../model/times';

/** An event or an instance of a series, with the instants of its start and end. */
export interface Occurrence {
  event: EventResource;
  start: number;
  end: number;
  ordinal: number;
  /** The last change of it; an instance that is like its series changes with that. */
  seq: number;
}

/** The event that an id names in a calendar: one of its own, or an instance of a series. */
export function findEvent(calendar: CalendarRecord, id: string): EventResource | null {
  return calendar.events.get(id)?.event ?? findInstance(calendar, id);
}

function findInstance(calendar: CalendarRecord, id: string): EventResource | null {
  const cut = id.lastIndexOf('_');
  const master = cut < 0 ? undefined : calendar.events.get(id.slice(0, cut))?.event;
  if (master?.recurrence === undefined) return null;
  const original = originalStartOf(master, id, calendar.timeZone);
  return original === null ? null : instanceOf(master, original);
}

/** timeMin excludes by end, timeMax by start (discovery document, events.list). */
export function isInside({ start, end }: { start: number; end: number }, { timeMin, timeMax }: Window): boolean {
  return (timeMin === null || end > timeMin) && (timeMax === null || start < timeMax);
}

/** The instances of a series that touch a window, exceptions in their place, cancelled ones among them. */
export function expand(calendar: CalendarRecord, master: Entry, window: Window): Occurrence[] {
  const exceptions = calendar.events.exceptionsOf(master.event.id);
  const excepted = new Set(exceptions.map(({ event }) => event.id));
  const zone = calendar.timeZone;
  const plain = originalStarts(master.event, zone, window)
    .map((original) => instanceOf(master.event, original))
    .filter((event) => !excepted.has(event.id))
    .map((event): Occurrence => ({
      event,
      start: instantOf(event.start, zone),
      end: instantOf(event.end, zone),
      ordinal: master.ordinal,
      seq: master.seq,
    }));
  return [...plain, ...exceptions.filter((exception) => isInside(exception, window))];
}

/** Whether any instance of a series, or the event itself, touches a window. */
export function touches(calendar: CalendarRecord, entry: Entry, window: Window): boolean {
  if (window.timeMin === null && window.timeMax === null) return true;
  if (entry.event.recurrence === undefined) return isInside(entry, window);
  return (
    originalStarts(entry.event, calendar.timeZone, window).length > 0 ||
    calendar.events.exceptionsOf(entry.event.id).some((exception) => isInside(exception, window))
  );
}
