import fc from 'fast-check';
import { propertyStore, STORE_RESERVE, type PropertyBag } from '../../../src/store/properties';
import { BrokenRecordError, StoreFullError } from '../../../src/desk/ports/store';
import { splitByBytes, utf8Length } from '../../../src/store/utf8';
import type { CalendarSync } from '../../../src/desk/ports/records';
import { aBooking } from '../../support/builders';
import { STORE_LIMIT, VALUE_LIMIT } from '../../../src/store/property-snapshot';

function bagOf(values: Record<string, string> = {}) {
  const calls: string[] = [];
  const bag: PropertyBag = {
    readAll: () => {
      calls.push('readAll');
      return { ...values };
    },
    readOne: (key) => {
      calls.push('readOne');
      return values[key] ?? null;
    },
    write: (changed) => {
      calls.push('write');
      Object.assign(values, changed);
    },
    remove: (keys) => {
      calls.push(...keys.map(() => 'remove'));
      for (const key of keys) Reflect.deleteProperty(values, key);
    },
    replaceAll: (all) => {
      calls.push('replaceAll');
      for (const key of Object.keys(values)) Reflect.deleteProperty(values, key);
      Object.assign(values, all);
    },
  };
  /** The store as another execution sees it. */
  const open = () => propertyStore(bag, (work) => work());
  return { bag, calls, values, open, store: open() };
}

/** What is stored, without the mark of the last commit. */
const withoutStamp = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'stamp'));

const bagValues = (store: ReturnType<typeof propertyStore>): Record<string, string> => {
  const { bag, values } = bagOf();
  const copy = propertyStore(bag, (work) => work());
  const changes = [...store.read().all('calendar')].map(([id, value]) => ({ put: 'calendar' as const, id, value }));
  copy.update(() => ({ changes, result: null }));
  return values;
};

function aCalendar(blocks: number): CalendarSync {
  const minute = 29_000_000;
  return {
    email: 'mei@studio.example',
    calendarId: 'mei@studio.example',
    name: '工作',
    readsBusy: true,
    syncToken: 'token',
    known: { start: minute * 60_000, end: (minute + 500_000) * 60_000 },
    busy: [],
    mark: '',
    named: Array.from({ length: blocks }, (_, i) => ({
      start: (minute + i * 100) * 60_000,
      end: (minute + i * 100 + 30) * 60_000,
      tag: `tag${i}`,
    })),
    progress: null,
    skipsExisting: false,
    hasTrigger: true,
    runs: [],
    syncedAt: 1,
    problem: null,
  };
}

