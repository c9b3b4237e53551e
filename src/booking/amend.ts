import {
  isShared,
  holdFrom,
  withHistory,
  type Booking,
  type BookingFlag,
  type Client,
  type Effect,
  type EventEffect,
  type MailTemplate,
  type NewEffect,
} from './booking';
import { done, refused, type Outcome } from './refusal';
import { placeEvent, type EventPlacement } from './placement';
import { isInstant, type Instant } from './time/time';
import { eventRemoval, withEffects } from './outbox';
import { lowerFlag, withoutFlag } from './flags';

/** A change to a booking that stays active: its time, its people, its notes. `by` as in HistoryEntry. */
export type Amendment =
  /**
   * `stand`: where to put the event of a confirmed booking if it cannot come along; `null` if its staff member has no
   * calendar.
   */
  | { kind: 'reschedule'; by: string; start: Instant; end: Instant; placement: EventPlacement | null }
  /** To another staff member, whose calendar then holds the event of a confirmed booking. */
  | {
      kind: 'reassign';
      by: string;
      staffId: string;
      /** Name of the new one, for the history. */
      detail: string;
      /** Whether to tell the former staff member: not if they handed it over themselves. */
      tellsFormer: boolean;
      /** Whether to tell the new one: not if they took it themselves. */
      tellsNew: boolean;
      placement: EventPlacement | null;
    }
  | { kind: 'changeClient'; by: string; client: Client }
  | { kind: 'note'; by: string; text: string }
  /** Sends the e-mail with the current state to the client once more. */
  | { kind: 'resendMail'; by: string }
  /** Somebody has looked at it and leaves it as it is. */
  | { kind: 'settleFlag'; by: string; flag: BookingFlag }
  | { kind: 'bringBack'; by: string };

/** Carries out an amendment; the caller has checked that it makes sense in the booking's state. */
export function amend(booking: Booking, change: Amendment, now: Instant): Outcome<Booking> {
  switch (change.kind) {
    case 'reschedule':
      return reschedule(booking, change, now);
    case 'reassign':
      return reassign(booking, change, now);
    case 'changeClient':
      return changeClient(booking, change, now);
    case 'note':
      return note(booking, change, now);
    case 'resendMail':
      return resendMail(booking, change.by, now);
    case 'settleFlag':
      return settleFlag(booking, change, now);
    case 'bringBack':
      return bringBack(booking, change.by, now);
  }
}

type AmendmentOf<K extends Amendment['kind']> = Extract<Amendment, { kind: K }>;

function reschedule(booking: Booking, change: AmendmentOf<'reschedule'>, now: Instant): Outcome<Booking> {
  const { start, end, placement, by } = change;
  if (end <= start) return refused('valueExpected', 'range');
  if (!isInstant(end)) return refused('timeExpected', 'start');
  if (start <= now) return refused('pastTime', 'start');
  const { event, question } = booking;
  // If the event was made all-day, a person chooses the time, which may be the booking's own.
  if (start === booking.start && end === booking.end)
    return done(event?.allDay === true ? withTime(booking, by, now) : booking);
  const isConfirmed = booking.state === 'confirmed';
  const isGone = event === null || question?.kind === 'deleted';
  // A client who leaves a shared time takes nobody along, and a removed event cannot be moved: the new time gets
  // another event.
  const needsAnother = isConfirmed && (isGone || isShared(booking));
  if (needsAnother && event !== null && placement === null) return refused('notConnected', 'staff');
  const there: Booking = { ...booking, start, end };
  const holdUntil = holdAfterMove(booking, there, by, now);
  // The new time answers the question about the former one.
  const left = question?.kind === 'linkRemoved' ? question : null;
  const times = withoutFlag({ ...there, holdUntil, question: left }, 'allDay');
  const moved = needsAnother && placement !== null ? placeEvent(times, placement, now) : times;
  const effects: NewEffect[] = isConfirmed && moved.event !== null ? [{ kind: 'putEvent' }] : [];
  if (needsAnother && !isGone) effects.push(eventRemoval(booking, event));
  effects.push({ ...mail('clientRescheduled'), was: { start: booking.start, end: booking.end } });
  return done(withHistory(withEffects(moved, effects), { at: now, by, what: 'rescheduled' }));
}

/**
 * A booking without a deadline keeps having none. A client gets no more time by moving it: who moved a request again and
 * again would hold times for ever without an answer, or without paying.
 */
function holdAfterMove(before: Booking, there: Booking, by: string, now: Instant): Instant | null {
  if (before.holdUntil === null) return null;
  return by === 'client' ? Math.min(there.start, Math.max(before.holdUntil, firstHold(there))) : holdFrom(there, now);
}

/** The hold that it was given as it came into its state. */
function firstHold(booking: Booking): Instant {
  const accepted = booking.history.filter(({ what }) => what === 'accepted').pop()?.at;
  return holdFrom(booking, booking.state === 'awaitingPayment' ? (accepted ?? booking.createdAt) : booking.createdAt);
}

/** The booking's own time, written over an event that says none. */
function withTime(booking: Booking, by: string, now: Instant): Booking {
  const chosen = withEffects(withoutFlag(booking, 'allDay'), [{ kind: 'putEvent' }]);
  return withHistory(chosen, { at: now, by, what: 'putBack' });
}

