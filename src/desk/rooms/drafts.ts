import { DAY } from '../../booking/time/time';
import type { Change } from '../ports/store';
import { goneEvent } from '../events/align';
import { alignConference, ended } from './rooms';
import { CalendarError, type Desk, type Me, type ObservedEvent } from '../ports/ports';
import type { EventConference } from '../ports/records';

/** For this long a room waits for its event: an editor may be closed without saving. */
const DRAFT_LIFE = DAY;

/** For this long it waits where Calendar does not say whether there is an event. */
const LONGEST_LIFE = 7 * DAY;

/**
 * Rooms that were made in an editor which was then closed without saving end after a day. Each event is asked for first:
 * news of it may have been lost.
 */
export function endAbandonedDrafts(desk: Desk, me: Me): void {
  const now = desk.now();
  const old = [...desk.store.read().all('conference').values()].filter(
    (c) => c.state === 'draft' && c.email === me.email && c.createdAt + DRAFT_LIFE < now,
  );
  if (old.length === 0) return;
  const seen = new Map(old.map((c) => [c, lookFor(desk, c)]));
  desk.store.update((snapshot) => ({
    changes: [...snapshot.all('conference')].flatMap(([id, conference]): Change[] => {
      if (conference.state !== 'draft') return [];
      const event = [...seen].find(([c]) => c.room === conference.room)?.[1];
      if (event === undefined || event === null) return [];
      const followed = alignConference(desk, snapshot, me, conference.calendarId, { event, movedTo: null }).filter(
        (change) => !('id' in change) || change.id === id,
      );
      return followed.length > 0 ? followed : [{ put: 'conference', id, value: ended(desk, snapshot, conference) }];
    }),
    result: null,
  }));
}

/** The event of a room as Calendar has it; null where it does not say. */
function lookFor(desk: Desk, { calendarId, eventId, createdAt }: EventConference): ObservedEvent | null {
  try {
    return desk.calendar.get(calendarId, eventId) ?? goneEvent(eventId);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`the event of a room cannot be looked at: ${error.kind}`);
    return createdAt + LONGEST_LIFE < desk.now() ? goneEvent(eventId) : null;
  }
}
