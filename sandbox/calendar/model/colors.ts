/** The palettes of Google Calendar, background colours by id; the text on them is dark. */
const CALENDAR = [
  '#ac725e',
  '#d06b64',
  '#f83a22',
  '#fa573c',
  '#ff7537',
  '#ffad46',
  '#42d692',
  '#16a765',
  '#7bd148',
  '#b3dc6c',
  '#fbe983',
  '#fad165',
  '#92e1c0',
  '#9fe1e7',
  '#9fc6e7',
  '#4986e7',
  '#9a9cff',
  '#b99aff',
  '#c2c2c2',
  '#cabdbf',
  '#cca6ac',
  '#f691b2',
  '#cd74e6',
  '#a47ae2',
];
const EVENT = [
  '#a4bdfc',
  '#7ae7bf',
  '#dbadff',
  '#ff887c',
  '#fbd75b',
  '#ffb878',
  '#46d6db',
  '#e1e1e1',
  '#5484ed',
  '#51b749',
  '#dc2127',
];
const FOREGROUND = '#1d1d1d';

const idsOf = (palette: readonly string[]) => palette.map((_, i) => String(i + 1));

/** Ids that a colorId may be. */
export const COLOR_IDS: Readonly<Record<'calendar' | 'event', readonly string[]>> = {
  calendar: idsOf(CALENDAR),
  event: idsOf(EVENT),
};

/** The colours of a calendar's colorId. */
export function calendarColor(id: string): { backgroundColor: string; foregroundColor: string } {
  return { backgroundColor: CALENDAR[Number(id) - 1] ?? '#9fe1e7', foregroundColor: '#000000' };
}

/** The colorId that comes nearest to a background colour (discovery document, colorRgbFormat). */
export function nearestColorId(background: string): string {
  const [red, green, blue] = channels(background);
  const distances = CALENDAR.map((color) => {
    const [r, g, b] = channels(color);
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
  });
  return String(distances.indexOf(Math.min(...distances)) + 1);
}

function channels(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const entries = (palette: readonly string[]) =>
  Object.fromEntries(palette.map((background, i) => [String(i + 1), { background, foreground: FOREGROUND }]));

/** colors.get */
export function getColors(): object {
  return {
    kind: 'calendar#colors',
    updated: '2012-02-14T00:00:00.000Z',
    calendar: entries(CALENDAR),
    event: entries(EVENT),
  };
}
