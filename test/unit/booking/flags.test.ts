import fc from 'fast-check';
import { BOOKING_FLAGS, type Booking } from '../../../src/booking/booking';
import { aBooking } from '../../support/builders';
import { flagByFacts, lowerFlag, withoutFlag } from '../../../src/booking/flags';

const flag = fc.constantFrom(...BOOKING_FLAGS);
const facts = fc.option(fc.constantFrom('a', 'b', 'c'));
/** A booking of which readings and persons have said all kinds of things. */
const lived = fc
  .array(fc.record({ flag, facts, settles: fc.boolean() }), { maxLength: 12 })
  .map((steps) =>
    steps.reduce(
      (booking, step) => (step.settles ? lowerFlag(booking, step.flag) : flagByFacts(booking, step.flag, step.facts)),
      aBooking(),
    ),
  );
const isUp = (booking: Booking, one: Booking['flags'][number]) => booking.flags.includes(one);

describe('a mark', () => {
  it('is up for new facts, once, and the same facts said again change nothing', () => {
    fc.assert(
      fc.property(lived, flag, (booking, one) => {
        const up = flagByFacts(booking, one, 'new');
        expect(up.flags.filter((other) => other === one)).toHaveLength(1);
        expect(flagByFacts(up, one, 'new')).toBe(up);
      }),
    );
  });

  it('that a person settled stays down until the facts change, and leaves the others alone', () => {
    fc.assert(
      fc.property(lived, flag, flag, (booking, one, other) => {
        const down = lowerFlag(flagByFacts(booking, one, 'known'), one);
        expect(isUp(flagByFacts(down, one, 'known'), one)).toBe(false);
        expect(isUp(flagByFacts(down, one, 'new'), one)).toBe(true);
        expect(other === one || isUp(down, other) === isUp(booking, other)).toBe(true);
      }),
    );
  });

  it('that is true no more leaves nothing behind: it is up again when it is true again', () => {
    fc.assert(
      fc.property(lived, flag, (booking, one) => {
        const gone = flagByFacts(lowerFlag(flagByFacts(booking, one, 'known'), one), one, null);
        expect(gone).toEqual(withoutFlag(booking, one));
        expect(isUp(gone, one)).toBe(false);
        expect(gone.facts?.[one]).toBeUndefined();
        expect(isUp(flagByFacts(gone, one, 'known'), one)).toBe(true);
      }),
    );
  });
});
