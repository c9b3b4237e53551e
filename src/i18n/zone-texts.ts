import type { Instant } from '../booking/time/time';
import { isZoneName } from '../booking/time/zones';
import { knownTag } from './locales';

/**
 * What people call a zone: `Taiwan Time`, `Central European Time`. Where the platform knows no such names, the city of
 * the zone: `Warsaw`.
 *
 * @param tag BCP 47
 * @param zone IANA name
 */
export function zoneText(tag: string, zone: string, at: Instant): string {
  if (!isZoneName(zone) || /^(?:UTC$|Etc\/)/.test(zone)) return zone;
  const short = zoneName(tag, zone, 'shortGeneric', at);
  // Abbreviations such as CET mean one half of the year to many people, and nothing to others.
  const name = /^[A-Z]{2,5}(?:[+-]|$)/.test(short) ? zoneName(tag, zone, 'longGeneric', at) : short;
  return name === '' || /^GMT|^UTC/.test(name) ? cityOf(zone) : name;
}

function zoneName(tag: string, zone: string, timeZoneName: 'shortGeneric' | 'longGeneric', at: Instant): string {
  try {
    const parts = new Intl.DateTimeFormat(knownTag(tag), { timeZone: zone, timeZoneName }).formatToParts(at);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch (error) {
    // Generic names came to Intl in 2021 (https://tc39.es/proposal-intl-extend-timezonename/): an older one refuses the
    // option.
    if (error instanceof RangeError) return '';
    throw error;
  }
}

function cityOf(zone: string): string {
  return (zone.split('/').pop() ?? zone).replace(/_/g, ' ');
}
