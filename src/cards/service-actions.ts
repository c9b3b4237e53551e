import { INVITATIONS } from '../booking/booking';
import { allOf, optionalNumber, optionalText, requiredText, wholeNumber, wholeNumbers } from '../booking/fields';
import { done, refused, type FieldName, type Outcome } from '../booking/refusal';
import {
  ASSIGNMENTS,
  newService,
  PLACE_KINDS,
  SERVICE_LIMITS,
  type Place,
  type Price,
  type Service,
} from '../booking/service';
import { saveService } from '../desk/set-up';
import { asOwner, type Handler } from './access';
import { refusalAnswer, type CardContext } from './context';
import { serviceCard, servicesCard } from './service-card';
import { withUndo } from './undo';
import type { CardAnswer, CardView } from './view';

export const showServices: Handler = (context) =>
  asOwner(context, () => ({ at: 'next', card: servicesCard(context, allServices(context)) }));

export const editService: Handler = (context) =>
  withService(context, (service) => ({ at: 'next', card: cardOf(context, service, service) }));

/** A rule was changed in the form: the preview follows, as far as the form can be read. */
export const changeService: Handler = (context) =>
  withService(context, (service) => {
    const read = readService(context, service);
    return { at: 'same', card: cardOf(context, service, read.ok ? read.value : service) };
  });

export const saveServiceForm: Handler = (context) =>
  withService(context, (service) => {
    const read = readService(context, service);
    const outcome = read.ok ? saveService(context.desk, context.me, read.value) : read;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, cardOf(context, service, service));
    const card = withUndo(context, servicesCard(context, allServices(context)));
    return { at: 'root', card, notice: context.t('service.saved') };
  });

function cardOf(context: CardContext, service: Service, preview: Service): CardView {
  return serviceCard(context, service, [...context.desk.store.seen().all('staff').values()], preview);
}

/** The service as the form says it. */
function readService(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const number = (field: FieldName, limits: { min: number; max: number }) =>
    wholeNumber(event.input(field), field, limits);
  const optional = (field: FieldName, limits: { min: number; max: number }) =>
    optionalNumber(event.input(field), field, limits);
  const form = allOf({
    name: requiredText(event.input('name'), 'name', SERVICE_LIMITS.name),
    duration: number('duration', SERVICE_LIMITS.duration),
    moreDurations: wholeNumbers(event.input('moreDurations'), 'moreDurations', {
      ...SERVICE_LIMITS.duration,
      most: SERVICE_LIMITS.moreDurations,
    }),
    step: number('step', SERVICE_LIMITS.step),
    bufferBefore: number('bufferBefore', SERVICE_LIMITS.buffer),
    bufferAfter: number('bufferAfter', SERVICE_LIMITS.buffer),
    minimumNotice: number('minimumNotice', SERVICE_LIMITS.minimumNotice),
    horizon: number('horizon', SERVICE_LIMITS.horizon),
    dayCap: optional('dayCap', SERVICE_LIMITS.cap),
    weekCap: optional('weekCap', SERVICE_LIMITS.cap),
    capacity: number('capacity', SERVICE_LIMITS.capacity),
    hold: number('hold', SERVICE_LIMITS.hold),
    timeToPay: number('timeToPay', SERVICE_LIMITS.timeToPay),
    cancelDeadline: optional('cancelDeadline', SERVICE_LIMITS.deadline),
    rescheduleDeadline: optional('rescheduleDeadline', SERVICE_LIMITS.deadline),
    places: readPlaces(context),
    price: readPrice(event.input('price'), event.input('amount'), event.input('currency')),
    staffIds: readStaff(context),
  });
  if (!form.ok) return form;
  const { dayCap, weekCap, moreDurations, ...values } = form.value;
  const options = event.inputs('options');
  return done({
    ...service,
    ...values,
    moreDurations: moreDurations.filter((minutes) => minutes !== values.duration),
    caps: { day: dayCap, week: weekCap },
    bookableUntil: event.date('bookableUntil'),
    guestsSeeEachOther: event.inputs('guests').includes('see'),
    assignment: ASSIGNMENTS.find((one) => one === event.input('assignment')) ?? service.assignment,
    invitations: INVITATIONS.find((one) => one === event.input('invitations')) ?? service.invitations,
    autoAccept: options.includes('autoAccept'),
    prepayment: options.includes('prepayment'),
    offered: options.includes('offered'),
  });
}

function readPlaces({ event }: CardContext): Outcome<Place[]> {
  const chosen = PLACE_KINDS.filter((kind) => event.inputs('place').includes(kind));
  if (chosen.length === 0) return refused('required', 'place');
  const places: Place[] = [];
  for (const kind of chosen) {
    const place = readPlace(kind, event.input('address'), event.input('number'));
    if (!place.ok) return place;
    places.push(place.value);
  }
  return done(places);
}

function readPlace(kind: Place['kind'], address: string, number: string): Outcome<Place> {
  if (kind === 'address') {
    const text = requiredText(address, 'address', SERVICE_LIMITS.address);
    return text.ok ? done({ kind, address: text.value }) : text;
  }
  if (kind === 'clientCalls') {
    const text = requiredText(number, 'number', SERVICE_LIMITS.number);
    return text.ok ? done({ kind, number: text.value }) : text;
  }
  return done({ kind });
}

/** A price is a text; its amount needs a currency, and a currency an amount. */
function readPrice(text: string, amount: string, currency: string): Outcome<Price | null> {
  const words = optionalText(text, 'price', SERVICE_LIMITS.price);
  if (!words.ok) return words;
  if (amount === '' && currency === '')
    return done(words.value === '' ? null : { text: words.value, amount: null, currency: '' });
  const isGood = /^\d{1,7}([.,]\d{1,2})?$/.test(amount) && /^[A-Za-z]{3}$/.test(currency);
  if (!isGood) return refused('amountExpected', 'amount');
  const cents = Math.round(Number(amount.replace(',', '.')) * 100);
  const code = currency.toUpperCase();
  return done({ text: words.value === '' ? `${amount} ${code}` : words.value, amount: cents, currency: code });
}

/** Everybody, or those who were ticked, in the order of the team. */
function readStaff({ event, desk }: CardContext): Outcome<string[] | null> {
  const chosen = event.inputs('staff');
  if (chosen.includes('*')) return done(null);
  const ids = [...desk.store.seen().all('staff').keys()].filter((id) => chosen.includes(id));
  return ids.length === 0 ? refused('required', 'staff') : done(ids);
}

function withService(context: CardContext, work: (service: Service) => CardAnswer): CardAnswer {
  return asOwner(context, () => {
    const id = context.event.param('service');
    const service = id === '' ? newService('', '', 30) : context.desk.store.seen().get('service', id);
    if (service !== undefined) return work(service);
    const { refusal } = refused('unknownService', 'service');
    return refusalAnswer(context, refusal, servicesCard(context, allServices(context)));
  });
}

function allServices(context: CardContext): Service[] {
  return [...context.desk.store.seen().all('service').values()];
}
