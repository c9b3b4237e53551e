import { weekOf } from '../time/dates';
import type { Caps } from '../staff';
import { DAY, type Instant } from '../time/time';
import type { Zone } from '../time/zones';

/** Something that counts towards a cap; bookings of one session have the same `session`. */
export interface CapEntry {
  start: Instant;
  session: string;
}

export interface CapReached {
  period: 'day' | 'week';
  cap: number;
}

/** Which cap one more booking at a start would exceed; `null` if none. Days and weeks are those of the zone. */
export function capCheck(
  caps: Caps,
  counted: readonly CapEntry[],
  zone: Zone,
): ((start: Instant) => CapReached | null) | null {
  const { day: dayCap, week: weekCap } = caps;
  if (dayCap === null && weekCap === null) return null;
  const dayOf = (at: Instant) => Math.floor(zone.wallOf(at) / DAY);
  const days = new Map<number, Set<string>>();
  const weeks = new Map<number, Set<string>>();
  for (const { start, session } of counted) {
    add(days, dayOf(start), session);
    add(weeks, weekOf(dayOf(start)), session);
  }
  return (start) => {
    const day = dayOf(start);
    if (dayCap !== null && (days.get(day)?.size ?? 0) >= dayCap) return { period: 'day', cap: dayCap };
    if (weekCap !== null && (weeks.get(weekOf(day))?.size ?? 0) >= weekCap) return { period: 'week', cap: weekCap };
    return null;
  };
}

function add(sessions: Map<number, Set<string>>, key: number, session: string): void {
  const known = sessions.get(key);
  if (known === undefined) sessions.set(key, new Set([session]));
  else known.add(session);
}
