import type { Interval } from '../../booking/time/intervals';
import { intersection, mergeIntervals } from '../../booking/time/intervals';
import { MINUTE } from '../../booking/time/time';
import type { BusyItem, ObservedEvent } from '../ports/ports';
import type { BusyBlock } from '../ports/records';

/**
 * Distinguishes the blocks of one event, or of one series, from all others: a 53-bit hash of its id, so that two of
 * 10,000 events collide only once in a hundred thousand calendars. Nothing of the event can be read from it.
 */
export function tagOf(id: string): string {
  // Two rounds of multiply and xor over the text (the mixing steps of MurmurHash3), joined to one whole number.
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (2 ** 21 * (low >>> 0) + ((high >>> 0) & 0x1fffff)).toString(36);
}

/** Whether something in a calendar is a booking's own event: its time is closed by the booking, not by the event. */
export type IsOurs = (item: Pick<BusyItem, 'id' | 'seriesId' | 'start'>) => boolean;

/** The busy blocks of events. */
export function blocksOf(items: readonly BusyItem[]): BusyBlock[] {
  return items.map(({ id, seriesId, start, end }) => ({ start, end, tag: tagOf(seriesId ?? id) }));
}

/** Busy time rounded outwards to whole minutes, in order, joined where it touches. */
export function inWholeMinutes(times: readonly Interval[]): Interval[] {
  return mergeIntervals(
    times.map(({ start, end }) => ({
      start: Math.floor(start / MINUTE) * MINUTE,
      end: Math.ceil(end / MINUTE) * MINUTE,
    })),
  );
}

/** Blocks in the order in which they are stored. */
export function inOrder(blocks: BusyBlock[]): BusyBlock[] {
  return blocks.sort((a, b) => a.start - b.start);
}

/**
 * Whether busy time has to be listed again because of these changes: a list of changes does not say which times result
 * from a series. A series that was deleted as a whole is found by its tag.
 */
export function needsList(events: readonly ObservedEvent[]): boolean {
  return events.some(({ isSeries, seriesId }) => isSeries || seriesId !== null);
}

/**
 * Busy time after changes of single events: their former blocks are removed, their current ones added.
 *
 * @param counts whether an event belongs to these blocks
 */
export function afterChanges(
  blocks: readonly BusyBlock[],
  events: readonly ObservedEvent[],
  known: Interval,
  counts: (event: ObservedEvent & { span: Interval }) => boolean,
): BusyBlock[] {
  if (events.length === 0) return [...blocks];
  const changed = new Set(events.map(({ id }) => tagOf(id)));
  const kept = blocks.filter(({ tag }) => !changed.has(tag));
  const last = new Map(events.map((event) => [event.id, event]));
  for (const event of last.values()) {
    const { id, span, isBusy } = event;
    if (span === null || !isBusy || !counts({ ...event, span })) continue;
    if (intersection(span, known) !== null) kept.push({ ...span, tag: tagOf(id) });
  }
  return inOrder(kept);
}
