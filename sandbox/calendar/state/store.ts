import { createHash } from 'node:crypto';
import type { Clock } from '../../world/clock';
import type { Mailbox } from '../../world/mailbox';
import { ANYBODY } from './access';
import { notFound } from '../model/errors';
import { EventTable, type Entry } from './event-table';
import type {
  CalendarList,
  CalendarProperties,
  CalendarState,
  CalendarUser,
  EventResource,
  EventShape,
  ListEntry,
  StoredEvent,
  WatchChannel,
} from '../model/resources';

/** An event of a calendar was created, changed or deleted. */
export interface CalendarChange {
  calendarId: string;
  eventId?: string;
  at: number;
}

/**
 * A message to a watcher: headers only, as Google sends it
 * (https://developers.google.com/workspace/calendar/api/guides/push).
 */
export interface PushMessage {
  address: string;
  headers: Record<string, string>;
}

/** How long a Meet link takes to be made, and whether making it fails. */
export type MeetDelay = () => { ms: number; fail: boolean };

/** A calendar with its events. */
export interface CalendarRecord extends CalendarProperties {
  events: EventTable;
}

/** What a write may say besides the event itself. */
export type PutOptions = Partial<Pick<StoredEvent, 'removedByGuest' | 'isApart'>> & {
  meet?: StoredEvent['meet'] | null;
  /** Reminders do not count as a change of the event's data (discovery document, Event.reminders). */
  keepUpdated?: boolean;
};

/** Shapes that an event may leave behind; more of them would only matter to very old sync tokens. */
const FORMER_KEPT = 50;

/** All that the engine keeps, and the one place where events are written. */
export class CalendarStore {
  users = new Map<string, CalendarUser>();
  calendars = new Map<string, CalendarRecord>();
  lists: Record<string, CalendarList> = {};
  channels: WatchChannel[] = [];
  /** Pages of events that are to be shorter than asked for. */
  private short = { size: 0, pages: 0 };
  private nextNumber = 1;
  /** Events whose Meet link is being made. */
  private readonly making = new Map<string, { calendar: CalendarRecord; id: string }>();

  constructor(
    readonly clock: Clock,
    readonly mailbox: Mailbox,
    readonly meetDelay: MeetDelay,
    private readonly onChange: (change: CalendarChange) => void,
    /** Sends a message to a watcher. */
    readonly push: (message: PushMessage) => void,
  ) {}

  /** The calendar that a call names; `primary` is the caller's own. */
  calendar(id: unknown, user: string): CalendarRecord {
    const name = String(id);
    const found = this.calendars.get(name === 'primary' ? user : name) ?? this.calendars.get(name.toLowerCase());
    if (found === undefined) throw notFound();
    return found;
  }

  addCalendar(
    properties: Pick<CalendarProperties, 'id' | 'summary' | 'timeZone' | 'owner' | 'primary'>,
  ): CalendarRecord {
    const { owner } = properties;
    const calendar: CalendarRecord = {
      ...properties,
      acl: [{ id: `user:${owner}`, role: 'owner', scope: { type: 'user', value: owner }, seq: 1 }],
      seq: 0,
      aclSeq: 1,
      nextOrdinal: 1,
      changedAt: this.clock.now(),
      tokenEpoch: 0,
      conferenceTypes: ['hangoutsMeet'],
      events: new EventTable(properties.timeZone),
    };
    this.calendars.set(calendar.id, calendar);
    this.putInList(owner, { calendarId: calendar.id, selected: true });
    return calendar;
  }

  list(user: string): CalendarList {
    if (user === ANYBODY) return { seq: 0, entries: [] };
    return (this.lists[user] ??= { seq: 0, entries: [] });
  }

  /** Puts a calendar into a user's list, or changes its entry there. */
  putInList(user: string, entry: Omit<ListEntry, 'seq'>): ListEntry {
    const list = this.list(user);
    const stored: ListEntry = { ...entry, seq: ++list.seq };
    const at = list.entries.findIndex((known) => known.calendarId === entry.calendarId);
    if (at < 0) list.entries.push(stored);
    else list.entries[at] = stored;
    return stored;
  }

  /** Makes the next pages of events short: Google does that as it likes (discovery document, maxResults). */
  shortenPages(size: number, pages: number): void {
    this.short = { size, pages };
  }

