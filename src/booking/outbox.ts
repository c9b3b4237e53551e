import type { EventRef, EventEffect, MailWanted, Effect, NewEffect, Booking } from './booking';
import { isShared } from './booking';

/**
 * The effects that remove an event, or only this booking's client from a shared event. If somebody has made the event
 * recurring, only the booking's own instance is removed.
 */
export function eventRemoval(booking: Booking, event: EventRef): EventEffect {
  const { staffId } = booking;
  const { calendarId, eventId, instanceId } = event;
  const own = { calendarId, eventId, ...(instanceId !== undefined && { instanceId }), staffId };
  return isShared(booking)
    ? { kind: 'leaveEvent', ...own, email: booking.client.email }
    : { kind: 'removeEvent', ...own };
}

/** Pending changes and e-mails of a booking that has ended must not be carried out any more. */
export function withoutPlans(booking: Booking): Booking {
  return {
    ...booking,
    outbox: booking.outbox.filter((e) => isRemoval(e) || isClaimed(e) || isForFormer(e) || isFollowUp(e)),
  };
}

function isRemoval({ kind }: Effect): boolean {
  return kind === 'removeEvent' || kind === 'leaveEvent';
}

/** A staff member who has lost the booking is told, even if it ends afterwards. */
function isForFormer(effect: Effect): boolean {
  return effect.kind === 'mail' && effect.staffId !== undefined;
}

/** It is sent when the booking has ended well; after any other end it is swept away. */
function isFollowUp(effect: Effect): boolean {
  return effect.kind === 'mail' && effect.template === 'clientFollowUp';
}

/** An e-mail that may be on its way: its outcome still has to be settled, even if its booking ends. */
function isClaimed(effect: Effect): boolean {
  return effect.kind === 'mail' && effect.claim !== null;
}

/**
 * The booking with more to do in its outbox. Only one e-mail of each kind waits: its text is written when it is sent,
 * with what is true then, and it starts from the time that its reader knows.
 */
export function withEffects(booking: Booking, effects: readonly NewEffect[]): Booking {
  const outbox = [...booking.outbox];
  let next = booking.nextEffect;
  for (const effect of effects.filter((wanted) => hasReader(booking, wanted))) {
    if (effect.kind !== 'mail') {
      outbox.push({ ...effect, id: `${booking.id}.${next++}`, attempts: 0, error: null });
      continue;
    }
    const { reason = '' } = effect;
    const waits = outbox.findIndex((one) => one.kind === 'mail' && one.claim === null && isSameMail(one, effect));
    const known = outbox[waits];
    const fresh = { reason, attempts: 0, error: null, claim: null };
    if (known?.kind !== 'mail') outbox.push({ ...effect, id: `${booking.id}.${next++}`, ...fresh });
    else outbox[waits] = { ...effect, id: known.id, ...fresh, ...(known.was !== undefined && { was: known.was }) };
  }
  return { ...booking, outbox, nextEffect: next };
}

/** Whether two mails say the same kind of thing to the same reader. */
export function isSameMail(a: MailWanted, b: MailWanted): boolean {
  return a.template === b.template && a.staffId === b.staffId;
}

/** A client who booked by phone may have no address: there is nobody to write to. */
function hasReader({ client }: Booking, effect: NewEffect): boolean {
  return effect.kind !== 'mail' || !effect.template.startsWith('client') || client.email !== '';
}

/** The booking without the effects that are finished. */
export function withoutEffects(booking: Booking, finished: (effect: Effect) => boolean): Booking {
  return { ...booking, outbox: booking.outbox.filter((effect) => !finished(effect)) };
}
