import { eventIdOf, isLive, isOnline, isVouchedFor, type Booking, type MailTemplate } from '../booking/booking';
import { uidOf, type CalendarEntry } from '../booking/calendar-file';
import { oneLine } from '../booking/plain-text';
import type { Letter } from '../desk/ports/ports';
import { dateLeaf, datesIn, type DateLeaf, type DateTexts } from '../i18n/dates';
import { entryOf } from '../i18n/calendar-entry';
import { deskTexts, type DeskTranslate } from '../i18n/index';
import { pickLocale, type Locale } from '../i18n/locales';
import { zoneText } from '../i18n/zone-texts';

/** What an e-mail says, part by part in the order in which it is read. Both its forms are written from this. */
export interface MailContent {
  language: Locale;
  subject: string;
  /** What lists of e-mails show beside the subject. */
  preview: string;
  business: string;
  /** Colour, `#RRGGBB`. */
  accent: string;
  /** Address of a picture, https; empty for none. */
  logo: string;
  title: string;
  greeting: string;
  sentences: string[];
  /** What has to be done in time; `null` if nothing has. */
  deadline: { first: string; then: string } | null;
  leaf: DateLeaf;
  day: string;
  time: string;
  /** The same time as the client's clock shows it, for staff elsewhere; empty if it is the same. */
  clientTime: string;
  facts: MailFact[];
  /** Words of people, which may have several lines. */
  quotes: MailFact[];
  /** What the reader most likely wants next; `null` if there is nothing to do. */
  button: MailLink | null;
  /** A sentence about the button; empty for none. */
  hint: string;
  /** What the file that comes with it is for; empty without one. */
  fileText: string;
  /** Addresses to keep. */
  links: MailLink[];
  footer: string[];
}

export interface MailFact {
  label: string;
  value: string;
  /** `mailto:` or `tel:` address. */
  href?: string;
}

export interface MailLink {
  label: string;
  href: string;
}

/** One letter, and the language and the formats of its reader. */
interface Reading extends Letter {
  t: DeskTranslate;
  dates: DateTexts;
  /** BCP 47. */
  locale: string;
  zone: string;
  toStaff: boolean;
}

/** What a letter says, in the language and the zone of its reader. */
export function contentOf(letter: Letter): MailContent {
  const { booking, staff, settings, template } = letter;
  const toStaff = isForStaff(template);
  const reader = toStaff ? staff : booking.client;
  const language = pickLocale([reader.locale]);
  // A reader of another language gets English dates with the English words.
  const speaks = reader.locale.toLowerCase().startsWith(language.slice(0, 2));
  const locale = speaks ? reader.locale : language;
  const { zone } = reader;
  const reading = { ...letter, t: deskTexts(language), dates: datesIn(locale, zone), locale, zone, toStaff };
  const { t, dates } = reading;
  const time = dates.hours(booking.start, booking.end);
  const title = t(`mail.${template}.title`);
  const client = oneLine(booking.client.name);
  const what = toStaff ? `${client}, ${booking.serviceName}` : booking.serviceName;
  const when = `${dates.day(booking.start)}, ${dates.time(booking.start)}`;
  const day = dates.longDay(booking.start);
  return {
    language,
    subject: oneLine(t('mail.subject', { title, what, when })),
    preview: `${day}, ${time} · ${whereText(reading)}`,
    business: oneLine(settings.business),
    accent: settings.accent,
    logo: settings.logo,
    title: toStaff ? t('mail.line', { label: title, value: client }) : title,
    greeting: greetingOf(reading),
    sentences: sentencesOf(reading),
    deadline: deadlineOf(reading),
    leaf: dateLeaf(locale, zone, booking.start),
    day,
    time: t('mail.timeIn', { time, zone: zoneText(locale, zone, booking.start) }),
    clientTime: clientTimeOf(reading),
    facts: factsOf(reading).map((fact) => ({ ...fact, value: oneLine(fact.value) })),
    quotes: quotesOf(reading),
    ...waysOn(reading),
    fileText: fileTextOf(reading),
    footer: [oneLine(settings.business), whyOf(reading)],
  };
}

type StaffTemplate = Extract<MailTemplate, `staff${string}`>;

export function isForStaff(template: MailTemplate): template is StaffTemplate {
  return template.startsWith('staff');
}

/**
 * A client who has not been vouched for may be anyone whose address a stranger typed: they get none of the stranger's
 * words.
 */
