/** Colours of calendars (https://developers.google.com/apps-script/reference/calendar/color). */
export const Color = {
  BLUE: '#2952A3',
  BROWN: '#8D6F47',
  CHARCOAL: '#4E5D6C',
  CHESTNUT: '#865A5A',
  GRAY: '#5A6986',
  GREEN: '#0D7813',
  INDIGO: '#5229A3',
  LIME: '#528800',
  MUSTARD: '#88880E',
  OLIVE: '#6E6E41',
  ORANGE: '#BE6D00',
  PINK: '#B1365F',
  PLUM: '#705770',
  PURPLE: '#7A367A',
  RED: '#A32929',
  RED_ORANGE: '#B1440E',
  SEA_BLUE: '#29527A',
  SLATE: '#4A716C',
  TEAL: '#28754E',
  TURQOISE: '#1B887A',
  YELLOW: '#AB8B00',
};

/**
 * Colours of events, by the API's colorId (https://developers.google.com/apps-script/reference/calendar/event-color).
 */
export const EventColor = {
  PALE_BLUE: '1',
  PALE_GREEN: '2',
  MAUVE: '3',
  PALE_RED: '4',
  YELLOW: '5',
  ORANGE: '6',
  CYAN: '7',
  GRAY: '8',
  BLUE: '9',
  GREEN: '10',
  RED: '11',
};

const same = <const N extends string>(...names: readonly N[]): Readonly<Record<N, N>> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<N, N>;

export const Visibility = same('CONFIDENTIAL', 'DEFAULT', 'PRIVATE', 'PUBLIC');
export const EventTransparency = same('OPAQUE', 'TRANSPARENT');
export const GuestStatus = same('INVITED', 'MAYBE', 'NO', 'OWNER', 'YES');
export const EventType = same('DEFAULT', 'BIRTHDAY', 'FOCUS_TIME', 'FROM_GMAIL', 'OUT_OF_OFFICE', 'WORKING_LOCATION');
export const Weekday = same('SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY');
export const Month = same(
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
);

const STATUS: Readonly<Record<string, string>> = {
  needsAction: GuestStatus.INVITED,
  tentative: GuestStatus.MAYBE,
  declined: GuestStatus.NO,
  accepted: GuestStatus.YES,
};

/** The API's responseStatus as CalendarApp says it. */
export function guestStatus(responseStatus: unknown): string {
  return (typeof responseStatus === 'string' ? STATUS[responseStatus] : undefined) ?? GuestStatus.INVITED;
}

/** The other way round. */
export function responseStatus(status: string): string | undefined {
  return Object.keys(STATUS).find((name) => STATUS[name] === status);
}

/** `outOfOffice` → `OUT_OF_OFFICE` */
export function eventTypeOf(name: unknown): string {
  return typeof name === 'string' ? name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() : EventType.DEFAULT;
}
