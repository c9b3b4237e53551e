import type { Booking, DialIn, Invitations, MailTemplate } from '../../booking/booking';
import type { Interval } from '../../booking/time/intervals';
import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import type { OffsetLookup } from '../../booking/time/zones';
import type { Store } from './store';
import type { Settings } from './records';
import type { RoomGateway } from './rooms';

/** A calendar of the person at work, as their calendar list shows it. */
export interface CalendarInfo {
  id: string;
  name: string;
  zone: string;
  primary: boolean;
  canWrite: boolean;
}

/** What a booking's event is to look like when it is made. */
export interface EventPlan extends Interval {
  id: string;
  title: string;
  /** Plain text; Calendar shows descriptions as HTML, so the writer escapes it. */
  description: string;
  location: string;
  guests: Guest[];
  /** Whether guests see one another. */
  guestsSeeEachOther: boolean;
  invitations: Invitations;
  bookingId: string;
  /** Request id of the Meet link; null for a booking that needs none. */
  meetRequestId: string | null;
}

export interface Guest {
  email: string;
  name: string;
}

/** `requestId`: which of our requests the answer is about. */
export type ObservedLink =
  | { status: 'none' }
  | { status: 'pending' | 'failed'; requestId: string }
  | { status: 'ready'; uri: string; phones: DialIn[] };

/** What Google says of an event. Of somebody else's event nothing but `id` and `status` is used. */
export interface ObservedEvent {
  id: string;
  status: 'exists' | 'cancelled';
  /** Null when Google does not say, as for a cancelled one. */
  span: Interval | null;
  /** Among the all-day events: `span` is then from midnight to midnight in the calendar's zone. */
  allDay: boolean;
  title: string;
  link: ObservedLink;
  /** Whether it makes the calendar's owner busy. */
  isBusy: boolean;
  /** Whether it repeats. */
  isSeries: boolean;
  /** The series that it is an instance of, changed or deleted on its own; null for any other event. */
  seriesId: string | null;
  /** When that instance would begin if nobody had changed it. */
  originalStart: Instant | null;
  etag: string;
  /** Addresses, lower case. */
  guests: string[];
  declinedBy: string[];
  /** Id of the booking for which we have made it; empty: not ours, or not asked for. Only `get` asks. */
  bookingId: string;
  /** Google took none of the guests that it was just given: it refuses an address as a whole with its event. */
  guestsRefused?: true;
}

/**
 * What changed in a calendar since a sync token, or everything from `window.start` on without one; `partial`: time ran
 * out, and there is more behind the page token.
 */
export type CalendarChanges =
  | { status: 'ok'; events: ObservedEvent[]; syncToken: string }
  | { status: 'partial'; events: ObservedEvent[]; pageToken: string }
  | { status: 'tokenExpired' };

/** An event that makes its calendar's owner busy; instances of a series each for itself. */
export interface BusyItem extends Interval {
  id: string;
  seriesId: string | null;
}

/** `pageToken`: where it goes on; null at the end. */
export interface BusyPages {
  items: BusyItem[];
  pageToken: string | null;
}

/** What is to be read, and for how long. */
export interface Reach {
  window: Interval;
  /** Where a former reading broke off. */
  pageToken: string | null;
  /** Asked after each page. */
  mayGoOn: () => boolean;
}

/** Google Calendar, as the person at work. Every method is one call, or one a page. */
export interface CalendarGateway {
  list(): CalendarInfo[];
  /** Whether this person may write into a calendar, which may be a colleague's; asked once in an execution. */
  canWrite(calendarId: string): boolean;
  /** `taken`: an event with this id exists or existed. */
  insert(calendarId: string, plan: EventPlan): { status: 'written'; event: ObservedEvent } | { status: 'taken' };
  /** Null: there is none and never was, as far as this person may know. */
  get(calendarId: string, eventId: string): ObservedEvent | null;
  /** The instance of a series that was to begin then before anybody changed it. Null: none. */
  instance(calendarId: string, seriesId: string, originalStart: Instant): ObservedEvent | null;
  /** Changes only what is given. Null: the event is gone. `changed`: it is no longer the one that `etag` stands for. */
  patch(calendarId: string, eventId: string, patch: EventPatch, etag: string): ObservedEvent | 'changed' | null;
  /** Adds and takes out guests, whatever else was done to the others meanwhile. Null: the event is gone. */
  changeGuests(
    calendarId: string,
    eventId: string,
    guests: GuestChange,
    invitations: Invitations,
  ): ObservedEvent | null;
  /** Writes our words anew where they still stand as we wrote them; what a person wrote is left alone. */
  retext(calendarId: string, eventId: string, texts: TextChange, invitations: Invitations): void;
  /** Into another calendar of the same person, where the event keeps its id. Null: the event is gone. */
  move(calendarId: string, eventId: string, to: string, invitations: Invitations): ObservedEvent | null;
  /** An event that is not there any more counts as removed. */
  remove(calendarId: string, eventId: string, invitations: Invitations): void;
  changes(calendarId: string, syncToken: string | null, reach: Reach): CalendarChanges;
  busy(calendarId: string, reach: Reach): BusyPages;
  /** Calls of the API so far. */
  calls(): number;
}

