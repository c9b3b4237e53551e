/** A form field or web parameter, by the name under which it is sent. */
export type FieldName =
  | 'accent'
  | 'action'
  | 'address'
  | 'amount'
  | 'archiveAfter'
  | 'answers'
  | 'assignment'
  | 'bookableUntil'
  | 'blocked'
  | 'booking'
  | 'bufferAfter'
  | 'bufferBefore'
  | 'bbbDialNumber'
  | 'bbbSecret'
  | 'bbbServer'
  | 'busyCalendars'
  | 'business'
  | 'cancelDeadline'
  | 'capacity'
  | 'choices'
  | 'consent'
  | 'jitsiDomain'
  | 'currency'
  | 'date'
  | 'description'
  | 'dayCap'
  | 'duration'
  | 'email'
  | 'from'
  | 'guestLimit'
  | 'guests'
  | 'hold'
  | 'holidays'
  | 'horizon'
  | 'hours'
  | 'invitations'
  | 'jitsiAppId'
  | 'jitsiNumbers'
  | 'jitsiPins'
  | 'jitsiSecret'
  | 'legal'
  | 'locale'
  | 'logo'
  | 'managers'
  | 'minimumNotice'
  | 'moreDurations'
  | 'name'
  | 'note'
  | 'number'
  | 'offer'
  | 'pastHours'
  | 'payment'
  | 'phone'
  | 'picture'
  | 'place'
  | 'policy'
  | 'price'
  | 'provider'
  | 'publicPage'
  | 'questions'
  | 'range'
  | 'reason'
  | 'requestKey'
  | 'rescheduleDeadline'
  | 'search'
  | 'service'
  | 'serviceName'
  | 'staff'
  | 'staffNote'
  | 'start'
  | 'starts'
  | 'step'
  | 'team'
  | 'timeToPay'
  | 'time'
  | 'to'
  | 'unreadHours'
  | 'weekCap'
  | 'weight'
  | 'writeCalendar'
  | 'zone'
  | 'zoomApi'
  | 'zoomClientId'
  | 'zoomLogin'
  | 'zoomSecret';

/** Why something was refused. Every code has a sentence in the message catalogues: `refusal.<code>`. */
export type RefusalCode =
  | 'allDayEvent'
  | 'alreadyDone'
  | 'amountExpected'
  | 'bookingsLeft'
  | 'busy'
  | 'calendarFailed'
  | 'clientHasBookings'
  | 'calendarNotWritable'
  | 'colourExpected'
  | 'jitsiDomainExpected'
  | 'mailRefused'
  | 'dateExpected'
  | 'emailExpected'
  | 'emailTaken'
  | 'exportFailed'
  | 'hoursExpected'
  | 'httpsExpected'
  | 'numberExpected'
  | 'numberNeeded'
  | 'optionsExpected'
  | 'offerGone'
  | 'notAllowed'
  | 'notConnected'
  | 'notOpen'
  | 'notThisEvent'
  | 'notYetStarted'
  | 'nothingToExport'
  | 'nothingToPurge'
  | 'pageExpected'
  | 'pastTime'
  | 'phoneExpected'
  | 'providerNotSetUp'
  | 'rangeExpected'
  | 'recordBroken'
  | 'required'
  | 'roomFailed'
  | 'roomLogin'
  | 'tooLate'
  | 'tooManyMoves'
  | 'tooManyRooms'
  | 'serverExpected'
  | 'serviceInUse'
  | 'serviceNeeded'
  | 'slotTaken'
  | 'storeFull'
  | 'lengthExpected'
  | 'takesNoBookings'
  | 'timeExpected'
  | 'tooLong'
  | 'tooMany'
  | 'tooManyRequests'
  | 'tooManyYours'
  | 'undoEventGone'
  | 'twoTimes'
  | 'undoTooLate'
  | 'unknownAction'
  | 'unknownBooking'
  | 'unknownCalendar'
  | 'unknownClient'
  | 'unknownService'
  | 'unknownStaff'
  | 'valueExpected'
  | 'webAddressInName'
  | 'wrongState'
  | 'zoneExpected';

/**
 * A refusal changes nothing. It names the field at fault, if there is one, and carries the values that its sentence
 * needs.
 */
export interface Refusal {
  code: RefusalCode;
  field?: FieldName;
  params?: Record<string, string | number>;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** The request was carried out. */
export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** The request was refused, and why. */
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
