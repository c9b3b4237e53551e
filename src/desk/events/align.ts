import {
  meetRequestIdOf,
  withHistory,
  type Booking,
  type DialIn,
  type JoinLink,
  type MailTemplate,
  type Question,
} from '../../booking/booking';
import type { Interval } from '../../booking/time/intervals';
import { linkMail, pendingLink } from '../../booking/placement';
import type { Instant } from '../../booking/time/time';
import type { ObservedEvent } from '../ports/ports';
import type { Policies } from '../ports/records';
import { withEffects, withoutPlans } from '../../booking/outbox';
import { refundIfPaid, flagByFacts, withFlag, withoutFlag } from '../../booking/flags';

/**
 * Makes the record follow its event. Google is a fact: what a person did there has happened. A record that already
 * agrees is returned unchanged, so that our own changes, coming back, have no effect.
 *
 * @param policies what the owner wants if a person has changed the event
 * @param event the event of the record as Google shows it; the caller has matched the ids
 */
export function alignWithEvent(booking: Booking, event: ObservedEvent, now: Instant, policies: Policies): Booking {
  const ref = booking.event;
  if (ref === null || booking.state !== 'confirmed') return booking;
  if (ref.eventId !== (event.seriesId ?? event.id)) return booking;
  if (event.status === 'cancelled') return eventDeleted(booking, now, policies);
  // A recurring event: one instance of the series is the booking, see reading.ts; changes to the others do not affect
  // it.
  if (event.isSeries && ref.instanceId !== undefined) return markWritten(booking);
  const back = withoutQuestion(booking, 'deleted');
  const seen = timesSeen(markWritten(withInstance(back, event)), event, now, policies);
  return clientAnswer(linkSeen(seen, event, now, policies), event);
}

/** Which Google event is the booking: an instance of a series, or an event that no longer repeats. */
function withInstance(booking: Booking, { id, seriesId }: ObservedEvent): Booking {
  if (booking.event === null) return booking;
  const { instanceId, ...event } = booking.event;
  if (seriesId === null) return instanceId === undefined ? booking : { ...booking, event };
  return instanceId === id ? booking : { ...booking, event: { ...event, instanceId: id } };
}

/** An event seen in Google has been written, whether or not the answer to the write ever arrived. */
function markWritten(booking: Booking): Booking {
  if (booking.event === null || booking.event.written) return booking;
  return { ...booking, event: { ...booking.event, written: true } };
}

function eventDeleted(booking: Booking, now: Instant, policies: Policies): Booking {
  // What has been asked a person answers, whatever is wanted of changes since.
  if (booking.question?.kind === 'deleted') return booking;
  if (policies.deleted === 'ask') return askOwner(booking, { kind: 'deleted' }, now);
  const ended: Booking = { ...withoutPlans(booking), state: 'cancelled', link: null, question: null };
  const told = policies.deleted === 'tell' ? withEffects(ended, [mail('clientCancelled')]) : ended;
  return withHistory(refundIfPaid(told), { at: now, by: 'calendar', what: 'deletedInCalendar' });
}

const mail = (template: MailTemplate) => ({ kind: 'mail' as const, template });

/** The owner wants to be asked first: the booking stays as it is until somebody decides. */
function askOwner(booking: Booking, question: Question, now: Instant): Booking {
  return withHistory({ ...booking, question }, { at: now, by: 'calendar', what: 'askedInCalendar' });
}

/** What was asked about has no object any more. */
function withoutQuestion(booking: Booking, kind: Question['kind']): Booking {
  return booking.question?.kind === kind ? { ...booking, question: null } : booking;
}

/**
 * An all-day event gives no time at which a client could come: the booking keeps its own until a person chooses one,
 * and nobody is told of a 24-hour appointment.
 */
function madeAllDay(booking: Booking, now: Instant): Booking {
  if (booking.event === null || booking.event.allDay === true) return booking;
  const noted: Booking = { ...withoutQuestion(booking, 'moved'), event: { ...booking.event, allDay: true } };
  return withHistory(flagByFacts(noted, 'allDay', 'allDay'), { at: now, by: 'calendar', what: 'madeAllDay' });
}

function timedAgain(booking: Booking): Booking {
  if (booking.event?.allDay === undefined) return booking;
  const { allDay: _, ...event } = booking.event;
  return withoutFlag({ ...booking, event }, 'allDay');
}

