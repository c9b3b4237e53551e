import type { CodeLetter, Letter, Note } from '../desk/ports/ports';
import { calendarFile } from '../booking/calendar-file';
import { deskTexts } from '../i18n/index';
import { oneLine } from '../booking/plain-text';
import { calendarEntriesOf, contentOf, isForStaff } from './mail-content';
import { mailHtml, noteHtml } from './mail-html';
import { mailText } from './mail-text';

/** An e-mail ready to be sent. */
export interface Mail {
  to: string;
  subject: string;
  /** The plain text: what programs show that show no HTML. It says the same in the same order. */
  body: string;
  html: string;
  senderName: string;
  replyTo: string;
  files?: readonly MailFile[];
}

/** @property type its media type */
interface MailFile {
  name: string;
  text: string;
  type: 'text/csv' | 'text/calendar';
}

/** Writes a letter in the language and the zone of its reader. */
export function composeMail(letter: Letter): Mail {
  const { booking, staff, settings, template } = letter;
  const content = contentOf(letter);
  const toStaff = isForStaff(template);
  const entries = calendarEntriesOf(letter);
  return {
    to: toStaff ? staff.email : booking.client.email,
    subject: content.subject,
    body: mailText(content),
    html: mailHtml(content),
    senderName: oneLine(settings.business),
    replyTo: toStaff ? booking.client.email : staff.email,
    ...(entries.length > 0 && {
      files: entries.map((entry, nth) => ({
        name: `${booking.reference}${nth === 0 ? '' : '-x'}.ics`,
        text: calendarFile(entry),
        type: 'text/calendar' as const,
      })),
    }),
  };
}

/** A note as an e-mail. Answers to it go to the person who sends it. */
export function composeNote(note: Note): Mail {
  const subject = oneLine(note.subject);
  const senderName = oneLine(note.settings.business);
  return { to: note.to, subject, body: note.text, html: noteHtml({ ...note, subject }), senderName, replyTo: '' };
}

/** The e-mail with a code, which its reader enters on the public page. */
export function composeCode({ to, locale, code, settings }: CodeLetter): Mail {
  const t = deskTexts(locale);
  const text = t('code.text', { code, business: oneLine(settings.business) });
  return composeNote({ to, subject: t('code.subject', { code }), text, locale, settings });
}
