import { isFinished, isOnline, type Booking } from '../booking/booking';
import { clientMayUntil } from '../booking/deadlines';
import { nextReminder } from '../booking/reminders';
import { isOpen } from '../booking/offer';
import { calendarFile } from '../booking/calendar-file';
import { MINUTE } from '../booking/time/time';
import { bookingOfLink, clientToken, pageAddress, requestOfLink, type AskedRequest } from '../desk/links/links';
import { momentOf } from '../desk/ports/moment';
import type { Desk } from '../desk/ports/ports';
import type { Snapshot } from '../desk/ports/store';
import { settingsOf, staffByEmail } from '../desk/team/people';
import { bookableEnd, bookingIsFree } from '../desk/times/open-times';
import { accentStyleOf, publicPlace } from './answers';
import { entryOf } from '../i18n/calendar-entry';
import { calendarAddresses } from './calendar-addresses';
import type { Receipt } from './public-api';
import type {
  AnswerPage,
  AskedBooking,
  BookingPage,
  EndOfBooking,
  GonePage,
  LinkedBooking,
  LinkPage,
  OwnBooking,
} from './link-api';

/** How long before its start a booking can be joined. */
const JOIN_BEFORE = 10 * MINUTE;

/** The page behind a client's link. */
export function bookingPage(desk: Desk, token: string): LinkPage {
  const booking = bookingOfLink(desk, token);
  return booking === null ? gonePage(desk) : pageOfBooking(desk, token, booking);
}

/** The page behind a staff member's link. */
export function answerPage(desk: Desk, token: string): LinkPage {
  const asked = requestOfLink(desk, token);
  return asked?.booking.state === 'requested' ? pageOfRequest(desk, token, asked) : gonePage(desk);
}

/** The page for every text that is no link of ours any more. */
export function gonePage(desk: Desk): GonePage {
  return { kind: 'gone', ...common(desk, '') };
}

/** The calendar file of the client's booking; `null` if the link opens nothing, or it is in no calendar. */
export function calendarFileOf(desk: Desk, token: string): { name: string; text: string } | null {
  const booking = bookingOfLink(desk, token);
  const entry = booking === null ? null : entryFor(desk, token, booking);
  return booking === null || entry === null ? null : { name: `${booking.reference}.ics`, text: calendarFile(entry) };
}

/** Where the person who has just booked goes on: their page, and what adds it to a calendar. */
export function waysOn(desk: Desk, booking: Booking): Pick<Receipt, 'page' | 'calendar'> {
  if (desk.webApp() === '') return { page: '', calendar: null };
  const token = clientToken(desk, booking);
  return { page: pageAddress(desk, `booking=${token}`), calendar: calendarOf(desk, token, booking) };
}

/** Where to add a booking to a calendar; `null` while it is not confirmed. */
function calendarOf(desk: Desk, token: string, booking: Booking): Receipt['calendar'] {
  const entry = booking.state === 'confirmed' ? entryFor(desk, token, booking) : null;
  return entry === null ? null : calendarAddresses(entry, pageAddress(desk, `as=ics&booking=${token}`));
}

function entryFor(desk: Desk, token: string, booking: Booking) {
  const snapshot = desk.store.seen();
  const staff = snapshot.get('staff', booking.staffId);
  const business = settingsOf(snapshot)?.business ?? '';
  const page = pageAddress(desk, `booking=${token}`);
  return staff === undefined ? null : entryOf(booking, { business, staff, page }, desk.now());
}

function common(desk: Desk, locale: string) {
  const settings = settingsOf(desk.store.seen());
  const { business = '', logo = '' } = settings ?? {};
  return { business, home: desk.webApp(), locale, style: accentStyleOf(settings), logo, now: desk.now() };
}

/** The client's page of a booking. */
export function pageOfBooking(desk: Desk, token: string, booking: Booking): BookingPage {
  return { kind: 'booking', token, ...common(desk, booking.client.locale), booking: ownBooking(desk, token, booking) };
}

