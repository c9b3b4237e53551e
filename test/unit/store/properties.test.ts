import fc from 'fast-check';
import { propertyStore, STORE_LIMIT, VALUE_LIMIT, type PropertyBag } from '../../../src/store/properties';
import { BrokenRecordError, StoreFullError } from '../../../src/store/store';
import { splitByBytes, utf8Length } from '../../../src/store/utf8';
import type { CalendarSync } from '../../../src/desk/records';
import { aBooking } from '../builders';

function bagOf(values: Record<string, string> = {}) {
  const calls: string[] = [];
  const bag: PropertyBag = {
    readAll: () => {
      calls.push('readAll');
      return { ...values };
    },
    write: (changed) => {
      calls.push('write');
      Object.assign(values, changed);
    },
    replaceAll: (all) => {
      calls.push('replaceAll');
      for (const key of Object.keys(values)) Reflect.deleteProperty(values, key);
      Object.assign(values, all);
    },
  };
  return { bag, calls, values, store: propertyStore(bag, (work) => work()) };
}

function aCalendar(blocks: number): CalendarSync {
  const minute = 29_000_000;
  return {
    email: 'mei@studio.example',
    calendarId: 'mei@studio.example',
    name: '工作',
    readsBusy: true,
    syncToken: 'token',
    known: { start: minute * 60_000, end: (minute + 500_000) * 60_000 },
    busy: Array.from({ length: blocks }, (_, i) => ({
      start: (minute + i * 100) * 60_000,
      end: (minute + i * 100 + 30) * 60_000,
      tag: `tag${String(i)}`,
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
    expect(store.read().all('booking').size).toBe(2);
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
      expect([...snapshot.all('booking').keys()]).toEqual(['y']);
      expect(snapshot.broken()).toMatchObject([{ key: 'booking:x' }]);
      const overwrite = () =>
        store.update(() => ({ changes: [{ put: 'booking', id: 'x', value: aBooking() }], result: null }));
      expect(overwrite).toThrow(BrokenRecordError);
      expect(values['booking:x']).toBe(text);
    },
  );

  it('refuses what does not fit and has written nothing then', () => {
    const { store, values, calls } = bagOf({ other: 'x'.repeat(STORE_LIMIT - 500) });
    const put = () => store.update(() => ({ changes: [{ put: 'booking', id: 'a', value: aBooking() }], result: null }));
    expect(put).toThrow(StoreFullError);
    expect(Object.keys(values)).toEqual(['other']);
    expect(calls).toEqual(['readAll']);
  });

  it('removes a record with all its parts in one call and leaves everything else', () => {
    const { store, values, calls } = bagOf({ foreign: 'stays', 'booking:broken': '?' });
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value: aCalendar(2_000) }], result: null }));
    store.update(() => ({ changes: [{ remove: 'calendar', id: 'c' }], result: null }));
    expect(values).toEqual({ foreign: 'stays', 'booking:broken': '?' });
    expect(calls.slice(-2)).toEqual(['readAll', 'replaceAll']);
  });

  it('keeps busy time rounded outwards to the minute, never inwards', () => {
    const { store } = bagOf();
    const value = { ...aCalendar(0), busy: [{ start: 1_000, end: 61_000, tag: 'a' }] };
    store.update(() => ({ changes: [{ put: 'calendar', id: 'c', value }], result: null }));
    expect(store.read().get('calendar', 'c')?.busy).toEqual([{ start: 0, end: 120_000, tag: 'a' }]);
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
