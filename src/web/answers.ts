import type { Refusal } from '../booking/refusal';
import { durationsOf, type Place } from '../booking/service';
import { isConnected } from '../booking/staff';
import { openTimes, staffOf } from '../desk/open-times';
import { settingsOf } from '../desk/people';
import type { Desk, Me } from '../desk/ports';
import { requestBooking } from '../desk/request';
import { serverNames } from '../desk/room-settings';
import { deskTexts, refusalText } from '../i18n/index';
import { refused } from '../booking/refusal';
import { readFields, readRequest, readTimesQuestion } from './parse';
import type { PageStart, PublicPlace, PublicRefusal, RequestAnswer, TimesAnswer } from './public-api';

/**
 * What the public page shows first. Of staff it tells the names, never addresses.
 *
 * @param view `rooms` for the page that explains the conference solution's rooms
 */
export function pageStart(desk: Desk, view: string): PageStart {
  const snapshot = desk.store.read();
  const settings = settingsOf(snapshot);
  const services = [...snapshot.all('service').values()].filter((service) => service.offered);
  return {
    ready: settings !== null,
    business: settings?.business ?? '',
    rooms: view === 'rooms' ? serverNames(snapshot) : '',
    now: desk.now(),
    services: services.map((service) => ({
      id: service.id,
      name: service.name,
      durations: durationsOf(service),
      places: service.places.map(publicPlace),
      price: service.price?.text ?? '',
      confirmsItself: service.autoAccept,
      staff: staffOf(snapshot, service, null)
        .filter((staff) => isConnected(staff) && !staff.paused)
        .map(({ id, name }) => ({ id, name })),
    })),
  };
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
  const snapshot = desk.store.read();
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
