import { allOf, requiredText } from '../../booking/fields';
import { FORM_LIMITS, QUESTION_KINDS, type FormQuestion } from '../../booking/form';
import { done, refused, type Outcome } from '../../booking/refusal';
import type { Service } from '../../booking/service';
import { saveService } from '../../desk/services';
import type { Handler } from '../kit/access';
import { withUndo } from '../home/undo';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { chosen, input, isSent, typed } from '../kit/form';
import {
  button,
  buttons,
  card,
  checkbox,
  dropdown,
  endButton,
  line,
  multiline,
  quiet,
  section,
  submit,
} from '../kit/parts';
import { present, type CardView, type TapAnswer } from '../kit/widgets';
import { withService } from './with-service';

// What a service asks its clients besides name, e-mail address and note.

export const onShowQuestions: Handler = (context) =>
  withService(context, (service) => ({ at: 'next', card: questionsCard(context, service) }));

export const onEditQuestion: Handler = (context) =>
  withService(context, (service) => ({
    at: 'next',
    card: questionCard(context, service, questionOf(context, service)),
  }));

export const onSaveQuestion: Handler = (context) =>
  withService(context, (service) => {
    const asked = questionOf(context, service);
    const read = readQuestion(context, asked);
    if (!read.ok) return refusalAnswer(context, read.refusal, questionCard(context, service, asked));
    const isNew = asked.id === '';
    if (isNew && service.questions.length >= FORM_LIMITS.questions) {
      const { refusal } = refused('tooMany', 'questions', { max: FORM_LIMITS.questions });
      return refusalAnswer(context, refusal, questionsCard(context, service));
    }
    const value = isNew ? { ...read.value, id: context.desk.ids.small() } : read.value;
    const others = service.questions.map((one) => (one.id === asked.id ? value : one));
    return withQuestions(context, service, isNew ? [...service.questions, value] : others);
  });

export const onDeleteQuestion: Handler = (context) =>
  withService(context, (service) => {
    const id = context.event.param('question');
    return withQuestions(
      context,
      service,
      service.questions.filter((question) => question.id !== id),
    );
  });

/** One place towards the beginning. */
export const onMoveQuestion: Handler = (context) =>
  withService(context, (service) => {
    const from = service.questions.findIndex(({ id }) => id === context.event.param('question'));
    const moved = service.questions[from];
    if (moved === undefined || from === 0) return { at: 'same', card: questionsCard(context, service) };
    const others = service.questions.filter((question) => question !== moved);
    return withQuestions(context, service, [...others.slice(0, from - 1), moved, ...others.slice(from - 1)]);
  });

function withQuestions(context: CardContext, service: Service, questions: FormQuestion[]): TapAnswer {
  const outcome = saveService(context.desk, { ...service, questions });
  if (!outcome.ok) return refusalAnswer(context, outcome.refusal, questionsCard(context, service));
  const card = withUndo(context, questionsCard(withoutInputs(context), outcome.value));
  return { at: 'root', card, notice: context.t('service.saved') };
}

/** The question that a button names; an empty one for a new question. */
function questionOf({ event }: CardContext, service: Service): FormQuestion {
  const known = service.questions.find(({ id }) => id === event.param('question'));
  return known ?? { id: '', kind: 'text', label: '', required: false, options: [] };
}

function readQuestion(context: CardContext, asked: FormQuestion): Outcome<FormQuestion> {
  const { event } = context;
  const kind = chosen(context, 'kind', QUESTION_KINDS, asked.kind);
  const form = allOf({
    label: requiredText(event.input('questions'), 'questions', FORM_LIMITS.label),
    options: kind === 'choice' ? readOptions(event.input('choices')) : done([]),
  });
  return form.ok ? done({ ...asked, ...form.value, kind, required: event.inputs('required').includes('yes') }) : form;
}

/** One a line, each once. */
function readOptions(text: string): Outcome<string[]> {
  const lines = new Set<string>();
  for (const entered of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const option = requiredText(entered, 'choices', FORM_LIMITS.option);
    if (!option.ok) return option;
    lines.add(option.value);
  }
  if (lines.size < 2) return refused('optionsExpected', 'choices');
  return lines.size > FORM_LIMITS.options
    ? refused('tooMany', 'choices', { max: FORM_LIMITS.options })
    : done([...lines]);
}

function questionsCard({ t }: CardContext, service: Service): CardView {
  const { id, questions } = service;
  const note = (question: FormQuestion) =>
    present<string>([t(`ask.kind.${question.kind}`), question.required && t('ask.required')]).join(' · ');
  return card(
    'questions',
    { title: t('ask.title'), subtitle: service.name },
    section(
      quiet(t('ask.intro')),
      ...questions.flatMap((question, n) => [
        line(question.label, { icon: 'DESCRIPTION', note: note(question) }),
        buttons(
          button(t('services.edit'), 'editQuestion', { service: id, question: question.id }),
          n > 0 && button(t('services.up'), 'moveQuestion', { service: id, question: question.id }),
        ),
      ]),
    ),
    section(
      buttons(
        questions.length < FORM_LIMITS.questions && submit(t('ask.add'), 'editQuestion', { service: id }),
        button(t('service.back'), 'editService', { service: id }),
      ),
    ),
  );
}

function questionCard(context: CardContext, service: Service, question: FormQuestion): CardView {
  const { t, event } = context;
  const params = { service: service.id, question: question.id };
  const isRequired = isSent(context, 'kind') ? event.inputs('required').includes('yes') : question.required;
  const kinds = QUESTION_KINDS.map((value) => ({ value, label: t(`ask.kind.${value}`) }));
  const options = typed(context, 'choices', question.options.join('\n'));
  return card(
    'question',
    { title: question.id === '' ? t('ask.add') : question.label, subtitle: service.name },
    section(
      input(context, 'questions', question.label),
      dropdown('kind', t('ask.kind'), kinds, chosen(context, 'kind', QUESTION_KINDS, question.kind)),
      multiline('choices', t('field.choices'), options, t('ask.optionsHint')),
      checkbox('required', 'yes', t('ask.required'), isRequired),
      buttons(submit(t('service.save'), 'saveQuestion', params)),
    ),
    question.id !== '' && section(buttons(endButton(t('ask.delete'), 'deleteQuestion', params))),
  );
}
