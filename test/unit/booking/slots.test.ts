import fc from 'fast-check';
import { isFree, openSlots, staffOpenAt, type SlotQuery } from '../../../src/booking/slots/slots';
import { DAY, HOUR, MINUTE } from '../../../src/booking/time/time';
import { mergeIntervals } from '../../../src/booking/time/intervals';
import { aService, aStaff, at, occupied, slotQuery, staffTimeOf } from '../../support/builders';

const MONDAY = at('2026-11-23T00:00:00Z');

function query(change: Partial<SlotQuery> = {}): SlotQuery {
  return slotQuery({ range: { start: MONDAY, end: MONDAY + DAY }, now: MONDAY - DAY, ...change });
}

const starts = (q: SlotQuery) => openSlots(q).map((slot) => new Date(slot.start).toISOString().slice(11, 16));

describe('openSlots', () => {
  it('offers starts on the step inside the working hours, the last one ending with them', () => {
    const open = starts(query());
    expect(open).toHaveLength(16);
    expect(open[0]).toBe('09:00');
    expect(open[15]).toBe('16:30');
  });

  it('offers nothing that touches a busy block, however short', () => {
    const busy = [{ start: MONDAY + 10.5 * HOUR, end: MONDAY + 10.75 * HOUR }];
    const open = starts(
      query({ service: aService({ duration: 60 }), staff: [staffTimeOf(aStaff({ zone: 'UTC' }), { busy })] }),
    );
    expect(open).not.toContain('10:00');
    expect(open).not.toContain('10:30');
    expect(open).toContain('09:30');
    expect(open).toContain('11:00');
  });

  it('keeps the longer of two buffers between bookings, not their sum', () => {
    const bookings = [occupied(MONDAY + 12 * HOUR, 30, { bufferAfter: 15 })];
    const service = aService({ step: 5, bufferBefore: 10, bufferAfter: 5 });
    const open = starts(query({ service, staff: [staffTimeOf(aStaff({ zone: 'UTC' }), { bookings })] }));
    expect(open).toContain('11:25');
    expect(open).not.toContain('11:30');
    expect(open).not.toContain('12:40');
    expect(open).toContain('12:45');
  });

  it('keeps 13:00–18:00 at 13:00–18:00 on both days of a clock change', () => {
    const hours = [0, 1, 2, 3, 4, 5, 6].map(() => [{ from: 13 * 60, to: 18 * 60 }]);
    const newYork = staffTimeOf(aStaff({ zone: 'America/New_York', hours }));
    const day = (date: string) =>
      openSlots(
        query({
          staff: [newYork],
          service: aService({ duration: 300, step: 300 }),
          now: at(`${date}T00:00:00Z`),
          range: { start: at(`${date}T00:00:00Z`), end: at(`${date}T00:00:00Z`) + DAY },
        }),
      );
    expect(day('2026-03-08')).toEqual([
      { start: at('2026-03-08T17:00:00Z'), end: at('2026-03-08T22:00:00Z'), staffIds: ['mei'] },
    ]);
    expect(day('2026-11-01')).toEqual([
      { start: at('2026-11-01T18:00:00Z'), end: at('2026-11-01T23:00:00Z'), staffIds: ['mei'] },
    ]);
  });

  it('has all half-hours of a day on which the clock changes', () => {
    const hours = [0, 1, 2, 3, 4, 5, 6].map(() => [{ from: 9 * 60, to: 17 * 60 }]);
    const start = at('2026-03-28T23:00:00Z');
    const berlin = staffTimeOf(aStaff({ zone: 'Europe/Berlin', hours }));
    expect(openSlots(query({ staff: [berlin], now: start, range: { start, end: start + 23 * HOUR } }))).toHaveLength(
      16,
    );
  });

  it('offers nothing beyond what is known of a calendar, nor anything of a person of whom nothing is known', () => {
    const unknown = staffTimeOf(aStaff({ zone: 'UTC' }), { known: { start: 0, end: 0 } });
    expect(openSlots(query({ staff: [unknown] }))).toEqual([]);
    const partly = staffTimeOf(aStaff({ zone: 'UTC' }), { known: { start: 0, end: MONDAY + 12 * HOUR } });
    expect(starts(query({ staff: [partly] })).pop()).toBe('11:30');
  });

  it('keeps minimum notice to the millisecond, and the booking horizon', () => {
    const service = aService({ minimumNotice: 60, horizon: 1 });
    const exactly = query({ service, now: MONDAY + 9 * HOUR - HOUR });
    expect(starts(exactly)[0]).toBe('09:00');
    expect(starts({ ...exactly, now: exactly.now + 1 })[0]).toBe('09:30');
    expect(
      openSlots(
        query({ service, range: { start: MONDAY, end: MONDAY + 30 * DAY }, now: MONDAY - DAY + 12 * HOUR }),
      ).pop()?.start,
    ).toBe(MONDAY + 11.5 * HOUR);
  });

  it('names everybody who can take a start, and shows it once', () => {
    const anna = staffTimeOf(aStaff({ id: 'anna', zone: 'UTC' }), {
      busy: [{ start: MONDAY, end: MONDAY + 12 * HOUR }],
    });
    const slots = openSlots(query({ staff: [staffTimeOf(aStaff({ zone: 'UTC' })), anna] }));
    expect(slots.find((slot) => slot.start === MONDAY + 9 * HOUR)?.staffIds).toEqual(['mei']);
    expect(slots.find((slot) => slot.start === MONDAY + 12 * HOUR)?.staffIds).toEqual(['mei', 'anna']);
    expect(new Set(slots.map((slot) => slot.start)).size).toBe(slots.length);
  });

  const minutes = (max: number) => fc.integer({ min: 0, max });
  const block = fc.record({ start: minutes(14 * 24 * 60), length: fc.integer({ min: 1, max: 600 }) });
  const anyQuery = fc.record({
    zone: fc.constantFrom('UTC', 'Europe/Warsaw', 'Asia/Kathmandu', 'America/St_Johns'),
    base: fc.constantFrom(at('2026-03-20T00:00:00Z'), at('2026-10-20T00:00:00Z'), MONDAY),
    duration: fc.integer({ min: 5, max: 180 }),
    step: fc.integer({ min: 5, max: 60 }),
    bufferBefore: minutes(45),
    bufferAfter: minutes(45),
    busy: fc.array(block, { maxLength: 20 }),
    bookings: fc.array(fc.record({ at: block, before: minutes(45), after: minutes(45) }), { maxLength: 8 }),
  });

  it('offers no start that overlaps anything, and accepts every start that it offers', () => {
    fc.assert(
      fc.property(anyQuery, (any) => {
        const span = (b: { start: number; length: number }) => ({
          start: any.base + b.start * MINUTE,
          end: any.base + (b.start + b.length) * MINUTE,
        });
        const bookings = any.bookings.map((b) =>
          occupied(any.base + b.at.start * MINUTE, b.at.length, { bufferBefore: b.before, bufferAfter: b.after }),
        );
        const busy = mergeIntervals(any.busy.map(span));
        const person = staffTimeOf(aStaff({ zone: any.zone }), { busy, bookings });
        const service = aService({ ...any, minimumNotice: 0 });
        const q = query({
          service,
          staff: [person],
          range: { start: any.base, end: any.base + 14 * DAY },
          now: any.base,
        });
        for (const slot of openSlots(q)) {
          const { bufferBefore, bufferAfter } = service;
          const taken = occupied(slot.start, service.duration, { bufferBefore, bufferAfter });
          const clearOfBusy = busy.every(
            (block) =>
              block.end <= slot.start - service.bufferBefore * MINUTE ||
              block.start >= slot.end + service.bufferAfter * MINUTE,
          );
          const clearOfBookings = bookings.every(
            (booking) =>
              slot.start - booking.end >= Math.max(service.bufferBefore, booking.bufferAfter) * MINUTE ||
              booking.start - slot.end >= Math.max(service.bufferAfter, booking.bufferBefore) * MINUTE,
          );
          const accepted = isFree(person, taken) && staffOpenAt(q, slot.start).length === 1;
          if (!clearOfBusy || !clearOfBookings || !accepted) return false;
        }
        return true;
      }),
      { numRuns: 200 },
    );
  });

  it('finds every start that a step-by-step search finds', () => {
    fc.assert(
      fc.property(anyQuery, (any) => {
        const busy = mergeIntervals(
          any.busy.map((b) => ({
            start: any.base + b.start * MINUTE,
            end: any.base + (b.start + b.length) * MINUTE,
          })),
        );
        const person = staffTimeOf(aStaff({ zone: 'UTC' }), { busy });
        const service = aService({ ...any });
        const q = query({
          service,
          staff: [person],
          range: { start: any.base, end: any.base + 7 * DAY },
          now: any.base,
        });
        const expected: number[] = [];
        for (let day = any.base; day < any.base + 7 * DAY; day += DAY) {
          const weekday = new Date(day).getUTCDay();
          if (weekday === 0 || weekday === 6) continue;
          const step = service.step * MINUTE;
          for (let start = day + 9 * HOUR; start + service.duration * MINUTE <= day + 17 * HOUR; start += step) {
            const from = start - service.bufferBefore * MINUTE;
            const to = start + (service.duration + service.bufferAfter) * MINUTE;
            if (!busy.some((b) => b.start < to && from < b.end)) expected.push(start);
          }
        }
        expect(openSlots(q).map((slot) => slot.start)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
