import type { Interval } from './time/intervals';
import type { Place } from './service';
import { HOUR, type Instant } from './time/time';

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
  /** Empty for somebody who booked by telephone and gave none. */
  email: string;
  phone: string;
  note: string;
  /** Language and zone of the mail they get. */
  locale: string;
  zone: string;
}

/**
 * Where the Calendar event of a booking is, or will be: known before it is written, so that a crash leaves no orphan.
 */
export interface EventRef {
  calendarId: string;
  /** Of an event of ours: made of a booking's id, see eventIdOf. */
  eventId: string;
  /** Whether it has been seen in Google. */
  written: boolean;
  /**
   * The times that Google last showed, or was last asked for: what differs from these was changed there by a person,
   * what differs from the record only was changed here and is still to be written.
   */
  span: Interval;
  /** Id of the one instance that the booking is, where its event was made to repeat: the others are somebody's own. */
  instanceId?: string;
  /** Google last showed it among the all-day events: it says nothing of the booking's time any more. */
  allDay?: true;
}

/** The one join link of an online booking. */
export interface JoinLink {
  status: 'pending' | 'ready' | 'failed';
  uri: string | null;
  /** When it was asked for. */
  since: Instant;
  /** Rises with each new request for a link; part of the request id, since Google ignores a repeated one. */
  attempt: number;
  /** Telephone numbers to join by, where Google gives any. */
  phones: DialIn[];
}

/** A telephone number to join by, as people read it. */
export interface DialIn {
  number: string;
  /** Empty where none is asked for. */
  pin: string;
}

/** Something a person should look at. */
export const BOOKING_FLAGS = [
  /** On another live booking, buffers included. */
  'overlap',
  /** On an event of a busy calendar, buffers included. */
  'overPlan',
  'outsideHours',
  'clientDeclined',
  'refundDue',
  'movedAway',
  'linkFailed',
  'guestRefused',
  'mailFailed',
  /** Paid when somebody else had its time already. */
  'paidTooLate',
  /** Its event was made all-day in Calendar: a person has to choose a time. */
  'allDay',
  /** Nobody's account reads the calendar in which its event is. */
  'unfollowed',
] as const;

export type BookingFlag = (typeof BOOKING_FLAGS)[number];

/** What a person did to the event in Calendar, where the owner wants to be asked before the booking follows. */
export type Question = { kind: 'moved'; span: Interval } | { kind: 'deleted' } | { kind: 'linkRemoved' };

/** Whom Google mails about a change of an event (discovery document, events.insert, sendUpdates). */
export const INVITATIONS = ['all', 'externalOnly', 'none'] as const;
export type Invitations = (typeof INVITATIONS)[number];

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
  'staffRequested',
  'staffConfirmed',
  'staffHandedAway',
  'staffCancelled',
  'staffRescheduled',
] as const;

export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/**
 * Set before a mail is sent, and taken away once that is noted. One that stays says: nobody knows whether it went out.
 */
export interface MailClaim {
  by: string;
  at: Instant;
  /** Whether an execution that died before this one may have sent it already. */
  again: boolean;
}

/** What is to be done to an event. `staffId`: in whose calendar, where the booking has gone to somebody else since. */
export type EventEffect =
  | { kind: 'putEvent' }
  /** `silent`: Google mails nobody about it, whatever the service says. */
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
  /** The event goes back to the calendar in which its staff member's bookings stand. */
  | { kind: 'bringBack' }
  /** The client's name, address or words were changed: what we wrote of them into the event follows. */
  | { kind: 'changeClient'; before: Client }
  /** The room has another address: what we wrote of the former one into the event follows. */
  | { kind: 'newLink'; before: string };

/** What a mail is about. */
interface MailWanted {
  kind: 'mail';
  template: MailTemplate;
  /** To a staff member who has the booking no more. */
  staffId?: string;
  /** The time that its reader knows, where the mail tells of another. */
  was?: Interval;
}

/** What is still to be done outside the store. Each but a mail can be repeated without harm, see booking/letters.ts. */
export type Effect = { id: string; attempts: number; error: string | null } & (
  | EventEffect
  | (MailWanted & { reason: string; claim: MailClaim | null; /** Not tried before this. */ after?: Instant })
);

export type MailEffect = Extract<Effect, { kind: 'mail' }>;

/** What is asked for when an effect is put into the outbox; id and bookkeeping are added there. */
export type NewEffect = EventEffect | (MailWanted & { reason?: string });

export interface HistoryEntry {
  at: Instant;
  /** `client`, `calendar`, `system`, or a staff member's e-mail address. */
  by: string;
  what: string;
  detail?: string;
}

