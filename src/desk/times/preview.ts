import { inOrder, isGivenBy, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import { nextStartsOf } from './open-times';
import type { Desk } from '../ports/ports';
import type { Snapshot } from '../ports/store';
import { momentOf } from '../ports/moment';

const SHOWN = 5;

/** Starts of the next open times of a service. */
export interface NextStarts {
  service: Service;
  starts: Instant[];
}

/** The services on the public page, or those of them that a person offers. */
export function offeredBy(snapshot: Snapshot, staff: StaffMember | null): Service[] {
  const offered = inOrder(snapshot.list('service')).filter((service) => service.offered);
  return staff === null ? offered : offered.filter((service) => isGivenBy(service, staff.id));
}

/**
 * The next open times, as they are or as they would be with a change: of a changed service with everybody who offers
 * it, or of a staff member's first service with them, or of the team's first. `null` if there is no service.
 */
export function nextStarts(desk: Desk, change: { service?: Service; staff?: StaffMember | null }): NextStarts | null {
  const snapshot = desk.store.seen();
  const staff = change.staff ?? undefined;
  const service = change.service ?? offeredBy(snapshot, staff ?? null)[0];
  if (service === undefined) return null;
  const wanted = { service, duration: service.duration, staffId: staff?.id ?? null, ...(staff && { instead: staff }) };
  return { service, starts: nextStartsOf(momentOf(desk, snapshot), wanted, desk.now()).slice(0, SHOWN) };
}
