import type { Interval } from './intervals';
import type { Service } from './service';
import { workingIntervals, type StaffMember } from './staff';
import { DAY, MINUTE, type Instant } from './time';
import { zoneBetween, type OffsetLookup } from './zones';

/** A live booking as seen by the slot rules; buffers in minutes. */
export interface Occupied extends Interval {
  bufferBefore: number;
  bufferAfter: number;
}

/** What is known about one person's time. */
export interface StaffTime {
  staff: StaffMember;
  /** Merged busy time of the read-busy calendars. */
  busy: readonly Interval[];
  bookings: readonly Occupied[];
  /** Busy time is known only inside this stretch; outside it nothing is offered. */
  known: Interval;
}

export interface SlotQuery {
  service: Service;
  staff: readonly StaffTime[];
  /** Only starts in here, `range.end` not included. */
  range: Interval;
  now: Instant;
  offsets: OffsetLookup;
}

/** An open time and who can take it. */
export interface Slot extends Interval {
  staffIds: string[];
}

/**
 * The open times of a service, sorted, each start once. The page, the cards and the check of a request all ask here,
 * so that what is offered is what is accepted.
 */
export function openSlots(query: SlotQuery): Slot[] {
  const { service, now } = query;
  const range = {
    start: Math.max(query.range.start, now + service.minimumNotice * MINUTE),
    end: Math.min(query.range.end, now + service.horizon * DAY),
  };
  const byStart = new Map<Instant, Slot>();
  for (const person of query.staff) {
    for (const start of openStarts(person, service, range, query.offsets)) {
      const slot = byStart.get(start);
      if (slot === undefined) {
        byStart.set(start, { start, end: start + service.duration * MINUTE, staffIds: [person.staff.id] });
      } else slot.staffIds.push(person.staff.id);
    }
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

/** Whether a start is among the open times; the people who can take it, none if it is closed. */
export function staffOpenAt(query: Omit<SlotQuery, 'range'>, start: Instant): string[] {
  const slots = openSlots({ ...query, range: { start, end: start + 1 } });
  return slots[0]?.staffIds ?? [];
}

/**
 * Whether nothing stands in the way of a booking at its own time: the rule of openSlots without hours, notice and
 * horizon, which bind clients and not a person who accepts. Time that is not known is not free.
 */
export function isFree(person: StaffTime, booking: Occupied): boolean {
  const before = booking.bufferBefore * MINUTE;
  const after = booking.bufferAfter * MINUTE;
  if (booking.start - before < person.known.start || booking.end + after > person.known.end) return false;
  const closed = closedStarts(person, { length: booking.end - booking.start, before, after });
  return !closed.some((wall) => wall.start < booking.start && booking.start < wall.end);
}

function openStarts(person: StaffTime, service: Service, asked: Interval, offsets: OffsetLookup): Instant[] {
  const length = service.duration * MINUTE;
  const range = {
    start: Math.max(asked.start, person.known.start + service.bufferBefore * MINUTE),
    end: Math.min(asked.end, person.known.end - length - service.bufferAfter * MINUTE + 1),
  };
  if (range.end <= range.start) return [];
  const zone = zoneBetween(person.staff.zone, offsets, range.start, range.end + length);
  const closed = closedStarts(person, {
    length,
    before: service.bufferBefore * MINUTE,
    after: service.bufferAfter * MINUTE,
  });
  const step = service.step * MINUTE;
  const starts: Instant[] = [];
  let next = 0;
  for (const open of workingIntervals(person.staff.hours, zone, range.start, range.end + length)) {
    const skipped = Math.max(0, Math.ceil((range.start - open.start) / step));
    for (let start = open.start + skipped * step; start + length <= open.end && start < range.end; start += step) {
      while ((closed[next]?.end ?? Infinity) <= start) next++;
      const wall = closed[next];
      if (wall === undefined || wall.start >= start) starts.push(start);
    }
  }
  return starts;
}

/** What a booking takes of a person's time, milliseconds. */
interface Extent {
  length: number;
  before: number;
  after: number;
}

/**
 * The starts that something makes impossible, as merged open intervals (both ends are possible again). The gap between
 * two bookings must hold the longer of the first one's after-buffer and the second one's before-buffer, not their sum.
 */
function closedStarts(person: Pick<StaffTime, 'busy' | 'bookings'>, extent: Extent): Interval[] {
  const { length, before, after } = extent;
  const closed: Interval[] = person.busy.map((busy) => ({
    start: busy.start - after - length,
    end: busy.end + before,
  }));
  for (const booking of person.bookings) {
    closed.push({
      start: booking.start - Math.max(after, booking.bufferBefore * MINUTE) - length,
      end: booking.end + Math.max(before, booking.bufferAfter * MINUTE),
    });
  }
  return mergeOpen(closed);
}

/** As mergeIntervals, but stretches that only touch stay apart: the start between them is possible. */
function mergeOpen(intervals: Interval[]): Interval[] {
  const sorted = intervals.sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && interval.start < last.end) last.end = Math.max(last.end, interval.end);
    else merged.push({ ...interval });
  }
  return merged;
}
