import { makerOf } from '../../booking/booking';
import type { Desk } from '../ports/ports';
import type { Snapshot } from '../ports/store';
import { calendarRecordId, NO_NOTES, OUTDATED_MARK, type BusyBlock, type CalendarSync } from '../ports/records';
import { inWholeMinutes, tagOf } from '../times/busy';

// Whose event makes which busy time is known to the person's own account alone, see docs/decisions/0004-sync.md. The
// record is written first, its notes after it: whatever an execution that dies leaves behind, the record is true, and
// notes that are not its own are none, so that the calendar is listed again.

/** A calendar's busy time without one event's. */
export interface WithoutEvent {
  /** The mark of the record that it was derived from. */
  from: string;
  /** `null` if nothing is known of single events: then the calendar has to be listed again. */
  rest: MarkedBlocks | null;
}

/** The time of each ordinary event, and the mark of the notes that say so. */
export interface MarkedBlocks {
  foreign: BusyBlock[];
  mark: string;
}

/**
 * An event that was an ordinary one so far, and is a booking's own from now on: what its calendar is without it. `null`
 * if it is not among the ordinary ones.
 */
export function withoutEvent(desk: Desk, snapshot: Snapshot, calendarId: string, eventId: string): WithoutEvent | null {
  const calendar = snapshot.get('calendar', calendarRecordId(desk.me.email, calendarId));
  if (calendar === undefined || calendar.busy.length === 0 || makerOf(eventId) !== '') return null;
  const from = calendar.mark;
  const notes = desk.notes.read('busy', calendarId, from);
  if (notes === null) return { from, rest: null };
  const tag = tagOf(eventId);
  const foreign = notes.foreign.filter((block) => block.tag !== tag);
  return foreign.length === notes.foreign.length ? null : { from, rest: marked(desk, foreign) };
}

/** Blocks with the mark of the notes that say them. */
export function marked(desk: Desk, foreign: BusyBlock[]): MarkedBlocks {
  return { foreign, mark: desk.notes.markOf({ ...NO_NOTES, foreign }) };
}

/** The record without this event's time. @param without see withoutEvent */
export function recordWithout(calendar: CalendarSync, eventId: string, without: WithoutEvent | null): CalendarSync {
  const tag = tagOf(eventId);
  const value = { ...calendar, named: calendar.named.filter((block) => block.tag !== tag) };
  if (without === null) return value;
  const { from, rest } = without;
  if (rest === null || from !== calendar.mark) return { ...value, mark: OUTDATED_MARK };
  return { ...value, busy: inWholeMinutes(rest.foreign), mark: rest.mark };
}

/** Writes the notes to a record that is written. @param blocks `null` if they stay */
export function keepNotes(desk: Desk, calendarId: string, blocks: MarkedBlocks | null): void {
  if (blocks !== null) desk.notes.write('busy', calendarId, { ...NO_NOTES, foreign: blocks.foreign });
}
