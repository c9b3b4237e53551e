import type { Booking, Invitations, MailEffect } from '../../booking/booking';
import { clientMayUntil } from '../../booking/deadlines';
import { actorOf, noteRefused, noteSent, sweepMail, unclaimed } from '../../booking/letters';
import { withEffects } from '../../booking/outbox';
import type { StaffMember } from '../../booking/staff';
import { linkMail } from '../../booking/placement';
import { StoreBusyError, type Decision, type RecordChange, type Snapshot } from '../ports/store';
import type { Desk, Letter } from '../ports/ports';
import { momentOf } from '../ports/moment';
import { invitationsFor, type EventResult } from '../events/event-result';
import { linksFor } from '../links/links';
import { settingsOf, staffByEmail } from '../team/people';
import {
  claimNext,
  isDue,
  isMeant,
  isOverFor,
  isWithin,
  readerOf,
  reserveFor,
  withMail,
  type ClaimedMail,
  type ClaimRound,
  type MailScope,
} from './mail-claims';
import { askQuota, quotaKey, quotaNews, quotaNow, rememberedQuota } from './mail-quota';
import { markSent, markedSent } from './sent-marks';

// An e-mail is claimed in the store, sent, and noted in the store, see booking/letters.ts. The claims are written with
// the decision that the e-mails tell of, and one write notes several of them and claims the next. In between, each one
// that was sent is marked in the cache: an execution that dies leaves one e-mail of which nobody knows whether it went
// out.

/**
 * Milliseconds that an execution waits for others to note e-mails while a client waits for its answer. Then the marks
 * are left for whoever writes next.
 */
const NOTING_PATIENCE = 300;

/** Its links are made when it is sent. */
type UnlinkedLetter = Omit<Letter, 'links'>;

/** What has come of a claimed e-mail. */
interface MailAttempt extends ClaimedMail {
  outcome: { kind: 'sent'; link: string | null } | { kind: 'refused'; error: string } | { kind: 'kept' };
}

/** A round with what it has done and not written yet. */
interface MailRound extends ClaimRound {
  /** The results in Calendar that are still to be written. */
  settled: readonly EventResult[];
  /** Claimed by this execution, and not noted yet. */
  claimed: readonly ClaimedMail[];
  /** What is to be noted. */
  attempts: readonly MailAttempt[];
}

const START = { settled: [], claimed: [], attempts: [], tried: [], refusals: 0 };

/**
 * Sends what was claimed with the decision, then whatever else is due, several between two writes.
 *
 * @param settled results in Calendar that are written together with what has come of the e-mails
 */
export function deliverMail(
  desk: Desk,
  scope: MailScope,
  settled: readonly EventResult[],
  claimed: readonly ClaimedMail[],
): void {
  let round: MailRound = { ...START, scope, settled, claimed, isBeforeEvents: false };
  if (claimed.length > 0) round = tried(desk, round);
  for (;;) {
    round = { ...round, attempts: [...round.attempts, ...markedByOthers(desk, round)] };
    const snapshot = desk.store.seen();
    const { changes, result } = noteAndClaim(desk, snapshot, round);
    if (changes.length === 0 && result.length === 0) return;
    const next = noted(desk, round);
    if (next.length === 0) return;
    round = tried(desk, { ...round, settled: [], attempts: [], claimed: next });
  }
}

/** How long what the cache has just said is not asked for again, milliseconds. */
const JUST_SOUGHT = 1_000;

/** Finds out how many more e-mails may go out, if one of these depends on it: Google is slow to say. */
function asked(
  desk: Desk,
  round: MailRound,
  concerned: readonly { booking: Booking; effect: MailEffect }[],
): MailRound {
  const { scope } = round;
  const isNeeded = concerned.some(({ booking, effect }) => reserveFor(booking, effect) > 0);
  if (scope.quota !== undefined || !isNeeded) return round;
  // While this execution waited for others, one of them may have asked.
  const isSought = desk.now() - (scope.quotaSoughtAt ?? 0) < JUST_SOUGHT;
  const remembered = isSought ? null : rememberedQuota(desk.memory.get([quotaKey(desk)])[quotaKey(desk)]);
  const known = remembered === null ? undefined : quotaNow(remembered, desk.store.seen());
  if (known !== undefined) return { ...round, scope: { ...scope, quota: known } };
  const quota = askQuota(desk);
  return { ...round, scope: { ...scope, quota: quota.left, news: quotaNews(desk, quota) } };
}

