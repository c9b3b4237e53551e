import fc from 'fast-check';
import { chooseStaff } from '../../../src/booking/slots/assignment';
import { explain, type Reason } from '../../../src/booking/slots/reasons';
import { isFree, openSlots, staffOpenAt, type SlotQuery } from '../../../src/booking/slots/slots';
import { OFFICE_HOURS, type HoursRange } from '../../../src/booking/staff';
import { noticeEnd } from '../../../src/booking/service';
import { DAY, HOUR, MINUTE } from '../../../src/booking/time/time';
import { mergeIntervals, type TakenTime } from '../../../src/booking/time/intervals';
import { aService, aStaff, at, occupied, slotQuery, staffTimeOf } from '../../support/builders';

const MONDAY = at('2026-11-23T00:00:00Z');
const NINE = MONDAY + 9 * HOUR;
const mei = (change: Parameters<typeof aStaff>[0] = {}) => aStaff({ zone: 'UTC', ...change });

function query(change: Partial<SlotQuery> = {}): SlotQuery {
  return slotQuery({ range: { start: MONDAY, end: MONDAY + DAY }, now: MONDAY - DAY, ...change });
}
const starts = (q: SlotQuery) => openSlots(q).map((slot) => new Date(slot.start).toISOString().slice(11, 16));
const session = (start: number, times: number, change: Partial<TakenTime> = {}) =>
  Array.from({ length: times }, (_, i) => occupied(start, 30, { reference: `B-${i}`, capacity: 3, ...change }));

describe('a service', () => {
  it('may be longer, as the client chooses', () => {
    expect(starts(query({ duration: 120 })).pop()).toBe('15:00');
  });

  it('ends its horizon at a date, in the zone of who gives it', () => {
    const service = aService({ bookableUntil: '2026-11-24', horizon: 60 });
    const staff = [staffTimeOf(aStaff({ zone: 'Asia/Taipei' }))];
    const slots = openSlots(query({ service, staff, range: { start: MONDAY, end: MONDAY + 9 * DAY } }));
    expect(new Date(slots.pop()!.start).toISOString()).toBe('2026-11-24T08:30:00.000Z');
  });

  it('ends a rolling horizon in the middle of a day', () => {
    const q = query({ service: aService({ horizon: 1 }), now: MONDAY - DAY + 12 * HOUR });
    expect(starts(q).pop()).toBe('11:30');
  });

  it('keeps its cap a day and a week, in the zone of who gives it', () => {
    const range = { start: MONDAY, end: MONDAY + 9 * DAY };
    const ofService = [occupied(NINE, 30, { staffId: 'anna' }), occupied(NINE + DAY, 30, { staffId: 'anna' })];
    const days = (caps: { day: number | null; week: number | null }) => {
      const slots = openSlots(query({ service: aService({ caps }), ofService, range }));
      return [...new Set(slots.map((slot) => new Date(slot.start).toISOString().slice(8, 10)))];
    };
    expect(days({ day: 1, week: null })).toEqual(['25', '26', '27', '30', '01']);
    expect(days({ day: null, week: 2 })).toEqual(['30', '01']);
    expect(days({ day: 2, week: 3 })).toHaveLength(7);
    // 23:30 in Warsaw is the day before midnight there, and the same hour is another day in Taipei.
    const late = occupied(at('2026-11-23T22:30:00Z'), 30);
    const open = (zone: string, date: string) =>
      openSlots(
        query({
          service: aService({ caps: { day: 1, week: null } }),
          staff: [staffTimeOf(aStaff({ zone }))],
          ofService: [late],
          range: { start: at(`${date}T00:00:00Z`), end: at(`${date}T23:00:00Z`) },
        }),
      ).length;
    expect([open('Europe/Warsaw', '2026-11-23'), open('Europe/Warsaw', '2026-11-24')]).toEqual([0, 16]);
    expect([open('Asia/Taipei', '2026-11-23'), open('Asia/Taipei', '2026-11-24')]).toEqual([16, 0]);
  });
});

