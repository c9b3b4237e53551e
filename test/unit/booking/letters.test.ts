import { type Booking, type MailEffect } from '../../../src/booking/booking';
import { claimMail, isReady, noteRefused, noteSent, sweepMail } from '../../../src/booking/letters';
import { HOUR, MINUTE } from '../../../src/booking/time/time';
import { aBooking } from '../../support/builders';
import { withEffects } from '../../../src/booking/outbox';

const now = aBooking().start - 48 * HOUR;
const at = (hours: number) => ({ start: now + hours * HOUR, end: now + (hours + 1) * HOUR });

const mailsOf = ({ outbox }: Booking) => outbox.filter((e): e is MailEffect => e.kind === 'mail');
const only = (booking: Booking) => mailsOf(booking)[0]!;
const withMail = (change: Partial<Booking> = {}) =>
  withEffects(aBooking(change), [{ kind: 'mail', template: 'clientRescheduled', was: at(1) }]);
const inDoubt = (booking: Booking, since: number): Booking => ({
  ...booking,
  outbox: booking.outbox.map((e) => (e.kind === 'mail' ? claimMail(e, 'mei@studio.example', since, false) : e)),
});

describe('a mail that waits', () => {
  it('is one of its kind, and keeps the time that its reader knows', () => {
    const twice = withEffects(withMail(), [{ kind: 'mail', template: 'clientRescheduled', was: at(5) }]);
    expect(mailsOf(twice)).toMatchObject([{ was: at(1) }]);
  });

  it('is another one where the first may be on its way', () => {
    const sent = inDoubt(withMail(), now);
    const twice = withEffects(sent, [{ kind: 'mail', template: 'clientRescheduled', was: at(5) }]);
    expect(mailsOf(twice).map(({ was }) => was)).toEqual([at(1), at(5)]);
    expect(mailsOf(sweepMail(twice, now + MINUTE))).toHaveLength(2);
    expect(mailsOf(sweepMail(twice, now + HOUR)).map(({ was }) => was)).toEqual([at(5)]);
  });

  it('hands the time that its reader knows on to the newer one where it certainly never went out', () => {
    const sent = inDoubt(withMail(), now);
    const twice = withEffects(sent, [{ kind: 'mail', template: 'clientRescheduled', was: at(5) }]);
    const refused = noteRefused(twice, only(twice), 'no', now);
    expect(mailsOf(sweepMail(refused, now)).map(({ was }) => was)).toEqual([at(1)]);
  });

  it('is dropped where its booking has ended, or is back at the time that its reader knows', () => {
    expect(mailsOf(sweepMail(withMail({ state: 'cancelled' }), now))).toEqual([]);
    expect(mailsOf(sweepMail(withMail(at(1)), now))).toEqual([]);
    const fine = withMail(at(2));
    expect(sweepMail(fine, now)).toBe(fine);
  });
});

describe('a mail that was claimed', () => {
  it('is left alone for ten minutes, goes out once more, and says so', () => {
    const sent = inDoubt(withMail(), now);
    expect(isReady(only(sent), now + 9 * MINUTE, true)).toBe(false);
    expect(isReady(only(sent), now + 10 * MINUTE, false)).toBe(true);
    const again = inDoubt(sent, now + 10 * MINUTE);
    const noted = noteSent(again, only(again), now + 10 * MINUTE);
    expect(noted).toMatchObject({ outbox: [], history: [{ what: 'mailSentAgain', detail: 'clientRescheduled' }] });
    // A third time it is a person's.
    expect(sweepMail(again, now + HOUR)).toMatchObject({
      outbox: [],
      flags: ['mailFailed'],
      history: [{ what: 'mailUnsure' }],
    });
  });

  it('is still in doubt where its second try was refused', () => {
    const again = inDoubt(inDoubt(withMail(), now), now + HOUR);
    const refused = noteRefused(again, only(again), 'no', now + HOUR);
    expect(mailsOf(sweepMail(refused, now + HOUR))).toHaveLength(1);
    expect(claimMail(only(refused), 'mei@studio.example', now + HOUR, false).claim?.again).toBe(true);
  });
});

it('a mail that is refused is tried with ever longer pauses for about two days, then a person is told', () => {
  let booking = withMail();
  let time = now;
  let tries = 0;
  while (mailsOf(booking).length > 0) {
    booking = noteRefused(booking, only(booking), 'no such address', time);
    tries++;
    time = mailsOf(booking)[0]?.after ?? time;
  }
  expect(tries).toBe(8);
  expect((time - now) / HOUR).toBeGreaterThan(36);
  expect(booking).toMatchObject({ flags: ['mailFailed'], history: [{ what: 'mailFailed' }] });
});
