import type { FormResult } from './form';
import type { Interval } from './time/intervals';
import { HOUR, type Instant } from './time/time';
import type { Place } from './place';

/** `requested`, `awaitingPayment` and `confirmed` are live; the others are final. */
export const BOOKING_STATES = [
  'requested',
  'awaitingPayment',
  'confirmed',
  'completed',
  'noShow',
  'declined',
  'cancelled',
  'expired',
] as const;

export type BookingState = (typeof BOOKING_STATES)[number];

export interface Client {
  name: string;
  /** Empty for a client who booked by phone and gave none. */
  email: string;
  phone: string;
  note: string;
  /** Language and zone of the e-mails they get. */
  locale: string;
  zone: string;
}

/**
 * Where the Calendar event of a booking is, or will be: known before it is written, so that a crash leaves no orphan.
 */
export interface EventRef {
  calendarId: string;
  /** The id of a booking's event, made from the booking's id, see eventIdOf. */
  eventId: string;
  /** Whether it has been seen in Google. */
  written: boolean;
  /**
   * The times that Google last showed, or was last asked for. If the event differs from these, a person changed it
   * there; if only the record differs, it was changed here and still has to be written.
   */
  span: Interval;
  /** If the event was made recurring: the id of the one instance that is the booking. The others are not ours. */
  instanceId?: string;
  /** Google last showed it as an all-day event, which no longer says anything about the booking's time. */
  allDay?: true;
}

/** The one join link of an online booking. */
export interface JoinLink {
  status: 'pending' | 'ready' | 'failed';
  uri: string | null;
  /** When it was asked for. */
  since: Instant;
  /** Goes up with each new request for a link; part of the request id, since Google ignores a repeated one. */
  attempt: number;
  /** Phone numbers to join by, if Google gives any. */
  phones: DialIn[];
}

/** A phone number to join by, as people read it. */
export interface DialIn {
  number: string;
  /** Empty if none is asked for. */
  pin: string;
}

/** Something a person should look at. */
export const BOOKING_FLAGS = [
  /** Overlaps another live booking, buffers included. */
  'overlap',
  /** Overlaps an event of a busy calendar, buffers included. */
  'overPlan',
  'outsideHours',
  'clientDeclined',
  'refundDue',
  'movedAway',
  'linkFailed',
  'guestRefused',
  /** Google took the client as a guest of the event, and nobody whom they bring along. */
  'extraGuestsRefused',
  'mailFailed',
  /** Paid when somebody else already had its time. */
  'paidTooLate',
  /** Its event was made all-day in Calendar: a person has to choose a time. */
  'allDay',
  /** No connected account reads the calendar of its event. */
  'unfollowed',
] as const;

export type BookingFlag = (typeof BOOKING_FLAGS)[number];

/** What a person did to the event in Calendar, if the owner has to be asked before the booking follows. */
export type Question = { kind: 'moved'; span: Interval } | { kind: 'deleted' } | { kind: 'linkRemoved' };

/** Whom Google mails about a change of an event (discovery document, events.insert, sendUpdates). */
export const INVITATIONS = ['all', 'externalOnly', 'none'] as const;
export type Invitations = (typeof INVITATIONS)[number];

/** The kinds of e-mails. The first word says who reads it: the client, or the staff member. */
export const MAIL_TEMPLATES = [
  'clientRequested',
  'clientConfirmed',
  'clientAwaitingPayment',
  'clientDeclined',
  'clientCancelled',
  'clientRescheduled',
  'clientExpired',
  'clientUnpaid',
  'clientLinkChanged',
  'clientStaffChanged',
  'clientReminder',
  'clientFollowUp',
  'staffRequested',
  'staffConfirmed',
  'staffHandedAway',
  'staffDeclined',
  'staffCancelled',
  'staffRescheduled',
] as const;

export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/**
 * Set before an e-mail is sent, and removed once the sending is noted. If it stays, it is unknown whether the e-mail
 * went out.
 */
export interface MailClaim {
  by: string;
  at: Instant;
  /** Whether an earlier execution that died may have sent it already. */
  again: boolean;
  /** It was claimed before the event that it tells of was written: it is sent after that, with its link. */
  early?: true;
}

/**
 * Something to be done to an event. `staffId`: in whose calendar, if the booking has been handed to somebody else
 * since.
 */