function greetingOf({ t, toStaff, staff, booking }: Reading): string {
  if (toStaff) return t('mail.greeting', { name: oneLine(staff.name) });
  if (!isVouchedFor(booking)) return t('mail.greetingNobody');
  return t('mail.greeting', { name: oneLine(booking.client.name) });
}

function sentencesOf(reading: Reading): string[] {
  const { t, template, booking, links, toStaff } = reading;
  const canAnswer = template === 'staffRequested' && links.answer !== '';
  const lead = canAnswer ? [] : [t(`mail.${template}.lead`)];
  const offers = toStaff || links.offer === '' ? [] : [t('mail.offered')];
  const isPaid = template === 'clientConfirmed' && booking.paidAt !== null;
  const follows = namesLink(reading) && readyLink(booking) === null ? [t('mail.linkFollows')] : [];
  return [...(isPaid ? [t('mail.paid')] : []), ...lead, ...offers, ...follows];
}

function deadlineOf({ t, dates, template, booking: { holdUntil } }: Reading): MailContent['deadline'] {
  if (holdUntil === null) return null;
  const time = `${dates.day(holdUntil)}, ${dates.time(holdUntil)}`;
  if (template === 'clientAwaitingPayment') return { first: t('mail.payBy', { time }), then: t('mail.payAfter') };
  if (template === 'staffRequested') return { first: t('mail.answerBy', { time }), then: t('mail.answerAfter') };
  return template === 'clientRequested' ? { first: t('mail.heldUntil', { time }), then: '' } : null;
}

function clientTimeOf({ t, dates, booking, toStaff, locale, zone }: Reading): string {
  const { start, end, client } = booking;
  const theirs = datesIn(locale, client.zone);
  if (!toStaff || client.zone === zone || theirs.span(start, end) === dates.span(start, end)) return '';
  const isSameDay = theirs.day(start) === dates.day(start);
  const time = isSameDay ? theirs.hours(start, end) : theirs.span(start, end);
  return t('mail.clientTime', { time, zone: zoneText(locale, client.zone, start) });
}

function factsOf(reading: Reading): MailFact[] {
  const { t, dates, booking, staff, was, toStaff, by } = reading;
  const facts: MailFact[] = [{ label: t('mail.what'), value: booking.serviceName }];
  if (!toStaff) facts.push({ label: t('mail.staff'), value: staff.name });
  facts.push({ label: t('mail.where'), value: whereText(reading) });
  if (was !== undefined) facts.push({ label: t('mail.was'), value: dates.longSpan(was.start, was.end) });
  if (toStaff) facts.push(...clientFacts(t, booking));
  if (by !== '') facts.push({ label: t('mail.by'), value: by === 'client' ? t('by.client') : by });
  return [...facts, { label: t('mail.reference'), value: booking.reference }];
}

function clientFacts(t: DeskTranslate, { client, answers, guests }: Booking): MailFact[] {
  const { name, email, phone } = client;
  const facts: MailFact[] = [{ label: t('mail.client'), value: name }];
  if (email !== '') facts.push({ label: t('mail.email'), value: email, href: `mailto:${encodeURIComponent(email)}` });
  if (phone !== '') facts.push({ label: t('mail.phone'), value: phone, href: `tel:${phone.replace(/[^\d+]/g, '')}` });
  if (guests.length > 0) facts.push({ label: t('field.guests'), value: guests.join(', ') });
  return [...facts, ...answers.filter(({ value }) => !value.includes('\n'))];
}

function whereText({ t, booking: { place, client }, toStaff }: Reading): string {
  switch (place.kind) {
    case 'meet':
      return t('service.placeMeet');
    case 'room':
      return t('service.placeRoom');
    case 'address':
      return place.address;
    case 'weCall':
      return toStaff ? t('service.placeWeCall') : t('mail.weCall', { phone: client.phone });
    case 'clientCalls':
      return toStaff ? t('service.placeClientCalls') : t('mail.callUs', { number: place.number });
  }
}

function quotesOf({ t, booking: { client, answers }, reason, toStaff }: Reading): MailFact[] {
  const quotes = [
    ...(toStaff ? answers.filter(({ value }) => value.includes('\n')) : []),
    { label: t('mail.reason'), value: reason },
    { label: t('mail.note'), value: toStaff ? client.note : '' },
  ];
  return quotes.filter(({ value }) => value !== '');
}

const NAMES_LINK: readonly MailTemplate[] = [
  'clientConfirmed',
  'clientLinkChanged',
  'clientRescheduled',
  'clientStaffChanged',
  'clientReminder',
];

