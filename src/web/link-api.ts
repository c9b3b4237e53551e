// What the pages behind the links in e-mails and the desk exchange: plain JSON, shared by both sides. Times are instants,
// epoch milliseconds.
import type { PublicPlace, PublicRefusal } from './public-api';

interface AnyLinkPage {
  /** The name that clients know. */
  business: string;
  /** Address of the public page. */
  home: string;
  /** Language of the reader, BCP 47; empty if nobody is known. */
  locale: string;
  /** The owner's colours as a style sheet; empty for the usual ones. */
  style: string;
  /** Address of a picture; empty for none. */
  logo: string;
  /** The desk's clock. */
  now: number;
}

/** For every text that is no link of ours any more: it does not say whether there is a booking. */
export interface GonePage extends AnyLinkPage {
  kind: 'gone';
}

/** For the client of a booking. */
export interface BookingPage extends AnyLinkPage {
  kind: 'booking';
  token: string;
  booking: OwnBooking;
}

/** For the staff member who answers a request. */
export interface AnswerPage extends AnyLinkPage {
  kind: 'answer';
  token: string;
  request: AskedBooking;
}

export type LinkPage = GonePage | BookingPage | AnswerPage;

/** What both readers see of a booking. */
export interface LinkedBooking {
  reference: string;
  state: string;
  service: string;
  start: number;
  end: number;
  /** Zone of the reader. */
  zone: string;
  /** The first instant at which it can no longer start, as far ahead as its service can be booked now. */
  bookUntil: number;
  /** Name of the staff member. */
  staff: string;
  place: PublicPlace;
  /** The client's number. */
  phone: string;
  /** What it costs, in words; empty if nothing is given. */
  price: string;
  /** Confirmed only once paid. */
  prepayment: boolean;
  paidAt: number;
  /** What the client has answered to the service's questions. */
  answers: { label: string; value: string }[];
  /** Addresses of the people whom the client brings along. */
  guests: string[];
  /** Until when it holds its time, or has to be paid; 0 if neither. */
  holdUntil: number;
}

/** How a booking ended before its time. */
export interface EndOfBooking {
  by: 'client' | 'staff' | 'nobody';
  /** Name of the person on the team, or of the business. */
  who: string;
  at: number;
  /** What staff wrote to the client. */
  reason: string;
  isUnpaid: boolean;
}

/** A booking as its client sees it. */
export interface OwnBooking extends LinkedBooking {
  /** When they are reminded of it next; 0 if they are not. */
  remindAt: number;
  /** From when on they can join; 0 if there is nothing to join. */
  joinFrom: number;
  /** Address to join by; empty until it is there. */
  link: string;
  /** The first instants at which they can no longer cancel or move it. */
  cancelUntil: number;
  moveUntil: number;
  /** How it ended; `null` for a booking that did not, or that took place. */
  ended: EndOfBooking | null;
  /** How else to reach the business: a number or an address; empty if none is known. */
  contact: string;
  /** Where to add it to a calendar; `null` if it is in none. */
  calendar: { google: string; outlook: string; file: string } | null;
  /** Where to book the same service again; empty if it is no longer offered. */
  again: string;
  /** Address of the times that are held for them in its place; empty if there are none. */
  offer: string;
}

/** A request as the staff member sees it. */
export interface AskedBooking extends LinkedBooking {
  client: string;
  clientZone: string;
  note: string;
  /** Whether nothing else is at its time. */
  isFree: boolean;
  /** Whether its event is in the calendar. */
  isWritten: boolean;
}

/** What a page behind a link sends; which fields count depends on `wish`. */
export interface LinkCall {
  token: string;
  wish: 'times' | 'cancel' | 'move' | 'accept' | 'decline' | 'propose';
  locale: string;
  /** For `times`. */
  from?: number;
  to?: number;
  /** For `move`, where to; for `accept`, what is accepted. */
  start?: number;
  /** For `propose`. */
  starts?: readonly number[];
  /** For `cancel`, `decline` and `propose`. */
  reason?: string;
}

/** The page as it is now, open times, or why not, and the page with it. `next` as in TimesAnswer. */
export type LinkAnswer =
  { ok: true; page: LinkPage } | { ok: true; starts: number[]; next: number } | (PublicRefusal & { page?: LinkPage });