export type EventEffect =
  | { kind: 'putEvent' }
  /** `silent`: Google mails nobody about it, even if the service says otherwise. */
  | { kind: 'removeEvent'; calendarId: string; eventId: string; instanceId?: string; staffId?: string; silent?: true }
  /** A guest leaves an event that others share; with the last one it is removed, unless somebody has said otherwise. */
  | {
      kind: 'leaveEvent';
      calendarId: string;
      eventId: string;
      instanceId?: string;
      email: string;
      staffId?: string;
      keepsEvent?: true;
    }
  /** The event goes back to the calendar that its staff member's bookings are added to. */
  | { kind: 'bringBack' }
  /** The client's name, address or note was changed: the text that we wrote into the event has to follow. */
  | { kind: 'changeClient'; before: Client }
  /** The room has another address: the text that we wrote into the event has to follow. */
  | { kind: 'newLink'; before: string };

/** What an e-mail is about. */
export interface MailWanted {
  kind: 'mail';
  template: MailTemplate;
  /** To a staff member who no longer has the booking. */
  staffId?: string;
  /** The time that its reader knows, if the e-mail announces another. */
  was?: Interval;
}

/**
 * What is still to be done outside the store. Everything except an e-mail can be repeated without harm, see
 * booking/letters.ts.
 */
export type Effect = { id: string; attempts: number; error: string | null } & (
  | EventEffect
  | (MailWanted & { reason: string; claim: MailClaim | null; /** Not tried before this. */ after?: Instant })
);

export type MailEffect = Extract<Effect, { kind: 'mail' }>;

/** An effect as it is put into the outbox; id and bookkeeping are added there. */
export type NewEffect = EventEffect | (MailWanted & { reason?: string });

export interface HistoryEntry {
  at: Instant;
  /** `client`, `calendar`, `system`, or a staff member's e-mail address. */
  by: string;
  what: string;
  detail?: string;
}

export interface Booking extends Interval, FormResult {
  id: string;
  /** The number that people quote: short, unique among the stored bookings. */
  reference: string;
  state: BookingState;
  serviceId: string;
  serviceName: string;
  staffId: string;
  client: Client;
  /** The staff's internal note; no client ever sees it. */
  staffNote: string;
  place: Place;
  /** Minutes, as the service had them when the time was taken. */
  bufferBefore: number;
  bufferAfter: number;
  /**
   * How many clients may share its time and its event, as the service had it when the booking was made. 1: it is the
   * client's alone, and stays so even if the service changes. A booking made from a staff member's own event is alone.
   */
  capacity: number;
  prepayment: boolean;
  paidAt: Instant | null;
  /**
   * Hours for which it holds its time until somebody answers, and then again until it is paid, as the service had them.
   */
  hold: number;
  timeToPay: number;
  /** Until when an unconfirmed booking holds its time. */
  holdUntil: Instant | null;
  /** Id of the times that staff have offered in its place; empty if there are none. */
  offer: string;
  event: EventRef | null;
  /** How many event ids were made from its id. Each is used once: Google never gives out a deleted event's id again. */
  generation: number;
  link: JoinLink | null;
  flags: BookingFlag[];
  /**
   * The reason for each flag, as a text that changes when the facts do. A reason without its flag means that a person
   * settled it, which holds until the facts change.
   */
  facts?: Partial<Record<BookingFlag, string>>;
  /** The change in Calendar that waits for a person's decision; `null` if there is none. */
  question: Question | null;
  /**
   * Whom Google mails about this booking's event, if a person has chosen so this once; `null` for the service's
   * default.
   */
  invitations: Invitations | null;
  /** Until when its reminders are dealt with, see reminders.ts; 0 if none has been due. */
  remindedUntil: Instant;
  outbox: Effect[];
  /** Number of the next effect. */
  nextEffect: number;
  /** The client's own mark of one submission: a repeated submission finds the booking it made. */
  requestKey: string;
  createdAt: Instant;
  history: HistoryEntry[];
}

/**
 * The oldest entries are dropped, since a record has to fit into one stored value. Kept are the first, which says who
 * made the booking, and those by which a person has vouched for its client.
 */
const HISTORY_LIMIT = 30;

/**
 * Whether a member of staff has accepted or entered the booking. Until then it is unknown whether its client has asked
 * for anything: anyone may type anyone's address into the page.
 */
