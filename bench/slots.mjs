// One person, 60 days over a change to summer time, 2,000 busy blocks: our engine against what others would use. The
// answers are compared before the times: a fast wrong answer is no reference.
import { slotCase } from './cases.mjs';
import { freshEngine } from './engine.mjs';
import { cpuTime, result } from './measure.mjs';
import { mergeAndPointer, slotCalculatorAnswer, stepAndFilter, timeSlotsFinderAnswer } from './references.mjs';
import { describe, judge, rightStarts } from './right-starts.mjs';

const office = slotCase({ days: 60, blocks: 2_000 });

/** Where a change of the clocks shows: not in office hours, but in the night of Sunday, 31 March. */
const nights = slotCase({ days: 60, blocks: 0, hours: { weekdays: [6], from: 1, to: 5 } });

const engine = freshEngine();

const candidates = {
  'our engine': (question) => {
    const answer = engine(question);
    return () => answer().map(({ start }) => start);
  },
  'merge and pointer': mergeAndPointer,
  'step and filter': stepAndFilter,
  'slot-calculator 2.2.1': slotCalculatorAnswer,
  'time-slots-finder 0.5.5': timeSlotsFinderAnswer,
};

/** What is wrong with an answer: how many of each kind, and one example of each. */
function compare(question, given) {
  const right = rightStarts(question);
  const problem = judge(question);
  const { zone } = question.people[0];
  const [offered, wanted] = [new Set(given), new Set(right)];
  const extra = [...offered].filter((start) => !wanted.has(start));
  const missing = right.filter((start) => !offered.has(start));
  const overlapped = (start) => given.some((other) => Math.abs(other - start) < question.duration);
  return {
    offered: offered.size,
    right: right.length,
    extra: countBy(extra, zone, problem),
    missing: countBy(missing, zone, (start) =>
      overlapped(start) ? 'overlaps another start that is offered (only slots side by side)' : 'free, but not found',
    ),
  };
}

function countBy(starts, zone, reason) {
  const found = new Map();
  for (const start of starts) {
    const why = reason(start);
    const known = found.get(why) ?? { why, count: 0, example: describe(start, zone) };
    known.count += 1;
    found.set(why, known);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

const isRight = ({ extra, missing }) => extra.length + missing.length === 0;

/** Ours is right, and about as fast as what knows no zones, no buffers and no second person. */
function judged(results) {
  const [ours, pointer, filter] = results;
  const wrong = [ours.answers, ours.answersAtNight].filter((answers) => !isRight(answers)).length;
  return [
    result('our answers that differ from the right ones', wrong, '', { below: 0 }),
    result('our time against merge and pointer', ours.value / pointer.value, '', { below: 3 }),
    result('step and filter against ours', filter.value / ours.value, '', { atLeast: 10 }),
  ];
}

export async function run() {
  const results = [];
  let ours;
  for (const [label, candidate] of Object.entries(candidates)) {
    try {
      const answer = candidate(office);
      const answers = compare(office, answer());
      const answersAtNight = compare(nights, candidate(nights)());
      const ms = cpuTime(answer);
      ours ??= ms;
      const note = `${(ms / ours).toFixed(2)}x  ${isRight(answers) ? 'right' : 'WRONG'} in office hours, ${isRight(answersAtNight) ? 'right' : 'WRONG'} at night`;
      results.push({ ...result(label, ms, 'ms', { note }), ratio: ms / ours, answers, answersAtNight });
    } catch (error) {
      results.push({ label, error: String(error) });
    }
  }
  results.push(...judged(results));
  return { title: '1 person, 60 days, 15-minute step, 2,000 busy blocks, Monday to Friday 9–17', results };
}
