import { isAtLeast } from '../state/access';
import type { Call } from '../api/call';
import type { Attendee, EventResource, Person, Role } from '../model/resources';
import type { CalendarRecord } from '../state/store';
import { shownIn } from '../model/times';

/** The fields that a user sees who may see busy times only. */
const BUSY_FIELDS = [
  'id',
  'status',
  'etag',
  'created',
  'updated',
  'start',
  'end',
  'transparency',
  'recurringEventId',
  'originalStartTime',
  'recurrence',
  'eventType',
  'iCalUID',
  'sequence',
];

/** Shows events of a calendar to the caller as the API answers with them. */
export class EventView {
  readonly zone: string;
  private readonly maxAttendees: number;

  constructor(
    private readonly call: Call,
    private readonly calendar: CalendarRecord,
    readonly role: Role,
  ) {
    this.zone = call.text('timeZone') ?? calendar.timeZone;
    this.maxAttendees = call.number('maxAttendees', Infinity);
  }

  show(event: EventResource): object {
    const content = this.hidesContent(event) ? busyOnly(event) : this.withPeople(event);
    const { originalStartTime: original } = event;
    return {
      kind: 'calendar#event',
      ...content,
      htmlLink: `https://www.google.com/calendar/event?eid=${linkId(event.id, this.calendar.id)}`,
      start: shownIn(event.start, this.zone),
      end: shownIn(event.end, this.zone),
      ...(original !== undefined && { originalStartTime: shownIn(original, this.zone) }),
    };
  }

  /**
   * A deleted event surely has its id only; a cancelled instance also says which one it was
   * (https://developers.google.com/workspace/calendar/api/guides/sync).
   */
  showCancelled(event: EventResource): object {
    const { id, etag, recurringEventId, originalStartTime: original } = event;
    return {
      kind: 'calendar#event',
      etag,
      id,
      status: 'cancelled',
      ...(recurringEventId !== undefined && { recurringEventId }),
      ...(original !== undefined && { originalStartTime: shownIn(original, this.zone) }),
    };
  }

  /**
   * Somebody who may see only when others are busy sees no content; nor does a reader of a private event who is not
   * among its guests (discovery document, Event.visibility and AclRule.role).
   */
  private hidesContent(event: EventResource): boolean {
    if (!isAtLeast(this.role, 'reader')) return true;
    if (isAtLeast(this.role, 'writer')) return false;
    const isPrivate = event.visibility === 'private' || event.visibility === 'confidential';
    return isPrivate && !(event.attendees ?? []).some(({ email }) => email === this.call.user);
  }

  private withPeople(event: EventResource): object {
    const { attendees, source, reminders, ...rest } = event;
    return {
      ...rest,
      creator: this.person(event.creator),
      organizer: this.person(event.organizer),
      ...(attendees !== undefined && this.shownAttendees(event, attendees)),
      // Only the creator sees the source; reminders are each person's own (discovery document, Event).
      ...(source !== undefined && event.creator.email === this.call.user && { source }),
      reminders: (this.call.user === this.calendar.owner ? reminders : undefined) ?? { useDefault: true },
    };
  }

  private shownAttendees(event: EventResource, all: readonly Attendee[]): object {
    const isOrganizers = event.organizer.email === this.calendar.id;
    const seen =
      event.guestsCanSeeOtherGuests === false && !isOrganizers
        ? all.filter(({ email }) => email === this.calendar.id || email === event.organizer.email)
        : all;
    // With more guests than asked for, only the participant is answered (discovery document, maxAttendees).
    const few = seen.length > this.maxAttendees ? seen.filter(({ email }) => email === this.calendar.id) : seen;
    return {
      attendees: few.map((attendee) => ({
        ...this.person(attendee),
        ...(attendee.email === event.organizer.email && { organizer: true }),
      })),
      ...(few.length < all.length && { attendeesOmitted: true }),
    };
  }

  private person<T extends Person>(who: T): T & { self?: true } {
    return who.email === this.calendar.id ? { ...who, self: true } : who;
  }
}

function busyOnly(event: EventResource): object {
  const kept: Record<string, unknown> = { visibility: 'private' };
  for (const name of BUSY_FIELDS) if (event[name] !== undefined) kept[name] = event[name];
  return kept;
}

function linkId(eventId: string, calendarId: string): string {
  return Buffer.from(`${eventId} ${calendarId}`).toString('base64url');
}
