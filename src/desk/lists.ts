import { attentionOf } from '../booking/attention';
import { isLive, type Booking } from '../booking/booking';
import type { Instant } from '../booking/time';
import type { Snapshot } from '../store/store';
import type { Role } from './people';
import type { Scope } from './records';

/** What bookings are looked at under. */
export const LISTS = ['pending', 'payment', 'attention', 'upcoming', 'search'] as const;
export type ListKind = (typeof LISTS)[number];

/** Bookings that somebody may see: their own, or everybody's for those in charge who look at the team's. */
export function bookingsFor(snapshot: Snapshot, role: Role, scope: Scope): Booking[] {
  const all = [...snapshot.all('booking').values()];
  return role.managesAll && scope === 'team' ? all : all.filter(({ staffId }) => staffId === role.staff?.id);
}

/** Whose bookings somebody looks at: what they have chosen, the team's for whoever takes none. */
export function scopeOf(snapshot: Snapshot, role: Role, email: string): Scope {
  if (!role.managesAll) return 'mine';
  if (role.staff === null) return 'team';
  return snapshot.get('view', email)?.scope ?? 'team';
}

/** The bookings of a list in the order in which they want to be seen. */
export function listOf(bookings: readonly Booking[], kind: Exclude<ListKind, 'search'>, now: Instant): Booking[] {
  switch (kind) {
    // Oldest first: who waits longest.
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
  }
}

/** Bookings by reference, or by a part of the client's name, address or number; those ahead first, then the latest. */
export function search(bookings: readonly Booking[], text: string, now: Instant): Booking[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = bookings.filter(({ reference, client }) => {
    const said = fold(`${reference} ${client.name} ${client.email} ${client.phone}`);
    return words.every((word) => said.includes(word));
  });
  const ahead = found.filter(({ end }) => end > now).sort((a, b) => a.start - b.start);
  const past = found.filter(({ end }) => end <= now).sort((a, b) => b.start - a.start);
  return [...ahead, ...past];
}

/** Without case and accents: `Łukasz` is found by `lukasz`, and a number however it is written. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/(\d)[\s()-]+(?=\d)/g, '$1');
}
