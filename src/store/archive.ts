import type { Booking } from '../booking/booking';
import type { Archive } from '../desk/archive';
import { STORE_LIMIT, VALUE_LIMIT, type PropertyBag } from './properties';
import { utf8Length } from './utf8';

const PREFIX = 'archive:';

/**
 * Finished bookings in the owner's own user properties: no further permission is needed for them, and they have 500 KB
 * of their own. One value for each booking, without what only a live one needs.
 */
export function archiveIn(bag: PropertyBag): Archive {
  return {
    add: (bookings) => {
      const stored = bag.readAll();
      let used = Object.entries(stored).reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
      const values: Record<string, string> = {};
      const kept: string[] = [];
      for (const booking of bookings) {
        const key = PREFIX + booking.id;
        const value = JSON.stringify(archived(booking));
        const size = utf8Length(key) + utf8Length(value);
        if (size > VALUE_LIMIT || used + size > STORE_LIMIT) continue;
        used += size;
        values[key] = value;
        kept.push(booking.id);
      }
      if (kept.length > 0) bag.write(values);
      return kept;
    },
  };
}

function archived(booking: Booking) {
  const { id, reference, state, serviceName, staffId, start, end, client, paidAt, createdAt } = booking;
  return {
    id,
    reference,
    state,
    serviceName,
    staffId,
    start,
    end,
    name: client.name,
    email: client.email,
    paidAt,
    createdAt,
  };
}
