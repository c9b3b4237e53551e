import fc from 'fast-check';
import { MINUTE } from '../../../src/booking/time/time';
import { inWholeMinutes } from '../../../src/desk/times/busy';
import { packTagged, packTimes, unpackTagged, unpackTimes } from '../../../src/store/packed-busy';

const minutes = fc.integer({ min: 0, max: 60_000_000 });
const length = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 400_000 }));
const time = fc.tuple(minutes, length).map(([start, of]) => ({ start: start * MINUTE, end: (start + of) * MINUTE }));

it('busy time that is packed and read is the same time', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 40 }), (times) => {
      const whole = inWholeMinutes(times);
      expect(unpackTimes(packTimes(whole))).toEqual(whole);
      const tagged = whole.map((one, n) => ({ ...one, tag: `t${n}` }));
      expect(unpackTagged(packTagged(tagged))).toEqual(tagged);
    }),
  );
});

it('each character of it is one byte in JSON', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 40 }), (times) => {
      const packed = packTimes(times);
      expect(Buffer.byteLength(JSON.stringify(packed))).toBe(packed.length + 2);
    }),
  );
});

it('a year of six ordinary events a workday takes less than five bytes for each of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { minLength: 6, maxLength: 6 }), {
        minLength: 20,
        maxLength: 20,
      }),
      (days) => {
        const times = days.flatMap((events, day) => {
          let at = 29_400_000 + day * 1_440 + 480;
          return events.map(([gap, of]) => {
            const start = at + (gap + 1) * 15;
            at = start + (of + 1) * 30;
            return { start: start * MINUTE, end: at * MINUTE };
          });
        });
        expect(times).toHaveLength(120);
        expect(packTimes(times).length).toBeLessThan(5 * 120);
      },
    ),
  );
});

it.each(['A', '!!', '~', '~~~~', 'é', '"'])('%j is no busy time, and says so', (text) => {
  expect(() => unpackTimes(text)).toThrow(TypeError);
});
