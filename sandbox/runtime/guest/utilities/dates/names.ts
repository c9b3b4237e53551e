export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A pattern of Java's SimpleDateFormat in pieces: runs of one letter, and text. */
export type Piece = { letter: string; length: number } | { text: string };

/** Takes a pattern apart. */
export function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (const [run, quoted, letter] of pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    if (quoted !== undefined) pieces.push({ text: quoted === '' ? "'" : quoted.replace(/''/g, "'") });
    else if (letter !== undefined) pieces.push({ letter, length: run.length });
    else pieces.push({ text: run });
  }
  return pieces;
}
