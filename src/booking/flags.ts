import { BOOKING_FLAGS, type BookingFlag, type Booking } from './booking';

/** A booking that has ended, with the flag that its client has paid and is owed a refund. */
export function refundIfPaid(booking: Booking): Booking {
  return booking.paidAt === null ? booking : withFlag(withoutFlag(booking, 'paidTooLate'), 'refundDue');
}

/** The booking with a flag, once. */
export function withFlag(booking: Booking, flag: BookingFlag): Booking {
  return booking.flags.includes(flag) ? booking : { ...booking, flags: [...booking.flags, flag] };
}

/** The booking without a flag, and without its reason. */
export function withoutFlag(booking: Booking, flag: BookingFlag): Booking {
  const { facts, ...plain } = lowerFlag(booking, flag);
  if (facts?.[flag] === undefined) return lowerFlag(booking, flag);
  const left = BOOKING_FLAGS.flatMap((one): [BookingFlag, string][] => {
    const fact = facts[one];
    return one === flag || fact === undefined ? [] : [[one, fact]];
  });
  return left.length === 0 ? plain : { ...plain, facts: Object.fromEntries(left) };
}

/** The booking after a person has settled a flag: it stays down until the facts change. */
export function lowerFlag(booking: Booking, flag: BookingFlag): Booking {
  return booking.flags.includes(flag) ? { ...booking, flags: booking.flags.filter((f) => f !== flag) } : booking;
}

/**
 * The booking with a flag as the facts require: raised if they are new, unchanged if they are the same.
 *
 * @param facts a text that changes with them; `null` if the flag does not apply
 */
export function flagByFacts(booking: Booking, flag: BookingFlag, facts: string | null): Booking {
  if (facts === null) return withoutFlag(booking, flag);
  if (booking.facts?.[flag] === facts) return booking;
  return { ...withFlag(booking, flag), facts: { ...booking.facts, [flag]: facts } };
}
