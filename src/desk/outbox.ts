import {
  eventIdOf,
  isShared,
  leaving,
  meetRequestIdOf,
  withEffects,
  withHistory,
  type Booking,
  type Effect,
  type EventRef,
  type Invitations,
} from '../booking/booking';
import { HOUR, MINUTE } from '../booking/time';
import type { Change, Snapshot } from '../store/store';
import { alignWithEvent, goneEvent } from './align';
import { keepBookingRooms } from './conference-bookings';
import { hasRoomWork, settleRooms } from './conference-outbox';
import { policiesOf, settingsOf } from './people';
import { CalendarError, type Desk, type Guest, type Letter, type Me, type ObservedEvent } from './ports';
import { bookingsOfEvent } from './stand';

/** For this long a confirmation waits for its join link; then it goes without, and the link follows. */
const LINK_PATIENCE = 30 * MINUTE;

/** A claim older than this says nothing any more: the account's daily quota has been counted anew. */
const CLAIM_LIFE = 20 * HOUR;

type MailEffect = Extract<Effect, { kind: 'mail' }>;
type EventEffect = Exclude<Effect, { kind: 'mail' }>;

/** What became of an event effect: how the record changes. It is applied to the record as it stands by then. */
type Settled = (booking: Booking) => Booking;

/**
 * Carries out what the records say is still to be done, as far as this person may: their own calendar's events, and
 * mail. What fails stays in the outbox, with the reason, for the next execution; so does everything when the store is
 * busy, since what was decided before stands all the same.
 *
 * @param only these bookings; null: all
 */
export function deliver(desk: Desk, me: Me, only: readonly string[] | null): void {
  try {
    const snapshot = desk.store.read();
    if (keepBookingRooms(desk, snapshot) || hasRoomWork(desk, snapshot, me)) settleRooms(desk, me);
    deliverEvents(desk, me, only);
    deliverMail(desk, only, me);
  } catch (error) {
    // Known by its name: the desk knows the store by its types alone.
    if (!(error instanceof Error && error.name === 'StoreBusyError')) throw error;
    desk.log(`outbox left for later: ${error.message}`);
  }
}

function deliverEvents(desk: Desk, me: Me, only: readonly string[] | null): void {
  const snapshot = desk.store.read();
  const settled = bookingsWithWork(snapshot, only).flatMap((booking) => settleEvents(desk, snapshot, me, booking));
  if (settled.length === 0) return;
  desk.store.update((current) => ({
    changes: settled.flatMap(({ id, apply }) => changed(current, id, apply)),
    result: null,
  }));
}

function bookingsWithWork(snapshot: Snapshot, only: readonly string[] | null): Booking[] {
  return [...snapshot.all('booking').values()].filter(
    (booking) => booking.outbox.length > 0 && (only === null || only.includes(booking.id)),
  );
}

function changed(snapshot: Snapshot, id: string, apply: Settled): Change[] {
  const booking = snapshot.get('booking', id);
  if (booking === undefined) return [];
  const value = apply(booking);
  return value === booking ? [] : [{ put: 'booking', id, value }];
}

function settleEvents(desk: Desk, snapshot: Snapshot, me: Me, booking: Booking): { id: string; apply: Settled }[] {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff?.email !== me.email || staff.syncPaused) return [];
  const settled: Settled[] = [];
  // One look at Google serves every wish to bring the event in line.
  let put: Settled | null = null;
  for (const effect of booking.outbox) {
    if (effect.kind === 'mail') continue;
    if (effect.kind === 'removeEvent')
      settled.push(attempt(desk, effect, () => removeEvent(desk, snapshot, booking, effect)));
    else if (effect.kind === 'leaveEvent') settled.push(attempt(desk, effect, () => leaveEvent(desk, booking, effect)));
    else settled.push((put ??= attempt(desk, effect, () => putEvent(desk, snapshot, booking, effect))));
  }
  if (settled.length === 0) return [];
  return [{ id: booking.id, apply: (current) => settled.reduce((record, apply) => apply(record), current) }];
}

