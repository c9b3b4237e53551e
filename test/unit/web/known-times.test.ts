import fc from 'fast-check';
import {
  firstGap,
  learned,
  nextStart,
  startsIn,
  stretchOf,
  type KnownTimes,
} from '../../../src/web/client/parts/known-times';

const END = 60;

/** Answers about stretches of a small world in which every third instant is open. */
const truth = Array.from({ length: END }, (_, at) => at).filter((at) => at % 3 === 0);
const anyAnswer = fc
  .tuple(fc.nat(END - 1), fc.integer({ min: 1, max: END }))
  .map(([start, length]) => ({ start, end: Math.min(END, start + length) }))
  .map(({ start, end }) => ({ start, end, starts: truth.filter((at) => at >= start && at < end) }));
const learnAll = (answers: KnownTimes) => answers.reduce<KnownTimes>((known, answer) => learned(known, answer), []);

it('what is learned in any order is what was said, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(anyAnswer, { maxLength: 8 }), fc.nat(END), fc.nat(END), (answers, a, b) => {
      const known = learnAll(answers);
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const isSaid = (at: number) => answers.some(({ start, end }) => at >= start && at < end);
      const all = Array.from({ length: to - from }, (_, i) => from + i);
      expect(firstGap(known, from, to)).toBe(all.find((at) => !isSaid(at)) ?? null);
      expect(startsIn(known, from, to)).toEqual(truth.filter((at) => at >= from && at < to && isSaid(at)));
      const next = nextStart(known, from);
      expect([null, truth.find((at) => at >= from)]).toContain(next);
      for (const [i, stretch] of known.entries()) expect(stretch.start).toBeGreaterThan(known[i - 1]?.end ?? -1);
    }),
  );
});

it('a later answer is right about what an earlier one said', () => {
  const known = learned(learnAll([{ start: 0, end: 30, starts: [3, 6, 9] }]), { start: 5, end: 10, starts: [9] });
  expect(known).toEqual([{ start: 0, end: 30, starts: [3, 9] }]);
});

it('an answer without times tells that there are none up to the next one, or to the end', () => {
  expect(stretchOf(0, 10, [], 25, 60)).toEqual({ start: 0, end: 26, starts: [25] });
  expect(stretchOf(0, 10, [], 0, 60)).toEqual({ start: 0, end: 60, starts: [] });
  expect(stretchOf(0, 10, [4], 25, 60)).toEqual({ start: 0, end: 10, starts: [4] });
});
