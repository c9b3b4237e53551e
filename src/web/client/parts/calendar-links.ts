/** What goes into a person's own calendar. */
export interface CalendarEntry {
  title: string;
  /** Epoch milliseconds. */
  start: number;
  end: number;
  /** An address; empty if there is none. */
  place: string;
  details: string;
}

/** Opens a new event of Google Calendar, filled in. */
export function googleCalendar({ title, start, end, place, details }: CalendarEntry): string {
  const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const dates = `${stamp(start)}/${stamp(end)}`;
  return address('calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: title,
    dates,
    location: place,
    details,
  });
}

/** Opens a new event of Outlook on the web, filled in. */
export function outlookCalendar({ title, start, end, place, details }: CalendarEntry): string {
  const [startdt, enddt] = [start, end].map((at) => new Date(at).toISOString());
  return address('outlook.live.com/calendar/0/deeplink/compose', {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: startdt ?? '',
    enddt: enddt ?? '',
    location: place,
    body: details,
  });
}

/** Put together when it is needed: HtmlService would take two slashes in the script for a comment. */
function address(where: string, parameters: Readonly<Record<string, string>>): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${['https:', '', where].join('/')}?${query.join('&')}`;
}
