import { isFinished, type Booking } from '../../booking/booking';
import { mentions, withoutClient } from '../../booking/erase';
import { done, refused, type Outcome } from '../../booking/refusal';
import type { RecordChange, Snapshot } from '../ports/store';
import { decideAndWrite } from '../team/access';
import type { Desk } from '../ports/ports';
import { archivesOf, holdsArchive, noteGauge } from './gauge';

/** What was done about a client, and who has to do the same. */
export interface Erased {
  bookings: number;
  /** Addresses of former owners, whose archives only they themselves can open. */
  others: string[];
}

/** How many bookings are looked through at once. */
const PAGE = 500;

/**
 * Removes all that is known of a client from the archive and the store. A booking that is not over, or about which
 * something is still to be done, has to be cancelled or finished first: it is named, and nothing is changed.
 *
 * @param email of the client, lower case
 * @param nobody what stands for their name from now on
 */
export function eraseClient(desk: Desk, email: string, nobody: string): Outcome<Erased> {
  const { archive, me, store } = desk;
  const refusal = (snapshot: Snapshot) => {
    if (!holdsArchive(snapshot, me.email)) return refused('notAllowed');
    const open = about(snapshot, email).filter((booking) => !isFinished(booking) || booking.outbox.length > 0);
    if (open.length === 0) return null;
    return refused('clientHasBookings', 'email', { bookings: open.map(({ reference }) => reference).join(', ') });
  };
  const refusedNow = refusal(store.read());
  if (refusedNow !== null) return refusedNow;
  const archived = archive.mentioning(email).map((booking) => withoutClient(booking, email, nobody));
  if (archived.length > 0 && archive.replace(archived) < archived.length) return refused('storeFull');
  const outcome = decideAndWrite<number>(
    desk,
    (snapshot) => {
      const refusedLater = refusal(snapshot);
      if (refusedLater !== null) return refusedLater;
      const bookings = about(snapshot, email);
      const changes = [
        ...bookings.map((booking): RecordChange => {
          return { put: 'booking', id: booking.id, value: withoutClient(booking, email, nobody) };
        }),
        // What could be undone would bring the client back.
        ...[...snapshot.all('undo')].flatMap(([id, undo]): RecordChange[] =>
          undo.kind === 'booking' && [undo.before, undo.after].some((one) => mentions(one, email))
            ? [{ remove: 'undo', id }]
            : [],
        ),
      ];
      return done({ value: bookings.length, changes });
    },
    'all',
  );
  if (!outcome.ok) return outcome;
  if (archived.length > 0) noteGauge(desk);
  const bookings = outcome.value + archived.length;
  const others = archivesOf(store.seen()).flatMap((one) => (one.email === me.email ? [] : [one.email]));
  return bookings === 0 && others.length === 0 ? refused('unknownClient', 'email') : done({ bookings, others });
}

/** All bookings in which the address occurs. */
function about({ bookings }: Snapshot, email: string): Booking[] {
  const found: Booking[] = [];
  let page = bookings.page('', PAGE);
  while (page.length > 0) {
    found.push(...page.filter((booking) => mentions(booking, email)));
    page = page.length < PAGE ? [] : bookings.page(page[page.length - 1]?.id ?? '', PAGE);
  }
  return found;
}
