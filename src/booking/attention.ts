import { lacksEvent, type Booking, type BookingFlag } from './booking';
import type { Instant } from './time/time';

/** The one thing that mends what is wrong with a booking. */
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
  | 'editClient';

/** Why a booking wants to be looked at, and what mends it. */
export interface Attention {
  why: BookingFlag | 'question' | 'notWritten' | 'mailWaits' | 'noEvent';
  remedy: Remedy;
}

const REMEDIES: Record<BookingFlag, Remedy> = {
  linkFailed: 'retryLink',
  guestRefused: 'editClient',
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

/** The most pressing first. */
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
  'outsideHours',
  'paidTooLate',
  'refundDue',
];

/** What matters also once a booking has ended. */
const LASTING: readonly BookingFlag[] = ['refundDue', 'paidTooLate', 'mailFailed'];

/** What first of all wants to be looked at; null: nothing. */
export function attentionOf(booking: Booking, now: Instant): Attention | null {
  const isStanding = booking.state === 'confirmed';
  if (isStanding && booking.question !== null) return { why: 'question', remedy: 'answerQuestion' };
  if (lacksEvent(booking) && booking.end > now) return { why: 'noEvent', remedy: 'writeEvent' };
  const flag = ORDER.find((one) => booking.flags.includes(one) && (isStanding || LASTING.includes(one)));
  // A time that has passed cannot be mended any more; money can.
  const isMoney = flag === 'refundDue' || flag === 'paidTooLate';
  if (flag !== undefined && (isMoney || booking.end > now)) return { why: flag, remedy: REMEDIES[flag] };
  const failed = booking.outbox.filter((effect) => effect.error !== null);
  if (failed.length === 0) return null;
  return { why: failed.every(({ kind }) => kind === 'mail') ? 'mailWaits' : 'notWritten', remedy: 'writeAgain' };
}
