import { withHistory, type Booking, type BookingState, type MailEffect, type MailTemplate } from './booking';
import { HOUR, MINUTE, type Instant } from './time/time';
import { isSameMail, withoutEffects } from './outbox';
import { withFlag } from './flags';
import { isTimely } from './reminders';

// What happens to an e-mail that waits in a booking's outbox. Once sent, an e-mail can be neither recalled nor looked
// up, so it is claimed before and noted after. If it is claimed but not noted, it is unknown whether it went out: it is
// sent once more, since twice is better than never, but not a third time.

/**
 * An execution lives for 6 minutes at most [apps-script/guides/services/quotas]: a claim this old belongs to one that
 * has died.
 */
const DOUBT = 10 * MINUTE;

/** How many tries in all before an e-mail counts as undeliverable: spread over two days, longer than any quota. */
const TRIES = 8;

/** From the second failure on, the pauses double, up to this. */
const LONGEST_PAUSE = 12 * HOUR;

/** The states in which an e-mail is true. It is not sent in any other state; `null` if it is true in all of them. */
const TRUE_IN: Record<MailTemplate, readonly BookingState[] | null> = {
  clientRequested: ['requested'],
  clientConfirmed: ['confirmed'],
  clientAwaitingPayment: ['awaitingPayment'],
  clientDeclined: ['declined'],
  clientCancelled: ['cancelled'],
  clientRescheduled: ['requested', 'awaitingPayment', 'confirmed'],
  clientExpired: ['expired'],
  clientUnpaid: ['expired'],
  clientLinkChanged: ['confirmed'],
  clientStaffChanged: ['awaitingPayment', 'confirmed'],
  clientReminder: ['confirmed'],
  clientFollowUp: ['confirmed', 'completed'],
  staffRequested: ['requested'],
  staffConfirmed: ['awaitingPayment', 'confirmed'],
  staffHandedAway: null,
  staffDeclined: ['declined'],
  staffCancelled: ['cancelled'],
  staffRescheduled: ['requested', 'awaitingPayment', 'confirmed'],
};

/** What its booking's history says of the act that an e-mail to staff tells of; none for an e-mail to a client. */
const TELLS_OF: Partial<Record<MailTemplate, readonly string[]>> = {
  staffRequested: ['bookedManually', 'reassigned'],
  staffConfirmed: ['accepted', 'paid', 'bookedManually', 'adopted', 'reassigned'],
  staffHandedAway: ['reassigned'],
  staffDeclined: ['declined'],
  staffCancelled: ['cancelled', 'followed'],
  staffRescheduled: ['rescheduled', 'followed'],
};

/** Whose act an e-mail to staff tells of, as in HistoryEntry; empty if nobody's, or only the product's own. */
export function actorOf({ history }: Booking, template: MailTemplate): string {
  const by = history.filter(({ what }) => TELLS_OF[template]?.includes(what)).pop()?.by ?? '';
  return by === 'system' || by === 'calendar' ? '' : by;
}

/** E-mails that may give way when the day's quota runs out: nobody relies on them. */
const LESSER: readonly MailTemplate[] = ['clientRequested', 'staffRequested', 'clientReminder', 'clientFollowUp'];

/** Whether an e-mail gives way to others when the day's quota runs out. */
export function isLesser({ template }: MailEffect): boolean {
  return LESSER.includes(template);
}

/** Longer than any execution or hourly tick takes: what waits for so long without an error waits for the quota. */
const QUOTA_PATIENCE = 2 * HOUR;

/** How many e-mails of a booking give way to others because the day's quota is used up. */
export function mailsHeldBack({ outbox, createdAt, remindedUntil }: Booking, now: Instant): number {
  const isHeldBack = (effect: MailEffect): boolean => {
    const since = effect.template.endsWith('Requested') ? createdAt : remindedUntil;
    return isLesser(effect) && effect.claim === null && effect.error === null && since + QUOTA_PATIENCE <= now;
  };
  return outbox.filter((effect) => effect.kind === 'mail' && isHeldBack(effect)).length;
}

/** Whether an e-mail may be sent now; it is claimed first. Asked about bookings that have been swept. */
export function isReady({ claim, after = 0 }: MailEffect, now: Instant, atOnce: boolean): boolean {
  return (claim === null || isDoubtful(claim.at, now)) && (atOnce || after <= now);
}

