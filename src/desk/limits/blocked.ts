import type { Snapshot } from '../ports/store';
import { settingsOf } from '../team/people';
import { mailboxOf } from './mailbox';

/**
 * Whether the owner has blocked an address, or everything at its domain. A blocked mailbox stays blocked however its
 * address is spelled.
 *
 * @param email lower case
 */
export function isBlocked(snapshot: Snapshot, email: string): boolean {
  const blocked = settingsOf(snapshot)?.blocked ?? [];
  const mailbox = mailboxOf(email);
  return blocked.some((entry) =>
    entry.startsWith('@') ? [email, mailbox].some((one) => one.endsWith(entry)) : mailboxOf(entry) === mailbox,
  );
}
