// Writes src/booking/time/holiday-table.ts from the package date-holidays: npm run holidays
import Holidays from 'date-holidays';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FIRST_YEAR = 2026;
const YEARS = 7;

const COUNTRIES =
  'AE AR AT AU BE BG BR CA CH CL CN CO CR CY CZ DE DK EC EE EG ES FI FR GB GE GR GT HK HR HU ID IE IL IN IS IT JP KE KR KZ LT LU LV MA MD ME MT MX MY NG NL NO NZ PA PE PH PL PT PY RO RS RU SA SE SG SI SK TH TR TW UA US UY VN ZA'.split(
    ' ',
  );

const DAY = 86_400_000;

/** Days of a year, 0 is 1 January, on which the whole country has a public holiday; a holiday may have several days. */
function daysOf(country, year) {
  const days = new Set();
  for (const { type, date, start, end } of new Holidays(country).getHolidays(year) ?? []) {
    if (type !== 'public') continue;
    const first = (Date.parse(`${date.slice(0, 10)}T00:00:00Z`) - Date.UTC(year, 0, 1)) / DAY;
    const length = Math.max(1, Math.round((end - start) / DAY));
    for (let day = first; day < first + length; day++) if (day >= 0 && day < 366) days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

const rows = COUNTRIES.map((country) => {
  const years = Array.from({ length: YEARS }, (_, i) =>
    daysOf(country, FIRST_YEAR + i)
      .map((day) => day.toString(36).padStart(2, '0'))
      .join(''),
  );
  return `  ${country}: '${years.join(',')}',`;
});

await writeFile(
  fileURLToPath(new URL('../src/booking/time/holiday-table.ts', import.meta.url)),
  `// Made by "npm run holidays" from the package date-holidays (ISC; its data CC-BY-3.0, see there). Not written by hand.

/** The first year of the table. */
export const FIRST_YEAR = ${FIRST_YEAR};

/** Public holidays of whole countries: a part a year, two base-36 digits a day of it, 00 is 1 January. */
export const HOLIDAYS: Readonly<Record<string, string>> = {
${rows.join('\n')}
};
`,
);
