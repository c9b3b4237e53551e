import type { Instant } from './time';

// Looked up once, see slots.ts.
const { max, min } = Math;

/** A stretch of time: `start` belongs to it, `end` does not. */
export interface Interval {
  start: Instant;
  end: Instant;
}

/** The same time as a sorted list without overlaps, touching stretches joined, empty ones dropped. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const some = intervals.filter((i) => i.end > i.start);
  // Most lists are already in order, and checking is cheaper than sorting.
  const sorted = isSorted(some) ? some : some.sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged[merged.length - 1];
    if (last !== undefined && interval.start <= last.end) last.end = max(last.end, interval.end);
    else merged.push({ start: interval.start, end: interval.end });
  }
  return merged;
}

function isSorted(intervals: readonly Interval[]): boolean {
  let last = -Infinity;
  for (const { start } of intervals) {
    if (start < last) return false;
    last = start;
  }
  return true;
}

/** One list of stretches minus another; both sorted and merged, as is the answer. */
export function withoutIntervals(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  if (taken.length === 0) return [...intervals];
  const left: Interval[] = [];
  for (const { start, end } of intervals) {
    let from = start;
    for (const gone of taken) {
      if (gone.end <= from) continue;
      if (gone.start >= end) break;
      if (gone.start > from) left.push({ start: from, end: gone.start });
      from = gone.end;
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}

/** The time that two stretches share; `null` if there is none. */
export function intersection(a: Interval, b: Interval): Interval | null {
  const start = max(a.start, b.start);
  const end = min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** A live booking as the slot rules see it; buffers in minutes. */
export interface TakenTime extends Interval {
  bufferBefore: number;
  bufferAfter: number;
  serviceId: string;
  staffId: string;
  /** How many clients may share its time, as it was when it was booked. */
  capacity: number;
  /** What people quote. */
  reference: string;
}