function timesSeen(before: Booking, event: ObservedEvent, now: Instant, policies: Policies): Booking {
  const { span } = event;
  if (span === null || before.event === null) return before;
  if (event.allDay) return madeAllDay(before, now);
  const booking = timedAgain(before);
  if (booking.event === null || sameSpan(span, booking.event.span)) return booking;
  const noted: Booking = { ...booking, event: { ...booking.event, span } };
  // Back at its own time: an earlier question is no longer relevant.
  if (sameSpan(span, booking)) return withoutQuestion(noted, 'moved');
  const policy = span.start === booking.start ? policies.stretched : policies.moved;
  if (policy === 'ask') return askOwner(noted, { kind: 'moved', span }, now);
  const followed: Booking = { ...withoutQuestion(noted, 'moved'), start: span.start, end: span.end };
  const was = { start: booking.start, end: booking.end };
  const moved = policy === 'tell' ? withEffects(followed, [{ ...mail('clientRescheduled'), was }]) : followed;
  return withHistory(moved, { at: now, by: 'calendar', what: 'movedInCalendar' });
}

function sameSpan(a: Interval, b: Interval): boolean {
  return a.start === b.start && a.end === b.end;
}

function linkSeen(before: Booking, event: ObservedEvent, now: Instant, policies: Policies): Booking {
  const booking = event.link.status === 'ready' ? withoutQuestion(before, 'linkRemoved') : before;
  const { link } = booking;
  // A video room has its address from the start, and none in the event's conference.
  if (booking.place.kind !== 'meet' || link === null) return booking;
  switch (event.link.status) {
    case 'ready':
      return link.uri === event.link.uri && link.status === 'ready'
        ? withPhones(booking, link, event.link.phones)
        : adoptLink(booking, { ...link, uri: event.link.uri, phones: event.link.phones }, now);
    case 'pending':
      return booking;
    case 'failed':
      // The failure of an earlier attempt says nothing about this one.
      return link.status === 'pending' && event.link.requestId === meetRequestIdOf(booking)
        ? linkFailed(booking, link, now)
        : booking;
    case 'none':
      return link.status === 'ready' ? linkRemoved(booking, link, now, policies) : booking;
  }
}

/** The first link, a link that was put back after its removal, or one that a person put in its place. */
function adoptLink(booking: Booking, link: JoinLink, now: Instant): Booking {
  const adopted = withoutFlag({ ...booking, link: { ...link, status: 'ready' } }, 'linkFailed');
  const effects = isUntold(booking) ? [] : linkMail(adopted);
  return withHistory(withEffects(adopted, effects), { at: now, by: 'calendar', what: 'linkReady' });
}

/**
 * A booking made from an existing event, of which the client has had no e-mail from us: their invitation has the link.
 */
function isUntold({ history }: Booking): boolean {
  const wasTold = history.some(({ what, detail = '' }) => what.startsWith('mailSent') && detail.startsWith('client'));
  return history[0]?.what === 'adopted' && !wasTold;
}

/** Phone numbers come and go with the same link; nobody has to be told. */
function withPhones(booking: Booking, link: JoinLink, phones: DialIn[]): Booking {
  return JSON.stringify(link.phones) === JSON.stringify(phones) ? booking : { ...booking, link: { ...link, phones } };
}

function linkFailed(booking: Booking, link: JoinLink, now: Instant): Booking {
  const failed: Booking = { ...booking, link: { ...link, status: 'failed', uri: null } };
  return withHistory(withFlag(failed, 'linkFailed'), { at: now, by: 'calendar', what: 'linkFailed' });
}

/** The client was promised a link: a new one is requested, once for each removal. */
function linkRemoved(booking: Booking, link: JoinLink, now: Instant, policies: Policies): Booking {
  if (booking.question?.kind === 'linkRemoved') return booking;
  if (policies.linkRemoved === 'ask') {
    return booking.question === null ? askOwner(booking, { kind: 'linkRemoved' }, now) : booking;
  }
  if (policies.linkRemoved === 'silent') {
    return withHistory({ ...booking, link: null }, { at: now, by: 'calendar', what: 'linkRemoved' });
  }
  const again: Booking = {
    ...booking,
    link: pendingLink(link.attempt + 1, now),
  };
  return withHistory(withEffects(again, [{ kind: 'putEvent' }]), { at: now, by: 'calendar', what: 'linkRemoved' });
}

function clientAnswer(booking: Booking, event: ObservedEvent): Booking {
  const { email } = booking.client;
  return flagByFacts(booking, 'clientDeclined', event.declinedBy.includes(email) ? email : null);
}
