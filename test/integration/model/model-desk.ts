import type { Booking } from '../../../src/booking/booking';
import type { Desk } from '../../support/desk';
import type { FormValue } from '../../support/sandbox-process';
import { HOUR, MEI, OWNER } from '../../support/studio';

export const ANNA = 'anna@studio.example';
export const TEAM = [MEI, ANNA] as const;
/** Acts on everybody's bookings, and has no calendar here. */
export const MANAGER = 'desk@studio.example';
export const CLIENTS = ['piotr@client.example', 'jan@client.example'] as const;

/** Where a run begins: a Saturday, and the Fridays before the clocks of Warsaw change. */
export const MORNINGS = ['2026-11-21T06:00:00Z', '2027-03-26T06:00:00Z', '2026-10-23T06:00:00Z'] as const;

export const SERVICES: Record<string, FormValue>[] = [
  { reminders: ['1440', '120'], followUp: '60' },
  { name: 'Paid', options: ['offered', 'prepayment'], bufferAfter: '10' },
  { name: 'At once', options: ['offered', 'autoAccept'], bufferBefore: '15', duration: '45' },
  { name: 'Choir', capacity: '2' },
];

export interface ModelDesk {
  /** Ids, in the order of SERVICES. */
  services: string[];
  /** Ids, in the order of TEAM. */
  staff: string[];
  /** Another calendar of each, in the order of TEAM. */
  others: string[];
}

/** The studio with two staff and four services: a plain one, one paid before, one that confirms itself, one for two. */
export async function openModelDesk(sandbox: Desk, now: string): Promise<ModelDesk> {
  await sandbox.faults([]);
  await sandbox.post('meet', {});
  await sandbox.post('schedule', {});
  // The same desk is opened for each run of a morning: it is prepared once and put back.
  const name = `model desk ${now}`;
  const known = PREPARED.get(sandbox)?.get(now);
  if (known !== undefined) {
    await sandbox.restore(name);
    return known;
  }
  const desk = await prepareModelDesk(sandbox, now);
  await sandbox.keep(name);
  PREPARED.set(sandbox, (PREPARED.get(sandbox) ?? new Map<string, ModelDesk>()).set(now, desk));
  return desk;
}

const PREPARED = new WeakMap<Desk, Map<string, ModelDesk>>();

async function prepareModelDesk(sandbox: Desk, now: string): Promise<ModelDesk> {
  await sandbox.reset('studio', now);
  const inputs = { business: 'Studio Nowak', service: 'Lesson', duration: '30', team: TEAM.join('\n') };
  await sandbox.panel(OWNER, { action: 'setUp', inputs });
  const others: string[] = [];
  for (const [n, email] of TEAM.entries()) {
    const { id } = await sandbox.api<{ id: string }>(email, 'POST', 'calendars', { summary: 'Elsewhere' });
    others.push(id);
    await connect(sandbox, n, email, [email]);
  }
  await sandbox.saveSettings({ managers: MANAGER });
  const [first] = await sandbox.records<{ id: string }>('service');
  for (const [n, form] of SERVICES.entries()) await sandbox.saveService(form, n === 0 ? first!.id : '');
  const services = await sandbox.records<{ id: string; name: string }>('service');
  const staff = await sandbox.records<{ id: string; email: string }>('staff');
  const names = SERVICES.map(({ name = 'Lesson' }) => name);
  return {
    services: names.map((name) => services.find((service) => service.name === name)!.id),
    staff: TEAM.map((email) => staff.find((member) => member.email === email)!.id),
    others,
  };
}

const PEOPLE = [
  { name: 'Mei Lin', zone: 'Asia/Taipei' },
  { name: 'Anna Kowalska', zone: 'Europe/Warsaw' },
] as const;

/** Takes bookings in one calendar; the busy ones close times. @param nth place in TEAM */
export async function connect(
  sandbox: Desk,
  nth: number,
  writeCalendar: string,
  busyCalendars: string[],
): Promise<void> {
  const inputs = { ...PEOPLE[nth], busyCalendars, writeCalendar };
  await sandbox.panel(TEAM[nth] ?? MEI, { action: 'connectCalendars', inputs });
}

/** Open times of the next days. */
export async function offered(sandbox: Desk, service: string, staff: string, from: number): Promise<number[]> {
  const question = { service, staff, from, to: from + 5 * 24 * HOUR, locale: 'en' };
  const answer = await sandbox.page<{ starts?: number[] }>('readOpenTimes', question);
  return answer.starts ?? [];
}

/** Bookings, oldest first. */
export async function allBookings(sandbox: Desk): Promise<Booking[]> {
  const all = await sandbox.records<Booking>('booking');
  return all.sort((a, b) => a.createdAt - b.createdAt || (a.requestKey < b.requestKey ? -1 : 1));
}
