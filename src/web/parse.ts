import * as v from 'valibot';
import {
  allOf,
  emailAddress,
  optionalText,
  requiredText,
  strangersName,
  strangersPhone,
  TEXT_LIMITS,
} from '../booking/fields';
import { FORM_LIMITS } from '../booking/form';
import type { Interval } from '../booking/time/intervals';
import { done, refused, type FieldName, type Outcome } from '../booking/refusal';
import { DAY, isInstant, type Instant } from '../booking/time/time';
import type { BookingRequest } from '../desk/bookings/request';
import { knownTag } from '../i18n/locales';
import { PLACE_KINDS, type Place } from '../booking/place';

/** The longest period for which open times may be asked at once. */
const LONGEST_RANGE = 62 * DAY;

const record = v.record(v.string(), v.unknown());

/** What a page or a program sends: an object whose fields are checked one by one. */
export function readFields(input: unknown): (field: string) => unknown {
  const parsed = v.safeParse(record, input);
  return (field) => (parsed.success ? parsed.output[field] : undefined);
}

/** A question for open times. */
export function readTimesQuestion(
  input: unknown,
): Outcome<{ service: string; staff: string; range: Interval; duration: number | null }> {
  const field = readFields(input);
  return allOf({
    service: text(field('service'), 'service', 100, true),
    staff: text(field('staff'), 'staff', 100, false),
    range: readRange(field('from'), field('to')),
    duration: readDuration(field('duration')),
  });
}

/** A period for which open times are asked. */
export function readRange(from: unknown, to: unknown): Outcome<Interval> {
  const isGood = typeof from === 'number' && typeof to === 'number' && isInstant(from) && isInstant(to) && from < to;
  if (!isGood || to - from > LONGEST_RANGE) return refused('valueExpected', 'range');
  return done({ start: from, end: to });
}

/** A client's request for a time. */
export function readRequest(input: unknown, isZone: (zone: string) => boolean): Outcome<BookingRequest> {
  const field = readFields(input);
  const zone = field('zone');
  const form = allOf({
    service: text(field('service'), 'service', 100, true),
    staff: text(field('staff'), 'staff', 100, false),
    start: readStart(field('start')),
    duration: readDuration(field('duration')),
    place: readPlace(field('place')),
    name: readText(field('name'), 'name', strangersName),
    email: readText(field('email'), 'email', (address) => emailAddress(address, 'email')),
    phone: readText(field('phone') ?? '', 'phone', strangersPhone),
    note: text(field('note'), 'note', TEXT_LIMITS.note, false),
    locale: readLocale(field('locale')),
    zone: typeof zone === 'string' && isZone(zone) ? done(zone) : refused('zoneExpected', 'zone'),
    requestKey: readText(field('requestKey'), 'requestKey', readKey),
    offer: text(field('offer'), 'offer', 100, false),
    code: readCode(field('code')),
    answers: readAnswers(field('answers')),
    consents: readYes(field('consent'), 'consent'),
    guests: readGuests(field('guests')),
  });
  if (!form.ok) return form;
  const { service, staff, name, email, phone, note, locale, zone: inZone, ...rest } = form.value;
  const client = { name, email, phone, note, locale, zone: inZone };
  return done({ ...rest, serviceId: service, staffId: staff === '' ? null : staff, client });
}

/** Answers by the id of their question. Whether they fit is decided with the service at hand, see readForm. */
function readAnswers(value: unknown): Outcome<Record<string, string>> {
  if (value === undefined || value === null) return done({});
  const sent = v.safeParse(v.record(v.pipe(v.string(), v.maxLength(40)), v.string()), value);
  if (!sent.success) return refused('valueExpected', 'answers');
  const entries = Object.entries(sent.output).filter(([, answer]) => answer !== '');
  if (entries.length > FORM_LIMITS.questions) return refused('tooMany', 'answers', { max: FORM_LIMITS.questions });
  const answers: [string, string][] = [];
  let left: number = FORM_LIMITS.answers;
  for (const [question, answer] of entries) {
    const read = optionalText(answer, 'answers', FORM_LIMITS.answers);
    if (!read.ok) return read;
    left -= read.value.length;
    answers.push([question, read.value]);
  }
  return left < 0 ? refused('tooLong', 'answers', { max: FORM_LIMITS.answers }) : done(Object.fromEntries(answers));
}

/** A code as people type it: other digits are digits too, and blanks are none. */
function readCode(value: unknown): Outcome<string> {
  const typed = text(value, 'code', 20, false);
  return typed.ok ? done(typed.value.normalize('NFKC').replace(/\s/g, '')) : typed;
}

function readYes(value: unknown, field: FieldName): Outcome<boolean> {
  if (value === undefined || value === null || value === '') return done(false);
  return typeof value === 'boolean' ? done(value) : refused('valueExpected', field);
}

/** E-mail addresses, each once; empty ones are fields that were left empty. */
function readGuests(value: unknown): Outcome<string[]> {
  if (value === undefined || value === null) return done([]);
  const sent = v.safeParse(v.array(v.string()), value);
  if (!sent.success) return refused('valueExpected', 'guests');
  const typed = sent.output.filter((address) => address.trim() !== '');
  if (typed.length > FORM_LIMITS.guests) return refused('tooMany', 'guests', { max: FORM_LIMITS.guests });
  const guests = new Set<string>();
  for (const address of typed) {
    const read = emailAddress(address, 'guests');
    if (!read.ok) return read;
    guests.add(read.value);
  }
  return done([...guests]);
}

function readStart(value: unknown): Outcome<Instant> {
  if (value === undefined || value === '') return refused('required', 'start');
  return typeof value === 'number' && isInstant(value) ? done(value) : refused('valueExpected', 'start');
}

/** Missing, an empty text or 0: the service's usual length. */
function readDuration(value: unknown): Outcome<number | null> {
  if (value === undefined || value === '' || value === 0) return done(null);
  const isGood = typeof value === 'number' && Number.isInteger(value) && value > 0;
  return isGood ? done(value) : refused('valueExpected', 'duration');
}

function readPlace(value: unknown): Outcome<Place['kind'] | null> {
  if (value === undefined || value === '') return done(null);
  const kind = PLACE_KINDS.find((known) => known === value);
  return kind === undefined ? refused('valueExpected', 'place') : done(kind);
}

/** An unknown language tag becomes English: nobody is refused a booking for it. */
function readLocale(value: unknown): Outcome<string> {
  if (value !== undefined && value !== null && typeof value !== 'string') return refused('valueExpected', 'locale');
  return done(knownTag(value ?? ''));
}

/** The mark of one submission, made by the page: stored unchanged, so it must be neither long nor unusual. */
function readKey(value: string): Outcome<string> {
  if (value.trim() === '') return refused('required', 'requestKey');
  return /^[ -~]{1,100}$/.test(value) ? done(value) : refused('valueExpected', 'requestKey');
}

function readText(value: unknown, field: FieldName, read: (text: string) => Outcome<string>): Outcome<string> {
  if (value === undefined || value === null) return refused('required', field);
  return typeof value === 'string' ? read(value) : refused('valueExpected', field);
}

function text(value: unknown, field: FieldName, max: number, required: boolean): Outcome<string> {
  if (value === undefined || value === null) return required ? refused('required', field) : done('');
  if (typeof value !== 'string') return refused('valueExpected', field);
  return required ? requiredText(value, field, max) : optionalText(value, field, max);
}
