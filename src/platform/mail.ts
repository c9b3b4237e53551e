import type { Mail } from '../notify/mail';
import { logLine } from './google';

/** About how many recipients the account at work can still write to today; null where Google does not say. */
export function mailQuotaLeft(): number | null {
  try {
    return MailApp.getRemainingDailyQuota();
  } catch (error) {
    // Nothing depends on the number: a mail that is one too many is refused when it is sent.
    logLine(`mail quota unknown: ${String(error)}`);
    return null;
  }
}

/** Sends one mail as the account at work. Throws what Google says when it is not taken. */
export function sendMail(mail: Mail): void {
  MailApp.sendEmail({
    to: mail.to,
    subject: mail.subject,
    body: mail.body,
    name: mail.senderName,
    // An empty address is none that Google takes.
    ...(mail.replyTo !== '' && { replyTo: mail.replyTo }),
  });
}
