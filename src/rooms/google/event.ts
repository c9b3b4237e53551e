import * as v from 'valibot';

// What Calendar hands to an onCreateFunction [workspace/add-ons/calendar/conferencing/create-conference]: ids only; the
// event itself may not exist yet.
const conferenceEvent = v.object({
  eventData: v.object({ calendarId: v.pipe(v.string(), v.minLength(1)), eventId: v.pipe(v.string(), v.minLength(1)) }),
});

/** Reads the argument of an onCreateFunction. `null` if it names no event; Calendar's always does. */
export function readConferenceEvent(event: unknown): { calendarId: string; eventId: string } | null {
  const read = v.safeParse(conferenceEvent, event);
  return read.success ? read.output.eventData : null;
}
