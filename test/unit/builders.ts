import type { Booking } from '../../src/booking/booking';
import { newService, type Service } from '../../src/booking/service';
import type { StaffTime } from '../../src/booking/slots';
import { OFFICE_HOURS, type StaffMember } from '../../src/booking/staff';
import { zoneOffset } from '../../src/platform/zone-offsets';

export const offsets = zoneOffset;

/** An instant from ISO text. */
export const at = (iso: string): number => Date.parse(iso);

export function aService(change: Partial<Service> = {}): Service {
  return { ...newService('service1', 'Consultation', 30), minimumNotice: 0, step: 30, ...change };
}

export function aStaff(change: Partial<StaffMember> = {}): StaffMember {
  return {
    id: 'mei',
    email: 'mei@studio.example',
    name: 'Mei Lin',
    zone: 'Asia/Taipei',
    locale: 'zh-TW',
    hours: OFFICE_HOURS,
    busyCalendars: ['mei@studio.example'],
    writeCalendar: 'mei@studio.example',
    ...change,
  };
}

export function staffTimeOf(staff: StaffMember, change: Partial<StaffTime> = {}): StaffTime {
  return { staff, busy: [], bookings: [], known: { start: -8.64e15, end: 8.64e15 }, ...change };
}

export function aBooking(change: Partial<Booking> = {}): Booking {
  return {
    id: '0123456789ab',
    reference: '012345',
    state: 'requested',
    serviceId: 'service1',
    serviceName: 'Consultation',
    staffId: 'mei',
    client: { name: 'Piotr', email: 'piotr@client.example', phone: '', note: '', locale: 'pl', zone: 'Europe/Warsaw' },
    start: at('2026-11-24T02:00:00Z'),
    end: at('2026-11-24T02:30:00Z'),
    place: { kind: 'meet' },
    bufferBefore: 0,
    bufferAfter: 0,
    prepayment: false,
    paidAt: null,
    holdUntil: at('2026-11-23T02:00:00Z'),
    event: null,
    link: null,
    flags: [],
    outbox: [],
    nextEffect: 1,
    requestKey: 'key-1',
    createdAt: at('2026-11-21T02:00:00Z'),
    history: [],
    ...change,
  };
}
