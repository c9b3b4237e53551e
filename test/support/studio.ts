import type { FormValue } from './sandbox-process';

export const OWNER = 'owner@studio.example';
export const MEI = 'mei@studio.example';
export const ANNA = 'anna@studio.example';
/** In charge of the bookings, and taking none. */
export const MANAGER = 'desk@studio.example';
export const CLIENT = 'piotr@client.example';

/** A Saturday; Mei's studio is at 14:00 local time. */
export const NOW = '2026-11-21T06:00:00Z';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const at = (iso: string): number => Date.parse(iso);

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
  return {
    action: 'saveServiceForm',
    parameters: { service, parts: `what where times who rules${'reminders' in inputs ? ' mails' : ''}` },
    inputs: { ...form, ...inputs },
  };
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
