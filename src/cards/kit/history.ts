import { MAIL_TEMPLATES, type HistoryEntry } from '../../booking/booking';
import type { DeskTranslate } from '../../i18n/index';
import type { CardContext } from './context';
import { line } from './parts';
import type { Widget } from './widgets';

/** One thing that happened to a booking: when, what, by whom. */
export function historyLine({ t, dates }: CardContext, entry: HistoryEntry): Widget {
  const by = BY.find((known) => known === entry.by);
  const who = by === undefined ? entry.by : t(`by.${by}`);
  return line(t('booking.historyLine', { what: historyText(t, entry.what), by: who }), {
    label: `${dates.day(entry.at)}, ${dates.time(entry.at)}`,
    ...(entry.detail !== undefined && { note: detailText(t, entry.detail) }),
  });
}

/** What happened, in words. */
export function historyText(t: DeskTranslate, what: string): string {
  const known = WHAT.find((one) => one === what);
  return known === undefined ? what : t(`history.${known}`);
}

/** A detail is a person's text, or the name of an e-mail. */
function detailText(t: CardContext['t'], detail: string): string {
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
