import type { Booking, DialIn, Invitations, MailTemplate } from '../../booking/booking';
import type { Mac } from '../../booking/link-token';
import type { ClientChange } from '../../booking/deadlines';
import type { Interval } from '../../booking/time/intervals';
import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import type { OffsetLookup } from '../../booking/time/zones';
import type { Archive } from './archive';
import type { Store } from './store';
import type { CalendarNotes, Settings } from './records';
import type { RoomGateway } from './rooms';

/** A calendar of the person at work, as their calendar list shows it. */
export interface CalendarInfo {
  id: string;
  name: string;
  zone: string;
  primary: boolean;
  canWrite: boolean;
}

/** What a booking's event should look like when it is created. */
export interface EventPlan extends Interval {
  id: string;
  title: string;
  /** Plain text; Calendar shows descriptions as HTML, so the writer escapes it. */
  description: string;
  location: string;
  guests: Guest[];
  /** Whether guests see each other. */
  guestsSeeEachOther: boolean;
  invitations: Invitations;
  bookingId: string;
  /** Request id of the Meet link; `null` for a booking that needs none. */
  meetRequestId: string | null;
}

export interface Guest {
  email: string;
  name: string;
  /** Whether a client brings them along: left out first if Google refuses an address. */
  isBrought?: true;
}

/** `requestId`: the request that the answer is about. */
export type ObservedLink =
  | { status: 'none' }
  | { status: 'pending' | 'failed'; requestId: string }
  | { status: 'ready'; uri: string; phones: DialIn[] };

/** An event as Google shows it. For somebody else's event only `id` and `status` are used. */
export interface ObservedEvent {
  id: string;
  status: 'exists' | 'cancelled';
  /** `null` if Google does not say, as for a cancelled event. */
  span: Interval | null;
  /** Whether it is an all-day event: `span` is then from midnight to midnight in the calendar's zone. */
  allDay: boolean;
  title: string;
  link: ObservedLink;
  /** Whether it makes the calendar's owner busy. */
  isBusy: boolean;
  /** Whether it repeats. */
  isSeries: boolean;
  /** The series that it is an instance of, changed or deleted individually; `null` for any other event. */
  seriesId: string | null;
  /** When that instance would start if nobody had changed it. */
  originalStart: Instant | null;
  etag: string;
  /** Addresses, lower case. */
  guests: string[];
  declinedBy: string[];
  /** Id of the booking for which it was created; empty if it is not ours, or if this was not asked. Only `get` asks. */
  bookingId: string;
  /**
   * Whom of the guests that it was just given Google did not take. With one invalid address it refuses the whole event
   * and does not say which: those whom a client brings along are left out first, then everybody.
   */
  guestsRefused?: 'brought' | 'all';
}

/**
 * What changed in a calendar since a sync token, or, without one, everything from `window.start` on; `partial`: time
 * ran out, and the page token leads to more.
 */
export type CalendarChanges =
  | { status: 'ok'; events: ObservedEvent[]; syncToken: string }
  | { status: 'partial'; events: ObservedEvent[]; pageToken: string }
  | { status: 'tokenExpired' };

/** An event that makes its calendar's owner busy; each instance of a series is one. */
export interface BusyItem extends Interval {
  id: string;
  seriesId: string | null;
}

/** `pageToken`: where it continues; `null` at the end. */
export interface BusyPages {
  items: BusyItem[];
  pageToken: string | null;
}

/** What to read, and for how long. */
export interface Reach {
  window: Interval;
  /** Where an earlier reading stopped. */
  pageToken: string | null;
  /** Asked after each page. */
  mayGoOn: () => boolean;
}

