import type { Booking } from '../../src/booking/booking';
import { newService, type Service } from '../../src/booking/service';
import type { Interval, TakenTime } from '../../src/booking/time/intervals';
import type { SlotQuery } from '../../src/booking/slots/slots';
import { PLAIN_RULES, type StaffMember } from '../../src/booking/staff';
import type { Letter } from '../../src/desk/ports/ports';
import type { StaffTime } from '../../src/booking/slots/staff-time';
import { USUAL_LOOK, USUAL_PAST, USUAL_POLICIES, USUAL_UNREAD_HOURS } from '../../src/desk/ports/records';
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
    ...PLAIN_RULES,
    overrides: [],
    absences: [],
    busyCalendars: ['mei@studio.example'],
    writeCalendar: 'mei@studio.example',
    ...change,
  };
}

const EVER = { start: -8.64e15, end: 8.64e15 };

/** A person's time with one calendar, "Work". */
export function staffTimeOf(
  staff: StaffMember,
  {
    busy = [],
    bookings = [],
    known = EVER,
  }: { busy?: Interval[]; bookings?: TakenTime[]; known?: Interval | null } = {},
): StaffTime {
  return { staff, calendars: [{ name: 'Work', busy, known, readAt: null }], bookings };
}

/** A live booking as the slot rules see it. */
export function occupied(start: number, minutes: number, change: Partial<TakenTime> = {}): TakenTime {
  return {
    start,
    end: start + minutes * 60_000,
    bufferBefore: 0,
    bufferAfter: 0,
    serviceId: 'service1',
    staffId: 'mei',
    capacity: 1,
    reference: 'B-7',
    ...change,
  };
}

/** A question for a service's times with one person. */
export function slotQuery(change: Partial<SlotQuery> & Pick<SlotQuery, 'range' | 'now'>): SlotQuery {
  const service = change.service ?? aService();
  return {
    service,
    duration: service.duration,
    staff: [staffTimeOf(aStaff({ zone: 'UTC' }))],
    ofService: [],
    offsets,
    ...change,
  };
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
    staffNote: '',
    place: { kind: 'meet' },
    bufferBefore: 0,
    bufferAfter: 0,
    capacity: 1,
    prepayment: false,
    paidAt: null,
    hold: 48,
    timeToPay: 48,
    holdUntil: at('2026-11-23T02:00:00Z'),
    offer: '',
    event: null,
    generation: 0,
    link: null,
    flags: [],
    question: null,
    invitations: null,
    answers: [],
    consentedAt: null,
    guests: [],
    remindedUntil: 0,
    outbox: [],
    nextEffect: 1,
    requestKey: 'key-1',
    createdAt: at('2026-11-21T02:00:00Z'),
    history: [],
    ...change,
  };
}

/** A letter about a confirmed booking with a link. */
export function aLetter(change: Partial<Letter> = {}): Letter {
  const link = {
    status: 'ready' as const,
    uri: 'https://meet.google.com/abc-defg-hij',
    since: 0,
    attempt: 1,
    phones: [],
  };
  const accepted = { at: 0, by: 'mei@studio.example', what: 'accepted' };
  return {
    template: 'clientConfirmed',
    reason: '',
    booking: aBooking({ state: 'confirmed', holdUntil: null, link, history: [accepted] }),
    staff: aStaff(),
    settings: aDeskSettings(),
    by: '',
    links: { booking: '', answer: '', offer: '' },
    invited: true,
    mayUntil: { cancel: at('2026-11-23T02:00:00Z'), reschedule: at('2026-11-23T02:00:00Z') },
    now: at('2026-11-22T02:00:00Z'),
    ...change,
  };
}

function aDeskSettings(): Letter['settings'] {
  return {
    business: 'Nowak Music School',
    owner: 'olga@studio.example',
    managers: [],
    blocked: [],
    confirmsEmail: false,
    jitsiDomain: 'meet.jit.si',
    publicPage: 'https://script.google.com/macros/s/abc/exec',
    ...USUAL_LOOK,
    deployer: '',
    heir: '',
    policies: USUAL_POLICIES,
    past: USUAL_PAST,
    archiveAfter: 90,
    unreadHours: USUAL_UNREAD_HOURS,
  };
}
