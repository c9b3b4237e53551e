import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeIntervals } from '../../../src/booking/time/intervals';
import { BrokenRecordError, StoreFullError, type FewKind, type Snapshot } from '../../../src/desk/ports/store';
import { formOf } from '../../../src/store/forms';
import { unpackTagged } from '../../../src/store/packed-busy';
import { propertyStore, type PropertyBag } from '../../../src/store/properties';
import { READERS } from '../../../src/store/schemas';
import { aBooking } from '../../support/builders';
import plain from './stored-records.json';
import { STORE_LIMIT } from '../../../src/store/property-snapshot';

/*
 * Whole stores as versions of the script left them, in ./stores: the number is that of the version's forms. They stay as
 * they are: each version reads them, and rewrites them bit by bit. A change of a form adds one.
 */
const FOLDER = join(__dirname, 'stores');
type Values = Record<string, string>;

const STORES: [name: string, values: Values][] = [
  [
    'records as the first bookings were, not packed',
    Object.fromEntries(Object.entries(plain).map(([key, d]) => [key, JSON.stringify({ v: 1, d })])),
  ],
  ...readdirSync(FOLDER).map((name): [string, Values] => [
    name,
    JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Values,
  ]),
];

/** A store on these values. @param diesAt before the nth call that writes something */
function storeOn(values: Values, diesAt = Infinity) {
  let calls = 0;
  const alive = (work: () => void) => {
    calls += 1;
    if (calls === diesAt) throw new Error('died');
    work();
  };
  const bag: PropertyBag = {
    readAll: () => ({ ...values }),
    readOne: (key) => values[key] ?? null,
    write: (written) => alive(() => Object.assign(values, written)),
    remove: (keys) => {
      for (const key of keys) alive(() => Reflect.deleteProperty(values, key));
    },
    replaceAll: (all) =>
      alive(() => {
        for (const key of Object.keys(values)) Reflect.deleteProperty(values, key);
        Object.assign(values, all);
      }),
  };
  return propertyStore(bag, (work) => work());
}

const FEW = Object.keys(READERS).filter((kind): kind is FewKind => kind !== 'booking');

/** All that the store says. */
function said(snapshot: Snapshot) {
  expect(snapshot.broken()).toEqual([]);
  return {
    bookings: snapshot.bookings.page('', 1_000),
    others: FEW.map((kind) => [...snapshot.all(kind)].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The form that the head of a record names. */
function formsIn(values: Values): [kind: string, form: number][] {
  return Object.entries(values).flatMap(([key, text]): [string, number][] => {
    const [kind = ''] = key.split(':');
    if (!(kind in READERS) || !text.startsWith('{')) return [];
    return [[kind, (JSON.parse(text) as { f?: number }).f ?? 1]];
  });
}

describe.each(STORES)('a store as an earlier version left it: %s', (_, stored) => {
  it('is read whole, and says the same once all of it has been rewritten, wherever that dies and goes on', () => {
    const meant = said(storeOn({ ...stored }).read());
    for (let diesAt = 1; ; diesAt++) {
      const values = { ...stored };
      const dying = storeOn(values, diesAt);
      let died = false;
      try {
        while (dying.renew(3) > 0);
      } catch (error) {
        died = error instanceof Error && error.message === 'died';
        if (!died) throw error;
      }
      expect(said(storeOn(values).read())).toEqual(meant);
      const next = storeOn(values);
      while (next.renew(3) > 0);
      expect(said(storeOn(values).read())).toEqual(meant);
      for (const [kind, form] of formsIn(values)) expect([kind, form]).toEqual([kind, formOf(kind as FewKind)]);
      if (!died) return;
    }
  });

  it('is left alone once it is in today’s forms', () => {
    const values = { ...stored };
    while (storeOn(values).renew(100) > 0);
    const before = { ...values };
    expect(storeOn(values, 1).renew(100)).toBe(0);
    expect(values).toEqual(before);
  });
});

it('the store with tagged busy time keeps every time closed, and every tag that a booking may need', () => {
  const [, stored] = STORES.find(([name]) => name === '1-tagged-busy-time.json')!;
  const snapshot = storeOn({ ...stored }).read();
  const [key, text] = Object.entries(stored).find(([name]) => name.startsWith('calendar:anna'))!;
  const { d } = JSON.parse(text) as { d: { busy: string; syncToken: string } };
  const calendar = snapshot.get('calendar', key.replace('calendar:', ''))!;
  const tagged = unpackTagged(d.busy);
  expect(tagged.length).toBeGreaterThan(20);
  expect(calendar).toMatchObject({ named: tagged, busy: [], syncToken: d.syncToken, progress: null });
  expect(mergeIntervals([...calendar.busy, ...calendar.named])).toEqual(mergeIntervals(tagged));
  expect(snapshot.bookings.byReference('STDSBT')).toMatchObject({ state: 'confirmed', client: { name: 'maria Żółć' } });
});

describe('a record of a later form than is known', () => {
  const later = { 'booking:x': `{"v":4,"f":99,"d":${JSON.stringify(aBooking({ id: 'x' }))}}`, stamp: '-' };

  it('is reported, its time stays closed, and it is never written over, rewritten or lost', () => {
    const values: Values = { ...later };
    const store = storeOn(values);
    const { staffId, start, end } = aBooking();
    const problem = 'stored in form 99, which this version does not know';
    expect(store.read().broken()).toEqual([{ key: 'booking:x', problem }]);
    expect(store.read().lostTimes()).toEqual([{ staffId, start, end }]);
    expect(store.renew(100)).toBe(0);
    const put = () => store.update(() => ({ changes: [{ put: 'booking', id: 'x', value: aBooking() }], result: null }));
    expect(put).toThrow(BrokenRecordError);
    const others = ['a', 'b'].map((id) => ({ put: 'booking' as const, id, value: aBooking({ id }) }));
    store.update(() => ({ changes: others, result: null }));
    store.update(() => ({ changes: others.map(({ id }) => ({ remove: 'booking' as const, id })), result: null }));
    expect(values['booking:x']).toBe(later['booking:x']);
  });
});

it('records of former versions are rewritten in a store that is full, since they do not take more room', () => {
  const [, stored] = STORES[0]!;
  const used = Object.entries(stored).reduce((sum, [key, text]) => sum + Buffer.byteLength(key + text), 0);
  const store = storeOn({ ...stored, other: 'x'.repeat(STORE_LIMIT - used) });
  expect(() => {
    while (store.renew(2) > 0);
  }).not.toThrow(StoreFullError);
});
