import type { CalendarData } from './context';
import type { Attendee, CalendarRecord, EventResource } from './resources';
import { spanOf } from './times';

/** What belongs to one copy of an event only and does not travel to the guests' copies. */
const OWN = ['extendedProperties', 'reminders', 'colorId', 'etag', 'updated', 'created', 'transparency'] as const;

type MailKind = 'invitation' | 'update' | 'cancellation' | 'response';

/** Brings the guests' copies in line with the organizer's event, and tells them where that was asked for. */
export function spreadToGuests(
  data: CalendarData,
  calendar: CalendarRecord,
  before: EventResource | null,
  after: EventResource,
  sendUpdates: string | undefined,
): void {
  const guests = (event: EventResource | null) =>
    event === null || event.status === 'cancelled'
      ? []
      : (event.attendees ?? []).filter((a) => a.email !== calendar.id);
  const was = new Map(guests(before).map((guest) => [guest.email, guest]));
  const is = new Map(guests(after).map((guest) => [guest.email, guest]));
  for (const guest of is.values()) {
    putCopy(data, guest, after);
    tell(data, calendar, guest, after, was.has(guest.email) ? 'update' : 'invitation', sendUpdates);
  }
  for (const guest of was.values()) {
    if (is.has(guest.email)) continue;
    cancelCopy(data, guest.email, after.id);
    tell(data, calendar, guest, before ?? after, 'cancellation', sendUpdates);
  }
}

function putCopy(data: CalendarData, guest: Attendee, event: EventResource): void {
  const home = data.calendars.get(guest.email);
  if (home === undefined) return;
  const standing = home.events[event.id]?.event;
  // Somebody else's event may already hold this id here; Google would keep both apart, and so do we: no copy then.
  if (standing !== undefined && standing.iCalUID !== event.iCalUID) return;
  const shared: EventResource = { ...event };
  for (const name of OWN)
    if (name !== 'etag' && name !== 'updated' && name !== 'created') Reflect.deleteProperty(shared, name);
  const own = Object.fromEntries(
    OWN.flatMap((name) => (standing?.[name] === undefined ? [] : [[name, standing[name]]])),
  );
  const extended = event.extendedProperties?.shared;
  data.put(home, { ...shared, ...(extended && { extendedProperties: { shared: extended } }), ...own });
}

function cancelCopy(data: CalendarData, email: string, id: string): void {
  const home = data.calendars.get(email);
  const standing = home?.events[id]?.event;
  if (home !== undefined && standing !== undefined && standing.status !== 'cancelled') {
    data.put(home, { ...standing, status: 'cancelled' });
  }
}

/** A guest has answered, or has taken their copy away: the organizer's event and the other copies learn of it. */
export function answerToOrganizer(
  data: CalendarData,
  guest: string,
  copy: EventResource,
  responseStatus: string,
): void {
  const home = data.calendars.get(copy.organizer.email);
  const event = home?.events[copy.id]?.event;
  if (home === undefined || event === undefined || event.status === 'cancelled') return;
  const attendees = (event.attendees ?? []).map((a) => (a.email === guest ? { ...a, responseStatus } : a));
  data.put(home, { ...event, attendees });
  for (const other of attendees) {
    const copyHome = other.email === guest ? undefined : data.calendars.get(other.email);
    const standing = copyHome?.events[copy.id]?.event;
    if (copyHome !== undefined && standing !== undefined && standing.status !== 'cancelled') {
      data.put(copyHome, { ...standing, attendees });
    }
  }
}

/** Google's own mail to a guest, as far as sendUpdates asks for it. */
function tell(
  data: CalendarData,
  calendar: CalendarRecord,
  guest: Attendee,
  event: EventResource,
  kind: MailKind,
  sendUpdates: string | undefined,
): void {
  if (sendUpdates !== 'all' && sendUpdates !== 'externalOnly') return;
  if (sendUpdates === 'externalOnly' && data.users.has(guest.email)) return;
  const words = {
    invitation: 'Invitation',
    update: 'Updated invitation',
    cancellation: 'Cancelled event',
    response: 'Response',
  };
  const { start, end } = spanOf(event, calendar.timeZone);
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: calendar.timeZone });
  const lines = [event.summary ?? '(No title)', when.formatRange(start, end), event.location, event.hangoutLink];
  data.mailbox.send({
    at: data.clock.now(),
    source: 'calendar',
    from: event.organizer.email,
    to: [guest.email],
    subject: `${words[kind]}: ${event.summary ?? '(No title)'}`,
    body: lines.filter((line) => line !== undefined && line !== '').join('\n'),
    calendar: { kind, calendarId: calendar.id, eventId: event.id },
  });
}
