import { attentionOf } from '../../booking/attention';
import { isLive, isOver, type Booking } from '../../booking/booking';
import { DAY, type Instant } from '../../booking/time/time';
import type { Snapshot } from '../ports/store';
import type { Role } from '../team/people';
import type { Scope } from '../ports/records';

/** The lists in which bookings are shown. */
export const LISTS = ['pending', 'payment', 'attention', 'upcoming', 'past', 'search'] as const;
export type ListKind = (typeof LISTS)[number];

/** Bookings that a person may see: their own, or everybody's for an owner or manager who looks at the team's. */
export function bookingsFor(snapshot: Snapshot, role: Role, scope: Scope): readonly Booking[] {
  const all = snapshot.list('booking');
  return role.managesAll && scope === 'team' ? all : all.filter(({ staffId }) => staffId === role.staff?.id);
}

/** Whose bookings a person looks at: as they have chosen; the team's for a person who takes none. */
export function scopeOf(snapshot: Snapshot, role: Role, email: string): Scope {
  if (!role.managesAll) return 'mine';
  if (role.staff === null) return 'team';
  return snapshot.get('scope', email)?.scope ?? 'team';
}

/** The bookings of a list in the order in which they are shown. */
export function listOf(bookings: readonly Booking[], kind: Exclude<ListKind, 'search'>, now: Instant): Booking[] {
  switch (kind) {
    // Oldest first: the client who has waited longest.
    case 'pending':
      return bookings.filter((b) => b.state === 'requested' && b.end > now).sort((a, b) => a.createdAt - b.createdAt);
    case 'payment':
      return bookings.filter((b) => b.state === 'awaitingPayment' && b.end > now).sort((a, b) => a.start - b.start);
    case 'attention':
      return bookings.filter((b) => attentionOf(b, now) !== null).sort((a, b) => a.start - b.start);
    case 'upcoming':
      return bookings
        .filter((b) => isLive(b) && b.state !== 'requested' && b.end > now)
        .sort((a, b) => a.start - b.start);
    // First those that wait for an answer, then those completed automatically of late, the latest first.
    case 'past':
      return bookings
        .filter((b) => isOver(b, 0, now) || wasEndedByClock(b, now))
        .sort((a, b) => Number(a.state !== 'confirmed') - Number(b.state !== 'confirmed') || b.end - a.end);
  }
}

/** How long an automatically completed booking stays at hand: somebody may know better. */
const AT_HAND = 7 * DAY;

function wasEndedByClock({ state, history, end }: Booking, now: Instant): boolean {
  const last = history.filter(({ what }) => what === 'completed').pop();
  return state === 'completed' && last?.by === 'system' && end > now - AT_HAND;
}

/**
 * Bookings by number, or by the beginning of a client's names, or by a part of their address or phone number; upcoming
 * ones first, then the latest.
 */
export function search(bookings: readonly Booking[], text: string, now: Instant): Booking[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = bookings.filter((booking) => words.every((word) => isAbout(booking, word)));
  const ahead = found.filter(({ end }) => end > now).sort((a, b) => a.start - b.start);
  const past = found.filter(({ end }) => end <= now).sort((a, b) => b.start - a.start);
  return [...ahead, ...past];
}

/**
 * A few characters occur in many booking numbers by chance: only the beginning of a number counts, from three
 * characters on.
 */
function isAbout({ reference, client }: Booking, word: string): boolean {
  const inName = fold(client.name)
    .split(/\s+/)
    .some((part) => part.startsWith(word));
  const isReference = word.length >= 3 && fold(reference).startsWith(word);
  return inName || isReference || fold(`${client.email} ${client.phone}`).includes(word);
}

/** Ignores case and accents: `Łukasz` is found by `lukasz`, and a number in any notation. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/(\d)[\s()-]+(?=\d)/g, '$1');
}