function isDoubtful(claimedAt: Instant, now: Instant): boolean {
  return now - claimedAt >= DOUBT;
}

/**
 * The e-mail as it is claimed.
 *
 * @param by the account that is about to send it
 * @param early whether the event that it tells of is written first
 */
export function claimMail(effect: MailEffect, by: string, now: Instant, early: boolean): MailEffect {
  return { ...effect, claim: { by, at: now, again: effect.claim !== null, ...(early && { early }) } };
}

/**
 * The e-mail as it waits again: this execution has not sent it after all. Whether an earlier one did is still in doubt.
 */
export function unclaimed(effect: MailEffect): MailEffect {
  const { claim } = effect;
  return { ...effect, claim: claim?.again === true ? { by: claim.by, at: 0, again: false } : null };
}

/**
 * The booking without the e-mails that must not be sent any more: those that are no longer true, those that a newer one
 * of their kind replaces, and those that are still in doubt after two tries. If nothing changes, it is the same object.
 */
export function sweepMail(booking: Booking, now: Instant): Booking {
  let swept = booking;
  for (const effect of booking.outbox) {
    if (effect.kind !== 'mail' || isOnItsWay(effect, now)) continue;
    const newer = newerThan(swept, effect);
    if (newer !== null) swept = replaceMail(swept, effect, newer);
    else if (!isTrue(swept, effect, now)) swept = withoutEffects(swept, (e) => e.id === effect.id);
    else if (effect.claim?.again === true) swept = giveUpMail(swept, effect, now, 'mailUnsure');
  }
  return swept;
}

function isOnItsWay({ claim }: MailEffect, now: Instant): boolean {
  return claim !== null && !isDoubtful(claim.at, now);
}

function isTrue(booking: Booking, { template, was }: MailEffect, now: Instant): boolean {
  const states = TRUE_IN[template];
  const isOver = states !== null && !states.includes(booking.state);
  // Moved and moved back before its reader heard of it.
  const isOldNews = was?.start === booking.start && was.end === booking.end;
  return !isOver && !isOldNews && isTimely(booking, template, now);
}

function newerThan({ outbox }: Booking, effect: MailEffect): MailEffect | null {
  const later = outbox.slice(outbox.findIndex(({ id }) => id === effect.id) + 1);
  return later.find((one): one is MailEffect => one.kind === 'mail' && isSameMail(one, effect)) ?? null;
}

/** If an e-mail certainly never went out, the newer one takes over the time that the reader knows. */
function replaceMail(booking: Booking, effect: MailEffect, newer: MailEffect): Booking {
  const rest = withoutEffects(booking, (e) => e.id === effect.id);
  const { was } = effect;
  if (effect.claim !== null || was === undefined) return rest;
  return { ...rest, outbox: rest.outbox.map((e) => (e.id === newer.id && e.kind === 'mail' ? { ...e, was } : e)) };
}

/** The booking after one of its e-mails has been sent. */
export function noteSent(booking: Booking, { id, template, claim }: MailEffect, now: Instant): Booking {
  const what = claim?.again === true ? 'mailSentAgain' : 'mailSent';
  return withHistory(
    withoutEffects(booking, (e) => e.id === id),
    { at: now, by: 'system', what, detail: template },
  );
}

/**
 * The booking after one of its e-mails was refused: it is tried again, with longer and longer pauses, for about two
 * days.
 */
export function noteRefused(booking: Booking, effect: MailEffect, error: string, now: Instant): Booking {
  const attempts = effect.attempts + 1;
  if (attempts >= TRIES) return giveUpMail(booking, effect, now, 'mailFailed');
  // The first failure may be Google's: the next execution tries again.
  const pause = attempts === 1 ? 0 : Math.min(HOUR * 2 ** (attempts - 2), LONGEST_PAUSE);
  const waiting = { ...unclaimed(effect), attempts, error, after: now + pause };
  return { ...booking, outbox: booking.outbox.map((e) => (e.id === effect.id ? waiting : e)) };
}

/** A flag shows that a client may not know; the history records an e-mail to staff. */
function giveUpMail(
  booking: Booking,
  { id, template }: MailEffect,
  now: Instant,
  what: 'mailFailed' | 'mailUnsure',
): Booking {
  const noted = withHistory(
    withoutEffects(booking, (e) => e.id === id),
    { at: now, by: 'system', what, detail: template },
  );
  return template.startsWith('client') ? withFlag(noted, 'mailFailed') : noted;
}
