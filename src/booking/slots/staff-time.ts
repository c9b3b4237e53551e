import { capCheck, isCapped, type CapCheck, type CapReached } from './caps';
import { intersection, type Interval, type TakenTime } from '../time/intervals';
import { horizonEnd, noticeEnd, type Service } from '../service';
import { isConnected, type StaffMember } from '../staff';
import { MINUTE, type Instant } from '../time/time';
import { zoneBetween, type OffsetLookup, type Zone } from '../time/zones';

// Looked up once, see slots.ts.
const { ceil, floor, max } = Math;

/** What is known about one calendar that closes times. */
export interface CalendarTime {
  /** As its owner calls it. */
  name: string;
  /** Sorted, apart: as sync keeps it. */
  busy: readonly Interval[];
  /**
   * The time for which `busy` is complete; outside it nothing is known. `null` if the calendar cannot be read at all.
   */
  known: Interval | null;
  /** When it was last read to its end; `null` if never. */
  readAt: Instant | null;
}

/** What is known about one person's time. */
export interface StaffTime {
  staff: StaffMember;
  calendars: readonly CalendarTime[];
  /** For all services. */
  bookings: readonly TakenTime[];
}

/** The input for a question about a service's times. */
export interface SlotRules {
  service: Service;
  /** Minutes; one of the service's durations. */
  duration: number;
  staff: readonly StaffTime[];
  /** Live bookings of the service with any staff member: its caps count them. */
  ofService: readonly TakenTime[];
  now: Instant;
  /**
   * Milliseconds by which a start may be closer than the notice: it may have been on somebody's screen for that long.
   */
  grace?: number;
  offsets: OffsetLookup;
}

const EVER: Interval = { start: -8.64e15, end: 8.64e15 };

/** The time for which all of a person's calendars are known; `null` if there is none, so that nothing is offered. */
export function knownTime({ staff, calendars }: StaffTime): Interval | null {
  if (!isConnected(staff)) return null;
  let known: Interval | null = EVER;
  for (const calendar of calendars) {
    if (known === null || calendar.known === null) return null;
    known = intersection(known, calendar.known);
  }
  return known;
}

/** What a booking takes of a person's time, milliseconds. */
export interface Extent {
  length: number;
  before: number;
  after: number;
}

/** A booking of the service, buffers included. */
export function extentOf({ service, duration }: Pick<SlotRules, 'service' | 'duration'>): Extent {
  return {
    length: duration * MINUTE,
    before: service.bufferBefore * MINUTE,
    after: service.bufferAfter * MINUTE,
  };
}

/** The starts, both ends not included, that another booking makes impossible; whole minutes around it. */
export function closedBy(booking: TakenTime, { length, before, after }: Extent): Interval {
  return {
    start: minuteBefore(booking.start) - max(after, booking.bufferBefore * MINUTE) - length,
    end: minuteAfter(booking.end) + max(before, booking.bufferAfter * MINUTE),
  };
}

/**
 * The starts, both ends not included, that busy time makes impossible; whole minutes around it. `calendarWalls` in
 * slots.ts applies the same rule to all blocks of a calendar at once, as `lead` and `trail` of its walls.
 */
export function closedByBusy(busy: Interval, { length, before, after }: Extent): Interval {
  return { start: minuteBefore(busy.start) - after - length, end: minuteAfter(busy.end) + before };
}

/** An event may begin at a second, a booking does not. */
function minuteBefore(at: Instant): Instant {
  return floor(at / MINUTE) * MINUTE;
}

function minuteAfter(at: Instant): Instant {
  return ceil(at / MINUTE) * MINUTE;
}

/** The same service of the same person at the same time. */
type Seat = Pick<TakenTime, 'staffId' | 'serviceId' | 'start' | 'end' | 'capacity'>;

/** Bookings of the same session either share its time or conflict. */
function isSameSession(a: Omit<Seat, 'capacity'>, b: Omit<Seat, 'capacity'>): boolean {
  return a.start === b.start && a.end === b.end && a.staffId === b.staffId && a.serviceId === b.serviceId;
}

/**
 * Whether two clients share a time: when they booked, both were told that others may come. A booking made for one
 * client alone stays so, even if its service is now for several.
 */
export function shareTime(a: Seat, b: Seat): boolean {
  return a.capacity > 1 && b.capacity > 1 && isSameSession(a, b);
}

/** The zones of a question, each looked up once for all people and all slots. */
export function zoneCache(offsets: OffsetLookup, from: Instant, to: Instant): (name: string) => Zone {
  const zones = new Map<string, Zone>();
  return (name) => {
    const known = zones.get(name);
    if (known !== undefined) return known;
    const zone = zoneBetween(name, offsets, from, to);
    zones.set(name, zone);
    return zone;
  };
}

/** The starts that notice and horizon allow; none of them is in the past. */
export function bookableTime({ service, now, grace = 0 }: SlotRules, zone: Zone): Interval {
  return { start: max(noticeEnd(service, now) - grace, now + 1), end: horizonEnd(service, now, zone) };
}

export type CapHit = CapReached & { of: 'staff' | 'service' };

/** The caps of a question's service in a zone, counted once for all people whose zone it is. */
export function serviceCaps({ service, ofService }: SlotRules): (zone: Zone) => CapCheck | null {
  const starts = isCapped(service.caps) ? sessionStarts(ofService) : [];
  const checks = new Map<string, CapCheck | null>();
  return (zone) => {
    const known = checks.get(zone.name);
    if (known !== undefined) return known;
    const check = capCheck(service.caps, starts, zone);
    checks.set(zone.name, check);
    return check;
  };
}

/**
 * Which cap one more booking of a person would exceed; `null` if there is no cap at all. The same for all starts of a
 * day in the zone.
 *
 * @param ofService the caps of the service, see serviceCaps
 */
export function capsOf(
  person: StaffTime,
  zone: Zone,
  ofService: CapCheck | null,
): ((start: Instant) => CapHit | null) | null {
  const { staff, bookings } = person;
  const own = isCapped(staff.caps) ? capCheck(staff.caps, sessionStarts(bookings), zone) : null;
  if (own === null && ofService === null) return null;
  return (start) => {
    const staffHit = own?.(start) ?? null;
    if (staffHit !== null) return { ...staffHit, of: 'staff' };
    const serviceHit = ofService?.(start) ?? null;
    return serviceHit === null ? null : { ...serviceHit, of: 'service' };
  };
}

/** The start of each session: clients who share a time count once. */
function sessionStarts(bookings: readonly TakenTime[]): Instant[] {
  const starts: Instant[] = [];
  const known = new Map<string, Map<Instant, TakenTime[]>>();
  for (const booking of bookings) {
    const { staffId, start } = booking;
    const own = known.get(staffId) ?? new Map<Instant, TakenTime[]>();
    if (own.size === 0) known.set(staffId, own);
    const atStart = own.get(start);
    if (atStart?.some((other) => isSameSession(other, booking)) === true) continue;
    if (atStart === undefined) own.set(start, [booking]);
    else atStart.push(booking);
    starts.push(start);
  }
  return starts;
}