describe('a staff member', () => {
  it('who is paused offers nothing', () => {
    expect(starts(query({ staff: [staffTimeOf(mei({ paused: true }))] }))).toEqual([]);
  });

  it('has caps over all services, counted besides those of the service', () => {
    const bookings = [occupied(NINE, 30, { serviceId: 'other' }), occupied(NINE + HOUR, 30)];
    const capped = (day: number) => [staffTimeOf(mei({ caps: { day, week: null } }), { bookings })];
    expect(starts(query({ staff: capped(2) }))).toEqual([]);
    expect(starts(query({ staff: capped(3) })).length).toBeGreaterThan(0);
    const service = aService({ caps: { day: 1, week: null } });
    expect(starts(query({ service, staff: capped(3), ofService: [occupied(NINE + HOUR, 30)] }))).toEqual([]);
  });

  it.each([
    ['that cannot be read', null],
    ['whose window does not reach that far', { start: MONDAY - DAY, end: NINE }],
  ])('with one calendar %s offers nothing there, whatever the others say', (_what, known) => {
    const person = staffTimeOf(mei());
    const calendars = [...person.calendars, { name: 'Private', busy: [], known, readAt: null }];
    expect(starts(query({ staff: [{ ...person, calendars }] }))).toEqual([]);
  });

  it('is busy in any of several calendars, duplicates and overlaps among them included', () => {
    const block = (from: number, to: number) => ({ start: NINE + from * MINUTE, end: NINE + to * MINUTE });
    const known = { start: -8.64e15, end: 8.64e15 };
    const person = {
      staff: mei(),
      bookings: [],
      calendars: [
        { name: 'a', busy: [block(0, 60), block(120, 180)], known, readAt: null },
        { name: 'b', busy: [block(0, 60), block(30, 90), block(125, 130)].slice(1), known, readAt: null },
        { name: 'c', busy: [{ start: MONDAY - DAY, end: NINE + 30 * MINUTE }], known, readAt: null },
      ],
    };
    expect(starts(query({ staff: [person] }))[0]).toBe('10:30');
    expect(starts(query({ staff: [person] }))).not.toContain('11:30');
    const allDay = {
      ...person,
      calendars: [{ name: 'd', busy: [{ start: MONDAY - DAY, end: MONDAY + 3 * DAY }], known, readAt: null }],
    };
    expect(starts(query({ staff: [allDay] }))).toEqual([]);
  });
});

describe('back-to-back bookings', () => {
  it('keep the longer buffer and no more', () => {
    const bookings = [occupied(NINE, 60, { bufferAfter: 10 }), occupied(NINE + 2 * HOUR, 60, { bufferBefore: 15 })];
    const service = aService({ duration: 30, step: 5, bufferBefore: 5, bufferAfter: 20 });
    const open = starts(query({ service, staff: [staffTimeOf(mei(), { bookings })] }));
    expect(open.filter((time) => time < '12:00')).toEqual(['10:10']);
  });

  it('a booking that is moved may overlap its own old time, the others not', () => {
    const bookings = [occupied(NINE, 60), occupied(NINE + 2 * HOUR, 60)];
    const moved = occupied(NINE + 30 * MINUTE, 60);
    expect(isFree(staffTimeOf(mei(), { bookings }), moved)).toBe(false);
    expect(isFree(staffTimeOf(mei(), { bookings: bookings.slice(1) }), moved)).toBe(true);
  });
});

