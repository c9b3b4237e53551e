import fc from 'fast-check';
import type { Booking } from '../../../src/booking/booking';
import { HOUR } from '../../../src/booking/time/time';
import { listOf as listIn, search as searchIn, type ListKind } from '../../../src/desk/panel/booking-lists';
import { BookingIndex } from '../../../src/store/booking-questions';
import { aBooking } from '../../support/builders';

const base = aBooking();
const now = base.start - 24 * HOUR;

function of(name: string, change: Partial<Booking> = {}): Booking {
  return aBooking({
    id: name,
    reference: name.toUpperCase(),
    client: { ...base.client, name, ...change.client },
    ...change,
  });
}

const stored = (bookings: readonly Booking[]) => ({
  bookings: new BookingIndex(new Map(bookings.map((booking) => [booking.id, booking]))),
});
const search = (bookings: readonly Booking[], text: string, at: number) => searchIn(stored(bookings), null, text, at);
const listOf = (bookings: readonly Booking[], kind: Exclude<ListKind, 'search'>, at: number) =>
  listIn(stored(bookings), null, kind, at);

describe('search', () => {
  const piotr = of('piotr', { client: { ...base.client, name: 'Piotr Zieliński', phone: '+48 600-100 200' } });
  const lukasz = of('lukasz', { client: { ...base.client, name: 'Łukasz Żak', email: 'lz@client.example' } });
  const all = [piotr, lukasz];

  it.each([
    ['zielinski', piotr],
    ['PIOTR ziel', piotr],
    ['600100200', piotr],
    ['600 100', piotr],
    ['lukasz zak', lukasz],
    ['lz@client', lukasz],
    ['LUKASZ', lukasz],
  ])('finds %j', (text, booking) => {
    expect(search(all, text, now)).toEqual([booking]);
  });

  it('finds a booking number by its beginning, and by no single character in it', () => {
    const numbered = of('x', { reference: 'AB12CD' });
    expect(search([numbered], 'ab1', now)).toEqual([numbered]);
    expect(search([numbered], '12c', now)).toEqual([]);
    expect(search([numbered], '1', now)).toEqual([]);
  });

  it('finds nothing for nothing, and nobody by words that are of two people', () => {
    expect(search(all, '  ', now)).toEqual([]);
    expect(search(all, 'piotr zak', now)).toEqual([]);
  });

  it('shows those ahead first, the next one first, then the latest that are over', () => {
    const at = (id: string, hours: number) => of(id, { start: now + hours * HOUR, end: now + (hours + 1) * HOUR });
    const found = search([at('d', -9), at('b', 5), at('c', -3), at('a', 2)], 'client.example', now);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });
});

it('a person who looks at their own finds and lists only those', () => {
  const mine = of('mine', { state: 'confirmed', event: null });
  const others = of('others', { staffId: 'anna', state: 'confirmed', flags: ['overlap'] });
  const snapshot = stored([mine, others]);
  expect(searchIn(snapshot, 'mei', 'client.example', now)).toEqual([mine]);
  for (const kind of ['upcoming', 'attention'] as const) expect(listIn(snapshot, 'mei', kind, now)).toEqual([mine]);
  expect(listIn(snapshot, 'mei', 'past', mine.end)).toEqual([mine]);
  expect(listIn(snapshot, '', 'upcoming', now)).toEqual([]);
});

it('a search looks through every page of the bookings', () => {
  const many = Array.from({ length: 1_001 }, (_, n) => of(`n${String(n).padStart(4, '0')}`));
  expect(search(many, 'n1000', now)).toEqual([many[1_000]]);
  expect(search(many, 'client.example', now)).toHaveLength(1_001);
});

describe('the lists', () => {
  it('show each live booking in exactly one of requests, payments and bookings ahead, in order', () => {
    const states = fc.constantFrom<Booking['state']>(
      'requested',
      'awaitingPayment',
      'confirmed',
      'cancelled',
      'expired',
    );
    const some = fc.array(fc.record({ state: states, hours: fc.integer({ min: -5, max: 50 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(some, (drawn) => {
        const bookings = drawn.map(({ state, hours }, i) =>
          of(`b${i}`, { state, start: now + hours * HOUR, end: now + (hours + 1) * HOUR, createdAt: now - i }),
        );
        const pending = listOf(bookings, 'pending', now);
        const upcoming = listOf(bookings, 'upcoming', now);
        const live = bookings.filter((b) => b.end > now && !['cancelled', 'expired'].includes(b.state));
        expect(new Set([...pending, ...upcoming])).toEqual(new Set(live));
        expect(pending.length + upcoming.length).toBe(live.length);
        expect(listOf(bookings, 'payment', now).every((b) => upcoming.includes(b))).toBe(true);
        expect(pending.map((b) => b.createdAt)).toEqual(pending.map((b) => b.createdAt).sort((a, b) => a - b));
        expect(upcoming.map((b) => b.start)).toEqual(upcoming.map((b) => b.start).sort((a, b) => a - b));
      }),
    );
  });
});
