import fc from 'fast-check';
import { BOOKING_STATES, eventIdOf, type Booking, type BookingState } from '../../../src/booking/booking';
import { ALLOWED, transition, type Command, type CommandKind } from '../../../src/booking/transition';
import { HOUR } from '../../../src/booking/time/time';
import { aBooking } from '../../support/builders';

const base = aBooking();
const before = base.start - 24 * HOUR;
const after = base.start + HOUR;

const STAND = { calendarId: 'cal', roomUri: 'https://rooms.example/x', session: null };

const COMMANDS: Record<CommandKind, Command> = {
  accept: {
    kind: 'accept',
    by: 'mei@studio.example',
    calendarId: 'cal',
    roomUri: 'https://rooms.example/x',
    session: null,
  },
  markPaid: {
    kind: 'markPaid',
    by: 'mei@studio.example',
    calendarId: 'cal',
    roomUri: 'https://rooms.example/x',
    session: null,
  },
  decline: { kind: 'decline', by: 'mei@studio.example', reason: 'ill' },
  reschedule: {
    kind: 'reschedule',
    by: 'mei@studio.example',
    start: base.start + HOUR,
    end: base.end + HOUR,
    placement: STAND,
  },
  reassign: {
    kind: 'reassign',
    by: 'mei@studio.example',
    staffId: 'anna',
    detail: 'Anna',
    tellsFormer: true,
    tellsNew: true,
    placement: STAND,
  },
  changeClient: { kind: 'changeClient', by: 'mei@studio.example', client: { ...base.client, name: 'Pjotr' } },
  note: { kind: 'note', by: 'mei@studio.example', text: 'bring the keys' },
  resendMail: { kind: 'resendMail', by: 'mei@studio.example' },
  settleFlag: { kind: 'settleFlag', by: 'mei@studio.example', flag: 'clientDeclined' },
  bringBack: { kind: 'bringBack', by: 'mei@studio.example' },
  cancel: { kind: 'cancel', by: 'client', reason: '' },
  expire: { kind: 'expire', by: 'system' },
  complete: { kind: 'complete', by: 'mei@studio.example' },
  noShow: { kind: 'noShow', by: 'mei@studio.example' },
  retryLink: { kind: 'retryLink', by: 'mei@studio.example' },
  followCalendar: { kind: 'followCalendar', by: 'mei@studio.example' },
  putBack: { kind: 'putBack', by: 'mei@studio.example', session: null },
  notePayment: { kind: 'notePayment', by: 'mei@studio.example' },
  writeEvent: { kind: 'writeEvent', by: 'mei@studio.example', ...STAND },
};

const stay = (...states: BookingState[]) => Object.fromEntries(states.map((state) => [state, state]));
const everyState = stay(...BOOKING_STATES);

/** What a command leads to from each state in which it means something; everything else is refused. */
const EXPECTED: Record<CommandKind, Partial<Record<BookingState, BookingState>>> = {
  accept: { requested: 'confirmed' },
  markPaid: { awaitingPayment: 'confirmed' },
  decline: { requested: 'declined', awaitingPayment: 'declined' },
  reschedule: { requested: 'requested', awaitingPayment: 'awaitingPayment', confirmed: 'confirmed' },
  cancel: { requested: 'cancelled', awaitingPayment: 'cancelled', confirmed: 'cancelled' },
  expire: { requested: 'expired', awaitingPayment: 'expired' },
  complete: { confirmed: 'completed', noShow: 'completed' },
  noShow: { confirmed: 'noShow', completed: 'noShow' },
  retryLink: { confirmed: 'confirmed' },
  followCalendar: { confirmed: 'confirmed' },
  putBack: { confirmed: 'confirmed' },
  notePayment: stay('awaitingPayment', 'declined', 'cancelled', 'expired'),
  writeEvent: { confirmed: 'confirmed' },
  reassign: { requested: 'requested', awaitingPayment: 'awaitingPayment', confirmed: 'confirmed' },
  changeClient: { requested: 'requested', awaitingPayment: 'awaitingPayment', confirmed: 'confirmed' },
  bringBack: { confirmed: 'confirmed' },
  note: everyState,
  settleFlag: everyState,
  resendMail: stay('requested', 'awaitingPayment', 'confirmed', 'declined', 'cancelled', 'expired'),
};