describe('a time that several share', () => {
  const service = aService({ capacity: 3 });
  const at10 = NINE + HOUR;
  const withSession = (taken: number, change: Partial<TakenTime> = {}) =>
    query({ service, staff: [staffTimeOf(mei(), { bookings: session(at10, taken, change) })] });

  it('is open to a third client, and not to a fourth', () => {
    expect(starts(withSession(2))).toContain('10:00');
    expect(starts(withSession(3))).not.toContain('10:00');
    expect(isFree(withSession(2).staff[0]!, occupied(at10, 30, { capacity: 3 }))).toBe(true);
    expect(isFree(withSession(3).staff[0]!, occupied(at10, 30, { capacity: 3 }))).toBe(false);
  });

  it('is not shared with a client who booked for one alone, whatever the service is by now', () => {
    const alone = withSession(1, { capacity: 1 });
    expect(starts(alone)).not.toContain('10:00');
    expect(explain(alone, alone.staff[0]!, at10)).toMatchObject([{ kind: 'booking', reference: 'B-0' }]);
    // Nor does a client who should be alone join a session.
    expect(isFree(withSession(1).staff[0]!, occupied(at10, 30))).toBe(false);
  });

  it('is not shared with another service, another length or another person', () => {
    expect(starts(withSession(1, { serviceId: 'other' }))).not.toContain('10:00');
    expect(starts(withSession(1, { end: at10 + HOUR }))).not.toContain('10:00');
    expect(starts(withSession(1))).not.toContain('09:45');
  });

  it('counts once towards a cap, and can be joined when the cap is reached', () => {
    const staff = [staffTimeOf(mei({ caps: { day: 1, week: null } }), { bookings: session(at10, 2) })];
    expect(starts(query({ service, staff }))).toEqual(['10:00']);
  });

  it('can be joined whenever it is, even off the step and outside hours', () => {
    const bookings = session(MONDAY + 19 * HOUR + 5 * MINUTE, 1);
    expect(starts(query({ service, staff: [staffTimeOf(mei(), { bookings })] })).pop()).toBe('19:05');
  });
});

describe('who gives it', () => {
  const candidates = [
    { staffId: 'anna', weight: 1, lastBooked: 300, booked: 2 },
    { staffId: 'jan', weight: 2, lastBooked: 200, booked: 3 },
    { staffId: 'mei', weight: 1, lastBooked: null, booked: 4 },
  ];
  it.each([
    ['firstFree', 'anna'],
    ['leastRecent', 'mei'],
    ['byWeight', 'jan'],
  ] as const)('%s: %s', (assignment, expected) => {
    expect(chooseStaff({ assignment }, candidates)).toBe(expected);
    expect(chooseStaff({ assignment }, [])).toBeNull();
  });

  it('takes turns, and passes over one who is paused', () => {
    const team = ['anna', 'jan', 'mei'].map((id) => staffTimeOf(aStaff({ id, zone: 'UTC', paused: id === 'jan' })));
    const turns: string[] = [];
    for (let n = 0; n < 4; n++) {
      const free = staffOpenAt(query({ staff: team }), NINE);
      const last = (id: string) => (turns.includes(id) ? turns.lastIndexOf(id) : null);
      turns.push(
        chooseStaff(
          { assignment: 'leastRecent' },
          free.map((staffId) => ({ staffId, weight: 1, lastBooked: last(staffId), booked: 0 })),
        )!,
      );
    }
    expect(turns).toEqual(['anna', 'mei', 'anna', 'mei']);
  });

  it('by weights gives twice as many to who weighs twice', () => {
    const booked: Record<string, number> = { anna: 0, jan: 0 };
    for (let n = 0; n < 30; n++) {
      const chosen = chooseStaff({ assignment: 'byWeight' }, [
        { staffId: 'anna', weight: 1, lastBooked: null, booked: booked.anna! },
        { staffId: 'jan', weight: 2, lastBooked: null, booked: booked.jan! },
      ])!;
      booked[chosen]! += 1;
    }
    expect(booked).toEqual({ anna: 10, jan: 20 });
  });
});

