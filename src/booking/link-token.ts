import type { Instant } from './time/time';

// The signed part of a link in an e-mail: a code, what the link is about, and until when it works. Whoever has the link
// may do what it is for, so nothing in it can be guessed or changed.

/** What a link is for: a client's own booking, or the answer of a staff member to a request. */
export type LinkPurpose = 'booking' | 'answer';

/** HMAC-SHA-256 of a text, as base64url without padding. */
export type Mac = (text: string, key: string) => string;

/** What a link says, and to whom it was sent. */
export interface LinkClaim {
  purpose: LinkPurpose;
  /** Ids of records: letters and digits. */
  ids: readonly string[];
  /** The first instant at which it no longer works. */
  until: Instant;
  /** The address that it was sent to. It is signed, and not in the link: another address makes the link void. */
  reader: string;
}

/** A second is as exact as the end of a link has to be. */
const TICK = 1_000;

/** The longest token that is looked at. */
const LONGEST = 200;

/** `code.id.until`: the code comes first, since some programs cut `-` or `_` off the end of an address. */
export function linkToken(claim: LinkClaim, key: string, mac: Mac): string {
  const until = Math.floor(claim.until / TICK).toString(36);
  return [codeOf(claim.purpose, claim.ids, until, claim.reader, { key, mac }), ...claim.ids, until].join('.');
}

/** What is needed to tell a genuine link from any other text. */
export interface LinkCheck {
  purpose: LinkPurpose;
  key: string;
  now: Instant;
  mac: Mac;
  /** The address that a link to these records is sent to; `null` if there is nobody. */
  readerOf: (ids: readonly string[]) => string | null;
}

/**
 * The ids in a token that we have made for this purpose and that still works; `null` for any other text. The same work is
 * done for every text, whatever is wrong with it, so that the time taken tells nothing.
 */
export function idsOfToken(token: string, { purpose, key, now, mac, readerOf }: LinkCheck): string[] | null {
  const [code = '', ...rest] = token.slice(0, LONGEST).split('.');
  const ids = rest.slice(0, -1);
  const until = rest[rest.length - 1] ?? '';
  const reader = readerOf(ids);
  const isOurs = isSameText(code, codeOf(purpose, ids, until, reader ?? '', { key, mac }));
  const isInTime = now < parseInt(until, 36) * TICK;
  return isOurs && isInTime && reader !== null && key !== '' ? ids : null;
}

function codeOf(
  purpose: LinkPurpose,
  ids: readonly string[],
  until: string,
  reader: string,
  { key, mac }: { key: string; mac: Mac },
): string {
  // No part contains a line break: an address has none, and what stood between two points is read as one part.
  return mac([purpose, ids.join('.'), until, reader].join('\n'), key);
}

/** Compares two texts in a time that does not depend on where they differ. */
function isSameText(a: string, b: string): boolean {
  let differs = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) differs |= a.charCodeAt(i % Math.max(a.length, 1)) ^ b.charCodeAt(i);
  return differs === 0;
}
