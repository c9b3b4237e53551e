import { notFound, readOnly } from './errors';
import type { CalendarRecord, Role } from './resources';

const RANK: Record<Role, number> = { none: 0, freeBusyReader: 1, reader: 2, writer: 3, owner: 4 };

/** What a user may do with a calendar: the highest role that a rule gives them. */
export function roleOf(calendar: CalendarRecord, user: string): Role {
  const domain = user.split('@')[1] ?? '';
  let best: Role = calendar.owner === user ? 'owner' : 'none';
  for (const { role, scope } of calendar.acl) {
    const fits =
      scope.type === 'default' ||
      (scope.type === 'user' && scope.value === user) ||
      (scope.type === 'domain' && scope.value === domain);
    if (fits && RANK[role] > RANK[best]) best = role;
  }
  return best;
}

/** Whether a role is at least another. */
export function isAtLeast(role: Role, least: Role): boolean {
  return RANK[role] >= RANK[least];
}

/** A calendar that somebody may not see does not exist for them; one that they may only see cannot be changed. */
export function demand(calendar: CalendarRecord, user: string, least: Role): Role {
  const role = roleOf(calendar, user);
  if (role === 'none') throw notFound();
  if (!isAtLeast(role, least)) throw readOnly();
  return role;
}
