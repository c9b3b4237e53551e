// A window of a calendar is found by an index; it must be what a look at each event finds.
import fc from 'fast-check';
import { isInside } from '../../../sandbox/calendar/events/find';
import type { Window } from '../../../sandbox/calendar/model/recurrence';
import type { EventResource, StoredEvent } from '../../../sandbox/calendar/model/resources';
import { EventTable } from '../../../sandbox/calendar/state/event-table';
import { HOUR } from '../../support/google-calendar';

const FIRST = Date.parse('2026-01-01T00:00:00Z');
const DAY = 24 * HOUR;
const iso = (at: number) => new Date(at).toISOString();

const timed = (start: number, end: number) => ({ start: { dateTime: iso(start) }, end: { dateTime: iso(end) } });

function stored(i: number, change: Pick<EventResource, 'start' | 'end'> & Partial<EventResource>): StoredEvent {
  const event = { id: `event${i}`, iCalUID: `event${i}`, ...change } as EventResource;
  return { event, seq: i, ordinal: i };
}

it('finds a week out of 20,000 events without going through all of them', () => {
  const events = Array.from({ length: 20_000 }, (_, i) => stored(i, timed(FIRST + i * HOUR, FIRST + (i + 0.5) * HOUR)));
  const window = { timeMin: FIRST + 700 * DAY, timeMax: FIRST + 707 * DAY };
  const near = [...new EventTable('UTC', events).near(window)];
  expect(near.length).toBeLessThan(400);
  const hours = Array.from({ length: 7 * 24 }, (_, i) => window.timeMin + i * HOUR);
  expect(near.filter((entry) => isInside(entry, window)).map(({ start }) => start)).toEqual(hours);
});

const hour = (max: number) => fc.integer({ min: 0, max });
const anyEvent = fc.record({
  /** Some are written again: moved, made a series or all-day. */
  i: hour(12),
  start: hour(3_000),
  length: fc.oneof(hour(30), hour(3_000)),
  kind: fc.constantFrom('timed', 'timed', 'allDay', 'series', 'noTime'),
});
const anyWindow = fc.record({ from: fc.option(hour(4_000)), length: fc.option(fc.integer({ min: 1, max: 3_000 })) });

it('finds what a look at each event finds, in the same order, whatever was written again and in whatever zone', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.array(anyWindow), fc.boolean(), (events, windows, moves) => {
      const table = new EventTable('UTC');
      for (const { i, start, length, kind } of events) {
        const from = FIRST + start * HOUR;
        const to = from + length * HOUR;
        const days = { start: { date: iso(from).slice(0, 10) }, end: { date: iso(to + DAY).slice(0, 10) } };
        const span = kind === 'allDay' ? days : kind === 'noTime' ? { start: {}, end: {} } : timed(from, to);
        table.put(stored(i, { ...span, ...(kind === 'series' && { recurrence: ['RRULE:FREQ=DAILY'] }) }));
      }
      if (moves) table.setZone('Pacific/Auckland');
      for (const { from, length } of windows) {
        const timeMin = from === null ? null : FIRST + from * HOUR;
        const window: Window = { timeMin, timeMax: length === null ? null : (timeMin ?? FIRST) + length * HOUR };
        // A series is looked at by its rule, later.
        const wanted = ({ event, ...span }: { event: EventResource; start: number; end: number }) =>
          event.recurrence !== undefined || isInside(span, window);
        const inOrder = [...table.all()].filter(wanted).sort((a, b) => a.ordinal - b.ordinal);
        const near = [...table.near(window)].filter(wanted);
        const isWhole = window.timeMin === null && window.timeMax === null;
        expect(isWhole ? near.sort((a, b) => a.ordinal - b.ordinal) : near).toEqual(inOrder);
      }
    }),
  );
});
