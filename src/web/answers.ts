import type { Refusal } from '../booking/refusal';
import { isOpen } from '../booking/offer';
import { durationsOf, type Place, type Service } from '../booking/service';
import { isConnected } from '../booking/staff';
import { openTimes, staffOf } from '../desk/open-times';
import { settingsOf } from '../desk/people';
import type { Desk, Me } from '../desk/ports';
import { requestBooking } from '../desk/request';
import { serverNames } from '../desk/room-settings';
import { deskTexts, refusalText } from '../i18n/index';
import { refused } from '../booking/refusal';
import { readFields, readRequest, readTimesQuestion } from './parse';
import type { Snapshot } from '../store/store';
import type {
  PageStart,
  PublicOffer,
  PublicPlace,
  PublicRefusal,
  PublicService,
  RequestAnswer,
  TimesAnswer,
} from './public-api';

/** What an address of the public page says besides. */
export interface PageAddress {
  /** `rooms` for the page that explains the conference solution's rooms. */
  view: string;
  /** Id of an offer, and one of its times. */
  offer: string;
  time: string;
}

/** What the public page shows first. Of staff it tells the names, never addresses. */
export function pageStart(desk: Desk, address: PageAddress): PageStart {
  const snapshot = desk.store.seen();
  const settings = settingsOf(snapshot);
  const services = [...snapshot.all('service').values()].filter((service) => service.offered);
  const offer = publicOffer(desk, snapshot, address);
  return {
    ready: settings !== null,
    business: settings?.business ?? '',
    rooms: address.view === 'rooms' ? serverNames(snapshot) : '',
    now: desk.now(),
    services: services.map((service) => publicService(snapshot, service)),
    offer,
    offerGone: address.offer !== '' && offer === null,
  };
}

function publicService(snapshot: Snapshot, service: Service): PublicService {
  return {
    id: service.id,
    name: service.name,
    durations: durationsOf(service),
    places: service.places.map(publicPlace),
    price: service.price?.text ?? '',
    confirmsItself: service.autoAccept,
    staff: staffOf(snapshot, service, null)
      .filter((staff) => isConnected(staff) && !staff.paused)
      .map(({ id, name }) => ({ id, name })),
  };
}

/** What an offer still holds for whoever has its link. */
function publicOffer(desk: Desk, snapshot: Snapshot, address: PageAddress): PublicOffer | null {
  const offer = address.offer === '' ? undefined : snapshot.get('offer', address.offer);
  const service = offer === undefined ? undefined : snapshot.get('service', offer.serviceId);
  if (offer === undefined || service === undefined || !isOpen(offer, desk.now())) return null;
  const starts = offer.starts.filter((start) => start > desk.now());
  const chosen = starts.find((start) => String(start) === address.time) ?? 0;
  // Accepted when it was offered, and of the length that was offered.
  const shown = { ...publicService(snapshot, service), durations: [offer.duration], confirmsItself: true };
  return { id: offer.id, service: shown, starts, until: offer.until, chosen };
}

function publicPlace(place: Place): PublicPlace {
  if (place.kind === 'address') return { kind: place.kind, detail: place.address };
  return { kind: place.kind, detail: place.kind === 'clientCalls' ? place.number : '' };
}

/** Open times, never why others are closed. */
export function answerTimes(desk: Desk, input: unknown): TimesAnswer {
  const question = readTimesQuestion(input);
  if (!question.ok) return refusalAnswer(question.refusal, input);
  const { service: id, staff, range, duration: asked } = question.value;
  const snapshot = desk.store.seen();
  const service = snapshot.get('service', id);
  if (service?.offered !== true) return refusalAnswer(refused('unknownService', 'service').refusal, input);
  const staffId = staff === '' ? null : staff;
  if (staffId !== null && staffOf(snapshot, service, staffId).length === 0) {
    return refusalAnswer(refused('unknownStaff', 'staff').refusal, input);
  }
  const duration = asked ?? service.duration;
  if (!durationsOf(service).includes(duration))
    return refusalAnswer(refused('valueExpected', 'duration').refusal, input);
  const slots = openTimes(desk, snapshot, { service, duration, staffId }, range);
  return { ok: true, starts: slots.map((slot) => slot.start) };
}

/** A client's request, from the page. */
export function answerRequest(desk: Desk, me: Me, input: unknown, isZone: (zone: string) => boolean): RequestAnswer {
  const request = readRequest(input, isZone);
  if (!request.ok) return refusalAnswer(request.refusal, input);
  const outcome = requestBooking(desk, me, request.value);
  if (!outcome.ok) return refusalAnswer(outcome.refusal, input);
  const { reference, state, start, end, client } = outcome.value;
  return { ok: true, reference, state, start, end, email: client.email };
}

/** There is no program's action yet. */
export function answerProgram(input: unknown): { ok: false; error: Omit<PublicRefusal, 'ok'> } {
  const { code, field, message } = refusalAnswer(refused('unknownAction', 'action').refusal, input);
  return { ok: false, error: { code, field, message } };
}

/** A refusal in the language that the question asked for. */
export function refusalAnswer(refusal: Refusal, input: unknown): PublicRefusal {
  const locale = readFields(input)('locale');
  const t = deskTexts(typeof locale === 'string' ? locale : 'en');
  return { ok: false, code: refusal.code, field: refusal.field ?? '', message: refusalText(t, refusal) };
}
