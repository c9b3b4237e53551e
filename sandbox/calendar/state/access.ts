import { notFound, tooLowRole } from '../model/errors';
import type { CalendarProperties, Role } from '../model/resources';

/** The caller with nothing but an API key: no user that a calendar knows. */
export const ANYBODY = '';

const RANK: Record<Role, number> = { none: 0, freeBusyReader: 1, reader: 2, writer: 3, owner: 4 };

/** All roles, lowest first. */
export const ROLES: readonly Role[] = ['none', 'freeBusyReader', 'reader', 'writer', 'owner'];

/** What a user may do with a calendar: the highest role that a rule gives them. */
export function roleOf(calendar: CalendarProperties, user: string): Role {
  if (calendar.owner === user) return 'owner';
  const domain = user.slice(user.indexOf('@') + 1);
  let best: Role = 'none';
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
export function demand(calendar: CalendarProperties, user: string, least: Role): Role {
  const role = roleOf(calendar, user);
  if (role === 'none') throw notFound();
  if (!isAtLeast(role, least)) throw tooLowRole(least);
  return role;
}
