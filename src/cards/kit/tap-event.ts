import * as v from 'valibot';
import { dateOfDay, type PlainDate } from '../../booking/time/dates';
import { DAY, isInstant, type Instant } from '../../booking/time/time';

// What Calendar sends with a tap [workspace/add-ons/concepts/event-objects]. Everything may be missing: the zone and
// language come only with useLocaleFromApp and its scope, ids are missing while an event has not been saved.

const text = v.fallback(v.string(), '');

const moment = v.object({
  msSinceEpoch: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.check(isInstant)),
});

const formInput = v.object({
  stringInputs: v.optional(v.object({ value: v.optional(v.array(v.string()), []) })),
  dateInput: v.optional(moment),
  dateTimeInput: v.optional(moment),
});

const commonEvent = v.object({
  userLocale: text,
  timeZone: v.fallback(v.object({ id: text }), { id: '' }),
  parameters: v.fallback(v.record(v.string(), v.string()), {}),
  formInputs: v.fallback(v.record(v.string(), v.fallback(formInput, {})), {}),
});

// Guests and the conference come only with the manifest's currentEventAccess, and only when there are any.
const calendarEvent = v.object({
  id: text,
  calendarId: text,
  organizer: v.fallback(v.object({ email: text }), { email: '' }),
  attendees: v.fallback(
    v.array(
      v.object({
        email: text,
        displayName: text,
        organizer: v.fallback(v.boolean(), false),
        self: v.fallback(v.boolean(), false),
        resource: v.fallback(v.boolean(), false),
      }),
    ),
    [],
  ),
  conferenceData: v.fallback(v.object({ conferenceId: text }), { conferenceId: '' }),
  capabilities: v.fallback(
    v.object({
      canAddAttendees: v.fallback(v.boolean(), false),
      canSetConferenceData: v.fallback(v.boolean(), false),
    }),
    { canAddAttendees: false, canSetConferenceData: false },
  ),
});

type OpenEvent = v.InferOutput<typeof calendarEvent>;

const NO_EVENT = v.parse(calendarEvent, {});

const cardEvent = v.object({
  commonEventObject: v.fallback(commonEvent, { userLocale: '', timeZone: { id: '' }, parameters: {}, formInputs: {} }),
  calendar: v.fallback(calendarEvent, NO_EVENT),
});

/** A parsed tap. */
export interface CardEvent {
  /** BCP 47 tag; empty if Calendar does not say. */
  locale: string;
  /** IANA zone; empty if Calendar does not say. */
  zone: string;
  /** A parameter of the button that was tapped; empty if it has none of this name. */
  param(name: string): string;
  /** The text of a form field, trimmed; for a choice, the first value. */
  input(name: string): string;
  /** All choices of a field. */
  inputs(name: string): string[];
  /**
   * The date of a field; `null` if none is chosen. According to the reference, Calendar sends its midnight in UTC;
   * according to reports, midnight where the person is. From UTC−11 to UTC+12 the middle of the day is right either way
   * [apps-script/reference/card-service/date-picker].
   */
  date(name: string): PlainDate | null;
  /** The date and time of a field as an instant; `null` if none is chosen. */
  moment(name: string): Instant | null;
  /** The event that is open in Calendar. */
  calendarId: string;
  eventId: string;
  /** Its guests except for the reader and for rooms. */
  guests: EventGuest[];
  /** Address of its organizer, lower case; empty if Calendar does not say. */
  organizer: string;
  hasConference: boolean;
  canAddGuests: boolean;
  canSetConference: boolean;
}

interface EventGuest {
  /** Lower case. */
  email: string;
  /** Empty if Calendar knows none. */
  name: string;
}

/** Parses whatever Calendar, or a forger in its place, passes to a function. */
export function readCardEvent(event: unknown): CardEvent {
  const parsed = v.safeParse(cardEvent, event ?? {});
  const common = parsed.success ? parsed.output.commonEventObject : undefined;
  const calendar: OpenEvent = parsed.success ? parsed.output.calendar : NO_EVENT;
  const inputs = (name: string) => common?.formInputs[name]?.stringInputs?.value ?? [];
  return {
    locale: common?.userLocale ?? '',
    zone: common?.timeZone.id ?? '',
    param: (name) => common?.parameters[name] ?? '',
    input: (name) => (inputs(name)[0] ?? '').trim(),
    inputs,
    date: (name) => {
      const ms = common?.formInputs[name]?.dateInput?.msSinceEpoch;
      return ms === undefined ? null : dateOfDay(Math.floor((ms + DAY / 2) / DAY));
    },
    moment: (name) => common?.formInputs[name]?.dateTimeInput?.msSinceEpoch ?? null,
    calendarId: calendar.calendarId,
    eventId: calendar.id,
    guests: calendar.attendees
      .filter((guest) => guest.email !== '' && !guest.self && !guest.resource)
      .map(({ email, displayName }) => ({ email: email.toLowerCase(), name: displayName })),
    organizer: calendar.organizer.email.toLowerCase(),
    hasConference: calendar.conferenceData.conferenceId !== '',
    canAddGuests: calendar.capabilities.canAddAttendees,
    canSetConference: calendar.capabilities.canSetConferenceData,
  };
}