describe('the store on script properties', () => {
  it('reads once and writes once a unit of work, however many records change', () => {
    const { store, calls } = bagOf();
    store.update(() => ({
      changes: [
        { put: 'booking', id: 'a', value: aBooking({ id: 'a' }) },
        { put: 'booking', id: 'b', value: aBooking({ id: 'b' }) },
      ],
      result: null,
    }));
    expect(calls).toEqual(['readAll', 'write']);
    expect(
      store
        .read()
        .bookings.page('', 9)
        .map(({ id }) => id),
    ).toEqual(['a', 'b']);
  });

  it('gives a record back as it was put, and raises its version', () => {
    const { store, values } = bagOf();
    const booking = aBooking({ client: { ...aBooking().client, note: 'Ważne: zażółć 🎻 {"v":1}' } });
    for (let i = 0; i < 3; i++)
      store.update(() => ({ changes: [{ put: 'booking', id: booking.id, value: booking }], result: null }));
    expect(store.read().get('booking', booking.id)).toEqual(booking);
    expect(values[`booking:${booking.id}`]).toMatch(/^\{"v":3,/);
  });

  it('cuts a long record into values of at most 9 KB and puts it together again', () => {
    const { store, values } = bagOf();
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    expect(Object.keys(values).length).toBeGreaterThan(2);
    for (const value of Object.values(values)) expect(utf8Length(value)).toBeLessThanOrEqual(VALUE_LIMIT);
    expect(store.read().get('calendar', 'c')).toEqual(aCalendar(2_000));
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(3) }], result: null }));
    expect(store.read().get('calendar', 'c')).toEqual(aCalendar(3));
  });

  it('does not take parts of two writings for one record', () => {
    const { store, values } = bagOf();
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    values['calendar:c#1'] = '7|whatever';
    expect(store.read().get('calendar', 'c')).toBeUndefined();
    expect(store.read().broken()).toMatchObject([{ key: 'calendar:c' }]);
  });

  it.each(['not json', '{"v":1,"d":{"id":5}}', '{}', ''])(
    'reports a broken record %j, skips it and never writes over it',
    (text) => {
      const { store, values } = bagOf({ 'booking:x': text });
      store.update(() => ({ changes: [{ put: 'booking', id: 'y', value: aBooking({ id: 'y' }) }], result: null }));
      const snapshot = store.read();
      expect(snapshot.bookings.page('', 9).map(({ id }) => id)).toEqual(['y']);
      expect(snapshot.broken()).toMatchObject([{ key: 'booking:x' }]);
      const overwrite = () =>
        store.update(() => ({ changes: [{ put: 'booking', id: 'x', value: aBooking() }], result: null }));
      expect(overwrite).toThrow(BrokenRecordError);
      expect(values['booking:x']).toBe(text);
    },
  );

  it('refuses what does not fit and has written nothing then', () => {
    const { store, values, calls } = bagOf({ other: 'x'.repeat(STORE_LIMIT - 200) });
    const put = () => store.update(() => ({ changes: [{ put: 'booking', id: 'a', value: aBooking() }], result: null }));
    expect(put).toThrow(StoreFullError);
    expect(Object.keys(values)).toEqual(['other']);
    expect(calls).toEqual(['readAll']);
  });

  it('keeps a reserve that only what frees room, or notes what has happened, may use', () => {
    const { store, values } = bagOf({ other: 'x'.repeat(STORE_LIMIT - STORE_RESERVE) });
    const decide = () => ({ changes: [{ put: 'booking' as const, id: 'a', value: aBooking() }], result: null });
    expect(() => store.update(decide)).toThrow(StoreFullError);
    expect(Object.keys(values)).toEqual(['other']);
    store.update(decide, 'all');
    expect(Object.keys(withoutStamp(values))).toEqual(['other', 'booking:a']);
    store.update(() => ({ changes: [{ remove: 'booking', id: 'a' }], result: null }));
    expect(Object.keys(withoutStamp(values))).toEqual(['other']);
  });

  it('removes a record with all its parts, the head first, and leaves everything else', () => {
    const { store, values, calls } = bagOf({ foreign: 'stays', 'booking:broken': '?' });
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    store.update(() => ({ changes: [{ remove: 'calendar', id: 'c' }], result: null }));
    expect(withoutStamp(values)).toEqual({ foreign: 'stays', 'booking:broken': '?' });
    // No snapshot counts as current from before the first of them is gone.
    expect(calls.slice(2, 5)).toEqual(['readOne', 'write', 'remove']);
    expect(new Set(calls.slice(4))).toEqual(new Set(['remove']));
  });

  it('removes several records in one call', () => {
    const { store, values, calls } = bagOf({ foreign: 'stays' });
    for (const id of ['a', 'b'])
      store.update(() => ({ changes: [{ put: 'booking', id, value: aBooking({ id }) }], result: null }));
    store.update(() => ({
      changes: [
        { remove: 'booking', id: 'a' },
        { remove: 'booking', id: 'b' },
      ],
      result: null,
    }));
    expect(withoutStamp(values)).toEqual({ foreign: 'stays' });
    expect(calls.at(-1)).toBe('replaceAll');
  });

  it('leaves no parts behind when a record gets shorter', () => {
    const { store, values } = bagOf();
    for (const blocks of [2_000, 900, 0])
      store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(blocks) }], result: null }));
    expect(Object.keys(withoutStamp(values))).toEqual(['calendar:c']);
  });

  it('takes what makes a full store smaller, and nothing that makes it larger', () => {
    const { store } = bagOf();
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    const full = bagOf({ ...bagValues(store), other: 'x'.repeat(STORE_LIMIT) });
    const put = (blocks: number) => () =>
      full.store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(blocks) }], result: null }));
    expect(put(2_001)).toThrow(StoreFullError);
    expect(put(1_000)).not.toThrow();
    expect(full.store.read().get('calendar', 'c')?.named).toHaveLength(1_000);
  });

  const HOLIDAYS = 'mei@studio.example/en.polish#holiday@group.v.calendar.google.com';

  it('keeps records whose ids have # or % apart, whatever else the ids are', () => {
    const id = fc.string({ unit: fc.constantFrom('a', '#', '%', '2', '3', '5', '0', '/', '@'), maxLength: 8 });
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 6 }), fc.nat(5), (ids, gone) => {
        const { store } = bagOf();
        for (const [nth, one] of ids.entries())
          store.update(() => ({ changes: [{ put: 'calendar', id: one, value: aCalendar(nth * 300) }], result: null }));
        const expected = new Map(ids.map((one, nth) => [one, aCalendar(nth * 300)]));
        expect(store.read().all('calendar')).toEqual(expected);
        const [removed] = ids.slice(gone);
        if (removed === undefined) return;
        store.update(() => ({ changes: [{ remove: 'calendar', id: removed }], result: null }));
        expected.delete(removed);
        expect(store.read().all('calendar')).toEqual(expected);
        expect(store.read().broken()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([0, 2_000])(
    'reads a holiday calendar under its former key, and moves it when it is written (%i blocks)',
    (blocks) => {
      const { store, values } = bagOf();
      store.update(() => ({ changes: [{ put: 'calendar', id: HOLIDAYS, value: aCalendar(blocks) }], result: null }));
      const former = bagOf(
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace('%23', '#'), value])),
      );
      expect(former.store.read().get('calendar', HOLIDAYS)).toEqual(aCalendar(blocks));
      const put = () =>
        former.store.update(() => ({
          changes: [{ put: 'calendar', id: HOLIDAYS, value: aCalendar(1) }],
          result: null,
        }));
      put();
      expect(Object.keys(withoutStamp(former.values))).toEqual([`calendar:${HOLIDAYS.replace('#', '%23')}`]);
      put();
      expect(former.store.read().get('calendar', HOLIDAYS)?.named).toHaveLength(1);
    },
  );

  const stored = (value: object) => {
    const { store } = bagOf({ 'booking:x': JSON.stringify({ v: 1, d: value }) });
    return store.read();
  };

  it('a booking with a bad zone stops no reader', () => {
    const booking = aBooking({ id: 'x' });
    const snapshot = stored({ ...booking, client: { ...booking.client, zone: 'Mars/Olympus' } });
    expect(snapshot.get('booking', 'x')?.client.zone).toBe('UTC');
  });

  it.each([
    ['an instant at the end of time', 8.64e15],
    ['an instant that is none', 1.5],
  ])('a booking with %s neither stops a reader nor frees its time', (_, holdUntil) => {
    const booking = aBooking({ id: 'x' });
    const snapshot = stored({ ...booking, holdUntil });
    expect(snapshot.broken()).toHaveLength(1);
    const { staffId, start, end } = booking;
    expect(snapshot.lostTimes()).toEqual([{ staffId, start, end }]);
  });

  it('a damaged booking that was over frees its time; what people wrote is taken for no field', () => {
    const client = { ...aBooking().client, note: '"staffId":"eve","start":1,"end":2,' };
    const whole = JSON.stringify({ v: 1, d: aBooking({ client }) });
    const { staffId, start, end } = aBooking();
    const lost = (text: string) => bagOf({ 'booking:x': text }).store.read().lostTimes();
    expect(lost(whole.slice(0, -9))).toEqual([{ staffId, start, end }]);
    expect(lost(whole.slice(0, -9).replace(/"state":"\w+"/, '"state":"declined"'))).toEqual([]);
    expect(lost('{"v":2,"d"')).toEqual([]);
  });

  it('keeps busy time rounded outwards to the minute, never inwards', () => {
    const { store } = bagOf();
    const time = { start: 1_000, end: 61_000 };
    const value = { ...aCalendar(0), busy: [time], named: [{ ...time, tag: 'a' }] };
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value }], result: null }));
    const rounded = { start: 0, end: 120_000 };
    expect(store.read().get('calendar', 'c')).toMatchObject({ busy: [rounded], named: [{ ...rounded, tag: 'a' }] });
  });
});

