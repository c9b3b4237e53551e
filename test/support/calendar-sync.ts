import type { CallRecord, ExecutionRecord } from '../../sandbox/protocol';
import type { SentMail } from '../../sandbox/protocol';
import type { Booking } from '../../src/booking/booking';
import type { CalendarSync } from '../../src/desk/ports/records';
import type { Sandbox } from './sandbox-process';
import { acceptedBooking, bookings, calendarNamed, MEI, OWNER } from './studio';

/** A way in which the desk learns what was done in Google. */
export interface Way {
  way: string;
  reach: (sandbox: Sandbox) => Promise<ExecutionRecord[]>;
}

export const WAYS: Way[] = [
  { way: 'announced by a trigger', reach: (sandbox) => sandbox.settle() },
  {
    way: 'found by a full list, the token lost',
    reach: async (sandbox) => {
      await sandbox.post('sync-tokens', {});
      const ticked = await tick(sandbox);
      return [ticked, ...(await sandbox.settle())];
    },
  },
];

export function tick(sandbox: Sandbox, as = MEI): Promise<ExecutionRecord> {
  return sandbox.call(as, 'onHourlyTick', {});
}

/** A confirmed booking, after everything that follows from it has come to rest. */
export async function confirmedBooking(
  sandbox: Sandbox,
  service: string,
  change: Record<string, unknown> = {},
): Promise<Booking> {
  const { id } = await acceptedBooking(sandbox, service, change);
  await sandbox.settle();
  return bookingOf(sandbox, id);
}

export async function bookingOf(sandbox: Sandbox, id: string): Promise<Booking> {
  return (await bookings(sandbox)).find((booking) => booking.id === id)!;
}

/** An event of the Calendar API, as far as the tests look at it. */
export interface ApiEvent {
  id: string;
  status: string;
  etag: string;
  summary?: string;
  description?: string;
  location?: string;
  colorId?: string;
  start: { dateTime?: string; date?: string };
  end: { dateTime?: string; date?: string };
  hangoutLink?: string;
  attendees?: { email: string; responseStatus?: string }[];
  conferenceData?: { entryPoints?: { entryPointType: string; uri: string }[]; createRequest?: object };
}

const pathOf = (calendarId: string, eventId = '') =>
  `calendars/${encodeURIComponent(calendarId)}/events${eventId === '' ? '' : `/${eventId}`}`;

/** What a person does in Google Calendar, in a calendar that is theirs unless said. */
export function inCalendar(sandbox: Sandbox, person = MEI, calendarId = person) {
  return {
    get: (id: string) => sandbox.api<ApiEvent>(person, 'GET', pathOf(calendarId, id)),
    make: (event: object) => sandbox.api<ApiEvent>(person, 'POST', pathOf(calendarId), event),
    edit: (id: string, change: object, query = '') =>
      sandbox.api<ApiEvent>(person, 'PATCH', `${pathOf(calendarId, id)}${query}`, change),
    remove: (id: string) => sandbox.api(person, 'DELETE', pathOf(calendarId, id)),
    move: (id: string, destination: string) =>
      sandbox.api<ApiEvent>(
        person,
        'POST',
        `${pathOf(calendarId, id)}/move?destination=${encodeURIComponent(destination)}`,
      ),
  };
}

/** Start and end as the API takes them. */
export function times(start: number, end: number) {
  return { start: { dateTime: new Date(start).toISOString() }, end: { dateTime: new Date(end).toISOString() } };
}

/** Calls that change something in Google. */
export function writesIn(executions: readonly ExecutionRecord[]): string[] {
  return callsIn(executions, /^Events\.(insert|import|patch|update|move|remove|quickAdd)$/).map((call) => call.method);
}

/** Calls of the Calendar service whose method matches. */
export function callsIn(executions: readonly ExecutionRecord[], method: RegExp): CallRecord[] {
  return executions
    .flatMap((execution) => execution.calls)
    .filter((call) => call.service === 'Calendar' && method.test(call.method));
}

/** The parameters of a call, those in the path included. */
export function parametersOf({ args }: CallRecord): Record<string, unknown> {
  const [path, options] = args;
  return { ...(path as object), ...(options as object) };
}

/** E-mails that went out since, from any sender. */
export async function mailsAfter(sandbox: Sandbox, count: number): Promise<SentMail[]> {
  return (await sandbox.mail()).slice(count);
}

/**
 * Everything has come to rest: neither another round of triggers, nor everybody's hourly tick, nor a list without a
 * token writes to Google, sends a mail or changes a booking.
 */
export async function expectRest(sandbox: Sandbox): Promise<void> {
  const before = await bookings(sandbox);
  const mails = (await sandbox.mail()).length;
  const executions = await sandbox.settle();
  executions.push(await sandbox.call(MEI, 'onCalendarChange', {}), await tick(sandbox), await tick(sandbox, OWNER));
  await sandbox.post('sync-tokens', {});
  executions.push(await tick(sandbox), ...(await sandbox.settle()));
  expect(executions.filter((execution) => !execution.ok)).toEqual([]);
  expect(writesIn(executions)).toEqual([]);
  expect(await mailsAfter(sandbox, mails)).toEqual([]);
  expect(await bookings(sandbox)).toEqual(before);
}

/** What Mei's account follows of a calendar. */
export async function syncOf(sandbox: Sandbox, calendarId: string): Promise<CalendarSync> {
  return (await sandbox.records<CalendarSync>('calendar')).find((calendar) => calendar.calendarId === calendarId)!;
}

/** Mei's other calendar, which closes her times too. */
export async function privateCalendar(sandbox: Sandbox): Promise<string> {
  return calendarNamed(sandbox, MEI, 'Private');
}

export const whatHappened = (booking: Booking): string[] => booking.history.map((entry) => entry.what);
