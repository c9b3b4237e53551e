import { isPhone } from '../../booking/phone';
import type { PublicQuestion } from '../public-api';
import type { FormStep, PageState, Said } from './state';
import { placeOf } from './texts';

export type Details = Extract<FormStep, { at: 'details' }>;

/** Something that the client is asked for. */
export interface FormField {
  /** As the desk calls it in a refusal, and the id of its element. */
  name: string;
  kind: PublicQuestion['kind'] | 'email' | 'guests' | 'consent';
  label: string;
  required: boolean;
  /** What can be chosen. */
  options: readonly string[];
  /** Characters. */
  max: number;
  /** For the browser, which fills in what it knows. */
  autocomplete: string;
}

/** The name of the field for the answer to a question. */
export function answerName({ id }: PublicQuestion): string {
  return `answers.${id}`;
}

/** What is typed into an answer's box that is ticked. */
export const TICKED = 'yes';

/** A code that the desk has sent to the client's address: only once it has asked for it. */
function codeField({ t, typed }: PageState): FormField[] {
  const usual = { required: true, options: [], max: 20, autocomplete: 'one-time-code' };
  return typed.code === undefined ? [] : [{ ...usual, name: 'code', kind: 'number', label: t('page.code') }];
}

/** All fields of the form, in the order of the page. How long a text may be is as the desk has it. */
export function fieldsOf(state: PageState, { service }: Details): FormField[] {
  const { t } = state;
  const usual = { required: false, options: [], autocomplete: 'off' };
  const calls = needsPhone(state, service);
  const fields: FormField[] = [
    { ...usual, name: 'name', kind: 'text', label: t('page.name'), required: true, max: 100, autocomplete: 'name' },
    { ...usual, name: 'email', kind: 'email', label: t('page.email'), required: true, max: 254, autocomplete: 'email' },
    ...codeField(state),
    {
      ...usual,
      name: 'phone',
      kind: 'phone',
      label: t(calls ? 'page.phoneNeeded' : 'page.phoneNumber'),
      required: calls,
      max: 40,
      autocomplete: 'tel',
    },
    ...service.questions.map((question): FormField => {
      const { kind, label, required, options } = question;
      return {
        ...usual,
        name: answerName(question),
        kind,
        label,
        required,
        options,
        max: kind === 'longText' ? 500 : 200,
      };
    }),
  ];
  if (service.guests > 0) fields.push({ ...usual, name: 'guests', kind: 'guests', label: t('page.guests'), max: 500 });
  fields.push({ ...usual, name: 'note', kind: 'longText', label: t('page.note'), max: 1_000 });
  const { consent } = service;
  if (consent !== '')
    fields.push({ ...usual, name: 'consent', kind: 'consent', label: consent, required: true, max: 0 });
  return fields;
}

/** What has been typed into a field. */
export function typedIn({ typed }: PageState, { name }: Pick<FormField, 'name'>): string {
  return typed[name] ?? '';
}

/**
 * What is wrong with the client's input, by field. The desk checks more closely, and its refusals are shown in the same
 * places.
 */
export function check(state: PageState, step: Details): Record<string, Said> {
  const wrong: Record<string, Said> = {};
  for (const field of fieldsOf(state, step)) {
    const found = wrongWith(field, typedIn(state, field).trim(), step.service.guests);
    if (found !== null) wrong[field.name] = found;
  }
  return wrong;
}

function wrongWith({ name, kind, required }: FormField, text: string, guests: number): Said | null {
  if (text === '' && !required) return null;
  switch (kind) {
    case 'email':
      return isAddress(text) ? null : { key: 'page.emailExpected' };
    case 'phone':
      return isPhone(text) ? null : { key: 'page.phoneExpected' };
    case 'number':
      return /^[+-]?\d{1,12}(?:[.,]\d{1,6})?$/.test(text.normalize('NFKC')) ? null : { key: 'page.numberExpected' };
    case 'guests': {
      const addresses = guestsIn(text);
      return addresses.every(isAddress) && addresses.length <= guests
        ? null
        : { key: 'page.guestsExpected', count: guests };
    }
    case 'consent':
      return text === '' ? { key: 'page.consentExpected' } : null;
    case 'text':
    case 'longText':
    case 'choice':
    case 'checkbox':
      return text !== '' ? null : { key: name === 'name' ? 'page.nameExpected' : 'page.answerExpected' };
  }
}

/** The addresses in a text that has one in each line, or several with something between them. */
export function guestsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== '');
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}

/** Whether the client is to be called. */
function needsPhone(state: PageState, service: Details['service']): boolean {
  return placeOf(state, service)?.kind === 'weCall';
}