describe('why a time is closed', () => {
  const reasonsAt = (start: number, change: Partial<SlotQuery> = {}): Reason['kind'][] => {
    const q = query(change);
    return explain(q, q.staff[0]!, start).map(({ kind }) => kind);
  };

  it.each<[string, number, Partial<SlotQuery>, Reason['kind'][]]>([
    ['nothing', NINE, {}, []],
    ['outside hours', NINE - HOUR, {}, ['outsideHours']],
    ['the last half of it outside hours', MONDAY + 16.75 * HOUR, {}, ['outsideHours']],
    ['between two steps', NINE + 5 * MINUTE, {}, ['offStep']],
    ['the past', NINE, { now: NINE + 1 }, ['past']],
    ['notice', NINE, { now: NINE - HOUR, service: aService({ minimumNotice: 61 }) }, ['notice']],
    ['the horizon', NINE, { service: aService({ horizon: 1 }), now: MONDAY - DAY }, ['horizon']],
    ['a pause', NINE, { staff: [staffTimeOf(mei({ paused: true }))] }, ['paused']],
    ['no calendars', NINE, { staff: [staffTimeOf(mei({ writeCalendar: null }))] }, ['notConnected']],
    [
      'days away',
      NINE,
      { staff: [staffTimeOf(mei({ absences: [{ from: '2026-11-20', to: '2026-11-24' }] }))] },
      ['absent'],
    ],
    [
      'a holiday',
      at('2026-11-11T09:00:00Z'),
      { now: at('2026-11-01T00:00:00Z'), staff: [staffTimeOf(mei({ holidays: 'PL' }))] },
      ['holiday'],
    ],
    ['an unreadable calendar', NINE, { staff: [staffTimeOf(mei(), { known: null })] }, ['unreadable']],
    [
      'a calendar not known that far',
      NINE,
      { staff: [staffTimeOf(mei(), { known: { start: 0, end: NINE } })] },
      ['unknown'],
    ],
    [
      'a cap',
      NINE,
      { staff: [staffTimeOf(mei({ caps: { day: 1, week: null } }), { bookings: [occupied(NINE + 4 * HOUR, 30)] })] },
      ['cap'],
    ],
  ])('%s', (_what, start, change, expected) => {
    expect(reasonsAt(start, change)).toEqual(expected);
  });

  it('tells a busy time from the buffer around it, and names both', () => {
    const service = aService({ bufferAfter: 30, bufferBefore: 15 });
    const busy = [{ start: NINE + HOUR, end: NINE + 2 * HOUR }];
    const bookings = [occupied(NINE + 3 * HOUR, 30, { reference: 'B-7', bufferAfter: 20 })];
    const q = query({ service, staff: [staffTimeOf(mei(), { busy, bookings })] });
    const at9 = (minutes: number) =>
      explain(q, q.staff[0]!, NINE + minutes * MINUTE).filter((r) => r.kind !== 'offStep');
    expect(at9(60)).toEqual([{ kind: 'busy', calendar: 'Work', busy: busy[0], buffer: false }]);
    expect(at9(15)).toEqual([{ kind: 'busy', calendar: 'Work', busy: busy[0], buffer: true }]);
    expect(at9(0)).toEqual([]);
    expect(at9(220)).toMatchObject([{ kind: 'booking', reference: 'B-7', buffer: true }]);
    expect(at9(210)).toMatchObject([{ kind: 'booking', reference: 'B-7', buffer: true }]);
    expect(at9(180)).toMatchObject([{ kind: 'booking', reference: 'B-7', buffer: false }]);
  });

  it('says that no seat is left', () => {
    const service = aService({ capacity: 2 });
    expect(reasonsAt(NINE, { service, staff: [staffTimeOf(mei(), { bookings: session(NINE, 2) })] })).toEqual(['full']);
  });
});

const RUNS = Number(process.env.FC_RUNS ?? 120);

