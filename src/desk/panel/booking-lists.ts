import { attentionOf } from '../../booking/attention';
import { isOver, type Booking } from '../../booking/booking';
import { searchFor } from '../../booking/search';
import { DAY, type Instant } from '../../booking/time/time';
import { EVER, type Snapshot } from '../ports/store';
import type { Role } from '../team/people';
import type { Scope } from '../ports/records';

/** The lists in which bookings are shown. */
export const LISTS = ['pending', 'payment', 'attention', 'upcoming', 'past', 'history', 'search'] as const;
export type ListKind = (typeof LISTS)[number];

/** Those that the home page shows the beginnings of. */
export type HomeList = Exclude<ListKind, 'history' | 'search'>;

/**
 * Whose bookings a person may see, as a store is asked: their own, or everybody's (`null`) for an owner or manager who
 * looks at the team's.
 */
export function whoseFor(role: Role, scope: Scope): string | null {
  return role.managesAll && scope === 'team' ? null : (role.staff?.id ?? NOBODY);
}

/** The id of no staff member. */
const NOBODY = '';

/** Whether a booking is among those. @param whose a staff member's id, or `null` for everybody */
export function isOf(whose: string | null): (booking: Booking) => boolean {
  return ({ staffId }) => whose === null || staffId === whose;
}

/** Whose bookings a person looks at: as they have chosen; the team's for a person who takes none. */
export function scopeOf(snapshot: Snapshot, role: Role, email: string): Scope {
  if (!role.managesAll) return 'mine';
  if (role.staff === null) return 'team';
  return snapshot.get('scope', email)?.scope ?? 'team';
}

/** The bookings of a list in the order in which they are shown. @param whose see whoseFor */
export function listOf(
  { bookings }: Pick<Snapshot, 'bookings'>,
  whose: string | null,
  kind: Exclude<ListKind, 'search'>,
  now: Instant,
): Booking[] {
  const ahead = { start: now, end: EVER.end };
  switch (kind) {
    // Oldest first: the client who has waited longest.
    case 'pending':
      return bookings.waiting().filter((b) => isOf(whose)(b) && b.state === 'requested' && b.end > now);
    case 'payment':
      return bookings.live(whose, ahead).filter(({ state, end }) => state === 'awaitingPayment' && end > now);
    case 'attention':
      return bookings.needingAttention(whose).filter((b) => attentionOf(b, now) !== null);
    case 'upcoming':
      return bookings.live(whose, ahead).filter(({ state, end }) => state !== 'requested' && end > now);
    // First those that wait for an answer, then those completed automatically of late, the latest first.
    case 'past': {
      const open = bookings.live(whose, { start: EVER.start, end: now }).filter((b) => isOver(b, 0, now));
      const lately = bookings.finished(whose, { start: now - AT_HAND, end: EVER.end });
      const ended = lately.filter((b) => wasEndedByClock(b, now));
      return [...open.sort(latestFirst), ...ended.sort(latestFirst)];
    }
    // Everything whose time has passed, however it went; the latest first.
    case 'history': {
      const passed = { start: EVER.start, end: now };
      const live = bookings.live(whose, passed).filter(({ end }) => end <= now);
      return [...live, ...bookings.finished(whose, passed)].sort(latestFirst);
    }
  }
}

function latestFirst(a: Booking, b: Booking): number {
  return b.end - a.end;
}

/** How long an automatically completed booking stays at hand: somebody may know better. */
const AT_HAND = 7 * DAY;

function wasEndedByClock({ state, history, end }: Booking, now: Instant): boolean {
  const last = history.filter(({ what }) => what === 'completed').pop();
  return state === 'completed' && last?.by === 'system' && end > now - AT_HAND;
}

/** How many bookings a search looks through at once. */
const PAGE = 500;

/** Bookings with these words in them, see searchFor; upcoming ones first, then the latest. */
export function search(
  { bookings }: Pick<Snapshot, 'bookings'>,
  whose: string | null,
  text: string,
  now: Instant,
): Booking[] {
  const isWanted = searchFor(text);
  const found: Booking[] = [];
  let page = bookings.page('', PAGE);
  while (page.length > 0) {
    found.push(...page.filter((booking) => isOf(whose)(booking) && isWanted(booking)));
    page = page.length < PAGE ? [] : bookings.page(page[page.length - 1]?.id ?? '', PAGE);
  }
  const ahead = found.filter(({ end }) => end > now).sort((a, b) => a.start - b.start);
  const past = found.filter(({ end }) => end <= now).sort((a, b) => b.start - a.start);
  return [...ahead, ...past];
}
