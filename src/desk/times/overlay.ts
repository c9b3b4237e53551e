import type { FewKind, Snapshot } from '../ports/store';
import type { RecordKind, RecordKinds } from '../ports/records';

type RecordMaps = { [K in RecordKind]: ReadonlyMap<string, RecordKinds[K]> };

/** A snapshot with some records, not bookings, as they are about to be written, to decide what follows from them. */
export function withRecords(snapshot: Snapshot, written: Partial<Pick<RecordMaps, FewKind>>): Snapshot {
  const changed: Partial<RecordMaps> = written;
  const all = <K extends FewKind>(kind: K): ReadonlyMap<string, RecordKinds[K]> => {
    const some: Partial<RecordMaps>[K] = changed[kind];
    return some === undefined ? snapshot.all(kind) : new Map([...snapshot.all(kind), ...some]);
  };
  return {
    usage: snapshot.usage,
    broken: () => snapshot.broken(),
    lostTimes: () => snapshot.lostTimes(),
    get: <K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined => {
      const some: Partial<RecordMaps>[K] = changed[kind];
      return some?.get(id) ?? snapshot.get(kind, id);
    },
    bookings: snapshot.bookings,
    all,
    list: (kind) => [...all(kind).values()],
  };
}
