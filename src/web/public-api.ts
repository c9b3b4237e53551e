// What the public page and the desk exchange: plain JSON, shared by both sides. Times travel as instants, epoch
// milliseconds, so that no zone can be misread on the way.

/** How much time the page is told of at first, milliseconds: two months, whatever the day. */
export const FIRST_TIMES = 62 * 86_400_000;

export interface PublicPerson {
  id: string;
  name: string;
}

/** A question of a service's own. */
export interface PublicQuestion {
  id: string;
  kind: 'text' | 'longText' | 'choice' | 'checkbox' | 'number' | 'phone';
  label: string;
  required: boolean;
  /** What can be chosen; empty for all kinds but `choice`. */
  options: string[];
}

export interface PublicService {
  id: string;
  name: string;
  /** Of several lines, or empty. */
  description: string;
  /** Address of a picture, https; empty for none. */
  picture: string;
  questions: PublicQuestion[];
  /** What the client has to agree to; empty for nothing. */
  consent: string;
  /** How many people the client may bring along, by their e-mail addresses. */
  guests: number;
  /** How many minutes before the start a booking can be cancelled or moved by its client; `null`: until it starts. */
  cancelDeadline: number | null;
  rescheduleDeadline: number | null;
  /** Minutes; if there are several, the client chooses. The usual one comes first. */
  durations: number[];
  /** If there are several, the client chooses. */
  places: PublicPlace[];
  /** What it costs, in words; empty if nothing is given. */
  price: string;
  /** Whether a request becomes a booking at once. */
  confirmsItself: boolean;
  /** Whether it has to be paid before it is confirmed. */
  prepaid: boolean;
  /** How many clients share one time. */
  capacity: number;
  /** The staff who take bookings of it now, by their places in the page's team; `null` if they are the whole team. */
  staff: number[] | null;
  /** The first instant at which it can no longer be booked, as far ahead as bookings are taken now. */
  until: number;
  /** The next open time with anybody; 0 if it is not known. */
  next: number;
}

/** A service without what is not set: most services say little, and there may be dozens of them. */
export type SparseService = Pick<PublicService, 'id' | 'name' | 'durations'> & Partial<PublicService>;

/** What a service has that does not say otherwise. */
const UNSET = {
  description: '',
  picture: '',
  questions: [],
  consent: '',
  guests: 0,
  cancelDeadline: null,
  rescheduleDeadline: null,
  places: [{ kind: 'meet', detail: '' }],
  price: '',
  confirmsItself: false,
  prepaid: false,
  capacity: 1,
  staff: null,
  next: 0,
} satisfies Partial<PublicService>;

/** Leaves out what is not set. @param until of most services: it is left out too */
export function sparse({ id, name, durations, ...rest }: PublicService, until: number): SparseService {
  const usual = Object.entries({ ...UNSET, until });
  const isSet = ([key, value]: [string, unknown]) =>
    !usual.some(([unset, common]) => unset === key && JSON.stringify(common) === JSON.stringify(value));
  return { id, name, durations, ...Object.fromEntries(Object.entries(rest).filter(isSet)) };
}

export interface PublicPlace {
  kind: 'meet' | 'room' | 'address' | 'weCall' | 'clientCalls';
  /** The address, or the number to call; empty for the others. */
  detail: string;
}

/** Times that staff hold for the client who has opened one of their links. */
export interface OfferOf<S> {
  id: string;
  service: S;
  /** Those that have not passed, in order. */
  starts: number[];
  until: number;
  /** The one that the link is for; 0 if it is no longer held. */
  chosen: number;
}

export type PublicOffer = OfferOf<PublicService>;

/** What the page's address gives: a way in for one person, with what is known of them. Each is empty if it is not given. */
export interface Given {
  /** Id of a staff member. */
  staff: string;
  /** One of the page's languages. */
  lang: string;
  /** A date to begin with, `YYYY-MM-DD`. */
  date: string;
  name: string;
  email: string;
}