/** Google Calendar, as the person at work. Every method is one call, or one for each page. */
export interface CalendarGateway {
  list(): CalendarInfo[];
  /** Whether this person may write to a calendar, which may be a colleague's; asked once per execution. */
  canWrite(calendarId: string): boolean;
  /** `taken`: an event with this id exists or existed. */
  insert(calendarId: string, plan: EventPlan): { status: 'written'; event: ObservedEvent } | { status: 'taken' };
  /** `null` if there is none and never was, as far as this person may know. */
  get(calendarId: string, eventId: string): ObservedEvent | null;
  /** The first instance of a series, wherever it has been moved to since. `null` if there is none. */
  firstInstance(calendarId: string, series: ObservedEvent): ObservedEvent | null;
  /** Changes only what is given. `null` if the event is gone; `changed` if its etag is no longer `etag`. */
  patch(calendarId: string, eventId: string, patch: EventPatch, etag: string): ObservedEvent | 'changed' | null;
  /** Adds and removes guests, even if the others have changed meanwhile. `null` if the event is gone. */
  changeGuests(
    calendarId: string,
    eventId: string,
    guests: GuestChange,
    invitations: Invitations,
  ): ObservedEvent | null;
  /** Rewrites our texts if they are still as we wrote them; a person's texts are left alone. */
  retext(calendarId: string, eventId: string, texts: TextChange, invitations: Invitations): void;
  /** Moves an event to another calendar of the same person, where it keeps its id. `null` if the event is gone. */
  move(calendarId: string, eventId: string, to: string, invitations: Invitations): ObservedEvent | null;
  /** An event that no longer exists counts as removed. */
  remove(calendarId: string, eventId: string, invitations: Invitations): void;
  changes(calendarId: string, syncToken: string | null, reach: Reach): CalendarChanges;
  busy(calendarId: string, reach: Reach): BusyPages;
  /** The number of API calls so far. */
  calls(): number;
}

/** The texts that we write into an event. */
export type OwnTexts = Pick<EventPlan, 'title' | 'description' | 'location'>;

export interface TextChange {
  /** As we wrote them. */
  before: OwnTexts;
  after: OwnTexts;
}

export interface EventPatch {
  span?: Interval;
  /** Whether the event is all-day now and gets its time back. */
  wasAllDay?: boolean;
  meetRequestId?: string;
  invitations: Invitations;
}

export interface GuestChange {
  add: readonly Guest[];
  /** Addresses. */
  remove: readonly string[];
}

export type CalendarErrorKind = 'noAccess' | 'gone' | 'tryLater' | 'failed';

/** An error answer from Google; `tryLater` for rate limits and Google's own failures. */
export class CalendarError extends Error {
  /** What Google answered. */
  answer?: unknown;
  override name = 'CalendarError';
  constructor(
    readonly kind: CalendarErrorKind,
    message: string,
  ) {
    super(message);
  }
}

/** The calls that make Google notify us of changes, as the person at work. */
export interface TriggerGateway {
  /**
   * Makes sure that each of these calendars has one trigger and that there is one hourly tick; answers what is still
   * missing, and why.
   */
  ensure(wanted: TriggersWanted): TriggersMissing;
  /** Removes the person's triggers. */
  remove(options: { keepTick: boolean }): void;
}

export interface TriggersWanted {
  /** The account at work: its own calendar may be called `primary`. */
  email: string;
  calendarIds: readonly string[];
  /** Triggers of other calendars are removed. */
  exclusive: boolean;
  /** Whether missing triggers are created; otherwise they are only reported. */
  makes: boolean;
  /** Whether all existing ones are removed first. */
  remakes: boolean;
}

export interface TriggersMissing {
  /** Why there is no hourly tick; `null` if there is one. */
  tick: string | null;
  calendars: { calendarId: string; message: string }[];
}

/** Everything that an e-mail is made from. */
export interface Letter {
  template: MailTemplate;
  reason: string;
  /** The time that its reader knows, if the e-mail announces another. */
  was?: Interval;
  booking: Booking;
  staff: StaffMember;
  settings: Settings;
  /** Whose act it tells of: a name, or `client`; empty if nobody's. */
  by: string;
  links: LetterLinks;
  /** Whether Google invites the client to the event: the letter then brings no file for their calendar. */
  invited: boolean;
  /** Until when the client may do so on the page of the booking. */
  mayUntil: Record<ClientChange, Instant>;
  now: Instant;
}

/** Addresses that a letter leads to, https; empty where there is none. */
export interface LetterLinks {
  /** The client's page of the booking. */
  booking: string;
  /** Where the staff member answers the request. */
  answer: string;
  /** The times that are held for the client in its place. */
  offer: string;
}

/** A few words that a person sends, of plain text: addresses in it become links. */
export interface Note {
  to: string;
  subject: string;
  /** Paragraphs with an empty line between them. */
  text: string;
  /** Its language, BCP 47. */
  locale: string;
  settings: Pick<Settings, 'business' | 'logo' | 'accent'>;
}

/** A code that shows whose an address is. Its e-mail contains nothing that the client has typed. */
export interface CodeLetter {
  to: string;
  /** Language, BCP 47. */
  locale: string;
  code: string;
  settings: Note['settings'];
}

