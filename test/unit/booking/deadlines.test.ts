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

describe('a client may move one booking within a day', () => {
  const moves = (by: string, count: number, first: string[] = ['requested', 'accepted']) => ({
    history: [
      ...first.map((what) => ({ at: start, by: what === 'accepted' ? 'mei@studio.example' : 'client', what })),
      ...Array.from({ length: count }, (_, i) => ({ at: start + i, by, what: 'rescheduled' })),
    ],
  });

  it('five times once somebody has accepted it', () => {
    expect(hasMovedEnough(moves('client', 4), start + HOUR)).toBe(false);
    expect(hasMovedEnough(moves('client', 5), start + HOUR)).toBe(true);
    expect(hasMovedEnough(moves('client', 5), start + DAY + 4)).toBe(false);
    expect(hasMovedEnough(moves('mei@studio.example', 9), start + HOUR)).toBe(false);
  });

  it('twice before: nobody knows yet whose address the e-mails go to', () => {
    expect(hasMovedEnough(moves('client', 1, ['requested']), start + HOUR)).toBe(false);
    expect(hasMovedEnough(moves('client', 2, ['requested']), start + HOUR)).toBe(true);
  });
});
