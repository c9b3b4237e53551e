import { optionalText, strangersPhone } from './fields';
import { done, refused, type Outcome } from './refusal';
import type { Instant } from './time/time';

// What a service asks its clients besides name, e-mail address and note, and what they answer.

export const QUESTION_KINDS = ['text', 'longText', 'choice', 'checkbox', 'number', 'phone'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Something that a service wants to know from each client. */
export interface FormQuestion {
  /** Unique among the questions of its service; stays when the label is changed. */
  id: string;
  kind: QuestionKind;
  label: string;
  required: boolean;
  /** What a client may choose; empty for all kinds but `choice`. */
  options: string[];
}

/** What a client answered, in the words in which they were asked: the question may be changed afterwards. */
export interface FormAnswer {
  label: string;
  value: string;
}

/** What a client fills in for a service, as it arrives: answers by the id of their question. */
export interface FilledForm {
  answers: Readonly<Record<string, string>>;
  consents: boolean;
  /** Addresses of the people whom the client brings along: in lower case, each once. */
  guests: string[];
}

/** What of it is kept with a booking. */
export interface FormResult {
  answers: FormAnswer[];
  /** When the client agreed to the service's text; `null` if they were not asked. */
  consentedAt: Instant | null;
  guests: string[];
}

/** Of a client who was asked nothing. */
export const NO_FORM: FormResult = { answers: [], consentedAt: null, guests: [] };

/** Limits of the form; a booking with the longest answers is still one stored value of its store. */
export const FORM_LIMITS = {
  questions: 8,
  label: 80,
  options: 20,
  option: 60,
  text: 200,
  longText: 500,
  /** Characters of all answers together, with their labels. */
  answers: 1_500,
  consent: 300,
  guests: 10,
  /** Characters of all guests' addresses together. */
  addresses: 500,
} as const;

/** The answer to a question that is ticked, as it is sent. */
export const TICKED = 'yes';

/** What a service asks for. */
export interface AskedForm {
  questions: readonly FormQuestion[];
  /** What clients have to agree to; empty for nothing. */
  consent: string;
  /** How many people a client may bring along. */
  guests: number;
}

/**
 * The form of a client, checked against what the service asks for. A refusal names the field, and `params.question` the
 * question at fault. Answers to questions that the service does not ask (any more) are dropped.
 */
export function readForm(asked: AskedForm, filled: FilledForm, now: Instant): Outcome<FormResult> {
  const answers: FormAnswer[] = [];
  for (const question of asked.questions) {
    const value = readAnswer(question, filled.answers[question.id] ?? '');
    if (!value.ok) return refused(value.refusal.code, 'answers', { ...value.refusal.params, question: question.id });
    if (value.value !== '') answers.push({ label: question.label, value: value.value });
  }
  const size = answers.reduce((sum, { label, value }) => sum + label.length + value.length, 0);
  if (size > FORM_LIMITS.answers) return refused('tooLong', 'answers', { max: FORM_LIMITS.answers });
  if (asked.consent !== '' && !filled.consents) return refused('required', 'consent');
  if (filled.guests.length > asked.guests) return refused('tooMany', 'guests', { max: asked.guests });
  if (filled.guests.join('').length > FORM_LIMITS.addresses)
    return refused('tooLong', 'guests', { max: FORM_LIMITS.addresses });
  return done({ answers, consentedAt: asked.consent === '' ? null : now, guests: filled.guests });
}

/** What staff fill in for a client on the phone: no answer is needed, and nobody can agree to anything for them. */
export function readByHand(
  questions: readonly FormQuestion[],
  answers: FilledForm['answers'],
  now: Instant,
): Outcome<FormResult> {
  const optional = questions.map((question) => ({ ...question, required: false }));
  return readForm({ questions: optional, consent: '', guests: 0 }, { answers, consents: false, guests: [] }, now);
}

/** One answer as it is kept; empty if the client gave none. */
function readAnswer(question: FormQuestion, typed: string): Outcome<string> {
  const { kind, required } = question;
  const text = kind === 'longText' ? FORM_LIMITS.longText : FORM_LIMITS.text;
  const read = kind === 'phone' ? strangersPhone(typed) : optionalText(typed, 'answers', text);
  if (!read.ok) return read;
  const value = kind === 'longText' ? read.value : read.value.replace(/\s+/g, ' ');
  if (value === '') return required ? refused('required', 'answers') : done('');
  if (kind === 'choice' && !question.options.includes(value)) return refused('valueExpected', 'answers');
  if (kind === 'checkbox') return value === TICKED ? done('✓') : refused('valueExpected', 'answers');
  if (kind === 'number' && !NUMBER.test(value.normalize('NFKC'))) return refused('numberNeeded', 'answers');
  return done(kind === 'number' ? value.normalize('NFKC') : value);
}

/** A number as people write it, in any of the digits and with either mark for the decimals. */
const NUMBER = /^[+-]?\d{1,12}(?:[.,]\d{1,6})?$/;
