import { decideAndWrite } from '../team/access';
import {
  holdHasRunOut,
  isFinished,
  type Booking,
  type BookingFlag,
  type Client,
  type Invitations,
  type MailTemplate,
} from '../../booking/booking';
import { clientMayUntil, hasMovedEnough } from '../../booking/deadlines';
import { neededPhone } from '../../booking/fields';
import { done, refused, type Outcome, type Refusal } from '../../booking/refusal';
import { isGivenBy } from '../../booking/service';
import { isConnected } from '../../booking/staff';
import type { EventPlacement } from '../../booking/placement';
import type { Instant } from '../../booking/time/time';
import { transition, type Command } from '../../booking/transition';
import type { RecordChange } from '../ports/store';
import { withFlagsOfOthers } from '../times/overlaps';
import { atItsTime, wantedAs, whoTakes, withTimeFlags } from '../times/open-times';
import { deliver } from '../outbox/outbox';
import { withMailClaimed, type ClaimedMail } from '../outbox/mail-claims';
import { forgetQuota } from '../outbox/mail-quota';
import { mayChange, roleOf } from '../team/people';
import type { Actor, Desk } from '../ports/ports';
import { bookingsOfEvent, placementFor } from '../events/event-placement';
import { syncBusyCalendars } from '../sync/sync';
import { momentOf, type Moment } from '../ports/moment';
import { GRACE } from './request';
import { withEffects } from '../../booking/outbox';

/** What staff can do to a booking from a card. */
export type StaffAction =
  /** `start`: the time that is accepted, if the client may have moved it since it was read. */
  | { kind: 'accept'; overBusy: boolean; start?: Instant; invitations?: Invitations }
  | { kind: 'markPaid'; overBusy: boolean; invitations?: Invitations }
  | { kind: 'decline'; reason: string }
  | { kind: 'cancel'; reason: string; invitations?: Invitations }
  | { kind: 'complete' | 'noShow' }
  | { kind: 'followCalendar' | 'putBack' | 'bringBack' | 'retryLink' | 'resendMail' | 'writeEvent' }
  /** `anyTime`: even a time that is not open, or over a busy calendar. */
  | { kind: 'reschedule'; start: Instant; end: Instant; anyTime: boolean; invitations?: Invitations }
  | { kind: 'reassign'; staffId: string; overBusy: boolean }
  | { kind: 'changeClient'; client: Pick<Client, 'name' | 'email' | 'phone' | 'note'> }
  | { kind: 'note'; text: string }
  | { kind: 'settleFlag'; flag: BookingFlag };

/** Actions that nobody is told of can be undone. */
const UNDOABLE: readonly StaffAction['kind'][] = ['complete', 'noShow', 'note', 'settleFlag'];

/** Actions that end a booking, or note what has happened: they are possible in a full store, too. */
const FREES: readonly StaffAction['kind'][] = [
  'decline',
  'cancel',
  'complete',
  'noShow',
  'followCalendar',
  'putBack',
  'settleFlag',
];

/** Actions before which this person's calendars are read, if it is their own execution. */
const NEEDS_TIME: readonly StaffAction['kind'][] = ['accept', 'markPaid', 'reschedule'];

/** The client of a booking, who acts by the link to it; `by` in the history. */
export const CLIENT: Actor = { email: 'client' };

/**
 * Somebody acts on a booking: the record and its consequences change under one lock, then the event and the e-mail are
 * taken care of.
 *
 * @param by who decides: the person at work, or somebody whose link is used, see by-link.ts. What follows is carried out
 *   as the account at work.
 *
 * Refused with `slotTaken` if something is at that time, see atItsTime; with `notOpen` if only the rules for clients
 * say no.
 */
export function changeBooking(
  desk: Desk,
  bookingId: string,
  action: StaffAction,
  by: Actor = desk.me,
): Outcome<Booking> {
  if (by.email === desk.me.email && NEEDS_TIME.includes(action.kind)) syncBusyCalendars(desk);
  const clientWaits = by === CLIENT;
  const outcome = decideAndWrite<{ after: [Booking, ...Booking[]]; claimed: ClaimedMail[] }>(
    desk,
    (snapshot) => {
      const at = { ...momentOf(desk, snapshot), me: by };
      const decided = decideChange(at, bookingId, action);
      if (!decided.ok) return decided;
      const { before, after } = decided.value;
      const sharing = before === after ? [] : answeredToo(at, before, after, action);
      const changed = before === after ? [] : [after, ...sharing];
      const all = withFlagsOfOthers(at, new Map(changed.map((value) => [value.id, value])));
      const changes = [...all].map(([id, value]): RecordChange => ({ put: 'booking', id, value }));
      if (before !== after && UNDOABLE.includes(action.kind))
        changes.push({ put: 'undo', id: by.email, value: { kind: 'booking', before, after } });
      const only = [bookingId, ...sharing.map(({ id }) => id)];
      const mail = withMailClaimed(desk, snapshot, changes, { only, clientWaits });
      return done({ value: { after: [after, ...sharing], claimed: mail.claimed }, changes: mail.changes });
    },
    FREES.includes(action.kind) ? 'all' : 'allButReserve',
  );
  if (!outcome.ok) return outcome;
  const { after: all, claimed } = outcome.value;
  const [after, ...sharing] = all;
  deliver(desk, [bookingId, ...sharing.map(({ id }) => id)], { clientWaits, claimed });
  // Its e-mails are about an older booking, and strangers can make many of them.
  if (clientWaits) forgetQuota(desk);
  return done(desk.store.seen().get('booking', bookingId) ?? after);
}

