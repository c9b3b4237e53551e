import { exception } from '../../core/exception';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      });
    } catch (error) {
      if (error instanceof RangeError) throw exception(`Invalid argument: timeZone. Should be of type: String`);
      throw error;
    }
    formats.set(zone, format);
  }
  return format;
}

/**
 * The offset of a zone that is named by it, as `GMT+1` or `UTC-03:30`, in minutes; Intl does not know those everywhere.
 */
function fixedOffset(zone: string): number | null {
  const match = /^(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d\d))?$/.exec(zone);
  if (match === null) return null;
  const [, sign, hours = '0', minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The offset of a zone east of UTC at an instant, in minutes. */
export function offsetMinutes(at: number, zone: string): number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (name: string) => Number(parts[name] ?? 0);
  const year = parts.era === 'BC' ? 1 - number('year') : number('year');
  const wall = Date.UTC(year, number('month') - 1, number('day'), number('hour'), number('minute'), number('second'));
  return Math.round((wall - Math.floor(at / 1_000) * 1_000) / 60_000);
}

/** The instant of a wall-clock time, given as if it were UTC. In a gap the clock is taken as it was before. */
export function instantOfWall(wall: number, zone: string): number {
  const before = wall - offsetMinutes(wall - 86_400_000, zone) * 60_000;
  const after = wall - offsetMinutes(wall + 86_400_000, zone) * 60_000;
  if (before === after) return before;
  return offsetMinutes(before, zone) * 60_000 === wall - before ? before : isWall(after, wall, zone) ? after : before;
}

function isWall(at: number, wall: number, zone: string): boolean {
  return at + offsetMinutes(at, zone) * 60_000 === wall;
}

/** The name of a zone at an instant, as `CET` or `Central European Standard Time`; a fixed offset as `GMT+01:00`. */
export function zoneName(at: number, zone: string, length: 'long' | 'short'): string {
  const offset = fixedOffset(zone);
  if (offset !== null) return `GMT${offsetText(offset, ':')}`;
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: length }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** An offset in minutes as `+0100`, with or without a separator. */
export function offsetText(offset: number, separator: string): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(size / 60)}${separator}${two(size % 60)}`;
}