/** E-mails that others have claimed and sent, and could not note. */
function markedByOthers(desk: Desk, { claimed }: MailRound): MailAttempt[] {
  const ours = new Set(claimed.map(({ effect }) => effect.id));
  const others = desk.store
    .seen()
    .bookings.withWork()
    .flatMap(({ id, outbox }) =>
      outbox.flatMap((effect) =>
        effect.kind === 'mail' && effect.claim !== null && !ours.has(effect.id) ? [{ booking: id, effect }] : [],
      ),
    );
  if (others.length === 0) return [];
  const marked = markedSent(
    desk,
    others.map(({ effect }) => effect.id),
  );
  return others.flatMap((one): MailAttempt[] => {
    const link = marked.get(one.effect.id);
    return link === undefined ? [] : [{ ...one, outcome: { kind: 'sent', link } }];
  });
}

/** Tries the claimed e-mails, one after another. */
function tried(desk: Desk, given: MailRound): MailRound {
  const bookings = bookingsOf(desk.store.seen(), given);
  const concerned = given.claimed.flatMap(({ booking: id, effect }) => {
    const booking = bookings.get(id);
    return booking === undefined ? [] : [{ booking, effect }];
  });
  const round = asked(desk, given, concerned);
  let { refusals, scope } = round;
  const attempts: MailAttempt[] = [];
  for (const [index, one] of round.claimed.entries()) {
    const letter = letterFor(desk, bookings, one, { ...round, refusals, scope });
    const outcome = letter === null ? ({ kind: 'kept' } as const) : send(desk, letter, one.effect);
    attempts.push({ ...one, outcome });
    if (outcome.kind === 'refused') refusals += 1;
    if (outcome.kind !== 'sent') continue;
    refusals = 0;
    if (typeof scope.quota === 'number') scope = { ...scope, quota: scope.quota - 1 };
    // The last one is noted in the store at once.
    if (index === round.claimed.length - 1) continue;
    markSent(desk, [[one.effect.id, outcome.link]], scope.news);
    scope = { ...scope, news: {} };
  }
  return {
    ...round,
    scope,
    refusals,
    attempts: [...round.attempts, ...attempts],
    tried: [...round.tried, ...round.claimed.map(({ effect }) => effect.id)],
  };
}

/** What is to be sent for a claimed e-mail, with the results in Calendar; `null` if it has to wait after all. */
function letterFor(
  desk: Desk,
  bookings: ReadonlyMap<string, Booking>,
  { booking: id, effect }: ClaimedMail,
  round: MailRound,
): UnlinkedLetter | null {
  const snapshot = desk.store.seen();
  const settings = settingsOf(snapshot);
  const known = bookings.get(id);
  if (settings === null || known === undefined || isOverFor(desk, round)) return null;
  const swept = sweepMail(withMail(known, effect, unclaimed), desk.now());
  const current = swept.outbox.find((e) => e.id === effect.id);
  const staff = readerOf(snapshot, known, effect);
  if (current?.kind !== 'mail' || staff === undefined) return null;
  if (!isWithin(round.scope, 0, reserveFor(known, effect))) return null;
  const waits = { ...current, claim: null };
  if (effect.claim?.early === true && !isDue(momentOf(desk, snapshot), known, waits, round.scope)) return null;
  const { template, reason, was } = effect;
  const actor = actorOf(known, template);
  // Who reads it has offered the time that its client took.
  const by = actor === staff.email ? '' : (staffByEmail(snapshot, actor)?.name ?? actor);
  const invited = invites(invitationsFor(snapshot, known), known, staff);
  const service = snapshot.get('service', known.serviceId);
  const mayUntil = {
    cancel: clientMayUntil(known, service, 'cancel'),
    // Without its service there are no times to choose from.
    reschedule: service === undefined ? 0 : clientMayUntil(known, service, 'reschedule'),
  };
  const told = { template, reason, booking: known, staff, settings, by, invited, mayUntil, now: desk.now() };
  return was === undefined ? told : { ...told, was };
}

/** Whether Google mails the client about the event: `externalOnly` leaves out people of the calendar's own domain. */
function invites(invitations: Invitations, { client }: Booking, staff: StaffMember): boolean {
  const domainOf = (email: string) => email.slice(email.indexOf('@')).toLowerCase();
  return invitations === 'all' || (invitations === 'externalOnly' && domainOf(client.email) !== domainOf(staff.email));
}

