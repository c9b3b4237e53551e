/** What is known about open times: of each stretch, all starts in it, in order. Epoch milliseconds. */
export interface Stretch {
  start: number;
  /** Not included. */
  end: number;
  starts: readonly number[];
}

/** Sorted, and no two touch. */
export type KnownTimes = readonly Stretch[];

/** Adds a stretch to what is known; where both know, the new one is right. */
export function learned(known: KnownTimes, news: Stretch): KnownTimes {
  const apart = known.filter(({ start, end }) => end < news.start || start > news.end);
  const touching = known.filter((stretch) => !apart.includes(stretch));
  const starts = new Set([
    ...touching.flatMap((stretch) => stretch.starts.filter((start) => start < news.start || start >= news.end)),
    ...news.starts,
  ]);
  const joined: Stretch = {
    start: Math.min(news.start, ...touching.map(({ start }) => start)),
    end: Math.max(news.end, ...touching.map(({ end }) => end)),
    starts: [...starts].sort((a, b) => a - b),
  };
  return [...apart, joined].sort((a, b) => a.start - b.start);
}

/**
 * What an answer tells: if it has no start, there is none up to the next one either.
 *
 * @param next the first open time after a range without any; 0 if there is none up to `until`
 */
export function stretchOf(from: number, to: number, starts: readonly number[], next: number, until: number): Stretch {
  if (starts.length > 0) return { start: from, end: to, starts };
  return next > 0 ? { start: from, end: next + 1, starts: [next] } : { start: from, end: Math.max(to, until), starts };
}

/** The first instant of a range about which nothing is known; `null` if all of it is known. */
export function firstGap(known: KnownTimes, from: number, to: number): number | null {
  if (from >= to) return null;
  const here = known.find(({ start, end }) => start <= from && from < end);
  return here === undefined ? from : firstGap(known, here.end, to);
}

/** All known starts in a range, in order. */
export function startsIn(known: KnownTimes, from: number, to: number): number[] {
  return known.flatMap(({ starts }) => starts.filter((start) => start >= from && start < to));
}

/** The first start at or after an instant; `null` if there is none, as far as is known without a gap. */
export function nextStart(known: KnownTimes, from: number): number | null {
  const here = known.find(({ start, end }) => start <= from && from < end);
  if (here === undefined) return null;
  return here.starts.find((start) => start >= from) ?? nextStart(known, here.end);
}
