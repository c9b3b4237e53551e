import {
  isSameMail,
  withFlag,
  withHistory,
  withoutEffects,
  type Booking,
  type BookingState,
  type MailEffect,
  type MailTemplate,
} from './booking';
import { HOUR, MINUTE, type Instant } from './time/time';

// What becomes of a mail that waits in a booking's outbox. A mail can be neither taken back nor looked up once it is
// sent, so it is claimed before and noted after. Of one that is claimed and not noted nobody knows whether it went out:
// it goes out once more, since once too often is better than never, and no third time.

/**
 * An execution lives for 6 minutes at most [apps-script/guides/services/quotas]: a claim this old is of one that has
 * died.
 */
const DOUBT = 10 * MINUTE;

/** Tries in all before a mail counts as one that cannot be delivered: spread over two days, longer than any quota. */
const TRIES = 8;

/** From the second failure on the pauses double, up to this. */
const LONGEST_PAUSE = 12 * HOUR;

/** The states in which a mail is true. What a booking has left behind is told nobody any more; null: true in any. */
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
  staffRequested: ['requested'],
  staffConfirmed: ['awaitingPayment', 'confirmed'],
  staffHandedAway: null,
  staffCancelled: ['cancelled'],
  staffRescheduled: ['requested', 'awaitingPayment', 'confirmed'],
};

/** What may give way where the day's mails run out: nobody relies on it. */
const LESSER: readonly MailTemplate[] = ['clientRequested', 'staffRequested'];

/** Whether a mail gives way to others where the day's mails run out. */
export function isLesser({ template }: MailEffect): boolean {
  return LESSER.includes(template);
}

/** Whether a mail may go out now; it is claimed first. Asked of bookings that have been swept. */
export function isReady({ claim, after = 0 }: MailEffect, now: Instant, atOnce: boolean): boolean {
  return (claim === null || isDoubtful(claim.at, now)) && (atOnce || after <= now);
}

function isDoubtful(claimedAt: Instant, now: Instant): boolean {
  return now - claimedAt >= DOUBT;
}

/** The mail as it is claimed. @param by the account that is about to send it */
export function claimMail(effect: MailEffect, by: string, now: Instant): MailEffect {
  return { ...effect, claim: { by, at: now, again: effect.claim !== null } };
}

/**
 * The booking without the mails that are not to go out any more: what is not true now, what a newer mail of its kind
 * says better, and what nobody knows of after two tries. Unchanged it is the same object.
 */
export function sweepMail(booking: Booking, now: Instant): Booking {
  let swept = booking;
  for (const effect of booking.outbox) {
    if (effect.kind !== 'mail' || isOnItsWay(effect, now)) continue;
    const newer = newerThan(swept, effect);
    if (newer !== null) swept = replaceMail(swept, effect, newer);
    else if (!isTrue(swept, effect)) swept = withoutEffects(swept, (e) => e.id === effect.id);
    else if (effect.claim?.again === true) swept = giveUpMail(swept, effect, now, 'mailUnsure');
  }
  return swept;
}

function isOnItsWay({ claim }: MailEffect, now: Instant): boolean {
  return claim !== null && !isDoubtful(claim.at, now);
}

function isTrue(booking: Booking, { template, was }: MailEffect): boolean {
  const states = TRUE_IN[template];
  const isOver = states !== null && !states.includes(booking.state);
  // Moved and moved back before its reader heard of it.
  const isOldNews = was?.start === booking.start && was.end === booking.end;
  return !isOver && !isOldNews;
}

function newerThan({ outbox }: Booking, effect: MailEffect): MailEffect | null {
  const later = outbox.slice(outbox.findIndex(({ id }) => id === effect.id) + 1);
  return later.find((one): one is MailEffect => one.kind === 'mail' && isSameMail(one, effect)) ?? null;
}

/** Of a mail that certainly never went out the newer one takes over the time that the reader knows. */
function replaceMail(booking: Booking, effect: MailEffect, newer: MailEffect): Booking {
  const rest = withoutEffects(booking, (e) => e.id === effect.id);
  const { was } = effect;
  if (effect.claim !== null || was === undefined) return rest;
  return { ...rest, outbox: rest.outbox.map((e) => (e.id === newer.id && e.kind === 'mail' ? { ...e, was } : e)) };
}

/** The booking after a mail of it has gone out. */
export function noteSent(booking: Booking, { id, template, claim }: MailEffect, now: Instant): Booking {
  const what = claim?.again === true ? 'mailSentAgain' : 'mailSent';
  return withHistory(
    withoutEffects(booking, (e) => e.id === id),
    { at: now, by: 'system', what, detail: template },
  );
}

/** The booking after a mail of it was not taken: it is tried again, with ever longer pauses, for about two days. */
export function noteRefused(booking: Booking, effect: MailEffect, error: string, now: Instant): Booking {
  const attempts = effect.attempts + 1;
  if (attempts >= TRIES) return giveUpMail(booking, effect, now, 'mailFailed');
  // The first time it may be Google's trouble: the next execution tries.
  const pause = attempts === 1 ? 0 : Math.min(HOUR * 2 ** (attempts - 2), LONGEST_PAUSE);
  // What an execution before this one may have sent is in doubt still.
  const claim = effect.claim?.again === true ? { ...effect.claim, at: 0, again: false } : null;
  return {
    ...booking,
    outbox: booking.outbox.map((e) =>
      e.id === effect.id && e.kind === 'mail' ? { ...e, attempts, error, claim, after: now + pause } : e,
    ),
  };
}

/** A person sees that a client may not know; of a mail to staff the history tells. */
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
