import * as v from 'valibot';
import type { Interval } from '../booking/time/intervals';
import { LAST_INSTANT, type Instant } from '../booking/time/time';
import type { ObservedEvent, ObservedLink } from '../desk/ports/ports';

// The parts of Google's answers that we read, and nothing else of anybody's event (discovery document calendar v3,
// schemas Event, Events, CalendarList).

/** The private extended property that ties an event to its booking. */
export const BOOKING_PROPERTY = 'slotkeeperBooking';

const eventTime = v.object({ date: v.optional(v.string()), dateTime: v.optional(v.string()) });

const attendee = v.object({
  email: v.optional(v.string()),
  self: v.optional(v.boolean()),
  responseStatus: v.optional(v.string()),
});

const conferenceData = v.object({
  entryPoints: v.optional(
    v.array(
      v.object({
        entryPointType: v.optional(v.string()),
        uri: v.optional(v.string()),
        label: v.optional(v.string()),
        pin: v.optional(v.string(), ''),
      }),
    ),
  ),
  createRequest: v.optional(
    v.object({
      requestId: v.optional(v.string(), ''),
      status: v.optional(v.object({ statusCode: v.optional(v.string()) })),
    }),
  ),
});

const event = v.object({
  id: v.string(),
  etag: v.optional(v.string(), ''),
  recurrence: v.optional(v.array(v.string())),
  recurringEventId: v.optional(v.string()),
  originalStartTime: v.optional(eventTime),
  status: v.optional(v.string()),
  summary: v.optional(v.string()),
  start: v.optional(eventTime),
  end: v.optional(eventTime),
  transparency: v.optional(v.string()),
  eventType: v.optional(v.string()),
  attendees: v.optional(v.array(attendee)),
  hangoutLink: v.optional(v.string()),
  conferenceData: v.optional(conferenceData),
  extendedProperties: v.optional(
    v.object({ private: v.optional(v.object({ [BOOKING_PROPERTY]: v.optional(v.string()) })) }),
  ),
});

export type ApiEvent = v.InferOutput<typeof event>;

const events = v.object({
  items: v.optional(v.array(event), []),
  timeZone: v.optional(v.string(), 'UTC'),
  nextPageToken: v.optional(v.string()),
  nextSyncToken: v.optional(v.string()),
});

const calendarList = v.object({
  items: v.optional(
    v.array(
      v.object({
        id: v.string(),
        summary: v.optional(v.string()),
        summaryOverride: v.optional(v.string()),
        timeZone: v.optional(v.string(), 'UTC'),
        primary: v.optional(v.boolean(), false),
        accessRole: v.optional(v.string()),
      }),
    ),
    [],
  ),
  nextPageToken: v.optional(v.string()),
});

/** @throws ValiError when Google answers with something else than an event */
export function readEvent(answer: unknown): ApiEvent {
  return v.parse(event, answer);
}

const guestList = v.object({
  etag: v.string(),
  // All other properties of a guest are sent back unchanged.
  attendees: v.optional(v.array(v.looseObject({ email: v.string() })), []),
});

/** All guests of an event, with the etag that tells whether they are still the same. */
export function readGuests(answer: unknown): v.InferOutput<typeof guestList> {
  return v.parse(guestList, answer);
}

const ownTexts = v.object({
  etag: v.string(),
  summary: v.optional(v.string(), ''),
  description: v.optional(v.string(), ''),
  location: v.optional(v.string(), ''),
});

/** Title, description and place of an event, with the etag that tells whether they are still the same. */
export function readTexts(answer: unknown): v.InferOutput<typeof ownTexts> {
  return v.parse(ownTexts, answer);
}

/** One page of events.list. */
export function readEvents(answer: unknown): v.InferOutput<typeof events> {
  return v.parse(events, answer);
}

const calendarAccess = v.object({ accessRole: v.optional(v.string()) });

/** Whether an entry of the calendar list is for a calendar that can be written to. */
export function readCanWrite(answer: unknown): boolean {
  const { accessRole } = v.parse(calendarAccess, answer);
  return accessRole === 'owner' || accessRole === 'writer';
}