export interface Booking extends Interval {
  id: string;
  /** What people quote: short, unique among the stored bookings. */
  reference: string;
  state: BookingState;
  serviceId: string;
  serviceName: string;
  staffId: string;
  client: Client;
  /** What staff noted for themselves; no client ever reads it. */
  staffNote: string;
  place: Place;
  /** Minutes, as the service had them when the time was taken. */
  bufferBefore: number;
  bufferAfter: number;
  /**
   * Clients that may share its time and its event, as the service had it when the booking was made; 1: it is the
   * client's alone, and stays so whatever becomes of the service. A booking made of an event of the staff's own is
   * alone.
   */
  capacity: number;
  prepayment: boolean;
  paidAt: Instant | null;
  /** Hours for which it holds its time until somebody answers, and anew until it is paid, as the service had them. */
  hold: number;
  timeToPay: number;
  /** Until when an unconfirmed booking holds its time. */
  holdUntil: Instant | null;
  event: EventRef | null;
  /** How many event ids were made of its id. Each is used once: Google never gives a deleted event's id again. */
  generation: number;
  link: JoinLink | null;
  flags: BookingFlag[];
  /**
   * What a flag was put up for, as a text that changes when the facts do. One that is here and not among the flags was
   * settled by a person, and is until the facts are others.
   */
  facts?: Partial<Record<BookingFlag, string>>;
  /** What was changed in Calendar and waits for a person's word; null: nothing. */
  question: Question | null;
  /** Whom Google is to mail about this booking's event, where a person has said so once; null: as the service says. */
  invitations: Invitations | null;
  outbox: Effect[];
  /** Number of the next effect. */
  nextEffect: number;
  /** The client's own mark of one submission: a repeated submission finds the booking it made. */
  requestKey: string;
  createdAt: Instant;
  history: HistoryEntry[];
}

/**
 * The oldest entries give way, since a record has to fit into one stored value: but for the first, which says who made
 * the booking, and for those by which a person has vouched for its client.
 */
const HISTORY_LIMIT = 30;

/**
 * Whether a person at the desk has accepted or entered the booking. Until then nobody knows whether its client has
 * asked for anything: anyone may type anyone's address into the page.
 */
export function isVouchedFor({ history }: Pick<Booking, 'history'>): boolean {
  return history.some(vouches);
}

function vouches({ by, what }: HistoryEntry): boolean {
  return VOUCHING.includes(what) && by.includes('@');
}

const VOUCHING: readonly string[] = ['accepted', 'bookedByHand', 'adopted'];

/** Whether the booking takes its staff member's time. */
export function isLive(booking: Booking): boolean {
  return booking.state === 'requested' || booking.state === 'awaitingPayment' || booking.state === 'confirmed';
}

/** Whether the booking is of no more consequence for times: everything that is not live. */
export function isFinished(booking: Booking): boolean {
  return !isLive(booking);
}

/** Whether an unconfirmed booking has kept its time for as long as it may. */
export function holdHasRunOut(booking: Booking, now: Instant): boolean {
  const unconfirmed = booking.state === 'requested' || booking.state === 'awaitingPayment';
  return unconfirmed && booking.holdUntil !== null && booking.holdUntil <= now;
}

/**
 * Whether a booking took place at least so many hours ago and nobody has said how; what is asked about it comes first.
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

/** Whether a booking that is promised has no event: it was taken away, and is to be written again. */
export function lacksEvent({ state, event }: Booking): boolean {
  return state === 'confirmed' && event === null;
}

/**
 * The booking without its event, and without the link that went with it. What was still to be written there has no
 * object any more; what was to be said waits until it is written again.
 */
export function withoutEvent(booking: Booking): Booking {
  const isOfEvent = ({ kind }: Effect) => OF_EVENT.includes(kind);
  // A room of ours is its booking's, not the event's.
  const link = booking.place.kind === 'room' ? booking.link : null;
  const bare: Booking = { ...withoutEffects(booking, isOfEvent), event: null, link, question: null };
  return withoutFlag(withoutFlag(bare, 'movedAway'), 'linkFailed');
}

const OF_EVENT: readonly Effect['kind'][] = ['putEvent', 'bringBack', 'changeClient', 'newLink'];

/**
 * What takes an event away, or only this booking's client out of an event that is shared. Of an event that somebody has
 * made to repeat only the booking's own instance goes.
 */
export function eventRemoval(booking: Booking, event: EventRef): EventEffect {
  const { staffId } = booking;
  const { calendarId, eventId, instanceId } = event;
  const own = { calendarId, eventId, ...(instanceId !== undefined && { instanceId }), staffId };
  return isShared(booking)
    ? { kind: 'leaveEvent', ...own, email: booking.client.email }
    : { kind: 'removeEvent', ...own };
}

/** The id under which Google has the booking's own event, and nothing else. */
export function ownIdOf({ eventId, instanceId }: Pick<EventRef, 'eventId' | 'instanceId'>): string {
  return instanceId ?? eventId;
}

/** The ids of all events that the booking has, had, or is to lose. */
export function ownIdsOf({ id, event, generation, outbox }: Booking): string[] {
  const left = outbox.flatMap((effect) =>
    effect.kind === 'removeEvent' || effect.kind === 'leaveEvent' ? [effect.eventId] : [],
  );
  const made = Array.from({ length: generation }, (_, n) => eventIdOf(id, n + 1));
  return event === null ? [...left, ...made] : [...left, ...made, event.eventId];
}

