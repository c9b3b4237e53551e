import { amend, type Amendment } from './amend';
import {
  BOOKING_STATES,
  holdFrom,
  isLive,
  lacksEvent,
  withHistory,
  type Booking,
  type BookingState,
  type NewEffect,
} from './booking';
import { done, refused, type Outcome } from './refusal';
import { pendingLink, placeEvent, withOwnEvent, type Session, type EventPlacement } from './placement';
import type { Instant } from './time/time';
import { eventRemoval, withEffects, withoutPlans } from './outbox';
import { refundIfPaid, withFlag, withoutFlag } from './flags';

/** The commands on a booking. `by` as in HistoryEntry. */
export type Command =
  | ({ kind: 'accept'; by: string } & EventPlacement)
  | ({ kind: 'markPaid'; by: string } & EventPlacement)
  /** Paid although its time was released or taken: a person decides about the money. */
  | { kind: 'notePayment'; by: string }
  | { kind: 'decline'; by: string; reason: string }
  | { kind: 'cancel'; by: string; reason: string }
  | { kind: 'expire'; by: string }
  | { kind: 'complete'; by: string }
  | { kind: 'noShow'; by: string }
  | { kind: 'retryLink'; by: string }
  /** The change in Calendar is accepted: the booking follows, and the client is told. */
  | { kind: 'followCalendar'; by: string }
  /**
   * The change in Calendar is rejected: the event is put back as the booking has it. `session`: if another booking that
   * shares its event has already been put back.
   */
  | { kind: 'putBack'; by: string; session: Session | null }
  /** Its event was removed: it gets another one. */
  | ({ kind: 'writeEvent'; by: string } & EventPlacement)
  | Amendment;

export type CommandKind = Command['kind'];

/** The states in which each command means something. */
export const ALLOWED: Record<CommandKind, readonly BookingState[]> = {
  accept: ['requested'],
  markPaid: ['awaitingPayment'],
  notePayment: ['awaitingPayment', 'declined', 'cancelled', 'expired'],
  decline: ['requested', 'awaitingPayment'],
  reschedule: ['requested', 'awaitingPayment', 'confirmed'],
  cancel: ['requested', 'awaitingPayment', 'confirmed'],
  // A confirmed booking is a promise: it ends only when a person cancels it, never automatically.
  expire: ['requested', 'awaitingPayment'],
  // The outcome, whether set by a person or automatically, can be corrected.
  complete: ['confirmed', 'noShow'],
  noShow: ['confirmed', 'completed'],
  retryLink: ['confirmed'],
  followCalendar: ['confirmed'],
  putBack: ['confirmed'],
  writeEvent: ['confirmed'],
  reassign: ['requested', 'awaitingPayment', 'confirmed'],
  changeClient: ['requested', 'awaitingPayment', 'confirmed'],
  bringBack: ['confirmed'],
  note: BOOKING_STATES,
  // A booking that has taken place needs nothing more.
  resendMail: ['requested', 'awaitingPayment', 'confirmed', 'declined', 'cancelled', 'expired'],
  settleFlag: BOOKING_STATES,
};

/**
 * Carries out a command on a record: answers the changed record with the resulting work in its outbox, or a refusal.
 * The desk has already checked whether the time is open; this function knows only the booking itself.
 */
export function transition(booking: Booking, command: Command, now: Instant): Outcome<Booking> {
  if (!ALLOWED[command.kind].includes(booking.state)) {
    return refused(isRepeat(booking, command) ? 'alreadyDone' : 'wrongState', undefined, { state: booking.state });
  }
  switch (command.kind) {
    case 'accept':
      return accept(booking, command, now);
    case 'markPaid':
      return confirm({ ...booking, paidAt: booking.paidAt ?? now }, command, now, 'paid');
    case 'notePayment':
      return notePayment(booking, command.by, now);
    case 'decline':
      return done(end(booking, 'declined', command.by, now, command.reason));
    case 'cancel':
      return done(end(booking, 'cancelled', command.by, now, command.reason));
    case 'expire':
      return done(end(booking, booking.state === 'requested' ? 'expired' : 'unpaid', command.by, now, ''));
    case 'complete':
    case 'noShow':
      return close(booking, command, now);
    case 'retryLink':
      return retryLink(booking, command.by, now);
    case 'followCalendar':
      return followCalendar(booking, command.by, now);
    case 'putBack':
      return putBack(booking, command, now);
    case 'writeEvent':
      return writeEvent(booking, command, now);
    case 'reschedule':
    case 'reassign':
    case 'changeClient':
    case 'note':
    case 'resendMail':
    case 'settleFlag':
    case 'bringBack':
      return amend(booking, command, now);
  }
}

/** A second tap on the same button is distinguished from a command that makes no sense. */
function isRepeat(booking: Booking, command: Command): boolean {
  const result: Partial<Record<CommandKind, readonly BookingState[]>> = {
    accept: ['awaitingPayment', 'confirmed'],
    markPaid: ['confirmed'],
    decline: ['declined'],
    cancel: ['cancelled'],
    expire: ['expired'],
    complete: ['completed'],
    noShow: ['noShow'],
  };
  return result[command.kind]?.includes(booking.state) ?? false;
}

function accept(booking: Booking, command: Extract<Command, { kind: 'accept' }>, now: Instant): Outcome<Booking> {
  if (booking.start <= now) return refused('pastTime', 'start');
  if (!booking.prepayment) return confirm(booking, command, now, 'accepted');
  const unpaid: Booking = { ...booking, state: 'awaitingPayment' };
  const waiting = { ...unpaid, holdUntil: holdFrom(unpaid, now) };
  const told = withEffects(waiting, [{ kind: 'mail', template: 'clientAwaitingPayment' }]);
  return done(withHistory(told, { at: now, by: command.by, what: 'accepted' }));
}

