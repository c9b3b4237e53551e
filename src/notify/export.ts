import type { Booking, HistoryEntry } from '../booking/booking';
import type { ExportFile, ExportLetter } from '../desk/ports/ports';
import { oneLine } from '../booking/plain-text';
import { isZoneName } from '../booking/time/zones';
import { historyBy, historyDetail, historyText } from '../i18n/history';
import { deskTexts, type DeskTranslate } from '../i18n/index';
import { placeText } from '../i18n/places';
import { csvOf } from './csv';
import type { Mail } from './mail';
import { noteHtml } from './mail-html';

/** The e-mail with which the owner gets finished bookings as files, in their language and zone. */
export function composeExport(letter: ExportLetter): Mail {
  const { to, locale, settings, files, bookings, left } = letter;
  const t = deskTexts(locale);
  const paragraphs = [
    t('exportMail.lead', { count: bookings }),
    files.map((file) => `${nameOf(file)}: ${t('exportMail.file', { count: file.bookings.length })}`).join('\n'),
    left === 0 ? '' : t('exportMail.left', { count: left }),
    t('exportMail.private'),
  ];
  const subject = t('exportMail.subject', { business: oneLine(settings.business) });
  const text = paragraphs.filter((one) => one !== '').join('\n\n');
  return {
    to,
    subject,
    body: `${text}\n\n-- \n${settings.business}`,
    html: noteHtml({ to, subject, text, locale, settings }),
    senderName: oneLine(settings.business),
    replyTo: '',
    files: files.map((file) => ({
      name: nameOf(file),
      text: tableOf(t, letter, file.bookings),
      type: 'text/csv' as const,
    })),
  };
}

/** English for everybody: a name that every file system takes. */
function nameOf({ kind, from, to }: ExportFile): string {
  return kind === 'archive' ? `bookings-${from}-${to}.csv` : 'bookings-not-archived-yet.csv';
}

function tableOf(t: DeskTranslate, { zone, team }: ExportLetter, bookings: readonly Booking[]): string {
  const names = new Map(team.map(({ id, name }) => [id, name]));
  const time = timesIn(zone);
  const rowOf = (booking: Booking): string[] => {
    const { client, paidAt } = booking;
    return [
      booking.reference,
      t(`state.${booking.state}`),
      booking.serviceName,
      names.get(booking.staffId) ?? '',
      time(booking.start),
      time(booking.end),
      client.name,
      client.email,
      client.phone,
      client.note,
      booking.staffNote,
      placeText(t, booking.place),
      booking.answers.map(({ label, value }) => `${label}: ${value}`).join('\n'),
      booking.guests.join('\n'),
      paidAt === null ? '' : time(paidAt),
      time(booking.createdAt),
      booking.history.map((entry) => entryText(t, time, entry)).join('\n'),
    ];
  };
  return csvOf([headingsOf(t, isZoneName(zone) ? zone : 'UTC'), ...bookings.map(rowOf)]);
}

function headingsOf(t: DeskTranslate, zone: string): string[] {
  return [
    t('export.number'),
    t('booking.status'),
    t('field.service'),
    t('field.staff'),
    t('export.start', { zone }),
    t('export.end', { zone }),
    t('field.name'),
    t('field.email'),
    t('field.phone'),
    t('field.note'),
    t('note.title'),
    t('booking.place'),
    t('field.answers'),
    t('field.guests'),
    t('history.paid'),
    t('history.requested'),
    t('booking.history'),
  ];
}

function entryText(t: DeskTranslate, time: (at: number) => string, { at, by, what, detail }: HistoryEntry): string {
  const done = `${time(at)} ${historyText(t, what)} (${historyBy(t, by)})`;
  return detail === undefined ? done : `${done}: ${historyDetail(t, detail)}`;
}

/** `2026-11-24 14:30`: spreadsheets take it for a time in every language. */
function timesIn(zone: string): (at: number) => string {
  const timeZone = isZoneName(zone) ? zone : 'UTC';
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}
