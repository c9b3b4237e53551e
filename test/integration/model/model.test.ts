import fc from 'fast-check';
import { useClosedDesk } from '../../support/desk';
import { MORNINGS } from './model-desk';
import { play } from './run';
import { step } from './steps';

const numberFrom = (name: string, usual: number) => Number(process.env[name] ?? usual);

/** Few and short in `npm test`; every night many and long. */
const RUNS = numberFrom('MODEL_RUNS', 8);
const STEPS = numberFrom('MODEL_STEPS', 25);
const SEED = numberFrom('MODEL_SEED', 20_261_121);

/** So long a run may take at the worst, with what it takes to make a failing one small. */
const PATIENCE = 60_000 + RUNS * STEPS * 400;

const desk = useClosedDesk();

it(
  'whatever clients, staff and Google do, the five promises hold once life is quiet',
  async () => {
    const run = fc.record({
      morning: fc.nat(MORNINGS.length - 1),
      steps: fc.array(step, { minLength: Math.floor(STEPS / 2), maxLength: STEPS, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(run, async (steps) => {
        expect(await play(desk, steps)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: PATIENCE - 20_000, markInterruptAsFailure: true },
    );
  },
  PATIENCE,
);