function inState(state: BookingState): Booking {
  const confirmed = state === 'confirmed' || state === 'completed' || state === 'noShow';
  return aBooking({
    state,
    flags: ['clientDeclined', 'movedAway'],
    ...(confirmed && {
      holdUntil: null,
      question: { kind: 'moved' as const, span: { start: base.start + HOUR, end: base.end + HOUR } },
      event: {
        calendarId: 'cal',
        eventId: 'skabc',
        written: true,
        span: { start: base.start, end: base.end },
      },
      link: { status: 'failed', uri: null, since: 0, attempt: 1, phones: [] },
    }),
  });
}

const kinds = Object.keys(COMMANDS) as CommandKind[];
const pairs = BOOKING_STATES.flatMap((state) => kinds.map((kind) => ({ state, kind })));

describe('transition', () => {
  it.each(pairs)('$kind in $state leads where the state machine says', ({ state, kind }) => {
    const now = kind === 'complete' || kind === 'noShow' ? after : before;
    const booking = kind === 'writeEvent' ? { ...inState(state), event: null } : inState(state);
    const outcome = transition(booking, COMMANDS[kind], now);
    const expected = EXPECTED[kind][state];
    expect(outcome.ok ? outcome.value.state : undefined).toBe(expected);
    expect(ALLOWED[kind].includes(state)).toBe(expected !== undefined);
  });

  it('never makes an event or a link before a booking is confirmed', () => {
    const prepaid = transition(aBooking({ prepayment: true }), COMMANDS.accept, before);
    expect(prepaid.ok && prepaid.value).toMatchObject({ state: 'awaitingPayment', event: null, link: null });
    expect(prepaid.ok && prepaid.value.outbox.map((effect) => effect.kind)).toEqual(['mail']);
  });

  it('starts the time to pay when it is accepted, and a hold never outlives the time it holds', () => {
    const asked = aBooking({ prepayment: true, hold: 48, timeToPay: 12, holdUntil: before + 1 });
    const prepaid = transition(asked, COMMANDS.accept, before);
    expect(prepaid.ok && prepaid.value.holdUntil).toBe(before + 12 * HOUR);
    const late = transition(asked, COMMANDS.accept, base.start - HOUR);
    expect(late.ok && late.value.holdUntil).toBe(base.start);
  });

  it('moves the hold of a request with its time', () => {
    const later = { ...COMMANDS.reschedule, start: base.start + 240 * HOUR, end: base.end + 240 * HOUR } as Command;
    const moved = transition(aBooking({ holdUntil: before + 1, hold: 48 }), later, before);
    expect(moved.ok && moved.value.holdUntil).toBe(before + 48 * HOUR);
    const sooner = { ...COMMANDS.reschedule, start: before + HOUR, end: before + 2 * HOUR } as Command;
    const near = transition(aBooking({ hold: 48 }), sooner, before);
    expect(near.ok && near.value.holdUntil).toBe(before + HOUR);
  });

  it.each([
    ['requested', []],
    ['awaitingPayment', [{ at: before - HOUR, by: 'mei@studio.example', what: 'accepted' }]],
  ] as const)('gives a client no more time by moving what is %s, however often', (state, history) => {
    const hours = { hold: 24, timeToPay: 24, createdAt: before - HOUR };
    let held = aBooking({ ...hours, state, history: [...history], holdUntil: base.start - HOUR });
    for (let day = 1; day <= 5; day++) {
      const start = base.start + (5 + (day % 2)) * 24 * HOUR;
      const now = before + day * 4 * HOUR;
      const moved = transition(
        held,
        { ...COMMANDS.reschedule, by: 'client', start, end: start + HOUR } as Command,
        now,
      );
      if (!moved.ok) throw new Error(moved.refusal.code);
      held = moved.value;
    }
    expect(held.holdUntil).toBe(before + 23 * HOUR);
  });

  it('gives a client who moves a request of a time soon the hold that their service names', () => {
    const soon = aBooking({ hold: 48, createdAt: before, start: before + HOUR, holdUntil: before + HOUR });
    const later = { ...COMMANDS.reschedule, by: 'client', start: base.start + 240 * HOUR, end: base.end + 240 * HOUR };
    const moved = transition(soon, later, before + HOUR / 2);
    expect(moved.ok && moved.value.holdUntil).toBe(before + 48 * HOUR);
  });

  it.each([
    ['requested', 'clientExpired', 'expired'],
    ['awaitingPayment', 'clientUnpaid', 'unpaid'],
  ] as const)('a hold of %s that runs out has words of its own', (state, template, what) => {
    const ended = transition(inState(state), COMMANDS.expire, after);
    expect(ended.ok && ended.value).toMatchObject({ state: 'expired', outbox: [{ template }], history: [{ what }] });
    const again = ended.ok ? transition({ ...ended.value, outbox: [] }, COMMANDS.resendMail, after) : ended;
    expect(again.ok && again.value.outbox).toMatchObject([{ template }]);
  });

  it('confirms with an event that is known before it is written, a link that is asked for, and a mail', () => {
    const outcome = transition(aBooking(), COMMANDS.accept, before);
    expect(outcome.ok && outcome.value).toMatchObject({
      state: 'confirmed',
      event: { calendarId: 'cal', eventId: eventIdOf('0123456789ab', 1), written: false },
      link: { status: 'pending', attempt: 1 },
    });
    expect(outcome.ok && outcome.value.outbox.map((e) => e.kind)).toEqual(['putEvent', 'mail']);
    expect(eventIdOf('0123456789ab', 1)).toMatch(/^[a-v0-9]{5,1024}$/);
  });

  it('takes the event away when a confirmed booking is cancelled, and says nothing more of what was planned', () => {
    const accepted = transition(aBooking(), COMMANDS.accept, before);
    const cancelled = accepted.ok ? transition(accepted.value, COMMANDS.cancel, before) : accepted;
    expect(cancelled.ok && cancelled.value.link).toBeNull();
    expect(cancelled.ok && cancelled.value.outbox.map((e) => (e.kind === 'mail' ? e.template : e.kind))).toEqual([
      'removeEvent',
      'clientCancelled',
    ]);
  });

  it('flags a refund when something paid ends', () => {
    const cancelled = transition({ ...inState('confirmed'), paidAt: 1 }, COMMANDS.cancel, before);
    expect(cancelled.ok && cancelled.value.flags).toContain('refundDue');
  });

  it('tells a second tap from a command that makes no sense', () => {
    const twice = transition(inState('confirmed'), COMMANDS.accept, before);
    expect(!twice.ok && twice.refusal.code).toBe('alreadyDone');
    const senseless = transition(inState('expired'), COMMANDS.accept, before);
    expect(!senseless.ok && senseless.refusal.code).toBe('wrongState');
  });

  it('refuses what the clock forbids', () => {
    expect(transition(aBooking(), COMMANDS.accept, after)).toMatchObject({ refusal: { code: 'pastTime' } });
    expect(transition(inState('confirmed'), COMMANDS.noShow, before)).toMatchObject({
      refusal: { code: 'notYetStarted' },
    });
  });

  it('appends who, when and what to the history, and leaves its argument alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.constantFrom(before, after), ({ state, kind }, now) => {
        const booking = inState(state);
        const frozen = JSON.stringify(booking);
        const outcome = transition(booking, COMMANDS[kind], now);
        expect(JSON.stringify(booking)).toBe(frozen);
        if (!outcome.ok) return;
        expect(outcome.value.history).toHaveLength(1);
        expect(outcome.value.history[0]).toMatchObject({ at: now, by: COMMANDS[kind].by });
      }),
    );
  });
});

