import type { CalendarEntry } from '../booking/calendar-file';
import type { Instant } from '../booking/time/time';

/** Forms in Google's and Microsoft's calendars that are filled in already, and the file for any other. */
export function calendarAddresses(
  entry: CalendarEntry,
  file: string,
): { google: string; outlook: string; file: string } {
  const { title, description, location, start, end } = entry;
  const basic = (at: Instant) => iso(at).replace(/[-:]/g, '');
  return {
    google: address('https://calendar.google.com/calendar/render', {
      action: 'TEMPLATE',
      text: title,
      dates: `${basic(start)}/${basic(end)}`,
      details: description,
      location,
    }),
    outlook: address('https://outlook.live.com/calendar/0/action/compose', {
      path: '/calendar/action/compose',
      rru: 'addevent',
      subject: title,
      startdt: iso(start),
      enddt: iso(end),
      body: description,
      location,
    }),
    file,
  };
}

function iso(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function address(page: string, parameters: Readonly<Record<string, string>>): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${page}?${query.join('&')}`;
}