/** A link is given if one is promised, and only if it works. */
function namesLink({ booking, template }: Letter): boolean {
  return NAMES_LINK.includes(template) && isOnline(booking) && booking.state === 'confirmed';
}

function readyLink({ link }: Booking): string | null {
  return link?.status === 'ready' ? link.uri : null;
}

type WaysOn = Pick<MailContent, 'button' | 'hint' | 'links'>;

const NOWHERE: WaysOn = { button: null, hint: '', links: [] };

/** What its reader can do next. */
function waysOn(reading: Reading): WaysOn {
  const { t, booking, toStaff, links, settings } = reading;
  // A request that its client has moved waits for an answer, too.
  if (toStaff && links.answer !== '') {
    const hint = `${t('mail.answerHint')} ${t('mail.onlyYou')}`;
    return { ...NOWHERE, button: { label: t('mail.answer'), href: links.answer }, hint };
  }
  if (toStaff) return NOWHERE;
  if (isLive(booking) && reading.template !== 'clientFollowUp') return waysToBooking(reading);
  const own = links.booking === '' ? [] : [{ label: t('mail.open'), href: links.booking }];
  if (links.offer !== '') return { ...NOWHERE, button: { label: t('mail.seeOffer'), href: links.offer }, links: own };
  // Who has no booking any more may want another one.
  const { publicPage } = settings;
  return { ...NOWHERE, button: publicPage === '' ? null : { label: t('mail.again'), href: publicPage }, links: own };
}

/** Without a page of the booking, the way into its room is what the reader needs. */
function waysToBooking(reading: Reading): WaysOn {
  const { t, booking, links } = reading;
  const join = namesLink(reading) ? readyLink(booking) : null;
  if (links.booking === '') return { ...NOWHERE, button: join === null ? null : { label: t('mail.join'), href: join } };
  return {
    button: { label: t('mail.open'), href: links.booking },
    hint: untilText(reading),
    links: join === null ? [] : [{ label: t('mail.joinLink'), href: join }],
  };
}

/** Until when the client may change the booking on its page. */
function untilText({ t, dates, mayUntil: { cancel, reschedule }, now }: Reading): string {
  const time = (at: number) => `${dates.day(at)}, ${dates.time(at)}`;
  if (cancel === reschedule) return cancel > now ? t('mail.until', { time: time(cancel) }) : '';
  const sentences = [
    reschedule > now ? t('mail.moveUntil', { time: time(reschedule) }) : '',
    cancel > now ? t('mail.cancelUntil', { time: time(cancel) }) : '',
  ];
  return sentences.filter((text) => text !== '').join(' ');
}

function fileTextOf({ t, ...letter }: Reading): string {
  const [entry, former] = calendarEntriesOf(letter);
  if (entry === undefined) return '';
  if (former !== undefined) return t('mail.filesReplace');
  return t(entry.cancelled ? 'mail.fileRemoves' : 'mail.fileAdds');
}

/** E-mails that say when a confirmed booking is, or that it is cancelled. */
const BRINGS_ENTRY: readonly MailTemplate[] = [
  'clientConfirmed',
  'clientLinkChanged',
  'clientRescheduled',
  'clientStaffChanged',
  'clientCancelled',
];

/** E-mails that may tell of another event in place of the one that the client's calendar has. */
const REPLACES_ENTRY: readonly MailTemplate[] = ['clientRescheduled', 'clientStaffChanged'];

/**
 * The booking for the client's own calendar, and the entry that it replaces, cancelled; none if it has no entry there, or
 * if Google's invitation tells it.
 */
export function calendarEntriesOf({
  booking,
  staff,
  settings,
  template,
  links,
  invited,
  now,
}: Letter): CalendarEntry[] {
  if (invited || !BRINGS_ENTRY.includes(template)) return [];
  const entry = entryOf(booking, { business: settings.business, staff, page: links.booking }, now);
  if (entry === null) return [];
  // Each event of a booking has an id of its own, and so each entry.
  const { id, generation } = booking;
  if (generation < 2 || !REPLACES_ENTRY.includes(template)) return [entry];
  return [entry, { ...entry, uid: uidOf(eventIdOf(id, generation - 1)), cancelled: true }];
}

function whyOf({ t, toStaff, booking }: Reading): string {
  if (toStaff) return t('mail.whyStaff');
  return isVouchedFor(booking) ? t('mail.why') : t('mail.whyNobody');
}