function confirm(
  booking: Booking,
  command: { by: string } & EventPlacement,
  now: Instant,
  what: string,
): Outcome<Booking> {
  const settled = withoutFlag({ ...booking, state: 'confirmed', holdUntil: null }, 'paidTooLate');
  const confirmed = placeEvent(settled, command, now);
  const effects: NewEffect[] = [{ kind: 'putEvent' }, { kind: 'mail', template: 'clientConfirmed' }];
  return done(withHistory(withEffects(confirmed, effects), { at: now, by: command.by, what }));
}

function notePayment(booking: Booking, by: string, now: Instant): Outcome<Booking> {
  if (booking.paidAt !== null) return refused('alreadyDone');
  const paid = withHistory({ ...booking, paidAt: now }, { at: now, by, what: 'paidTooLate' });
  if (!isLive(booking)) return done(refundIfPaid(paid));
  // A paid booking never ends automatically: even at another booking's time it waits for a person.
  return done(withFlag(withFlag({ ...paid, holdUntil: null }, 'paidTooLate'), 'overlap'));
}

/** How a booking ends before its time. “Not answered” and “not paid” have their own words. */
const ENDS = {
  declined: { state: 'declined', template: 'clientDeclined' },
  cancelled: { state: 'cancelled', template: 'clientCancelled' },
  expired: { state: 'expired', template: 'clientExpired' },
  unpaid: { state: 'expired', template: 'clientUnpaid' },
} as const;

function end(booking: Booking, what: keyof typeof ENDS, by: string, now: Instant, reason: string): Booking {
  const { state, template } = ENDS[what];
  const effects: NewEffect[] = [];
  if (booking.event !== null) effects.push(eventRemoval(booking, booking.event));
  // A client who was never told about a request, since no e-mail could be sent, need not be told that it expired.
  const isUnheard = booking.outbox.some(
    (e) => e.kind === 'mail' && e.template === 'clientRequested' && e.claim === null,
  );
  // A client knows what they wrote; and until somebody has accepted, it is unknown whose address it would be sent to.
  const told = by === 'client' ? '' : reason;
  if (what !== 'expired' || !isUnheard) effects.push({ kind: 'mail', template, reason: told });
  const ended = withEffects({ ...withoutPlans(booking), state, holdUntil: null, link: null }, effects);
  const flagged = refundIfPaid(ended);
  const entry = { at: now, by, what };
  return withHistory(flagged, reason === '' ? entry : { ...entry, detail: reason });
}

function followCalendar(booking: Booking, by: string, now: Instant): Outcome<Booking> {
  const { question } = booking;
  if (question === null) return refused('alreadyDone');
  const answered: Booking = withHistory({ ...booking, question: null }, { at: now, by, what: 'followed' });
  if (question.kind === 'deleted') return done(end({ ...answered, event: null }, 'cancelled', by, now, ''));
  if (question.kind === 'linkRemoved') return done({ ...answered, link: null });
  const was = { start: booking.start, end: booking.end };
  const moved = { ...answered, ...question.span };
  return done(withEffects(moved, [{ kind: 'mail', template: 'clientRescheduled', was }]));
}

type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;

function putBack(booking: Booking, { by, session }: CommandOf<'putBack'>, now: Instant): Outcome<Booking> {
  const { question, event, link } = booking;
  if (question === null || event === null) return refused('alreadyDone');
  const answered: Booking = withHistory({ ...booking, question: null }, { at: now, by, what: 'putBack' });
  if (session !== null) return done(withEffects({ ...answered, ...session }, [{ kind: 'putEvent' }]));
  const asksLink = booking.place.kind === 'meet' && question.kind !== 'moved';
  const withLink: Booking = asksLink ? { ...answered, link: pendingLink((link?.attempt ?? 0) + 1, now) } : answered;
  // A deleted event's id is used up: the event is created again under another one.
  const again = question.kind === 'deleted' ? withOwnEvent(withLink, event.calendarId) : withLink;
  return done(withEffects(again, [{ kind: 'putEvent' }]));
}

function writeEvent(booking: Booking, command: CommandOf<'writeEvent'>, now: Instant): Outcome<Booking> {
  if (!lacksEvent(booking)) return refused('alreadyDone');
  if (booking.end <= now) return refused('pastTime', 'start');
  const written = withEffects(placeEvent(booking, command, now), [{ kind: 'putEvent' }]);
  return done(withHistory(written, { at: now, by: command.by, what: 'writtenAgain' }));
}

function retryLink(booking: Booking, by: string, now: Instant): Outcome<Booking> {
  if (booking.link?.status !== 'failed') return refused('alreadyDone');
  const link = pendingLink(booking.link.attempt + 1, now);
  const asked = withEffects(withoutFlag({ ...booking, link }, 'linkFailed'), [{ kind: 'putEvent' }]);
  return done(withHistory(asked, { at: now, by, what: 'linkRetried' }));
}

function close(
  booking: Booking,
  command: Extract<Command, { kind: 'complete' | 'noShow' }>,
  now: Instant,
): Outcome<Booking> {
  if (booking.start > now) return refused('notYetStarted', 'start');
  const state = command.kind === 'complete' ? 'completed' : 'noShow';
  // Changes and e-mails from before it took place are no longer needed.
  return done(withHistory({ ...withoutPlans(booking), state }, { at: now, by: command.by, what: state }));
}
