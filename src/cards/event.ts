import * as v from 'valibot';

// What Calendar sends with a tap [concepts/event-objects]. Everything may be missing: the zone and language come only
// with useLocaleFromApp and its scope, ids are missing while an event has not been saved.

const text = v.fallback(v.string(), '');

const formInput = v.object({ stringInputs: v.optional(v.object({ value: v.optional(v.array(v.string()), []) })) });

const commonEvent = v.object({
  userLocale: text,
  timeZone: v.fallback(v.object({ id: text }), { id: '' }),
  parameters: v.fallback(v.record(v.string(), v.string()), {}),
  formInputs: v.fallback(v.record(v.string(), v.fallback(formInput, {})), {}),
});

const calendarEvent = v.object({ id: text, calendarId: text });

const cardEvent = v.object({
  commonEventObject: v.fallback(commonEvent, { userLocale: '', timeZone: { id: '' }, parameters: {}, formInputs: {} }),
  calendar: v.fallback(calendarEvent, { id: '', calendarId: '' }),
});

/** A tap, read. */
export interface CardEvent {
  /** BCP 47 tag; empty when Calendar does not say. */
  locale: string;
  /** IANA zone; empty when Calendar does not say. */
  zone: string;
  /** A parameter of the button that was tapped; empty if it has none of this name. */
  param(name: string): string;
  /** The text of a form field, trimmed; the first choice of a choice. */
  input(name: string): string;
  /** All choices of a field. */
  inputs(name: string): string[];
  /** The event that is open in Calendar. */
  calendarId: string;
  eventId: string;
}

/** Reads whatever Calendar, or somebody in its place, hands to a function. */
export function readCardEvent(event: unknown): CardEvent {
  const parsed = v.safeParse(cardEvent, event ?? {});
  const common = parsed.success ? parsed.output.commonEventObject : undefined;
  const calendar = parsed.success ? parsed.output.calendar : undefined;
  const inputs = (name: string) => common?.formInputs[name]?.stringInputs?.value ?? [];
  return {
    locale: common?.userLocale ?? '',
    zone: common?.timeZone.id ?? '',
    param: (name) => common?.parameters[name] ?? '',
    input: (name) => (inputs(name)[0] ?? '').trim(),
    inputs,
    calendarId: calendar?.calendarId ?? '',
    eventId: calendar?.id ?? '',
  };
}
