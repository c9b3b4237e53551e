// What the slot benches ask: one service, people with busy time, and with all rules.

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/**
 * March 2030, with the change to summer time on the 31st. Far ahead, because time-slots-finder compares with the
 * machine's clock and offers nothing that has passed. A Friday.
 */
const FROM = Date.parse('2030-03-01T00:00:00Z');

/** Pseudo-random numbers from 0 to 1, the same in every run. */
function randomNumbers(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Blocks of 5 to 15 minutes at any time of any day, some of them overlapping, in no order. */
function busyBlocks(count, days, seed) {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const start = FROM + Math.floor(random() * days * 24 * 12) * 5 * MINUTE;
    return { start, end: start + (5 + Math.floor(random() * 3) * 5) * MINUTE };
  });
}

/** Monday to Friday, 9 to 17; 0 is Monday, hours on the wall clock. */
const OFFICE = { weekdays: [0, 1, 2, 3, 4], from: 9, to: 17 };

/** The large team of `scale`. */
export const TEAM = { staff: 50, days: 90, blocks: 500 };

/** Each person, as every reference understands them: hours and busy time, nothing else. */
const plain = (busy) => ({ zone: 'Europe/Warsaw', calendars: [busy], bookings: [], rules: {} });

/** Half an hour every quarter of an hour. All times in milliseconds; rules of the service as the product names them. */
export function slotCase({ staff = 1, days, blocks, hours = OFFICE }) {
  return {
    people: Array.from({ length: staff }, (_, i) => plain(busyBlocks(blocks, days, i + 7))),
    hours,
    duration: 30 * MINUTE,
    service: { step: 15 },
    range: { start: FROM, end: FROM + days * DAY },
  };
}

const SEATS = { step: 15, capacity: 4, bufferBefore: 5, bufferAfter: 10 };

/**
 * One person who gives group lessons, seats left in most of them. The days grow with the bookings: about seven a day,
 * in the evening too, since a session can be joined outside the hours. The clock of their zone never changes: looking
 * that up has a price of its own.
 */
export function seatsCase(bookings) {
  const question = slotCase({ days: Math.ceil(bookings / 7), blocks: bookings });
  const random = randomNumbers(bookings);
  const booked = Array.from({ length: bookings }, (_, i) => {
    // Some sessions have one client, some five: then the last one was let in by a person.
    const session = Math.floor(i / 2.5) + (random() < 0.1 ? 1 : 0);
    const start = FROM + Math.floor(session / 3) * DAY + (8 + 4 * (session % 3)) * 60 * MINUTE;
    // Now and then one of them was booked by somebody alone.
    const capacity = random() < 0.02 ? 1 : SEATS.capacity;
    return { start, end: start + question.duration, bufferBefore: 0, bufferAfter: 5, capacity };
  });
  return { ...question, people: [{ ...question.people[0], zone: 'Asia/Taipei', bookings: booked }], service: SEATS };
}

/** A team with two calendars each, every rule that closes a time, and bookings that count towards all caps. */
export function allRulesCase({ staff, days, blocks, bookings }) {
  const question = slotCase({ staff, days, blocks });
  const random = randomNumbers(staff + bookings);
  const date = (day) => new Date(FROM + day * DAY).toISOString().slice(0, 10);
  const people = question.people.map(({ zone, calendars: [busy] }, i) => ({
    zone: i % 5 === 4 ? 'America/New_York' : zone,
    calendars: [busy.filter((_, n) => n % 2 === 0), busy.filter((_, n) => n % 3 !== 0)],
    bookings: Array.from({ length: bookings }, () => {
      const start = FROM + Math.floor(random() * days) * DAY + (7 + Math.floor(random() * 18) / 2) * 60 * MINUTE;
      return { start, end: start + question.duration, bufferBefore: 5, bufferAfter: 0, capacity: SEATS.capacity };
    }),
    rules: {
      caps: { day: 3, week: 9 },
      holidays: 'PL',
      overrides: [{ date: date(3 + (i % 7)), hours: [{ from: 7 * 60, to: 9 * 60 }] }],
      absences: [{ from: date(20 + (i % 9)), to: date(24 + (i % 9)) }],
    },
  }));
  return { ...question, people, service: { ...SEATS, caps: { day: 4 * staff, week: 9 * staff } } };
}
