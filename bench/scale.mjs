// How the slot engine grows: a large team, all rules, shared times, and one person with more and more busy time.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { allRulesCase, seatsCase, slotCase, TEAM } from './cases.mjs';
import { freshEngine } from './engine.mjs';
import { cpuTime, median, result } from './measure.mjs';
import { mergeAndPointer } from './references.mjs';
import { rightSlots } from './right-starts.mjs';

const BLOCKS = [1_000, 10_000, 100_000];
const BOOKINGS = [400, 1_600, 6_400];
const PEOPLE = [5, 15, 50];

/** As many bookings as a desk of this size has ahead of it. */
const ALL_RULES = { ...TEAM, bookings: 8 };

export function run() {
  const results = [...team(), ...rules(), ...seats(), ...blocks()];
  return { title: 'Slot engine in a bare V8 context (ES2019 script, no globals of Node): processor time', results };
}

const many = (count, what) => `${count.toLocaleString('en-US')} ${what}`;

/** A case's answer, timed; it is compared first, and an answer without a single start would say nothing. */
function timed(question, right) {
  const answer = freshEngine()(question);
  const slots = answer();
  const given = slots.map(({ start, staffIds }) => `${start}:${staffIds.map((id) => id.slice(7)).join()}`);
  if (given.length === 0) throw new Error('a void case: nothing is open');
  if (given.join() !== right.join()) throw new Error('our answer differs from the right one');
  return { ms: cpuTime(answer), pointer: pointers(question), starts: slots.length };
}

/** Right in office hours, which slots.mjs checks: for cases that are too large for the slow answer. */
const byPointer = (question) => mergeAndPointer(question)().map((start) => `${start}:0`);

/** The time of merge and pointer for each person in turn: what no rule can do without. */
function pointers(question) {
  const answers = question.people.map((person) => mergeAndPointer({ ...question, people: [person] }));
  return cpuTime(() => answers.map((answer) => answer()));
}

/**
 * Each execution of an add-on begins with nothing compiled: that first answer is what counts. In a process of its own,
 * because V8 keeps what it has learned, and what it has to clear away, from one context to the next.
 */
function team() {
  const program = fileURLToPath(new URL('./first-answer.mjs', import.meta.url));
  const firsts = Array.from({ length: 9 }, () => Number(execFileSync(process.execPath, [program])));
  const question = slotCase(TEAM);
  const { ms, pointer } = timed(question, rightSlots(question));
  const label = `${TEAM.staff} people, ${TEAM.days} days, ${TEAM.blocks} blocks each`;
  return [
    result(`${label}: first answer in a process`, median(firsts), 'ms'),
    result(`${label}: warmed up`, ms, 'ms'),
    result(`${label}: against merge and pointer`, ms / pointer, '', { below: 3 }),
  ];
}

/** Caps, holidays, special hours, days away, buffers, seats, two calendars and two zones. */
function rules() {
  const each = (staff) => {
    const question = allRulesCase({ ...ALL_RULES, staff });
    const { bookings } = ALL_RULES;
    return { what: many(staff, `people, all rules, ${bookings} bookings each`), question, size: staff };
  };
  return growth('people, all rules', PEOPLE.map(each), { most: 6, right: rightSlots });
}

function seats() {
  const each = (bookings) => {
    const question = seatsCase(bookings);
    return { what: many(bookings, 'bookings of one person with seats'), question, size: bookings };
  };
  return growth('bookings with seats', BOOKINGS.map(each), { most: 20, right: rightSlots });
}

/** 33 blocks a day, so that times are open however many there are. */
function blocks() {
  const each = (count) => {
    const question = slotCase({ days: Math.ceil(count / 33), blocks: count });
    return { what: many(count, 'blocks of one person, 33 a day'), question, size: count };
  };
  return growth('blocks', BLOCKS.map(each), { most: 3, right: byPointer });
}

/**
 * Times of growing cases, the last judged against merge and pointer. How they grow is judged against its growth, too:
 * memory and its collection make anything grow a little faster than its size.
 */
function growth(kind, cases, { most, right }) {
  const points = cases.map(({ what, question, size }) => ({ what, size, ...timed(question, right(question)) }));
  const beyond = exponent(points.map(({ size, ms, pointer }) => ({ size, ms: ms / pointer })));
  const { ms, pointer } = points[points.length - 1];
  return [
    ...points.map((point) => result(point.what, point.ms, 'ms', { note: many(point.starts, 'starts') })),
    result(`${kind}: the last against merge and pointer`, ms / pointer, '', { below: most }),
    result(`${kind}: exponent`, exponent(points), '', { note: 'near 1 on a machine with nothing else to do' }),
    result(`${kind}: exponent beyond that of merge and pointer`, beyond, '', { below: 0.2 }),
  ];
}

/** The slope of the straight line that fits log time against log size best. */
function exponent(points) {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - mx) * (ys[i] - my)));
  return covariance / mean(xs.map((x) => (x - mx) ** 2));
}
