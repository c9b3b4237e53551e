import type { SentMail } from '../protocol';

/**
 * Recipients an ordinary account can write to in a day
 * (https://developers.google.com/apps-script/guides/services/quotas).
 */
const DAILY_RECIPIENTS = 100;
const DAY = 86_400_000;

interface Shown {
  execution: string;
  value: number;
  /** What the next execution is shown. */
  next: number;
}

/** How the day's mail of an account is counted, and what a script is shown of that. */
export class MailQuota {
  limit = DAILY_RECIPIENTS;
  /**
   * Whether the number that scripts are shown wanders, as Google's may: "valid for the current execution and might vary
   * between executions" (https://developers.google.com/apps-script/reference/mail/mail-app). It stays the same within a
   * run, is one run late, falls by a mail of some other script's at each run, and leaves out recipients in the sender's
   * own domain, who are counted apart (https://developers.google.com/apps-script/guides/services/quotas).
   */
  wanders = false;
  private readonly shown = new Map<string, Shown>();
  /** Mail of other scripts, by account. */
  private readonly others = new Map<string, number>();

  /** How many recipients the account can really write to still. */
  left(account: string, mails: readonly SentMail[], now: number): number {
    const domain = account.slice(account.indexOf('@'));
    const own = mails.filter((m) => m.source === 'script' && m.from === account && m.at > now - DAY);
    const recipients = own
      .flatMap((m) => [...m.to, ...(m.cc ?? []), ...(m.bcc ?? [])])
      .filter((address) => !this.wanders || !address.endsWith(domain));
    return this.limit - recipients.length - (this.others.get(account) ?? 0);
  }

  /** What an execution is told. @param left what is true */
  told(account: string, execution: string, left: number): number {
    if (!this.wanders) return left;
    const last = this.shown.get(account);
    if (last?.execution === execution) return last.value;
    this.others.set(account, (this.others.get(account) ?? 0) + 1);
    const value = last?.next ?? left;
    this.shown.set(account, { execution, value, next: left - 1 });
    return value;
  }
}
