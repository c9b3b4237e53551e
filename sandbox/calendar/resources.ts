// The resources as the discovery document describes them, as far as the engine looks inside; everything else of an
// event is kept as it came.

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
  regionCode?: string;
  [name: string]: unknown;
}

export interface ConferenceData {
  createRequest?: {
    requestId?: string;
    conferenceSolutionKey?: { type?: string };
    status?: { statusCode: string };
  };
  conferenceId?: string;
  conferenceSolution?: { key: { type: string }; name: string; iconUri: string };
  entryPoints?: EntryPoint[];
  notes?: string;
  parameters?: unknown;
  signature?: string;
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
  creator: { email: string };
  organizer: { email: string; displayName?: string };
  attendees?: Attendee[];
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: EventTime;
  transparency?: string;
  visibility?: string;
  eventType: string;
  conferenceData?: ConferenceData;
  hangoutLink?: string;
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> };
  guestsCanModify?: boolean;
  guestsCanInviteOthers?: boolean;
  guestsCanSeeOtherGuests?: boolean;
  [name: string]: unknown;
}

/** An event in one calendar, and when it last changed. */
export interface StoredEvent {
  /** Rises over all changes of the calendar: what a sync token remembers. */
  seq: number;
  event: EventResource;
  /** When a Meet link that is being made will be there; null when nothing is being made. */
  meetReadyAt: number | null;
  meetFails: boolean;
}

export type Role = 'none' | 'freeBusyReader' | 'reader' | 'writer' | 'owner';

export interface AclRule {
  id: string;
  role: Role;
  scope: { type: string; value?: string };
}

export interface CalendarRecord {
  id: string;
  summary: string;
  description?: string;
  timeZone: string;
  /** E-mail address of the account that owns it. */
  owner: string;
  primary: boolean;
  acl: AclRule[];
  events: Record<string, StoredEvent>;
  seq: number;
  /** Sync tokens of an earlier epoch are no longer taken. */
  tokenEpoch: number;
  conferenceTypes: string[];
}

export interface ListEntry {
  calendarId: string;
  summaryOverride?: string;
  selected?: boolean;
  hidden?: boolean;
  colorId?: string;
}

export interface CalendarUser {
  email: string;
  name: string;
  timeZone: string;
  locale: string;
}

/** Everything the engine keeps, plain JSON. */
export interface CalendarState {
  users: CalendarUser[];
  calendars: CalendarRecord[];
  lists: Record<string, ListEntry[]>;
  nextNumber: number;
}
