import fc from 'fast-check';

/** What can happen, as plain data: a run is a list of these, and so is a seed. Numbers choose among what there is. */
export type Step =
  | { do: 'request'; client: number; service: number; staff: number | null; slot: number; stale: boolean }
  | { do: 'tap'; what: Tap; booking: number; by: Actor; overBusy: boolean }
  | ConnectionStep
  | DeskStep
  /** Two things at the very same time. */
  | { do: 'together'; steps: Step[]; seed: number }
  | { do: 'drag'; booking: number; quarters: number; longer: number }
  | { do: 'delete' | 'unlink' | 'relink' | 'allDay' | 'repeat'; booking: number }
  /** From the card. */
  | { do: 'reschedule'; booking: number; quarters: number; anyTime: boolean }
  | { do: 'handOver'; booking: number; by: Actor; overBusy: boolean }
  /** By the link in an e-mail. */
  | { do: 'byLink'; booking: number; wish: LinkWish; slot: number }
  | { do: 'copy'; booking: number; quarters: number }
  | { do: 'answer'; booking: number; says: 'accepted' | 'declined' }
  | { do: 'busy'; staff: number; booking: number | null; hours: number; recurring: boolean }
  | { do: 'moveBusy' | 'removeBusy'; which: number }
  | { do: 'expireTokens' }
  | { do: 'meet'; minutes: number; fail: boolean }
  | { do: 'fault'; method: string; status: number; nth: number; times: number }
  | { do: 'crash'; nth: number; when: 'before' | 'after' }
  | { do: 'triggers'; twice: boolean }
  | { do: 'tell' | 'tick'; who: number }
  | { do: 'wait'; hours: number };

export type LinkWish = 'cancel' | 'move' | 'accept' | 'decline' | 'propose';

/** Who taps: the booking's staff member, the owner, or a manager without a calendar of their own. */
export type Actor = 'staff' | 'owner' | 'manager';

/** What staff do to the connection with their calendars. */
export type ConnectionStep =
  | { do: 'pause'; who: number }
  | { do: 'resume'; who: number }
  | {
      do: 'reset';
      who: number;
      events: 'leave' | 'google' | 'slotkeeper' | 'both';
      next: 'changes' | 'everything';
    }
  | { do: 'disconnect'; who: number; removeEvents: boolean }
  /** With their first calendar as the one to be written to, or with another. */
  | { do: 'connect'; who: number; elsewhere: boolean };

/** What else is done at the desk. */
export type DeskStep =
  | { do: 'offer'; service: number; staff: number; slot: number }
  | { do: 'useOffer'; which: number; client: number }
  | { do: 'byHand'; service: number; staff: number; slot: number; hasEmail: boolean; confirm: boolean }
  | { do: 'adopt'; staff: number; service: number; hours: number; tell: boolean }
  | { do: 'client'; booking: number; changesEmail: boolean }
  | { do: 'capacity'; service: number; seats: number };

const TAPS = [
  'acceptBooking',
  'declineBooking',
  'cancelBooking',
  'markBookingPaid',
  'completeBooking',
  'retryBookingLink',
] as const;

export type Tap = (typeof TAPS)[number];

const booking = fc.nat(5);
const actor = fc.constantFrom<Actor>('staff', 'staff', 'owner', 'manager');

const request = fc.record({
  do: fc.constant('request' as const),
  client: fc.nat(1),
  service: fc.nat(3),
  staff: fc.option(fc.nat(1)),
  slot: fc.nat(7),
  stale: fc.boolean(),
});

/** Most taps are an acceptance: without it little happens. */
const tap = fc.record({
  do: fc.constant('tap' as const),
  what: fc.oneof({ weight: 4, arbitrary: fc.constant('acceptBooking' as const) }, fc.constantFrom(...TAPS)),
  booking,
  by: actor,
  overBusy: fc.boolean(),
});

const tick = fc.record({ do: fc.constantFrom('tell' as const, 'tick' as const), who: fc.nat(2) });

const together = fc.record({
  do: fc.constant('together' as const),
  steps: fc.array<Step>(fc.oneof(request, tap, tick, fc.constant<Step>({ do: 'triggers', twice: false })), {
    minLength: 2,
    maxLength: 3,
  }),
  seed: fc.nat(1_000),
});

