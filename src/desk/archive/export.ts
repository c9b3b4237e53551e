import { done, refused, type Outcome } from '../../booking/refusal';
import { EVER } from '../ports/store';
import type { ExportFile, Desk } from '../ports/ports';
import { settingsOf } from '../team/people';
import { holdsArchive, noteGauge } from './gauge';

/** Bookings in a file. */
const PAGE = 2_000;

/**
 * Bookings in an e-mail: some 2 MB, of 25 that an e-mail may have
 * (https://developers.google.com/apps-script/guides/services/quotas).
 */
const IN_ONE_MAIL = 6_000;

/**
 * Milliseconds for which files are made beyond the time in which a card usually answers: who asked for them knows that
 * they take a while. What is not ready then is left for the next e-mail.
 */
const PATIENCE = 6_000;

/** What was mailed. */
export interface Exported {
  files: number;
  bookings: number;
  /** How many bookings of the archive are still to be mailed. */
  left: number;
}

/**
 * Mails the archive to the person whose it is, as files: what has not been mailed yet, or everything again if nothing is
 * new. The last e-mail also has the finished bookings that are still in the store.
 */
export function exportArchive(desk: Desk, reader: { locale: string; zone: string }): Outcome<Exported> {
  const { archive, me } = desk;
  const snapshot = desk.store.seen();
  const settings = settingsOf(snapshot);
  if (settings === null || !holdsArchive(snapshot, me.email)) return refused('notAllowed');
  const { count, exported } = archive.state();
  const first = exported < count ? exported : 0;
  const most = Math.min(count, first + IN_ONE_MAIL);
  const files: ExportFile[] = [];
  let end = first;
  while (end < most && (files.length === 0 || desk.timeLeft() > -PATIENCE)) {
    const bookings = archive.page(end, Math.min(PAGE, most - end));
    if (bookings.length === 0) break;
    files.push({ kind: 'archive', from: end + 1, to: end + bookings.length, bookings });
    end += bookings.length;
  }
  const atHand = end === count ? snapshot.bookings.finished(null, EVER) : [];
  if (atHand.length > 0) files.push({ kind: 'atHand', from: 1, to: atHand.length, bookings: [...atHand] });
  if (files.length === 0) return refused('nothingToExport');
  const bookings = files.reduce((sum, file) => sum + file.bookings.length, 0);
  const left = count - end;
  try {
    desk.postman.sendExport({ to: me.email, ...reader, settings, team: snapshot.list('staff'), files, bookings, left });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    desk.log(`export not mailed: ${message}`);
    return refused('exportFailed', undefined, { message });
  }
  if (end > first) archive.noteExported(end);
  return done({ files: files.length, bookings, left });
}

/**
 * Removes from the archive what has been mailed.
 *
 * @param confirmed how many that are, as the person has read: if it is another number by now, nothing is removed
 * @returns how many were removed
 */
export function purgeExported(desk: Desk, confirmed: number): Outcome<number> {
  if (!holdsArchive(desk.store.seen(), desk.me.email)) return refused('notAllowed');
  const { exported } = desk.archive.state();
  if (exported === 0 || exported !== confirmed) return refused('nothingToPurge');
  const count = desk.archive.purgeExported();
  noteGauge(desk);
  return done(count);
}
