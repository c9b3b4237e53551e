import fc from 'fast-check';
import { eventIdOf, type Booking } from '../../../src/booking/booking';
import { archiveIn } from '../../../src/store/archive';
import { fromColumns, keptOf, toColumns } from '../../../src/store/archive-columns';
import { bytesOfDenseText, denseText } from '../../../src/store/dense-text';
import { packNumbers, unpackNumbers, type NumberColumn } from '../../../src/store/number-columns';
import { type PropertyBag } from '../../../src/store/properties';
import { aBooking, at } from '../../support/builders';
import { zip } from '../../support/archive';
import { finishedBooking } from '../../support/finished-bookings';
import stored from './stored-archive.json';
import { STORE_LIMIT, VALUE_LIMIT } from '../../../src/store/property-snapshot';

const DAY = 86_400_000;

/** @param dies how many writing calls are made before the execution dies; never if it is left out */
function archiveOf(values: Record<string, string> = {}, dies = Infinity) {
  let left = dies;
  const orDie = () => {
    if (left-- <= 0) throw new Error('died');
  };
  const bag: PropertyBag = {
    readAll: () => ({ ...values }),
    readOne: (key) => values[key] ?? null,
    write: (changed) => {
      orDie();
      Object.assign(values, changed);
    },
    remove: (keys) => {
      for (const key of keys) {
        orDie();
        Reflect.deleteProperty(values, key);
      }
    },
    replaceAll: () => {
      throw new Error('others keep things there, too');
    },
  };
  return { values, archive: archiveIn(bag, zip, (work) => work()) };
}

/** A finished booking that is like no other. */
function finished(n: number, change: Partial<Booking> = {}): Booking {
  const id = `b${String(n).padStart(11, '0')}`;
  const start = at('2026-01-01T09:00:00Z') + n * DAY;
  const client = { ...aBooking().client, name: `Client ${n}`, email: `c${n}@client.example`, note: noise(n) };
  return aBooking({
    id,
    reference: id.slice(0, 6).toUpperCase(),
    state: 'completed',
    start,
    end: start + 1_800_000,
    client,
    ...change,
  });
}

/** A text that no two bookings have in common, and that gzip makes no smaller than six bits a letter. */
function noise(n: number, length = 30): string {
  let x = n * 2_654_435_761 + 1;
  return Array.from({ length }, () => {
    x = Math.imul(x ^ (x >>> 15), 2_246_822_507) + 1_013_904_223;
    return String.fromCharCode(48 + ((x >>> 8) % 70));
  }).join('');
}

const idsOf = (bookings: readonly { id: string }[]) => bookings.map(({ id }) => id);
const allIn = (values: Record<string, string>) => archiveOf(values).archive.page(0, 10_000);