function ownBooking(desk: Desk, token: string, booking: Booking): OwnBooking {
  const snapshot = desk.store.seen();
  const { start, state, link, client, staffId, offer: offerId } = booking;
  const service = snapshot.get('service', booking.serviceId);
  const isLive = !isFinished(booking);
  const canJoin = state === 'confirmed' && isOnline(booking);
  const offer = offerId === '' ? undefined : snapshot.get('offer', offerId);
  const isHeld = offer !== undefined && isOpen(offer, desk.now());
  return {
    ...linked(desk, booking, client.zone),
    remindAt: (service === undefined ? null : nextReminder(booking, service, desk.now())) ?? 0,
    joinFrom: canJoin ? start - JOIN_BEFORE : 0,
    link: canJoin && link?.status === 'ready' ? (link.uri ?? '') : '',
    cancelUntil: isLive ? clientMayUntil(booking, service, 'cancel') : 0,
    moveUntil: isLive && service !== undefined ? clientMayUntil(booking, service, 'reschedule') : 0,
    ended: endOf(snapshot, booking),
    contact: contactOf(snapshot, booking),
    calendar: calendarOf(desk, token, booking),
    again: service?.offered === true ? bookingAddress(desk, booking, `service=${service.id}&staff=${staffId}`) : '',
    offer: isHeld ? bookingAddress(desk, booking, `offer=${offer.id}`) : '',
  };
}

/** The booking page, with what is known of the client filled in. @param begin the parameters that say where it begins */
function bookingAddress(desk: Desk, { client }: Booking, begin: string): string {
  const { locale, name, email } = client;
  const known = Object.entries({ lang: locale, name, email }).map(
    ([key, value]) => `${key}=${encodeURIComponent(value)}`,
  );
  return pageAddress(desk, [begin, ...known].join('&'));
}

const ENDS = ['declined', 'cancelled', 'expired', 'unpaid', 'deletedInCalendar'];

function endOf(snapshot: Snapshot, { state, history }: Booking): EndOfBooking | null {
  if (state !== 'declined' && state !== 'cancelled' && state !== 'expired') return null;
  const last = history.filter(({ what }) => ENDS.includes(what)).pop();
  const by = last?.by === 'client' ? 'client' : last?.by === 'system' || last === undefined ? 'nobody' : 'staff';
  const who = staffByEmail(snapshot, last?.by ?? '')?.name ?? settingsOf(snapshot)?.business ?? '';
  // What a calendar wrote into the history is no message to the client.
  const reason = by === 'staff' && state === last?.what ? (last.detail ?? '') : '';
  return { by, who, at: last?.at ?? 0, reason, isUnpaid: last?.what === 'unpaid' };
}

/** A number that clients call, otherwise an address where they come: of this booking, or of any service. */
function contactOf(snapshot: Snapshot, { place }: Booking): string {
  const places = [place, ...snapshot.list('service').flatMap((one) => (one.offered ? one.places : []))];
  const known = places.find(({ kind }) => kind === 'clientCalls') ?? places.find(({ kind }) => kind === 'address');
  return known === undefined ? '' : publicPlace(known).detail;
}

/** The page on which a staff member answers a request, or reads how they have answered it. */
export function pageOfRequest(desk: Desk, token: string, { booking, staff }: AskedRequest): AnswerPage {
  const snapshot = desk.store.seen();
  const { client, event } = booking;
  const request: AskedBooking = {
    ...linked(desk, booking, staff.zone),
    client: client.name,
    clientZone: client.zone,
    note: client.note,
    isFree: bookingIsFree(momentOf(desk, snapshot), booking),
    isWritten: event?.written === true,
  };
  return { kind: 'answer', token, ...common(desk, staff.locale), request };
}

function linked(desk: Desk, booking: Booking, zone: string): LinkedBooking {
  const snapshot = desk.store.seen();
  const { reference, state, serviceName, start, end, client, prepayment, paidAt, holdUntil } = booking;
  const service = snapshot.get('service', booking.serviceId);
  const staff = snapshot.get('staff', booking.staffId);
  const isKnown = service !== undefined && staff !== undefined;
  return {
    reference,
    state,
    service: serviceName,
    start,
    end,
    zone,
    bookUntil: isKnown ? bookableEnd(momentOf(desk, snapshot), service, [staff]) : 0,
    staff: staff?.name ?? settingsOf(snapshot)?.business ?? '',
    place: publicPlace(booking.place),
    phone: client.phone,
    price: service?.price?.text ?? '',
    prepayment,
    paidAt: paidAt ?? 0,
    answers: booking.answers,
    guests: booking.guests,
    holdUntil: holdUntil ?? 0,
  };
}
