import { done, refused, type Outcome } from '../../booking/refusal';
import { roleOf } from '../team/people';
import type { Desk, Actor } from '../ports/ports';
import type { Scope } from '../ports/records';

/** Somebody in charge looks at their own bookings or at the team's from now on. */
export function chooseScope(desk: Desk, me: Actor, scope: Scope): Outcome<Scope> {
  return desk.store.update<Outcome<Scope>>((snapshot) => {
    if (!roleOf(snapshot, me.email).managesAll) return { changes: [], result: refused('notAllowed') };
    return { changes: [{ put: 'scope', id: me.email, value: { scope } }], result: done(scope) };
  });
}
