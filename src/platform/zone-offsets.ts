import type { OffsetLookup } from '../booking/time/zones';
import { offsetBetween, wallClock } from '../booking/time/offset';

/**
 * Offsets of IANA zones. Apps Script does not promise Intl with time zones, nor formatToParts; if they do not work,
 * Utilities.formatDate answers the same question.
 *
 * @throws RangeError for a zone that does not exist
 */
export const zoneOffset: OffsetLookup = (zone, at) => {
  const wall = intlWall(zone, at) ?? utilitiesWall(zone, at);
  if (Number.isNaN(wall)) throw new RangeError(`no time in ${zone} at ${at}`);
  return offsetBetween(wall, at);
};

/** Whether this is an IANA zone that we can calculate with. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch (error) {
    // Intl throws RangeError for an unknown zone, which answers the question. Any other error is Intl's own failure.
    return error instanceof RangeError ? false : isUtilitiesZone(zone);
  }
}

/** Utilities treats an unknown zone as GMT, and then writes that name [apps-script/reference/utilities, formatDate]. */
function isUtilitiesZone(zone: string): boolean {
  const isGmt = /^(etc\/)?(gmt|utc|zulu|universal|greenwich)([+-]?0)?$/i.test(zone);
  return isGmt || Utilities.formatDate(new Date(0), zone, 'z') !== 'GMT';
}

/** `null` if Intl cannot say: its answer is unreadable, or it throws an error that is not about the zone. */
function intlWall(zone: string, at: number): number | null {
  try {
    return wallClock(zone, at);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  }
}

function utilitiesWall(zone: string, at: number): number {
  return Date.parse(`${Utilities.formatDate(new Date(at), zone, "yyyy-MM-dd'T'HH:mm:ss")}Z`);
}
