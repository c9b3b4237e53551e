const MONTHS = [
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
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The offset east of UTC in minutes. */
function offsetMinutes(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - at) / 60_000);
}

/** Utilities.formatDate: patterns of Java's SimpleDateFormat, English names. */
export function formatDate(at: number, zone: string, pattern: string): string {
  const offset = offsetMinutes(at, zone);
  const wall = new Date(at + offset * 60_000);
  return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replace(/''/g, "'");
    return field(run, wall, offset, zone);
  });
}

function field(run: string, wall: Date, offset: number, zone: string): string {
  const pad = (value: number) => String(value).padStart(run.length, '0');
  const named = (names: readonly string[], index: number) => {
    const name = names[index] ?? '';
    return run.length >= 4 ? name : name.slice(0, 3);
  };
  const hour = wall.getUTCHours();
  switch (run.charAt(0)) {
    case 'y':
    case 'Y':
      return run.length === 2 ? String(wall.getUTCFullYear()).slice(-2) : pad(wall.getUTCFullYear());
    case 'M':
      return run.length >= 3 ? named(MONTHS, wall.getUTCMonth()) : pad(wall.getUTCMonth() + 1);
    case 'd':
      return pad(wall.getUTCDate());
    case 'E':
      return named(DAYS, wall.getUTCDay());
    case 'u':
      return pad(wall.getUTCDay() || 7);
    case 'H':
      return pad(hour);
    case 'k':
      return pad(hour || 24);
    case 'h':
      return pad(hour % 12 || 12);
    case 'K':
      return pad(hour % 12);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'm':
      return pad(wall.getUTCMinutes());
    case 's':
      return pad(wall.getUTCSeconds());
    case 'S':
      return pad(wall.getUTCMilliseconds());
    case 'Z':
      return offsetText(offset, '');
    case 'X':
      return offset === 0
        ? 'Z'
        : run.length === 1
          ? offsetText(offset, '').slice(0, 3)
          : offsetText(offset, run.length === 3 ? ':' : '');
    case 'z':
      return zoneName(wall.getTime() - offset * 60_000, zone, run.length >= 4 ? 'long' : 'short');
    default:
      throw new Error(`not emulated: Utilities.formatDate pattern ${run}`);
  }
}

function offsetText(offset: number, separator: string): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(size / 60)}${separator}${two(size % 60)}`;
}

function zoneName(at: number, zone: string, length: 'long' | 'short'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: length }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
