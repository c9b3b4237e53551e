import * as v from 'valibot';
import { NO_MARK, type RecordKind, type RecordKinds } from '../desk/ports/records';
import { packBooking } from './packed-booking';
import { unpackTagged } from './packed-busy';
import { packCalendar } from './packed-calendar';
import { READERS, type ParsedRecord } from './schemas';
import { booking } from './booking-schema';

// Beside its data each stored record says in which form they are: `{"v":3,"f":2,"d":…}`; the first form is not said. A
// field that is added needs no new form, see "A new stored field" in CONTRIBUTING.md. If data come to mean something
// else, the kind gets a migration: former forms are read by it from then on, and the owner's hourly run rewrites them,
// see Store.renew. Stores as former versions left them are in test/unit/store/stores.

/** Brings data from one form into the next. It throws a TypeError for what is none of that form. */
type Migration = (data: unknown) => unknown;

/** The nth migration of a kind leads from its nth form to the next. Never change one that has been released. */
const MIGRATIONS: Record<RecordKind, readonly Migration[]> = {
  settings: [],
  service: [],
  staff: [],
  booking: [packedAndSaidInTheHead],
  calendar: [withoutTagsOfOthers],
  room: [],
  undo: [],
  roomSettings: [],
  roomChoice: [],
  offer: [],
  scope: [],
  account: [],
  linkKeys: [],
  archive: [],
};

/** The form in which records of a kind are written. */
export function formOf(kind: RecordKind): number {
  return MIGRATIONS[kind].length + 1;
}

/**
 * Reads a record of whatever form.
 *
 * @throws TypeError for what is none, and for a form of a later version
 */
export function readForm<K extends RecordKind>(kind: K, form: number, data: unknown): ParsedRecord<RecordKinds[K]> {
  if (form > formOf(kind)) throw new TypeError(`stored in form ${form}, which this version does not know`);
  const migrated = MIGRATIONS[kind].slice(form - 1).reduce((sofar, migrate) => migrate(sofar), data);
  return READERS[kind](migrated);
}

const formerPacked = v.looseObject({ p: v.literal(1) });

/** First bookings were plain; then packed, which they said among their fields. */
function packedAndSaidInTheHead(data: unknown): unknown {
  if (v.is(formerPacked, data)) {
    const { p: _, ...packed } = data;
    return packed;
  }
  if (typeof data === 'object' && data !== null && 'p' in data)
    throw new TypeError(`stored in form ${JSON.stringify(data.p)}, which this version does not know`);
  return packBooking(v.parse(booking, data));
}

const tagged = v.object({
  email: v.string(),
  calendarId: v.string(),
  name: v.string(),
  readsBusy: v.boolean(),
  syncToken: v.nullable(v.string()),
  known: v.nullable(v.object({ start: v.number(), end: v.number() })),
  busy: v.pipe(v.string(), v.transform(unpackTagged)),
  skipsExisting: v.boolean(),
  hasTrigger: v.boolean(),
  runs: v.array(
    v.object({
      at: v.number(),
      changed: v.number(),
      full: v.boolean(),
      bookings: v.number(),
      calls: v.number(),
      error: v.nullable(v.string()),
    }),
  ),
  syncedAt: v.nullable(v.number()),
  problem: v.nullable(
    v.object({ kind: v.picklist(['noAccess', 'gone', 'failed']), at: v.number(), message: v.string() }),
  ),
});

/**
 * First each busy block had its tag in the shared record. They all stay there until the calendar is listed the next
 * time, within a day: whose events they are cannot be told from their tags. A reading that was under way begins again.
 */
function withoutTagsOfOthers(data: unknown): unknown {
  const { busy, ...rest } = v.parse(tagged, data);
  return packCalendar({ ...rest, busy: [], mark: NO_MARK, named: busy, progress: null });
}
