import { lacksEvent, type Booking, type BookingFlag } from './booking';
import type { Instant } from './time/time';

/** The one action that fixes what is wrong with a booking. */
export type Remedy =
  | 'answerQuestion'
  | 'retryLink'
  | 'writeAgain'
  | 'writeEvent'
  | 'bringBack'
  | 'refund'
  | 'resendMail'
  | 'reschedule'
  | 'handOver'
  | 'cancel'
  | 'editClient'
  | 'settle';

/** Why a booking needs attention, and what fixes it. */
export interface Attention {
  why: BookingFlag | 'question' | 'notWritten' | 'mailWaits' | 'noEvent';
  remedy: Remedy;
}

const REMEDIES: Record<BookingFlag, Remedy> = {
  linkFailed: 'retryLink',
  guestRefused: 'editClient',
  // Whom they bring along is not ours to correct: staff add them in Calendar, or leave them out.
  extraGuestsRefused: 'settle',
  overlap: 'reschedule',
  overPlan: 'reschedule',
  allDay: 'reschedule',
  unfollowed: 'handOver',
  outsideHours: 'reschedule',
  clientDeclined: 'cancel',
  movedAway: 'bringBack',
  refundDue: 'refund',
  mailFailed: 'resendMail',
  paidTooLate: 'reschedule',
};

/** The most urgent first. */
const ORDER: readonly BookingFlag[] = [
  'linkFailed',
  'guestRefused',
  'allDay',
  'overlap',
  'overPlan',
  'unfollowed',
  'movedAway',
  'clientDeclined',
  'mailFailed',
  'extraGuestsRefused',
  'outsideHours',
  'paidTooLate',
  'refundDue',
];

/** Problems that matter even after a booking has ended. */
const LASTING: readonly BookingFlag[] = ['refundDue', 'paidTooLate', 'mailFailed'];

/**
 * Whether a booking may need attention, now or at some other time: of any other, attentionOf answers `null`. A store
 * finds these without looking at all bookings.
 */
export function mayNeedAttention(booking: Booking): boolean {
  const { flags, question, outbox } = booking;
  return flags.length > 0 || question !== null || lacksEvent(booking) || outbox.some((effect) => effect.error !== null);
}

/** The most urgent problem, or `null`. */
export function attentionOf(booking: Booking, now: Instant): Attention | null {
  const isConfirmed = booking.state === 'confirmed';
  if (isConfirmed && booking.question !== null) return { why: 'question', remedy: 'answerQuestion' };
  if (lacksEvent(booking) && booking.end > now) return { why: 'noEvent', remedy: 'writeEvent' };
  const flag = ORDER.find((one) => booking.flags.includes(one) && (isConfirmed || LASTING.includes(one)));
  // Nothing can be fixed about a time that has passed, except money.
  const isMoney = flag === 'refundDue' || flag === 'paidTooLate';
  if (flag !== undefined && (isMoney || booking.end > now)) return { why: flag, remedy: REMEDIES[flag] };
  const failed = booking.outbox.filter((effect) => effect.error !== null);
  if (failed.length === 0) return null;
  return { why: failed.every(({ kind }) => kind === 'mail') ? 'mailWaits' : 'notWritten', remedy: 'writeAgain' };
}
