import { MAIL_TEMPLATES } from '../booking/booking';
import type { DeskTranslate } from './index';

/** Who did something to a booking, in words: a part of the product, the client, or an e-mail address. */
export function historyBy(t: DeskTranslate, by: string): string {
  const known = BY.find((one) => one === by);
  return known === undefined ? by : t(`by.${known}`);
}

/** What happened, in words. */
export function historyText(t: DeskTranslate, what: string): string {
  const known = WHAT.find((one) => one === what);
  return known === undefined ? what : t(`history.${known}`);
}

/** A detail is a person's text, or the name of an e-mail. */
export function historyDetail(t: DeskTranslate, detail: string): string {
  const template = MAIL_TEMPLATES.find((one) => one === detail);
  return template === undefined ? detail : t(`mailName.${template}`);
}

const BY = ['client', 'calendar', 'system'] as const;

const WHAT = [
  'requested',
  'accepted',
  'paid',
  'paidTooLate',
  'writtenAgain',
  'declined',
  'cancelled',
  'expired',
  'unpaid',
  'rescheduled',
  'completed',
  'noShow',
  'movedInCalendar',
  'movedToCalendar',
  'madeAllDay',
  'deletedInCalendar',
  'linkReady',
  'linkFailed',
  'linkRemoved',
  'linkRetried',
  'mailSent',
  'mailSentAgain',
  'mailFailed',
  'mailUnsure',
  'askedInCalendar',
  'followed',
  'putBack',
  'reset',
  'bookedManually',
  'adopted',
  'reassigned',
  'clientChanged',
  'noted',
  'mailResent',
  'flagSettled',
  'refunded',
  'broughtBack',
] as const;
