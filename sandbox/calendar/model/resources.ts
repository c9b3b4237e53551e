// The resources as the discovery document describes them, as far as the engine looks inside them, and what the engine
// keeps of each. Everything else of an event is kept as it came.

export interface EventTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export interface Attendee {
  email: string;
  displayName?: string;
  optional?: boolean;
  organizer?: boolean;
  self?: boolean;
  resource?: boolean;
  responseStatus?: string;
  comment?: string;
  additionalGuests?: number;
}

export interface EntryPoint {
  entryPointType: string;
  uri: string;
  label?: string;
  pin?: string;
  accessCode?: string;
  meetingCode?: string;
  passcode?: string;
  password?: string;
  regionCode?: string;
  [name: string]: unknown;
}

export interface CreateRequest {
  requestId?: string;
  conferenceSolutionKey?: { type?: string };
  status?: { statusCode: string };
}

export interface ConferenceData {
  createRequest?: CreateRequest;
  conferenceId?: string;
  conferenceSolution?: { key: { type: string }; name: string; iconUri: string };
  entryPoints?: EntryPoint[];
  notes?: string;
  parameters?: unknown;
  signature?: string;
}

export interface Person {
  email: string;
  displayName?: string;
}

export interface EventResource {
  id: string;
  status: string;
  etag: string;
  created: string;
  updated: string;
  iCalUID: string;
  sequence: number;
  start: EventTime;
  end: EventTime;
  summary?: string;
  description?: string;
  location?: string;
  creator: Person;
  organizer: Person;
  attendees?: Attendee[];
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: EventTime;
  transparency?: string;
  visibility?: string;
  colorId?: string;
  eventType: string;
  conferenceData?: ConferenceData;
  hangoutLink?: string;
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
  reminders?: { useDefault: boolean; overrides?: { method: string; minutes: number }[] };
  guestsCanModify?: boolean;
  guestsCanInviteOthers?: boolean;
  guestsCanSeeOtherGuests?: boolean;
  [name: string]: unknown;
}

/** An event as the API shows it to somebody: what they may not see is missing. */
export interface ShownEvent extends Partial<EventResource> {
  id: string;
  start: EventTime;
  end: EventTime;
  organizer?: Person & { self?: boolean };
}

/** When an event took place, and how it recurred, until some change. */
export interface EventShape {
  start: EventTime;
  end: EventTime;
  recurrence?: string[];
}

/** An event in one calendar, and what is kept with it. Never changed in place: a change puts a new one. */
export interface StoredEvent {
  event: EventResource;
  /** Rises over all changes of the calendar: what a sync token remembers. */
  seq: number;
  /** Its place among the events of its calendar: the stable order of a list. */
  ordinal: number;
  /** A Meet link that is being made: when it will be there, and whether making it fails. */
  meet?: { readyAt: number; fails: boolean };
  /** Shapes it had before, each with the change that ended it, so that a sync can tell which instances are gone. */
  former?: { until: number; shape: EventShape }[];
  /** The guest whose copy this is has taken it out of their calendar. */
  removedByGuest?: boolean;
  /** A private copy (imported): nothing is propagated from it or to it. */
  isApart?: boolean;
}

export type Role = 'none' | 'freeBusyReader' | 'reader' | 'writer' | 'owner';

export interface AclRule {
  id: string;
  role: Role;
  scope: { type: string; value?: string };
  /** Place in the order of changes of the calendar's access list. */
  seq: number;
}

export interface Reminder {
  method: string;
  minutes: number;
}

/** A calendar without its events. */
export interface CalendarProperties {
  id: string;
  summary: string;
  description?: string;
  location?: string;
  timeZone: string;
  /** E-mail address of the account that owns it. */
  owner: string;
  primary: boolean;
  acl: AclRule[];
  /** The last change of any of its events. */
  seq: number;
  aclSeq: number;
  nextOrdinal: number;
  /** When anything of it last changed, epoch milliseconds. */
  changedAt: number;
  /** Sync tokens of an earlier epoch are no longer taken. */
  tokenEpoch: number;
  conferenceTypes: string[];
}

/** A calendar in a user's list. */
export interface ListEntry {
  calendarId: string;
  seq: number;
  deleted?: boolean;
  summaryOverride?: string;
  selected?: boolean;
  hidden?: boolean;
  colorId?: string;
  backgroundColor?: string;
  foregroundColor?: string;
  defaultReminders?: Reminder[];
  notificationSettings?: { notifications: { type: string; method: string }[] };
}

export interface CalendarList {
  seq: number;
  entries: ListEntry[];
}

export interface CalendarUser {
  email: string;
  name: string;
  timeZone: string;
  locale: string;
}

/** A subscription to changes (push notifications). */
export interface WatchChannel {
  id: string;
  resourceId: string;
  resourceUri: string;
  address: string;
  token?: string;
  /** Epoch milliseconds. */
  expiration: number;
  user: string;
  calendarId: string;
  messages: number;
}

/** Everything the engine keeps, plain JSON. */
export interface CalendarState {
  users: CalendarUser[];
  calendars: (CalendarProperties & { events: StoredEvent[] })[];
  lists: Record<string, CalendarList>;
  channels: WatchChannel[];
  nextNumber: number;
}
