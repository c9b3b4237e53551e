import { omit } from '../model/json';
import type { EventResource, StoredEvent } from '../model/resources';
import type { Window } from '../model/recurrence';
import { instantOf } from '../model/times';
import { TimeIndex } from './time-index';

/** An event with the instants of its start and end, computed once. */
export interface Entry extends StoredEvent {
  start: number;
  end: number;
}

const none: ReadonlySet<string> = new Set();

/** The events of one calendar, found by id, by series, by iCalendar id and by time, in a stable order. */
export class EventTable {
  private readonly byId = new Map<string, Entry>();
  private readonly bySeries = new Map<string, Set<string>>();
  private readonly byUid = new Map<string, Set<string>>();
  private readonly byTime = new TimeIndex<Entry>();

  constructor(
    private zone: string,
    events: readonly StoredEvent[] = [],
  ) {
    for (const stored of events) this.put(stored);
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: string): Entry | undefined {
    return this.byId.get(id);
  }

  put(stored: StoredEvent): Entry {
    const { event } = stored;
    const entry: Entry = { ...stored, ...this.spanOf(event) };
    const before = this.byId.get(event.id);
    if (before !== undefined) this.byTime.remove(before);
    this.byTime.add(entry);
    // A map keeps the place of a key that it has: the order stays that of the ordinals.
    this.byId.set(event.id, entry);
    if (event.recurringEventId !== undefined) note(this.bySeries, event.recurringEventId, event.id);
    note(this.byUid, event.iCalUID, event.id);
    return entry;
  }

  /** All events, deleted ones too, in the order in which they came. */
  all(): IterableIterator<Entry> {
    return this.byId.values();
  }

  /** Those that may touch a window, in the order in which they came: all series are among them, and some neighbours. */
  near(window: Window): Iterable<Entry> {
    if (window.timeMin === null && window.timeMax === null) return this.all();
    return this.byTime.near(window).sort((a, b) => a.ordinal - b.ordinal);
  }

  /** What differs from a series in single instances: changed and cancelled ones. */
  exceptionsOf(seriesId: string): Entry[] {
    return this.found(this.bySeries.get(seriesId) ?? none);
  }

  withUid(iCalUID: string): Entry[] {
    return this.found(this.byUid.get(iCalUID) ?? none).filter(({ event }) => event.iCalUID === iCalUID);
  }

  /** All-day events begin and end by the clocks of the calendar's zone. */
  setZone(zone: string): void {
    this.zone = zone;
    this.byTime.clear();
    for (const entry of this.byId.values()) this.byTime.add(Object.assign(entry, this.spanOf(entry.event)));
  }

  save(): StoredEvent[] {
    return [...this.byId.values()].map((entry) => omit(entry, 'start', 'end'));
  }

  private found(ids: ReadonlySet<string>): Entry[] {
    return [...ids].flatMap((id) => this.byId.get(id) ?? []);
  }

  private spanOf(event: EventResource): { start: number; end: number } {
    return { start: instantOf(event.start, this.zone), end: instantOf(event.end, this.zone) };
  }
}

function note(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, new Set([id]));
  else ids.add(id);
}
