import fc from 'fast-check';
import { csvOf } from '../../../src/notify/csv';

/** A table as RFC 4180 reads it. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g;
  for (const [, cell = '', end] of text.slice(1).matchAll(cells)) {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[=+@\-,"'\r\n\t a]{0,6}$/));

it('a table is read as it was written, in any spreadsheet, and no cell of it begins like a formula', () => {
  const table = fc.integer({ min: 1, max: 4 }).chain((width) => {
    return fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 });
  });
  fc.assert(
    fc.property(table, (rows) => {
      const found = read(csvOf(rows));
      expect(found.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const [i, row] of found.entries())
        for (const [j, text] of row.entries()) {
          expect([rows[i]![j], `'${rows[i]![j]}`]).toContain(text);
          expect(text).not.toMatch(/^[=+\-@\t\r]/);
        }
    }),
  );
});

it.each(['=1+1', '+48 600 700 800', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1'])('%j is written as a text', (text) => {
  expect(read(csvOf([[text]]))).toEqual([[`'${text}`]]);
});
