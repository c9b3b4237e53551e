// What the public page and the desk say to one another: plain JSON, shared by both sides. Times travel as instants,
// epoch milliseconds, so that no zone can be misread on the way.

export interface PublicService {
  id: string;
  name: string;
  /** Minutes; several: the client chooses. The usual one comes first. */
  durations: number[];
  /** Several: the client chooses. */
  places: PublicPlace[];
  /** What it costs, in words; empty where nothing is said. */
  price: string;
  /** Whether a request is a booking at once. */
  confirmsItself: boolean;
  /** Who takes bookings of it now. */
  staff: { id: string; name: string }[];
  /** The first instant at which it cannot be booked any more, as far as bookings are taken ahead now. */
  until: number;
}

export interface PublicPlace {
  kind: 'meet' | 'room' | 'address' | 'weCall' | 'clientCalls';
  /** The address, or the number to call; empty for the others. */
  detail: string;
}

/** Times that staff hold for the client who has come by a link of theirs. */
export interface PublicOffer {
  id: string;
  service: PublicService;
  /** Those that have not passed, in order. */
  starts: number[];
  until: number;
  /** The one that the link was of; 0: of none that still stands. */
  chosen: number;
}

/** What the page begins with. */
export interface PageStart {
  /** False before the desk has been set up. */
  ready: boolean;
  business: string;
  /** Nobody takes bookings for the time being. */
  paused: boolean;
  /** Those that somebody takes bookings of. */
  services: PublicService[];
  /** Null: the client has come by no offer's link, or by one that holds nothing any more. */
  offer: PublicOffer | null;
  offerGone: boolean;
  /** Host name of the server for rooms, where the page is to explain those instead. */
  rooms: string;
  /** The desk's clock, so that the page's days begin where the desk's do. */
  now: number;
}

export interface TimesQuestion {
  service: string;
  /** Empty: whoever is free. */
  staff: string;
  /** Minutes; 0: the usual length. */
  duration: number;
  from: number;
  to: number;
  locale: string;
}

export interface PublicRefusal {
  ok: false;
  code: string;
  /** Name of the field at fault, or empty. */
  field: string;
  /** A sentence in the language that was asked for. */
  message: string;
}

/** `next`: where there are none, the first open time after the range that was asked for; else, and for none, 0. */
export type TimesAnswer = { ok: true; starts: number[]; next: number } | PublicRefusal;

export interface RequestForm {
  service: string;
  staff: string;
  start: number;
  /** Minutes; 0: the usual length. */
  duration: number;
  /** A kind of place; empty where there is no choice. */
  place: string;
  name: string;
  email: string;
  phone: string;
  note: string;
  locale: string;
  zone: string;
  requestKey: string;
  /** Id of the offer that the time is of; empty: of none. */
  offer: string;
}

export interface Receipt {
  ok: true;
  reference: string;
  state: string;
  start: number;
  end: number;
  email: string;
}

export type RequestAnswer = Receipt | PublicRefusal;
