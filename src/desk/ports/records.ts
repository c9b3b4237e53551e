import type { Booking } from '../../booking/booking';
import type { Interval } from '../../booking/time/intervals';
import type { Offer } from '../../booking/offer';
import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import type { Meeting, ProviderId } from './rooms';

/** What a booking does when its event is changed in Calendar; the first of each is what a new desk has. */
export const POLICIES = {
  moved: ['tell', 'silent', 'ask'],
  stretched: ['tell', 'silent', 'ask'],
  deleted: ['tell', 'silent', 'ask'],
  linkRemoved: ['restore', 'silent', 'ask'],
} as const;

export type Policies = { [K in keyof typeof POLICIES]: (typeof POLICIES)[K][number] };

export const USUAL_POLICIES: Policies = { moved: 'tell', stretched: 'tell', deleted: 'tell', linkRemoved: 'restore' };

/** What holds for the whole business. There is one: its id is `desk`. */
export interface Settings {
  /** The name that clients see. */
  business: string;
  /** E-mail address of the person who set the desk up; only they change settings, services and the team. */
  owner: string;
  /** E-mail addresses, lower case, of those who act on everybody's bookings. */
  managers: string[];
  /** Host name of the Jitsi server for rooms of the conference solution. */
  jitsiDomain: string;
  /** Address of the public page; empty until somebody has entered it or opened the page. */
  publicPage: string;
  /** E-mail address of the account that the public page runs as; empty until somebody has opened the page. */
  deployer: string;
  /** Whom the owner wants to hand the desk to; empty for nobody. */
  heir: string;
  policies: Policies;
  /** Bookings whose time is over: completed by themselves so many hours later, or once somebody says how it was. */
  past: { mode: PastMode; hours: number };
  /** Hours after which a calendar that was not read is unknown, and closes its owner's times. */
  unreadHours: number;
}

/** Six times what the hourly tick takes: a few may be lost on the way. */
export const USUAL_UNREAD_HOURS = 6;
export const UNREAD_HOURS = { min: 2, max: 72 };

export const PAST_MODES = ['complete', 'ask'] as const;
export type PastMode = (typeof PAST_MODES)[number];

export const USUAL_PAST: Settings['past'] = { mode: 'complete', hours: 24 };
export const PAST_HOURS = { min: 1, max: 14 * 24 } as const;

export const SETTINGS_ID = 'desk';

/** What one person's account follows of one calendar. */
export interface CalendarSync {
  /** Whose authority reads it: the person who made the trigger. */
  email: string;
  calendarId: string;
  /** As the calendar list showed it when it was chosen. */
  name: string;
  /** Whether its events close that person's times. */
  readsBusy: boolean;
  /** Null: never read to the end, or Google no longer takes the token. */
  syncToken: string | null;
  /** The stretch in which `busy` is complete; null as long as nothing is known. */
  known: Interval | null;
  /** Busy time in order of its beginning: of anybody's events start and end, and a tag that says nothing. */
  busy: BusyBlock[];
  /** The next full list is for what comes after it: what stands already is left as it is. */
  skipsExisting: boolean;
  /** Whether Google announces changes of it; else the hourly tick looks. */
  hasTrigger: boolean;
  /** A reading that ran out of time before its end; null: none. What is kept above stays until it is complete. */
  progress: SyncProgress | null;
  /** The last readings, newest first. */
  runs: SyncRun[];
  syncedAt: Instant | null;
  /** Why it could not be read the last time; null if it could. Its times stay closed until it can. */
  problem: CalendarProblem | null;
}

/** When one event makes its calendar's owner busy. The tag finds it again when it changes. */
export interface BusyBlock extends Interval {
  tag: string;
}

/** Where a reading that was broken off goes on. */
export interface SyncProgress {
  phase: 'changes' | 'busy';
  /** The stretch that is being read. */
  window: Interval;
  /** Empty: the first page is still to be read. */
  pageToken: string;
  /** Of changes that have been read to their end; null before. */
  syncToken: string | null;
  /** Ids of our events that a full list has shown so far. */
  seen: string[];
  /** Busy time read so far. */
  busy: BusyBlock[];
}

/** What one reading of a calendar came to. */
export interface SyncRun {
  at: Instant;
  /** Events that Google said have changed; whether everything was listed. */
  changed: number;
  full: boolean;
  /** Bookings that followed. */
  bookings: number;
  /** Calls of the Calendar API. */
  calls: number;
  error: string | null;
}

/** How many readings are remembered. */
export const RUNS_KEPT = 5;

export interface CalendarProblem {
  kind: 'noAccess' | 'gone' | 'failed';
  at: Instant;
  message: string;
}

