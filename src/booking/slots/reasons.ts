import { dayOffAt, workingTime } from './hours';
import type { Interval, TakenTime } from '../time/intervals';
import { horizonEnd, noticeEnd, noticeOf, type Service } from '../service';
import { isConnected, type StaffMember } from '../staff';
import {
  capsOf,
  closedBy,
  closedByBusy,
  extentOf,
  serviceCaps,
  shareTime,
  type CapHit,
  type SlotRules,
  type StaffTime,
} from './staff-time';
import { DAY, MINUTE, type Instant } from '../time/time';
import { zoneBetween, type Zone } from '../time/zones';

/** Why a time is not open. For staff only: clients see open times, never why one is closed. */
export type Reason =
  | { kind: 'notConnected' | 'paused' | 'syncPaused' | 'past' | 'absent' | 'holiday' | 'outsideHours' | 'offStep' }
  | { kind: 'notice'; minutes: number }
  | { kind: 'horizon'; until: Instant }
  | { kind: 'cap'; hit: CapHit }
  | Obstacle;

/** What occupies a time. */
export type Obstacle =
  | { kind: 'unknown'; calendar: string }
  /** `since`: when it was last read; `null` if it never was. */
  | { kind: 'unreadable'; calendar: string; since: Instant | null }
  /** `buffer`: not the time itself is taken, but a buffer around it. */
  | { kind: 'busy'; calendar: string; busy: Interval; buffer: boolean }
  | { kind: 'booking'; reference: string; booked: Interval; buffer: boolean }
  | { kind: 'full'; capacity: number };

/**
 * What blocks a booking at its own time: calendars that are busy or unknown, and other bookings.
 *
 * @param wanted with its buffers and its capacity; not among the person's bookings, unless it is a session to be shared
 */
export function obstacles(person: StaffTime, wanted: TakenTime): Obstacle[] {
  const { capacity } = wanted;
  const before = wanted.bufferBefore * MINUTE;
  const after = wanted.bufferAfter * MINUTE;
  const extent = { length: wanted.end - wanted.start, before, after };
  const isIn = ({ start, end }: Interval) => start < wanted.start && wanted.start < end;
  const touches = ({ start, end }: Interval) => start < wanted.end && wanted.start < end;
  const found: Obstacle[] = [];
  for (const { name, known, busy, readAt } of person.calendars) {
    if (known === null) found.push({ kind: 'unreadable', calendar: name, since: readAt });
    else if (wanted.start - before < known.start || wanted.end + after > known.end) {
      found.push({ kind: 'unknown', calendar: name });
    }
    for (const block of busy) {
      if (block.start >= wanted.end + after) break;
      if (isIn(closedByBusy(block, extent))) {
        found.push({ kind: 'busy', calendar: name, busy: block, buffer: !touches(block) });
      }
    }
  }
  let sharing = 0;
  for (const booking of person.bookings) {
    if (shareTime(booking, wanted)) sharing += 1;
    else if (isIn(closedBy(booking, extent))) {
      const { reference, start, end } = booking;
      found.push({ kind: 'booking', reference, booked: { start, end }, buffer: !touches(booking) });
    }
  }
  if (capacity > 1 && sharing >= capacity) found.push({ kind: 'full', capacity });
  return found;
}

/**
 * All reasons why a person does not offer a service at a start; none means that it is one of the open times. It
 * explains what openSlots decides: a property test compares the two.
 */
export function explain(rules: SlotRules, person: StaffTime, start: Instant): Reason[] {
  const { service, now } = rules;
  const { staff } = person;
  const extent = extentOf(rules);
  const end = start + extent.length;
  const zone = zoneBetween(staff.zone, rules.offsets, start - DAY, end + DAY);
  const { bufferBefore, bufferAfter, capacity } = service;
  const wanted: TakenTime = {
    start,
    end,
    bufferBefore,
    bufferAfter,
    serviceId: service.id,
    staffId: staff.id,
    capacity,
    reference: '',
  };
  // Joining an existing session makes no new one: hours, step and caps have already allowed it.
  const joins = person.bookings.some((booking) => shareTime(booking, wanted));
  const reasons: Reason[] = [];
  if (!isConnected(staff)) reasons.push({ kind: 'notConnected' });
  if (staff.paused) reasons.push({ kind: 'paused' });
  // Time that has not been read cannot be known to be free.
  if (staff.syncPaused) reasons.push({ kind: 'syncPaused' });
  if (start < now) reasons.push({ kind: 'past' });
  else if (start < noticeEnd(service, now)) reasons.push({ kind: 'notice', minutes: noticeOf(service) });
  const until = horizonEnd(service, now, zone);
  if (start >= until) reasons.push({ kind: 'horizon', until });
  if (!joins) {
    const hours = outsideHours(service, staff, zone, { start, end });
    if (hours !== null) reasons.push(hours);
    const hit = capsOf(person, zone, serviceCaps(rules)(zone))?.(start) ?? null;
    if (hit !== null) reasons.push({ kind: 'cap', hit });
  }
  return [...reasons, ...obstacles(person, wanted)];
}

function outsideHours({ step }: Service, staff: StaffMember, zone: Zone, { start, end }: Interval): Reason | null {
  const { ranges, open } = workingTime(staff, zone, start, end);
  const fits = open.some((one) => one.start <= start && end <= one.end);
  if (!fits) return { kind: dayOffAt(staff, zone, start) ?? 'outsideHours' };
  const range = ranges.find((one) => one.start <= start && start < one.end);
  const isOnStep = range !== undefined && (start - range.from) % (step * MINUTE) === 0;
  return isOnStep ? null : { kind: 'offStep' };
}
