import type { Call } from '../api/call';
import type { EventResource } from '../model/resources';
import type { CalendarRecord } from '../state/store';

/** A write of an event: the event before, the body, and how to bring the two together. */
export interface Draft {
  call: Call;
  calendar: CalendarRecord;
  before: EventResource;
  body: Record<string, unknown>;
  /** insert, import and update put the whole resource: what the body lacks goes. patch keeps it. */
  whole: boolean;
  isNew: boolean;
}
