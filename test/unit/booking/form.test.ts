import fc from 'fast-check';
import { FORM_LIMITS, readForm, TICKED, type AskedForm, type FormQuestion } from '../../../src/booking/form';
import { at } from '../../support/builders';

const NOW = at('2026-11-21T06:00:00Z');
const question = (change: Partial<FormQuestion>): FormQuestion => ({
  id: 'q',
  kind: 'text',
  label: 'How did you hear of us?',
  required: false,
  options: [],
  ...change,
});
const asking = (change: Partial<FormQuestion>): AskedForm => ({
  questions: [question(change)],
  consent: '',
  guests: 0,
});
const answerTo = (asked: AskedForm, q: string) => readForm(asked, { answers: { q }, consents: false, guests: [] }, NOW);

it.each<[string, Partial<FormQuestion>, string, string]>([
  ['a text on one line', {}, ' a\nfriend ', 'a friend'],
  ['a long text with its lines', { kind: 'longText' }, 'a\r\nfriend', 'a\nfriend'],
  ['one of the options', { kind: 'choice', options: ['Piano', 'Voice'] }, 'Voice', 'Voice'],
  ['a tick', { kind: 'checkbox' }, TICKED, '✓'],
  ['a number, with plain digits', { kind: 'number' }, '１２,5', '12,5'],
  ['a phone number, with plain digits', { kind: 'phone' }, '０９１２ 345 678', '0912 345 678'],
])('%s is kept with the words of its question', (_, change, typed, value) => {
  const read = answerTo(asking(change), typed);
  expect(read).toMatchObject({ ok: true, value: { answers: [{ label: 'How did you hear of us?', value }] } });
});

it.each<[string, Partial<FormQuestion>, string, string]>([
  ['nothing, though it is needed', { required: true }, ' ', 'required'],
  ['no tick, though it is needed', { kind: 'checkbox', required: true }, '', 'required'],
  ['another option', { kind: 'choice', options: ['Piano'] }, 'Drums', 'valueExpected'],
  ['another tick', { kind: 'checkbox' }, 'on', 'valueExpected'],
  ['a word for a number', { kind: 'number' }, 'twelve', 'numberNeeded'],
  ['a word for a phone number', { kind: 'phone' }, 'abc', 'phoneExpected'],
  ['too much', {}, 'x'.repeat(FORM_LIMITS.text + 1), 'tooLong'],
])('%s is refused, and the question is named', (_, change, typed, code) => {
  expect(answerTo(asking(change), typed)).toMatchObject({
    ok: false,
    refusal: { code, field: 'answers', params: { question: 'q' } },
  });
});

it('consent is needed only where it is asked for, and its moment is kept', () => {
  const filled = { answers: {}, consents: false, guests: [] };
  const asked = { questions: [], consent: 'You may take pictures.', guests: 0 };
  expect(readForm(asked, filled, NOW)).toMatchObject({ ok: false, refusal: { code: 'required', field: 'consent' } });
  expect(readForm(asked, { ...filled, consents: true }, NOW)).toMatchObject({ value: { consentedAt: NOW } });
  expect(readForm({ ...asked, consent: '' }, filled, NOW)).toMatchObject({ value: { consentedAt: null } });
});

it('no more guests come along than the service allows', () => {
  const filled = { answers: {}, consents: false, guests: ['a@x.example', 'b@x.example'] };
  const asked = { questions: [], consent: '', guests: 1 };
  expect(readForm(asked, filled, NOW)).toMatchObject({ ok: false, refusal: { code: 'tooMany', field: 'guests' } });
  expect(readForm({ ...asked, guests: 2 }, filled, NOW)).toMatchObject({ value: { guests: filled.guests } });
});

it('what is kept of a form stays within its limits, whatever is typed', () => {
  const questions = Array.from({ length: FORM_LIMITS.questions }, (_, n) =>
    question({ id: `q${n}`, kind: 'longText', label: 'x'.repeat(FORM_LIMITS.label) }),
  );
  const typed = fc.dictionary(fc.constantFrom(...questions.map(({ id }) => id)), fc.string({ maxLength: 600 }));
  fc.assert(
    fc.property(typed, (answers) => {
      const read = readForm({ questions, consent: '', guests: 0 }, { answers, consents: false, guests: [] }, NOW);
      const kept = read.ok ? read.value.answers : [];
      return kept.reduce((sum, { label, value }) => sum + label.length + value.length, 0) <= FORM_LIMITS.answers;
    }),
  );
});