/** One page of calendarList.list. */
export function readCalendarList(answer: unknown): v.InferOutput<typeof calendarList> {
  return v.parse(calendarList, answer);
}

/** Gives the instant of a midnight in a calendar; the midnight as a wall time, see booking/time/zones.ts. */
export type MidnightOf = (wall: number) => Instant;

/** An event as Google shows it, in our terms. */
export function observe(item: ApiEvent, midnightOf: MidnightOf): ObservedEvent {
  const declined = (item.attendees ?? []).filter((a) => a.responseStatus === 'declined');
  return {
    id: item.id,
    status: item.status === 'cancelled' ? 'cancelled' : 'exists',
    span: spanOf(item, midnightOf),
    allDay: item.start?.date !== undefined && item.start.dateTime === undefined,
    title: item.summary ?? '',
    link: linkOf(item),
    isBusy: isBusy(item),
    isSeries: item.recurrence !== undefined,
    seriesId: item.recurringEventId ?? null,
    originalStart: instantOf(item.originalStartTime, midnightOf),
    etag: item.etag,
    guests: (item.attendees ?? []).flatMap((a) => (a.email === undefined ? [] : [a.email.toLowerCase()])),
    bookingId: item.extendedProperties?.private?.[BOOKING_PROPERTY] ?? '',
    declinedBy: declined.flatMap((a) => (a.email === undefined ? [] : [a.email.toLowerCase()])),
  };
}

/** An all-day event lasts from midnight to midnight of its calendar's zone; its end date is exclusive. */
export function spanOf(item: ApiEvent, midnightOf: MidnightOf): Interval | null {
  const start = instantOf(item.start, midnightOf);
  const end = instantOf(item.end, midnightOf);
  return start === null || end === null || end < start ? null : { start, end };
}

/** The nearest instant that can be calculated with and stored: people can put an event into any year from 0 to 9999. */
function withinTime(at: number): Instant | null {
  return Number.isFinite(at) ? Math.min(Math.max(at, 0), LAST_INSTANT) : null;
}

function instantOf(time: v.InferOutput<typeof eventTime> | undefined, midnightOf: MidnightOf): Instant | null {
  if (time?.dateTime !== undefined) return withinTime(Date.parse(time.dateTime));
  const wall = time?.date === undefined ? null : withinTime(Date.parse(`${time.date}T00:00:00Z`));
  return wall === null ? null : withinTime(midnightOf(wall));
}

/** A conference may have a number for each country; a card shows the first ones, as Calendar does. */
const PHONES_KEPT = 2;

function linkOf(item: ApiEvent): ObservedLink {
  const entries = item.conferenceData?.entryPoints ?? [];
  const video = entries.find((entry) => entry.entryPointType === 'video');
  const uri = video?.uri ?? item.hangoutLink;
  if (uri !== undefined) {
    const phones = entries.filter((entry) => entry.entryPointType === 'phone' && entry.uri !== undefined);
    const dialIns = phones.slice(0, PHONES_KEPT).map(({ uri: tel = '', label, pin }) => ({
      number: label ?? tel.replace(/^tel:/, ''),
      pin,
    }));
    return { status: 'ready', uri, phones: dialIns };
  }
  const { requestId = '', status } = item.conferenceData?.createRequest ?? {};
  if (status?.statusCode === 'pending') return { status: 'pending', requestId };
  return status?.statusCode === 'failure' ? { status: 'failed', requestId } : { status: 'none' };
}

/**
 * Whether an event makes its calendar's owner busy [workspace/calendar/api/guides/calendar-status,
 * workspace/calendar/api/guides/event-types]: not when cancelled, marked as free, declined by the owner, or a working
 * location or birthday. An unanswered invitation does.
 */
export function isBusy(item: ApiEvent): boolean {
  if (item.status === 'cancelled' || item.transparency === 'transparent') return false;
  if (item.eventType === 'workingLocation' || item.eventType === 'birthday') return false;
  return !(item.attendees ?? []).some((a) => a.self === true && a.responseStatus === 'declined');
}