/** An effect that fails is kept, with what Google said; the next execution tries again. */
function attempt(desk: Desk, effect: EventEffect, work: () => Settled): Settled {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    desk.log(`effect ${effect.id} ${effect.kind} failed: ${error.kind}: ${error.message}`);
    return (booking) => ({
      ...booking,
      outbox: booking.outbox.map((e) =>
        e.id === effect.id ? { ...e, attempts: e.attempts + 1, error: error.message } : e,
      ),
    });
  }
}

function without(booking: Booking, finished: (effect: Effect) => boolean): Booking {
  return { ...booking, outbox: booking.outbox.filter((effect) => !finished(effect)) };
}

function removeEvent(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  effect: Extract<Effect, { kind: 'removeEvent' }>,
): Settled {
  desk.calendar.remove(effect.calendarId, effect.eventId, invitationsFor(snapshot, booking));
  return (booking) => without(booking, (e) => e.id === effect.id);
}

/** Looked at anew: whoever shares the event by now keeps it. */
function leaveEvent(desk: Desk, booking: Booking, effect: Extract<Effect, { kind: 'leaveEvent' }>): Settled {
  const { calendarId, eventId, email } = effect;
  const snapshot = desk.store.read();
  const others = bookingsOfEvent(snapshot, calendarId, eventId);
  const invitations = invitationsFor(snapshot, booking);
  if (others.length === 0) desk.calendar.remove(calendarId, eventId, invitations);
  // One person may have booked twice: they stay a guest.
  else if (others.every((other) => other.client.email !== email))
    desk.calendar.changeGuests(calendarId, eventId, { add: [], remove: [email] }, invitations);
  return (booking) => without(booking, (e) => e.id === effect.id);
}

/** Everybody who shares a booking's event, itself included. */
function guestsOf(snapshot: Snapshot, booking: Booking): Guest[] {
  const { event } = booking;
  const sharing =
    event === null || !isShared(booking) ? [] : bookingsOfEvent(snapshot, event.calendarId, event.eventId);
  const guests = new Map(
    [booking, ...sharing].map(({ client }) => [client.email, { email: client.email, name: client.name }]),
  );
  return [...guests.values()];
}

/**
 * Brings the event in line with the record, whatever state a former attempt left it in: makes it, moves it, asks for
 * its link. The wish stays until the link is there or has failed.
 */
function putEvent(desk: Desk, snapshot: Snapshot, booking: Booking, effect: EventEffect): Settled {
  const { event } = booking;
  const policies = policiesOf(snapshot);
  if (booking.state !== 'confirmed' || event === null) return (b) => without(b, (e) => e.id === effect.id);
  const seen =
    (event.written
      ? desk.calendar.get(event.calendarId, event.eventId)
      : insertOrLook(desk, snapshot, booking, event)) ?? goneEvent(event.eventId);
  if (seen.status === 'cancelled') {
    // One that stood and is gone was deleted by somebody; one that never stood holds an id that was used up.
    return event.written ? (b) => alignWithEvent(b, seen, desk.now(), policies) : madeAnew(booking);
  }
  // What a person did there meanwhile has happened: the record follows before anything is written.
  const followed = alignWithEvent(booking, seen, desk.now(), policies);
  const patched = patchWhatDiffers(desk, snapshot, followed, event, seen);
  if (patched === 'changed') throw new CalendarError('tryLater', 'the event was changed while it was being written');
  const shown = withItsGuest(desk, snapshot, booking, event, patched);
  return (current) => {
    if (!event.written && current.event?.eventId !== event.eventId) return takenBack(current, event);
    if (!event.written && current.state !== 'confirmed') return takenBack(current, event);
    const aligned = alignWithEvent(alignWithEvent(current, seen, desk.now(), policies), shown, desk.now(), policies);
    const settledNow = aligned.link?.status !== 'pending';
    return settledNow ? without(aligned, (e) => e.kind === 'putEvent') : aligned;
  };
}

/** Cancelled while its event was being made: what was made goes again. */
function takenBack(booking: Booking, event: EventRef): Booking {
  return withEffects(booking, [leaving(booking, event)]);
}