/** A decision about an event applies to all who share it: all follow it, or it is put back once. */
function answeredToo(at: Moment, before: Booking, { event, link }: Booking, { kind }: StaffAction): Booking[] {
  const { me } = at;
  if (before.event === null || (kind !== 'putBack' && kind !== 'followCalendar')) return [];
  const { calendarId, eventId } = before.event;
  const session = event === null ? null : { event, link };
  const command: Command = kind === 'putBack' ? { kind, by: me.email, session } : { kind, by: me.email };
  return bookingsOfEvent(at.snapshot, calendarId, eventId)
    .filter(({ id, question }) => id !== before.id && question?.kind === before.question?.kind)
    .flatMap((booking) => {
      const answered = transition(booking, command, at.now);
      return answered.ok ? [answered.value] : [];
    });
}

function decideChange(
  at: Moment,
  bookingId: string,
  action: StaffAction,
): Outcome<{ before: Booking; after: Booking }> {
  const { me, now, snapshot } = at;
  const booking = snapshot.get('booking', bookingId);
  if (booking === undefined) return refused('unknownBooking', 'booking');
  const barred = at.me === CLIENT ? whyNotByClient(at, booking, action) : whyNotByStaff(at, booking);
  if (barred !== null) return { ok: false, refusal: barred };
  if (action.kind === 'accept' && (action.start ?? booking.start) !== booking.start) return refused('timeChanged');
  const command = commandFor(at, booking, action);
  if (!command.ok) return command;
  const once = ('invitations' in action ? action.invitations : undefined) ?? booking.invitations;
  const start = once === booking.invitations ? booking : { ...booking, invitations: once };
  const changed = transition(start, command.value, now);
  const atTime = changed.ok ? checkTime(at, changed.value, action) : changed;
  if (atTime.ok) return done({ before: booking, after: withNews(at, booking, atTime.value, action) });
  // A payment stays a payment, even if another booking has the time by now.
  const isPaidInVain = action.kind === 'markPaid' && atTime.refusal.params?.overrule === 0 && booking.paidAt === null;
  if (!isPaidInVain) return atTime;
  const noted = transition(booking, { kind: 'notePayment', by: me.email }, now);
  return noted.ok ? done({ before: booking, after: noted.value }) : atTime;
}

function whyNotByStaff({ snapshot, me }: Moment, booking: Booking): Refusal | null {
  return mayChange(roleOf(snapshot, me.email), booking) ? null : refused('notAllowed', 'booking').refusal;
}

/** A client ends or moves their own booking, while the deadlines of its service let them. */
function whyNotByClient({ snapshot, now }: Moment, booking: Booking, action: StaffAction): Refusal | null {
  const isTheirs = action.kind === 'cancel' || (action.kind === 'reschedule' && !action.anyTime);
  if (!isTheirs) return refused('notAllowed', 'booking').refusal;
  if (isFinished(booking)) return null;
  const service = snapshot.get('service', booking.serviceId);
  if (clientMayUntil(booking, service, action.kind) <= now) return refused('tooLate').refusal;
  // It no longer holds any time, and ends with the next hourly run: nobody is told that it has moved.
  if (action.kind === 'reschedule' && holdHasRunOut(booking, now)) return refused('tooLate').refusal;
  return action.kind === 'reschedule' && hasMovedEnough(booking, now) ? refused('tooManyMoves').refusal : null;
}

/** A staff member is told what somebody else does to their booking. */
const STAFF_NEWS: Partial<Record<StaffAction['kind'], MailTemplate>> = {
  accept: 'staffConfirmed',
  markPaid: 'staffConfirmed',
  decline: 'staffDeclined',
  cancel: 'staffCancelled',
  reschedule: 'staffRescheduled',
};

function withNews({ snapshot, me }: Moment, before: Booking, after: Booking, action: StaffAction): Booking {
  const template = action.kind === 'followCalendar' ? newsOfFollowing(before, after) : STAFF_NEWS[action.kind];
  const isTheirOwn = snapshot.get('staff', before.staffId)?.email === me.email;
  // A payment that does not confirm the booking is not news to its staff member.
  const isNews = template === 'staffConfirmed' ? after.state === 'confirmed' : after !== before;
  if (template === undefined || isTheirOwn || !isNews) return after;
  const reason = 'reason' in action ? action.reason : '';
  const was = template === 'staffRescheduled' ? { was: { start: before.start, end: before.end } } : {};
  return withEffects(after, [{ kind: 'mail', template, reason, ...was }]);
}

