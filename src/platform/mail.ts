import type { Mail } from '../notify/mail';

/** How many recipients the account at work can still write to today. */
export function mailQuotaLeft(): number {
  return MailApp.getRemainingDailyQuota();
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