function insertOrLook(desk: Desk, snapshot: Snapshot, booking: Booking, event: EventRef): ObservedEvent | null {
  const staff = snapshot.get('staff', booking.staffId);
  if (staff === undefined) return null;
  const inserted = desk.calendar.insert(event.calendarId, {
    id: event.eventId,
    start: booking.start,
    end: booking.end,
    ...desk.eventTexts(booking, staff),
    guests: guestsOf(snapshot, booking),
    guestsSeeEachOther: snapshot.get('service', booking.serviceId)?.guestsSeeEachOther ?? false,
    invitations: invitationsFor(snapshot, booking),
    bookingId: booking.id,
    meetRequestId: booking.place.kind === 'meet' ? meetRequestIdOf(booking) : null,
  });
  return inserted.status === 'written' ? inserted.event : desk.calendar.get(event.calendarId, event.eventId);
}

/** A client who joins a time that others share joins their event. Guests of any other event are nobody's but staff's. */
function withItsGuest(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): ObservedEvent {
  const { email, name } = booking.client;
  if (!isShared(booking) || seen.status === 'cancelled' || seen.guests.includes(email)) return seen;
  const guests = { add: [{ email, name }], remove: [] };
  const { calendarId, eventId } = event;
  return (
    desk.calendar.changeGuests(calendarId, eventId, guests, invitationsFor(snapshot, booking)) ?? goneEvent(eventId)
  );
}

function patchWhatDiffers(
  desk: Desk,
  snapshot: Snapshot,
  booking: Booking,
  event: EventRef,
  seen: ObservedEvent,
): ObservedEvent | 'changed' {
  // A time that is asked about is left where it is.
  const isAsked = booking.question !== null;
  const moved = !isAsked && (seen.span?.start !== booking.start || seen.span.end !== booking.end);
  const { link } = booking;
  const hasNone =
    seen.link.status === 'none' || (seen.link.status === 'failed' && seen.link.requestId !== meetRequestIdOf(booking));
  const asksLink = !isAsked && link?.status === 'pending' && hasNone;
  if (!moved && !asksLink) return seen;
  const patch = {
    ...(moved && { span: { start: booking.start, end: booking.end } }),
    ...(asksLink && { meetRequestId: meetRequestIdOf(booking) }),
    invitations: invitationsFor(snapshot, booking),
  };
  const patched = desk.calendar.patch(event.calendarId, event.eventId, patch, seen.etag);
  return patched ?? { ...seen, status: 'cancelled', span: null };
}

/** Whom Google is to mail: what a person has said this once, else what the service says. */
function invitationsFor(snapshot: Snapshot, booking: Booking): Invitations {
  return booking.invitations ?? snapshot.get('service', booking.serviceId)?.invitations ?? 'none';
}

/** An id is used up by a deleted event for ever: the next generation stands in its place. */
function madeAnew(seen: Booking): Settled {
  return (booking) => {
    if (booking.event === null || booking.event.eventId !== seen.event?.eventId) return booking;
    const generation = booking.event.generation + 1;
    return {
      ...booking,
      event: {
        ...booking.event,
        generation,
        eventId: eventIdOf(booking.id, generation),
        written: false,
        span: { start: booking.start, end: booking.end },
      },
    };
  };
}

/** Claimed, sent, noted: see MailClaim for what a crash in between leaves. */
function deliverMail(desk: Desk, only: readonly string[] | null, me: Me): void {
  const due = bookingsWithWork(desk.store.read(), only).some((booking) =>
    booking.outbox.some((effect) => effect.kind === 'mail' && isDue(desk, booking, effect)),
  );
  if (!due) return;
  desk.postman.alone(() => {
    const quota = desk.postman.quotaLeft();
    const claimed = desk.store.update((snapshot) => claimMail(desk, snapshot, only, me, quota));
    const sent = claimed.map(({ letter, effect }) => ({
      id: letter.booking.id,
      effect,
      error: sendMail(desk, letter, effect),
    }));
    if (sent.length === 0) return;
    desk.store.update((snapshot) => {
      const byBooking = new Map<string, Booking>();
      for (const { id, effect, error } of sent) {
        const booking = byBooking.get(id) ?? snapshot.get('booking', id);
        if (booking !== undefined) byBooking.set(id, noteMail(booking, effect, error, desk.now()));
      }
      return { changes: [...byBooking].map(([id, value]): Change => ({ put: 'booking', id, value })), result: null };
    });
  });
}

