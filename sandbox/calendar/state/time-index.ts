/** What an index by time needs to know. */
interface Timed {
  event: { id: string; recurrence?: string[] };
  start: number;
  end: number;
}

/** The stretches of time that the index is made of, milliseconds: a week. */
const STRETCH = 7 * 86_400_000;

/** What lasts longer is looked at whatever the window: it would lie in too many stretches. */
const LONGEST = 8;

/**
 * Events by when they take place, to find those of a window without going through a whole calendar. Series, events
 * without a time and very long ones are found in every window.
 */
export class TimeIndex<T extends Timed> {
  private readonly stretches = new Map<number, Map<string, T>>();
  private readonly anyTime = new Map<string, T>();

  add(entry: T): void {
    for (const place of this.placesOf(entry)) place.set(entry.event.id, entry);
  }

  /** Takes an entry out; its times have to be those with which it was added. */
  remove(entry: T): void {
    for (const place of this.placesOf(entry)) place.delete(entry.event.id);
  }

  clear(): void {
    this.stretches.clear();
    this.anyTime.clear();
  }

  /** Everything that may touch a window, each entry once, in no order; some of it may lie beside the window. */
  near({ timeMin, timeMax }: { timeMin: number | null; timeMax: number | null }): T[] {
    const first = timeMin === null ? -Infinity : stretchOf(timeMin);
    const last = timeMax === null ? Infinity : stretchOf(timeMax);
    const found = new Map(this.anyTime);
    const isNarrow = last - first < this.stretches.size;
    const numbers = isNarrow ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : this.stretches.keys();
    for (const number of numbers) {
      if (number < first || number > last) continue;
      for (const [id, entry] of this.stretches.get(number) ?? []) found.set(id, entry);
    }
    return [...found.values()];
  }

  private placesOf({ event, start, end }: T): Map<string, T>[] {
    const first = stretchOf(start);
    const count = stretchOf(end) - first + 1;
    // A time that is not a number fails the comparison, too.
    if (event.recurrence !== undefined || !(count >= 1 && count <= LONGEST)) return [this.anyTime];
    return Array.from({ length: count }, (_, i) => this.stretch(first + i));
  }

  private stretch(number: number): Map<string, T> {
    const known = this.stretches.get(number) ?? new Map<string, T>();
    this.stretches.set(number, known);
    return known;
  }
}

function stretchOf(at: number): number {
  return Math.floor(at / STRETCH);
}