/** The page's initial data. */
export interface StartOf<S> {
  /** False before the desk has been set up. */
  ready: boolean;
  business: string;
  /** Address of the logo, https; empty for none. */
  logo: string;
  /** The business's rules and what it does with data: a text, or an https address; empty for nothing. */
  policy: string;
  /** Nobody takes bookings for the time being. */
  paused: boolean;
  /** Those for which somebody takes bookings. */
  services: S[];
  /** Everybody who gives one of the services. */
  team: PublicPerson[];
  /** Id of the service that the page's address asks for; empty if it asks for none. */
  asked: string;
  given: Given;
  /** The owner's colours as a style sheet; empty for the usual ones. */
  style: string;
  /** The open times that the page would ask for first; `null` if it would ask for none. */
  times: FirstTimes | null;
  /** `null` if the client has not come through an offer's link, or it holds nothing any more. */
  offer: OfferOf<S> | null;
  offerGone: boolean;
  /** The desk's clock, so that the page's days start where the desk's do. */
  now: number;
}

export type PageStart = StartOf<PublicService>;

/** As it travels. */
export interface SparseStart extends StartOf<SparseService> {
  /** Until when the services can be booked that do not say it. */
  until: number;
}

/** The page's data again as they were. */
export function wholeStart({ until, ...start }: SparseStart): PageStart {
  const whole = (service: SparseService): PublicService => ({ ...UNSET, until, ...service });
  const { services, offer } = start;
  return {
    ...start,
    services: services.map(whole),
    offer: offer === null ? null : { ...offer, service: whole(offer.service) },
  };
}

/** The open times of a service in its usual length, from `now` of the page on. */
export interface FirstTimes {
  service: string;
  /** Id of the person asked for; empty for anyone. */
  staff: string;
  /** Up to here, not included. */
  to: number;
  /**
   * Minutes from a start to the next and how often that gap follows, in turn: a day of quarters of an hour is two
   * numbers. The first start is counted from 1970.
   */
  gaps: number[];
  /** As in KnownAnswer. */
  next: number;
  left: [number, number][];
}

export interface TimesQuestion {
  service: string;
  /** Empty: anyone available. */
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
  /** Name of the field at fault, or empty; `answers.` and the id of a question for its answer. */
  field: string;
  /** A sentence in the language that was asked for. */
  message: string;
}

export interface KnownAnswer {
  ok: true;
  starts: number[];
  /** If there are none, the first open time after the range asked for; otherwise 0, also if there is none. */
  next: number;
  /** Of times that clients share and some have booked: the start, and how many more there is room for. */
  left: [number, number][];
}

export type TimesAnswer = KnownAnswer | PublicRefusal;

/** Milliseconds that a page is open before it sends anything: nobody fills in a form faster. */
export const LEAST_TIME = 2_000;

export interface RequestForm {
  service: string;
  staff: string;
  start: number;
  /** Minutes; 0: the usual length. */
  duration: number;
  /** A kind of place; empty if there is no choice. */
  place: string;
  name: string;
  email: string;
  phone: string;
  note: string;
  locale: string;
  zone: string;
  requestKey: string;
  /** Id of the offer that the time belongs to; empty if none. */
  offer: string;
  /** By the id of the question. A box that is ticked: `yes`. */
  answers?: Readonly<Record<string, string>>;
  /** Whether the client agrees to the service's text. */
  consent?: boolean;
  /** E-mail addresses; empty ones count as none. */
  guests?: string[];
  /** The code that the desk has sent to the client's address, once it has asked for it; empty before. */
  code?: string;
  /** A field that people do not see: a program that fills in all fields fills it in too. */
  website?: string;
  /** Milliseconds since the page was opened. */
  took?: number;
}

export interface Receipt {
  ok: true;
  reference: string;
  state: string;
  start: number;
  end: number;
  email: string;
  /** Name of the person that the booking is with. */
  person: string;
  /** Until when a request holds its time; 0 if it is decided already. */
  answerBy: number;
  /** Address of the page of the booking; empty if the desk does not know its own address. */
  page: string;
  /** Where to add it to a calendar; `null` while it is not confirmed. */
  calendar: { google: string; outlook: string; file: string } | null;
}

export type RequestAnswer = Receipt | PublicRefusal;
