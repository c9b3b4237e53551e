import { decideAndWrite } from '../team/access';
import type { Booking } from '../../booking/booking';
import { done, refused, type Outcome } from '../../booking/refusal';
import type { RecordChange, Snapshot } from '../ports/store';
import { ownEventId } from '../events/own-instance';
import { usesOf } from '../bookings/uses';
import { deliver } from '../outbox/outbox';
import { mayChange, roleOf, type Role } from '../team/people';
import type { Desk } from '../ports/ports';
import type { Undo } from '../ports/records';
import { momentOf, type Moment } from '../ports/moment';
import { withEffects } from '../../booking/outbox';

/** A person's last change, if nobody has changed the same records since: it can be undone. */
export function lastChange(snapshot: Snapshot, email: string): Undo | null {
  const undo = snapshot.get('undo', email);
  return undo !== undefined && stillStands(snapshot, undo) ? undo : null;
}

function stillStands(snapshot: Snapshot, { kind, after }: Undo): boolean {
  // Both come out of the store through the same reader, so equal records have equal texts.
  return JSON.stringify(snapshot.get(kind, after.id)) === JSON.stringify(after);
}

/**
 * Undoes the last change that this person made; refused if somebody has changed the same records since, if a new
 * service has been booked, and if the event of a booking that would be confirmed again is gone.
 */
export function undoLast(desk: Desk): Outcome<Undo> {
  if (eventIsGone(desk)) return refused('undoEventGone');
  const outcome = decideAndWrite<Undo>(desk, (snapshot) => {
    const undo = snapshot.get('undo', desk.me.email);
    if (undo === undefined || !stillStands(snapshot, undo)) return refused('undoTooLate');
    const role = roleOf(snapshot, desk.me.email);
    if (!mayUndo(role, undo)) return refused('notAllowed');
    // It has been deleted since: nothing could be decided about a booking of it.
    if (undo.kind === 'booking' && snapshot.get('service', undo.before.serviceId) === undefined)
      return refused('unknownService', 'service');
    if (isInUse(momentOf(desk, snapshot), undo)) return refused('serviceInUse', 'service');
    const changes: RecordChange[] = [restored(undo), { remove: 'undo', id: desk.me.email }];
    return done({ value: undo, changes });
  });
  // Only a colleague can read their calendar: if the event is gone, the booking follows.
  if (outcome.ok && outcome.value.kind === 'booking') deliver(desk, [outcome.value.after.id]);
  return outcome;
}

/**
 * Whether a confirmed booking would come back without its event: while it counted as over, nobody followed the event.
 */
function eventIsGone(desk: Desk): boolean {
  const snapshot = desk.store.seen();
  const undo = snapshot.get('undo', desk.me.email);
  if (undo?.kind !== 'booking' || !bringsBack(undo)) return false;
  const { event, staffId } = undo.before;
  if (event?.written !== true || snapshot.get('staff', staffId)?.email !== desk.me.email) return false;
  return desk.calendar.get(event.calendarId, ownEventId(desk, event))?.status !== 'exists';
}

function bringsBack({ before, after }: Extract<Undo, { kind: 'booking' }>): boolean {
  return before.state === 'confirmed' && after.state !== 'confirmed';
}

/** Whether a service that would disappear again has been booked or offered. */
function isInUse(at: Moment, undo: Undo): boolean {
  const { snapshot } = at;
  if (undo.kind !== 'service' || undo.before !== null) return false;
  return usesOf(snapshot, undo.after.id, at.now) > 0;
}

function mayUndo(role: Role, undo: Undo): boolean {
  switch (undo.kind) {
    case 'service':
      return role.isOwner;
    case 'staff':
      return role.staff?.id === undo.after.id;
    case 'booking':
      return mayChange(role, undo.after);
  }
}

function restored(undo: Undo): RecordChange {
  if (undo.kind === 'staff') return { put: 'staff', id: undo.after.id, value: undo.before };
  if (undo.kind === 'booking') return { put: 'booking', id: undo.after.id, value: broughtBack(undo) };
  if (undo.before === null) return { remove: 'service', id: undo.after.id };
  return { put: 'service', id: undo.after.id, value: undo.before };
}

/** As it was; a booking that becomes confirmed again checks whether its event still exists. */
function broughtBack(undo: Extract<Undo, { kind: 'booking' }>): Booking {
  const { before } = undo;
  return bringsBack(undo) && before.event !== null ? withEffects(before, [{ kind: 'putEvent' }]) : before;
}
