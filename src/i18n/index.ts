import { BOOKING_STATES } from '../booking/booking';
import type { FieldName, Refusal } from '../booking/refusal';
import type { DeskMessages } from './locales/catalogue';
import { DESK_MESSAGES } from './desk-messages';
import { pickLocale } from './locales';
import { fill, translatorOf, type Translate } from './translate';

export type DeskTranslate = Translate<DeskMessages>;

/** Translates the desk's messages into the best language for a BCP 47 tag. */
export function deskTexts(tag: string): DeskTranslate {
  const locale = pickLocale([tag]);
  return translatorOf<DeskMessages>(locale, DESK_MESSAGES[locale]());
}

/** The sentence of a refusal, without the name of its field. */
export function refusalText(t: DeskTranslate, refusal: Refusal): string {
  const key = `refusal.${refusal.code}` as const;
  const params = { ...refusal.params };
  if (refusal.code === 'wrongState') params.state = stateText(t, String(params.state));
  // A refusal carries the values for its own sentence, which only the refusing code knows: they are filled in here.
  return fill(t.raw(key), params);
}

/** The sentence of a refusal with the name of the field at fault. */
export function fullRefusalText(t: DeskTranslate, refusal: Refusal): string {
  const message = refusalText(t, refusal);
  return refusal.field === undefined ? message : t('refusal.inField', { field: fieldText(t, refusal.field), message });
}

/** What a form field is called. */
export function fieldText(t: DeskTranslate, field: FieldName): string {
  return t(`field.${field}`);
}

function stateText(t: DeskTranslate, state: string): string {
  const known = BOOKING_STATES.find((one) => one === state);
  return known === undefined ? state : t(`state.${known}`);
}
