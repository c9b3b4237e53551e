import { clientMayUntil, hasMovedEnough } from '../../../src/booking/deadlines';
import { DAY, HOUR } from '../../../src/booking/time/time';
import { aBooking, aService } from '../../support/builders';

const { start } = aBooking();
const service = aService({ cancelDeadline: 24 * 60, rescheduleDeadline: 60 });

it('a client may cancel and move an accepted booking until the deadlines of its service', () => {
  for (const state of ['confirmed', 'awaitingPayment'] as const) {
    expect(clientMayUntil({ start, state }, service, 'cancel')).toBe(start - DAY);
    expect(clientMayUntil({ start, state }, service, 'reschedule')).toBe(start - HOUR);
  }
});

it('without deadlines, or without its service, until it starts', () => {
  expect(clientMayUntil({ start, state: 'confirmed' }, aService(), 'cancel')).toBe(start);
  expect(clientMayUntil({ start, state: 'confirmed' }, undefined, 'reschedule')).toBe(start);
});

it('a request that nobody has accepted can be withdrawn until its time', () => {
  expect(clientMayUntil({ start, state: 'requested' }, service, 'cancel')).toBe(start);
});

it('a client moves one booking at most five times within a day', () => {
  const moves = (by: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ at: start + i, by, what: 'rescheduled' }));
  expect(hasMovedEnough({ history: moves('client', 4) }, start + HOUR)).toBe(false);
  expect(hasMovedEnough({ history: moves('client', 5) }, start + HOUR)).toBe(true);
  expect(hasMovedEnough({ history: moves('client', 5) }, start + DAY + 4)).toBe(false);
  expect(hasMovedEnough({ history: moves('mei@studio.example', 9) }, start + HOUR)).toBe(false);
});
