import type { Ids } from '../desk/ports/ports';

/** Small parts of Apps Script that need no file of their own. */

/** An execution runs as one account from start to end, so it is asked for once. */
let atWork: string | null = null;

/** The account that this execution runs as, lower case; for a web app, the account that deployed it. */
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
 * The person who has opened a page of the web app, if Google says: it does so only for people of the same domain
 * [apps-script/reference/base/session].
 */
export function visitorAccount(): string {
  return Session.getActiveUser().getEmail().toLowerCase();
}

/**
 * Address of the deployed web app as Google gives it to this run; empty if there is none. Only a run of the web app
 * itself gets the one that visitors can open: elsewhere it may be the editor's `/dev`, or that of another deployment.
 */
export function webAppAddress(): string {
  // `null` while there is no deployment, even though the types say otherwise [apps-script/reference/script/service].
  const address: unknown = ScriptApp.getService().getUrl();
  return typeof address === 'string' ? address : '';
}

/** Where the account at work grants what it has not granted yet; empty where it has granted everything. */
export function consentPage(): string {
  // `null` where nothing is lacking, even though the types say otherwise
  // (https://developers.google.com/apps-script/reference/script/authorization-info#getAuthorizationUrl()).
  const address: unknown = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationUrl();
  return typeof address === 'string' ? address : '';
}

/** A line for the execution log, which editors of the script and administrators can read: it names nobody. */
export function logLine(message: string): void {
  console.log(message.replace(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, '(address)'));
}

/** Pauses for some milliseconds. */
export function pause(ms: number): void {
  Utilities.sleep(ms);
}

/** Letters and digits of base32hex that are not mistaken for each other when read aloud. */
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
