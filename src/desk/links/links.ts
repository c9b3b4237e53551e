import type { Booking } from '../../booking/booking';
import { idsOfToken, linkToken, type LinkPurpose } from '../../booking/link-token';
import { DAY } from '../../booking/time/time';
import type { StaffMember } from '../../booking/staff';
import type { Desk, Letter, LetterLinks } from '../ports/ports';
import { LINK_KEYS_ID, type LinkKeys } from '../ports/records';
import { mayChange, roleOf } from '../team/people';

// The links in e-mails: what they lead to, for how long, and who holds one. They are signed with keys of their own; new
// keys make all links void. Neither a link nor a key is ever logged.

/** How long after its booking has ended a client's link still shows it. */
const SHOWN_AFTER = 30 * DAY;

/** How long a staff member can answer from an e-mail. */
const ANSWER_LIFE = 3 * DAY;

const NONE: LetterLinks = { booking: '', answer: '', offer: '' };

/** The links in an e-mail about a booking. */
export function linksFor(desk: Desk, { template, booking, staff }: Omit<Letter, 'links'>): LetterLinks {
  if (desk.webApp() === '') return NONE;
  return template.startsWith('staff') ? linksForStaff(desk, booking, staff) : linksForClient(desk, booking);
}

function linksForClient(desk: Desk, booking: Booking): LetterLinks {
  const { client, offer } = booking;
  if (client.email === '') return NONE;
  return {
    booking: pageAddress(desk, `booking=${clientToken(desk, booking)}`),
    answer: '',
    offer: offer === '' ? '' : pageAddress(desk, `offer=${offer}`),
  };
}

/** What opens a booking for its client, whose e-mail address is known. */
export function clientToken(desk: Desk, { id, end, client }: Booking): string {
  const claim = { purpose: 'booking' as const, ids: [id], until: end + SHOWN_AFTER, reader: client.email };
  return linkToken(claim, makeKeys(desk).client, desk.sign);
}

/** Only for who is to answer the request, and not once it is answered. */
function linksForStaff(desk: Desk, booking: Booking, staff: StaffMember): LetterLinks {
  if (booking.state !== 'requested' || booking.staffId !== staff.id) return NONE;
  const until = Math.min(desk.now() + ANSWER_LIFE, booking.start);
  const claim = { purpose: 'answer' as const, ids: [booking.id, staff.id], until, reader: staff.email };
  return { ...NONE, answer: pageAddress(desk, `answer=${linkToken(claim, makeKeys(desk).staff, desk.sign)}`) };
}

/** The web app with parameters. @param query `name=value`, made of letters and digits */
export function pageAddress(desk: Desk, query: string): string {
  const page = desk.webApp();
  return page === '' ? '' : `${page}${page.includes('?') ? '&' : '?'}${query}`;
}

/** The booking whose client holds this link; `null` for any other text. */
export function bookingOfLink(desk: Desk, token: string): Booking | null {
  const snapshot = desk.store.seen();
  const bookingOf = ([id = '', ...more]: readonly string[]) => {
    const booking = more.length === 0 ? snapshot.get('booking', id) : undefined;
    // The end that is signed in the link may be that of a later time which the booking had.
    return booking === undefined || booking.end + SHOWN_AFTER <= desk.now() ? null : booking;
  };
  const ids = open(desk, token, 'booking', (found) => {
    const email = bookingOf(found)?.client.email ?? '';
    return email === '' ? null : email;
  });
  return ids === null ? null : bookingOf(ids);
}

/** A request, and the staff member who answers it. */
export interface AskedRequest {
  booking: Booking;
  staff: StaffMember;
}

/**
 * The booking that a staff member may answer by this link; `null` for any other text, and for somebody who may not
 * change the booking any more. Whether it still waits for an answer is for the caller.
 */
export function requestOfLink(desk: Desk, token: string): AskedRequest | null {
  const snapshot = desk.store.seen();
  const askedOf = ([id = '', staffId = '', ...more]: readonly string[]): AskedRequest | null => {
    const booking = snapshot.get('booking', id);
    const staff = snapshot.get('staff', staffId);
    // Who has handed it over answers for it no more, not even somebody who may change everybody's bookings.
    if (booking === undefined || staff === undefined || booking.staffId !== staffId) return null;
    return more.length > 0 ? null : { booking, staff };
  };
  const ids = open(desk, token, 'answer', (found) => askedOf(found)?.staff.email ?? null);
  const asked = ids === null ? null : askedOf(ids);
  return asked !== null && mayChange(roleOf(snapshot, asked.staff.email), asked.booking) ? asked : null;
}

function open(
  desk: Desk,
  token: string,
  purpose: LinkPurpose,
  readerOf: (ids: readonly string[]) => string | null,
): string[] | null {
  const keys = desk.store.seen().get('linkKeys', LINK_KEYS_ID);
  // Without keys there are no links: a key that nobody has fits none.
  const key = (purpose === 'booking' ? keys?.client : keys?.staff) ?? desk.ids.secret();
  return idsOfToken(token, { purpose, key, now: desk.now(), mac: desk.sign, readerOf });
}

/** What codes for e-mail addresses are made with: from a key of links, but fit for none. */
export function codeKey(desk: Desk): string {
  return desk.sign('codes', makeKeys(desk).client);
}

/** The keys, made when the first link is. */
function makeKeys(desk: Desk): LinkKeys {
  const known = desk.store.seen().get('linkKeys', LINK_KEYS_ID);
  if (known !== undefined) return known;
  return desk.store.update((snapshot) => {
    const stored = snapshot.get('linkKeys', LINK_KEYS_ID);
    if (stored !== undefined) return { changes: [], result: stored };
    const made: LinkKeys = { client: desk.ids.secret(), staff: desk.ids.secret() };
    return { changes: [{ put: 'linkKeys', id: LINK_KEYS_ID, value: made }], result: made };
  }, 'all');
}