describe('a payment that comes too late', () => {
  const note = (booking: Booking) => transition(booking, COMMANDS.notePayment, before);

  it('is on the record of a booking that has ended, as money to give back, once', () => {
    const paid = note(aBooking({ state: 'expired', prepayment: true }));
    if (!paid.ok) throw new Error(paid.refusal.code);
    expect(paid.value).toMatchObject({ state: 'expired', paidAt: before, flags: ['refundDue'] });
    expect(note(paid.value)).toMatchObject({ ok: false, refusal: { code: 'alreadyDone' } });
  });

  it('keeps a booking from ending by the clock until a person has found it another time', () => {
    const paid = note(aBooking({ state: 'awaitingPayment', prepayment: true }));
    if (!paid.ok) throw new Error(paid.refusal.code);
    expect(paid.value).toMatchObject({ state: 'awaitingPayment', holdUntil: null, flags: ['paidTooLate', 'overlap'] });
    const confirmed = transition(paid.value, COMMANDS.markPaid, before + HOUR);
    expect(confirmed).toMatchObject({ ok: true, value: { state: 'confirmed', paidAt: before } });
    const declined = transition(paid.value, COMMANDS.decline, before + HOUR);
    if (!declined.ok) throw new Error(declined.refusal.code);
    expect(declined.value.flags).toEqual(['overlap', 'refundDue']);
  });
});
