/** The Calendar API as the gateway needs it: each method is one request; answers are unchecked JSON. */
export interface CalendarApi {
  listCalendars(options: Readonly<Record<string, unknown>>): unknown;
  getCalendar(calendarId: string, options: Readonly<Record<string, unknown>>): unknown;
  listEvents(calendarId: string, options: Readonly<Record<string, unknown>>): unknown;
  getEvent(calendarId: string, eventId: string, options: Readonly<Record<string, unknown>>): unknown;
  listInstances(calendarId: string, eventId: string, options: Readonly<Record<string, unknown>>): unknown;
  insertEvent(body: object, calendarId: string, options: Readonly<Record<string, unknown>>): unknown;
  patchEvent(
    body: object,
    calendarId: string,
    eventId: string,
    options: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): unknown;
  moveEvent(calendarId: string, eventId: string, to: string, options: Readonly<Record<string, unknown>>): unknown;
  removeEvent(calendarId: string, eventId: string, options: Readonly<Record<string, unknown>>): void;
}

/** An error answer of a Google API. */
export class GoogleApiError extends Error {
  override name = 'GoogleApiError';
  /** @param status HTTP status; 0 if the service threw without giving one */
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}