  /** How many events the page that is being made may have. */
  shortened(size: number): number {
    if (this.short.pages <= 0) return size;
    this.short.pages -= 1;
    return Math.min(size, this.short.size);
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** A new id of the letters that Google uses; the same in every run. */
  newId(): string {
    const hash = createHash('sha256').update(`id-${this.nextNumber++}`).digest();
    return [...hash.subarray(0, 26)].map((byte) => '0123456789abcdefghijklmnopqrstuv'[byte % 32]).join('');
  }

  /** Writes an event into a calendar: new etag, new place in the order of changes. */
  put(calendar: CalendarRecord, event: EventResource, options: PutOptions = {}): Entry {
    const before = calendar.events.get(event.id);
    const now = this.clock.now();
    const seq = ++calendar.seq;
    calendar.changedAt = now;
    const meet = options.meet === undefined ? before?.meet : (options.meet ?? undefined);
    const removedByGuest = options.removedByGuest ?? before?.removedByGuest;
    const isApart = options.isApart ?? before?.isApart;
    const former = formerOf(before, event, seq);
    const updated = options.keepUpdated === true ? event.updated : new Date(now).toISOString();
    const entry = calendar.events.put({
      event: { ...event, updated, etag: `"${now}${String(seq).padStart(6, '0')}"` },
      seq,
      ordinal: before?.ordinal ?? calendar.nextOrdinal++,
      ...(meet !== undefined && { meet }),
      ...(removedByGuest === true && { removedByGuest }),
      ...(isApart === true && { isApart }),
      ...(former.length > 0 && { former }),
    });
    this.noteMeet(calendar, entry);
    this.onChange({ calendarId: calendar.id, eventId: event.id, at: now });
    return entry;
  }

  /** Events whose Meet link is due. */
  meetsDue(): { calendar: CalendarRecord; entry: Entry }[] {
    const now = this.clock.now();
    return [...this.making.values()].flatMap(({ calendar, id }) => {
      const entry = calendar.events.get(id);
      return entry?.meet !== undefined && entry.meet.readyAt <= now ? [{ calendar, entry }] : [];
    });
  }

  removeCalendar(calendar: CalendarRecord): void {
    this.calendars.delete(calendar.id);
    for (const [key, known] of this.making) if (known.calendar === calendar) this.making.delete(key);
    for (const user of Object.keys(this.lists)) {
      if (this.list(user).entries.some((entry) => entry.calendarId === calendar.id)) {
        this.putInList(user, { calendarId: calendar.id, deleted: true });
      }
    }
  }

  save(): CalendarState {
    return {
      users: [...this.users.values()],
      calendars: [...this.calendars.values()].map(({ events, ...properties }) => ({
        ...properties,
        events: events.save(),
      })),
      lists: this.lists,
      channels: this.channels,
      nextNumber: this.nextNumber,
    };
  }

  load(state: CalendarState): void {
    this.users = new Map(state.users.map((user) => [user.email, user]));
    this.calendars = new Map();
    this.making.clear();
    for (const { events, ...properties } of state.calendars) {
      const calendar = { ...properties, events: new EventTable(properties.timeZone, events) };
      this.calendars.set(calendar.id, calendar);
      for (const entry of calendar.events.all()) this.noteMeet(calendar, entry);
    }
    this.lists = state.lists;
    this.channels = state.channels;
    this.nextNumber = state.nextNumber;
  }

  private noteMeet(calendar: CalendarRecord, entry: Entry): void {
    const key = `${calendar.id} ${entry.event.id}`;
    if (entry.meet === undefined) this.making.delete(key);
    else this.making.set(key, { calendar, id: entry.event.id });
  }
}

/** When and how an event takes place. */
export function shapeOf({ start, end, recurrence }: EventResource): EventShape {
  return { start, end, ...(recurrence !== undefined && { recurrence }) };
}

/** The shapes that an event leaves behind when it is written again. */
function formerOf(before: Entry | undefined, after: EventResource, seq: number): NonNullable<StoredEvent['former']> {
  if (before === undefined) return [];
  const shape = shapeOf(before.event);
  const former = before.former ?? [];
  const isSame = before.event.status === after.status && JSON.stringify(shape) === JSON.stringify(shapeOf(after));
  return isSame || before.event.status === 'cancelled'
    ? former
    : [...former, { until: seq, shape }].slice(-FORMER_KEPT);
}
