/**
 * Every function that a card's button, menu or universal action names. Each is a top-level function of the bundle:
 * main.ts assigns it, and the build refuses to end without it.
 */
export const CARD_ACTIONS = [
  'goHome',
  'setUp',
  'chooseCalendars',
  'connectCalendars',
  'showBooking',
  'acceptBooking',
  'askDecline',
  'declineBooking',
  'askCancel',
  'cancelBooking',
  'markBookingPaid',
  'completeBooking',
  'markNoShow',
  'retryBookingLink',
  'showServices',
  'editService',
  'saveServiceForm',
  'showTeam',
  'addTeamMember',
  'showHours',
  'changeHours',
  'copyHours',
  'saveHoursForm',
  'showExceptions',
  'addOverride',
  'addAbsence',
  'removeException',
  'chooseHolidays',
  'showLimits',
  'saveLimits',
  'askWhy',
  'explainTime',
  'undoChange',
  'changeService',
  'showSettings',
  'saveSettingsForm',
] as const;

export type CardAction = (typeof CARD_ACTIONS)[number];
