import { workingTime } from './hours';
import { intersection, type Interval, type TakenTime } from '../time/intervals';
import { obstacles } from './reasons';
import {
  bookableTime,
  capsOf,
  closedBy,
  extentOf,
  knownTime,
  serviceCaps,
  zoneCache,
  type Extent,
  type SlotRules,
  type StaffTime,
} from './staff-time';
import { DAY, MINUTE, type Instant } from '../time/time';
import { SERVICE_LIMITS } from '../service';
import { sameDayUntil, type Zone } from '../time/zones';

// Looked up once: in the runtime's contexts a global costs as much as a dozen additions.
const { ceil, floor, max, min } = Math;

export interface SlotQuery extends SlotRules {
  /** Only starts in here, `range.end` not included. */
  range: Interval;
}

/** An open time and who can take it. */
export interface Slot extends Interval {
  staffIds: string[];
}

/**
 * The open times of a service, sorted, each start once. The page, the cards and the check of a request all ask here, so
 * that whatever is offered is also accepted. Nothing is offered with a person whose time is not fully known.
 *
 * Inside, times are whole minutes since 1970: small integers, with which a script that has just started calculates
 * several times faster than with milliseconds (docs/decisions/0003-slots.md).
 */
export function openSlots(query: SlotQuery): Slot[] {
  const length = query.duration * MINUTE;
  const zoneOf = zoneCache(query.offsets, query.range.start - DAY, query.range.end + length + DAY);
  const capsIn = serviceCaps(query);
  const found = new FoundSlots(query.range, query.now, length);
  for (const person of query.staff) {
    const zone = zoneOf(person.staff.zone);
    found.add(openMinutes(query, person, zone, capsIn), person.staff.id);
  }
  return found.inOrder();
}

/** Whether a start is among the open times; the people who can take it, none if it is closed. */
export function staffOpenAt(rules: SlotRules, start: Instant): string[] {
  const slots = openSlots({ ...rules, range: { start, end: start + 1 } });
  return slots[0]?.staffIds ?? [];
}

/**
 * Whether nothing blocks a booking at its own time: the rule of openSlots without hours, notice, horizon and caps,
 * which bind clients but not a person who accepts. Unknown time is not free.
 */
export function isFree(person: StaffTime, booking: TakenTime): boolean {
  return obstacles(person, booking).length === 0;
}

/** Slots as they are found, person by person; a start that is already there gets one more name. */
class FoundSlots {
  private readonly slots: Slot[] = [];
  /** Place of each minute's slot, counted from 1; 0: none. */
  private readonly places: Int32Array;
  private readonly first: number;

  /** @param length of a booking, milliseconds */
  constructor(
    range: Interval,
    now: Instant,
    private readonly length: number,
  ) {
    this.first = wholeMinute(max(range.start, now));
    const end = wholeMinute(min(range.end, now + (SERVICE_LIMITS.horizon.max + 1) * DAY));
    this.places = new Int32Array(max(0, end - this.first + 1));
  }

  add(minutes: readonly number[], staffId: string): void {
    const { slots, places, first, length } = this;
    for (const minute of minutes) {
      const place = places[minute - first] ?? 0;
      if (place > 0) slots[place - 1]?.staffIds.push(staffId);
      else {
        const start = minute * MINUTE;
        places[minute - first] = slots.push({ start, end: start + length, staffIds: [staffId] });
      }
    }
  }

  inOrder(): Slot[] {
    return this.slots.sort((a, b) => a.start - b.start);
  }
}

/**
 * The starts at which one person is open, whole minutes since 1970, each once.
 *
 * @param capsIn the caps of the service, see serviceCaps
 */
function openMinutes(
  query: SlotQuery,
  person: StaffTime,
  zone: Zone,
  capsIn: ReturnType<typeof serviceCaps>,
): number[] {
  const { service, range } = query;
  const extent = extentOf(query);
  const known = knownTime(person);
  const bookable = intersection(range, bookableTime(query, zone));
  if (person.staff.paused || person.staff.syncPaused || known === null || bookable === null) return [];
  const within = {
    start: max(bookable.start, known.start + extent.before),
    end: min(bookable.end, known.end - extent.length - extent.after + 1),
  };
  if (within.end <= within.start) return [];
  const starts = sweep(query, person, zone, within, extent);
  const capHit = capsOf(person, zone, capsIn(zone));
  const allowed = capHit === null ? starts : uncapped(starts, zone, capHit);
  return service.capacity > 1 ? withSeats(query, person, within, allowed) : allowed;
}

/** Leaves out starts at which a cap is reached. It is asked once a day, which has one answer for all its starts. */
function uncapped(starts: readonly number[], zone: Zone, capHit: (start: Instant) => unknown): number[] {
  let until = -Infinity;
  let isOpen = true;
  return starts.filter((minute) => {
    const start = minute * MINUTE;
    if (start >= until) {
      isOpen = capHit(start) === null;
      until = sameDayUntil(zone, start);
    }
    return isOpen;
  });
}

/**
 * Starts that are impossible, read from the front to the end: pairs of minutes, in order and apart, both ends not
 * included; each reaches from `lead` before to `trail` after what is stored: for busy time the length of a booking and
 * its buffers, see closedByBusy; bookings are stored with both, see closedBy.
 */
interface Walls {
  pairs: Int32Array;
  lead: number;
  trail: number;
  next: number;
}