describe('dense text', () => {
  it('gives back the bytes that it was made of, in printable characters without quotes', () => {
    fc.assert(
      fc.property(fc.int8Array({ maxLength: 200 }), (bytes) => {
        const text = denseText([...bytes]);
        expect(text).toMatch(/^[!#-&(-[\]-~]*$/);
        expect(bytesOfDenseText(text)).toEqual([...bytes]);
      }),
    );
  });

  it('takes sixteen characters for thirteen bytes', () => {
    expect(denseText(Array.from({ length: 13_000 }, (_, i) => (i * 77) % 256))).toHaveLength(16_000);
  });

  it('is written as it always was', () => {
    expect(denseText([0, 1, 2, 127, -128, -1, 42])).toBe(stored.dense);
    expect(() => bytesOfDenseText('a b')).toThrow(TypeError);
  });
});

describe('columns', () => {
  it('of numbers give back every number', () => {
    const number = fc.oneof(
      fc.integer({ min: -90_000, max: 90_000 }),
      fc.integer({ min: 0, max: 4e12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((one) => one + 0),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.integer({ min: -5, max: 4_000 })), fc.array(number)), (numbers) => {
        const stored = JSON.parse(JSON.stringify(packNumbers(numbers))) as NumberColumn;
        expect(unpackNumbers(stored)).toEqual(numbers);
      }),
    );
    expect(packNumbers([30, 45, 90])).toEqual({ least: 30, count: 3, digits: '0010F0' });
  });

  it('say all that the archive keeps of each booking', () => {
    fc.assert(
      fc.property(fc.array(finishedBooking, { maxLength: 6 }), (bookings) => {
        const read = fromColumns(toColumns(bookings));
        expect(read.map((one) => one.booking())).toEqual(bookings.map(keptOf));
        for (const [i, { booking: _, ...searched }] of read.entries()) {
          const { id, reference, serviceName, client, start, end } = bookings[i]!;
          expect(searched).toEqual({ id, reference, serviceName, client, start, end });
        }
      }),
    );
  });

  it('keep a booking as it is once they have it', () => {
    fc.assert(fc.property(finishedBooking, (booking) => expect(keptOf(keptOf(booking))).toEqual(keptOf(booking))));
  });

  it('keep what was said, to the minute where it is a moment', () => {
    const createdAt = at('2026-01-05T10:20:30Z');
    const booking = finished(1, {
      createdAt,
      staffNote: 'Bring the score',
      answers: [{ label: 'Level', value: 'B2' }],
      consentedAt: createdAt,
      guests: ['guest@client.example'],
      requestKey: 'secret',
      link: { status: 'ready', uri: 'https://meet.google.com/abc-defg-hij', since: createdAt, attempt: 2, phones: [] },
      history: [
        { at: createdAt, by: 'client', what: 'requested' },
        { at: createdAt + 40_000, by: 'mei@studio.example', what: 'accepted', detail: 'gladly' },
      ],
    });
    const minute = at('2026-01-05T10:20:00Z');
    expect(keptOf(booking)).toMatchObject({
      client: booking.client,
      start: booking.start,
      staffNote: 'Bring the score',
      answers: booking.answers,
      consentedAt: minute,
      guests: booking.guests,
      requestKey: '',
      link: { uri: 'https://meet.google.com/abc-defg-hij' },
      history: [
        { at: minute, by: 'client', what: 'requested' },
        { at: minute + 60_000, by: 'mei@studio.example', what: 'accepted', detail: 'gladly' },
      ],
    });
  });

  it('that an earlier version wrote are read', () => {
    const [one, two] = fromColumns(JSON.stringify(stored.columns)).map(({ booking }) => booking());
    expect(one).toMatchObject({
      id: 'k3v0q8s2m1a7',
      reference: 'K3V0Q8',
      state: 'completed',
      client: { name: 'Łucja Nowak', email: 'lucja@client.example', phone: '+48 600 700 800', note: 'Second floor' },
      start: at('2026-01-05T09:00:00Z'),
      event: { eventId: eventIdOf('k3v0q8s2m1a7', 1) },
      link: { uri: 'https://meet.google.com/abc-defg-hij' },
    });
    expect(one!.history.map(({ what }) => what)).toEqual(['requested', 'mailSent', 'accepted', 'completed']);
    expect(one!.history.map((entry) => entry.at)).toEqual(
      ['2026-01-02T08:00Z', '2026-01-02T08:01Z', '2026-01-02T11:30Z', '2026-01-06T10:00Z'].map(at),
    );
    expect(two).toMatchObject({
      id: 'k3v0q8s2m1a8',
      reference: 'OLD-7',
      client: { name: 'Łucja Nowak' },
      state: 'noShow',
    });
  });

  it('of a later form are not read', () => {
    expect(() => fromColumns(JSON.stringify({ ...stored.columns, form: 2 }))).toThrow();
  });
});

describe('an archive', () => {
  it('gives back what was added, in its order, in values that Google accepts', () => {
    const { archive, values } = archiveOf({ 'zoom:login': 'somebody else’s' });
    const first = Array.from({ length: 300 }, (_, n) => finished(n));
    const second = Array.from({ length: 200 }, (_, n) => finished(300 + n));
    expect(archive.add(first)).toEqual(idsOf(first));
    expect(archive.add(second)).toEqual(idsOf(second));
    expect(archive.page(0, 1_000)).toEqual([...first, ...second].map(keptOf));
    expect(archive.page(298, 4)).toEqual([...first, ...second].slice(298, 302).map(keptOf));
    expect(archive.get(finished(250).id)).toEqual(keptOf(finished(250)));
    expect(archive.state()).toMatchObject({ count: 500, until: finished(499).end, exported: 0, broken: [] });
    for (const [key, value] of Object.entries(values))
      expect(key.length + value.length).toBeLessThanOrEqual(VALUE_LIMIT);
    expect(values['zoom:login']).toBe('somebody else’s');
  });

  it('has a booking that is added twice once, as it was the second time', () => {
    const { archive } = archiveOf();
    archive.add([finished(1), finished(2)]);
    archive.noteExported(2);
    const changed = finished(1, { state: 'noShow' });
    expect(archive.add([changed, finished(2), finished(3)]).sort()).toEqual(idsOf([changed, finished(2), finished(3)]));
    expect(archive.page(0, 9)).toEqual([changed, finished(2), finished(3)].map(keptOf));
    // What has changed since it was exported is exported again.
    expect(archive.state().exported).toBe(0);
  });

  it('is found by all words of name, address, phone, number and service, the latest first', () => {
    const { archive } = archiveOf();
    const phone = { ...finished(0).client, name: 'Łukasz Żak', phone: '+48 600 700 800' };
    archive.add([
      finished(1, { client: phone }),
      finished(2, { client: phone }),
      finished(3, { serviceName: 'Piano' }),
    ]);
    expect(idsOf(archive.find('zak lukasz'))).toEqual(idsOf([finished(2), finished(1)]));
    expect(idsOf(archive.find('600700'))).toHaveLength(2);
    expect(idsOf(archive.find('c3@client piano'))).toEqual([finished(3).id]);
    expect(archive.find('c3@client violin')).toEqual([]);
    expect(archive.find(' ')).toEqual([]);
  });

  it('takes as many as fit, says which, and loses none that it has', () => {
    const { archive, values } = archiveOf();
    let kept = 0;
    let last: string[] = [];
    for (let round = 0; round < 40; round++) {
      const batch = Array.from({ length: 200 }, (_, n) => {
        const one = finished(round * 200 + n);
        return { ...one, client: { ...one.client, note: noise(round * 200 + n, 1_000) } };
      });
      last = archive.add(batch);
      expect(last).toEqual(idsOf(batch).slice(0, last.length));
      kept += last.length;
      if (last.length < batch.length) break;
    }
    expect(archive.state().count).toBe(kept);
    expect(archive.state().used).toBeLessThanOrEqual(STORE_LIMIT);
    expect(archive.state().used).toBeGreaterThan(STORE_LIMIT * 0.95);
    expect(allIn(values)).toHaveLength(kept);
    expect(archive.add([finished(99_999, { staffNote: noise(5, 9_000) + noise(6, 9_000) })])).toEqual([]);
    // What makes it smaller is always done.
    archive.noteExported(100);
    expect(archive.purgeExported()).toBe(100);
    expect(archive.state().count).toBe(kept - 100);
  });

  it('removes what was exported and nothing else', () => {
    const { archive, values } = archiveOf();
    const all = Array.from({ length: 20 }, (_, n) => finished(n));
    archive.add(all);
    expect(archive.purgeExported()).toBe(0);
    archive.noteExported(15);
    expect(archive.state()).toMatchObject({ exported: 15, exportedUntil: all[14]!.end });
    archive.add([finished(20)]);
    expect(archive.purgeExported()).toBe(15);
    expect(idsOf(allIn(values))).toEqual(idsOf([...all.slice(15), finished(20)]));
    expect(archive.state()).toMatchObject({ count: 6, exported: 0 });
    archive.noteExported(6);
    expect(archive.purgeExported()).toBe(6);
    expect(Object.keys(values)).toEqual(['archive:exported']);
    archive.add([finished(30)]);
    expect(archive.state()).toMatchObject({ count: 1, exported: 0, broken: [] });
  });

  it('leaves a volume that cannot be read as it is, reports it, and goes on in a new one', () => {
    const { archive, values } = archiveOf();
    archive.add([finished(1)]);
    values['archive:1#0'] = `${values['archive:1#0']!.slice(0, 40)}!`;
    const damaged = values['archive:1#0'];
    const after = archiveOf(values).archive;
    expect(after.state()).toMatchObject({ count: 0, broken: [{ key: 'archive:1' }] });
    expect(after.add([finished(2)])).toEqual([finished(2).id]);
    after.noteExported(1);
    after.purgeExported();
    after.add([finished(3)]);
    expect(values['archive:1#0']).toBe(damaged);
    expect(idsOf(allIn(values))).toEqual([finished(3).id]);
  });

  it('reports a volume that lacks a part, and a value that is none', () => {
    const { archive, values } = archiveOf({ 'archive:k3v0q8s2m1a7': '{"id":"k3v0q8s2m1a7"}' });
    archive.add(Array.from({ length: 300 }, (_, n) => finished(n)));
    expect(Object.keys(values).length).toBe(3);
    Reflect.deleteProperty(values, 'archive:1#1');
    expect(
      archiveOf(values)
        .archive.state()
        .broken.map(({ key }) => key),
    ).toEqual(['archive:k3v0q8s2m1a7', 'archive:1']);
  });

  type Archive = ReturnType<typeof archiveOf>['archive'];
  type Values = Record<string, string>;

  /** Dies at each of its calls in turn; afterwards it is done again. @returns how many calls it has */
  function dyingAt(begin: () => Values, work: (archive: Archive) => void, check: (values: Values) => void): number {
    for (let calls = 0; ; calls++) {
      const values = begin();
      let died = false;
      try {
        work(archiveOf(values, calls).archive);
      } catch {
        died = true;
      }
      expect(archiveOf(values).archive.state().broken).toEqual([]);
      if (died) work(archiveOf(values).archive);
      check(values);
      if (!died) return calls;
    }
  }

  const large = Array.from({ length: 300 }, (_, n) => finished(n));
  const begin = (): Values => {
    const values: Values = {};
    const { archive } = archiveOf(values);
    archive.add(large);
    archive.noteExported(250);
    return values;
  };

  it.each<[string, (archive: Archive) => void, Booking[]]>([
    ['a purge', (archive) => void archive.purgeExported(), large.slice(250)],
    ['an addition', (archive) => void archive.add([finished(300)]), [...large, finished(300)]],
  ])('%s that dies in between is done by the next', (_, work, expected) => {
    const calls = dyingAt(begin, work, (values) => {
      expect(idsOf(allIn(values))).toEqual(idsOf(expected));
      expect(archiveOf(values).archive.state().broken).toEqual([]);
    });
    expect(calls).toBeGreaterThan(0);
  });

  it('a purge of everything that dies in between leaves nothing that is taken for damage', () => {
    const everything = (): Values => {
      const values = begin();
      archiveOf(values).archive.noteExported(300);
      return values;
    };
    dyingAt(
      everything,
      (archive) => void archive.purgeExported(),
      (values) => {
        archiveOf(values).archive.add([finished(1_000)]);
        expect(idsOf(allIn(values))).toEqual([finished(1_000).id]);
      },
    );
  });

  it('replaces bookings by others with the same ids, where they are', () => {
    const { archive } = archiveOf();
    archive.add(large.slice(0, 5));
    archive.noteExported(5);
    const erased = finished(2, { client: { ...finished(2).client, name: 'Nobody' } });
    expect(archive.mentioning('c2@client.example')).toEqual([keptOf(finished(2))]);
    expect(archive.replace([erased, finished(7)])).toBe(1);
    expect(archive.page(0, 9)[2]).toEqual(keptOf(erased));
    expect(archive.state()).toMatchObject({ count: 5, exported: 5 });
  });
});
