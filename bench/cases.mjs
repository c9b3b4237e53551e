// What the slot benches ask: one service, people with busy time.

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/**
 * March 2030, with the change to summer time on the 31st. Far ahead, because time-slots-finder compares with the
 * machine's clock and offers nothing that has passed.
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

/** Half an hour every quarter of an hour. All times in milliseconds. */
export function slotCase({ staff = 1, days, blocks, isSorted = false, hours = OFFICE }) {
  const busyOf = (i) => {
    const busy = busyBlocks(blocks, days, i + 7);
    return isSorted ? busy.sort((a, b) => a.start - b.start) : busy;
  };
  return {
    people: Array.from({ length: staff }, (_, i) => ({ zone: 'Europe/Warsaw', busy: busyOf(i) })),
    hours,
    duration: 30 * MINUTE,
    step: 15 * MINUTE,
    range: { start: FROM, end: FROM + days * DAY },
  };
}
