import { INVITATIONS } from '../../booking/booking';
import { allOf, httpsAddress, optionalNumber, optionalText, requiredText, wholeNumber } from '../../booking/fields';
import { FORM_LIMITS } from '../../booking/form';
import { PLACE_KINDS, type Place } from '../../booking/place';
import { done, refused, type FieldName, type Outcome } from '../../booking/refusal';
import {
  ASSIGNMENTS,
  FOLLOW_UP_CHOICES,
  REMINDER_CHOICES,
  SERVICE_LIMITS,
  type Price,
  type Service,
} from '../../booking/service';
import type { CardContext } from '../kit/context';
import { readLength } from '../kit/durations';
import type { ServicePart } from './service-parts';

/** The service with these parts as they were entered in the form. */
export function readService(context: CardContext, service: Service, parts: readonly ServicePart[]): Outcome<Service> {
  let read: Outcome<Service> = done(service);
  for (const part of parts) if (read.ok) read = READERS[part](context, read.value);
  return read;
}

const READERS: Record<ServicePart, (context: CardContext, service: Service) => Outcome<Service>> = {
  what: readWhat,
  where: readWhere,
  times: readTimes,
  who: readWho,
  rules: readRules,
  mails: readMails,
};

function readWhat(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const form = allOf({
    name: requiredText(event.input('serviceName'), 'serviceName', SERVICE_LIMITS.name),
    duration: lengthIn(context, 'duration', SERVICE_LIMITS.duration, 1),
    description: optionalText(event.input('description'), 'description', SERVICE_LIMITS.description),
    moreDurations: readMoreDurations(context),
    picture: httpsAddress(event.input('picture'), 'picture'),
  });
  if (!form.ok) return form;
  const { duration } = form.value;
  const moreDurations = form.value.moreDurations.filter((minutes) => minutes !== duration);
  // A new service starts as often as it lasts, until somebody says otherwise.
  const step = service.id === '' ? duration : service.step;
  return done({ ...service, step, ...form.value, moreDurations });
}

function readWhere(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const form = allOf({
    places: readPlaces(context),
    price: readPrice(event.input('price'), event.input('amount'), event.input('currency')),
  });
  return form.ok ? done({ ...service, ...form.value }) : form;
}

function readTimes(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const form = allOf({
    step: lengthIn(context, 'step', SERVICE_LIMITS.step, 1),
    bufferBefore: lengthIn(context, 'bufferBefore', SERVICE_LIMITS.buffer, 1),
    bufferAfter: lengthIn(context, 'bufferAfter', SERVICE_LIMITS.buffer, 1),
    minimumNotice: lengthIn(context, 'minimumNotice', SERVICE_LIMITS.minimumNotice, null),
    horizon: wholeNumber(event.input('horizon'), 'horizon', SERVICE_LIMITS.horizon),
    dayCap: optionalNumber(event.input('dayCap'), 'dayCap', SERVICE_LIMITS.cap),
    weekCap: optionalNumber(event.input('weekCap'), 'weekCap', SERVICE_LIMITS.cap),
  });
  if (!form.ok) return form;
  const { dayCap, weekCap, ...values } = form.value;
  return done({
    ...service,
    ...values,
    caps: { day: dayCap, week: weekCap },
    bookableUntil: event.date('bookableUntil'),
  });
}

function readWho(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const form = allOf({
    staffIds: readStaff(context),
    capacity: wholeNumber(event.input('capacity'), 'capacity', SERVICE_LIMITS.capacity),
  });
  if (!form.ok) return form;
  return done({
    ...service,
    ...form.value,
    guestsSeeEachOther: event.inputs('guests').includes('see'),
    assignment: ASSIGNMENTS.find((one) => one === event.input('assignment')) ?? service.assignment,
  });
}

function readRules(context: CardContext, service: Service): Outcome<Service> {
  const { event } = context;
  const deadline = (field: FieldName): Outcome<number | null> =>
    event.input(field) === '' ? done(null) : lengthIn(context, field, SERVICE_LIMITS.deadline, null);
  const form = allOf({
    hold: wholeNumber(event.input('hold'), 'hold', SERVICE_LIMITS.hold),
    timeToPay: wholeNumber(event.input('timeToPay'), 'timeToPay', SERVICE_LIMITS.timeToPay),
    cancelDeadline: deadline('cancelDeadline'),
    rescheduleDeadline: deadline('rescheduleDeadline'),
    consent: optionalText(event.input('consent'), 'consent', FORM_LIMITS.consent),
    guests: wholeNumber(event.input('guestLimit') || '0', 'guestLimit', { min: 0, max: FORM_LIMITS.guests }),
  });
  if (!form.ok) return form;
  const options = event.inputs('options');
  return done({
    ...service,
    ...form.value,
    invitations: INVITATIONS.find((one) => one === event.input('invitations')) ?? service.invitations,
    autoAccept: options.includes('autoAccept'),
    prepayment: options.includes('prepayment'),
    offered: options.includes('offered'),
  });
}

/** Times that nobody can choose, and that were not chosen before, are left out. */
function readMails({ event }: CardContext, service: Service): Outcome<Service> {
  const reminders = [...REMINDER_CHOICES, ...service.reminders];
  const after: (number | null)[] = [...FOLLOW_UP_CHOICES, service.followUp];
  const ticked = event.inputs('reminders').map(Number);
  return done({
    ...service,
    reminders: [...new Set(reminders)].filter((minutes) => ticked.includes(minutes)),
    followUp:
      event.input('followUp') === '' ? null : (after.find((one) => String(one) === event.input('followUp')) ?? null),
  });
}

/** @param bare what a number without a unit counts, minutes; `null` if it needs a unit */
function lengthIn(
  { event, t }: CardContext,
  field: FieldName,
  limits: { min: number; max: number },
  bare: number | null,
): Outcome<number> {
  return readLength(t, event.input(field), field, { ...limits, bare });
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
