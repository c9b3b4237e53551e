import { refused, type Refusal } from '../../booking/refusal';
import { HOUR, type Instant } from '../../booking/time/time';
import { codeKey } from '../links/links';
import { mailCode } from '../links/notes';
import type { Desk } from '../ports/ports';
import type { Snapshot } from '../ports/store';
import { settingsOf } from '../team/people';
import { mailboxOf } from './mailbox';
import { MAIL_RESERVE } from './request-limits';

// If the owner wants it, a client shows that the e-mail address is theirs before a request holds a time: a code is sent
// there, and asked for on the page. Nothing is stored for it: the code follows from the address and the hour. The cache
// counts codes and tries; it may forget them, so the limits are for programs, not for people.

/** How many codes one mailbox is sent in an hour, how many the desk sends, and how many wrong ones may be tried. */
const CODES = { mailbox: 3, desk: 60, tries: 5 } as const;

/** Seconds: as long as a code is good. */
const LIFE = 3_600;

interface Claimed {
  /** Lower case. */
  email: string;
  /** Language of the e-mail, BCP 47. */
  locale: string;
  /** What was entered; empty if nothing was. */
  code: string;
}

/** Whether clients have to confirm their address. */
export function asksForCode(snapshot: Snapshot): boolean {
  return settingsOf(snapshot)?.confirmsEmail === true;
}

/**
 * Why a client has to do something about their address first; `null` if they need not, or have. Sends the code if none
 * was entered: a few a mailbox, and none that staff's own e-mails would lack.
 */
export function codeRefusal(desk: Desk, claimed: Claimed): Refusal | null {
  const mailbox = mailboxOf(claimed.email).slice(-200);
  if (claimed.code === '') return sendCode(desk, claimed, mailbox);
  const tries = countOf(desk, `tries/${mailbox}`);
  if (tries >= CODES.tries) return refused('tooManyYours').refusal;
  const now = desk.now();
  // One that was sent just before the hour ended is good for another.
  if ([now, now - HOUR].some((at) => codeOf(desk, mailbox, at) === claimed.code)) return null;
  // The client has corrected their address, or taken more than an hour.
  if (countOf(desk, `codes/${mailbox}`) === 0) return sendCode(desk, claimed, mailbox);
  count(desk, `tries/${mailbox}`, tries + 1);
  return refused('codeWrong', 'code').refusal;
}

function sendCode(desk: Desk, { email, locale }: Claimed, mailbox: string): Refusal {
  const sent = { mailbox: countOf(desk, `codes/${mailbox}`), desk: countOf(desk, 'codes') };
  if (sent.mailbox >= CODES.mailbox) return refused('tooManyYours').refusal;
  const left = desk.postman.quotaLeft();
  if (sent.desk >= CODES.desk || (left !== null && left <= MAIL_RESERVE)) return refused('tooManyRequests').refusal;
  count(desk, `codes/${mailbox}`, sent.mailbox + 1);
  count(desk, 'codes', sent.desk + 1);
  const code = codeOf(desk, mailbox, desk.now());
  return mailCode(desk, { to: email, locale, code }).ok
    ? refused('codeSent', 'code', { email }).refusal
    : refused('codeNotSent', 'email').refusal;
}

/** Six digits for a mailbox in an hour. */
function codeOf(desk: Desk, mailbox: string, at: Instant): string {
  const signature = desk.sign(`${mailbox} ${Math.floor(at / HOUR)}`, codeKey(desk));
  let number = 0;
  for (const sign of signature) number = (number * 64 + sign.charCodeAt(0)) % 1_000_000;
  return String(number).padStart(6, '0');
}

function countOf(desk: Desk, key: string): number {
  return Number(desk.memory.get([key])[key] ?? 0);
}

function count(desk: Desk, key: string, value: number): void {
  desk.memory.put({ [key]: String(value) }, LIFE);
}
