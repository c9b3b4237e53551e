import { isOnline, isVouchedFor, type Booking, type MailTemplate } from '../booking/booking';
import type { Letter } from '../desk/ports/ports';
import { datesIn } from '../i18n/dates';
import { deskTexts, type DeskTranslate } from '../i18n/index';

/** An e-mail ready to be sent, plain text. */
export interface Mail {
  to: string;
  subject: string;
  body: string;
  senderName: string;
  replyTo: string;
}

/** Writes a letter in the language and the zone of its reader. */
export function composeMail(letter: Letter): Mail {
  const { booking, staff, settings, template, was } = letter;
  const toStaff = isForStaff(template);
  const reader = toStaff
    ? { name: staff.name, ...pick(staff) }
    : { name: booking.client.name, ...pick(booking.client) };
  const t = deskTexts(reader.locale);
  const dates = datesIn(reader.locale, reader.zone);
  const time = dates.longSpan(booking.start, booking.end);
  const paragraphs = [
    // A client who has not been vouched for may be anyone whose address a stranger typed: they get none of the
    // stranger's words.
    toStaff || isVouchedFor(booking) ? t('mail.greeting', { name: reader.name }) : t('mail.greetingNobody'),
    t(`mail.${template}.lead`, { client: booking.client.name }),
    [t('mail.service', { service: booking.serviceName }), t('mail.time', { time, zone: reader.zone })]
      .concat(was === undefined ? [] : t('mail.was', { time: dates.longSpan(was.start, was.end) }))
      .concat(toStaff ? clientLines(t, booking) : clientFacts(t, letter))
      .join('\n'),
    letter.reason === '' ? '' : t('mail.reason', { reason: letter.reason }),
    t('mail.reference', { reference: booking.reference }),
    t('mail.signature', { business: settings.business }),
  ];
  return {
    to: toStaff ? staff.email : booking.client.email,
    subject: oneLine(t(`mail.${template}.subject`, { service: booking.serviceName, client: booking.client.name })),
    body: paragraphs.filter((text) => text !== '').join('\n\n'),
    senderName: oneLine(settings.business),
    replyTo: toStaff ? booking.client.email : staff.email,
  };
}

type StaffTemplate = Extract<MailTemplate, `staff${string}`>;

function isForStaff(template: MailTemplate): template is StaffTemplate {
  return template.startsWith('staff');
}

function pick(person: { email: string; locale: string; zone: string }) {
  return { email: person.email, locale: person.locale, zone: person.zone };
}

const NAMES_LINK: readonly MailTemplate[] = [
  'clientConfirmed',
  'clientLinkChanged',
  'clientRescheduled',
  'clientStaffChanged',
];

/** A link is given if one is promised, and only if it works. */
function clientFacts(t: DeskTranslate, { booking, staff, template }: Letter): string[] {
  const lines = [t('mail.staff', { staff: staff.name })];
  const { place } = booking;
  if (place.kind === 'address') lines.push(t('mail.place', { place: place.address }));
  if (place.kind === 'weCall') lines.push(t('mail.weCall', { phone: booking.client.phone }));
  if (place.kind === 'clientCalls') lines.push(t('mail.callUs', { number: place.number }));
  const { holdUntil } = booking;
  if (template === 'clientAwaitingPayment' && holdUntil !== null) {
    const { locale, zone } = booking.client;
    const dates = datesIn(locale, zone);
    lines.push(t('mail.payBy', { time: `${dates.longDay(holdUntil)}, ${dates.time(holdUntil)}` }));
  }
  if (NAMES_LINK.includes(template) && isOnline(booking) && booking.state === 'confirmed')
    lines.push(linkLine(t, booking));
  return lines;
}

function linkLine(t: DeskTranslate, booking: Booking): string {
  const uri = booking.link?.status === 'ready' ? booking.link.uri : null;
  return uri === null ? t('mail.linkFollows') : t('mail.join', { link: uri });
}

function clientLines(t: DeskTranslate, { client }: Booking): string[] {
  const { name, email } = client;
  const lines = [email === '' ? t('mail.caller', { name }) : t('mail.client', { name, email })];
  if (client.phone !== '') lines.push(t('mail.phone', { phone: client.phone }));
  if (client.note !== '') lines.push(t('mail.note', { note: quoted(client.note) }));
  return lines;
}

/** Each line but the first of a client's words is marked, so that none can pass for our own text. */
function quoted(text: string): string {
  return text.split('\n').join('\n> ');
}

/** A line break in a header would start another header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
