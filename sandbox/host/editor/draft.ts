import type { Attendee, ShownEvent } from '../../calendar/model/resources';
import type { Json } from '../model/json';
import { dayAfter, daysBetween, instantOf, wallOf, wallOfTime, type Wall } from '../model/time';

/** An event as the editor has it: what a person can change, in fields of their own zone. */
export interface Draft {
  calendarId: string;
  /** Missing for an event that was never saved. */
  eventId: string | undefined;
  summary: string;
  isAllDay: boolean;
  start: Wall;
  /** Its last day for an all-day event; when it ends for any other. */
  end: Wall;
  location: string;
  description: string;
  guests: Attendee[];
  recurrence: string;
  transparency: string;
  visibility: string;
}

/** The event on somebody's wall. */
export function draftOf(
  calendarId: string,
  event: Partial<ShownEvent> & Pick<ShownEvent, 'start' | 'end'>,
  zone: string,
): Draft {
  const isAllDay = event.start.date !== undefined;
  const end = wallOfTime(event.end, zone);
  return {
    calendarId,
    eventId: event.id,
    summary: event.summary ?? '',
    isAllDay,
    start: isAllDay ? { ...wallOfTime(event.start, zone), time: '09:00' } : wallOfTime(event.start, zone),
    // The API's last day is the one after; a person means the last one.
    end: isAllDay ? { date: dayAfter(end.date, -1), time: '10:00' } : end,
    location: event.location ?? '',
    description: event.description ?? '',
    guests: event.attendees ?? [],
    recurrence: event.recurrence?.join('\n') ?? '',
    transparency: event.transparency ?? 'opaque',
    visibility: event.visibility ?? 'default',
  };
}

/** What is wrong with the times, in words. */
export function faultOf(draft: Draft, zone: string): string | null {
  const { start, end, isAllDay } = draft;
  const isWhole = (wall: Wall) => wall.date !== '' && (isAllDay || wall.time !== '');
  if (!isWhole(start)) return 'When does it begin?';
  if (!isWhole(end)) return 'When does it end?';
  if (isAllDay) return end.date < start.date ? 'It ends before it begins.' : null;
  return instantOf(end, zone) < instantOf(start, zone) ? 'It ends before it begins.' : null;
}

/** The body of the API request that saves it. */
export function bodyOf(draft: Draft, zone: string): Json {
  const time = (wall: Wall, days: number) =>
    draft.isAllDay
      ? { date: dayAfter(wall.date, days), dateTime: null, timeZone: null }
      : { dateTime: `${wall.date}T${wall.time.slice(0, 5)}:00`, timeZone: zone, date: null };
  const isNew = draft.eventId === undefined;
  const rules = draft.recurrence.split('\n').filter((line) => line.trim() !== '');
  return withoutNulls(isNew, {
    summary: draft.summary,
    location: draft.location,
    description: draft.description,
    transparency: draft.transparency,
    visibility: draft.visibility,
    start: withoutNulls(isNew, time(draft.start, 0)),
    end: withoutNulls(isNew, time(draft.end, 1)),
    attendees: draft.guests,
    ...((rules.length > 0 || !isNew) && { recurrence: rules.length > 0 ? rules : null }),
  });
}

/** A patch takes null to clear; a new event has nothing to clear. */
function withoutNulls(isNew: boolean, json: Json): Json {
  return isNew ? Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null)) : json;
}

/** Only what was changed: the rest of the event is nobody's business. */
export function changesOf(before: Json, after: Json): Json {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}

/**
 * The times of a whole series, when one of its events has been moved in the editor: the first one moves by as much.
 *
 * @param master times of the series' first event
 */
export function movedSeries(
  master: Pick<ShownEvent, 'start' | 'end'>,
  before: Draft,
  after: Draft,
  zone: string,
): Draft {
  const first = draftOf(after.calendarId, master, zone);
  const days = daysBetween(before.start.date, after.start.date);
  const length = daysBetween(after.start.date, after.end.date);
  const start = { date: dayAfter(first.start.date, days), time: after.start.time };
  return { ...after, start, end: { date: dayAfter(start.date, length), time: after.end.time } };
}

/** A new beginning keeps the length of the event. */
export function movedStart(draft: Draft, start: Wall, zone: string): Draft {
  if (draft.isAllDay) {
    const length = daysBetween(draft.start.date, draft.end.date);
    return { ...draft, start, end: { ...draft.end, date: dayAfter(start.date, length) } };
  }
  const length = instantOf(draft.end, zone) - instantOf(draft.start, zone);
  return { ...draft, start, end: wallOf(instantOf(start, zone) + length, zone) };
}
