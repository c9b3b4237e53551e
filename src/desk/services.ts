import { done, refused, type Outcome } from '../booking/refusal';
import { inOrder, longestHorizon, type Service } from '../booking/service';
import { usesOf } from './bookings/uses';
import type { Desk } from './ports/ports';
import type { RecordChange } from './ports/store';
import { syncBusyCalendars } from './sync/sync';
import { asOwner } from './team/access';

// What the owner does to services.

/** The owner creates or changes a service; a service without an id is a new one, after all others. */
export function saveService(desk: Desk, service: Service): Outcome<Service> {
  const horizon = () => longestHorizon(desk.store.seen().list('service'));
  const former = horizon();
  const outcome = asOwner(desk, (snapshot) => {
    if (service.id !== '' && snapshot.get('service', service.id) === undefined)
      return refused('unknownService', 'service');
    const last = Math.max(0, ...snapshot.list('service').map(({ position }) => position));
    const value = service.id === '' ? { ...service, id: desk.ids.small(), position: last + 1 } : service;
    const before = snapshot.get('service', value.id) ?? null;
    const undo: RecordChange = { put: 'undo', id: desk.me.email, value: { kind: 'service', before, after: value } };
    return done({ value, changes: [{ put: 'service', id: value.id, value }, undo] });
  });
  // Calendars are read as far as can be booked: the owner's own at once, those of others within the hour.
  if (outcome.ok && horizon() > former) syncBusyCalendars(desk);
  return outcome;
}

/** The owner moves a service to its neighbour's place. @param by -1: towards the beginning; 1: towards the end */
export function moveService(desk: Desk, id: string, by: -1 | 1): Outcome<Service[]> {
  return asOwner(desk, (snapshot) => {
    const order = inOrder(snapshot.list('service'));
    const from = order.findIndex((service) => service.id === id);
    const service = order[from];
    if (service === undefined) return refused('unknownService', 'service');
    const to = Math.min(Math.max(from + by, 0), order.length - 1);
    order.splice(from, 1);
    order.splice(to, 0, service);
    const moved = order.map((one, n) => ({ ...one, position: n + 1 }));
    const changes = moved
      .filter(({ id: of, position }) => snapshot.get('service', of)?.position !== position)
      .map((value): RecordChange => ({ put: 'service', id: value.id, value }));
    return done({ value: moved, changes });
  });
}

/** The owner deletes a service that nothing needs any more. Past bookings keep its name. */
export function deleteService(desk: Desk, id: string): Outcome<Service> {
  return asOwner(desk, (snapshot) => {
    const service = snapshot.get('service', id);
    if (service === undefined) return refused('unknownService', 'service');
    const count = usesOf(snapshot, id, desk.now());
    if (count > 0) return refused('serviceNeeded', 'service', { count });
    return done({ value: service, changes: [{ remove: 'service', id }] });
  });
}
