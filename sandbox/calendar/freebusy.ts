import { roleOf } from './access';
import type { Call } from './context';
import { ApiFailure, invalid, required } from './errors';
import { expand } from './events-read';
import type { CalendarRecord, EventResource } from './resources';
import { dateTimeIn, spanOf, timeParameter } from './times';

/** Longest range that Google has been seen to answer [PLATFORM: §7]. */
const LONGEST = 93 * 86_400_000;

/** freebusy.query: merged and clipped busy time, with an error for each calendar that cannot be read. */
export function queryFreeBusy(call: Call): unknown {
  const { data, body } = call;
  if (body.timeMin === undefined || body.timeMax === undefined) throw required('timeMin or timeMax');
  const timeMin = timeParameter(body.timeMin, 'timeMin');
  const timeMax = timeParameter(body.timeMax, 'timeMax');
  if (timeMin >= timeMax) throw invalid('The specified time range is empty.', 'timeMax');
  if (timeMax - timeMin > LONGEST) {
    throw new ApiFailure(400, 'timeRangeTooLong', 'The requested time range is too long.', undefined, 'calendar');
  }
  const zone = typeof body.timeZone === 'string' ? body.timeZone : 'UTC';
  const items = Array.isArray(body.items) ? body.items : [];
  const ids = items.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '',
  );
  const calendars = Object.fromEntries(
    ids.map((id) => {
      const calendar = data.calendars.get(id === 'primary' ? call.user : id);
      if (calendar === undefined || roleOf(calendar, call.user) === 'none') {
        return [id, { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] }];
      }
      const busy = busyTimes(calendar, timeMin, timeMax).map(({ start, end }) => ({
        start: dateTimeIn(start, zone),
        end: dateTimeIn(end, zone),
      }));
      return [id, { busy }];
    }),
  );
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(timeMin).toISOString(),
    timeMax: new Date(timeMax).toISOString(),
    calendars,
  };
}

function busyTimes(calendar: CalendarRecord, timeMin: number, timeMax: number) {
  const window = { timeMin, timeMax };
  const events = Object.values(calendar.events).flatMap(({ event }) =>
    event.recurrence === undefined
      ? event.recurringEventId === undefined
        ? [event]
        : []
      : expand(calendar, event, window),
  );
  const spans = events
    .filter((event) => blocks(calendar, event))
    .map((event) => spanOf(event, calendar.timeZone))
    .map(({ start, end }) => ({ start: Math.max(start, timeMin), end: Math.min(end, timeMax) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

function blocks(calendar: CalendarRecord, event: EventResource): boolean {
  if (event.status === 'cancelled' || event.transparency === 'transparent') return false;
  return !(event.attendees ?? []).some((a) => a.email === calendar.id && a.responseStatus === 'declined');
}
