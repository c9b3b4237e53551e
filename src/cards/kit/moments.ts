import { DAY, MINUTE, type Instant } from '../../booking/time/time';
import { zoneBetween } from '../../booking/time/zones';
import type { CardContext } from './context';
import type { Widget } from './widgets';

/** A picker for a date and time, on the clock of who looks. Taps beside it take momentParams along. */
export function momentField(context: CardContext, name: string, label: string, at: Instant | null): Widget {
  return { kind: 'moment', name, label, value: at === null ? null : { at, offset: offsetAt(context, at) } };
}

/** What a tap has to bring so that a picker which was shown with a value can be read. */
export function momentParams(context: CardContext, name: string, at: Instant | null): Record<string, string> {
  return at === null ? {} : { [`${name}Offset`]: String(offsetAt(context, at)) };
}

/**
 * The instant that was entered into a picker. One that was shown with a value has that value's distance from UTC: where
 * another date was picked behind a clock change, the clock time is what the person has read and meant.
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