/** What we write into an event in words. */
export type OwnTexts = Pick<EventPlan, 'title' | 'description' | 'location'>;

export interface TextChange {
  /** As we wrote them. */
  before: OwnTexts;
  after: OwnTexts;
}

export interface EventPatch {
  span?: Interval;
  /** Whether the event is all-day so far, and gets its time back. */
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

/** An answer of Google that is an error; `tryLater` for rate limits and Google's own failures. */
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

/** The calls that make Google tell us of changes, as the person at work. */
export interface TriggerGateway {
  /**
   * Makes one trigger for each of these calendars and one hourly tick exist; answers what is still missing, and why.
   */
  ensure(wanted: TriggersWanted): TriggersMissing;
  /** Takes the person's triggers away. */
  remove(options: { keepTick: boolean }): void;
}

export interface TriggersWanted {
  /** The account at work: its own calendar may be called `primary`. */
  email: string;
  calendarIds: readonly string[];
  /** Triggers of other calendars are taken away. */
  exclusive: boolean;
  /** What is missing is made; else it is only told. */
  makes: boolean;
  /** All that stand are taken away first. */
  remakes: boolean;
}

export interface TriggersMissing {
  /** Why there is no hourly tick; null: there is. */
  tick: string | null;
  calendars: { calendarId: string; message: string }[];
}

/** All that a mail is made from. */
export interface Letter {
  template: MailTemplate;
  reason: string;
  /** The time that its reader knows, if the e-mail announces another. */
  was?: Interval;
  booking: Booking;
  staff: StaffMember;
  settings: Settings;
}

export interface Postman {
  /**
   * About how many mails the account at work can still send today: Google's number holds for one execution and wanders
   * between executions [apps-script/reference/mail/mail-app], so it says nothing of any single mail. Null: Google did
   * not say.
   */
  quotaLeft(): number | null;
  /** @throws Error when the mail was not taken */
  send(letter: Letter): void;
}

/** Texts of a booking's event. */
export type EventTexts = (
  booking: Booking,
  staff: StaffMember,
) => Pick<EventPlan, 'title' | 'description' | 'location'>;

export interface Ids {
  /** Of a booking: `[0-9a-v]`, 12 characters, unguessable. */
  booking(): string;
  /** Of anything that nobody may guess: at least 128 bits. */
  secret(): string;
  /** Of a service or a staff member: short. */
  small(): string;
}

/** What an execution leaves for the next ones, for a while; it may be forgotten at any moment. */
export interface Memory {
  /** What is remembered of these, by key. */
  get(keys: readonly string[]): Readonly<Record<string, string>>;
  /** @param seconds 1 to 21,600 */
  put(key: string, value: string, seconds: number): void;
}

/** The person at whose click or on whose authority an execution runs. */
export interface Actor {
  /** Lower case; empty for a stranger. */
  email: string;
}

/** Everything that the use cases need from outside. */
export interface Desk {
  /** Who acts in this execution. */
  readonly me: Actor;
  store: Store;
  calendar: CalendarGateway;
  triggers: TriggerGateway;
  postman: Postman;
  ids: Ids;
  offsets: OffsetLookup;
  eventTexts: EventTexts;
  rooms: RoomGateway;
  memory: Memory;
  /** Language of the account at work, BCP 47. */
  accountLocale(): string;
  /** Which build of the script this is. */
  build: string;
  /** Address of our own web app; empty while it has none. */
  webApp(): string;
  now(): Instant;
  /** Milliseconds until this execution had better come to an end. */
  timeLeft(): number;
  /** A line for the execution log: no names, no titles, no addresses of clients. */
  log(message: string): void;
}

/** What an open time is searched for. */
export interface TimesWanted {
  service: Service;
  /** Minutes; one of the service's. */
  duration: number;
  /** Null: whoever is free. */
  staffId: string | null;
  /** A staff member as they would be, in the place of the stored one. */
  instead?: StaffMember;
  /** Milliseconds, see SlotRules. */
  grace?: number;
}

/** What an event that Google does not show any more amounts to. */
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
