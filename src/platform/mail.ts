import type { Mail } from '../notify/mail';
import { logLine } from './google';

/** About how many recipients the account at work can still write to today; `null` if Google does not say. */
export function mailQuotaLeft(): number | null {
  try {
    return MailApp.getRemainingDailyQuota();
  } catch (error) {
    // Nothing depends on the exact number: an e-mail over the quota is refused when it is sent.
    logLine(`mail quota unknown: ${String(error)}`);
    return null;
  }
}

/**
 * Sends one e-mail as the account at work. Programs that show HTML show `htmlBody` in place of `body`
 * [apps-script/reference/mail/mail-app, sendEmail]. Throws Google's error if it is refused.
 */
export function sendMail(mail: Mail): void {
  MailApp.sendEmail({
    to: mail.to,
    subject: mail.subject,
    body: mail.body,
    htmlBody: mail.html,
    name: mail.senderName,
    // Google does not accept an empty address.
    ...(mail.replyTo !== '' && { replyTo: mail.replyTo }),
    ...(mail.files !== undefined && {
      attachments: mail.files.map(({ name, text, type }) => Utilities.newBlob(text, type, name)),
    }),
  });
}
