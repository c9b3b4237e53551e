import { isGivenBy, type Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import type { Instant } from '../../booking/time/time';
import { nextStartsOf } from './open-times';
import type { Desk } from '../ports/ports';
import { momentOf } from '../ports/moment';

const SHOWN = 5;

/** Starts of the next open times of a service. */
export interface NextStarts {
  service: Service;
  starts: Instant[];
}

/**
 * The next open times, as they are or if a change were saved: of a changed service with everybody who gives it, or of
 * the first service of a staff member with them, or of the team's first. Null where there is no service to ask for.
 */
export function nextStarts(desk: Desk, change: { service?: Service; staff?: StaffMember | null }): NextStarts | null {
  const snapshot = desk.store.seen();
  const staff = change.staff ?? undefined;
  const services = snapshot.list('service');
  const service =
    change.service ?? services.find((one) => one.offered && (staff === undefined || isGivenBy(one, staff.id)));
  if (service === undefined) return null;
  const wanted = { service, duration: service.duration, staffId: staff?.id ?? null, ...(staff && { instead: staff }) };
  return { service, starts: nextStartsOf(momentOf(desk, snapshot), wanted, desk.now()).slice(0, SHOWN) };
}
