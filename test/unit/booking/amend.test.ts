import { isVouchedFor, withHistory, type Booking } from '../../../src/booking/booking';
import { transition, type Command } from '../../../src/booking/transition';
import { HOUR } from '../../../src/booking/time/time';
import { aBooking } from '../../support/builders';
import { withEffects } from '../../../src/booking/outbox';

const base = aBooking();
const now = base.start - 24 * HOUR;
const by = 'mei@studio.example';
const event = {
  calendarId: 'mei-cal',
  eventId: 'skabcg1',
  written: true,
  span: { start: base.start, end: base.end },
};
const confirmed = aBooking({
  state: 'confirmed',
  holdUntil: null,
  event,
  generation: 1,
  link: { status: 'ready', uri: 'https://meet.example/a', since: 0, attempt: 1, phones: [] },
});

function after(booking: Booking, command: Command, at = now): Booking {
  const outcome = transition(booking, command, at);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value;
}
const plans = (booking: Booking) => booking.outbox.map((e) => (e.kind === 'mail' ? e.template : e.kind));

describe('a booking that is handed over', () => {
  const placement = { calendarId: 'anna-cal', roomUri: '', session: null };
  const toAnna: Command = {
    kind: 'reassign',
    by,
    staffId: 'anna',
    detail: 'Anna',
    tellsFormer: false,
    tellsNew: true,
    placement,
  };
  const given = after(confirmed, toAnna);

  it('is removed from the old calendar by its owner and is in the new one under its own id, with its own link', () => {
    expect(given).toMatchObject({
      staffId: 'anna',
      event: { calendarId: 'anna-cal', eventId: 'sk0123456789abg2', written: false },
      link: { status: 'pending', uri: null },
    });
    expect(given.event!.eventId).not.toBe(event.eventId);
    expect(given.outbox[0]).toMatchObject({ kind: 'removeEvent', calendarId: 'mei-cal', staffId: 'mei' });
    expect(plans(given)).toEqual(['removeEvent', 'putEvent', 'staffConfirmed', 'clientStaffChanged']);
  });

  it('is told by the confirmation alone where that has not gone out yet', () => {
    const accepted = after(aBooking(), { kind: 'accept', by, calendarId: 'mei-cal', roomUri: '', session: null });
    const early = after(accepted, toAnna);
    expect(plans(early).filter((plan) => plan.startsWith('client'))).toEqual(['clientConfirmed']);
  });

  it('keeps the removal of the old event when it is cancelled before that was carried out', () => {
    const cancelled = after(given, { kind: 'cancel', by, reason: '' });
    expect(plans(cancelled)).toEqual(['removeEvent', 'removeEvent', 'clientCancelled']);
    expect(cancelled.outbox.map((e) => ('staffId' in e ? e.staffId : ''))).toEqual(['mei', 'anna', '']);
  });

  it('joins those who share the new time, where a time is shared', () => {
    const shared = { ...confirmed, capacity: 5 };
    const session = { event: { ...event, calendarId: 'anna-cal', eventId: 'skothers' }, link: confirmed.link };
    const joined = after(shared, {
      kind: 'reassign',
      by,
      staffId: 'anna',
      detail: 'Anna',
      tellsFormer: false,
      tellsNew: true,
      placement: { ...placement, session },
    });
    expect(joined.event!.eventId).toBe('skothers');
    expect(plans(joined)[0]).toBe('leaveEvent');
  });

  it('never takes an event id twice, however often it has shared the event of others in between', () => {
    const alone = { calendarId: 'mei-cal', roomUri: '', session: null };
    const session = { event: { ...event, eventId: 'skothersg1' }, link: confirmed.link };
    const hour = (n: number) => ({ start: base.start + n * HOUR, end: base.end + n * HOUR });
    const stands = [alone, { ...alone, session }, alone, { ...alone, session }, alone];
    let booking: Booking = { ...confirmed, capacity: 5 };
    const ids = stands.map((placement, n) => {
      booking = after(booking, { kind: 'reschedule', by, ...hour(n + 1), placement: placement });
      return booking.event!.eventId;
    });
    const own = ids.filter((id) => id !== 'skothersg1');
    expect(new Set(own).size).toBe(3);
  });

  it('does not move a session for one of it, when its staff member has no calendar any more', () => {
    const wanted = { kind: 'reschedule' as const, by, start: base.start + HOUR, end: base.end + HOUR, placement: null };
    expect(transition({ ...confirmed, capacity: 3 }, wanted, now)).toMatchObject({
      ok: false,
      refusal: { code: 'notConnected' },
    });
  });

  it('answers the question about its former time by choosing another', () => {
    const placement = { calendarId: 'mei-cal', roomUri: '', session: null };
    const wanted = { kind: 'reschedule' as const, by, start: base.start + HOUR, end: base.end + HOUR, placement };
    const moved = after({ ...confirmed, question: { kind: 'moved', span: { start: 1, end: 2 } } }, wanted);
    expect(moved).toMatchObject({ question: null, event });
    const gone = after({ ...confirmed, question: { kind: 'deleted' } }, wanted);
    expect(gone).toMatchObject({ question: null, event: { eventId: 'sk0123456789abg2', written: false } });
    expect(plans(gone)).toEqual(['putEvent', 'clientRescheduled']);
  });

  it('is no event anywhere before it is confirmed', () => {
    const request = after(aBooking(), {
      kind: 'reassign',
      by,
      staffId: 'anna',
      detail: 'Anna',
      tellsFormer: false,
      tellsNew: true,
      placement: placement,
    });
    expect(request).toMatchObject({ staffId: 'anna', event: null, link: null });
    expect(plans(request)).toEqual(['staffRequested']);
  });
});