const anyCaps = fc.record({
  day: fc.option(fc.integer({ min: 1, max: 4 })),
  week: fc.option(fc.integer({ min: 1, max: 8 })),
});
const anyRules = fc.record({
  zone: fc.constantFrom(
    'UTC',
    'Europe/Warsaw',
    'Asia/Kathmandu',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ),
  base: fc.constantFrom(at('2026-03-26T00:00:00Z'), at('2026-10-22T00:00:00Z'), MONDAY),
  duration: fc.integer({ min: 5, max: 180 }),
  step: fc.integer({ min: 5, max: 60 }),
  bufferBefore: fc.integer({ min: 0, max: 45 }),
  bufferAfter: fc.integer({ min: 0, max: 45 }),
  minimumNotice: fc.integer({ min: 0, max: 3_000 }),
  capacity: fc.integer({ min: 1, max: 3 }),
  caps: anyCaps,
  serviceCaps: anyCaps,
  hours: fc.constantFrom(
    OFFICE_HOURS,
    Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
    Array.from({ length: 7 }, () => [
      { from: 0, to: 200 },
      { from: 1200, to: 1700 },
    ]),
  ),
  override: fc.option(fc.constantFrom<HoursRange[]>([], [{ from: 60, to: 300 }])),
  busy: fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 7 * 1440 }), length: fc.integer({ min: 1, max: 600 }) }),
    { maxLength: 10 },
  ),
  bookings: fc.array(
    fc.record({
      start: fc.integer({ min: 0, max: 7 * 1440 }),
      length: fc.integer({ min: 5, max: 120 }),
      mine: fc.boolean(),
      // Clients of one session; whoever booked alone shares it with nobody.
      clients: fc.integer({ min: 1, max: 4 }),
      alone: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  // Bookings of the service with a colleague: its caps count them.
  elsewhere: fc.array(fc.integer({ min: 0, max: 7 * 1440 }), { maxLength: 4 }),
});

function build(any: typeof anyRules extends fc.Arbitrary<infer T> ? T : never): SlotQuery {
  const { base, override, caps, serviceCaps } = any;
  const bookings = any.bookings.flatMap((b) =>
    Array.from({ length: b.clients }, (_, client) =>
      occupied(base + b.start * MINUTE, b.mine ? any.duration : b.length, {
        serviceId: b.mine ? 'service1' : 'other',
        bufferAfter: 10,
        capacity: b.alone && client === 0 ? 1 : 3,
      }),
    ),
  );
  const elsewhere = any.elsewhere.map((start) => occupied(base + start * MINUTE, any.duration, { staffId: 'anna' }));
  const busy = mergeIntervals(
    any.busy.map((b) => ({ start: base + b.start * MINUTE, end: base + (b.start + b.length) * MINUTE })),
  );
  const day = (offset: number) => new Date(base + offset * DAY).toISOString().slice(0, 10);
  const staff = aStaff({
    zone: any.zone,
    hours: any.hours,
    caps,
    overrides: override === null ? [] : [{ date: day(3), hours: override }],
    absences: [{ from: day(5), to: day(5) }],
  });
  const service = aService({ ...any, caps: serviceCaps, horizon: 6 });
  return slotQuery({
    service,
    staff: [staffTimeOf(staff, { busy, bookings })],
    ofService: [...bookings.filter((b) => b.serviceId === 'service1'), ...elsewhere],
    range: { start: base, end: base + 7 * DAY },
    now: base,
  });
}

describe('one rule', () => {
  it('decides what is offered and what is said: a start is open exactly where there is no reason against it', () => {
    fc.assert(
      fc.property(anyRules, fc.integer({ min: 0, max: 59 }), (any, shift) => {
        const q = build(any);
        const open = new Set(openSlots(q).map(({ start }) => start));
        const person = q.staff[0]!;
        for (const start of open) expect(explain(q, person, start)).toEqual([]);
        const minutes = any.bookings.map((b) => b.start);
        for (let n = shift; n < 7 * 1440; n += 61) minutes.push(n);
        for (const minute of minutes) {
          const start = any.base + minute * MINUTE;
          expect(explain(q, person, start).length === 0).toBe(open.has(start));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('accepts a second later what it offers, in every zone', () => {
    fc.assert(
      fc.property(anyRules, (any) => {
        const q = build(any);
        const later = { ...q, now: q.now + 1_000 };
        const earliest = noticeEnd(q.service, later.now);
        for (const { start, staffIds } of openSlots(q).filter((slot) => slot.start >= earliest)) {
          expect(staffOpenAt(later, start)).toEqual(staffIds);
        }
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it('does not depend on how much is asked for, nor on who looks from where', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.integer({ min: 0, max: 6 * 1440 }),
        fc.integer({ min: 1, max: 2_000 }),
        (any, from, length) => {
          const q = build(any);
          const range = { start: any.base + from * MINUTE, end: any.base + (from + length) * MINUTE };
          const part = openSlots({ ...q, range }).map(({ start }) => start);
          const whole = openSlots(q).map(({ start }) => start);
          expect(part).toEqual(whole.filter((start) => start >= range.start && start < range.end));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('offers the same instants to somebody beyond the date line', () => {
    const hours = Array.from({ length: 7 }, () => [{ from: 8 * 60, to: 9 * 60 }]);
    const singapore = [staffTimeOf(aStaff({ zone: 'Asia/Singapore', hours }))];
    const slots = openSlots(query({ staff: singapore, service: aService({ duration: 60, step: 60 }) }));
    expect(slots.map(({ start }) => new Date(start).toISOString())).toEqual(['2026-11-23T00:00:00.000Z']);
    const shown = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Pacific/Auckland',
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(shown.format(slots[0]!.start)).toBe('13:00');
  });
});
