import { emailAddress, optionalText, TEXT_LIMITS } from '../booking/fields';
import type { FieldName, Refusal, RefusalCode } from '../booking/refusal';
import { isOpen } from '../booking/offer';
import { durationsOf, guestLimitOf, inOrder, type Service } from '../booking/service';
import { isConnected, type StaffMember } from '../booking/staff';
import { dayNumberOf } from '../booking/time/dates';
import type { Interval } from '../booking/time/intervals';
import { DAY, MINUTE, type Instant } from '../booking/time/time';
import { bookableEnd, nextStartsOf, openTimes, seatsLeft, staffOf } from '../desk/times/open-times';
import { settingsOf } from '../desk/team/people';
import type { Desk, TimesWanted } from '../desk/ports/ports';
import { deskTexts, fullRefusalText, refusalText } from '../i18n/index';
import { refused } from '../booking/refusal';
import { LOCALES } from '../i18n/locales';
import { accentStyle } from '../look/style';
import type { Settings } from '../desk/ports/records';
import { readFields, readTimesQuestion } from './parse';
import {
  FIRST_TIMES,
  sparse,
  type FirstTimes,
  type Given,
  type KnownAnswer,
  type SparseStart,
  type OfferOf,
  type PublicPerson,
  type PublicPlace,
  type PublicRefusal,
  type PublicService,
  type TimesAnswer,
} from './public-api';
import { momentOf, type Moment } from '../desk/ports/moment';
import type { Place } from '../booking/place';

/** The parameters in the public page's address. */
export interface PageAddress {
  /** Id of an offer, and one of its times. */
  offer: string;
  time: string;
  /** Id or name of a service to begin with. */
  service: string;
  /** Id or name of a person to begin with. */
  staff: string;
  /** Language tag, date, and what is known of the client. */
  lang: string;
  date: string;
  name: string;
  email: string;
}

/** What the public page shows first. It contains names of staff, never their addresses. */
export function pageStart(desk: Desk, address: PageAddress): SparseStart {
  const snapshot = desk.store.seen();
  const at = momentOf(desk, snapshot);
  const settings = settingsOf(snapshot);
  const offered = inOrder(snapshot.list('service')).filter((service) => service.offered);
  const team = new Team();
  // A service without anyone who takes bookings leads nowhere.
  const open = offered.filter((service) => takersOf(at, service).length > 0);
  const isList = address.service === '' && open.length > 1 && open.length <= LOOKED_INTO;
  const services = open.map((service) => ({
    ...publicService(at, service, team),
    next: isList ? nextTime(at, service) : 0,
  }));
  const offer = publicOffer(at, address, team);
  const asked = open.find(({ id, name }) => address.service === id || address.service === name);
  // Of many services nobody knows which will be chosen.
  const likely = asked ?? (open.length <= LOOKED_INTO ? open[0] : undefined);
  const first = offer === null ? likely : undefined;
  const until = services[0]?.until ?? 0;
  const given = givenBy(address, team.people);
  return {
    ready: settings !== null,
    business: settings?.business ?? '',
    logo: settings?.logo ?? '',
    style: accentStyleOf(settings),
    policy: settings?.policy ?? '',
    now: desk.now(),
    paused: offered.some((service) =>
      staffOf(snapshot, service, null).some((staff) => isConnected(staff) && staff.paused),
    ),
    until,
    services: services.map((service) => sparse(team.shortened(service), until)),
    team: team.people,
    asked: asked?.id ?? '',
    given,
    times: first === undefined ? null : firstTimes(at, first, given.staff),
    offer: offer === null ? null : { ...offer, service: sparse(team.shortened(offer.service), until) },
    offerGone: address.offer !== '' && offer === null,
  };
}

/** The owner's colours; nothing for the page's own. */
export function accentStyleOf(settings: Settings | null): string {
  return settings === null || settings.accent === '' ? '' : accentStyle(settings.accent);
}

/** The people of the page: their names are in it once, however many services they give. */
class Team {
  readonly people: PublicPerson[] = [];
  private readonly places = new Map<string, number>();

  placesOf(staff: readonly StaffMember[]): number[] {
    return staff.map(({ id, name }) => {
      const place = this.places.get(id) ?? this.people.push({ id, name }) - 1;
      this.places.set(id, place);
      return place;
    });
  }

  /** Most services are given by everybody. */
  shortened(service: PublicService): PublicService {
    const { staff } = service;
    const isAll = staff?.length === this.people.length && staff.every((place, i) => place === i);
    return isAll ? { ...service, staff: null } : service;
  }
}

/** Who takes bookings of a service now. */
function takersOf(at: Moment, service: Service): StaffMember[] {
  return staffOf(at.snapshot, service, null).filter((one) => isConnected(one) && !one.paused);
}

/** Of so many services at most the times are looked for before one is chosen: of each it takes as long. */
const LOOKED_INTO = 6;

/** The next open time of a service; 0 if there is none. */
function nextTime(at: Moment, service: Service): Instant {
  const wanted = { service, duration: service.duration, staffId: null };
  const { starts, next } = timesIn(at, wanted, { start: at.now, end: at.now + 7 * DAY });
  return starts[0] ?? next;
}

/** What of the address the page can use; the rest is left out without a word. */
function givenBy({ staff, lang, date, name, email }: PageAddress, team: readonly PublicPerson[]): Given {
  const said = optionalText(name, 'name', TEXT_LIMITS.name);
  const address = emailAddress(email, 'email');
  const tag = lang.toLowerCase();
  return {
    staff: team.find((person) => staff === person.id || staff === person.name)?.id ?? '',
    lang: LOCALES.find((locale) => tag === locale.toLowerCase() || tag.split(/[-_]/)[0] === locale.slice(0, 2)) ?? '',
    date: dayNumberOf(date) === null ? '' : date,
    name: said.ok ? said.value : '',
    email: address.ok ? address.value : '',
  };
}

