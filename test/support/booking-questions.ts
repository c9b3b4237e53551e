import fc from 'fast-check';
import { mayNeedAttention } from '../../src/booking/attention';
import { BOOKING_STATES, type Booking, type Effect } from '../../src/booking/booking';
import type { Interval } from '../../src/booking/time/intervals';
import { MINUTE } from '../../src/booking/time/time';
import { EVER, type BookingQuestions } from '../../src/desk/ports/store';
import { aBooking } from './builders';

const from = (...some: string[]) => fc.constantFrom(...some);
/** Few instants, so that many are the same. */
const instant = fc.integer({ min: 0, max: 40 }).map((n) => 1_800_000_000_000 + n * 10 * MINUTE);
const minutes = fc.constantFrom(0, 5, 15);
const stretch = fc
  .tuple(instant, fc.integer({ min: 0, max: 90 }))
  .map(([start, length]) => ({ start, end: start + length * MINUTE }));

const outbox = fc.constantFrom<Effect[]>(
  [],
  [{ id: 'x.1', attempts: 0, error: null, kind: 'putEvent' }],
  [{ id: 'x.2', attempts: 3, error: 'no access', kind: 'putEvent' }],
);
const event = fc.option(
  fc.tuple(from('work', 'private'), from('e1', 'e2', 'e3'), stretch).map(([calendarId, eventId, span]) => ({
    calendarId,
    eventId,
    span,
    written: true,
  })),
);
const question = fc.option(
  fc.oneof(
    fc.constant({ kind: 'deleted' as const }),
    stretch.map((span) => ({ kind: 'moved' as const, span })),
  ),
);
const link = fc.option(
  from('https://a', 'https://b').map((uri) => ({
    uri,
    status: 'ready' as const,
    since: 1_800_000_000_000,
    attempt: 1,
    phones: [],
  })),
);

const drawn = fc.record({
  state: fc.constantFrom(...BOOKING_STATES),
  staffId: from('mei', 'anna', 'olga'),
  serviceId: from('lesson', 'course'),
  requestKey: from('r1', 'r2', 'r3'),
  createdAt: instant,
  time: stretch,
  bufferBefore: minutes,
  bufferAfter: minutes,
  flags: fc.constantFrom<Booking['flags']>([], [], ['overlap']),
  question,
  event,
  link,
  outbox,
});

/** Bookings of a few people, many of them alike. */
export const someBookings = fc
  .array(drawn, { maxLength: 25 })
  .map((all) =>
    all.map(({ time, ...rest }, n) =>
      aBooking({ ...rest, ...time, id: `b${(n * 7) % 100}`, reference: `B${(n * 7) % 100}`, history: [] }),
    ),
  );

/** What is asked about them. */
export const someQuestion = fc.record({
  staffId: fc.option(from('mei', 'anna', 'nobody')),
  serviceId: from('lesson', 'course'),
  at: instant,
  stretch,
  limit: fc.nat(5),
  eventId: from('e1', 'e2', 'e9'),
  uri: from('https://a', 'https://b', 'https://c'),
  requestKey: from('r1', 'r2', 'r9'),
  reference: from('B0', 'B7', 'B99'),
  size: fc.integer({ min: 1, max: 9 }),
});

const isLive = ({ state }: Booking) => ['requested', 'awaitingPayment', 'confirmed'].includes(state);

type Place = (booking: Booking) => number | string;

/** In order of what this says, then of the id. */
function sorted(some: readonly Booking[], by: Place): Booking[] {
  const keys: Place[] = [by, ({ id }) => id];
  return [...some].sort((a, b) => {
    const key = keys.find((one) => one(a) !== one(b));
    return key === undefined ? 0 : key(a) < key(b) ? -1 : 1;
  });
}

const start: Place = (booking) => booking.start;
const end: Place = (booking) => booking.end;
const firstMade: Place = ({ createdAt }) => createdAt;
const lastMade: Place = ({ createdAt }) => -createdAt;
const id: Place = (booking) => booking.id;

function touches(booking: Booking, { start: from, end: to }: Interval): boolean {
  const times = booking.question?.kind === 'moved' ? [booking, booking.question.span] : [booking];
  const { bufferBefore, bufferAfter } = booking;
  return times.some((time) => time.start - bufferBefore * MINUTE < to && time.end + bufferAfter * MINUTE > from);
}

/** The answers from going through all bookings each time: plain, slow, and what each store is held against. */
export function plainAnswers(all: readonly Booking[]): BookingQuestions {
  const isWhose = (staffId: string | null) => (b: Booking) => staffId === null || b.staffId === staffId;
  const made = (isMeant: (booking: Booking) => boolean) => sorted(all.filter(isMeant), firstMade);
  return {
    live: (staffId, stretch = EVER) =>
      sorted(
        all.filter((b) => isLive(b) && isWhose(staffId)(b) && touches(b, stretch)),
        start,
      ),
    waiting: () => made(({ state }) => state === 'requested' || state === 'awaitingPayment'),
    finished: (staffId, ended = EVER, limit = Infinity) =>
      sorted(
        all.filter((b) => !isLive(b) && isWhose(staffId)(b) && ended.start <= b.end && b.end < ended.end),
        end,
      ).slice(0, limit),
    withWork: () => made((b) => b.outbox.length > 0),
    needingAttention: (staffId) =>
      sorted(
        all.filter((b) => isWhose(staffId)(b) && mayNeedAttention(b)),
        start,
      ),
    ofEvent: (eventId) => made(({ event: at }) => at?.eventId === eventId),
    withLink: (uri) => made(({ link: join }) => join?.uri === uri),
    byReference: (reference) => all.find((b) => b.reference === reference),
    byRequestKey: (requestKey) => made((b) => b.requestKey === requestKey),
    madeSince: (since) =>
      sorted(
        all.filter(({ createdAt }) => createdAt > since),
        lastMade,
      ),
    given: (serviceId, staffId, since) => {
      const given = sorted(
        all.filter((b) => b.serviceId === serviceId && b.staffId === staffId),
        lastMade,
      );
      const recent = given.filter(({ createdAt }) => createdAt > since);
      return recent.length > 0 ? recent : given.slice(0, 1);
    },
    page: (after, size) =>
      sorted(
        all.filter((b) => b.id > after),
        id,
      ).slice(0, size),
  };
}