/** What was still to be written or said about a booking that has ended must not be written or said any more. */
export function withoutPlans(booking: Booking): Booking {
  return { ...booking, outbox: booking.outbox.filter((e) => isRemoval(e) || isClaimed(e) || isForFormer(e)) };
}

function isRemoval({ kind }: Effect): boolean {
  return kind === 'removeEvent' || kind === 'leaveEvent';
}

/** Who has the booking no more hears of that, whatever becomes of it. */
function isForFormer(effect: Effect): boolean {
  return effect.kind === 'mail' && effect.staffId !== undefined;
}

/** A mail that may be on its way: what became of it is still to be found out, whatever happens to its booking. */
function isClaimed(effect: Effect): boolean {
  return effect.kind === 'mail' && effect.claim !== null;
}

/**
 * The Calendar event id of a booking's event: lower-case base32hex, 5 to 1024 characters, chosen by the client
 * (discovery document, Event.id). Booking ids are made of `0-9a-v`.
 */
export function eventIdOf(bookingId: string, generation: number): string {
  return `sk${bookingId}g${generation}`;
}

/** The booking that an event id was made of; empty where it is none of ours. */
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

/**
 * The booking with more to do in its outbox. Of one kind of mail one waits: it is written when it goes, with what is
 * true then, and tells of the time that its reader knows.
 */
export function withEffects(booking: Booking, effects: readonly NewEffect[]): Booking {
  const outbox = [...booking.outbox];
  let next = booking.nextEffect;
  for (const effect of effects.filter((wanted) => hasReader(booking, wanted))) {
    if (effect.kind !== 'mail') {
      outbox.push({ ...effect, id: `${booking.id}.${next++}`, attempts: 0, error: null });
      continue;
    }
    const { reason = '' } = effect;
    const waits = outbox.findIndex((one) => one.kind === 'mail' && one.claim === null && isSameMail(one, effect));
    const known = outbox[waits];
    const fresh = { reason, attempts: 0, error: null, claim: null };
    if (known?.kind !== 'mail') outbox.push({ ...effect, id: `${booking.id}.${next++}`, ...fresh });
    else outbox[waits] = { ...effect, id: known.id, ...fresh, ...(known.was !== undefined && { was: known.was }) };
  }
  return { ...booking, outbox, nextEffect: next };
}

/** Whether two mails say the same kind of thing to the same reader. */
export function isSameMail(a: MailWanted, b: MailWanted): boolean {
  return a.template === b.template && a.staffId === b.staffId;
}

/** A client who booked by telephone may have no address: there is nobody to write to. */
function hasReader({ client }: Booking, effect: NewEffect): boolean {
  return effect.kind !== 'mail' || !effect.template.startsWith('client') || client.email !== '';
}

/** The booking without the effects that are finished. */
export function withoutEffects(booking: Booking, finished: (effect: Effect) => boolean): Booking {
  return { ...booking, outbox: booking.outbox.filter((effect) => !finished(effect)) };
}

/** A booking that has ended, with the mark that its client has paid and is to get that back. */
export function refundIfPaid(booking: Booking): Booking {
  return booking.paidAt === null ? booking : withFlag(withoutFlag(booking, 'paidTooLate'), 'refundDue');
}

/** The booking with a flag, once. */
export function withFlag(booking: Booking, flag: BookingFlag): Booking {
  return booking.flags.includes(flag) ? booking : { ...booking, flags: [...booking.flags, flag] };
}

/** The booking without a flag, and without what it was put up for. */
export function withoutFlag(booking: Booking, flag: BookingFlag): Booking {
  const { facts, ...plain } = lowerFlag(booking, flag);
  if (facts?.[flag] === undefined) return lowerFlag(booking, flag);
  const left = BOOKING_FLAGS.flatMap((one): [BookingFlag, string][] => {
    const fact = facts[one];
    return one === flag || fact === undefined ? [] : [[one, fact]];
  });
  return left.length === 0 ? plain : { ...plain, facts: Object.fromEntries(left) };
}

/** The booking with a flag that a person has looked at: down, until the facts are others. */
export function lowerFlag(booking: Booking, flag: BookingFlag): Booking {
  return booking.flags.includes(flag) ? { ...booking, flags: booking.flags.filter((f) => f !== flag) } : booking;
}

/**
 * The booking with a flag as the facts want it: up where they are new, as it was where they are the same.
 *
 * @param facts a text that changes with them; null: it is not so
 */
export function flagByFacts(booking: Booking, flag: BookingFlag, facts: string | null): Booking {
  if (facts === null) return withoutFlag(booking, flag);
  if (booking.facts?.[flag] === facts) return booking;
  return { ...withFlag(booking, flag), facts: { ...booking.facts, [flag]: facts } };
}