/** Goes through hours and busy time once, side by side: the cost grows with blocks plus slots. */
function sweep(query: SlotQuery, person: StaffTime, zone: Zone, within: Interval, extent: Extent): number[] {
  const length = wholeMinute(extent.length);
  const walls = calendarWalls(person, within, extent);
  const booked = mergeOpen(person.bookings.map((booking) => closedBy(booking, extent)));
  if (booked.length > 0)
    walls.push({ pairs: minutePairs(booked, within.start, within.end), lead: 0, trail: 0, next: 0 });
  const { step } = query.service;
  const first = wholeMinute(within.start);
  const end = wholeMinute(within.end);
  const starts: number[] = [];
  const { ranges, open } = workingTime(person.staff, zone, within.start, within.end + extent.length);
  const roofs = minutePairs(open, -Infinity, Infinity);
  let around = 0;
  for (const range of ranges) {
    const from = wholeMinute(range.from);
    const last = min(wholeMinute(range.end), end);
    let start = onStep(from, step, max(wholeMinute(range.start), first));
    while (start < last) {
      while (around < roofs.length && (roofs[around + 1] ?? 0) < start + length) around += 2;
      if (around === roofs.length) return starts;
      const free = max(roofs[around] ?? 0, freeFrom(walls, start));
      if (free <= start) {
        starts.push(start);
        start += step;
      } else start = onStep(from, step, free);
    }
  }
  return starts;
}

/** What the busy time of each of a person's calendars makes impossible. */
function calendarWalls({ calendars }: StaffTime, within: Interval, { length, before, after }: Extent): Walls[] {
  return calendars.map(({ busy }) => ({
    pairs: minutePairs(busy, within.start - before, within.end + length + after),
    lead: wholeMinute(after) + wholeMinute(length),
    trail: wholeMinute(before),
    next: 0,
  }));
}

/** The first step at or after a minute. */
function onStep(from: number, step: number, minute: number): number {
  return from + (ceil((minute - from) / step) | 0) * step;
}

/** The first whole minute at or after an instant, as an integer that takes no memory of its own. */
function wholeMinute(at: Instant): number {
  return ceil(at / MINUTE) | 0;
}

/** The start itself if nothing blocks it, or else the end of the last block there. */
function freeFrom(walls: readonly Walls[], start: number): number {
  let free = start;
  for (const wall of walls) {
    const { pairs, lead, trail } = wall;
    let i = wall.next;
    while (i < pairs.length && (pairs[i + 1] ?? 0) + trail <= start) i += 2;
    wall.next = i;
    if (i < pairs.length && (pairs[i] ?? 0) - lead < start) free = max(free, (pairs[i + 1] ?? 0) + trail);
  }
  return free;
}

/** Intervals that reach into a stretch, as minutes, rounded outwards: a block may close a little too much. */
function minutePairs(intervals: readonly Interval[], from: Instant, to: Instant): Int32Array {
  const first = firstEndingAfter(intervals, from);
  const pairs: number[] = [];
  for (let i = first; i < intervals.length; i++) {
    const interval = intervals[i];
    if (interval === undefined || interval.start >= to) break;
    pairs.push(floor(interval.start / MINUTE) | 0, wholeMinute(interval.end));
  }
  return Int32Array.from(pairs);
}

/** The index of the first interval that ends after an instant, in a sorted list without overlaps. */
function firstEndingAfter(intervals: readonly Interval[], at: Instant): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.end ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As mergeIntervals, but stretches that only touch stay apart: the start between them is possible. */
function mergeOpen(intervals: Interval[]): Interval[] {
  const sorted = intervals.sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && interval.start < last.end) last.end = max(last.end, interval.end);
    else merged.push({ ...interval });
  }
  return merged;
}

/**
 * An existing session with a seat left is open too, whenever it is: hours, step and caps already allowed it. Sessions,
 * busy time and bookings are gone through side by side.
 */
function withSeats(query: SlotQuery, person: StaffTime, within: Interval, starts: number[]): number[] {
  const sessions = sessionsWithSeats(query, person, within);
  if (sessions.length === 0) return starts;
  // A new client brings the buffers that the service has now.
  const extent = extentOf(query);
  const walls = calendarWalls(person, within, extent);
  const closed = person.bookings.map((booking) => closedBy(booking, extent));
  const begins = Int32Array.from(closed, ({ start }) => wholeMinute(start)).sort();
  const ends = Int32Array.from(closed, ({ end }) => wholeMinute(end)).sort();
  let begun = 0;
  let over = 0;
  let before = 0;
  const joinable = sessions.filter(({ start, taken }) => {
    while ((begins[begun] ?? Infinity) < start) begun += 1;
    while ((ends[over] ?? Infinity) <= start) over += 1;
    while ((starts[before] ?? Infinity) < start) before += 1;
    // The bookings of the session itself all reach over its start: one more is somebody else's.
    return begun - over === taken && freeFrom(walls, start) === start && starts[before] !== start;
  });
  return [...starts, ...joinable.map(({ start }) => start)];
}

/** Sessions that one more client could join if nothing else were there, in order; starts as minutes. */
function sessionsWithSeats(
  { service, duration }: SlotQuery,
  { staff, bookings }: StaffTime,
  within: Interval,
): { start: number; taken: number }[] {
  const taken = new Map<number, number>();
  for (const { start, end, capacity, serviceId, staffId } of bookings) {
    const isAsked = start >= within.start && start < within.end && start % MINUTE === 0;
    if (!isAsked || capacity <= 1 || end - start !== duration * MINUTE) continue;
    if (serviceId !== service.id || staffId !== staff.id) continue;
    const minute = wholeMinute(start);
    taken.set(minute, (taken.get(minute) ?? 0) + 1);
  }
  return [...taken]
    .filter(([, clients]) => clients < service.capacity)
    .map(([start, clients]) => ({ start, taken: clients }))
    .sort((a, b) => a.start - b.start);
}
