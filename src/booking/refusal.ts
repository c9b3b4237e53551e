/** A form field or web parameter, by the name under which it is sent. */
export type FieldName =
  | 'action'
  | 'address'
  | 'booking'
  | 'bufferAfter'
  | 'bufferBefore'
  | 'busyCalendars'
  | 'business'
  | 'conferenceDomain'
  | 'duration'
  | 'email'
  | 'hold'
  | 'horizon'
  | 'hours'
  | 'locale'
  | 'minimumNotice'
  | 'name'
  | 'note'
  | 'phone'
  | 'publicPage'
  | 'range'
  | 'reason'
  | 'requestKey'
  | 'service'
  | 'staff'
  | 'start'
  | 'step'
  | 'team'
  | 'writeCalendar'
  | 'zone';

/** Why something was not done. Every code has a sentence in the message catalogues: `refusal.<code>`. */
export type RefusalCode =
  | 'alreadyDone'
  | 'busy'
  | 'calendarFailed'
  | 'calendarNotWritable'
  | 'conferenceDomainExpected'
  | 'emailExpected'
  | 'emailTaken'
  | 'hoursExpected'
  | 'numberExpected'
  | 'notAllowed'
  | 'notConnected'
  | 'notYetStarted'
  | 'pastTime'
  | 'recordBroken'
  | 'required'
  | 'slotTaken'
  | 'storeFull'
  | 'tooLong'
  | 'unknownAction'
  | 'unknownBooking'
  | 'unknownCalendar'
  | 'unknownService'
  | 'unknownStaff'
  | 'valueExpected'
  | 'wrongState'
  | 'zoneExpected';

/** A refusal changes nothing. It names the field, where one is at fault, and carries what its sentence needs. */
export interface Refusal {
  code: RefusalCode;
  field?: FieldName;
  params?: Record<string, string | number>;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** What was asked for was done. */
export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** What was asked for was not done, and why. */
export function refused(
  code: RefusalCode,
  field?: FieldName,
  params?: Record<string, string | number>,
): { ok: false; refusal: Refusal } {
  const refusal: Refusal = { code };
  if (field !== undefined) refusal.field = field;
  if (params !== undefined) refusal.params = params;
  return { ok: false, refusal };
}