/** A change in Calendar may be a colleague's; who has decided that the booking follows is another person. */
function newsOfFollowing(before: Booking, after: Booking): MailTemplate | undefined {
  if (after.state === 'cancelled') return 'staffCancelled';
  return after.start === before.start && after.end === before.end ? undefined : 'staffRescheduled';
}

/** Its time or its person is new: the time has to be free, or a person has to insist on it. */
function checkTime(at: Moment, booking: Booking, action: StaffAction): Outcome<Booking> {
  if (action.kind === 'accept' || action.kind === 'markPaid') {
    // Paid after it had ended: it no longer takes any time.
    if (isFinished(booking)) return done(booking);
    return atItsTime(at, booking, action.overBusy);
  }
  if (action.kind === 'reassign') {
    // Only the owner and managers may overrule a colleague's own events.
    const mayOverrule = roleOf(at.snapshot, at.me.email).managesAll;
    return flagsOf(at, atItsTime(at, booking, action.overBusy, mayOverrule));
  }
  if (action.kind === 'reschedule') {
    if (!action.anyTime && !isOpenFor(at, booking)) return whyNotThere(at, booking);
    return flagsOf(at, atItsTime(at, booking, action.anyTime));
  }
  if (action.kind === 'followCalendar') return done(withTimeFlags(at, booking));
  return done(booking);
}

function flagsOf(at: Moment, booking: Outcome<Booking>): Outcome<Booking> {
  return booking.ok ? done(withTimeFlags(at, booking.value)) : booking;
}

/** Whether clients could have chosen the booking's time with its staff member. */
function isOpenFor(at: Moment, booking: Booking): boolean {
  const wanted = wantedAs(at.snapshot, booking);
  // A client has looked at the times for a while.
  const grace = at.me === CLIENT ? GRACE : 0;
  return wanted !== null && whoTakes(at, { ...wanted, grace }, booking.start, booking.id) !== null;
}

function whyNotThere(at: Moment, booking: Booking): Outcome<Booking> {
  const taken = atItsTime(at, booking, false);
  return taken.ok ? refused('notOpen', 'start') : taken;
}

function commandFor(at: Moment, booking: Booking, action: StaffAction): Outcome<Command> {
  const by = at.me.email;
  switch (action.kind) {
    case 'accept':
    case 'writeEvent':
    case 'markPaid': {
      if (action.kind === 'markPaid' && isFinished(booking)) return done({ kind: 'notePayment', by });
      const placement = placementOf(at, booking);
      return placement === null ? refused('notConnected', 'staff') : done({ kind: action.kind, by, ...placement });
    }
    case 'decline':
    case 'cancel':
      return done({ kind: action.kind, by, reason: action.reason });
    case 'reschedule': {
      const { start, end } = action;
      const placement = placementOf(at, { ...booking, start, end });
      return done({ kind: 'reschedule', by, start, end, placement });
    }
    case 'reassign':
      return reassignment(at, by, booking, action.staffId);
    case 'changeClient':
      return clientChange(by, booking, { ...booking.client, ...action.client });
    case 'note':
      return done({ kind: 'note', by, text: action.text });
    case 'settleFlag':
      return done({ kind: 'settleFlag', by, flag: action.flag });
    case 'putBack':
      return done({ kind: 'putBack', by, session: null });
    case 'complete':
    case 'noShow':
    case 'retryLink':
    case 'followCalendar':
    case 'bringBack':
    case 'resendMail':
      return done({ kind: action.kind, by });
  }
}

/** A client who is to be called has to have a number that can be called; the stored one is left as it is. */
function clientChange(by: string, { place, client: before }: Booking, client: Client): Outcome<Command> {
  const isCalled = place.kind === 'weCall' && client.phone !== before.phone;
  const phone = isCalled ? neededPhone(client.phone) : done('');
  return phone.ok ? done({ kind: 'changeClient', by, client }) : phone;
}

function reassignment(at: Moment, by: string, booking: Booking, staffId: string): Outcome<Command> {
  const { snapshot } = at;
  const service = snapshot.get('service', booking.serviceId);
  const staff = snapshot.get('staff', staffId);
  const gives = service === undefined || isGivenBy(service, staffId);
  if (staff === undefined || !gives) return refused('unknownStaff', 'staff');
  if (!isConnected(staff)) return refused('notConnected', 'staff');
  const placement = placementOf(at, { ...booking, staffId });
  const tellsFormer = snapshot.get('staff', booking.staffId)?.email !== by;
  const tellsNew = staff.email !== by;
  return done({ kind: 'reassign', by, staffId, detail: staff.name, tellsFormer, tellsNew, placement });
}

/** Where to put a booking's event; `null` if its staff member has no calendar for it. */
function placementOf(at: Moment, booking: Booking): EventPlacement | null {
  const calendarId = at.snapshot.get('staff', booking.staffId)?.writeCalendar ?? null;
  return calendarId === null ? null : placementFor(at, booking, calendarId);
}