/** A confirmation waits until its event stands, and for a while for the link that it promises. */
function isDue(desk: Desk, booking: Booking, effect: MailEffect): boolean {
  const { link, event } = booking;
  if (effect.template === 'clientConfirmed' && event?.written !== true) return false;
  const needsLink = effect.template === 'clientConfirmed' || effect.template === 'clientLinkChanged';
  return !needsLink || link?.status !== 'pending' || link.since + LINK_PATIENCE <= desk.now();
}

interface Claimed {
  letter: Letter;
  effect: MailEffect;
}

function claimMail(desk: Desk, snapshot: Snapshot, only: readonly string[] | null, me: Me, quota: number) {
  const claimed: Claimed[] = [];
  const changes: Change[] = [];
  let quotaLeft = quota;
  const settings = settingsOf(snapshot);
  // Claims that nobody has said more of are settled first, all of them: each mail that goes out now lowers the quota
  // that tells what became of them.
  for (const booking of bookingsWithWork(snapshot, null)) {
    const isMeant = only === null || only.includes(booking.id);
    const staff = snapshot.get('staff', booking.staffId);
    // Without its staff member or the desk's settings a mail cannot be written; they may be broken and mended later.
    if (staff === undefined || settings === null) continue;
    const outbox: Effect[] = [];
    for (const effect of booking.outbox) {
      if (effect.kind !== 'mail' || !isDue(desk, booking, effect) || (!isMeant && effect.claim === null)) {
        outbox.push(effect);
        continue;
      }
      const fate = fateOf(desk, effect, me, quota);
      if (fate === 'sent') continue;
      if (fate === 'unknown' || quotaLeft <= 0) {
        outbox.push(effect);
        continue;
      }
      const mine: MailEffect = { ...effect, claim: { by: me.email, at: desk.now(), quotaLeft: quotaLeft-- } };
      outbox.push(mine);
      claimed.push({
        letter: { template: effect.template, reason: effect.reason, booking, staff, settings },
        effect: mine,
      });
    }
    if (outbox.some((effect, i) => effect !== booking.outbox[i]) || outbox.length !== booking.outbox.length) {
      changes.push({ put: 'booking', id: booking.id, value: { ...booking, outbox } });
    }
  }
  return { changes, result: claimed };
}

/**
 * What became of a mail that an execution claimed and said no more of: the account's remaining quota tells whether it
 * went out. Only an execution of the same account can tell.
 */
function fateOf(desk: Desk, effect: MailEffect, me: Me, quota: number): 'open' | 'sent' | 'unknown' {
  const { claim } = effect;
  if (claim === null) return 'open';
  if (desk.now() - claim.at > CLAIM_LIFE) return 'sent';
  if (claim.by !== me.email) return 'unknown';
  return quota < claim.quotaLeft ? 'sent' : 'open';
}

function sendMail(desk: Desk, letter: Letter, effect: MailEffect): string | null {
  try {
    desk.postman.send(letter);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    desk.log(`effect ${effect.id} mail ${effect.template} failed: ${message}`);
    return message;
  }
}

function noteMail(booking: Booking, effect: MailEffect, error: string | null, now: number): Booking {
  if (error === null) {
    const sent = without(booking, (e) => e.id === effect.id);
    return withHistory(sent, { at: now, by: 'system', what: 'mailSent', detail: effect.template });
  }
  return {
    ...booking,
    outbox: booking.outbox.map((e) =>
      e.id === effect.id && e.kind === 'mail' ? { ...e, attempts: e.attempts + 1, error, claim: null } : e,
    ),
  };
}
