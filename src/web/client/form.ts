import { isPhone } from '../../booking/phone';
import type { Field, PageState, Said, FormStep } from './state';
import { placeOf } from './texts';

export type Details = Extract<FormStep, { at: 'details' }>;

/** The text fields, in the order of the page. */
export const TYPED = ['name', 'email', 'phone', 'note'] as const;

/** All fields of the form, in the order of the page. */
export const FIELDS: readonly Field[] = ['place', ...TYPED];

/** How long a text may be, as the desk has it. */
export const LIMITS = { name: 100, email: 254, phone: 40, note: 1_000 } as const;

/**
 * What is wrong with the client's input, by field. The desk checks more closely, and its refusals are shown in the same
 * places.
 */
export function check(state: PageState, step: Details): Partial<Record<Field, Said>> {
  const { name, email, phone } = state.typed;
  const wrong: Partial<Record<Field, Said>> = {};
  if (name.trim() === '') wrong.name = { key: 'page.nameExpected' };
  if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email.trim())) wrong.email = { key: 'page.emailExpected' };
  const isNone = phone.trim() === '';
  if (isNone ? needsPhone(state, step) : !isPhone(phone)) wrong.phone = { key: 'page.phoneExpected' };
  return wrong;
}

/** Whether the client is to be called. */
export function needsPhone(state: PageState, step: Details): boolean {
  return placeOf(state, step.service)?.kind === 'weCall';
}
