import type { Booking, Question } from '../../../src/booking/booking';
import { alignWithEvent } from '../../../src/desk/events/align';
import { goneEvent } from '../../../src/desk/ports/ports';
import type { ObservedEvent } from '../../../src/desk/ports/ports';
import type { Policies } from '../../../src/desk/ports/records';
import { aBooking, at } from '../../support/builders';

const now = at('2026-11-23T06:00:00Z');
const start = at('2026-11-24T06:00:00Z');
const span = { start, end: start + 1_800_000 };
const uri = 'https://meet.google.com/abc-defg-hij';
const link = { status: 'ready' as const, uri, since: now, attempt: 1, phones: [] };

function confirmed(question: Question | null): Booking {
  const event = { calendarId: 'mei', eventId: 'sk1g1', written: true, span };
  return aBooking({ state: 'confirmed', ...span, place: { kind: 'meet' }, event, link, question });
}

const shown = (change: Partial<ObservedEvent>): ObservedEvent => ({
  ...goneEvent('sk1g1'),
  status: 'exists',
  span,
  link: { status: 'ready', uri, phones: [] },
  ...change,
});

const POLICIES = (['tell', 'silent', 'ask'] as const).map((one): Policies => ({
  moved: one,
  stretched: one,
  deleted: one,
  linkRemoved: one === 'tell' ? 'restore' : one,
}));

describe.each(POLICIES)('what has been asked, where the owner wants $deleted now', (policies) => {
  const after = (booking: Booking, event: ObservedEvent) => alignWithEvent(booking, event, now, policies);

  it.each<[string, Question['kind'], ObservedEvent]>([
    ['a deletion', 'deleted', goneEvent('sk1g1')],
    ['a removal of the link', 'linkRemoved', shown({ link: { status: 'none' } })],
  ])('waits for its answer: %s', (_, kind, event) => {
    const asked = confirmed({ kind } as Question);
    expect(after(asked, event)).toBe(asked);
  });

  it('keeps waiting if the event is moved meanwhile', () => {
    const moved = { start: start + 3_600_000, end: start + 5_400_000 };
    const { question, link: kept } = after(
      confirmed({ kind: 'linkRemoved' }),
      shown({ span: moved, link: { status: 'none' } }),
    );
    expect(kept).toEqual(link);
    expect(question).toEqual(policies.moved === 'ask' ? { kind: 'moved', span: moved } : { kind: 'linkRemoved' });
  });

  it.each<Question['kind']>(['deleted', 'linkRemoved'])('has no object any more where it is back: %s', (kind) => {
    expect(after(confirmed({ kind } as Question), shown({}))).toEqual(confirmed(null));
  });
});
