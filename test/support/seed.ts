import fc from 'fast-check';

// The same random cases in every run: what breaks is what was changed. FC_SEED and FC_RUNS look further.
const { FC_SEED, FC_RUNS } = process.env;
fc.configureGlobal({
  seed: Number(FC_SEED ?? 20_261_121),
  ...(FC_RUNS !== undefined && { numRuns: Number(FC_RUNS) }),
});
