import { MINUTE, type Instant } from './time';

const FORMATS = new Map<string, Intl.DateTimeFormat>();

const PARTS = /(\d+)\/(\d+)\/(\d+),? (\d+):(\d+):(\d+)/;

/**
 * What the clocks of an IANA zone show, as if it were UTC, in milliseconds; `null` where Intl's answer is unreadable.
 * It is read from the formatted text: Apps Script does not promise formatToParts.
 *
 * @throws RangeError for a zone that does not exist
 */
export function wallClock(zone: string, at: Instant): number | null {
  const match = PARTS.exec(formatOf(zone).format(at));
  if (match === null) return null;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The offset from UTC, in milliseconds, that a wall clock reading at an instant shows. */
export function offsetBetween(wall: number, at: Instant): number {
  return Math.round((wall - at) / MINUTE) * MINUTE;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
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
  FORMATS.set(zone, format);
  return format;
}
