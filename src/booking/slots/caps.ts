import { weekOf } from '../time/dates';
import type { Caps } from '../staff';
import { DAY, type Instant } from '../time/time';
import type { Zone } from '../time/zones';

export interface CapReached {
  period: 'day' | 'week';
  cap: number;
}

/** Answers which cap one more booking at a start would exceed; the same for all starts of a day. */
export type CapCheck = (start: Instant) => CapReached | null;

// Looked up once, see slots.ts.
const { floor } = Math;

export function isCapped({ day, week }: Caps): boolean {
  return day !== null || week !== null;
}

/**
 * The check of some caps; `null` if there are none. Days and weeks are those of the zone.
 *
 * @param counted the start of each session that counts towards them
 */
export function capCheck(caps: Caps, counted: readonly Instant[], zone: Zone): CapCheck | null {
  if (!isCapped(caps)) return null;
  const { day: dayCap, week: weekCap } = caps;
  const dayOf = (at: Instant) => floor(zone.wallOf(at) / DAY);
  const days = new Map<number, number>();
  const weeks = new Map<number, number>();
  for (const start of counted) {
    const day = dayOf(start);
    days.set(day, (days.get(day) ?? 0) + 1);
    const week = weekOf(day);
    weeks.set(week, (weeks.get(week) ?? 0) + 1);
  }
  return (start) => {
    const day = dayOf(start);
    if (dayCap !== null && (days.get(day) ?? 0) >= dayCap) return { period: 'day', cap: dayCap };
    if (weekCap !== null && (weeks.get(weekOf(day)) ?? 0) >= weekCap) return { period: 'week', cap: weekCap };
    return null;
  };
}
