import type { Booking } from '../../booking/booking';
import type { Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import type { Desk } from '../ports/ports';

// Google is slow to say how many e-mails an account can still send today. Its answer is remembered for some hours and
// reckoned down: in that time the number grows again, and gets smaller only by what is sent.

/** Below this Google is asked again: what is remembered is not exact, since e-mails of older bookings are not counted. */
const ENOUGH = 50;

/** E-mails of bookings that were made shortly before Google was asked may have been sent after that, milliseconds. */
const BEFORE = 30_000;

export interface MailQuota {
  /** `null` if Google did not say. */
  left: number | null;
  at: Instant;
  isNew: boolean;
}

/** Where the answer is remembered. */
export function quotaKey(desk: Desk): string {
  return `quota/${desk.me.email}`;
}

/** @param known what is remembered under quotaKey */
export function rememberedQuota(known: string | undefined): MailQuota | null {
  const [, left, at] = /^(\d+)@(\d+)$/.exec(known ?? '') ?? [];
  return left === undefined || at === undefined ? null : { left: Number(left), at: Number(at), isNew: false };
}

export function askQuota(desk: Desk): MailQuota {
  return { left: desk.postman.quotaLeft(), at: desk.now(), isNew: true };
}

/** After e-mails of older bookings or of none, such as reminders and codes: what is remembered does not count them. */
export function forgetQuota(desk: Desk): void {
  desk.memory.put({ [quotaKey(desk)]: '' }, FORGOTTEN);
}

/** Seconds; Google is asked before they are over, or nothing is sent. */
const FORGOTTEN = 60;

/** About how many are left by now; `undefined` if Google has to be asked again. */
export function quotaNow(quota: MailQuota, { bookings }: Snapshot): number | null | undefined {
  if (quota.isNew || quota.left === null) return quota.left;
  const sent = bookings.madeSince(quota.at - BEFORE).reduce((sum, booking) => sum + mailsOf(booking), 0);
  return quota.left - sent >= ENOUGH ? quota.left - sent : undefined;
}

/** How many e-mails a booking has made us send, or is about to. */
function mailsOf({ history, outbox }: Booking): number {
  const sent = history.filter(({ what }) => what === 'mailSent' || what === 'mailSentAgain');
  const claimed = outbox.filter((effect) => effect.kind === 'mail' && effect.claim !== null);
  return sent.length + claimed.length;
}

/** What is worth being remembered. */
export function quotaNews(desk: Desk, { left, at, isNew }: MailQuota): Record<string, string> {
  return isNew && left !== null && left >= ENOUGH ? { [quotaKey(desk)]: `${left}@${at}` } : {};
}
