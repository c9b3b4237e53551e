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
 * Median of 15 runs after some time to warm up. Work of several seconds is run as often as fits into `patience`, at
 * least once.
 */
export async function time(work, patience = 10_000) {
  const first = await once(work);
  if (first > patience / 2) return first;
  const warm = performance.now() + Math.min(300, patience / 10);
  while (performance.now() < warm) await work();
  const end = performance.now() + patience;
  const times = [];
  while (times.length < 15 && (times.length === 0 || performance.now() < end)) times.push(await once(work));
  return median(times);
}

/** A number with what it should stay below; nothing is thrown when it does not. */
export function result(label, value, unit, { below, note } = {}) {
  return {
    label,
    value,
    unit,
    ...(below !== undefined && { target: below, passes: value <= below }),
    ...(note !== undefined && { note }),
  };
}
