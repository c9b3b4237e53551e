import { done, refused, type FieldName, type Outcome } from './refusal';

/** How long the texts may be that people enter; together they keep a booking inside one stored value. */
export const TEXT_LIMITS = {
  business: 80,
  name: 100,
  phone: 40,
  note: 1_000,
  reason: 300,
  staffNote: 1_000,
  // RFC 5321: a path of at most 256 octets, with its angle brackets.
  email: 254,
} as const;

/** A text that must not be empty, of at most `max` characters, trimmed. */
export function requiredText(value: string, field: FieldName, max: number): Outcome<string> {
  return value.trim() === '' ? refused('required', field) : optionalText(value, field, max);
}

/** A text of at most `max` characters, trimmed. */
export function optionalText(value: string, field: FieldName, max: number): Outcome<string> {
  const text = value.trim();
  return text.length > max ? refused('tooLong', field, { max }) : done(text);
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/;

/** An e-mail address, lower case, trimmed. */
export function emailAddress(value: string, field: FieldName): Outcome<string> {
  const text = requiredText(value, field, TEXT_LIMITS.email);
  if (!text.ok) return text;
  return EMAIL.test(text.value) ? done(text.value.toLowerCase()) : refused('emailExpected', field);
}

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

/** Whole numbers separated by commas, each once, in order; none for an empty text. */
export function wholeNumbers(
  text: string,
  field: FieldName,
  { min, max, most }: { min: number; max: number; most: number },
): Outcome<number[]> {
  const numbers = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter((one) => one !== '')) {
    const number = wholeNumber(part, field, { min, max });
    if (!number.ok) return refused('numbersExpected', field, { min, max });
    numbers.add(number.value);
  }
  return numbers.size > most ? refused('tooMany', field, { max: most }) : done([...numbers].sort((a, b) => a - b));
}

/** All values of a form, or the first refusal among them. */
export function allOf<T extends object>(outcomes: { readonly [K in keyof T]: Outcome<T[K]> }): Outcome<T> {
  const values: Partial<T> = {};
  for (const key in outcomes) {
    const outcome = outcomes[key];
    if (!outcome.ok) return outcome;
    values[key] = outcome.value;
  }
  // Every key of T has got its value: the loop went through all of them.
  return done(values as T);
}