const drag = fc.record({
  do: fc.constant('drag' as const),
  booking,
  quarters: fc.integer({ min: -6, max: 8 }),
  longer: fc.integer({ min: -1, max: 3 }),
});

const busy = fc.record({
  do: fc.constant('busy' as const),
  staff: fc.nat(1),
  booking: fc.option(booking),
  hours: fc.nat(60),
  recurring: fc.boolean(),
});

/** What Google may say at any call, and what only some methods can say. */
const fault = fc.record({
  do: fc.constant('fault' as const),
  nth: fc.integer({ min: 1, max: 6 }),
  times: fc.constantFrom(1, 1, 3, 6),
  answer: fc.constantFrom(
    ...[429, 500, 503].map((status) => ({ status, method: '*' })),
    ...[
      { status: 410, method: 'Events.list' },
      { status: 412, method: 'Events.patch' },
      { status: 403, method: 'Events.list' },
    ],
  ),
});

const who = fc.nat(1);

const connection: fc.Arbitrary<ConnectionStep>[] = [
  fc.record({ do: fc.constant('pause' as const), who }),
  fc.record({ do: fc.constant('resume' as const), who }),
  fc.record({
    do: fc.constant('reset' as const),
    who,
    events: fc.constantFrom('leave' as const, 'google' as const, 'slotkeeper' as const, 'both' as const),
    next: fc.constantFrom('changes' as const, 'everything' as const),
  }),
  fc.record({ do: fc.constant('disconnect' as const), who, removeEvents: fc.boolean() }),
  fc.record({ do: fc.constant('connect' as const), who, elsewhere: fc.boolean() }),
];

const desk: fc.Arbitrary<DeskStep>[] = [
  fc.record({ do: fc.constant('offer' as const), service: fc.nat(3), staff: who, slot: fc.nat(7) }),
  fc.record({ do: fc.constant('useOffer' as const), which: fc.nat(2), client: fc.nat(1) }),
  fc.record({
    do: fc.constant('byHand' as const),
    service: fc.nat(3),
    staff: who,
    slot: fc.nat(7),
    hasEmail: fc.boolean(),
    confirm: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('adopt' as const),
    staff: who,
    service: fc.nat(3),
    hours: fc.nat(60),
    tell: fc.boolean(),
  }),
  fc.record({ do: fc.constant('client' as const), booking, changesEmail: fc.boolean() }),
  fc.record({ do: fc.constant('capacity' as const), service: fc.nat(3), seats: fc.integer({ min: 1, max: 3 }) }),
];

const others: fc.Arbitrary<Step>[] = [
  fc.record({
    do: fc.constantFrom('delete' as const, 'unlink' as const, 'relink' as const, 'allDay' as const, 'repeat' as const),
    booking,
  }),
  ...connection,
  ...desk,
  fc.record({
    do: fc.constant('reschedule' as const),
    booking,
    quarters: fc.integer({ min: -6, max: 12 }),
    anyTime: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('handOver' as const),
    booking,
    by: actor,
    overBusy: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('byLink' as const),
    booking,
    wish: fc.constantFrom<LinkWish>('cancel', 'move', 'move', 'accept', 'accept', 'decline', 'propose'),
    slot: fc.nat(7),
  }),
  fc.record({ do: fc.constant('copy' as const), booking, quarters: fc.integer({ min: 0, max: 8 }) }),
  fc.record({
    do: fc.constant('answer' as const),
    booking,
    says: fc.constantFrom('accepted' as const, 'declined' as const),
  }),
  busy,
  fc.record({ do: fc.constantFrom('moveBusy' as const, 'removeBusy' as const), which: fc.nat(5) }),
  fc.constant({ do: 'expireTokens' as const }),
  fc.record({ do: fc.constant('meet' as const), minutes: fc.constantFrom(0, 0, 5, 90), fail: fc.boolean() }),
  fault.map(({ answer, ...rest }): Step => ({ ...rest, ...answer })),
  fc.record({
    do: fc.constant('crash' as const),
    nth: fc.integer({ min: 1, max: 16 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ do: fc.constant('triggers' as const), twice: fc.boolean() }),
  tick,
  fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 1, 3, 24, 49) }),
];

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: request },
  { weight: 8, arbitrary: tap },
  { weight: 3, arbitrary: drag },
  { weight: 2, arbitrary: together },
  ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
);
