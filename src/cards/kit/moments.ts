import { DAY, MINUTE, type Instant } from '../../booking/time/time';
import { zoneBetween } from '../../booking/time/zones';
import type { CardContext } from './context';
import type { Widget } from './widgets';

/** A picker for a date and time, on the reader's clock. Taps beside it carry momentParams. */
export function momentField(context: CardContext, name: string, label: string, at: Instant | null): Widget {
  return { kind: 'moment', name, label, value: at === null ? null : { at, offset: offsetAt(context, at) } };
}

/** What a tap has to carry so that a picker that was shown with a value can be read. */
export function momentParams(context: CardContext, name: string, at: Instant | null): Record<string, string> {
  return at === null ? {} : { [`${name}Offset`]: String(offsetAt(context, at)) };
}

/**
 * The instant that was entered into a picker. A picker that was shown with a value keeps that value's distance from
 * UTC: if a date beyond a clock change was picked, the clock time is what the person has read and meant.
 */
export function enteredMoment(context: CardContext, name: string): Instant | null {
  const { event, desk, zone } = context;
  const at = event.moment(name);
  const shown = event.param(`${name}Offset`);
  if (at === null || !/^-?\d{1,4}$/.test(shown) || Number(shown) === offsetAt(context, at)) return at;
  const wall = at + Number(shown) * MINUTE;
  return zoneBetween(zone, desk.offsets, wall - DAY, wall + DAY).instantOf(wall);
}

function offsetAt({ desk, zone }: CardContext, at: Instant): number {
  return Math.round(desk.offsets(zone, at) / MINUTE);
}
