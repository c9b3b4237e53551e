import { eachOnItsOwn } from '../../../src/desk/outbox/steps';
import { CalendarError } from '../../../src/desk/ports/ports';

function run(...failures: (Error | null)[]) {
  const log: string[] = [];
  const done: number[] = [];
  const steps = failures.map((failure, n): [string, () => void] => [
    `step ${n}`,
    () => {
      if (failure !== null) throw failure;
      done.push(n);
    },
  ]);
  const act = () => eachOnItsOwn({ log: (line) => log.push(line) }, steps);
  return { act, log, done };
}

it('does each step whatever became of the others, and says in the log what failed', () => {
  const { act, log, done } = run(null, new CalendarError('tryLater', 'Backend Error'), null);
  act();
  expect(done).toEqual([0, 2]);
  expect(log).toEqual(['step 1 failed: CalendarError: Backend Error']);
});

it('ends as failed when the fault is our own, after the other steps', () => {
  const { act, done } = run(new TypeError('no such thing'), null);
  expect(act).toThrow('no such thing');
  expect(done).toEqual([1]);
});
