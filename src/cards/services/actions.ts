import { INVITATIONS } from '../../booking/booking';
import { allOf, optionalNumber, optionalText, requiredText, wholeNumber } from '../../booking/fields';
import { done, refused, type FieldName, type Outcome } from '../../booking/refusal';
import { ASSIGNMENTS, newService, SERVICE_LIMITS, type Price, type Service } from '../../booking/service';
import { saveService } from '../../desk/set-up';
import { forOwner, type Handler } from '../kit/access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { readLength } from '../kit/durations';
import { serviceCard, servicesCard } from './service-card';
import { withUndo } from '../home/undo';
import type { TapAnswer, CardView } from '../kit/widgets';
import { PLACE_KINDS, type Place } from '../../booking/place';

const onShowServices: Handler = (context) =>
  forOwner(context, () => ({ at: 'next', card: servicesCard(context, allServices(context)) }));

const onEditService: Handler = (context) =>
  withService(context, (service) => ({ at: 'next', card: cardOf(context, service, service) }));

/** The times that the rules in the form would offer. */
const onChangeService: Handler = (context) =>
  withService(context, (service) => {
    const read = readService(context, service);
    return read.ok
      ? { at: 'same', card: cardOf(context, service, read.value) }
      : refusalAnswer(context, read.refusal, cardOf(context, service, service));
  });

const onSaveServiceForm: Handler = (context) =>
  withService(context, (service) => {
    const read = readService(context, service);
    const outcome = read.ok ? saveService(context.desk, read.value) : read;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, cardOf(context, service, service));
    const card = withUndo(context, servicesCard(context, allServices(context)));
    return { at: 'root', card, notice: context.t('service.saved') };
  });

function cardOf(context: CardContext, service: Service, preview: Service): CardView {
  return serviceCard(context, service, context.desk.store.seen().list('staff'), preview);
}

/** The service as entered in the form. */
function readService(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const form = allOf({
    name: requiredText(event.input('serviceName'), 'serviceName', SERVICE_LIMITS.name),
    ...readLengths(context),
    ...readCounts(context),
    ...readDeadlines(context),
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

interface Limits {
  min: number;
  max: number;
}

/** @param bare what a number without a unit counts, minutes; `null` if it needs a unit */
function lengthIn({ event, t }: CardContext, field: FieldName, limits: Limits, bare: number | null): Outcome<number> {
  return readLength(t, event.input(field), field, { ...limits, bare });
}

function readLengths(context: CardContext) {
  return {
    duration: lengthIn(context, 'duration', SERVICE_LIMITS.duration, 1),
    moreDurations: readMoreDurations(context),
    step: lengthIn(context, 'step', SERVICE_LIMITS.step, 1),
    bufferBefore: lengthIn(context, 'bufferBefore', SERVICE_LIMITS.buffer, 1),
    bufferAfter: lengthIn(context, 'bufferAfter', SERVICE_LIMITS.buffer, 1),
    minimumNotice: lengthIn(context, 'minimumNotice', SERVICE_LIMITS.minimumNotice, null),
  };
}

function readCounts({ event }: CardContext) {
  const count = (field: FieldName, limits: Limits) => wholeNumber(event.input(field), field, limits);
  return {
    horizon: count('horizon', SERVICE_LIMITS.horizon),
    dayCap: optionalNumber(event.input('dayCap'), 'dayCap', SERVICE_LIMITS.cap),
    weekCap: optionalNumber(event.input('weekCap'), 'weekCap', SERVICE_LIMITS.cap),
    capacity: count('capacity', SERVICE_LIMITS.capacity),
    hold: count('hold', SERVICE_LIMITS.hold),
    timeToPay: count('timeToPay', SERVICE_LIMITS.timeToPay),
  };
}

function readDeadlines(context: CardContext) {
  const deadline = (field: FieldName): Outcome<number | null> =>
    context.event.input(field) === '' ? done(null) : lengthIn(context, field, SERVICE_LIMITS.deadline, null);
  return { cancelDeadline: deadline('cancelDeadline'), rescheduleDeadline: deadline('rescheduleDeadline') };
}

/** Lengths separated by commas, each once, in order. */
function readMoreDurations({ event, t }: CardContext): Outcome<number[]> {
  const field = 'moreDurations';
  const lengths = new Set<number>();
  for (const part of event.input(field).split(/[,;、，]/)) {
    if (part.trim() === '') continue;
    const length = readLength(t, part, field, { ...SERVICE_LIMITS.duration, bare: 1 });
    if (!length.ok) return length;
    lengths.add(length.value);
  }
  return lengths.size > SERVICE_LIMITS.moreDurations
    ? refused('tooMany', field, { max: SERVICE_LIMITS.moreDurations })
    : done([...lengths].sort((a, b) => a - b));
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

/** A price is a text; an amount needs a currency, and a currency an amount. */
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

/** Everybody, or the people who were ticked, in the order of the team. */
function readStaff({ event, desk }: CardContext): Outcome<string[] | null> {
  const chosen = event.inputs('staff');
  if (chosen.includes('*')) return done(null);
  const ids = [...desk.store.seen().all('staff').keys()].filter((id) => chosen.includes(id));
  return ids.length === 0 ? refused('required', 'staff') : done(ids);
}

function withService(context: CardContext, work: (service: Service) => TapAnswer): TapAnswer {
  return forOwner(context, () => {
    const id = context.event.param('service');
    const service = id === '' ? newService('', '', 30) : context.desk.store.seen().get('service', id);
    if (service !== undefined) return work(service);
    const { refusal } = refused('unknownService', 'service');
    return refusalAnswer(context, refusal, servicesCard(context, allServices(context)));
  });
}

function allServices(context: CardContext): readonly Service[] {
  return context.desk.store.seen().list('service');
}

export const SERVICE_ACTIONS = {
  showServices: onShowServices,
  editService: onEditService,
  changeService: onChangeService,
  saveServiceForm: onSaveServiceForm,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof SERVICE_ACTIONS, true> {}
}
