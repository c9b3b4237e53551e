import fc from 'fast-check';
import type { Booking } from '../../../src/booking/booking';
import { claimMail, isLesser, noteSent, sweepMail } from '../../../src/booking/letters';
import { withEffects } from '../../../src/booking/outbox';
import { nextReminder, withReminders } from '../../../src/booking/reminders';
import { DAY, HOUR, MINUTE } from '../../../src/booking/time/time';
import { transition } from '../../../src/booking/transition';
import { aBooking, at } from '../../support/builders';

const start = at('2026-11-24T14:00:00Z');
const times = { start, end: start + 30 * MINUTE };
const MADE = start - 3 * DAY;
const made = { at: MADE, by: 'mei@studio.example', what: 'accepted' };
const confirmed = (change: Partial<Booking> = {}) =>
  aBooking({ ...times, state: 'confirmed', holdUntil: null, createdAt: MADE, history: [made], ...change });
const both = { reminders: [1440, 120], followUp: 60 };

const waiting = ({ outbox }: Booking) => outbox.flatMap((e) => (e.kind === 'mail' ? [e.template] : []));

/** Ticks at these times, each of which sends at once what it may; answers what was sent, and when. */
function run(booking: Booking, ticks: readonly number[], service = both): { template: string; at: number }[] {
  let now = booking;
  return ticks.flatMap((tick) => {
    now = sweepMail(withReminders(now, service, tick), tick);
    const [mail] = now.outbox;
    if (mail?.kind !== 'mail') return [];
    now = noteSent(now, claimMail(mail, 'mei@studio.example', tick, false), tick);
    return [{ template: mail.template, at: tick }];
  });
}

describe('a reminder', () => {
  it('goes out once, at the first tick after it is due, and never after the start', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 11 * 60 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, (minutes) => {
        let tick = MADE;
        const ticks = minutes.map((gap) => (tick += gap * MINUTE));
        const sent = run(confirmed(), ticks);
        const reminders = sent.filter(({ template }) => template === 'clientReminder');
        const firstAfter = (due: number) => ticks.find((one) => one >= due) ?? Infinity;
        const expected = both.reminders.map((lead) => firstAfter(start - lead * MINUTE)).filter((one) => one < start);
        expect(reminders.map((one) => one.at)).toEqual([...new Set(expected)]);
        const thanks = firstAfter(times.end + HOUR);
        expect(sent.slice(reminders.length)).toEqual(
          thanks === Infinity ? [] : [{ template: 'clientFollowUp', at: thanks }],
        );
      }),
    );
  });

  it('is not for a booking that was made later than it was due, nor for one that was due half a day ago', () => {
    const late = { ...made, at: start - 5 * HOUR };
    expect(waiting(withReminders(confirmed({ history: [late] }), both, start - 4 * HOUR))).toEqual([]);
    expect(waiting(withReminders(confirmed(), both, start - 11 * HOUR))).toEqual([]);
    expect(waiting(withReminders(confirmed(), both, start - 13 * HOUR))).toEqual(['clientReminder']);
  });

  it('is not for what is only requested, is over, or waits for an answer about its time', () => {
    const states = ['requested', 'awaitingPayment', 'declined', 'cancelled', 'expired', 'completed', 'noShow'] as const;
    for (const state of states) {
      expect(withReminders(confirmed({ state }), { ...both, followUp: null }, start - DAY).outbox).toEqual([]);
    }
    expect(withReminders(confirmed({ question: { kind: 'deleted' } }), both, start - DAY).outbox).toEqual([]);
  });

  it('of a booking that moves is another one; what waits for its former time is dropped', () => {
    const reminded = withReminders(confirmed(), both, start - DAY + HOUR);
    const by = 'mei@studio.example';
    const to = { start: start + 3 * DAY, end: start + 3 * DAY + HOUR, placement: null };
    const moved = transition(reminded, { kind: 'reschedule', by, ...to }, start - DAY + 2 * HOUR);
    if (!moved.ok) throw new Error(moved.refusal.code);
    expect(waiting(sweepMail(moved.value, start - DAY + 2 * HOUR))).toEqual(['clientRescheduled']);
    const then = { ...moved.value, outbox: [] };
    expect(run(then, [start, start + 2 * DAY - 1, start + 2 * DAY, start + 2 * DAY + HOUR])).toEqual([
      { template: 'clientReminder', at: start + 2 * DAY },
    ]);
  });

  it('that waits for mail quota is dropped at the start, and gives way to other mail', () => {
    const waits = withReminders(confirmed(), both, start - 2 * HOUR);
    const [mail] = waits.outbox;
    expect(mail?.kind === 'mail' && isLesser(mail)).toBe(true);
    expect(waiting(sweepMail(waits, start - 1))).toEqual(['clientReminder']);
    expect(waiting(sweepMail(waits, start))).toEqual([]);
  });

  it('comes as many hours before the start, whatever the clocks do in between', () => {
    // Warsaw's clocks go back on 25 October 2026, at one o'clock in UTC.
    const change = at('2026-10-25T09:00:00Z');
    const early = { ...made, at: change - 3 * DAY };
    const booking = confirmed({ start: change, end: change + HOUR, createdAt: early.at, history: [early] });
    const ticks = Array.from({ length: 40 }, (_, hour) => change - 30 * HOUR + hour * HOUR);
    expect(run(booking, ticks).map((one) => one.at)).toEqual([
      change - 24 * HOUR,
      change - 2 * HOUR,
      change + 2 * HOUR,
    ]);
  });

  it('is left out where another e-mail with its time still waits to be sent', () => {
    const waits = withEffects(confirmed(), [{ kind: 'mail', template: 'clientRescheduled' }]);
    const reminded = withReminders(waits, both, start - DAY);
    expect(waiting(reminded)).toEqual(['clientRescheduled']);
    expect(withReminders({ ...reminded, outbox: [] }, both, start - DAY + HOUR).outbox).toEqual([]);
  });

  it('is for nobody where the client has no address, and is planned once all the same', () => {
    const { client } = confirmed();
    const nobody = withReminders(confirmed({ client: { ...client, email: '' } }), both, start - DAY);
    expect(nobody).toMatchObject({ outbox: [], remindedUntil: start - DAY });
  });
});

describe('the thanks afterwards', () => {
  const over = times.end + HOUR;

  it('stay in the outbox of a booking that is completed, and leave that of one whose client did not come', () => {
    const waits = withReminders(confirmed(), both, over);
    const close = (kind: 'complete' | 'noShow') => {
      const closed = transition(waits, { kind, by: 'mei@studio.example' }, over);
      return closed.ok ? waiting(sweepMail(closed.value, over)) : null;
    };
    expect(close('complete')).toEqual(['clientFollowUp']);
    expect(close('noShow')).toEqual([]);
    expect(waiting(withReminders(confirmed({ state: 'completed' }), both, over))).toEqual(['clientFollowUp']);
  });
});

it('names when a client is reminded next, if they are', () => {
  const { client } = confirmed();
  expect(nextReminder(confirmed(), both, MADE)).toBe(start - DAY);
  expect(nextReminder(confirmed(), both, start - DAY)).toBe(start - 2 * HOUR);
  expect(nextReminder(confirmed(), both, start - 2 * HOUR)).toBeNull();
  expect(nextReminder(confirmed({ client: { ...client, email: '' } }), both, MADE)).toBeNull();
  expect(nextReminder(aBooking(times), both, MADE)).toBeNull();
});
