import { done, refused, type Outcome } from '../booking/refusal';
import type { Change, Snapshot } from '../store/store';
import { mayChange, roleOf, type Role } from './people';
import type { Desk, Me } from './ports';
import type { Undo } from './records';

/** Whether somebody's last change still stands, so that it can be taken back. */
export function canUndo(snapshot: Snapshot, email: string): boolean {
  const undo = snapshot.get('undo', email);
  return undo !== undefined && stillStands(snapshot, undo);
}

function stillStands(snapshot: Snapshot, { kind, after }: Undo): boolean {
  // Both come out of the store by the same reader, so that the same record has the same text.
  return JSON.stringify(snapshot.get(kind, after.id)) === JSON.stringify(after);
}

/** Takes back the last change that this person made; refused once somebody has changed the same since. */
export function undoLast(desk: Desk, me: Me): Outcome<Undo> {
  return desk.store.update<Outcome<Undo>>((snapshot) => {
    const undo = snapshot.get('undo', me.email);
    if (undo === undefined || !stillStands(snapshot, undo)) return { changes: [], result: refused('undoTooLate') };
    const role = roleOf(snapshot, me.email);
    if (!mayUndo(role, undo)) return { changes: [], result: refused('notAllowed') };
    const changes: Change[] = [restored(undo), { remove: 'undo', id: me.email }];
    return { changes, result: done(undo) };
  });
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

function restored(undo: Undo): Change {
  if (undo.kind === 'staff') return { put: 'staff', id: undo.after.id, value: undo.before };
  if (undo.kind === 'booking') return { put: 'booking', id: undo.after.id, value: undo.before };
  if (undo.before === null) return { remove: 'service', id: undo.after.id };
  return { put: 'service', id: undo.after.id, value: undo.before };
}
