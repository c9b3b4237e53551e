import fc from 'fast-check';
import {
  BOOKING_FLAGS,
  BOOKING_STATES,
  eventIdOf,
  type Booking,
  type HistoryEntry,
} from '../../../src/booking/booking';
import { packBooking, unpackBooking } from '../../../src/store/packed-booking';
import { readForm } from '../../../src/store/forms';
import { READERS } from '../../../src/store/schemas';
import { utf8Length } from '../../../src/store/utf8';
import { aBooking } from '../../support/builders';

const stored = (booking: Booking): unknown => JSON.parse(JSON.stringify(packBooking(booking)));

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const words = fc.oneof(
  text,
  fc.constantFrom('requested', 'mailSent', 'client', 'system', 'clientConfirmed', '', '.', ' '),
);
const entry = fc.record(
  { at: instant, by: words, what: words, detail: words },
  { requiredKeys: ['at', 'by', 'what'] },
) as fc.Arbitrary<HistoryEntry>;
const span = fc.record({ start: instant, end: instant });

const booking = fc
  .record({
    id: fc.stringMatching(/^[0-9a-v]{1,12}$/),
    state: fc.constantFrom(...BOOKING_STATES),
    staffNote: text,
    start: instant,
    end: instant,
    bufferBefore: fc.nat(3),
    capacity: fc.integer({ min: 1, max: 3 }),
    paidAt: fc.option(instant),
    holdUntil: fc.option(instant),
    hold: fc.constantFrom(48, 2),
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
        uri: fc.option(text),
        since: instant,
        attempt: fc.nat(3),
        phones: fc.array(fc.record({ number: text, pin: text }), { maxLength: 2 }),
      }),
    ),
    answers: fc.array(fc.record({ label: text, value: text }), { maxLength: 2 }),
    consentedAt: fc.option(instant),
    guests: fc.array(text, { maxLength: 2 }),
    remindedUntil: fc.oneof(fc.constant(0), instant),
    history: fc.array(entry, { maxLength: 5 }),
    question: fc.option(fc.record({ kind: fc.constant('moved' as const), span })),
  })
  .chain((some) => {
    const own = { start: some.start, end: some.end };
    const event = fc.record(
      {
        calendarId: text,
        eventId: fc.oneof(text, fc.constant(eventIdOf(some.id, some.generation))),
        written: fc.boolean(),
        span: fc.oneof(fc.constant(own), span),
        instanceId: text,
        allDay: fc.constant(true as const),
      },
      { requiredKeys: ['calendarId', 'eventId', 'written', 'span'] },
    );
    return fc.option(event).map((ref): Booking => ({ ...aBooking(), ...some, event: ref }));
  });

it('a booking that is stored and read is the same booking', () => {
  fc.assert(fc.property(booking, (one) => expect(unpackBooking(stored(one))).toEqual(one)));
});

it('a plain record of a former version is read as it is', () => {
  const plain: unknown = JSON.parse(JSON.stringify(aBooking()));
  expect(readForm('booking', 1, plain)).toEqual({ ok: true, value: aBooking() });
});

it('a form that this version does not know is no record, and says so', () => {
  expect(() => readForm('booking', 1, { ...packBooking(aBooking()), p: 2 })).toThrow('form 2');
  expect(() => readForm('booking', 9, packBooking(aBooking()))).toThrow('form 9');
});

it.each([
  ['no history', { H: 7 }],
  ['a link that is none', { L: 'x' }],
  ['a client that is none', { c: {} }],
  ['an event without a calendar', { j: {} }],
  ['a word that is in no list', { H: '0.1.zzzz' }],
])('%s is told as a problem, or read as nothing, and never throws anything else', (_, odd) => {
  const read = READERS.booking({ ...packBooking(aBooking()), ...odd });
  expect(read.ok ? read.value.history : read.problem).toBeTruthy();
});

it('a confirmed booking with a usual history takes 600 bytes at most', () => {
  const createdAt = Date.parse('2026-11-21T05:00:00Z');
  const id = 'k3v0q8s2m1a7';
  const mei = 'mei.chen@studio.example';
  const one = aBooking({
    id,
    reference: 'K7PQ-2M',
    state: 'confirmed',
    serviceName: 'Piano lesson, 60 minutes',
    client: {
      name: 'Wojciech Brzęczyszczykiewicz',
      email: 'w.brzeczyszczykiewicz@client.example',
      phone: '+48 601 234 567',
      note: 'My daughter comes with me.',
      locale: 'pl',
      zone: 'Europe/Warsaw',
    },
    event: {
      calendarId: mei,
      eventId: eventIdOf(id, 1),
      written: true,
      span: { start: aBooking().start, end: aBooking().end },
    },
    generation: 1,
    link: {
      status: 'ready',
      uri: 'https://meet.google.com/abc-defg-hij',
      since: createdAt + 60_000,
      attempt: 1,
      phones: [],
    },
    requestKey: '0123456789abcdef0123456789abcdef',
    createdAt,
    outbox: [],
    history: [
      { at: createdAt, by: 'client', what: 'requested' },
      { at: createdAt + 2_000, by: 'system', what: 'mailSent', detail: 'clientRequested' },
      { at: createdAt + 2_500, by: 'system', what: 'mailSent', detail: 'staffRequested' },
      { at: createdAt + 3_600_000, by: mei, what: 'accepted' },
      { at: createdAt + 3_602_000, by: 'system', what: 'linkReady' },
      { at: createdAt + 3_603_000, by: 'system', what: 'mailSent', detail: 'clientConfirmed' },
    ],
  });
  const plain = utf8Length(JSON.stringify(one));
  const packed = utf8Length(`booking:${id}{"v":5,"f":2,"d":${JSON.stringify(packBooking(one))}}`);
  expect(plain).toBeGreaterThan(1_100);
  expect(packed).toBeLessThanOrEqual(600);
});
