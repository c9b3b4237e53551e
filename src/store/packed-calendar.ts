import { NO_MARK, type CalendarSync, type SyncRun } from '../desk/ports/records';
import { packTagged, packTimes, unpackTagged, unpackTimes } from './packed-busy';

/** The stored form of how a calendar is followed: busy time and readings packed, nothing that is as usual. */
export function packCalendar(calendar: CalendarSync): object {
  const { email, calendarId, name, readsBusy, syncToken, known, busy, named, mark, runs } = calendar;
  const { skipsExisting, hasTrigger, progress, syncedAt, problem } = calendar;
  return {
    email,
    calendarId,
    ...(name !== calendarId && { name }),
    ...(!readsBusy && { readsBusy }),
    ...(syncToken !== null && { syncToken }),
    ...(known !== null && { known: [known.start, known.end] }),
    ...(busy.length > 0 && { busy: packTimes(busy) }),
    ...(named.length > 0 && { named: packTagged(named) }),
    ...(mark !== NO_MARK && { mark }),
    ...(skipsExisting && { skipsExisting }),
    ...(!hasTrigger && { hasTrigger }),
    ...(progress !== null && { progress }),
    ...(runs.length > 0 && packRuns(runs)),
    ...(syncedAt !== null && { syncedAt }),
    ...(problem !== null && { problem }),
  };
}

/** The plain form, unchecked. @throws TypeError for busy time that is none */
export function unpackCalendar(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  const fields: Record<string, unknown> = { ...stored };
  const [start, end] = listOf(fields.known);
  return {
    email: fields.email,
    calendarId: fields.calendarId,
    name: fields.name ?? fields.calendarId,
    readsBusy: fields.readsBusy ?? true,
    syncToken: fields.syncToken ?? null,
    known: fields.known === undefined ? null : { start, end },
    busy: unpackTimes(textOf(fields.busy)),
    named: unpackTagged(textOf(fields.named)),
    mark: fields.mark ?? NO_MARK,
    skipsExisting: fields.skipsExisting ?? false,
    hasTrigger: fields.hasTrigger ?? true,
    progress: fields.progress ?? null,
    runs: unpackRuns(textOf(fields.runs), fields.errors),
    syncedAt: fields.syncedAt ?? null,
    problem: fields.problem ?? null,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  if (value !== undefined && typeof value !== 'string') throw new TypeError('a packed text is expected');
  return value ?? '';
}

/** For each reading its numbers in base 36: when, counted back from the one before, and what it found. */
function packRuns(runs: readonly SyncRun[]): object {
  let last = 0;
  const texts = runs.map(({ at, changed, full, bookings, calls }) => {
    const numbers = [last === 0 ? at : last - at, changed, full ? 1 : 0, bookings, calls];
    last = at;
    return numbers.map((number) => number.toString(36)).join('.');
  });
  const errors = runs.map(({ error }) => error);
  return { runs: texts.join(' '), ...(errors.some((error) => error !== null) && { errors }) };
}

function unpackRuns(text: string, errors: unknown): unknown[] {
  if (text === '') return [];
  let last = 0;
  return text.split(' ').map((packed, n) => {
    const [ago = NaN, changed, full, bookings, calls] = packed.split('.').map((number) => parseInt(number, 36));
    const at = last === 0 ? ago : last - ago;
    last = at;
    return { at, changed, full: full === 1, bookings, calls, error: listOf(errors)[n] ?? null };
  });
}
