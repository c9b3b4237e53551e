import { decideAndWrite } from '../team/access';
import { done, refused, type Outcome } from '../../booking/refusal';
import { roleOf } from '../team/people';
import type { Desk } from '../ports/ports';
import type { Scope } from '../ports/records';

/** The owner or a manager looks at their own bookings or at the team's from now on. */
export function chooseScope(desk: Desk, scope: Scope): Outcome<Scope> {
  return decideAndWrite<Scope>(desk, (snapshot) => {
    if (!roleOf(snapshot, desk.me.email).managesAll) return refused('notAllowed');
    return done({ value: scope, changes: [{ put: 'scope', id: desk.me.email, value: { scope } }] });
  });
}