describe('a client who changes', () => {
  it('is written to at the new address, and the event learns of it', () => {
    const client = { ...confirmed.client, email: 'new@client.example' };
    const changed = after(confirmed, { kind: 'changeClient', by, client });
    expect(plans(changed)).toEqual(['changeClient', 'clientConfirmed']);
  });

  it('is not written to for a new name', () => {
    const changed = after(confirmed, { kind: 'changeClient', by, client: { ...confirmed.client, name: 'P. Z.' } });
    expect(plans(changed)).toEqual(['changeClient']);
  });

  it('gets no mail without an address', () => {
    const caller = aBooking({ client: { ...base.client, email: '' } });
    const effects = [
      { kind: 'mail', template: 'clientConfirmed' },
      { kind: 'mail', template: 'staffConfirmed' },
    ] as const;
    expect(plans(withEffects(caller, effects))).toEqual(['staffConfirmed']);
    expect(transition(caller, { kind: 'resendMail', by }, now)).toMatchObject({
      refusal: { code: 'required', field: 'email' },
    });
  });
});

describe('a mail that is sent again', () => {
  it('is the one that says how things are, with its reason', () => {
    const declined = after(aBooking(), { kind: 'decline', by, reason: 'ill' });
    const sent = { ...declined, outbox: [] };
    const again = after(sent, { kind: 'resendMail', by });
    expect(again.outbox).toMatchObject([{ template: 'clientDeclined', reason: 'ill' }]);
    // A second tap before it went out sends no second one.
    expect(transition(again, { kind: 'resendMail', by }, now)).toMatchObject({ refusal: { code: 'alreadyDone' } });
  });
});

it('a long history forgets neither who made the booking nor that somebody at the desk has accepted it', () => {
  const entries = [
    { at: now, by: 'client', what: 'requested' },
    { at: now, by: 'system', what: 'mailSent' },
    { at: now, by, what: 'accepted' },
  ];
  const start = entries.reduce(withHistory, { ...confirmed, history: [] });
  const notes = Array.from({ length: 40 }, (_, nth) => ({ at: now + nth, by, what: 'noted' }));
  const long = notes.reduce(withHistory, start);
  expect(isVouchedFor(long)).toBe(true);
  expect(long.history).toEqual([entries[0], entries[2], ...notes.slice(-28)]);
});
