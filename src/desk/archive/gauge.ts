import type { RecordChange, Snapshot, StoreUsage } from '../ports/store';
import { isNearlyFull } from '../limits/store-usage';
import type { Desk } from '../ports/ports';
import type { ArchiveGauge } from '../ports/records';
import { roleOf } from '../team/people';

/** The archive asks to be exported from here on. */
const NEARLY_FULL = 0.8;
const FULL = 0.99;

/** What is left of the store then is kept for work that frees room (docs/design.md). */
const STORE_FULL = 0.95;

/** How full something is, in a word. */
export type Level = 'roomy' | 'filling' | 'full';

export function levelOfStore(usage: StoreUsage): Level {
  if (usage.used > usage.limit * STORE_FULL) return 'full';
  return isNearlyFull(usage) ? 'filling' : 'roomy';
}

export function levelOfArchive({ used, limit, isFull }: Pick<ArchiveGauge, 'used' | 'limit' | 'isFull'>): Level {
  if (isFull || used > limit * FULL) return 'full';
  return used >= limit * NEARLY_FULL ? 'filling' : 'roomy';
}

/** `null` for a person without an archive. */
export function gaugeOf(snapshot: Snapshot, email: string): ArchiveGauge | null {
  return snapshot.get('archive', email) ?? null;
}

/** Those whose archive has bookings in it: the owner, and former owners. */
export function archivesOf(snapshot: Snapshot): readonly ArchiveGauge[] {
  return snapshot.list('archive').filter(({ count }) => count > 0);
}

/** Whether a person may use an archive of their own: the owner, and a former owner who still has one and is a manager. */
export function holdsArchive(snapshot: Snapshot, email: string): boolean {
  const { isOwner, managesAll } = roleOf(snapshot, email);
  return isOwner || (managesAll && (gaugeOf(snapshot, email)?.count ?? 0) > 0);
}

/** How full the archive of the person at work is now. @param isFull whether something has just not fitted */
export function readGauge(desk: Desk, isFull: boolean): ArchiveGauge {
  const { count, used, limit, until } = desk.archive.state();
  return { email: desk.me.email, count, used, limit, until, isFull, at: desk.now() };
}

/** Notes it for everybody, if they know otherwise: an execution may have died before it did. */
export function noteGauge(desk: Desk): void {
  const known = gaugeOf(desk.store.seen(), desk.me.email);
  const value = readGauge(desk, false);
  if (value.count === (known?.count ?? 0) && value.used === (known?.used ?? value.used)) return;
  const change: RecordChange = { put: 'archive', id: value.email, value };
  desk.store.update(() => ({ changes: [change], result: null }), 'all');
}