/** What the page would ask for as soon as it is there: one execution less until a client sees times. */
function firstTimes(at: Moment, service: Service, asked: string): FirstTimes {
  const staff = staffOf(at.snapshot, service, asked).length > 0 ? asked : '';
  const wanted = { service, duration: service.duration, staffId: staff === '' ? null : staff };
  const to = at.now + FIRST_TIMES;
  const { starts, next, left } = timesIn(at, wanted, { start: at.now, end: to });
  return { service: service.id, staff, to, gaps: gapsOf(starts), next, left };
}

/** As in FirstTimes. */
function gapsOf(starts: readonly Instant[]): number[] {
  const gaps: number[] = [];
  let [last, gap, count] = [0, 0, 0];
  for (const start of starts) {
    const next = (start - last) / MINUTE;
    last = start;
    if (next === gap) count++;
    else {
      if (count > 0) gaps.push(gap, count);
      [gap, count] = [next, 1];
    }
  }
  return count > 0 ? [...gaps, gap, count] : gaps;
}

function timesIn(at: Moment, wanted: TimesWanted, range: Interval): Omit<KnownAnswer, 'ok'> {
  const slots = openTimes(at, wanted, range);
  const next = slots.length > 0 ? 0 : (nextStartsOf(at, wanted, range.end)[0] ?? 0);
  return { starts: slots.map(({ start }) => start), next, left: seatsLeft(at, wanted, slots) };
}

function publicService(at: Moment, service: Service, team: Team): PublicService {
  const staff = takersOf(at, service);
  return {
    id: service.id,
    name: service.name,
    description: service.description,
    picture: service.picture,
    questions: service.questions,
    consent: service.consent,
    guests: guestLimitOf(service),
    cancelDeadline: service.cancelDeadline,
    rescheduleDeadline: service.rescheduleDeadline,
    durations: durationsOf(service),
    places: service.places.map(publicPlace),
    price: service.price?.text ?? '',
    confirmsItself: service.autoAccept,
    prepaid: service.prepayment,
    capacity: service.capacity,
    next: 0,
    staff: team.placesOf(staff),
    until: bookableEnd(at, service, staff),
  };
}

/** What an offer still holds for the client who has its link. */
function publicOffer(at: Moment, address: PageAddress, team: Team): OfferOf<PublicService> | null {
  const { now, snapshot } = at;
  const offer = address.offer === '' ? undefined : snapshot.get('offer', address.offer);
  const service = offer === undefined ? undefined : snapshot.get('service', offer.serviceId);
  if (offer === undefined || service === undefined || !isOpen(offer, now)) return null;
  const starts = offer.starts.filter((start) => start > now);
  const chosen = starts.find((start) => String(start) === address.time) ?? 0;
  // It was accepted when it was offered, with the length that was offered.
  const shown = { ...publicService(at, service, team), durations: [offer.duration], confirmsItself: true };
  return { id: offer.id, service: shown, starts, until: offer.until, chosen };
}

/** Where it takes place, as clients see it. */
export function publicPlace(place: Place): PublicPlace {
  if (place.kind === 'address') return { kind: place.kind, detail: place.address };
  return { kind: place.kind, detail: place.kind === 'clientCalls' ? place.number : '' };
}

/** Open times, never why others are closed. */
export function answerTimes(desk: Desk, input: unknown): TimesAnswer {
  const question = readTimesQuestion(input);
  if (!question.ok) return refusalResult(question.refusal, input);
  const { service: id, staff, range, duration: asked } = question.value;
  const snapshot = desk.store.seen();
  const at = momentOf(desk, snapshot);
  const service = snapshot.get('service', id);
  if (service?.offered !== true) return refusalResult(refused('unknownService', 'service').refusal, input);
  const staffId = staff === '' ? null : staff;
  if (staffId !== null && staffOf(snapshot, service, staffId).length === 0) {
    return refusalResult(refused('unknownStaff', 'staff').refusal, input);
  }
  const duration = asked ?? service.duration;
  if (!durationsOf(service).includes(duration))
    return refusalResult(refused('valueExpected', 'duration').refusal, input);
  const wanted = { service, duration, staffId };
  return { ok: true, ...timesIn(at, wanted, range) };
}

/** There is no action for programs yet. */
export function answerProgram(input: unknown): { ok: false; error: Omit<PublicRefusal, 'ok'> } {
  const { code, field, message } = refusalResult(refused('unknownAction', 'action').refusal, input);
  return { ok: false, error: { code, field, message } };
}

/** Fields that the client sees: the page says there what is wrong. */
const SEEN: readonly (FieldName | undefined)[] = [
  'name',
  'email',
  'phone',
  'note',
  'place',
  'answers',
  'consent',
  'guests',
  'code',
];

/** Refusals that mean nothing without the name of their field. */
const OF_A_FIELD: readonly RefusalCode[] = ['required', 'tooLong', 'valueExpected'];

/** A refusal in the language that the question asked for. */
export function refusalResult(refusal: Refusal, input: unknown): PublicRefusal {
  const locale = readFields(input)('locale');
  const t = deskTexts(typeof locale === 'string' ? locale : 'en');
  const { code, field } = refusal;
  const question = refusal.params?.question;
  const isBare = !SEEN.includes(field) && OF_A_FIELD.includes(code);
  return {
    ok: false,
    code,
    field: question === undefined ? (field ?? '') : `answers.${question}`,
    message: isBare ? fullRefusalText(t, refusal) : refusalText(t, refusal),
  };
}
