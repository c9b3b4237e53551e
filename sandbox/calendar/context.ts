import { createHash } from 'node:crypto';
import type { ApiCall } from '../protocol';
import type { Clock } from '../world/clock';
import type { Mailbox } from '../world/mailbox';
import { invalid, notFound } from './errors';
import type { CalendarRecord, CalendarState, CalendarUser, EventResource, StoredEvent } from './resources';

/** What was changed: an event of a calendar. */
export interface CalendarChange {
  calendarId: string;
  eventId?: string;
  at: number;
}

/** What all handlers work on. */
export class CalendarData {
  users = new Map<string, CalendarUser>();
  calendars = new Map<string, CalendarRecord>();
  lists: CalendarState['lists'] = {};
  nextNumber = 1;

  constructor(
    readonly clock: Clock,
    readonly mailbox: Mailbox,
    readonly meetDelay: () => { ms: number; fail: boolean },
    private readonly onChange: (change: CalendarChange) => void,
  ) {}

  /** The calendar that a call names; `primary` is the caller's own. */
  calendar(id: unknown, user: string): CalendarRecord {
    const found = this.calendars.get(id === 'primary' ? user : String(id));
    if (found === undefined) throw notFound();
    return found;
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** A new id of letters and digits that Google might have made. */
  newId(): string {
    const hash = createHash('sha256')
      .update(`id-${String(this.nextNumber++)}`)
      .digest('hex');
    return hash.slice(0, 26);
  }

  /** Puts an event into a calendar: new etag, new place in the order of changes. */
  put(
    calendar: CalendarRecord,
    event: EventResource,
    meet: Partial<Pick<StoredEvent, 'meetReadyAt' | 'meetFails'>> = {},
  ): StoredEvent {
    const before = calendar.events[event.id];
    calendar.seq += 1;
    const stored: StoredEvent = {
      seq: calendar.seq,
      event: {
        ...event,
        updated: this.now(),
        etag: `"${String(this.clock.now())}${String(calendar.seq).padStart(6, '0')}"`,
      },
      meetReadyAt: meet.meetReadyAt ?? before?.meetReadyAt ?? null,
      meetFails: meet.meetFails ?? before?.meetFails ?? false,
    };
    calendar.events[event.id] = stored;
    this.onChange({ calendarId: calendar.id, eventId: event.id, at: this.clock.now() });
    return stored;
  }
}

/** One call, its parameters read. */
export class Call {
  constructor(
    readonly data: CalendarData,
    readonly user: string,
    private readonly raw: ApiCall,
  ) {}

  param(name: string): unknown {
    return this.raw.params[name];
  }

  text(name: string): string | undefined {
    const value = this.param(name);
    if (value === undefined || value === null) return undefined;
    return Array.isArray(value) ? String(value[0]) : String(value);
  }

  texts(name: string): string[] {
    const value = this.param(name);
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  number(name: string, otherwise: number): number {
    const text = this.text(name);
    return text === undefined ? otherwise : Number(text);
  }

  /** The body: an object, or an empty one. */
  get body(): Record<string, unknown> {
    const { body } = this.raw;
    if (body === undefined || body === null) return {};
    if (typeof body !== 'object' || Array.isArray(body)) throw invalid('Invalid JSON payload received.');
    return { ...body };
  }

  header(name: string): string | undefined {
    return this.raw.headers?.[name];
  }
}

/** A handler of one method. */
export type Handler = (call: Call) => unknown;
