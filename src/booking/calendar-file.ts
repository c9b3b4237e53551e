import type { Interval } from './time/intervals';
import type { Instant } from './time/time';

/** An event for somebody's own calendar. */
export interface CalendarEntry extends Interval {
  /** The same for the same event, wherever it is shown. */
  uid: string;
  /** Rises with each change of the event. */
  sequence: number;
  /** When the entry was made. */
  stamp: Instant;
  title: string;
  description: string;
  location: string;
  /** Empty if there is none. */
  url: string;
  organizer: { name: string; email: string };
  cancelled: boolean;
}

/** The UID that Google gives an event of Calendar when it sends an invitation: programs then see one event, not two. */
export function uidOf(eventId: string): string {
  return `${eventId}@google.com`;
}

/** A calendar with one event, as programs exchange it (RFC 5545, and RFC 5546 for its method): `text/calendar`. */
export function calendarFile(entry: CalendarEntry): string {
  const { uid, sequence, stamp, start, end, title, description, location, url, organizer, cancelled } = entry;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Slotkeeper//Slotkeeper//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcTime(stamp)}`,
    `DTSTART:${utcTime(start)}`,
    `DTEND:${utcTime(end)}`,
    `SUMMARY:${escaped(title)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(location === '' ? [] : [`LOCATION:${escaped(location)}`]),
    ...(url === '' ? [] : [`URL:${plain(url)}`]),
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${plain(organizer.email)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261124T143000Z` (RFC 5545, 3.3.5, form 2). */
function utcTime(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A text value (RFC 5545, 3.3.11). Other control characters may not be in one. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** A value that is no text cannot be escaped: a line break would begin another property. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u0020\u007F]/g, '');
}

/** The value of a parameter (RFC 5545, 3.2): no quotes and no control characters. */
function quoted(text: string): string {
  return `"${text.replace(/[\u0000-\u001F\u007F"]/g, ' ')}"`;
}

/** Octets of a line without its end (RFC 5545, 3.1). */
const LINE = 75;

/** A long line goes on in the next one, which begins with a space; no character is cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const char of line) {
    const size = octetsOf(char);
    if (octets + size > LINE) {
      lines.push(current);
      [current, octets] = [' ', 1];
    }
    current += char;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

function octetsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
