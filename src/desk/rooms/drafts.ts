import { DAY } from '../../booking/time/time';
import type { RecordChange } from '../ports/store';
import { alignEventRooms, endRoom } from './rooms';
import { CalendarError, type Desk, type ObservedEvent, goneEvent } from '../ports/ports';
import type { Room } from '../ports/records';
import { momentOf } from '../ports/moment';

/** How long a room waits for its event: an editor may be closed without saving. */
const DRAFT_LIFE = DAY;

/** How long it waits if Calendar does not say whether there is an event. */
const LONGEST_LIFE = 7 * DAY;

/**
 * Rooms that were made in an editor that was then closed without saving end after a day. Each event is looked up first:
 * the notification of it may have been lost.
 */
export function endAbandonedDrafts(desk: Desk): void {
  const now = desk.now();
  const old = desk.store
    .seen()
    .list('room')
    .filter((c) => c.state === 'draft' && c.email === desk.me.email && c.createdAt + DRAFT_LIFE < now);
  if (old.length === 0) return;
  const seen = new Map(old.map((c) => [c, lookFor(desk, c)]));
  desk.store.update((snapshot) => {
    const at = momentOf(desk, snapshot);
    const changes = [...snapshot.all('room')].flatMap(([id, room]): RecordChange[] => {
      if (room.state !== 'draft') return [];
      const event = [...seen].find(([c]) => c.name === room.name)?.[1];
      if (event === undefined || event === null) return [];
      const followed = alignEventRooms(at, room.calendarId, { event, movedTo: null }).filter(
        (change) => !('id' in change) || change.id === id,
      );
      return followed.length > 0 ? followed : [{ put: 'room', id, value: endRoom(at, room) }];
    });
    return { changes, result: null };
  }, 'all');
}

/** The event of a room as Calendar has it; `null` if it does not say. */
function lookFor(desk: Desk, { calendarId, eventId, createdAt }: Room): ObservedEvent | null {
  try {
    return desk.calendar.get(calendarId, eventId) ?? goneEvent(eventId);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`the event of a room cannot be looked at: ${error.kind}`);
    return createdAt + LONGEST_LIFE < desk.now() ? goneEvent(eventId) : null;
  }
}
