import { type Booking, type MailTemplate } from './booking';
import { withEffects } from './outbox';
import type { Service } from './service';
import { HOUR, MINUTE, type Instant } from './time/time';

// The e-mails that remind a client of a booking, and the one that follows it. They are planned by the hourly tick: a
// reminder that has come due is put into the outbox once, and the booking notes until when its reminders are dealt
// with. A booking that moves therefore has new ones, without anything to take back.

/** A reminder that could not be planned for so long is left out. */
const LATEST = 12 * HOUR;

/** What a booking's history says when a time was told to its client: reminders that were due before it are not sent. */
const TOLD: readonly string[] = [
  'accepted',
  'paid',
  'bookedManually',
  'adopted',
  'rescheduled',
  'movedInCalendar',
  'followed',
];

/** The e-mails that are planned here; both wait while the day's mail quota is short. */
export type ReminderTemplate = Extract<MailTemplate, 'clientReminder' | 'clientFollowUp'>;

type Planned = Pick<Service, 'reminders' | 'followUp'>;

/** The booking with the reminder or the follow-up that has come due in its outbox; the same object if none has. */
export function withReminders(booking: Booking, service: Planned, now: Instant): Booking {
  const template = dueNow(booking, service, now);
  if (template === null) return booking;
  const planned = { ...booking, remindedUntil: now };
  // What waits to be sent to the client says when it is, too.
  const isSaid = booking.outbox.some((e) => e.kind === 'mail' && e.template.startsWith('client'));
  return isSaid ? planned : withEffects(planned, [{ kind: 'mail', template }]);
}

/** If several are due at once, one says it. */
function dueNow(booking: Booking, { reminders, followUp }: Planned, now: Instant): ReminderTemplate | null {
  const { state, start, end, question } = booking;
  // Whether its time holds is for a person to say first.
  if (question !== null) return null;
  const since = Math.max(toldAt(booking), booking.remindedUntil, now - LATEST);
  const isDue = (at: Instant) => since < at && at <= now;
  const isAhead = state === 'confirmed' && now < start;
  if (isAhead && reminders.some((minutes) => isDue(start - minutes * MINUTE))) return 'clientReminder';
  const isOver = (state === 'confirmed' || state === 'completed') && end <= now;
  return isOver && followUp !== null && isDue(end + followUp * MINUTE) ? 'clientFollowUp' : null;
}

/**
 * Whether a planned reminder is still true: not after the start, and not if the booking has been moved since. A follow-up
 * is true once its booking is over.
 */
export function isTimely(booking: Booking, template: MailTemplate, now: Instant): boolean {
  if (template === 'clientReminder') return now < booking.start && toldAt(booking) <= booking.remindedUntil;
  return template !== 'clientFollowUp' || booking.end <= now;
}

/** When a client is reminded next; `null` if they are not again. */
export function nextReminder(
  { state, start, client }: Pick<Booking, 'state' | 'start' | 'client'>,
  { reminders }: Pick<Service, 'reminders'>,
  now: Instant,
): Instant | null {
  const ahead = reminders.map((minutes) => start - minutes * MINUTE).filter((at) => at > now);
  return state === 'confirmed' && client.email !== '' && ahead.length > 0 ? Math.min(...ahead) : null;
}

/** When its client was last told its time. */
function toldAt({ history, createdAt }: Booking): Instant {
  return history.filter(({ what }) => TOLD.includes(what)).pop()?.at ?? createdAt;
}

/** Minutes: how far from their bookings the reminders and follow-ups of these services may be due. */
export function reachOf(services: readonly Planned[]): { before: number; after: number } {
  return {
    before: Math.max(0, ...services.flatMap(({ reminders }) => reminders)),
    after: Math.max(-1, ...services.map(({ followUp }) => followUp ?? -1)),
  };
}

/** Milliseconds after a follow-up is due in which it may still be planned. */
export const PLANNED_WITHIN = LATEST;