export interface Postman {
  /**
   * About how many e-mails the account at work can still send today: Google's number is valid for one execution and
   * varies between executions [apps-script/reference/mail/mail-app], so it says nothing about a single e-mail. `null`
   * if Google did not say.
   */
  quotaLeft(): number | null;
  /** @throws Error if the e-mail was refused */
  send(letter: Letter): void;
  /** @throws Error if the e-mail was refused */
  write(note: Note): void;
  /** @throws Error if the e-mail was refused */
  sendCode(letter: CodeLetter): void;
  /** @throws Error if the e-mail was refused */
  sendExport(letter: ExportLetter): void;
}

/** A file of finished bookings: from the archive, or of those that are still in the store. */
export interface ExportFile {
  kind: 'archive' | 'atHand';
  /** Counted in the archive from 1. */
  from: number;
  to: number;
  bookings: Booking[];
}

/** An e-mail with files. */
export interface ExportLetter {
  to: string;
  locale: string;
  zone: string;
  settings: Settings;
  team: readonly StaffMember[];
  files: readonly ExportFile[];
  /** How many bookings are in them, and how many are left for another e-mail. */
  bookings: number;
  left: number;
}

/** Texts of a booking's event. */
export type EventTexts = (
  booking: Booking,
  staff: StaffMember,
) => Pick<EventPlan, 'title' | 'description' | 'location'>;

export interface Ids {
  /** For a booking: `[0-9a-v]`, 12 characters, unguessable. */
  booking(): string;
  /** For anything that nobody may guess: at least 128 bits. */
  secret(): string;
  /** For a service or a staff member: short. */
  small(): string;
}

/** What an execution leaves for later ones for a while; it may be forgotten at any moment. */
export interface Memory {
  /** The remembered values, by key. */
  get(keys: readonly string[]): Readonly<Record<string, string>>;
  /** @param seconds 1 to 21,600 */
  put(values: Readonly<Record<string, string>>, seconds: number): void;
}

/** Which notes of a calendar: those to its busy time, or those of a reading that is under way. */
export type NotesKind = 'busy' | 'reading';

/**
 * What the account at work notes about its calendars, in a store of its own that nobody else reads. It may be lost at
 * any time, and a write to it is not part of a commit: a record that relies on notes keeps their mark, and other notes
 * than those are none.
 */
export interface NotesStore {
  /** The notes with this mark; `null` if there are others, or none. */
  read(kind: NotesKind, calendarId: string, mark: string): CalendarNotes | null;
  /** The mark of notes: equal notes have the same. */
  readonly markOf: (notes: CalendarNotes) => string;
  /** Keeps notes in place of the former ones. If there is no room for them, they are gone. */
  write(kind: NotesKind, calendarId: string, notes: CalendarNotes): void;
  /** Forgets all notes about these calendars. */
  forget(calendarIds: readonly string[]): void;
}

/** The person whose click or trigger started the execution. */
export interface Actor {
  /** Lower case; empty for a stranger. */
  email: string;
}

/** Everything that the use cases need from outside. */
export interface Desk {
  /** The person who acts in this execution. */
  readonly me: Actor;
  store: Store;
  /** That of the account at work. */
  archive: Archive;
  calendar: CalendarGateway;
  triggers: TriggerGateway;
  postman: Postman;
  ids: Ids;
  /** Signs the links in e-mails. */
  readonly sign: Mac;
  offsets: OffsetLookup;
  eventTexts: EventTexts;
  rooms: RoomGateway;
  memory: Memory;
  notes: NotesStore;
  /** Language of the account at work, BCP 47. */
  readonly accountLocale: () => string;
  /** Where the account at work grants what it has not granted yet; empty where nothing is lacking. */
  consentPage(): string;
  /** Which build of the script this is. */
  build: string;
  /** Address of our own web app; empty if it has none. */
  webApp(): string;
  now(): Instant;
  /** Time left before this execution should stop, ms. */
  timeLeft(): number;
  /** A line for the execution log: no names, no titles, no addresses of clients. */
  readonly log: (message: string) => void;
}

/** What open times are searched for. */
export interface TimesWanted {
  service: Service;
  /** Minutes; one of the service's. */
  duration: number;
  /** `null` for anyone available. */
  staffId: string | null;
  /** A staff member as they would be, in place of the stored one. */
  instead?: StaffMember;
  /** Milliseconds, see SlotRules. */
  grace?: number;
}

/** What it means that Google no longer shows an event. */
export function goneEvent(id: string): ObservedEvent {
  return {
    id,
    status: 'cancelled',
    span: null,
    allDay: false,
    title: '',
    link: { status: 'none' },
    isBusy: false,
    isSeries: false,
    seriesId: null,
    originalStart: null,
    etag: '',
    guests: [],
    declinedBy: [],
    bookingId: '',
  };
}
