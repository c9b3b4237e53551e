// Timing, and the shape of a result: {label, value, unit, target?, passes?, note?}.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Milliseconds that `work` takes once; a promise is waited for. */
export async function once(work) {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/**
 * The quickest of at least 15 runs, and of as many as fit into a second, after some time to warm up: what else the
 * machine does can only add to it. Work of several seconds is run as often as fits into `patience`, at least once.
 */
export async function time(work, patience = 10_000) {
  const first = await once(work);
  if (first > patience / 2) return first;
  const begin = performance.now();
  while (performance.now() < begin + Math.min(300, patience / 10)) await work();
  let least = Infinity;
  const passed = () => performance.now() - begin;
  for (let runs = 0; runs === 0 || (runs < 15 ? passed() < patience : passed() < 1_000); runs++) {
    least = Math.min(least, await once(work));
  }
  return least;
}

/**
 * As time, in milliseconds of the processor: what other processes do meanwhile does not count. Not for promises.
 */
export function cpuTime(work, patience = 10_000) {
  const begin = performance.now();
  const passed = () => performance.now() - begin;
  const cpuOnce = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  let least = cpuOnce();
  if (passed() > patience / 2) return least;
  while (passed() < Math.min(300, patience / 10)) work();
  for (let runs = 0; runs < 15 ? passed() < patience : passed() < 1_000; runs++) least = Math.min(least, cpuOnce());
  return least;
}

/**
 * A number, with what it should stay below or reach: a target is a ratio to something else in the same run, or a number
 * that does not depend on the machine. run.mjs ends with 1 if one is missed.
 */
export function result(label, value, unit, { below, atLeast, note } = {}) {
  return {
    label,
    value,
    unit,
    ...(below !== undefined && { target: `≤ ${below}`, passes: value <= below }),
    ...(atLeast !== undefined && { target: `≥ ${atLeast}`, passes: value >= atLeast }),
    ...(note !== undefined && { note }),
  };
}

/** What must hold, as a result of its own: a number that comes from a wrong answer says nothing. */
function check(label, passes, note) {
  return { ...result(label, passes ? 1 : 0, '', { atLeast: 1 }), ...(note !== undefined && { note }) };
}