function reassign(booking: Booking, change: AmendmentOf<'reassign'>, now: Instant): Outcome<Booking> {
  const { staffId, placement, by, detail, tellsFormer, tellsNew } = change;
  if (staffId === booking.staffId) return refused('alreadyDone', 'staff');
  if (booking.start <= now) return refused('pastTime', 'start');
  const entry = { at: now, by, what: 'reassigned', detail };
  const elsewhere: Booking = { ...booking, staffId, question: null };
  const given = (['movedAway', 'allDay', 'unfollowed'] as const).reduce(withoutFlag, elsewhere);
  if (booking.state !== 'confirmed' || placement === null) {
    const news = booking.state === 'requested' ? 'staffRequested' : 'staffConfirmed';
    const told: NewEffect[] = tellsNew ? [mail(news)] : [];
    if (booking.state === 'awaitingPayment') told.push(mail('clientStaffChanged'));
    if (tellsFormer) told.push({ ...mail('staffHandedAway'), staffId: booking.staffId });
    return done(withHistory(withEffects(given, told), entry));
  }
  const effects: NewEffect[] = [{ kind: 'putEvent' }];
  if (tellsNew) effects.push(mail('staffConfirmed'));
  // A confirmation that has not been sent yet will name the new staff member anyway.
  const confirmationWaits = booking.outbox.some((e) => e.kind === 'mail' && e.template === 'clientConfirmed');
  if (!confirmationWaits) effects.push(mail('clientStaffChanged'));
  if (tellsFormer) effects.push({ ...mail('staffHandedAway'), staffId: booking.staffId });
  // Only the owner of the old event's calendar can remove it.
  if (booking.event !== null) effects.unshift(eventRemoval(booking, booking.event));
  const moved = placeEvent(given, placement, now);
  return done(withHistory(withEffects(moved, effects), entry));
}

function mail(template: MailTemplate) {
  return { kind: 'mail' as const, template };
}

function changeClient(booking: Booking, { client, by }: AmendmentOf<'changeClient'>, now: Instant): Outcome<Booking> {
  const before = booking.client;
  const isSame = (['name', 'email', 'phone', 'note'] as const).every((part) => before[part] === client[part]);
  if (isSame) return done(booking);
  if (client.email === '' && before.email !== '') return refused('required', 'email');
  // The new address may accept invitations and mail.
  const isOther = client.email !== before.email;
  const changed: Booking = { ...(isOther ? withoutRefusals(booking) : booking), client };
  const followed: EventEffect[] = booking.event === null ? [] : [{ kind: 'changeClient', before }];
  const told = withEffects(changed, followed);
  const noted = withHistory(told, { at: now, by, what: 'clientChanged' });
  const template = mailOf(noted);
  // A client with a new address has to be told there what the current state is.
  return done(isOther && template !== null ? withEffects(noted, [mail(template)]) : noted);
}

/** A new address may accept what the old one refused. */
function withoutRefusals(booking: Booking): Booking {
  const outbox = booking.outbox.map((e): Effect => {
    if (e.kind !== 'mail' || !e.template.startsWith('client')) return e;
    const { after: _, ...rest } = e;
    return { ...rest, attempts: 0, error: null };
  });
  return withoutFlag(withoutFlag({ ...booking, outbox }, 'mailFailed'), 'guestRefused');
}

function note(booking: Booking, { text, by }: AmendmentOf<'note'>, now: Instant): Outcome<Booking> {
  if (text === booking.staffNote) return done(booking);
  return done(withHistory({ ...booking, staffNote: text }, { at: now, by, what: 'noted' }));
}

function resendMail(booking: Booking, by: string, now: Instant): Outcome<Booking> {
  const template = mailOf(booking);
  if (booking.client.email === '') return refused('required', 'email');
  if (template === null) return refused('wrongState', undefined, { state: booking.state });
  // An e-mail that waits to be sent is already on its way.
  const waits = booking.outbox.some((e) => e.kind === 'mail' && e.template === template && e.error === null);
  if (waits) return refused('alreadyDone');
  const end = booking.history.filter((entry) => entry.what === booking.state).pop();
  const reason = end?.by === 'client' ? '' : (end?.detail ?? '');
  const told = withEffects(withoutFlag(booking, 'mailFailed'), [{ kind: 'mail', template, reason }]);
  return done(withHistory(told, { at: now, by, what: 'mailResent' }));
}

/** The e-mail that tells the current state; `null` for a booking that has already taken place. */
function mailOf({ state, history }: Booking): MailTemplate | null {
  switch (state) {
    case 'requested':
      return 'clientRequested';
    case 'awaitingPayment':
      return 'clientAwaitingPayment';
    case 'confirmed':
      return 'clientConfirmed';
    case 'declined':
      return 'clientDeclined';
    case 'cancelled':
      return 'clientCancelled';
    case 'expired':
      return history.some(({ what }) => what === 'unpaid') ? 'clientUnpaid' : 'clientExpired';
    case 'completed':
    case 'noShow':
      return null;
  }
}

function settleFlag(booking: Booking, { flag, by }: AmendmentOf<'settleFlag'>, now: Instant): Outcome<Booking> {
  if (!booking.flags.includes(flag)) return refused('alreadyDone');
  const entry = { at: now, by, what: flag === 'refundDue' ? 'refunded' : 'flagSettled' };
  return done(withHistory(lowerFlag(booking, flag), entry));
}

function bringBack(booking: Booking, by: string, now: Instant): Outcome<Booking> {
  if (!booking.flags.includes('movedAway') || booking.event === null) return refused('alreadyDone');
  const asked = booking.outbox.some((effect) => effect.kind === 'bringBack');
  if (asked) return done(booking);
  return done(withHistory(withEffects(booking, [{ kind: 'bringBack' }]), { at: now, by, what: 'broughtBack' }));
}

/** The booking after its event has come back to the calendar of its staff member. */
export function cameBack(booking: Booking, calendarId: string): Booking {
  if (booking.event === null) return booking;
  return withoutFlag({ ...booking, event: { ...booking.event, calendarId } }, 'movedAway');
}