describe('what an execution has seen', () => {
  const ids = ['a', 'b', 'c'] as const;
  const put = (id: string, note: string) => ({
    put: 'booking' as const,
    id,
    value: aBooking({ id, staffNote: note }),
  });
  const SECONDS = 1_000;
  let clock = 0;
  beforeEach(() => {
    clock = Date.parse('2026-03-02T08:00:00Z');
    jest.spyOn(Date, 'now').mockImplementation(() => clock);
  });
  afterEach(() => jest.restoreAllMocks());
  const later = (seconds: number) => (clock += seconds * SECONDS);

  const opened = () => {
    const all = bagOf();
    all.open().update(() => ({ changes: [put('a', 'first')], result: null }));
    later(60);
    all.calls.length = 0;
    return all;
  };

  it('is not read again for a decision if nobody has written since', () => {
    const { store, calls } = opened();
    store.read();
    store.update(() => ({ changes: [put('b', '')], result: null }));
    store.update((snapshot) => ({ changes: [put('c', snapshot.get('booking', 'b')?.id ?? '?')], result: null }));
    expect(calls).toEqual(['readAll', 'readOne', 'write', 'readOne', 'write']);
    expect(store.seen().get('booking', 'c')?.staffNote).toBe('b');
  });

  it.each([
    ['written', [put('a', 'second')]],
    ['removed', [{ remove: 'booking' as const, id: 'a' }]],
    ['removed with others', ids.map((id) => ({ remove: 'booking' as const, id }))],
    ['removed while another was written', [{ remove: 'booking' as const, id: 'a' }, put('b', '')]],
  ])('is read again if a record has been %s since', (_, changes) => {
    const { store, open } = opened();
    store.read();
    open().update(() => ({ changes, result: null }));
    const seen = store.update((snapshot) => ({ changes: [], result: snapshot.get('booking', 'a')?.staffNote }));
    expect(seen).toBe(open().read().get('booking', 'a')?.staffNote);
  });

  it('is read again if it was read while somebody may have been writing', () => {
    const { store, bag, open } = opened();
    const stale = bag.readAll();
    open().update(() => ({ changes: [put('a', 'second')], result: null }));
    // Half of the writing: its mark is there, its record is not.
    const { readAll } = bag;
    bag.readAll = () => ({ ...stale, stamp: readAll().stamp ?? '' });
    expect(store.read().get('booking', 'a')?.staffNote).toBe('first');
    bag.readAll = readAll;
    expect(store.update((now) => ({ changes: [], result: now.get('booking', 'a')?.staffNote }))).toBe('second');
  });

  it.each([1, 2, 3, 4])('is read again if an execution died after %i calls of removing', (survived) => {
    const { bag, store, open, values } = opened();
    open().update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    later(60);
    expect(store.read().get('calendar', 'c')).toBeDefined();
    let left = survived;
    const dying = { ...bag };
    const dies = () => {
      if (left-- <= 0) throw new Error('died');
    };
    dying.write = (changed) => {
      dies();
      bag.write(changed);
    };
    dying.remove = (keys) => {
      for (const key of keys) {
        dies();
        bag.remove([key]);
      }
    };
    const execution = propertyStore(dying, (work) => work());
    try {
      execution.update(() => ({ changes: [{ remove: 'calendar', id: 'c' }], result: null }));
    } catch {
      // It has died.
    }
    const isThere = 'calendar:c' in values;
    const seen = store.update((now) => ({ changes: [], result: now.get('calendar', 'c') !== undefined }));
    expect(seen).toBe(isThere);
  });

  it('loses no change, however the calls of several executions alternate', () => {
    const step = fc.record({
      who: fc.nat(2),
      what: fc.constantFrom('read', 'add', 'remove', 'removeAll', 'begin'),
      id: fc.constantFrom(...ids),
      seconds: fc.constantFrom(0, 1, 60),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { open } = bagOf();
        const executions = [open(), open(), open()];
        const expected = new Map<string, number>();
        for (const { who, what, id, seconds } of steps) {
          later(seconds);
          const store = executions[who]!;
          if (what === 'begin') executions[who] = open();
          if (what === 'read') store.read();
          if (what === 'add') {
            store.update((now) => {
              const count = Number(now.get('booking', id)?.staffNote ?? 0);
              return { changes: [put(id, String(count + 1))], result: null };
            });
            expected.set(id, (expected.get(id) ?? 0) + 1);
          }
          if (what === 'remove') {
            store.update(() => ({ changes: [{ remove: 'booking', id }], result: null }));
            expected.delete(id);
          }
          if (what === 'removeAll') {
            store.update(() => ({ changes: ids.map((one) => ({ remove: 'booking', id: one })), result: null }));
            expected.clear();
          }
        }
        const stored = open()
          .read()
          .bookings.page('', 9)
          .map(({ id, staffNote }): [string, number] => [id, Number(staffNote)]);
        expect(new Map(stored)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('is parsed once, as long as its text stays the same', () => {
    const { store, open } = opened();
    open().update(() => ({
      changes: [put('b', ''), { put: 'calendar', id: 'c', value: aCalendar(900) }],
      result: null,
    }));
    const [before, after] = [store.read(), store.read()];
    expect(after).not.toBe(before);
    expect(after.get('booking', 'b')).toBe(before.get('booking', 'b'));
    expect(after.get('calendar', 'c')).toBe(before.get('calendar', 'c'));
    open().update(() => ({
      changes: [put('b', 'new'), { put: 'calendar', id: 'c', value: aCalendar(899) }],
      result: null,
    }));
    const last = store.read();
    expect(last.get('booking', 'a')).toBe(before.get('booking', 'a'));
    expect(last.get('booking', 'b')?.staffNote).toBe('new');
    expect(last.get('calendar', 'c')?.named).toHaveLength(899);
  });

  it('has a mark of its own that is no record, and takes no room', () => {
    const { store, values } = opened();
    expect(values.stamp).toBeDefined();
    expect(store.read().broken()).toEqual([]);
    const { usage } = store.read();
    Reflect.deleteProperty(values, 'stamp');
    expect(store.read().usage).toEqual(usage);
  });
});

describe('UTF-8 arithmetic', () => {
  it('counts as Node does and cuts without losing anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, limit) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        const parts = splitByBytes(text, limit);
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => Buffer.byteLength(part) <= limit)).toBe(true);
      }),
    );
  });
});
