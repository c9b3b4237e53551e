import { isJson, type Json } from '../core/builder';
import { exception } from '../core/exception';
import { boot } from '../core/host';

// What Google takes in silence, shows wrongly or refuses, depending on whom one asks. With --strict a card that relies
// on it is refused when it is built, so that a test shows it.

/** Texts that a card shows: none of them may be empty. What is entered, and the value of a choice, may be. */
const SHOWN = new Set([
  'actionLabel',
  'altText',
  'bottomLabel',
  'header',
  'hintText',
  'label',
  'subtitle',
  'text',
  'title',
  'topLabel',
]);

/** The first so many of a list; more are dropped without a word, or refused where the sandbox is strict. */
export function atMost<T>(list: readonly T[], most: number, name: string): T[] {
  if (boot.strict && list.length > most) throw exception(`Invalid ${name}: more than ${most}.`);
  return list.slice(0, most);
}

/** Looks through a card that is about to be built. */
export function refuseDoubtful(card: Json): void {
  if (boot.strict) look(card);
}

function look(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(look);
  if (!isJson(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (SHOWN.has(key) && inner === '') throw exception(`Invalid Card: an empty ${key}.`);
    if (key === 'decoratedText' && isJson(inner)) lookAtLine(inner);
    look(inner);
  }
}

/**
 * "One of the two is required": icon and top label
 * (https://developers.google.com/apps-script/reference/card-service/decorated-text).
 */
function lookAtLine({ topLabel, startIcon, icon }: Json): void {
  if (topLabel === undefined && startIcon === undefined && icon === undefined)
    throw exception('Invalid DecoratedText: an icon or a top label is required.');
}