function send(desk: Desk, letter: UnlinkedLetter, effect: MailEffect): MailAttempt['outcome'] {
  try {
    desk.postman.send({ ...letter, links: linksFor(desk, letter) });
    return { kind: 'sent', link: letter.booking.link?.uri ?? null };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    // Google's message may contain the address.
    desk.log(`effect ${effect.id} mail ${effect.template} failed: ${error.replace(/\S+@\S+/g, '…')}`);
    return { kind: 'refused', error };
  }
}

/**
 * Writes what has come of the e-mails, and the next claims. What was sent and is not noted would be sent again, so that
 * noting it is tried more than once, and its marks are left in any case.
 */
function noted(desk: Desk, round: MailRound): readonly ClaimedMail[] {
  const sent = round.attempts.flatMap(({ effect, outcome }): [string, string | null][] =>
    outcome.kind === 'sent' ? [[effect.id, outcome.link]] : [],
  );
  const onlySent = round.settled.length === 0 && sent.length === round.attempts.length;
  const mayLeave = round.scope.clientWaits === true && onlySent && sent.length > 0;
  const write = () =>
    desk.store.update((now) => noteAndClaim(desk, now, round), 'all', mayLeave ? NOTING_PATIENCE : undefined);
  for (let left = sent.length > 0 && !mayLeave ? 2 : 0; left > 0; left--) {
    try {
      return write();
    } catch (error) {
      desk.log(`a mail was sent and could not be noted, trying again: ${String(error)}`);
    }
  }
  try {
    return write();
  } catch (error) {
    if (sent.length > 0) markSent(desk, sent);
    if (!mayLeave || !(error instanceof StoreBusyError)) throw error;
    desk.log('others are writing: that mail was sent is left to be noted by the next one');
    return [];
  }
}

/** Notes what has come of e-mails, drops those that must not be sent any more, and claims the next ones. */
function noteAndClaim(desk: Desk, snapshot: Snapshot, round: MailRound): Decision<ClaimedMail[]> {
  const bookings = bookingsOf(snapshot, round);
  for (const attempt of round.attempts) {
    const booking = bookings.get(attempt.booking);
    if (booking !== undefined) bookings.set(booking.id, afterTrying(booking, attempt, desk.now()));
  }
  const result = claimNext(desk, snapshot, bookings, round);
  const changes = [...bookings]
    .filter(([id, value]) => snapshot.get('booking', id) !== value)
    .map(([id, value]): RecordChange => ({ put: 'booking', id, value }));
  return { changes, result };
}

/** The bookings of a round, with the results in Calendar. */
function bookingsOf(snapshot: Snapshot, { scope, settled, attempts, claimed }: MailRound): Map<string, Booking> {
  const { bookings: questions } = snapshot;
  const bookings = new Map(
    questions
      .withWork()
      .flatMap((booking): [string, Booking][] => (isMeant(scope, booking.id) ? [[booking.id, booking]] : [])),
  );
  const concerned = [...settled.map(({ id }) => id), ...[...attempts, ...claimed].map(({ booking }) => booking)];
  for (const id of concerned) {
    const booking = bookings.get(id) ?? snapshot.get('booking', id);
    if (booking !== undefined) bookings.set(id, booking);
  }
  for (const { id, apply } of settled) {
    const booking = bookings.get(id);
    if (booking !== undefined) bookings.set(id, apply(booking));
  }
  return bookings;
}

function afterTrying(booking: Booking, { effect, outcome }: MailAttempt, now: number): Booking {
  const isClaimed = booking.outbox.some(
    (e) => e.kind === 'mail' && e.id === effect.id && e.claim?.at === effect.claim?.at,
  );
  if (!isClaimed) return booking;
  if (outcome.kind === 'refused') return noteRefused(booking, effect, outcome.error, now);
  if (outcome.kind === 'kept') return withMail(booking, effect, unclaimed);
  const told = noteSent(booking, effect, now);
  // The link has changed while the e-mail was on its way.
  const isOutdated = effect.claim?.early === true && outcome.link !== null && told.link?.uri !== outcome.link;
  return isOutdated && told.state === 'confirmed' && told.link?.status === 'ready'
    ? withEffects(told, linkMail(told))
    : told;
}
