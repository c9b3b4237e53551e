// The readable form of a part's results.

export function printPart({ title, results }) {
  console.log(`\n${title}`);
  const width = Math.max(...results.map(({ label }) => label.length));
  for (const result of results) {
    console.log(`  ${result.label.padEnd(width)}  ${lineOf(result)}`);
    if (result.calls !== undefined) printCalls(result.calls);
    if (result.answers !== undefined) printAnswers('office hours', result.answers);
    if (result.answersAtNight !== undefined) printAnswers('Sundays 1–5, no busy time', result.answersAtNight);
  }
}

function lineOf({ value, unit, target, passes, note, error }) {
  if (error !== undefined) return `FAILED: ${error}`;
  const number = `${(unit === '' ? value.toFixed(2) : sayNumber(value)).padStart(10)} ${unit.padEnd(5)}`;
  const judged = target === undefined ? '' : `target ${target} ${unit}`.trim() + (passes ? ': pass' : ': MISS');
  return [number, judged, note ?? ''].filter((part) => part !== '').join('  ');
}

function printCalls(calls) {
  const told = Object.entries(calls).map(([call, count]) => (count === 1 ? call : `${call} ×${count}`));
  console.log(`      ${told.join(', ')}`);
}

function sayNumber(value) {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);
}

function printAnswers(when, { offered, right, extra, missing }) {
  console.log(`      ${when}: ${offered} starts offered, ${right} right ones exist`);
  for (const [kind, list] of Object.entries({ extra, missing })) {
    for (const { why, count, example } of list) console.log(`        ${count} ${kind}: ${why}; e.g. ${example}`);
  }
}
