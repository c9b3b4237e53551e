import type { Ids } from '../desk/ports/ports';

/** Small things of Apps Script that need no file of their own. */

/** An execution runs as one account from its beginning to its end: it is asked for once. */
let atWork: string | null = null;

/** The account that this execution runs as, lower case; for a web app that is whoever deployed it. */
export function accountAtWork(): string {
  atWork ??= Session.getEffectiveUser().getEmail().toLowerCase();
  return atWork;
}

/**
 * The language of the account at work, such as `pl` or `zh_TW` [apps-script/reference/base/session,
 * getActiveUserLocale].
 */
export function accountLocale(): string {
  return Session.getActiveUserLocale().replace('_', '-');
}

/**
 * Who has opened a page of the web app, as far as Google says: somebody of the same domain, nobody else
 * [apps-script/reference/base/session].
 */
export function visitorAccount(): string {
  return Session.getActiveUser().getEmail().toLowerCase();
}

/**
 * Address of the deployed web app as this run is told; empty while there is none. Only a run of the web app itself is
 * told the one that visitors can open: elsewhere it may be that of the editor's `/dev`, or of another deployment.
 */
export function webAppAddress(): string {
  // Null while there is no deployment, whatever the types say [apps-script/reference/script/service].
  const address: unknown = ScriptApp.getService().getUrl();
  return typeof address === 'string' ? address : '';
}

/** A line for the execution log, which editors of the script and administrators read: it names nobody. */
export function logLine(message: string): void {
  console.log(message.replace(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, '(address)'));
}

/** Stands still for some milliseconds. */
export function pause(ms: number): void {
  Utilities.sleep(ms);
}

/** Letters and digits of base32hex that are not taken for one another when read aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstv';

/** Random ids from Utilities.getUuid, the only source of good randomness there is. */
export const randomIds: Ids = {
  booking: () => letters(12),
  secret: () => hex() + hex(),
  small: () => letters(8),
};

/** 122 random bits as 32 hexadecimal digits. */
function hex(): string {
  return Utilities.getUuid().replace(/-/g, '');
}

function letters(count: number): string {
  // Two bytes a letter keep the remainder even enough; the six fixed bits of a UUID are left out.
  const digits = `${hex().slice(0, 12)}${hex().slice(20)}${hex().slice(0, 12)}${hex().slice(20)}`;
  let text = '';
  for (let i = 0; i < count; i++)
    text += ALPHABET[parseInt(digits.slice(i * 4, i * 4 + 4), 16) % ALPHABET.length] ?? '0';
  return text;
}
