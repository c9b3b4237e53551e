import type { Archived } from '../ports/archive';
import type { Desk } from '../ports/ports';
import { archivesOf, gaugeOf, holdsArchive } from './gauge';

/** What a search has found in archives. */
export interface ArchiveSearch {
  /** In the archive of the person at work, the latest first. */
  archived: readonly Archived[];
  /** Addresses of the people whose archives it could not look into. */
  elsewhere: string[];
}

export const NOT_SEARCHED: ArchiveSearch = { archived: [], elsewhere: [] };

/** Looks into the archive of the person at work, if they may. */
export function searchArchive(desk: Desk, text: string): ArchiveSearch {
  const { me, store, archive } = desk;
  const snapshot = store.seen();
  const elsewhere = archivesOf(snapshot).flatMap(({ email }) => (email === me.email ? [] : [email]));
  const mayLook = holdsArchive(snapshot, me.email) && (gaugeOf(snapshot, me.email)?.count ?? 0) > 0;
  // One that is in both after a crash is found in the store, where it can still be changed.
  const isOnlyThere = ({ id }: Archived) => snapshot.get('booking', id) === undefined;
  return { archived: mayLook ? archive.find(text).filter(isOnlyThere) : [], elsewhere };
}
