import fc from 'fast-check';
import { BOOKING_FLAGS, eventIdOf, type Booking, type HistoryEntry } from '../../src/booking/booking';
import { aBooking } from './builders';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const word = fc.oneof(text, fc.constantFrom('requested', 'mailSent', 'completed', 'noShow', 'client', 'system', ''));
const entry = fc.record(
  { at: instant, by: word, what: word, detail: word },
  { requiredKeys: ['at', 'by', 'what'] },
) as fc.Arbitrary<HistoryEntry>;
const letters = (length: number) => fc.stringMatching(new RegExp(`^[a-z]{${length}}$`));
const meet = fc.tuple(letters(3), letters(4), letters(3)).map((codes) => `https://meet.google.com/${codes.join('-')}`);

/** Any booking that is over, as odd as a record may be. */
export const finishedBooking: fc.Arbitrary<Booking> = fc
  .record({
    id: fc.oneof(fc.stringMatching(/^[0-9a-v]{12}$/), fc.stringMatching(/^[0-9a-z]{1,10}$/)),
    reference: fc.oneof(fc.constant('012345'), text),
    state: fc.constantFrom('completed', 'noShow', 'declined', 'cancelled', 'expired'),
    staffNote: text,
    start: instant,
    end: instant,
    bufferBefore: fc.nat(3),
    capacity: fc.integer({ min: 1, max: 3 }),
    prepayment: fc.boolean(),
    paidAt: fc.option(instant),
    holdUntil: fc.option(instant),
    generation: fc.nat(3),
    flags: fc.subarray([...BOOKING_FLAGS]),
    createdAt: instant,
    client: fc.record({
      name: text,
      email: text,
      phone: text,
      note: text,
      locale: text,
      zone: fc.constant('Asia/Taipei'),
    }),
    place: fc.constantFrom<Booking['place']>({ kind: 'meet' }, { kind: 'room' }, { kind: 'address', address: 'x' }),
    link: fc.option(
      fc.record({
        status: fc.constantFrom('pending' as const, 'ready' as const, 'failed' as const),
        uri: fc.option(fc.oneof(meet, text)),
        since: instant,
        attempt: fc.nat(3),
        phones: fc.array(fc.record({ number: text, pin: text }), { maxLength: 1 }),
      }),
    ),
    answers: fc.array(fc.record({ label: text, value: text }), { maxLength: 2 }),
    consentedAt: fc.option(instant),
    guests: fc.array(text, { maxLength: 2 }),
    history: fc.array(entry, { maxLength: 5 }),
  })
  .chain((some) => {
    const span = fc.oneof(
      fc.constant({ start: some.start, end: some.end }),
      fc.record({ start: instant, end: instant }),
    );
    const event = fc.record({
      calendarId: text,
      eventId: fc.oneof(text, fc.constant(eventIdOf(some.id, some.generation))),
      written: fc.boolean(),
      span,
    });
    return fc.option(event).map((ref): Booking => ({ ...aBooking(), ...some, event: ref }));
  });
