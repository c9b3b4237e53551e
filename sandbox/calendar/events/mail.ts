import type { SentMail } from '../../protocol';
import type { Attendee, EventResource } from '../model/resources';
import type { CalendarRecord, CalendarStore } from '../state/store';
import { DAY, dateWall, instantOf } from '../model/times';

/** Who gets mail: everybody, those without Google Calendar, nobody (discovery document, sendUpdates). */
export type SendUpdates = 'all' | 'externalOnly' | 'none';

type Kind = NonNullable<SentMail['calendar']>['kind'];

const SUBJECTS: Record<Exclude<Kind, 'response'>, string> = {
  invitation: 'Invitation',
  update: 'Updated invitation',
  cancellation: 'Cancelled event',
};

const RESPONSES: Record<string, string> = {
  accepted: 'Accepted',
  declined: 'Declined',
  tentative: 'Tentatively accepted',
  needsAction: 'No answer yet',
};

interface ToGuest {
  calendar: CalendarRecord;
  guest: string;
  event: EventResource;
  kind: Exclude<Kind, 'response'>;
  sendUpdates: SendUpdates;
}

/** Google's own mail to a guest. */
export function tellGuest(store: CalendarStore, { calendar, guest, event, kind, sendUpdates }: ToGuest): void {
  if (sendUpdates === 'none' || (sendUpdates === 'externalOnly' && store.users.has(guest))) return;
  const zone = store.users.get(guest)?.timeZone ?? calendar.timeZone;
  const lead = kind === 'cancellation' ? ['This event has been cancelled.'] : [];
  post(store, calendar, event, kind, {
    from: event.organizer.email,
    to: guest,
    subject: `${SUBJECTS[kind]}: ${titleOf(event)} @ ${whenOf(event, zone)} (${guest})`,
    lines: [...lead, ...linesOf(event, zone)],
  });
}

interface ToOrganizer {
  /** The guest's. */
  calendar: CalendarRecord;
  event: EventResource;
  response: Attendee;
  sendUpdates: SendUpdates;
}

/** Google's own mail to an organizer about an answer. */
export function tellOrganizer(store: CalendarStore, { calendar, event, response, sendUpdates }: ToOrganizer): void {
  const organizer = event.organizer.email;
  if (sendUpdates === 'none' || (sendUpdates === 'externalOnly' && store.users.has(organizer))) return;
  const zone = store.users.get(organizer)?.timeZone ?? calendar.timeZone;
  const word = RESPONSES[response.responseStatus ?? 'needsAction'] ?? 'Answer';
  const said = response.comment === undefined ? [] : [`${response.email}: ${response.comment}`];
  post(store, calendar, event, 'response', {
    from: response.email,
    to: organizer,
    subject: `${word}: ${titleOf(event)} @ ${whenOf(event, zone)} (${response.email})`,
    lines: [`${response.email}: ${word.toLowerCase()}`, ...said, ...linesOf(event, zone)],
  });
}

interface Letter {
  from: string;
  to: string;
  subject: string;
  lines: string[];
}

function post(store: CalendarStore, calendar: CalendarRecord, event: EventResource, kind: Kind, letter: Letter): void {
  const { from, to, subject, lines } = letter;
  store.mailbox.send({
    at: store.clock.now(),
    source: 'calendar',
    from,
    to: [to],
    subject,
    body: lines.join('\n'),
    calendar: { kind, calendarId: calendar.id, eventId: event.id },
  });
}

const titleOf = ({ summary }: EventResource) => summary ?? '(No title)';

function linesOf(event: EventResource, zone: string): string[] {
  const { location, description, organizer, guestsCanSeeOtherGuests } = event;
  const guests = guestsCanSeeOtherGuests === false ? [] : (event.attendees ?? []).map(({ email }) => email);
  const links = (event.conferenceData?.entryPoints ?? []).map(({ uri, label }) => label ?? uri);
  const video = event.hangoutLink ?? event.conferenceData?.entryPoints?.[0]?.uri;
  return [
    titleOf(event),
    `When: ${whenOf(event, zone)}`,
    ...(location === undefined ? [] : [`Where: ${location}`]),
    ...(video === undefined ? [] : [`Join: ${video}`, ...links.slice(1)]),
    `Organizer: ${organizer.displayName ?? organizer.email}`,
    ...(guests.length === 0 ? [] : [`Guests: ${guests.join(', ')}`]),
    ...(description === undefined ? [] : ['', description]),
  ];
}

/** `Tue 24 Nov 2026, 10:00 – 11:00 (GMT+1)`; all-day events by their dates. */
function whenOf({ start, end }: EventResource, zone: string): string {
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  if (start.date !== undefined) {
    const format = new Intl.DateTimeFormat('en-GB', { ...day, timeZone: 'UTC' });
    return format.formatRange(dateWall(start), dateWall(end) - DAY);
  }
  const format = new Intl.DateTimeFormat('en-GB', { ...day, hour: '2-digit', minute: '2-digit', timeZone: zone });
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(instantOf(start, zone))
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${format.formatRange(instantOf(start, zone), instantOf(end, zone))} (${name ?? zone})`;
}