export function isVouchedFor({ history }: Pick<Booking, 'history'>): boolean {
  return history.some(vouches);
}

function vouches({ by, what }: HistoryEntry): boolean {
  return VOUCHING.includes(what) && by.includes('@');
}

const VOUCHING: readonly string[] = ['accepted', 'bookedManually', 'adopted'];

/** Whether the booking takes its staff member's time. */
export function isLive(booking: Booking): boolean {
  return booking.state === 'requested' || booking.state === 'awaitingPayment' || booking.state === 'confirmed';
}

/** Whether the booking no longer affects any time: everything that is not live. */
export function isFinished(booking: Booking): boolean {
  return !isLive(booking);
}

/** Whether an unconfirmed booking has kept its time for as long as it may. */
export function holdHasRunOut(booking: Booking, now: Instant): boolean {
  const unconfirmed = booking.state === 'requested' || booking.state === 'awaitingPayment';
  return unconfirmed && booking.holdUntil !== null && booking.holdUntil <= now;
}

/**
 * Whether a booking took place at least so many hours ago and nobody has said how it went. An open question about it
 * comes first.
 */
export function isOver({ state, question, end }: Booking, hours: number, now: Instant): boolean {
  return state === 'confirmed' && question === null && end + hours * HOUR <= now;
}

/** Until when an unconfirmed booking holds its time, counted from now; never longer than until that time. */
export function holdFrom(booking: Booking, now: Instant): Instant {
  const hours = booking.state === 'awaitingPayment' ? booking.timeToPay : booking.hold;
  return Math.min(now + hours * HOUR, booking.start);
}

/** Whether a client was promised a join link. */
export function isOnline(booking: Booking): boolean {
  return booking.place.kind === 'meet' || booking.place.kind === 'room';
}

/** Whether several clients may share its time. */
export function isShared(booking: Booking): boolean {
  return booking.capacity > 1;
}

/** Whether a confirmed booking has no event: it was removed, and has to be written again. */
export function lacksEvent({ state, event }: Booking): boolean {
  return state === 'confirmed' && event === null;
}

/** The id under which Google has the booking's own event, and nothing else. */
export function ownIdOf({ eventId, instanceId }: Pick<EventRef, 'eventId' | 'instanceId'>): string {
  return instanceId ?? eventId;
}

/** The ids of all events that the booking has, had, or is about to lose. */
export function ownIdsOf({ id, event, generation, outbox }: Booking): string[] {
  const left = outbox.flatMap((effect) =>
    effect.kind === 'removeEvent' || effect.kind === 'leaveEvent' ? [effect.eventId] : [],
  );
  const made = Array.from({ length: generation }, (_, n) => eventIdOf(id, n + 1));
  return event === null ? [...left, ...made] : [...left, ...made, event.eventId];
}

/**
 * The Calendar event id of a booking's event: lower-case base32hex, 5 to 1024 characters, chosen by the client
 * (discovery document, Event.id). Booking ids are made of `0-9a-v`.
 */
export function eventIdOf(bookingId: string, generation: number): string {
  return `sk${bookingId}g${generation}`;
}

/** The number of a new booking: the first six characters of its id, upper case, unique among the stored bookings. */
export function referenceOf(bookingId: string): string {
  return bookingId.slice(0, 6).toUpperCase();
}

/** The id of the booking that an event id was made from; empty if the event is not a booking's. */
export function makerOf(eventId: string): string {
  return /^sk(.+)g\d+$/.exec(eventId)?.[1] ?? '';
}

/**
 * The id of the request for a booking's Meet link: a new one for each attempt, since Google ignores one that it has
 * seen (discovery document, CreateConferenceRequest.requestId).
 */
export function meetRequestIdOf(booking: Booking): string {
  return `${booking.event?.eventId ?? booking.id}m${booking.link?.attempt ?? 0}`;
}

/** The booking with one more line in its history. */
export function withHistory(booking: Booking, entry: HistoryEntry): Booking {
  const history = [...booking.history, entry];
  const dropped = history.findIndex((one, index) => index > 0 && !vouches(one));
  const kept = history.length > HISTORY_LIMIT ? history.filter((_, index) => index !== dropped) : history;
  return { ...booking, history: kept };
}
