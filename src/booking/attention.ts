import type { Booking, BookingFlag } from './booking';
import type { Instant } from './time';

/** The one thing that mends what is wrong with a booking. */
export type Remedy =
  'answerQuestion' | 'retryLink' | 'writeAgain' | 'bringBack' | 'refund' | 'reschedule' | 'cancel' | 'editClient';

/** Why a booking wants to be looked at, and what mends it. */
export interface Attention {
  why: BookingFlag | 'question' | 'notWritten';
  remedy: Remedy;
}

const REMEDIES: Record<BookingFlag, Remedy> = {
  linkFailed: 'retryLink',
  guestRefused: 'editClient',
  overlap: 'reschedule',
  outsideHours: 'reschedule',
  clientDeclined: 'cancel',
  movedAway: 'bringBack',
  refundDue: 'refund',
};

/** The most pressing first. */
const ORDER: readonly BookingFlag[] = [
  'linkFailed',
  'guestRefused',
  'overlap',
  'movedAway',
  'clientDeclined',
  'outsideHours',
  'refundDue',
];

/** What first of all wants to be looked at; null: nothing. */
export function attentionOf(booking: Booking, now: Instant): Attention | null {
  const isStanding = booking.state === 'confirmed';
  if (isStanding && booking.question !== null) return { why: 'question', remedy: 'answerQuestion' };
  const flag = ORDER.find((one) => booking.flags.includes(one) && (isStanding || one === 'refundDue'));
  // A time that has passed cannot be mended any more.
  if (flag !== undefined && (flag === 'refundDue' || booking.end > now)) return { why: flag, remedy: REMEDIES[flag] };
  const failed = booking.outbox.some((effect) => effect.error !== null);
  return failed ? { why: 'notWritten', remedy: 'writeAgain' } : null;
}