/** A room of our conference solutions in somebody's own event, or of bookings that take place in one. */
export interface Room {
  /** `BOOKING_ROOMS` for a room of bookings; its `eventId` is the key in their link then. */
  calendarId: string;
  eventId: string;
  /** Who picked the solution, or gives the booking: with their account it is made. */
  email: string;
  provider: ProviderId;
  /** Our own name of it, which nobody can guess. */
  name: string;
  /** The link in the event; empty as long as there is none. */
  uri: string;
  createdAt: Instant;
  /** Of the event, once it has been seen: an event that is being made is not there yet. */
  start: Instant | null;
  end: Instant | null;
  title: string;
  /** One room for all instances of a series. */
  repeats: boolean;
  recorded: boolean;
  waitingRoom: boolean;
  muted: boolean;
  /** Language of the pages behind its links: the client's, or that of who made it. */
  locale: string;
  /** What leads into it through our own web app, by role; none can be guessed. */
  keys: { guest: string; moderator: string };
  /** Null as long as the provider has not said that it is there. */
  meeting: Meeting | null;
  /** What is still to be done at the provider; null: nothing. */
  wish: RoomWish | null;
  state: 'draft' | 'active' | 'ended';
}

/** The `calendarId` of rooms that belong to bookings: no calendar has this id. */
export const BOOKING_ROOMS = 'bookings';

/** Something to be done at a provider: not an order but a wish, so that one takes the place of another. */
export interface RoomWish {
  kind: 'create' | 'update' | 'remove';
  /** Tries that were begun, so that one which died is told from none. */
  attempts: number;
  /** Not before this. */
  after: Instant;
  /** What the provider said to the last try; null: nothing yet. */
  error: string | null;
}

/** Where rooms are made, and with which secrets: these are written, never shown. There is one: its id is `desk`. */
export interface RoomSettings {
  /** Who makes rooms for everybody who has not chosen another. */
  provider: ProviderId;
  /** What the business has to say in every invitation, with a few HTML tags. */
  legal: string;
  jitsi: {
    /** Of tokens; empty where the server asks for none. */
    appId: string;
    secret: string;
    /** Addresses at which the server tells its telephone numbers and a room's PIN; empty where it has none. */
    numbers: string;
    pins: string;
  };
  bigbluebutton: {
    /** As the server's own settings have it, such as `https://bbb.example/bigbluebutton/`. */
    server: string;
    secret: string;
    /** E.164; empty: the one that the server names. */
    dialNumber: string;
  };
  zoom: {
    clientId: string;
    secret: string;
    /** Where people log in, and where meetings are made. */
    login: string;
    api: string;
  };
}

/** The same, with the Jitsi server of the business. */
export interface ServerSettings extends RoomSettings {
  domain: string;
}

/** What one person wants of rooms; its id is their address. */
export interface RoomChoice {
  /** Null: whoever the business has chosen. */
  provider: ProviderId | null;
  waitingRoom: boolean;
  muted: boolean;
}

/** What somebody's last change was, so that it can be taken back. There is one a person; its id is their address. */
export type Undo =
  | { kind: 'staff'; before: StaffMember; after: StaffMember }
  /** `before`: null for a service that was new. */
  | { kind: 'service'; before: Service | null; after: Service }
  /** Of a booking only what nobody has been told of. */
  | { kind: 'booking'; before: Booking; after: Booking };

/** What one person's account has at Google besides calendars. There is one a person; its id is their address. */
export interface Account {
  /** Why there is no hourly timer; null: there is one. */
  tickProblem: string | null;
  /** When an hourly tick last made triggers. */
  triedAt: Instant | null;
  /** The build of the script that made them: a trigger belongs to the deployment at work then. */
  build: string;
}

/** Whose bookings somebody looks at. There is one a person; its id is their address. */
export interface BookingScope {
  scope: Scope;
}

export const SCOPES = ['mine', 'team'] as const;
export type Scope = (typeof SCOPES)[number];

/** Every kind of record that the store keeps. */
export interface RecordKinds {
  settings: Settings;
  service: Service;
  staff: StaffMember;
  booking: Booking;
  calendar: CalendarSync;
  room: Room;
  undo: Undo;
  roomSettings: RoomSettings;
  roomChoice: RoomChoice;
  offer: Offer;
  scope: BookingScope;
  account: Account;
}

export type RecordKind = keyof RecordKinds;

/** Id of the record of what `email` follows of a calendar: a sync token belongs to one person and one calendar. */
export function calendarRecordId(email: string, calendarId: string): string {
  return `${email}/${calendarId}`;
}

/** Id of the record of a conference in an event. */
export function roomRecordId(calendarId: string, eventId: string): string {
  return `${calendarId}/${eventId}`;
}

/** What is known of a calendar that has just been chosen: nothing. */
export function unreadCalendar(email: string, calendarId: string, name: string, readsBusy: boolean): CalendarSync {
  return {
    email,
    calendarId,
    name,
    readsBusy,
    syncToken: null,
    known: null,
    busy: [],
    skipsExisting: false,
    hasTrigger: true,
    progress: null,
    runs: [],
    syncedAt: null,
    problem: null,
  };
}
