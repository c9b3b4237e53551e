import type { Invitations } from './booking';
import type { FormQuestion } from './form';
import { dayNumberOf, type PlainDate } from './time/dates';
import { NO_CAPS, type Caps } from './staff';
import { DAY, MINUTE, type Instant } from './time/time';
import type { Zone } from './time/zones';
import type { Place } from './place';

/** Who of several gets a booking: in the order of the team, who was booked longest ago, or by their weights. */
export const ASSIGNMENTS = ['firstFree', 'leastRecent', 'byWeight'] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];

/** What it costs. The amount is in the currency's smallest unit; `null` if there is only the text. */
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
  /** What clients read about it; of several lines, or empty. */
  description: string;
  /** Address of a picture that clients see, https; empty for none. */
  picture: string;
  /** Its place among the services, as clients and staff see them; those with the same one are in order of their making. */
  position: number;
  /** Minutes, the usual one. */
  duration: number;
  /** Other lengths that a client may choose, minutes. */
  moreDurations: number[];
  /** Minutes between two offered starts, independent of the duration. */
  step: number;
  /**
   * Minutes that stay free before and after. A buffer may be neither booked nor busy, but two buffers may overlap:
   * between two bookings, the longer of the first one's buffer after and the second one's buffer before is kept, not
   * their sum.
   */
  bufferBefore: number;
  bufferAfter: number;
  /** Minutes between the request and the earliest start. */
  minimumNotice: number;
  /** How many days ahead times are offered. */
  horizon: number;
  /** The last date on which times are offered, in the staff member's zone; `null` if only `horizon` counts. */
  bookableUntil: PlainDate | null;
  /**
   * For this service, whichever staff member offers it; a day is counted in the zone of the staff member in question.
   */
  caps: Caps;
  /** How many clients share one time; 1: one after another. */
  capacity: number;
  /** Whether clients who share a time see each other among the guests. */
  guestsSeeEachOther: boolean;
  /** If there are several, the client chooses. */
  places: Place[];
  /** Confirmed without asking a person. */
  autoAccept: boolean;
  /** Confirmed only once paid. */
  prepayment: boolean;
  price: Price | null;
  /** Hours for which a request holds its time while nobody accepts it. */
  hold: number;
  /** Hours for which an accepted booking holds its time until it is paid. */
  timeToPay: number;
  /** How many minutes before the start a client may still cancel or move it; `null`: until it starts. */
  cancelDeadline: number | null;
  rescheduleDeadline: number | null;
  /** Who offers it; `null`: everybody in the team. */
  staffIds: string[] | null;
  assignment: Assignment;
  /** Whom Google mails when an event of it is made, changed or deleted. Our own e-mails are sent in any case. */
  invitations: Invitations;
  /** What each client is asked besides name, e-mail address and note. */
  questions: FormQuestion[];
  /** What clients have to agree to; empty for nothing. */
  consent: string;
  /** How many people a client may bring along, who become guests of the event. None where clients share a time. */
  guests: number;
  /** Minutes before the start at which the client is reminded by e-mail; each once. */
  reminders: number[];
  /** Minutes after the end at which the client is thanked by e-mail; `null`: they are not. */
  followUp: number | null;
  /** Offered on the public page. */
  offered: boolean;
}

/** Limits of the fields that people fill in. */
export const SERVICE_LIMITS = {
  name: 80,
  description: 600,
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

/** Days. */
const USUAL_HORIZON = 60;

/**
 * Minutes. What an owner can choose: reminders go out once an hour, so that one of less than two hours could come too
 * late to be of use.
 */
export const REMINDER_CHOICES = [7 * 1440, 2 * 1440, 1440, 4 * 60, 2 * 60] as const;
export const FOLLOW_UP_CHOICES = [60, 1440, 3 * 1440] as const;

/** A service with the usual values: online, one after another, half a day's notice, two months ahead, one reminder. */
export function newService(id: string, name: string, duration: number): Service {
  return {
    id,
    name,
    description: '',
    picture: '',
    position: 0,
    duration,
    moreDurations: [],
    step: duration,
    bufferBefore: 0,
    bufferAfter: 0,
    minimumNotice: 12 * 60,
    horizon: USUAL_HORIZON,
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
    questions: [],
    consent: '',
    guests: 0,
    reminders: [24 * 60],
    followUp: null,
    offered: true,
  };
}

/** The services in the order in which people see them. */
export function inOrder(services: readonly Service[]): Service[] {
  // The sort is stable: those that nobody has put in order stay as they are.
  return [...services].sort((a, b) => a.position - b.position);
}

/** How many people a client may bring along: where clients share a time, each books their own place. */
export function guestLimitOf({ capacity, guests }: Pick<Service, 'capacity' | 'guests'>): number {
  return capacity > 1 ? 0 : guests;
}

/** Whether this staff member offers the service. */
export function isGivenBy(service: Service, staffId: string): boolean {
  return service.staffIds === null || service.staffIds.includes(staffId);
}

/** The lengths that a client may choose, the usual one first. */
export function durationsOf(service: Service): number[] {
  return [service.duration, ...service.moreDurations];
}

/** Days ahead that the furthest of these services can be booked, and at least those of a new service. */
export function longestHorizon(services: readonly Pick<Service, 'horizon'>[]): number {
  return Math.max(USUAL_HORIZON, ...services.map(({ horizon }) => horizon));
}

/** The first instant at which a service is no longer offered. */
export function horizonEnd(service: Pick<Service, 'horizon' | 'bookableUntil'>, now: Instant, zone: Zone): Instant {
  const rolling = now + service.horizon * DAY;
  const last = service.bookableUntil === null ? null : dayNumberOf(service.bookableUntil);
  return last === null ? rolling : Math.min(rolling, zone.instantOf((last + 1) * DAY));
}

/** Minutes. No time is offered that would start before a client could have filled in the form. */
const LEAST_NOTICE = 5;

/** How many minutes ahead a start must be to be offered. */
export function noticeOf({ minimumNotice }: Pick<Service, 'minimumNotice'>): number {
  return Math.max(minimumNotice, LEAST_NOTICE);
}

/** The first instant at which a service is offered. */
export function noticeEnd(service: Pick<Service, 'minimumNotice'>, now: Instant): Instant {
  return now + noticeOf(service) * MINUTE;
}
