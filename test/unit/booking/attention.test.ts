import { attentionOf } from '../../../src/booking/attention';
import type { Booking } from '../../../src/booking/booking';
import { HOUR } from '../../../src/booking/time/time';
import { transition } from '../../../src/booking/transition';
import { aBooking } from '../../support/builders';

const { start, end } = aBooking();
const now = start - 24 * HOUR;
const event = { calendarId: 'mei-cal', eventId: 'skabcg1', written: true, span: { start, end } };
const confirmed = aBooking({ state: 'confirmed', holdUntil: null, event, generation: 1 });

describe('what needs attention', () => {
  it('is the most pressing thing first, with the one thing that mends it', () => {
    const flagged: Booking = { ...confirmed, flags: ['outsideHours', 'overlap', 'linkFailed'] };
    expect(attentionOf(flagged, now)).toEqual({ why: 'linkFailed', remedy: 'retryLink' });
    expect(attentionOf({ ...flagged, question: { kind: 'deleted' } }, now)?.remedy).toBe('answerQuestion');
    expect(attentionOf({ ...confirmed, flags: ['movedAway'] }, now)?.remedy).toBe('bringBack');
  });

  it('is nothing once the time has passed, but for money that is owed', () => {
    expect(attentionOf({ ...confirmed, flags: ['overlap'] }, confirmed.end)).toBeNull();
    const owed: Booking = { ...confirmed, state: 'cancelled', flags: ['refundDue'] };
    expect(attentionOf(owed, confirmed.end + 24 * HOUR)?.remedy).toBe('refund');
    const settled = transition(owed, { kind: 'settleFlag', by: 'mei@studio.example', flag: 'refundDue' }, now);
    if (!settled.ok) throw new Error(settled.refusal.code);
    expect(attentionOf(settled.value, now)).toBeNull();
    expect(settled.value.history.at(-1)).toMatchObject({ what: 'refunded' });
  });
});
