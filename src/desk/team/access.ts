import { done, refused, type Outcome } from '../../booking/refusal';
import type { StaffMember } from '../../booking/staff';
import type { Fill, RecordChange, Snapshot } from '../ports/store';
import { roleOf, staffByEmail } from './people';
import type { Desk } from '../ports/ports';

/** The answer of a decision, and the changes to write for it. */
export interface Ruling<T> {
  value: T;
  changes: RecordChange[];
}

/** Decides and writes in one step, for the owner; anybody else is refused, and nothing is written. */
export function asOwner<T>(desk: Desk, work: (snapshot: Snapshot) => Outcome<Ruling<T>>): Outcome<T> {
  return decideAndWrite(desk, (snapshot) =>
    roleOf(snapshot, desk.me.email).isOwner ? work(snapshot) : refused('notAllowed'),
  );
}

/** Decides and writes in one step, for a member of the team; anybody else is refused, and nothing is written. */
export function asStaff<T>(
  desk: Desk,
  work: (staff: StaffMember, snapshot: Snapshot) => Outcome<Ruling<T>>,
): Outcome<T> {
  return decideAndWrite(desk, (snapshot) => {
    const staff = staffByEmail(snapshot, desk.me.email);
    return staff === null ? refused('notAllowed', 'staff') : work(staff, snapshot);
  });
}

/** Decides and writes in one step; a refusal writes nothing. @param fill see Fill */
export function decideAndWrite<T>(
  desk: Desk,
  work: (snapshot: Snapshot) => Outcome<Ruling<T>>,
  fill?: Fill,
): Outcome<T> {
  return desk.store.update<Outcome<T>>((snapshot) => {
    const worked = work(snapshot);
    return worked.ok
      ? { changes: worked.value.changes, result: done(worked.value.value) }
      : { changes: [], result: worked };
  }, fill);
}
