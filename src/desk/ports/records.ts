import type { Booking } from '../../booking/booking';
import type { Interval } from '../../booking/time/intervals';
import type { Offer } from '../../booking/offer';
import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import type { Meeting, ProviderId, RoomSettings } from './rooms';

/** What a booking does when its event is changed in Calendar; the first of each is the default of a new desk. */
export const POLICIES = {
  moved: ['tell', 'silent', 'ask'],
  stretched: ['tell', 'silent', 'ask'],
  deleted: ['tell', 'silent', 'ask'],
  linkRemoved: ['restore', 'silent', 'ask'],
} as const;

export type Policies = { [K in keyof typeof POLICIES]: (typeof POLICIES)[K][number] };

export const USUAL_POLICIES: Policies = { moved: 'tell', stretched: 'tell', deleted: 'tell', linkRemoved: 'restore' };

/** The settings of the whole business. There is one record: its id is `desk`. */
export interface Settings {
  /** The name that clients see. */
  business: string;
  /** E-mail address of the person who set the desk up; only they change settings, services and the team. */
  owner: string;
  /** E-mail addresses, lower case, of the people who act on everybody's bookings. */
  managers: string[];
  /** Host name of the Jitsi server for rooms of the conference solution. */
  jitsiDomain: string;
  /** Address of the public page; empty until somebody has entered it or opened the page. */
  publicPage: string;
  /** How the public page looks: the address of a logo (https) and a colour (`#rrggbb`), empty for ours. */
  logo: string;
  accent: string;
  /** What clients should know about their data and the business's rules: a text or an address; empty for nothing. */
  policy: string;
  /** Who may request nothing: addresses, and domains as `@example.com`; lower case. */
  blocked: string[];
  /** Whether clients enter a code that is sent to their address before a request holds a time. */
  confirmsEmail: boolean;
  /** Whether other sites may show the public page inside a page of their own. */
  framing: boolean;
  /** E-mail address of the account that the public page runs as; empty until somebody has opened the page. */
  deployer: string;
  /** The person to whom the owner wants to hand the desk over; empty for nobody. */
  heir: string;
  policies: Policies;
  /** Bookings that are over: completed automatically after this many hours, or once somebody says how they went. */
  past: { mode: PastMode; hours: number };
  /** Hours after which an unread calendar counts as unknown and closes its owner's times. */
  unreadHours: number;
  /** Days after their time for which finished bookings stay in the store; then they move to the owner's archive. */
  archiveAfter: number;
}

/** Six times the interval of the hourly tick: a few may be lost on the way. */
export const USUAL_UNREAD_HOURS = 6;
export const UNREAD_HOURS = { min: 2, max: 72 };

export const ARCHIVE_AFTER = [14, 30, 90, 180, 365] as const;
export const USUAL_ARCHIVE_AFTER = 90;

export const PAST_MODES = ['complete', 'ask'] as const;
export type PastMode = (typeof PAST_MODES)[number];

/** How the public page of a new desk looks. */
export const USUAL_LOOK = { logo: '', accent: '', policy: '', framing: false };

export const USUAL_PAST: Settings['past'] = { mode: 'complete', hours: 24 };
export const PAST_HOURS = { min: 1, max: 14 * 24 } as const;

export const SETTINGS_ID = 'desk';

/** How one person's account follows one calendar. */
export interface CalendarSync {
  /** The person as whom it is read: the one who made the trigger. */
  email: string;
  calendarId: string;
  /** As the calendar list showed it when it was chosen. */
  name: string;
  /** Whether its events close that person's times. */
  readsBusy: boolean;
  /** `null` if it has never been read to the end, or Google no longer accepts the token. */
  syncToken: string | null;
  /** The time for which `busy` is complete; `null` while nothing is known. */
  known: Interval | null;
  /**
   * Time that events make busy, in order, joined where they touch: which event makes which of it is in the person's own
   * notes (CalendarNotes), of which `mark` is the mark.
   */
  busy: Interval[];
  mark: string;
  /** Time that events of bookings make busy here, each with its tag, since a booking does not block itself. */
  named: BusyBlock[];
  /** The next full list only sets the starting point: existing events are left as they are. */
  skipsExisting: boolean;
  /** Whether Google announces changes to it; otherwise the hourly tick reads it. */
  hasTrigger: boolean;
  /** A reading that ran out of time; `null` if there is none. The values above stay until it is complete. */
  progress: SyncProgress | null;
  /** The last readings, newest first. */
  runs: SyncRun[];
  syncedAt: Instant | null;
  /** Why it could not be read the last time; `null` if it could. Its times stay closed until it can. */
  problem: CalendarProblem | null;
}

/** The time in which one event makes its calendar's owner busy. The tag identifies it when it changes. */
export interface BusyBlock extends Interval {
  tag: string;
}

/** Where an interrupted reading continues. */
export interface SyncProgress {
  phase: 'changes' | 'busy';
  /** The period that is being read. */
  window: Interval;
  /** Empty if the first page still has to be read. */
  pageToken: string;
  /** The new token, once all changes have been read; `null` before. */
  syncToken: string | null;
  /** The mark of what has been read so far, which is in the person's own notes. */
  mark: string;
}

