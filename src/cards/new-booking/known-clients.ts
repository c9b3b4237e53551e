import { isVouchedFor, type Booking, type Client } from '../../booking/booking';
import { DAY } from '../../booking/time/time';
import { isOf, whoseFor } from '../../desk/panel/booking-lists';
import type { Snapshot } from '../../desk/ports/store';
import { roleOf } from '../../desk/team/people';
import { withoutFields, type CardContext } from '../kit/context';
import { dropdown } from '../kit/parts';
import type { Tap, Widget } from '../kit/widgets';

// Who calls has often been here before: the last clients are offered, so that nobody types an address twice.

/** How far back, and how many. */
const LATELY = 180 * DAY;
const SHOWN = 20;

/** The last bookings of the clients whom this person may see, one each; the latest first. Strangers are none of them. */
function lastClients({ desk, me }: CardContext, snapshot: Snapshot): Booking[] {
  const whose = whoseFor(roleOf(snapshot, me.email), 'team');
  const last = new Map<string, Booking>();
  for (const booking of snapshot.bookings.madeSince(desk.now() - LATELY)) {
    const { email, name, phone } = booking.client;
    const who = email === '' ? `${name} ${phone}` : email;
    // One who has been erased has neither.
    const canBeReached = email !== '' || phone !== '';
    if (canBeReached && isOf(whose)(booking) && isVouchedFor(booking) && !last.has(who)) last.set(who, booking);
    if (last.size === SHOWN) break;
  }
  return [...last.values()];
}

/** The list of them; nothing for a desk without any. @param changed redraws the form with the one who was chosen */
export function knownClientChoice(context: CardContext, snapshot: Snapshot, changed: Tap): Widget[] {
  const { t, event } = context;
  const known = lastClients(context, snapshot);
  if (known.length === 0) return [];
  const named = known.map(({ id, client: { name, email, phone } }) => ({
    value: id,
    label: [name, email === '' ? phone : email].filter((text) => text !== '').join(', '),
  }));
  const options = [{ value: '', label: t('manual.newClient') }, ...named];
  return [dropdown('known', t('manual.known'), options, event.input('known'), changed)];
}

/** The client who was chosen from the list; `null` for a new one. */
export function knownClient(context: CardContext, snapshot: Snapshot): Client | null {
  const id = context.event.input('known');
  return lastClients(context, snapshot).find((booking) => booking.id === id)?.client ?? null;
}

/** What a tap has to carry so that a later one can tell whether another client was chosen. */
export function knownParams({ event }: CardContext): Record<string, string> {
  return { known: event.input('known') };
}

/** A form whose client has just been chosen shows that client; otherwise what was typed stays. */
export function withChosenClient(context: CardContext): CardContext {
  const { event } = context;
  const isOther = event.input('known') !== event.param('known');
  return isOther ? withoutFields(context, ['name', 'email', 'phone', 'note', 'zone', 'language']) : context;
}
