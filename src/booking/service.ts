import type { Invitations } from './booking';
import { dayNumberOf, type PlainDate } from './time/dates';
import { NO_CAPS, type Caps } from './staff';
import { DAY, MINUTE, type Instant } from './time/time';
import type { Zone } from './time/zones';

/** Where a booking of a service takes place. */
export type Place =
  | { kind: 'meet' }
  | { kind: 'room' }
  | { kind: 'address'; address: string }
  /** We call the client, at the number that they give. */
  | { kind: 'weCall' }
  /** The client calls this number. */
  | { kind: 'clientCalls'; number: string };

export const PLACE_KINDS = [
  'meet',
  'room',
  'address',
  'weCall',
  'clientCalls',
] as const satisfies readonly Place['kind'][];

/** Who of several gets a booking: in the order of the team, who was booked longest ago, or by their weights. */
export const ASSIGNMENTS = ['firstFree', 'leastRecent', 'byWeight'] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];

/** What it costs. The amount is in the currency's smallest unit; null: what the text says is all there is. */
export interface Price {
  text: string;
  amount: number | null;
  /** ISO 4217; empty without an amount. */
  currency: string;
}

/** What clients can book. */
export interface Service {
  id: string;
  name: string;
  /** Minutes, the usual one. */
  duration: number;
  /** Other lengths that a client may choose, minutes. */
  moreDurations: number[];
  /** Minutes between two offered starts, independent of the duration. */
  step: number;
  /**
   * Minutes that stay free before and after. A buffer may be neither booked nor busy; two buffers may overlap each
   * other: between two bookings the longer of the first one's after and the second one's before is kept, not their sum.
   */
  bufferBefore: number;
  bufferAfter: number;
  /** Minutes between the request and the earliest start. */
  minimumNotice: number;
  /** Days ahead of now in which times are offered. */
  horizon: number;
  /** The last date on which times are offered, in the zone of who gives it; null: only `horizon` counts. */
  bookableUntil: PlainDate | null;
  /** Of this service, whoever gives it; a day is one of the zone of who would give it. */
  caps: Caps;
  /** Clients that share one time; 1: one after another. */
  capacity: number;
  /** Whether those who share a time see one another among the guests. */
  guestsSeeEachOther: boolean;
  /** Several: the client chooses. */
  places: Place[];
  /** Confirmed without a person's look. */
  autoAccept: boolean;
  /** Confirmed only once paid. */
  prepayment: boolean;
  price: Price | null;
  /** Hours for which a request holds its time while nobody accepts it. */
  hold: number;
  /** Hours for which an accepted booking holds its time until it is paid. */
  timeToPay: number;
  /** Minutes before the start until which a client may cancel or move it; null: until it starts. */
  cancelDeadline: number | null;
  rescheduleDeadline: number | null;
  /** Who gives it; null: everybody in the team. */
  staffIds: string[] | null;
  assignment: Assignment;
  /** Whom Google mails when an event of it is made, changed or deleted. Our own mail goes out in any case. */
  invitations: Invitations;
  /** Offered on the public page. */
  offered: boolean;
}

/** Limits of the fields that people fill in. */
export const SERVICE_LIMITS = {
  name: 80,
  duration: { min: 5, max: 12 * 60 },
  moreDurations: 5,
  step: { min: 5, max: 12 * 60 },
  buffer: { min: 0, max: 4 * 60 },
  minimumNotice: { min: 0, max: 30 * 24 * 60 },
  horizon: { min: 1, max: 180 },
  hold: { min: 1, max: 14 * 24 },
  timeToPay: { min: 1, max: 14 * 24 },
  deadline: { min: 0, max: 30 * 24 * 60 },
  cap: { min: 1, max: 500 },
  capacity: { min: 1, max: 50 },
  address: 200,
  number: 40,
  price: 60,
} as const;

/** A service with the values that suit most: online, one after another, half a day's notice, two months ahead. */
export function newService(id: string, name: string, duration: number): Service {
  return {
    id,
    name,
    duration,
    moreDurations: [],
    step: duration,
    bufferBefore: 0,
    bufferAfter: 0,
    minimumNotice: 12 * 60,
    horizon: 60,
    bookableUntil: null,
    caps: NO_CAPS,
    capacity: 1,
    guestsSeeEachOther: false,
    places: [{ kind: 'meet' }],
    autoAccept: false,
    prepayment: false,
    price: null,
    hold: 48,
    timeToPay: 48,
    cancelDeadline: null,
    rescheduleDeadline: null,
    staffIds: null,
    assignment: 'firstFree',
    invitations: 'none',
    offered: true,
  };
}

/** Whether this staff member gives the service. */
export function isGivenBy(service: Service, staffId: string): boolean {
  return service.staffIds === null || service.staffIds.includes(staffId);
}

/** The lengths that a client may choose, the usual one first. */
export function durationsOf(service: Service): number[] {
  return [service.duration, ...service.moreDurations];
}

/** The first instant at which a service is not offered any more. */
export function horizonEnd(service: Pick<Service, 'horizon' | 'bookableUntil'>, now: Instant, zone: Zone): Instant {
  const rolling = now + service.horizon * DAY;
  const last = service.bookableUntil === null ? null : dayNumberOf(service.bookableUntil);
  return last === null ? rolling : Math.min(rolling, zone.instantOf((last + 1) * DAY));
}

/** Minutes. Nothing is offered that would begin before a client could have filled in the form. */
const LEAST_NOTICE = 5;

/** Minutes that a start must lie ahead to be offered. */
export function noticeOf({ minimumNotice }: Pick<Service, 'minimumNotice'>): number {
  return Math.max(minimumNotice, LEAST_NOTICE);
}

/** The first instant at which a service is offered. */
export function noticeEnd(service: Pick<Service, 'minimumNotice'>, now: Instant): Instant {
  return now + noticeOf(service) * MINUTE;
}
