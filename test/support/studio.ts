import type { Booking } from '../../src/booking/booking';
import type { ExecutionRecord } from '../../sandbox/protocol';
import type { FormValue, Sandbox } from './sandbox-process';

export const OWNER = 'owner@studio.example';
export const MEI = 'mei@studio.example';
export const CLIENT = 'piotr@client.example';

/** A Saturday; Mei's studio is at 14:00 local time. */
export const NOW = '2026-11-21T06:00:00Z';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const at = (iso: string): number => Date.parse(iso);

/** The studio, its desk set up by the owner, Mei connected. */
export async function openDesk(sandbox: Sandbox): Promise<{ service: string }> {
  await sandbox.reset('studio', NOW);
  await sandbox.panel(OWNER, {
    action: 'setUp',
    inputs: { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: MEI },
  });
  // Only a run of the page itself is told its address for certain.
  await openPage(sandbox);
  await connectMei(sandbox);
  const [service] = await sandbox.records<{ id: string }>('service');
  return { service: service!.id };
}

/** The public page, as a browser gets it. */
export async function openPage(sandbox: Sandbox, path: 'exec' | 'dev' = 'exec'): Promise<string> {
  return (await fetch(`${sandbox.url}/macros/s/sandbox/${path}`)).text();
}

export async function connectMei(sandbox: Sandbox) {
  const own = await calendarNamed(sandbox, MEI, 'Private');
  return sandbox.panel(MEI, {
    action: 'connectCalendars',
    inputs: { name: 'Mei Lin', zone: 'Asia/Taipei', busyCalendars: [MEI, own], writeCalendar: MEI },
  });
}

/** The id of a calendar in somebody's list. */
export async function calendarNamed(sandbox: Sandbox, person: string, name: string): Promise<string> {
  const { items } = await sandbox.api<{ items: { id: string; summary: string }[] }>(
    person,
    'GET',
    'users/me/calendarList',
  );
  return items.find((calendar) => calendar.summary === name)!.id;
}

/** The form of a service; what is not said is as for a plain lesson of half an hour. */
export function serviceForm(service: string, { name = 'Lesson', ...inputs }: Record<string, FormValue>) {
  const form = {
    serviceName: name,
    duration: '30',
    step: '15',
    bufferBefore: '0',
    bufferAfter: '0',
    minimumNotice: '0',
    horizon: '60',
    hold: '48',
    timeToPay: '48',
    place: 'meet',
    capacity: '1',
    staff: '*',
    options: ['offered'],
  };
  return { action: 'saveServiceForm', parameters: { service }, inputs: { ...form, ...inputs } };
}

/** The owner saves a service. */
export async function saveService(
  sandbox: Sandbox,
  service: string,
  inputs: Record<string, FormValue>,
): Promise<ExecutionRecord> {
  const answer = await sandbox.panel(OWNER, serviceForm(service, inputs));
  expect(answer.ok).toBe(true);
  return answer;
}

/** What a client's page would send for a time. */
export function aRequest(service: string, start: number, change: Record<string, unknown> = {}) {
  return {
    service,
    staff: '',
    start,
    name: 'Piotr Zieliński',
    email: CLIENT,
    phone: '',
    note: '',
    locale: 'pl-PL',
    zone: 'Europe/Warsaw',
    requestKey: `key-${start}-${JSON.stringify(change)}`,
    ...change,
  };
}

/** Open times of the coming days, as the page asks for them. */
export async function openTimes(sandbox: Sandbox, service: string, days = 14): Promise<number[]> {
  const answer = await sandbox.page<{ ok: boolean; starts: number[] }>('readOpenTimes', {
    service,
    staff: '',
    from: at(NOW),
    to: at(NOW) + days * DAY,
    locale: 'pl',
  });
  return answer.starts;
}

export async function bookings(sandbox: Sandbox): Promise<Booking[]> {
  return sandbox.records<Booking>('booking');
}

/** A booking that Mei has accepted. */
export async function acceptedBooking(
  sandbox: Sandbox,
  service: string,
  change: Record<string, unknown> = {},
): Promise<Booking> {
  const [start] = await openTimes(sandbox, service);
  await sandbox.page('sendRequest', aRequest(service, start!, change));
  const requested = (await bookings(sandbox)).find((b) => b.state === 'requested')!;
  await sandbox.panel(MEI, { action: 'acceptBooking', parameters: { booking: requested.id } });
  return (await bookings(sandbox)).find((b) => b.id === requested.id)!;
}

/** Events that stand and are bookings': their ids are ours. */
export async function ourEvents(sandbox: Sandbox) {
  return (await sandbox.existingEvents()).filter(({ id }) => id.startsWith('sk'));
}
