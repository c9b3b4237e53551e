import { isPhone, plainPhone } from './phone';
import { namesWebAddress, oneLine, visibleText } from './plain-text';
import { done, refused, type FieldName, type Outcome } from './refusal';

/** The maximum lengths of texts that people enter; together they keep a booking within one stored value. */
export const TEXT_LIMITS = {
  business: 80,
  name: 100,
  phone: 40,
  note: 1_000,
  reason: 300,
  staffNote: 1_000,
  // RFC 5321: a path of at most 256 octets, with its angle brackets.
  email: 254,
  webAddress: 300,
  policy: 300,
} as const;

/** Fields of several lines; every other text is one line, so that none can pass for two. */
const MANY_LINES: readonly FieldName[] = ['note', 'reason', 'staffNote', 'legal', 'answers', 'description'];

/**
 * How many times longer than its limit a text may arrive: people paste formatted text, and invisible characters are
 * removed.
 */
const MOST_CLEANED = 20;

/** A text that must not be empty, of at most `max` characters, trimmed, without invisible characters. */
export function requiredText(value: string, field: FieldName, max: number): Outcome<string> {
  const text = optionalText(value, field, max);
  return text.ok && text.value === '' ? refused('required', field) : text;
}

/**
 * A text of at most `max` characters, trimmed, without invisible characters; line breaks become spaces, except in
 * notes.
 */
export function optionalText(value: string, field: FieldName, max: number): Outcome<string> {
  // Cleaning takes time, so a text of megabytes is refused before it is cleaned.
  if (value.length > MOST_CLEANED * max) return refused('tooLong', field, { max });
  const text = MANY_LINES.includes(field) ? visibleText(value) : oneLine(value);
  return text.length > max ? refused('tooLong', field, { max }) : done(text);
}

/** A name that a stranger gives: it appears in e-mails, so it must contain something readable and no web address. */
export function strangersName(value: string): Outcome<string> {
  const name = requiredText(value, 'name', TEXT_LIMITS.name);
  if (!name.ok) return name;
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name.value)) return refused('required', 'name');
  return namesWebAddress(name.value) ? refused('webAddressInName', 'name') : name;
}

/** A phone number that a stranger gives, as they write it; empty for none. */
export function strangersPhone(value: string): Outcome<string> {
  const text = optionalText(value, 'phone', TEXT_LIMITS.phone);
  if (!text.ok || text.value === '') return text;
  return isPhone(text.value) ? done(plainPhone(text.value)) : refused('phoneExpected', 'phone');
}

/** The phone number of a client who is to be called. */
export function neededPhone(value: string): Outcome<string> {
  return value === '' ? refused('required', 'phone') : strangersPhone(value);
}

/**
 * What Google accepts as a guest, a recipient and an account: the unquoted local part of RFC 5322, at most 64
 * characters, no two dots in a row, and a domain of letters, digits and hyphens (RFC 1123), an international one in its
 * `xn--` form. Narrower than the RFC on purpose: if Google refuses a guest, it refuses the whole event.
 */
const EMAIL =
  /^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;

/** An e-mail address, lower case, trimmed. */
export function emailAddress(value: string, field: FieldName): Outcome<string> {
  const typed = value.trim();
  if (typed === '') return refused('required', field);
  // Letters that only become ASCII in lower case (the Kelvin sign) would make it another address.
  const address = /^[!-~]*$/.test(typed) ? typed.toLowerCase() : typed;
  if (address.length > TEXT_LIMITS.email) return refused('tooLong', field, { max: TEXT_LIMITS.email });
  // Not cleaned: an address other than the typed one would be somebody else's.
  return EMAIL.test(address) ? done(address) : refused('emailExpected', field);
}

/** An address that a browser may open from a page of ours; empty for none. */
export function httpsAddress(value: string, field: FieldName): Outcome<string> {
  const text = optionalText(value, field, TEXT_LIMITS.webAddress);
  if (!text.ok || text.value === '') return text;
  return HTTPS.test(text.value) ? text : refused('httpsExpected', field);
}

/** Nothing in it ends an attribute or a `url()`: it is written into a page. */
const HTTPS = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?(?:[/?#][^\s"'<>\\^`{|}()]*)?$/i;

/** A whole number within limits. */
export function wholeNumber(text: string, field: FieldName, limits: { min: number; max: number }): Outcome<number> {
  const value = Number(text);
  const isGood = /^\d{1,6}$/.test(text) && value >= limits.min && value <= limits.max;
  return isGood ? done(value) : refused('numberExpected', field, limits);
}

/** As wholeNumber, or null for an empty text. */
export function optionalNumber(
  text: string,
  field: FieldName,
  limits: { min: number; max: number },
): Outcome<number | null> {
  return text.trim() === '' ? done(null) : wholeNumber(text.trim(), field, limits);
}

/** All values of a form, or the first refusal among them. */
export function allOf<T extends object>(outcomes: { readonly [K in keyof T]: Outcome<T[K]> }): Outcome<T> {
  const values: Partial<T> = {};
  for (const key in outcomes) {
    const outcome = outcomes[key];
    if (!outcome.ok) return outcome;
    values[key] = outcome.value;
  }
  // Every key of T has its value: the loop went through all of them.
  return done(values as T);
}