/** What one account notes about a calendar that it reads, in its own store. */
export interface CalendarNotes {
  /** The time that each event makes busy, those of bookings left out, in order of its start. */
  foreign: BusyBlock[];
  /** The same for events of bookings, while a reading is under way. */
  named: BusyBlock[];
  /** Ids of our events that a full list has contained so far, while a reading is under way. */
  seen: string[];
}

export const NO_NOTES: CalendarNotes = { foreign: [], named: [], seen: [] };

/** The mark of notes that say nothing. */
export const NO_MARK = '';

/** A mark that no notes have: the calendar's busy time has to be listed again. */
export const OUTDATED_MARK = '?';

/** The result of one reading of a calendar. */
export interface SyncRun {
  at: Instant;
  /** How many events Google reported as changed; whether everything was listed. */
  changed: number;
  full: boolean;
  /** How many bookings followed. */
  bookings: number;
  /** The number of Calendar API calls. */
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

/** A video room, in a person's own event or for bookings that take place in one. */
export interface Room {
  /** `BOOKING_ROOMS` for a room of bookings; its `eventId` is then the key in their link. */
  calendarId: string;
  eventId: string;
  /** The person who picked the solution, or who has the booking: it is made with their account. */
  email: string;
  provider: ProviderId;
  /** Our own name for it, which nobody can guess. */
  name: string;
  /** The link in the event; empty if there is none yet. */
  uri: string;
  createdAt: Instant;
  /** The event's, once it has been seen: an event that is being created does not exist yet. */
  start: Instant | null;
  end: Instant | null;
  title: string;
  /** One room for all instances of a series. */
  repeats: boolean;
  recorded: boolean;
  waitingRoom: boolean;
  muted: boolean;
  /** Language of the pages behind its links: the client's, or that of the person who made it. */
  locale: string;
  /** The keys that lead into it through our own web app, by role; none can be guessed. */
  keys: { guest: string; moderator: string };
  /** `null` until the provider has said that it exists. */
  meeting: Meeting | null;
  /** What still has to be done at the provider; `null` if there is nothing. */
  task: RoomTask | null;
  state: 'draft' | 'active' | 'ended';
}

/** The `calendarId` of rooms that belong to bookings: no calendar has this id. */
export const BOOKING_ROOMS = 'bookings';

/** Something to be done at a provider: a goal, not a one-off command, so that a new one replaces the former. */
export interface RoomTask {
  kind: 'create' | 'update' | 'remove';
  /** How many tries were started, so that one that died can be told from none. */
  attempts: number;
  /** Not before this. */
  after: Instant;
  /** The provider's answer to the last try; `null` if there was none yet. */
  error: string | null;
}

/** One person's choices for rooms; its id is their address. */
export interface RoomChoice {
  /** `null` for the provider that the business has chosen. */
  provider: ProviderId | null;
  waitingRoom: boolean;
  muted: boolean;
}

/** A person's last change, so that it can be undone. There is one for each person; its id is their address. */
export type Undo =
  | { kind: 'staff'; before: StaffMember; after: StaffMember }
  /** `before`: `null` for a service that was new. */
  | { kind: 'service'; before: Service | null; after: Service }
  /** For a booking, only changes that nobody has been told of. */
  | { kind: 'booking'; before: Booking; after: Booking };

/** What one person's account has at Google besides calendars. There is one for each person; its id is their address. */
export interface Account {
  /** Why there is no hourly timer; `null` if there is one. */
  tickProblem: string | null;
  /** When an hourly tick last made triggers. */
  triedAt: Instant | null;
  /** The build of the script that made them: a trigger belongs to the deployment at work then. */
  build: string;
}

/** Whose bookings a person looks at. There is one for each person; its id is their address. */
export interface BookingScope {
  scope: Scope;
}

export const SCOPES = ['mine', 'team'] as const;
export type Scope = (typeof SCOPES)[number];

/** What the links in e-mails are signed with. There is one record. */
export interface LinkKeys {
  /** For clients' links to their bookings. */
  client: string;
  /** For the links by which staff answer requests. */
  staff: string;
}

export const LINK_KEYS_ID = 'desk';

/**
 * How full somebody's archive is, as they last saw it: nobody else's execution can look. There is one for each person who
 * has one; its id is their address.
 */
export interface ArchiveGauge {
  email: string;
  count: number;
  /** Bytes. */
  used: number;
  limit: number;
  /** When the latest booking in it ended. */
  until: Instant | null;
  /** Whether something did not fit then. */
  isFull: boolean;
  at: Instant;
}

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
  linkKeys: LinkKeys;
  archive: ArchiveGauge;
}

export type RecordKind = keyof RecordKinds;

/** Id of the record of how `email` follows a calendar: a sync token belongs to one person and one calendar. */
export function calendarRecordId(email: string, calendarId: string): string {
  return `${email}/${calendarId}`;
}

/** Id of the record of a conference in an event. */
export function roomRecordId(calendarId: string, eventId: string): string {
  return `${calendarId}/${eventId}`;
}

/** A calendar that has just been chosen, about which nothing is known. */
export function unreadCalendar(email: string, calendarId: string, name: string, readsBusy: boolean): CalendarSync {
  return {
    email,
    calendarId,
    name,
    readsBusy,
    syncToken: null,
    known: null,
    busy: [],
    mark: NO_MARK,
    named: [],
    skipsExisting: false,
    hasTrigger: true,
    progress: null,
    runs: [],
    syncedAt: null,
    problem: null,
  };
}
